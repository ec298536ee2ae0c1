"""登录的表单: the library's, with our names of fields; what fails is written down."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.forms import PasswordChangeForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xiaohao.people.models import User
from xiaohao.people.sign_in.record import Kind, note

LOCKED = "too_many_login_attempts"


class SignInForm(LoginForm):  # type: ignore[misc]  # the library has no types
    """登录: the field of the account is called username on the page, as it always was."""

    def add_prefix(self, field_name: str) -> str:
        """The name of a field on the page."""
        return "username" if field_name == "login" else field_name

    @property
    def is_locked(self) -> bool:
        """Whether too many tries have failed."""
        return LOCKED in codes_of(self)


def codes_of(form: forms.Form) -> set[str]:
    """The codes of all that is wrong in a form."""
    return {str(one.code) for found in form.errors.as_data().values() for one in found}


class Watched(forms.Form):
    """A form that proves a second factor: a proof that fails is written down."""

    user: User

    def full_clean(self) -> None:
        """Look at what was sent, once."""
        super().full_clean()
        if self.is_bound and (wrong := codes_of(self)):
            note(context.request, Kind.LOCKED if LOCKED in wrong else Kind.CODE_FAILED, user=self.user)


def once(user: User, code: str) -> str:
    """The code, if it was not used before. The library remembers for one step of the clock; a code holds for as many as the clock may be off."""
    steps = 2 * settings.MFA_TOTP_TOLERANCE + 1
    if not cache.add(f"people.code.{user.pk}.{''.join(filter(str.isdigit, code))}", 1, timeout=steps * 30):
        raise get_adapter().validation_error("incorrect_code")
    return code


class CodeForm(Watched, AuthenticateForm):  # type: ignore[misc]  # the library has no types
    """验证码, at the sign-in."""

    def clean_code(self) -> str:
        """A code that fits, and was not used before."""
        return once(self.user, super().clean_code())


class CodeAgainForm(Watched, ReauthenticateForm):  # type: ignore[misc]  # the library has no types
    """验证码, before something that matters."""

    def clean_code(self) -> str:
        """A code that fits, and was not used before."""
        return once(self.user, super().clean_code())


def understood(read: Callable[[], Any]) -> Any:
    """What a key answered; an answer that is none is one that does not fit. The library stumbles over whatever else was sent."""
    try:
        return read()
    except (LookupError, ValueError, TypeError, AttributeError, struct.error):
        raise get_adapter().validation_error("incorrect_code") from None


class KeyForm(Watched, AuthenticateWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """安全密钥, at the sign-in."""

    def clean_credential(self) -> Any:
        """The key that answered."""
        return understood(super().clean_credential)


class KeyAgainForm(Watched, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """安全密钥, before something that matters."""

    def clean_credential(self) -> Any:
        """The key that answered."""
        return understood(super().clean_credential)


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """登记安全密钥."""

    name = forms.CharField(required=False, max_length=60)

    def clean(self) -> Any:
        """The key as it described itself."""
        return understood(super().clean)


class OwnPasswordForm(PasswordChangeForm):
    """更换密码: another than the one before; a password that somebody else made is one's own afterwards."""

    def clean_new_password1(self) -> Any:
        """Not the old one again."""
        new = self.cleaned_data.get("new_password1")
        if new and self.user.check_password(new):
            raise ValidationError(_("新密码不能与现在的密码相同。"))
        return new

    def save(self, commit: bool = True) -> User:
        """Set it, and nothing else of the account."""
        user: User = self.user
        user.set_password(self.cleaned_data["new_password1"])
        user.has_first_password = False
        user.save(update_fields=["password", "has_first_password"])
        return user
