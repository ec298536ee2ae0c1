"""单位人员的页面: back-office lists and forms. Administrators and holders of a post at a rectification office change them; everybody may look."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiaohao.people import posts, queries
from xiaohao.people.forms import AccountForm, PersonForm, PostForm, SubstituteForm, first_password
from xiaohao.people.models import Appointment, Person, Substitution, User
from xiaohao.people.sign_in import sessions
from xiaohao.people.sign_in.record import Kind, note
from xiaohao.shell import respond
from xiaohao.shell.asking import DoorForm
from xiaohao.shell.pages import keyset

UNPROCESSABLE = 422


def editor(request: HttpRequest) -> User:
    """The account, if it may change what stands here; any other gets 403."""
    user = cast(User, request.user)
    if not queries.may_edit(user, timezone.localdate()):
        raise PermissionDenied
    return user


def shown(request: HttpRequest, form: DoorForm, title: str, back: str) -> HttpResponse:
    """A form on a page of its own; what was typed stays when it is refused."""
    return respond.page(request, "people/form.html", {"form": form, "title": title, "back": back, "nav": "people"}, status=form.status)


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
def newcomer(request: HttpRequest) -> HttpResponse:
    """A person who is not known here yet; posts and an account follow on the person's page."""
    user, now = editor(request), timezone.now()
    form = PersonForm(request.POST or None)
    if request.method == "POST":
        made = form.ask(lambda: posts.register(**form.cleaned_data, by=user, now=now))
        if made is not None:
            messages.success(request, gettext("已保存。请登记任职；需要登录的再开账号。"))
            return redirect("person", made.pk)
    return shown(request, form, gettext("登记人员"), reverse("people"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: name, posts with their days and substitutes, account, and what was changed."""
    user, now = editor(request), timezone.now()
    row = get_object_or_404(Person.objects.select_related("user"), pk=pk)
    form = PersonForm(request.POST or None, initial={"name": row.name, "phone": row.phone})
    if request.method == "POST" and form.ask(lambda: posts.correct(row, **form.cleaned_data, by=user, now=now)) is not None:
        messages.success(request, gettext("已保存。"))
        return redirect("person", pk)
    return person_page(request, row, form)


def person_page(
    request: HttpRequest, row: Person, form: PersonForm | None = None, post: PostForm | None = None, account_form: AccountForm | None = None,
) -> HttpResponse:  # fmt: skip
    """The person's page, with whichever of its three forms was refused: the same number of statements for one post and for many."""
    today = timezone.localdate()
    account: User | None = getattr(row, "user", None)
    held = row.appointments.select_related("unit").prefetch_related(Prefetch("substitutions", Substitution.objects.select_related("person")))
    value = {
        "person": row, "form": form or PersonForm(initial={"name": row.name, "phone": row.phone}), "post": post or PostForm(today, initial={"from_on": today}),
        "account_form": account_form or AccountForm(), "posts": held.order_by("-from_on", "-id"), "account": account, "today": today,
        "acting": queries.acting(row, today), "amendments": queries.amendments(person=row)[:50], "nav": "people", "tab": "people",
        "has_factor": account is not None and queries.has_second_factor(account),
    }  # fmt: skip
    wrong = max((one.status for one in (form, post) if one is not None), default=200)
    return respond.page(request, "people/person.html", value, status=UNPROCESSABLE if account_form is not None and account_form.errors else wrong)


@login_required
@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """A post for the person."""
    user, now = editor(request), timezone.now()
    row = get_object_or_404(Person.objects.select_related("user"), pk=pk)
    form = PostForm(timezone.localdate(now), request.POST)
    if form.ask(lambda: posts.appoint(row, **form.cleaned_data, by=user, now=now)) is None:
        return person_page(request, row, post=form)
    messages.success(request, gettext("已登记 %(name)s 的任职。") % {"name": row.name})
    return redirect("person", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def substitute(request: HttpRequest, pk: int) -> HttpResponse:
    """Who acts in a post for its holder, from day to day."""
    user, now = editor(request), timezone.now()
    today = timezone.localdate(now)
    row = get_object_or_404(Appointment.objects.select_related("person", "unit"), pk=pk)
    form = SubstituteForm(today, row.person, request.POST or None, initial={"from_on": today})
    if request.method == "POST":
        made = form.ask(lambda: posts.substitute(row, **form.cleaned_data, by=user, now=now))
        if made is not None:
            messages.success(request, gettext("已登记由 %(name)s 代理。") % {"name": made.person.name})
            return redirect("person", row.person_id)
    title = gettext("代理 %(name)s（%(unit)s %(post)s）") % {"name": row.person.name, "unit": row.unit.name, "post": row.post}
    return shown(request, form, title, reverse("person", args=[row.person_id]))


@login_required
@require_POST
def end_substitution(request: HttpRequest, pk: int) -> HttpResponse:
    """From tomorrow on the holder acts alone again."""
    user = editor(request)
    row = get_object_or_404(Substitution.objects.select_related("appointment"), pk=pk)
    posts.end_substitution(row, by=user, now=timezone.now())
    messages.success(request, gettext("已终止代理。"))
    return redirect("person", row.appointment.person_id)


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
            return person_page(request, row, account_form=form)
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
