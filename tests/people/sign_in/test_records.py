"""登录记录: for administrators, by kind and account, page by page."""

from __future__ import annotations

import make
import pytest
from cast import Cast
from counted import queries_of
from django.db import connection
from django.test import Client
from entering import Enter

from xiaohao.people.models import SignInRecord, User


def fill(who: User, count: int, kind: str = "failed", name: str = "") -> None:
    """So many records."""
    SignInRecord.objects.bulk_create(
        SignInRecord(kind=kind, at=make.NOW, user=None if name else who, username=name or who.username, address="192.0.2.7") for _ in range(count)
    )


def test_only_administrators_read_them(cast: Cast, admin: User, enter: Enter) -> None:
    assert enter(admin).get("/sign-ins/").status_code == 200
    for one in (cast.sumin, cast.lin, cast.hegong):
        client = enter(one)
        assert client.get("/sign-ins/").status_code == 403
        assert "/sign-ins/" not in client.get("/people/").content.decode()
    assert "/sign-ins/" in enter(admin).get("/people/").content.decode()


def test_they_are_found_by_kind_and_by_account(cast: Cast, admin: User, enter: Enter) -> None:
    client = enter(admin)
    fill(cast.hegong, 2)
    fill(cast.hegong, 1, "locked", "stranger-at-the-door")
    page = client.get("/sign-ins/", {"kind": "locked"}).content.decode()
    assert "stranger-at-the-door" in page and "没有这个账号" in page and page.count("<tr data-row>") == 1
    assert client.get("/sign-ins/", {"q": "hegong"}).content.decode().count("<tr data-row>") == 2
    assert "没有符合条件" in client.get("/sign-ins/", {"kind": "codes_made", "q": "hegong"}).content.decode()
    assert client.get("/sign-ins/", {"kind": "no such", "q": "\0"}).status_code == 200


def test_they_are_read_page_by_page(cast: Cast, admin: User, enter: Enter) -> None:
    client = enter(admin)
    fill(cast.hegong, 120)
    seen, address = 0, "/sign-ins/?q=hegong"
    for _ in range(3):
        page = client.get(address).content.decode()
        seen += page.count("<tr data-row>")
        after = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        address = f"/sign-ins/{after}"
    assert seen == 120 and not after


def test_the_page_costs_the_same_for_ten_and_for_a_thousand(cast: Cast, admin: User, enter: Enter) -> None:
    client = enter(admin)
    fill(cast.hegong, 10)
    few = queries_of(client, "/sign-ins/")
    fill(cast.hegong, 1000)
    assert queries_of(client, "/sign-ins/") == few <= 4


@pytest.mark.parametrize(("query", "index"), [({"kind": "failed"}, "sign_in_by_kind"), ({"q": "hegong"}, "sign_in_by_name")])
def test_each_filter_goes_by_an_index(cast: Cast, query: dict[str, str], index: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan of a small table is PostgreSQL's own choice")
    rows = SignInRecord.objects.filter(**{"username" if name == "q" else name: value for name, value in query.items()}).order_by("-id")[:51]
    assert index in rows.explain()


def test_the_address_of_a_client_is_read_behind_the_proxies_that_are_trusted(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    forged = {"X-Forwarded-For": "203.0.113.9, 198.51.100.4"}
    for count, told in ((0, "127.0.0.1"), (1, "198.51.100.4")):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = count
        Client(headers=forged).post("/sign-in/", {"username": "hegong", "password": "wrong"})
        assert SignInRecord.objects.latest("pk").address == told
