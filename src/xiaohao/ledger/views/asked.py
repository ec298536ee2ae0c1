"""所问: who asks for a page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from xiaohao.people.models import User


def account(request: HttpRequest) -> User:
    """The account of a request that only signed-in people reach."""
    return cast(User, request.user)
