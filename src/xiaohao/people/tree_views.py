"""单位的页面: the tree with search and fold, one unit with its past and its posts, and the forms of a new unit and of a new name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from xiaohao.people import queries
from xiaohao.people import units as doors
from xiaohao.people.forms import FoundForm, RenameForm
from xiaohao.people.models import Appointment, Unit, User
from xiaohao.people.views import editor, shown
from xiaohao.shell import respond
from xiaohao.shell.pages import keyset

MOST_OPEN, MOST_POSTS = 60, 200


@dataclass(frozen=True, slots=True)
class Fold:
    """折叠: which units of the tree are open, as the address tells it."""

    open: frozenset[int]
    is_default: bool

    def toggled(self, unit: Unit) -> str:
        """The open units once this one is opened or shut, for the address; `0` where all are shut."""
        return ",".join(map(str, sorted(self.open ^ {unit.pk}))) or "0"


def fold(text: str) -> Fold:
    """From the address; the roots are open unless it says otherwise. What is no unit is passed over."""
    if not text:
        return Fold(frozenset(Unit.objects.filter(parent__isnull=True).values_list("pk", flat=True)[:MOST_OPEN]), is_default=True)
    ids = {int(one) for one in text.split(",")[:MOST_OPEN] if one.isascii() and one.isdecimal() and len(one) < 18}
    rows = {one.pk: one for one in Unit.objects.filter(pk__in=ids)}
    return Fold(frozenset(pk for pk, one in rows.items() if set(one.ancestor_ids) <= rows.keys()), is_default=False)


@login_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The tree, folded as the address says; a search finds units by what they are and were called, wherever they stand."""
    today = timezone.localdate()
    words, kind, past = request.GET.get("q", "").strip()[:60].replace("\0", ""), request.GET.get("kind", ""), bool(request.GET.get("past"))
    is_flat = bool(words or kind)
    open_units = fold("0" if is_flat else request.GET.get("open", "").replace("\0", ""))
    rows = queries.units(today, words, kind=kind if kind in Unit.Kind.values else "", with_past=past).select_related("parent", "merged_into")
    page = keyset(rows if is_flat else queries.unfolded(rows, open_units.open), ("path", "id"), request.GET.get("after", ""))
    value = {
        "page": page, "rows": [(one, open_units.toggled(one), one.pk in open_units.open) for one in page.rows], "q": words, "kind": kind, "past": past,
        "kinds": Unit.Kind.choices, "is_flat": is_flat, "nav": "people", "tab": "units", "may_edit": queries.may_edit(cast(User, request.user), today),
    }  # fmt: skip
    return respond.page(request, "people/units.html", value, fragment="people/_units.html")


@login_required
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: where it stands, what it was, who holds its posts and who held them."""
    today = timezone.localdate()
    row = get_object_or_404(Unit.objects.select_related("parent", "merged_into"), pk=pk)
    above = {one.pk: one for one in Unit.objects.filter(pk__in=row.ancestor_ids[:-1])}
    below = queries.units(today, under=row.path, with_past=True).order_by("path")
    value = {
        "unit": row, "above": [above[one] for one in row.ancestor_ids[:-1]], "page": keyset(below, ("path", "id"), request.GET.get("after", "")),
        **posts_of(row, today), "formers": row.formers.select_related("parent").order_by("-until_on"), "merged": row.merged.order_by("path"),
        "amendments": queries.amendments(unit=row)[:50], "today": today, "nav": "people", "tab": "units", "is_over": row.to_on is not None and row.to_on < today,
        "may_edit": queries.may_edit(cast(User, request.user), today),
    }  # fmt: skip
    return respond.page(request, "people/unit.html", value, fragment="people/_below.html")


def posts_of(row: Unit, today: date) -> dict[str, object]:
    """Posts of now and of later, with who acts for their holders today; posts that have ended, the last first."""
    rows = Appointment.objects.filter(unit=row).select_related("person")
    now = rows.filter(queries.not_over(today)).prefetch_related(queries.acting_today(today)).order_by("-is_head", "from_on", "id")
    return {"posts": now[:MOST_POSTS], "ended": rows.filter(to_on__lt=today).order_by("-to_on", "-id")[:MOST_POSTS]}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    user, now = editor(request), timezone.now()
    form = FoundForm(timezone.localdate(now), request.POST or None, initial={"parent": request.GET.get("parent", "")})
    if request.method == "POST":
        made = form.ask(lambda: doors.found(**form.cleaned_data, by=user, now=now))
        if made is not None:
            messages.success(request, gettext("已保存。"))
            return redirect("unit", made.pk)
    return shown(request, form, gettext("新建单位"), reverse("units"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, short name, kind, level or code: from a day on, or as a slip put right."""
    user, now = editor(request), timezone.now()
    row = get_object_or_404(Unit, pk=pk)
    form = RenameForm(request.POST or None, initial={name: getattr(row, name) for name in doors.NAMES} | {"on": timezone.localdate(now)})
    if request.method == "POST" and form.ask(lambda: doors.rename(row, **form.cleaned_data, by=user, now=now)) is not None:
        messages.success(request, gettext("已保存。"))
        return redirect("unit", pk)
    return shown(request, form, gettext("更名或更正 %(name)s") % {"name": row.name}, reverse("unit", args=[pk]))
