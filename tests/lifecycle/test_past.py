"""Replay equals the running state; annulled steps never were; parents follow their parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from facts import DAY, FRESH, FULL, GIVEN, PARTY, TWO_GATES, state
from hypothesis import given
from hypothesis import strategies as some

from xiaohao.lifecycle import (
    Completion,
    Ground,
    Rules,
    Stage,
    State,
    Step,
    as_object,
    breaks,
    least,
    outcome,
    parts_given,
    parts_state,
    replay,
)  # fmt: skip


def steps_of(*moves: str) -> list[Step]:
    return [Step(seq, move, GIVEN[move], DAY) for seq, move in enumerate(moves, 1)]


def named(steps: list[Step], wrong: str, rules: Rules) -> str | None:
    """The move that would break if the last step of that name had never been."""
    seq = breaks(steps, max(step.seq for step in steps if step.move == wrong), rules)
    return next((step.move for step in steps if step.seq == seq), None)


@pytest.mark.parametrize(
    ("wrong", "broken"), [("assign", "claim_completion"), ("claim_completion", "pass_gate"), ("pass_gate", "strike_off"), ("strike_off", None), ("recognise", None)]
)
def test_the_later_event_that_would_break_is_named(wrong: str, broken: str | None) -> None:
    steps = steps_of("admit", "assign", "recognise", "claim_completion", "pass_gate", "strike_off")
    assert named(steps, wrong, PARTY) == broken


THROUGH = ("admit", "assign", "plan", "approve_plan", "claim_completion", "pass_gate", "pass_gate", "put_on_notice", "end_notice", "pass_gate", "report_up", "pass_gate")


@pytest.mark.parametrize(("wrong", "broken"), [
    ("approve_plan", "claim_completion"), ("plan", "approve_plan"), ("report_up", "pass_gate"), ("put_on_notice", "end_notice"), ("end_notice", "pass_gate"),
    ("strike_off", None),
])  # fmt: skip
def test_no_closing_is_left_without_what_its_procedure_asks_for(wrong: str, broken: str | None) -> None:
    assert named(steps_of(*THROUGH, "strike_off"), wrong, FULL) == broken


def test_no_notice_is_left_over_an_objection_that_lost_its_answer() -> None:
    steps = steps_of(*THROUGH[:8])
    steps += [Step(9, "object", GIVEN["object"], DAY), Step(10, "answer", GIVEN["answer"], DAY, answers=9), Step(11, "end_notice", GIVEN["end_notice"], DAY)]
    assert named(steps, "answer", FULL) == "end_notice"
    assert named(steps, "object", FULL) == "answer"


@pytest.mark.parametrize(("asks", "answer"), [
    ("request_extension", "grant_extension"), ("request_extension", "refuse_extension"), ("request_conversion", "grant_conversion"), ("request_transfer", "refuse_transfer"),
    ("dispute", "uphold_dispute"), ("request_extension", "withdraw_request"),
])  # fmt: skip
def test_no_answer_is_left_to_what_was_never_asked(asks: str, answer: str) -> None:
    steps = [*steps_of("admit", "assign", asks), Step(4, answer, GIVEN[answer], DAY, answers=3)]
    assert named(steps, asks, PARTY) == answer


def test_a_plan_of_a_cycle_before_approves_no_claim_of_the_next() -> None:
    steps = steps_of(*THROUGH, "strike_off", "reopen", "plan", "approve_plan", "claim_completion")
    assert named(steps, "approve_plan", FULL) == "claim_completion"
    assert named(steps, "strike_off", FULL) == "reopen"


def changed(seq: int, before: Rules, after: Rules) -> Step:
    return Step(seq, "change_procedure", {"from": as_object(before), "to": as_object(after)}, DAY)


def test_each_step_is_told_again_under_the_rules_that_held_then() -> None:
    steps = [
        *steps_of("admit", "assign", "claim_completion", "pass_gate", "return_for_work"), changed(6, PARTY, TWO_GATES),
        *(Step(seq, move, GIVEN[move], DAY) for seq, move in enumerate(("claim_completion", "pass_gate", "pass_gate", "strike_off"), 7)),
    ]  # fmt: skip
    told = [(one.gate, one.completion) for _, one in replay(steps, TWO_GATES)]
    assert told[3] == (1, Completion.COMPLETED)  # the one gate of the party's procedure verifies
    assert told[7] == (1, Completion.NOT_COMPLETED)  # the first of the two does not
    assert told[9] == (2, Completion.COMPLETED)


def test_a_change_that_was_annulled_still_tells_what_an_item_began_with() -> None:
    steps = [
        *steps_of("admit", "assign"), changed(3, PARTY, TWO_GATES), *(Step(seq, move, GIVEN[move], DAY) for seq, move in ((4, "claim_completion"), (5, "return_for_work"))),
        changed(6, TWO_GATES, FULL),
    ]  # fmt: skip
    late = [*steps, Step(7, "annul", {"event": 3}, DAY, annuls=3)]
    assert [one.stage for _, one in replay(late, FULL)] == [Stage.OPEN, Stage.OPEN, Stage.CLAIMED, Stage.OPEN, Stage.OPEN]
    tried = [*steps_of("admit", "assign"), changed(3, PARTY, TWO_GATES), *(Step(seq, move, GIVEN[move], DAY) for seq, move in ((4, "claim_completion"), (5, "pass_gate"), (6, "pass_gate")))]
    assert breaks(tried, 3, TWO_GATES) == 6  # without it there was one gate


def test_facts_as_json_keeps_them_replay_alike() -> None:
    admitted = {"opening": {"completion": "completed", "struck_off_on": "2025-12-01"}, "intake": 3}
    told = replay([Step(1, "admit", admitted, DAY)], PARTY)[-1][1]
    assert (told.stage, told.gate, told.completion, told.ground, told.struck_off_on) == (
        Stage.STRUCK_OFF, 1, Completion.COMPLETED, Ground.RECTIFIED, date(2025, 12, 1),
    )  # fmt: skip


def test_what_was_completed_elsewhere_awaits_its_strike_off() -> None:
    told = outcome("admit", None, PARTY, {"opening": {"completion": "completed"}}, DAY)
    assert (told.stage, told.gate, told.completion) == (Stage.CLAIMED, 1, Completion.COMPLETED)
    told = outcome("admit", None, PARTY, {"opening": {"completion": "long_term"}}, DAY)
    assert (told.stage, told.completion) == (Stage.OPEN, Completion.LONG_TERM)


PARTS = some.lists(
    some.sampled_from(
        [state(stage, gate=gate, ground=ground) for stage in Stage for gate in (0, 1) for ground in (Ground.RECTIFIED, Ground.NOT_APPLICABLE)]
    ),
    min_size=1, max_size=5,
)  # fmt: skip
PARENTS = some.sampled_from([FRESH, replace(FRESH, completion=Completion.LONG_TERM), state(Stage.CLAIMED, gate=1), state(Stage.STRUCK_OFF)])


@given(PARENTS, PARTS)
def test_a_parent_stands_where_the_least_of_its_parts_stands(parent: State, parts: list[State]) -> None:
    after = parts_state(parent, parts)
    assert after.stage is least([part.stage for part in parts])
    assert outcome("follow_parts", parent, PARTY, parts_given(after), DAY) == after
    assert parts_state(after, parts) == after
    assert (after.stage is Stage.STRUCK_OFF) is (after.struck_off_on is not None)
    assert after.stage is not Stage.OPEN or after.completion is not Completion.COMPLETED
    assert after.stage is not Stage.STRUCK_OFF or after.completion is Completion.COMPLETED or after.ground is not Ground.RECTIFIED


def test_a_parent_keeps_what_was_recognised_of_it_as_a_whole() -> None:
    parent = replace(FRESH, completion=Completion.SUBSTANTIALLY_COMPLETED)
    parts = [state(Stage.CLAIMED, gate=1), FRESH]
    assert parts_state(parent, parts).completion is Completion.SUBSTANTIALLY_COMPLETED


def test_a_part_that_is_not_applicable_does_not_hold_its_parent_back() -> None:
    apart = replace(state(Stage.STRUCK_OFF, ground=Ground.NOT_APPLICABLE), completion=Completion.NOT_COMPLETED)
    after = parts_state(FRESH, [apart, replace(state(Stage.STRUCK_OFF), struck_off_on=DAY + timedelta(days=3))])
    assert (after.completion, after.ground, after.struck_off_on) == (Completion.COMPLETED, Ground.RECTIFIED, DAY + timedelta(days=3))
    alone = parts_state(FRESH, [apart, apart])
    assert (alone.completion, alone.ground) == (Completion.NOT_COMPLETED, Ground.NOT_APPLICABLE)


def test_withdrawn_parts_say_nothing() -> None:
    gone = state(Stage.WITHDRAWN)
    assert parts_state(FRESH, [gone, state(Stage.STRUCK_OFF)]).stage is Stage.STRUCK_OFF
    assert parts_state(FRESH, [gone, gone]).stage is Stage.WITHDRAWN
    assert parts_state(FRESH, []) == FRESH


def test_what_was_unlawful_before_is_not_laid_to_the_annulment() -> None:
    steps = steps_of("admit", "claim_completion", "pass_gate")  # of an older law: nobody was assigned
    assert breaks(steps, 3, PARTY) is None
    assert breaks(steps, 2, PARTY) == 3
