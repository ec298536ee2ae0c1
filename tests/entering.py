"""Signing in as people do: a password, a phone, the codes that were shown once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client

from xiaohao.people.models import User

PASSWORD = "kite over river 7"
Enter = Callable[..., Client]


def confirm(client: Client, password: str = PASSWORD) -> None:
    """Prove once more who one is."""
    client.post("/account/confirm/", {"password": password})


def code(secret: str, step: int = 0) -> str:
    """What an authenticator shows, `step` half minutes from now: RFC 6238, as a phone works it out."""
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30 + step))


def set_up(client: Client) -> tuple[str, list[str]]:
    """An authenticator for whoever is signed in: its secret, and the recovery codes that were shown."""
    confirm(client)
    page = client.get("/account/app/").content.decode()
    found = re.search(r'id="secret">(\w+)<', page)
    assert found is not None
    shown = client.post("/account/app/", {"code": code(found[1])}, follow=True).content.decode()
    return found[1], re.findall(r"<code>(\d{8})</code>", shown)


def factors(who: User) -> list[str]:
    """The kinds of an account's second factors."""
    return sorted(Authenticator.objects.filter(user=who).values_list("type", flat=True))
