"""Moves on many items: chosen in the ledger, filled in once, each made by itself under the same law."""

from __future__ import annotations

import re
from datetime import date

import make
import pytest
from cast import Cast
from counted import queries_of
from django.test import Client

from xiaohao.ledger.models import Event, Inspection, Item

URL = "/demo-2026/ledger/many/"


@pytest.fixture
def rows(cast: Cast, today: date) -> list[Item]:
    """Four items: one claimed, one verified, two open that nobody leads."""
    made = make.inspection(cast, 4)
    first, second, *others = made.items.order_by("position")
    make.item(cast, first, at="claimed")
    make.item(cast, second, at="verified")
    return [first, second, *others]


@pytest.fixture
def office(client: Client, cast: Cast, rows: list[Item]) -> Client:
    client.force_login(cast.sumin)
    return client


def addresses(rows: list[Item]) -> list[str]:
    return [row.address for row in rows]


def duty(cast: Cast, **changes: object) -> dict[str, object]:
    return {"move": "assign", "leader": cast.lin.person_id, "lead_unit": cast.housing.pk, "track": "staged", "due_on": "2026-06-30", **changes}


def test_the_ledger_offers_to_choose_and_costs_no_more(office: Client) -> None:
    assert 'type="checkbox" name="item"' not in office.get("/demo-2026/ledger/").content.decode()
    page = office.get("/demo-2026/ledger/?select=1").content.decode()
    assert page.count('name="item"') == 4
    assert re.search(r'<form id="many"[^>]* action="/demo-2026/ledger/many/"', page)
    assert queries_of(office, "/demo-2026/ledger/?select=1") <= 9
    past = office.get(f"/demo-2026/ledger/?select=1&as_of={make.DAY}").content.decode()
    assert 'name="item"' not in past


def test_each_is_assigned_by_itself_and_what_is_refused_says_why(office: Client, cast: Cast, rows: list[Item]) -> None:
    chosen = addresses([rows[0], *rows[2:]])
    form = office.get(URL, {"move": "assign", "item": chosen})
    assert form.status_code == 200
    assert form.content.decode().count('name="item"') == 3
    page = office.post(URL, duty(cast, item=chosen)).content.decode()
    assert "已办理 2 件。不予办理 1 件" in page
    assert "目前为“已报请销号”" in page
    assert list(Item.objects.filter(pk__in=[row.pk for row in rows[2:]]).values_list("lead_unit_id", flat=True)) == [cast.housing.pk] * 2
    assert Event.objects.filter(move="assign", item__in=rows[2:]).count() == 2


def test_units_acknowledge_and_the_office_strikes_off_together(client: Client, office: Client, cast: Cast, rows: list[Item]) -> None:
    page = office.post(URL, {"move": "strike_off", "authority": "区委常委会会议2026年第5次", "item": addresses(rows[:2])}).content.decode()
    assert "已办理 1 件。不予办理 1 件" in page
    assert [Item.objects.get(pk=row.pk).stage for row in rows[:2]] == ["claimed", "struck_off"]
    office.post(URL, duty(cast, item=addresses(rows[2:])))
    client.force_login(cast.hegong)
    assert "已办理 2 件。" in client.post(URL, {"move": "acknowledge", "item": addresses(rows[2:])}).content.decode()


def test_a_form_that_is_wrong_comes_back_as_it_was_typed(office: Client, cast: Cast, rows: list[Item]) -> None:
    answer = office.post(URL, duty(cast, due_on="", item=addresses(rows[2:])))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'class="field wrong"><label for="need-due_on"' in page
    assert f'<option value="{cast.lin.person_id}" selected>' in page
    assert page.count('name="item"') == 2
    assert not Event.objects.filter(move="assign", item__in=rows[2:]).exists()


def test_what_one_may_not_see_is_not_among_the_chosen(client: Client, cast: Cast, rows: list[Item]) -> None:
    client.force_login(cast.hegong)
    answer = client.get(URL, {"move": "acknowledge", "item": addresses(rows)})
    assert answer.content.decode().count('name="item"') == 2
    assert client.get(URL, {"move": "acknowledge", "item": addresses(rows[2:])})["Location"] == "/demo-2026/ledger/?select=1"


@pytest.mark.parametrize("query", [{"move": "annul"}, {"move": ""}, {"move": "assign", "item": ["x"] * 201}, {"move": "assign", "item": ["\0"]}])
def test_what_cannot_be_understood_is_a_bad_request(office: Client, query: dict[str, object]) -> None:
    assert office.get(URL, query).status_code == 400


def test_parts_that_nobody_leads_are_assigned_at_once_from_their_number(client: Client, cast: Cast, today: date) -> None:
    text = "中共示例区委关于整改进展情况的通报\n\n(一)反馈问题:履行职责存在差距\n\n1.工作推进不力\n\n(35-1)流程不完善。\n\n(35-2)培训不到位。\n\n整改情况:一是完善流程。二是开展培训。\n"
    made: Inspection = make.inspection(cast, text=text, slug="parted")
    client.force_login(cast.sumin)
    whole = made.items.get(parent=None)
    page = client.get(f"/parted/items/{whole.address}/").content.decode()
    found = re.search(r'href="(/parted/ledger/many/\?[^"]*)"', page)
    assert found is not None
    address = found[1].replace("&amp;", "&")
    assert client.get(address).content.decode().count('name="item"') == 2
    client.post("/parted/ledger/many/", duty(cast, item=re.findall(r"item=([^&]*)", address)))
    assert set(made.items.exclude(parent=None).values_list("lead_unit_id", flat=True)) == {cast.housing.pk}
    assert "/parted/ledger/many/" not in client.get(f"/parted/items/{whole.address}/").content.decode()
