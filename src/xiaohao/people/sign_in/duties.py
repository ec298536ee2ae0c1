"""先办的事: what an account has to do about its own sign-in before it may do anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from xiaohao.people.models import User
from xiaohao.people.sign_in.adapters import came_by_office
from xiaohao.shell import errors

# Addresses where the duty itself is done, and the way out.
OPEN = frozenset({"account", "sign-out", "speak", "sign-in"})
OF_FACTORS = frozenset({
    "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_index", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
})  # fmt: skip


def duty_of(request: HttpRequest) -> str:
    """`password`: choose one's own; `factor`: set up a second one; empty where nothing stands in the way of whoever is signed in."""
    user = cast(User, request.user)
    if user.has_first_password and came_by_office(request) is None:
        return "password"
    asked = settings.SECOND_FACTOR == "all" or (settings.SECOND_FACTOR == "administrators" and user.is_administrator)
    return "factor" if asked and not getattr(user, "has_second_factor", False) else ""


class duties_first:  # noqa: N801 (middleware is named like a function; it needs the view hook of a class)
    """Middleware: every address leads to the page of one's sign-in until the duty is done; programs that come with a session are told so."""

    def __init__(self, next_in_line: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.next_in_line = next_in_line

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.next_in_line(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> HttpResponse | None:
        """Before any view."""
        duty = duty_of(request) if request.user.is_authenticated else ""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if not duty or name in OPEN or (duty == "factor" and name in OF_FACTORS):
            return None
        if request.path.startswith("/api/"):
            return errors.told(request, 403, gettext("请先完成登录设置"), gettext("在网页上更换初始密码或启用双重验证之后再来。"))
        return redirect("account")
