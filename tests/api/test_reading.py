"""What programs may read, on any day, and what they are told when they ask for something else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import make
import pytest
from callers import Caller
from cast import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger.models import Inspection, Item
from xiaohao.people.models import User

Callers = Callable[[User], Caller]


@pytest.fixture
def two(cast: Cast) -> tuple[Item, Item]:
    """Of an inspection with three items: one struck off, one assigned."""
    first, second, _ = make.inspection(cast).items.order_by("position")
    return make.item(cast, first, at="struck_off"), make.assigned(cast, second)


def statements(caller: Caller, path: str, **query: str) -> int:
    """How many SQL statements an answer takes."""
    with CaptureQueriesContext(connection) as asked:
        caller.get(path, **query)
    return len(asked)


def test_the_office_reads_inspections_with_their_counts(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    (found,) = caller(cast.sumin).get("inspections")["inspections"]
    assert (found["slug"], found["kind"], found["inspected_body"]["name"]) == ("demo-2026", "disciplinary", "示例区委")
    assert {name: found["counts"][name] for name in ("items", "completed", "struck_off")} == {"items": 3, "completed": 1, "struck_off": 1}


def test_one_inspection_names_its_hands(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    found = caller(cast.sumin).get("inspections/demo-2026")
    assert ("verifier", "示例区整改核验组") in {(one["capacity"], one["unit"]["name"]) for one in found["mandates"]}
    assert (found["position"], found["head"]) == Inspection.objects.values_list("seq", "head").get()


def test_items_stand_in_the_order_of_the_ledger_with_who_answers(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    found = caller(cast.sumin).get("inspections/demo-2026/items")
    assert [(one["number"], one["stage"]) for one in found["items"]] == [("1", "struck_off"), ("2", "open"), ("3", "open")]
    assert found["items"][1]["lead_unit"]["name"] == "示例区住建局"
    assert [one["name"] for one in found["items"][1]["units"]] == ["示例区市监局"]
    assert (found["count"], found["count_is_exact"]) == (3, True)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [({"stage": "struck_off"}, ["1"]), ({"completion": "not_completed"}, ["2", "3"]), ({"q": "第3类"}, ["3"]), ({"state": "overdue"}, []), ({"state": "open"}, ["2", "3"])],
)
def test_items_are_filtered(cast: Cast, two: tuple[Item, Item], caller: Callers, query: dict[str, str], numbers: list[str]) -> None:
    assert [one["number"] for one in caller(cast.sumin).get("inspections/demo-2026/items", as_of=make.DAY.isoformat(), **query)["items"]] == numbers


def test_items_are_filtered_by_unit(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    found = caller(cast.sumin).get("inspections/demo-2026/items", unit=str(cast.housing.pk))
    assert [one["number"] for one in found["items"]] == ["1", "2"]


def test_pages_of_fifty_follow_each_other_without_gap(cast: Cast, caller: Callers) -> None:
    make.inspection(cast, 120)
    office, numbers, after = caller(cast.sumin), [], ""
    for size in (50, 50, 20):
        page = office.get("inspections/demo-2026/items", after=after)
        assert len(page["items"]) == size
        numbers += [one["number"] for one in page["items"]]
        after = page["after"]
    assert after == "" and numbers == [str(n) for n in range(1, 121)]


def test_one_item_says_what_may_be_done_and_what_that_needs(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    found = caller(cast.hegong).get(f"items/demo-2026/{two[1].address}")
    offered = {move["move"]: move for move in found["moves"]}
    assert offered.keys() >= {"acknowledge", "plan", "report_progress", "claim_completion"} and not offered.keys() & {"assign", "strike_off"}
    claim = {need["key"]: need for need in offered["claim_completion"]["needs"]}
    assert claim["ground"]["choices"] == ["rectified", "not_applicable"]
    assert found["state"]["lead_unit"] == {"id": cast.housing.pk, "name": "示例区住建局"}


def test_events_stand_in_the_order_of_the_journal_with_what_was_said(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    found = caller(cast.sumin).get(f"items/demo-2026/{two[0].address}/events")["events"]
    assert [one["move"] for one in found] == [
        "admit", "assign", "acknowledge", "report_progress", "claim_completion", "pass_gate", "strike_off",
    ]  # fmt: skip
    assert found[-2]["facts"]["opinion"] == "现场核查属实" and found[-2]["by"]["name"] == "韩督"
    assert [one["seq"] for one in found] == sorted(one["seq"] for one in found)


def test_figures_lead_to_the_items_that_they_count(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    found = caller(cast.sumin).get("inspections/demo-2026/figures", as_of=make.DAY.isoformat())
    assert found["total"]["count"] == 3
    assert found["completion"]["completed"] == {"count": 1, "items": [two[0].address]}
    assert sum(one["count"] for one in found["completion"].values()) + found["apart"]["count"] == found["total"]["count"]


def test_the_past_is_told_as_it_was_and_as_it_was_known(cast: Cast, caller: Callers) -> None:
    row = make.inspection(cast).items.order_by("position")[0]
    make.item(cast, row, at="struck_off", on=make.DAY + timedelta(days=10))
    office, path = caller(cast.sumin), "inspections/demo-2026/figures"
    later = (make.DAY + timedelta(days=20)).isoformat()
    assert office.get(path, as_of=make.DAY.isoformat())["struck_off"]["count"] == 0
    assert office.get(path, as_of=later)["struck_off"]["count"] == 1
    assert office.get(path, as_of=later, known_at="2026-03-05T08:00:00+08:00")["struck_off"]["count"] == 0


def test_a_unit_sees_its_own_items_and_no_others(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    own = caller(cast.zhoulan)
    third = Item.objects.get(number="3")
    assert [one["number"] for one in own.get("inspections/demo-2026/items")["items"]] == ["1", "2"]
    assert own.get("inspections/demo-2026/figures")["total"]["count"] == 2
    for path in (f"items/demo-2026/{third.address}", f"items/demo-2026/{third.address}/events", "items/demo-2026/a9-f9-9"):
        assert own.get(path, 404)["code"] == "not_found"


def test_a_stranger_sees_nothing(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    nobody = caller(cast.stranger)
    assert nobody.get("inspections")["inspections"] == []
    for path in ("inspections/demo-2026", "inspections/demo-2026/items", "inspections/demo-2026/figures"):
        assert nobody.get(path, 404)["code"] == "not_found"


BAD = (
    {"as_of": "2026-02-30"}, {"as_of": "2999-01-01"}, {"as_of": "1700000000"}, {"known_at": "0001-01-01T00:00:00+14:00"}, {"known_at": "yesterday"},
    {"known_at": "9999-12-31T23:59:59-12:00"}, {"stage": "finished"}, {"completion": "1"}, {"unit": "-1"}, {"unit": "9" * 40}, {"unit": "²"}, {"q": "a\x00b"},
    {"sort": "text"}, {"after": "x"}, {"after": "WyJhIiwgIngiLCAieSJd"}, {"after": "WyJhIiwgMWUzMDAsIDFd"}, {"state": "late"},
)  # fmt: skip


@pytest.mark.parametrize("query", BAD, ids=str)
def test_what_cannot_be_understood_is_said_in_one_sentence(cast: Cast, two: tuple[Item, Item], caller: Callers, query: dict[str, str]) -> None:
    found = caller(cast.sumin).get("inspections/demo-2026/items", 422, **query)
    assert found["code"] == "bad_input" and found["facts"]["field"] in {*query, "cursor", "as_of"} and found["sentence"].endswith("。")


@pytest.mark.parametrize("path", ["inspections", "inspections/demo-2026/items"])
def test_a_list_takes_as_many_statements_for_a_hundred_rows_as_for_ten(cast: Cast, caller: Callers, path: str) -> None:
    office = caller(cast.sumin)
    make.inspection(cast, 10)
    few = statements(office, path)
    for n in range(12):
        make.inspection(cast, 100 if n == 0 else 2, slug=f"more-{n}")
    many = statements(office, path.replace("demo-2026", "more-0"))
    assert few == many <= 8


def test_one_item_with_a_long_history_takes_as_many_statements_as_a_new_one(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    office = caller(cast.sumin)
    for tail, most in (("", 11), ("/events", 10)):  # what may be done hangs on days that are counted
        few = statements(office, f"items/demo-2026/{two[1].address}{tail}")
        assert few == statements(office, f"items/demo-2026/{two[0].address}{tail}") <= most


def test_figures_take_four_statements_on_any_day(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    office = caller(cast.sumin)
    assert statements(office, "inspections/demo-2026/figures") <= 4
    assert statements(office, "inspections/demo-2026/figures", as_of="2026-03-02", known_at="2026-03-03T00:00:00+08:00") <= 4


def test_who_has_no_token_is_told_so(db: None, client: object, caller: Callers) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer \udcff"}):
        answer = client.get("/api/inspections", headers=headers)  # type: ignore[attr-defined]  # the plugin's client
        assert answer.status_code == 401 and answer.json()["code"] == "not_signed_in"


def test_a_wrong_token_does_not_fall_back_on_a_session(cast: Cast, client: object) -> None:
    client.force_login(cast.sumin)  # type: ignore[attr-defined]  # the plugin's client
    assert client.get("/api/inspections").status_code == 200  # type: ignore[attr-defined]  # the plugin's client
    assert client.get("/api/inspections", headers={"Authorization": "Bearer x"}).status_code == 401  # type: ignore[attr-defined]  # the same


def test_an_account_that_is_closed_has_no_token(cast: Cast, caller: Callers) -> None:
    program = caller(cast.sumin)
    User.objects.filter(pk=cast.sumin.pk).update(is_active=False)
    assert program.get("inspections", 401)["code"] == "not_signed_in"


def test_chinese_goes_over_the_wire_as_it_is(cast: Cast, two: tuple[Item, Item], caller: Callers) -> None:
    assert "示例区住建局".encode() in caller(cast.sumin).client.get("/api/inspections/demo-2026/items").content


def test_the_description_names_every_address(db: None, client: object) -> None:
    described = client.get("/api/openapi.json").json()  # type: ignore[attr-defined]  # the plugin's client
    assert set(described["paths"]) == {
        "/api/inspections", "/api/inspections/{slug}", "/api/inspections/{slug}/items", "/api/inspections/{slug}/figures", "/api/items/{slug}/{address}",
        "/api/items/{slug}/{address}/events", "/api/items/{slug}/{address}/moves",
    }  # fmt: skip


def test_an_unknown_address_is_answered_in_json(cast: Cast, caller: Callers) -> None:
    assert "sentence" in caller(cast.sumin).get("nothing/here", 404)
