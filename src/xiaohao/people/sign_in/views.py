"""登录的页面: signing in, one's own password, second factor and sessions, and what administrators may look at and take away."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.views import LoginView
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiaohao.people import queries
from xiaohao.people.models import SignInRecord, User
from xiaohao.people.sign_in import sessions
from xiaohao.people.sign_in.duties import duty_of
from xiaohao.people.sign_in.forms import OwnPasswordForm, SignInForm
from xiaohao.people.sign_in.record import Kind, note
from xiaohao.shell import respond
from xiaohao.shell.pages import keyset

UNPROCESSABLE, TOO_MANY = 422, 429


class SignIn(LoginView):  # type: ignore[misc]  # the library has no types
    """登录: the library's, in our page; a refused form has the status of one."""

    template_name = "shell/sign_in.html"
    form_class = SignInForm

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """The form again: 429 where too many tries have failed."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=TOO_MANY if form.is_locked else UNPROCESSABLE)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way to the office's own sign-on, where there is one."""
        return {**super().get_context_data(**kwargs), "next": self.get_next_url() or "", "single": single_sign_on()}


def single_sign_on() -> str:
    """What the link to the office's own sign-on says; empty where there is none."""
    return (settings.SINGLE_SIGN_ON.get("name") or gettext("单位统一认证")) if settings.SINGLE_SIGN_ON else ""


@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """我的登录: posts of today, the password, the second factor, the sessions."""
    user = cast(User, request.user)
    form = OwnPasswordForm(user, request.POST or None)
    if request.method == "POST":
        if refused := ratelimit.consume_or_429(request, action="change_password", user=user):
            return cast(HttpResponse, refused)
        if form.is_valid():
            form.save()
            keep_only_this(request, user)
            messages.success(request, gettext("密码已更换，其他地方的登录都已结束。"))
            return redirect("account" if duty_of(request) else "desk")
    now = timezone.now()
    factors = list(Authenticator.objects.filter(user=user).order_by("pk"))
    value = {
        "form": form, "posts": queries.appointments_of(user, timezone.localdate(now)), "duty": duty_of(request),
        "keys": [one for one in factors if one.type == Authenticator.Type.WEBAUTHN],
        "app": next((one for one in factors if one.type == Authenticator.Type.TOTP), None),
        "codes": next((len(one.wrap().get_unused_codes()) for one in factors if one.type == Authenticator.Type.RECOVERY_CODES), None),
        "sessions": sessions.of(user, request.session.session_key, now), "has_password": user.has_usable_password(),
    }  # fmt: skip
    return respond.page(request, "people/account.html", value, status=UNPROCESSABLE if form.errors else 200)


def keep_only_this(request: HttpRequest, user: User) -> None:
    """After a change of the password: this session goes on, every other one ends."""
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)
    sessions.end(user, but=request.session.session_key)
    note(request, Kind.PASSWORD_CHANGED, user=user)


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """One session of one's own, or all others."""
    user, one = cast(User, request.user), request.POST.get("session", "")
    known = int(one[:18]) if one.isascii() and one.isdecimal() else None
    if one and (known is None or not UserSession.objects.filter(user=user, pk=known).exists()):
        raise Http404
    count = sessions.end(user, pk=known) if one else sessions.end(user, but=request.session.session_key)
    note(request, Kind.SESSIONS_ENDED, user=user)
    messages.success(request, gettext("已结束 %(count)s 个会话。") % {"count": count})
    return redirect("account")


@login_required
@require_POST
def take_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator takes away the second factor of somebody who lost it; that is written down, and the account's sessions end."""
    by = administrator(request)
    user = get_object_or_404(User, person_id=pk)
    count, _ = Authenticator.objects.filter(user=user).delete()
    if count:
        sessions.end(user)
        note(request, Kind.FACTOR_TAKEN, user=user, by=by)
        messages.success(request, gettext("已解除 %(name)s 的双重验证，已登录的地方都已退出。") % {"name": user.username})
    return redirect("person", pk)


def administrator(request: HttpRequest) -> User:
    """The account, if it is an administrator's; any other gets 403."""
    user = cast(User, request.user)
    if not user.is_administrator:
        raise PermissionDenied
    return user


@login_required
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """登录记录: newest first, by kind and by account; for administrators."""
    administrator(request)
    kind, name = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:60].replace("\0", "")
    rows = SignInRecord.objects.select_related("user__person", "by__person")
    if kind in SignInRecord.Kind.values:
        rows = rows.filter(kind=kind)
    if name:
        rows = rows.filter(username=name)
    page = keyset(rows, ("-id",), request.GET.get("after", ""))
    value = {"page": page, "kind": kind, "q": name, "kinds": SignInRecord.Kind.choices, "nav": "people", "tab": "sign-ins", "may_edit": False}
    return respond.page(request, "people/records.html", value, fragment="people/_records.html")
