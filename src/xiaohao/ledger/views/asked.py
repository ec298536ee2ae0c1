"""所问: who asks for a page, for which day, as known when, in which language."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils import timezone

from xiaohao.ledger.item_page import View
from xiaohao.people.models import User
from xiaohao.shell.templatetags.shell import language


def account(request: HttpRequest) -> User:
    """The account of a request that only signed-in people reach."""
    return cast(User, request.user)


def view_of(request: HttpRequest, today: date) -> View:
    """The day and the moment that the address names. Raises BadRequest for what is neither."""
    as_of, known_at = request.GET.get("as_of", ""), request.GET.get("known_at", "")
    try:
        day = date.fromisoformat(as_of) if as_of else None
        moment = datetime.fromisoformat(known_at.replace(" ", "+")) if known_at else None  # a bare + in an address reads as a space
    except ValueError:
        raise BadRequest("as_of, known_at") from None
    if moment is not None and timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    return View(today, language(), day, moment)
