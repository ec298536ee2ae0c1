"""Moves through the interface: the same door, the same law."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import make
import pytest
from callers import Caller
from cast import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger import proof
from xiaohao.ledger.models import Event, Item
from xiaohao.people.models import User

Callers = Callable[[User], Caller]
ON = make.DAY.isoformat()
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n proof").decode()


@pytest.fixture
def row(cast: Cast) -> Item:
    return make.inspection(cast).items.order_by("position")[0]


def path(row: Item) -> str:
    return f"items/demo-2026/{row.address}/moves"


def assignment(cast: Cast) -> dict[str, Any]:
    return {"leader": cast.lin.person_id, "lead_unit": cast.housing.pk, "units": [cast.market.pk], "track": "staged", "due_on": "2026-06-30"}


def test_an_item_goes_all_the_way_by_programs(cast: Cast, row: Item, caller: Callers) -> None:
    office, unit, verifier = caller(cast.sumin), caller(cast.hegong), caller(cast.handu)
    claim = {"ground": "rectified", "statement": "已整改到位", "signed_off_by": cast.lin.person_id}
    plan = [{"ordinal": "一是", "text": "修订流程", "criterion": "流程印发", "due_on": "2026-05-01"}]
    made = office.post(path(row), {"move": "assign", "on": ON, "given": assignment(cast)})
    assert made["state"]["lead_unit"] == {"id": cast.housing.pk, "name": "示例区住建局"}
    unit.post(path(row), {"move": "acknowledge", "on": ON})
    unit.post(path(row), {"move": "plan", "on": ON, "given": {"measures": plan}})
    (measure,) = unit.get(f"items/demo-2026/{row.address}")["measures"]
    files = [{"name": "印发件.png", "content": PICTURE, "measure": measure["id"]}]
    unit.post(path(row), {"move": "claim_completion", "on": ON, "given": claim, "files": files})
    verifier.post(path(row), {"move": "pass_gate", "on": ON, "given": {"opinion": "属实", "checked_on": ON}})
    done = office.post(path(row), {"move": "strike_off", "on": ON, "given": {"authority": "专题会议2026年第2次"}})
    assert (done["state"]["stage"], done["state"]["completion"], done["state"]["struck_off_on"]) == ("struck_off", "completed", ON)
    assert done["digest"] == Event.objects.get(pk=done["event"]).digest
    assert list(proof.replay_faults(row.inspection)) == []


def test_a_refusal_carries_its_code_its_facts_and_its_sentence(cast: Cast, row: Item, caller: Callers) -> None:
    said = caller(cast.sumin).post(path(row), {"move": "strike_off", "on": ON, "given": {"authority": "会议"}}, 409)
    assert said["code"] == "wrong_stage"
    assert said["facts"] == {"move": "strike_off", "stage": "open", "allowed": ["claimed"]}
    assert said["sentence"].startswith("不能办理“销号”")
    assert Event.objects.filter(item=row).count() == 1


def test_a_refusal_speaks_english_when_asked(cast: Cast, row: Item, caller: Callers) -> None:
    said = caller(cast.sumin).post(f"{path(row)}?lang=en", {"move": "acknowledge", "on": ON}, 409)
    assert said["sentence"].startswith("“Acknowledge” is refused")


def test_a_gate_that_is_missing_is_named(cast: Cast, row: Item, caller: Callers) -> None:
    row = make.item(cast, row, at="claimed")
    said = caller(cast.sumin).post(path(row), {"move": "strike_off", "on": ON, "given": {"authority": "会议"}}, 409)
    assert (said["code"], said["facts"]["gate"], said["facts"]["hands"]) == ("gate_missing", "acceptance", ["verifier"])


def test_nobody_moves_what_they_may_not_see(cast: Cast, row: Item, caller: Callers) -> None:
    assert caller(cast.stranger).post(path(row), {"move": "assign", "on": ON}, 404)["code"] == "not_found"


BAD: tuple[tuple[object, str], ...] = (
    ({}, "move"), ({"move": "assign"}, "on"), ({"move": "assign", "on": "soon"}, "on"), ({"move": "assign", "on": "2026-02-30"}, "on"),
    ({"move": "assign", "on": 20260302}, "on"), ({"move": "assign", "on": ON, "given": []}, "given"),
    ({"move": "assign", "on": ON, "given": {"leader": 1.5}}, "given"), ({"move": "assign", "on": ON, "given": {"leader": {"a": {"b": {}}}}}, "given"),
    ({"move": "recognise", "on": ON, "given": {"reason": "a\x00b", "completion": "long_term"}}, "given"),
    ({"move": "assign", "on": ON, "files": [{"name": "x", "content": "%%%"}]}, "files"),
    ({"move": "assign", "on": ON, "files": [{"name": "x", "content": "", "measure": 10**30}]}, "files"), ([], "move"), ("[" * 5000, "body"),
    ('{"move": "assign", "on": "2026-03-02", "given": {"reason": "\\ud800"}}', "given"),
)  # fmt: skip


@pytest.mark.parametrize(("body", "field"), BAD, ids=lambda value: str(value)[:60])
def test_a_body_that_cannot_be_understood_is_answered_in_one_shape(cast: Cast, row: Item, caller: Callers, body: object, field: str) -> None:
    said = caller(cast.sumin).post(path(row), body, 422)
    assert said["code"] == "bad_input" and said["facts"]["field"].split(".")[0] in (field, "body")


@pytest.mark.parametrize("given", [{"leader": 10**18}, {"leader": 2**63}, {"leader": "９"}, {"no_such": "x"}, {"due_on": "2026-13-01"}, {"units": ["x"]}], ids=str)
def test_values_that_the_law_cannot_take_are_refused(cast: Cast, row: Item, caller: Callers, given: dict[str, object]) -> None:
    said = caller(cast.sumin).post(path(row), {"move": "assign", "on": ON, "given": {**assignment(cast), **given}}, 409)
    assert said["code"] == "bad_value"


def test_a_browser_needs_its_csrf_token_to_write(cast: Cast, row: Item) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.sumin)
    body = {"move": "assign", "on": ON, "given": assignment(cast)}
    assert browser.get("/api/inspections").status_code == 200
    assert browser.post(f"/api/{path(row)}", body, content_type="application/json").status_code == 403
    browser.cookies["csrftoken"] = "a" * 32
    answer = browser.post(f"/api/{path(row)}", body, content_type="application/json", headers={"X-CSRFToken": "a" * 32})
    assert answer.status_code == 201, answer.content


def statements(program: Caller, row: Item, body: dict[str, Any]) -> int:
    """How many SQL statements a move takes, transactions aside."""
    with CaptureQueriesContext(connection) as asked:
        program.post(path(row), body)
    return len([one for one in asked if not one["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT"))])


def test_a_move_takes_as_many_statements_however_much_went_before(cast: Cast, caller: Callers) -> None:
    unit, office = caller(cast.hegong), caller(cast.sumin)
    report = {"move": "report_progress", "on": ON, "given": {"narrative": "进展"}}
    recognition = {"move": "recognise", "on": ON, "given": {"completion": "long_term", "reason": "长期坚持"}}
    rows = list(make.inspection(cast, 30).items.order_by("position"))
    for row in rows[:2]:
        make.item(cast, row, at="acknowledged")
    few = statements(unit, rows[0], report), statements(office, rows[0], recognition)
    for _ in range(10):
        unit.post(path(rows[1]), report)
    many = statements(unit, rows[1], report), statements(office, rows[1], recognition)
    assert few == many
    assert max(many) <= 14
