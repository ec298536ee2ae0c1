"""会话: where an account is signed in, and how a session is ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext

from xiaohao.people.models import User

# The first that a browser's own words contain names it; most of them also claim to be others.
BROWSERS = (("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
MACHINES = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))


@dataclass(frozen=True, slots=True)
class Line:
    """一个会话: as the page shows it."""

    pk: int
    device: str
    agent: str
    address: str
    since: datetime
    is_here: bool


def device(agent: str) -> str:
    """What a browser says of itself, in a few words."""
    names = [next((name for sign, name in known if sign in agent), "") for known in (BROWSERS, MACHINES)]
    return " · ".join(name for name in names if name) or gettext("其他设备")


def of(user: User, here: str | None, now: datetime) -> list[Line]:
    """The sessions of an account that have not run out, newest first: one query. `here` is the key of the one that asks."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = UserSession.objects.filter(user=user, session_key__in=alive).order_by("-created_at", "-pk")
    return [Line(one.pk, device(one.user_agent), one.user_agent, one.ip, one.created_at, one.session_key == here) for one in rows]


def end(user: User, *, pk: int | None = None, but: str | None = None) -> int:
    """End the session of that number, else all but the one of the key `but`; how many there were.."""
    rows = UserSession.objects.filter(user=user)
    rows = rows.filter(pk=pk) if pk is not None else rows.exclude(session_key=but or "")
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
