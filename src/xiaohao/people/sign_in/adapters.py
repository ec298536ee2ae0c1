"""登录的约定: where the library asks how things are here. Accounts have no e-mail, nobody signs up, and whatever happens is written down."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from requests import RequestException

from xiaohao.people.models import User
from xiaohao.people.sign_in.record import Kind, note
from xiaohao.shell import errors
from xiaohao.shell.language import remember

logger = logging.getLogger(__name__)
FRESH = 300  # seconds: as long as the library takes a proof for fresh
# What the library would tell by mail: our accounts have none, so it is written down, and told on the page.
TOLD: Mapping[str, tuple[Kind, Any]] = {
    "mfa/email/totp_activated": (Kind.FACTOR_ADDED, _("验证器已启用：以后登录还要输入它显示的六位数字。")),
    "mfa/email/totp_deactivated": (Kind.FACTOR_REMOVED, _("验证器已停用。")),
    "mfa/email/webauthn_added": (Kind.FACTOR_ADDED, _("安全密钥已登记。")),
    "mfa/email/webauthn_removed": (Kind.FACTOR_REMOVED, _("安全密钥已移除。")),
    "mfa/email/recovery_codes_generated": (Kind.CODES_MADE, _("备用码已重新生成，原来的不再有效。")),
}


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """账号: by username and password; the second factor is the only further stage."""

    error_messages = {
        **DefaultAccountAdapter.error_messages, "too_many_login_attempts": _("多次没有输对，暂停验证；请五分钟后再试。"), "incorrect_password": _("密码不对，请重新输入。"),
        "rate_limited": _("多次没有输对，暂停验证；请五分钟后再试。"),
    }  # fmt: skip

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the office, never by whoever comes."""
        return False

    def get_login_stages(self) -> list[str]:
        """After the password: the second factor, where there is one."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try; the one too many is written down, whatever its password."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note(request, Kind.LOCKED, username=str(credentials.get("username", "")))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password, or a name that nobody has: told alike, written down as typed."""
        note(request, Kind.FAILED, username=str(credentials.get("username", "")))

    def post_login(self, request: HttpRequest, user: User, **hooks: Any) -> HttpResponse:
        """Signed in, in the language of the account."""
        answer: HttpResponse = super().post_login(request, user, **hooks)
        note(request, Kind.SIGNED_IN, user=user)
        remember(answer, request, user.language)
        return answer

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A shut account whose owner the office's sign-on knows."""
        return no_account(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not right after the office's sign-on has vouched: who comes by it may have no password to prove anything with."""
        came = came_by_office(self.request)
        fresh = came is not None and time.time() - came < FRESH
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def add_message(self, request: HttpRequest, level: int, *args: Any, message: str | None = None, **kwargs: Any) -> None:
        """Sentences of the library's own templates are left out: ours are in `TOLD`."""
        if message:
            messages.add_message(request, level, message)

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """No mail is sent: what it would say is written down and told."""
        if template_prefix in TOLD:
            kind, sentence = TOLD[template_prefix]
            note(self.request, kind, user=user)
            messages.success(self.request, str(sentence))


class Factors(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """双重验证: secrets stand in the database enciphered with the installation's secret, so that a copy of the database alone opens nothing."""

    error_messages = {
        **DefaultMFAAdapter.error_messages, "incorrect_code": _("没有通过验证，请重试；验证码每半分钟换一次，用过的不能再用。"),
        "cannot_generate_recovery_codes": _("还没有启用双重验证，不需要备用码。"),
    }  # fmt: skip

    def encrypt(self, text: str) -> str:
        """The secret as it is stored."""
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where the installation's secret was lost, one that no code fits."""
        try:
            return cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """A key's name where its owner gives none."""
        return gettext("安全密钥")


def came_by_office(request: HttpRequest) -> float | None:
    """When this session was vouched for by the office's own sign-on, in seconds; None where it was not."""
    moments = [float(one["at"]) for one in get_authentication_records(request, request.user) if one["method"] == "socialaccount"]
    return max(moments, default=None)


def cipher() -> Fernet:
    """What enciphers second factors."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second-factor:" + settings.SECRET_KEY.encode()).digest()))


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """统一认证: the office's own sign-on says who somebody is. It makes no account, and nothing of what it says is kept."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: who has no account here asks the office."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Mapping[str, Any]) -> User:
        """Nothing is taken over from the claims."""
        return cast(User, sociallogin.user)

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The account that the agreed claim names; an answer that says whom to ask where there is none."""
        claims = sociallogin.account.extra_data
        named = {**(claims.get("userinfo") or {}), **(claims.get("id_token") or {})}.get(settings.SINGLE_SIGN_ON_CLAIM)
        username = named.strip() if isinstance(named, str) else ""
        user = User.objects.select_related("person").filter(username=username, is_active=True).first() if username else None
        if user is None:
            note(request, Kind.UNKNOWN, username=username)
            raise ImmediateHttpResponse(no_account(request))
        sociallogin.user = user

    def on_authentication_error(self, request: HttpRequest, provider: Any, error: Any = None, **kwargs: Any) -> None:
        """Given up there, or gone wrong on the way: one page, and the way back."""
        title, advice = gettext("没有登录成功"), gettext("统一认证没有完成登录，可能已取消或已过时。请回到登录页重试；仍然不行请告知管理员。")
        raise ImmediateHttpResponse(errors.told(request, 401, title, advice, back=reverse("sign-in")))


def no_account(request: HttpRequest) -> HttpResponse:
    """Known to the office's sign-on, but not here."""
    title, advice = gettext("还没有账号"), gettext("统一认证认得您，但台账里没有您的账号，或账号已停用。请与整改办联系；账号由整改办开立，不会自动建立。")
    return errors.told(request, 403, title, advice, back=reverse("sign-in"))


def within_reach(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The library's view; where the office's sign-on is away, or answers with nonsense, one page says so."""

    @wraps(view)
    def wrapped(request: HttpRequest, **given: Any) -> HttpResponse:
        try:
            return view(request, **given)
        except (RequestException, LookupError, ValueError):
            logger.exception("the office's sign-on did not answer as it should")
            title, advice = gettext("统一认证没有应答"), gettext("单位的统一认证现在连不上，或答复有误。请稍后再试，或用账号和密码登录；一直如此请告知管理员。")
            return errors.told(request, 503, title, advice, back=reverse("sign-in"))

    return wrapped
