"""What a move costs in statements; a page adds three of its own: the session, the account, the item with its sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import full
import make
import pytest
from cast import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger import moves, proof
from xiaohao.ledger.models import Event, Inspection, Item, Measure
from xiaohao.lifecycle import MOVES

OF_THE_PAGE, WHOLE = 3, 14
MOST = {"split": 16}  # two items are born with it
ANNUL_ASSIGNMENT = 16  # decision record 26
NOT_COUNTED = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")
PARTS = """中共示例区委关于巡视整改进展情况的通报

一、整改进展情况

(一)反馈问题:履行职责存在差距

1.工作推进不力

(1-1)台账不全。

整改情况:补齐台账。

(1-2)归档不及时。

整改情况:限期归档。

"""


@dataclass(frozen=True)
class Act:
    """One move in its costliest form: where the item stands before, at whose hand, with what."""

    at: str
    by: str
    given: Callable[[Cast, Item], dict[str, Any]] = lambda cast, row: {}
    before: Callable[[Cast, Item], object] = lambda cast, row: None
    files: Callable[[Item], list[moves.Upload]] = field(default=lambda row: [])
    whole: int = WHOLE


def planned(cast: Cast, row: Item) -> None:
    """A plan with a criterion, in place of one before."""
    for text in ("先前的措施", "修订流程"):
        measures = [{"ordinal": "一是", "text": text, "criterion": "流程印发", "due_on": ""}]
        moves.make("plan", row, by=cast.hegong, on=make.DAY, now=make.NOW, given={"measures": measures})


def duty(cast: Cast, lead: str = "finance", units: tuple[str, ...] = ("housing",)) -> dict[str, Any]:
    due = make.DAY + timedelta(days=60)
    others = [getattr(cast, name).pk for name in units]
    return {"leader": cast.sumin.person_id, "lead_unit": getattr(cast, lead).pk, "units": others, "track": "staged", "due_on": due}


def assigned_anew(cast: Cast, row: Item) -> None:
    """Another assignment after the first, from a later day."""
    on = make.DAY + timedelta(days=1)
    moves.make("assign", row, by=cast.sumin, on=on, now=make.moment(on), given=duty(cast))


def newest(cast: Cast, row: Item) -> dict[str, Any]:
    return {"event": Event.objects.filter(item=row).order_by("-seq")[0].pk, "reason": "误登"}


def proofs(row: Item) -> list[moves.Upload]:
    """A file for the plan's measure, if there is one, and one for the item."""
    measures = Measure.objects.filter(item=row, ended_by__isnull=True).exclude(criterion="")
    return [make.proof(f"{one.pk}.png", one.pk) for one in measures] + [make.proof()]


CLAIM: dict[str, Any] = {"ground": "rectified", "statement": "已整改到位"}
ACTS = {
    "assign": Act("admitted", "sumin", lambda cast, row: duty(cast)),
    "assign again": Act("assigned", "sumin", lambda cast, row: duty(cast)),
    "acknowledge": Act("assigned", "hegong"),
    "plan": Act("acknowledged", "hegong", lambda c, r: {"measures": [{"ordinal": "", "text": "改", "criterion": "印发", "due_on": ""}]}, before=planned),
    "report_progress": Act("acknowledged", "hegong", lambda c, r: {"narrative": "已办"}, before=planned, files=proofs),
    "recognise": Act("assigned", "sumin", lambda c, r: {"completion": "long_term", "reason": "长期坚持"}),
    "claim_completion": Act("acknowledged", "hegong", lambda cast, r: {**CLAIM, "signed_off_by": cast.lin.person_id}, before=planned, files=proofs),
    "pass_gate": Act("claimed", "handu", lambda c, r: {"opinion": "属实", "checked_on": make.DAY}),
    "return_for_work": Act("claimed", "handu", lambda c, r: {"reason": "补充"}),
    "strike_off": Act("verified", "sumin", lambda c, r: {"authority": "会议"}),
    "reopen": Act("struck_off", "sumin", lambda c, r: {"basis": "other", "reason": "反弹", "due_on": make.DAY + timedelta(days=60)}),
    "annul the strike-off": Act("struck_off", "sumin", newest),
    "annul a claim": Act("claimed", "sumin", newest),
    "annul a plan": Act("acknowledged", "sumin", newest, before=planned),
    "annul the first assignment": Act("assigned", "sumin", newest),
    "annul another assignment": Act("assigned", "sumin", newest, before=assigned_anew, whole=ANNUL_ASSIGNMENT),
}  # fmt: skip


def cost(name: str, cast: Cast, inspection: Inspection, row: Item) -> list[str]:
    """The statements of the move, after all that goes before it."""
    act = ACTS[name]
    if act.at != "admitted":
        row = make.item(cast, row, at=act.at)
    act.before(cast, row)
    given, files = act.given(cast, row), act.files(row)
    on = make.DAY + timedelta(days=2)
    with CaptureQueriesContext(connection) as asked:
        moves.make(name.split()[0], row, by=getattr(cast, act.by), on=on, now=make.moment(on), given=given, files=files)
    assert list(proof.replay_faults(inspection)) == []
    return [one["sql"] for one in asked.captured_queries if not one["sql"].startswith(NOT_COUNTED)]


def test_every_move_has_its_budget() -> None:
    named = {name.split()[0] for name in ACTS} | {full.move_of(name) for name in full.ACTS}
    assert named == {name for name, move in MOVES.items() if move.by_person} - {"admit"}


@pytest.mark.parametrize("name", full.ACTS)
def test_an_act_of_the_whole_procedure_costs_no_more(cast: Cast, name: str) -> None:
    row = full.walked(cast, full.inspection(cast).items.order_by("position")[0], name)
    wanted = full.asked(cast, row, name)
    with CaptureQueriesContext(connection) as asked:
        moves.make(**wanted)
    counted = [one["sql"] for one in asked.captured_queries if not one["sql"].startswith(NOT_COUNTED)]
    assert len(counted) + OF_THE_PAGE <= MOST.get(name, WHOLE), "\n".join(one[:150] for one in counted)


@pytest.mark.parametrize("items", [3, 120])
@pytest.mark.parametrize("name", ACTS)
def test_one_move_costs_fourteen_statements_however_large_the_ledger(cast: Cast, name: str, items: int) -> None:
    inspection = make.inspection(cast, items)
    counted = cost(name, cast, inspection, inspection.items.order_by("-position")[0])
    assert len(counted) + OF_THE_PAGE <= ACTS[name].whole, "\n".join(one[:150] for one in counted)


@pytest.mark.parametrize("name", ACTS)
def test_a_part_that_takes_its_parent_along_costs_no_more(cast: Cast, name: str) -> None:
    inspection = make.inspection(cast, text=PARTS)
    first, second = inspection.items.filter(parent__isnull=False).order_by("position")
    make.item(cast, second, at="struck_off")
    counted = cost(name, cast, inspection, first)
    assert len(counted) + OF_THE_PAGE <= ACTS[name].whole, "\n".join(one[:150] for one in counted)


def test_annulling_an_assignment_costs_what_its_record_says(cast: Cast) -> None:
    inspection = make.inspection(cast)
    assert len(cost("annul another assignment", cast, inspection, inspection.items.order_by("position")[0])) + OF_THE_PAGE == ANNUL_ASSIGNMENT
