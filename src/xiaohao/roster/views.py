"""花名册的页面: a unit moves, merges or ends; a post ends with its handover; the list of what nobody answers for. For offices and administrators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from xiaohao.people import queries as people
from xiaohao.people.models import Appointment, Person, Unit, User
from xiaohao.people.views import editor
from xiaohao.roster import handover, hanging
from xiaohao.roster.forms import EndForm, OnForm, PassForm, UnitOnForm
from xiaohao.shell import respond
from xiaohao.shell.asking import DoorForm
from xiaohao.shell.pages import keyset
from xiaohao.shell.templatetags.shell import language
from xiaohao.wording import say


def changed(request: HttpRequest, row: Unit, form: DoorForm, title: str, door: Callable[[], Unit]) -> HttpResponse:
    """The form of a change of a unit, with what hangs on the unit; back to its page once it is made."""
    user, today = editor(request), timezone.localdate()
    if request.method == "POST" and form.ask(door) is not None:
        messages.success(request, gettext("已登记。"))
        return redirect("unit", row.pk)
    value = {"form": form, "title": title, "unit": row, "hanging": hanging.of_unit(row, user, today), "nav": "people"}
    return respond.page(request, "roster/change.html", value, status=form.status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Under another unit, with all below it."""
    user, now = editor(request), timezone.now()
    today = timezone.localdate(now)
    row = get_object_or_404(Unit, pk=pk)
    form = UnitOnForm(today, row, gettext("改归（不填为最高一级）"), request.POST or None, required=False, initial={"on": today, "other": row.parent_id})
    title = gettext("改变 %(name)s 的隶属") % {"name": row.name}
    return changed(request, row, form, title, lambda: handover.move(row, form.cleaned_data["other"], on=form.cleaned_data["on"], by=user, now=now))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Into another unit: people, mandates and open items pass over."""
    user, now = editor(request), timezone.now()
    today = timezone.localdate(now)
    row = get_object_or_404(Unit, pk=pk)
    form = UnitOnForm(today, row, gettext("并入"), request.POST or None, initial={"on": today})
    title = gettext("%(name)s 并入其他单位") % {"name": row.name}
    return changed(request, row, form, title, lambda: handover.merge(row, form.cleaned_data["other"], on=form.cleaned_data["on"], by=user, now=now))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of a unit on which nothing hangs."""
    user, now = editor(request), timezone.now()
    row = get_object_or_404(Unit, pk=pk)
    form = OnForm(request.POST or None, initial={"on": timezone.localdate(now)})
    title = gettext("撤销 %(name)s") % {"name": row.name}
    return changed(request, row, form, title, lambda: handover.dissolve(row, on=form.cleaned_data["on"], by=user, now=now))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a post, with the list of what hangs on it; nothing is left without anyone."""
    user, now = editor(request), timezone.now()
    today = timezone.localdate(now)
    row = get_object_or_404(Appointment.objects.select_related("person", "unit"), pk=pk)
    form = EndForm(today, row.person, request.POST or None, initial={"to_on": today})
    if request.method == "POST":
        ended = form.ask(lambda: handover.end_post(row, **form.cleaned_data, by=user, now=now))
        if ended is not None:
            messages.success(request, gettext("已登记 %(name)s 任职到 %(day)s。") % {"name": row.person.name, "day": form.cleaned_data["to_on"].isoformat()})
            return redirect("person", row.person_id)
    value = {"row": row, "form": form, "nav": "people", **left_by(row, user, today)}
    return respond.page(request, "roster/end.html", value, status=form.status)


def left_by(row: Appointment, viewer: User, today: date) -> dict[str, object]:
    """What hangs on the person, and on the unit where nobody else is there."""
    is_last = hanging.is_last_of_unit(row, today)
    return {
        "is_last_of_unit": is_last, "is_last_of_person": hanging.is_last_of_person(row, today), "of_person": hanging.of_person(row.person, viewer, today),
        "of_unit": hanging.of_unit(row.unit, viewer, today) if is_last else hanging.Hanging(),
    }  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """交接清单: all that hangs on a person, to be printed and signed; items that are chosen pass to a successor one by one."""
    user, now = editor(request), timezone.now()
    today = timezone.localdate(now)
    row = get_object_or_404(Person, pk=pk)
    form = PassForm(today, row, request.POST or None)
    chosen = [int(one) for one in request.POST.getlist("item") if one.isascii() and one.isdecimal() and len(one) < 18]
    if request.method == "POST":
        passed = form.ask(lambda: handover.pass_on(row, form.cleaned_data["successor"], chosen, by=user, now=now))
        if passed is not None:
            tell(request, passed)
            return redirect(reverse("person-handover", args=[pk]))
    posts = row.appointments.filter(people.not_over(today)).select_related("unit").order_by("from_on", "pk")
    lone = [one for one in posts if hanging.is_last_of_unit(one, today)]
    value = {
        "person": row, "form": form, "posts": posts, "of_person": hanging.of_person(row, user, today), "substitutions": hanging.substitutions(row, today),
        "of_units": [(one.unit, hanging.of_unit(one.unit, user, today)) for one in lone], "today": today, "nav": "people",
    }  # fmt: skip
    return respond.page(request, "roster/person.html", value, status=form.status)


def tell(request: HttpRequest, passed: handover.Passed) -> None:
    """What has gone over, and what was refused and why."""
    if passed.done:
        messages.success(request, gettext("已移交 %(count)d 项。") % {"count": len(passed.done)})
    for duty, why in passed.refused[:10]:
        messages.error(request, f"{duty.words}：{say(why, language())}")
    if not passed.done and not passed.refused:
        messages.warning(request, gettext("没有选择事项。"))


@login_required
@require_safe
def orphans(request: HttpRequest) -> HttpResponse:
    """无人承担: items whose lead unit has nobody today, or whose leader holds no post."""
    user, today = editor(request), timezone.localdate()
    page = keyset(hanging.orphans(user, today), ("inspection_id", "position", "id"), request.GET.get("after", ""))
    value = {"page": page, "nav": "people", "tab": "orphans", "may_edit": True}
    return respond.page(request, "roster/orphans.html", value, fragment="roster/_orphans.html")
