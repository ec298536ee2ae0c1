"""移交事项: the table of referrals; of a clue no content is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from facts import DAY, codes

from xiaohao.lifecycle import (
    REFERRAL,
    REFERRAL_MOVES,
    Capacity,
    ReferralFacts,
    ReferralStage,
    ReferralState,
    diagram,
    referral_needs,
    referral_outcome,
)

O, L, R = Capacity.OFFICE, Capacity.LEAD_UNIT, Capacity.RESPONSIBLE_UNIT  # noqa: E741
S = ReferralStage
ALLOWED = {
    ("accept", S.RECEIVED): {O},
    ("assign", S.ACCEPTED): {O},
    ("take_up", S.ASSIGNED): {L, R},
    ("conclude", S.IN_HAND): {L, R},
    ("conclude_stage", S.IN_HAND): {L, R},
    ("send_back", S.ASSIGNED): {L, R},
    ("send_back", S.IN_HAND): {L, R},
    ("reopen", S.CONCLUDED): {O},
}
GIVEN: dict[str, object] = {"unit": 7, "due_on": DAY + timedelta(days=60), "reply": "已修复路灯", "reason": "不属本单位职责"}
ASKED = ReferralFacts(ReferralState(), frozenset({O}), DAY)


@pytest.mark.parametrize(("move", "stage"), list(product(REFERRAL_MOVES, ReferralStage)), ids=str)
def test_a_referral_moves_only_where_and_by_whom_the_plan_says(move: str, stage: ReferralStage) -> None:
    for capacity in Capacity:
        asked = replace(ASKED, state=ReferralState(stage), capacities=frozenset({capacity}), given=GIVEN, effective_on=DAY)
        assert (not list(REFERRAL.refusals(move, asked))) is (capacity in ALLOWED.get((move, stage), set()))


def test_a_letter_goes_its_whole_way() -> None:
    at = ReferralState()
    for move in ("accept", "assign", "take_up", "conclude_stage", "conclude"):
        at = referral_outcome(move, at, GIVEN, DAY)
    assert (at.stage, at.unit, at.staged_on, at.concluded_on) == (S.CONCLUDED, 7, DAY, DAY)
    again = referral_outcome("reopen", at, GIVEN, DAY)
    assert (again.stage, again.cycle, again.unit, again.concluded_on) == (S.ACCEPTED, 2, None, None)


def test_a_conclusion_for_now_is_counted_apart_and_stays_in_hand() -> None:
    at = referral_outcome("conclude_stage", ReferralState(S.IN_HAND), GIVEN, DAY)
    assert (at.stage, at.staged_on, at.concluded_on) == (S.IN_HAND, DAY, None)


def test_of_a_clue_no_content_is_kept() -> None:
    asked = replace(ASKED, state=ReferralState(S.IN_HAND), capacities=frozenset({L}), is_clue=True)
    assert referral_needs("conclude", is_clue=True) == ()
    assert codes(REFERRAL.refusals("conclude", replace(asked, given={"reply": "涉及某人"}))) == ["content_kept"]
    assert not list(REFERRAL.refusals("conclude", replace(asked, given={}, effective_on=DAY)))


def test_a_referral_keeps_its_days_in_order() -> None:
    asked = replace(ASKED, given={}, effective_on=DAY - timedelta(days=1), last_effective_on=DAY)
    assert codes(REFERRAL.refusals("accept", asked)) == ["out_of_order"]


def test_what_a_referral_needs_must_be_given() -> None:
    asked = replace(ASKED, state=ReferralState(S.ACCEPTED), given={"unit": 7})
    assert [(one.code, one.facts["need"]) for one in REFERRAL.refusals("assign", asked)] == [("missing", "due_on")]


def test_the_table_of_referrals_can_be_drawn() -> None:
    assert "in_hand --> concluded: conclude\n" in diagram(REFERRAL_MOVES)
