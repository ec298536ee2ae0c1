"""The desk along the whole procedure: whoever has to act next finds the item with the move that comes next, and nobody else does."""

from __future__ import annotations

from datetime import timedelta

import full
import pytest
from cast import Cast

from xiaohao.ledger import moves
from xiaohao.ledger.models import Evidence
from xiaohao.ledger.pages.desk import desk

AFTER = {
    "assign": {"hegong": "acknowledge", "daishuang": "acknowledge"},
    "acknowledge": {"hegong": "plan", "daishuang": "plan"},
    "plan": {"hegong": "report_progress", "daishuang": "report_progress", "sumin": "approve_plan"},
    "request_extension": {"hegong": "report_progress", "daishuang": "report_progress", "lin": "grant_extension"},
    "dispute": {"hegong": "plan", "daishuang": "plan", "lin": "uphold_dispute"},
    "claim_completion": {"hegong": "pass_gate", "daishuang": "pass_gate"},
    "pass review": {"handu": "pass_gate"},
    "pass_gate": {"sumin": "put_on_notice"},
    "put_on_notice": {},
    "object": {"sumin": "answer"},
    "end_notice": {"lin": "pass_gate"},
    "pass approval": {"sumin": "report_up"},
    "report_up": {"sumin": "pass_gate"},
    "pass filing": {"sumin": "strike_off"},
    "strike_off": {},
}


@pytest.mark.parametrize("name", AFTER)
def test_the_next_hand_finds_the_next_move(cast: Cast, name: str) -> None:
    row = full.walked(cast, full.inspection(cast, 1).items.order_by("position")[0], name, through=True)
    today = full.FIRST + timedelta(days=full.ACTS[name].days)
    waiting = [(user.username, one) for user in cast.users for one in desk(user, today, "", is_office=False).mine]
    assert {name: one.move for name, one in waiting if one.item.pk == row.pk} == AFTER[name]


def test_a_notice_whose_days_are_over_waits_for_the_office(cast: Cast) -> None:
    row = full.walked(cast, full.inspection(cast, 1).items.order_by("position")[0], "put_on_notice", through=True)
    assert [one.move for one in desk(cast.sumin, full.LAST + timedelta(days=1), "", is_office=False).mine if one.item.pk == row.pk] == ["end_notice"]


def test_a_strike_off_half_a_year_old_waits_for_its_recheck(cast: Cast) -> None:
    row = full.walked(cast, full.inspection(cast, 1).items.order_by("position")[0], "strike_off", through=True)
    later = full.FIRST + timedelta(days=220)
    assert [one.move for one in desk(cast.handu, later, "", is_office=False).mine if one.item.pk == row.pk] == ["recheck"]


def test_a_void_strike_off_is_told_to_the_office_and_the_verifier(cast: Cast) -> None:
    row = full.walked(cast, full.inspection(cast, 1).items.order_by("position")[0], "strike_off", through=True)
    on = full.FIRST + timedelta(days=20)
    Evidence.objects.filter(item=row).update(sha256="0" * 64)
    moves.void(row, now=full.make.moment(on))
    told = {user.username for user in cast.users if desk(user, on, "", is_office=False).voided}
    assert told == {"sumin", "handu", "daishuang"}
