"""口令: who asks. A program sends the account's token; a browser that is signed in may ask as well."""

from __future__ import annotations

import hashlib
import secrets
from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from xiaohao.people.models import User

MARK = "xiaohao_"  # so that a token that leaks can be told for what it is


def digest(token: str) -> str:
    """What is kept of a token: SHA-256, in hexadecimal. A token is random, so a slow hash would add nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def issue(user: User) -> str:
    """A new token for the account, in place of the one before; it is shown once and kept only as its digest."""
    token = MARK + secrets.token_urlsafe(32)
    user.token_digest = digest(token)
    user.save(update_fields=["token_digest"])
    return token


class Token(HttpBearer):
    """`Authorization: Bearer …`: an account's token."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The account of the token, if it may still sign in: one query."""
        return User.objects.select_related("person").filter(token_digest=digest(token), is_active=True).first()


class Session(SessionAuth):
    """A browser's session, with its CSRF token for whatever writes."""

    def __call__(self, request: HttpRequest) -> User | None:
        """The account of the session; none where a token was sent, so that a wrong token never falls back, and none that is not signed in."""
        if request.headers.get("Authorization") or not request.user.is_authenticated:
            return None
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        """The account, if one is signed in."""
        return request.user if request.user.is_authenticated else None


def asking(request: HttpRequest) -> User:
    """The account of a request that only known accounts get through with."""
    return cast(User, request.auth)  # type: ignore[attr-defined]  # the library sets it
