"""People who sign in with passwords."""

from __future__ import annotations

from functools import cache

import pytest
from cast import Cast, user
from django.contrib.auth.hashers import make_password
from django.test import Client
from entering import PASSWORD, Enter

from xiaohao.people.models import User


@cache
def kept() -> str:
    """How the password of everybody is kept: worked out once, it is slow by intent."""
    return make_password(PASSWORD)


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Everybody, each with the same password."""
    for one in cast.users:
        one.password = kept()
    User.objects.update(password=kept())
    return cast


@pytest.fixture
def admin(cast: Cast) -> User:
    """An administrator."""
    made = user("admin", "管理员", (cast.office, "系统管理员", False))
    made.password, made.is_administrator = kept(), True
    made.save(update_fields=["password", "is_administrator"])
    return made


@pytest.fixture
def enter(cast: Cast) -> Enter:
    """`enter(user, agent=…)`: a browser of its own that went through the sign-in page."""

    def come(who: User, agent: str = "Firefox on Linux", password: str = PASSWORD) -> Client:
        client = Client(headers={"User-Agent": agent})
        client.post("/sign-in/", {"username": who.username, "password": password})
        return client

    return come
