"""单位人员的页面: back-office lists and forms. Administrators and holders of a post at a rectification office change them; everybody may look."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiaohao.people import queries
from xiaohao.people.forms import AccountForm, EndForm, PersonForm, PostForm, UnitForm, first_password
from xiaohao.people.models import Appointment, Person, Unit, User
from xiaohao.people.sign_in import sessions
from xiaohao.people.sign_in.record import Kind, note
from xiaohao.shell import respond
from xiaohao.shell.pages import keyset

UNPROCESSABLE = 422


def editor(request: HttpRequest) -> User:
    """The account, if it may change what stands here; any other gets 403."""
    user = cast(User, request.user)
    if not queries.may_edit(user, timezone.localdate()):
        raise PermissionDenied
    return user


def shown(request: HttpRequest, form: BaseForm, title: str, back: str) -> HttpResponse:
    """A form on a page of its own; what was typed stays when it is refused."""
    return respond.page(request, "people/form.html", {"form": form, "title": title, "back": back, "nav": "people"}, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The tree of units, with how many hold a post at each today."""
    today = timezone.localdate()
    words = request.GET.get("q", "").strip()[:60].replace("\0", "")
    page = keyset(queries.units(today, words), ("path", "id"), request.GET.get("after", ""))
    value = {"page": page, "q": words, "nav": "people", "tab": "units", "may_edit": queries.may_edit(cast(User, request.user), today)}
    return respond.page(request, "people/units.html", value, fragment="people/_units.html")


@login_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who holds which post, by unit."""
    today = timezone.localdate()
    words, unit, past = request.GET.get("q", "").strip()[:60].replace("\0", ""), request.GET.get("unit", ""), bool(request.GET.get("past"))
    number = int(unit[:18]) if unit.isascii() and unit.isdecimal() else None
    rows = queries.appointments(today, words, number, with_past=past)
    page = keyset(rows, ("unit__path", "from_on", "id"), request.GET.get("after", ""))
    value = {"page": page, "q": words, "unit": number, "past": past, "nav": "people", "tab": "people", "may_edit": queries.may_edit(cast(User, request.user), today)}
    return respond.page(request, "people/people.html", value, fragment="people/_people.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new unit, or one to name anew."""
    editor(request)
    known = get_object_or_404(Unit, pk=pk) if pk else None
    form = UnitForm(request.POST or None, instance=known, initial={} if known else {"parent": request.GET.get("parent", "")})
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("已保存。"))
        return redirect("units")
    return shown(request, form, known.name if known else gettext("新建单位"), "units")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def newcomer(request: HttpRequest) -> HttpResponse:
    """A person who is not known here yet; posts and an account follow on the person's page."""
    editor(request)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.save()
        messages.success(request, gettext("已保存。请登记任职；需要登录的再开账号。"))
        return redirect("person", made.pk)
    return shown(request, form, gettext("登记人员"), "people")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: name, posts with their days, account."""
    editor(request)
    row = get_object_or_404(Person.objects.select_related("user"), pk=pk)
    form = PersonForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("已保存。"))
        return redirect("person", pk)
    return person_page(request, row, form)


def person_page(request: HttpRequest, row: Person, form: PersonForm, post: PostForm | None = None, account_form: AccountForm | None = None) -> HttpResponse:
    """The person's page, with whichever of its three forms was refused."""
    today = timezone.localdate()
    account: User | None = getattr(row, "user", None)
    value = {
        "person": row, "form": form, "post": post or PostForm(initial={"from_on": today}), "account_form": account_form or AccountForm(),
        "posts": row.appointments.select_related("unit").order_by("-from_on", "-id"), "account": account, "today": today, "nav": "people",
        "tab": "people", "has_factor": account is not None and queries.has_second_factor(account),
    }  # fmt: skip
    wrong = any(one is not None and one.errors for one in (form, post, account_form))
    return respond.page(request, "people/person.html", value, status=UNPROCESSABLE if wrong else 200)


@login_required
@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """A post for the person."""
    editor(request)
    row = get_object_or_404(Person.objects.select_related("user"), pk=pk)
    form = PostForm(request.POST, instance=Appointment(person=row))
    if not form.is_valid():
        return person_page(request, row, PersonForm(instance=row), post=form)
    form.save()
    messages.success(request, gettext("已登记 %(name)s 的任职。") % {"name": row.name})
    return redirect("person", pk)


@login_required
@sensitive_post_parameters()
@require_POST
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    """An account for the person, or a new first password, or shut; passwords are shown once, for one use, and kept nowhere."""
    by = editor(request)
    row = get_object_or_404(Person.objects.select_related("user"), pk=pk)
    account: User | None = getattr(row, "user", None)
    if account is not None and account.is_administrator and not by.is_administrator:
        raise PermissionDenied  # or whoever sets a password could become an administrator
    if account is None:
        form = AccountForm(request.POST)
        if not form.is_valid():
            return person_page(request, row, PersonForm(instance=row), account_form=form)
        account, password = form.save(row)
    elif "shut" in request.POST:
        account.is_active = not account.is_active
        account.save(update_fields=["is_active"])
        sessions.end(account, but=request.session.session_key)
        messages.success(request, gettext("账号已启用。") if account.is_active else gettext("账号已停用。"))
        return redirect("person", pk)
    else:
        password = first_password()
        account.set_password(password)
        account.has_first_password = True
        account.save(update_fields=["password", "has_first_password"])
        sessions.end(account, but=request.session.session_key)
    if not password:
        messages.success(request, gettext("已开立账号 %(name)s，由单位统一认证登录。") % {"name": account.username})
        return redirect("person", pk)
    note(request, Kind.PASSWORD_RESET, user=account, by=by)
    messages.warning(request, gettext("账号 %(name)s 的初始密码：%(password)s（只显示这一次，请当面转交；本人登录后须先更换）") % {"name": account.username, "password": password})
    return redirect("person", pk)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a post; what was done under it stays."""
    editor(request)
    row = get_object_or_404(Appointment.objects.select_related("person"), pk=pk)
    form = EndForm(row.from_on, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("person", row.person_id)
    row.to_on = form.cleaned_data["to_on"]
    row.save(update_fields=["to_on"])
    messages.success(request, gettext("已登记 %(name)s 任职到 %(day)s。") % {"name": row.person.name, "day": row.to_on.isoformat()})
    return redirect("person", row.person_id)
