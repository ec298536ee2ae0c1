"""Replay equals the running state; annulled steps never were; parents follow their parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from facts import DAY, FRESH, GIVEN, PARTY, TWO_GATES, facts, state
from hypothesis import given
from hypothesis import strategies as some

from xiaohao.lifecycle import (
    MOVES,
    Capacity,
    Completion,
    Ground,
    Rules,
    Stage,
    State,
    Step,
    breaks,
    least,
    outcome,
    parts_given,
    parts_state,
    refusals,
    replay,
)  # fmt: skip

BY_HAND = [name for name, move in MOVES.items() if move.by_person and name not in ("annul", "admit")]
WALKS = some.lists(some.tuples(some.sampled_from(BY_HAND), some.integers(0, 20)), max_size=25)
RULES = some.sampled_from([PARTY, TWO_GATES])


def lawful(walk: list[tuple[str, int]], rules: Rules) -> tuple[list[Step], list[State]]:
    """The walk with every move that the law refuses left out, and the running states."""
    steps, states, day = [Step(1, "admit", {}, DAY)], [outcome("admit", None, rules, {}, DAY)], DAY
    for move, days in walk:
        on = day + timedelta(days=days)
        values = {**GIVEN[move], "checked_on": DAY, "due_on": on + timedelta(days=30)}
        asked = facts(states[-1], *Capacity, rules=rules, given=values, effective_on=on, last_effective_on=day, today=on, evidence_count=1)
        if not list(refusals(move, asked)):
            day = on
            states.append(outcome(move, states[-1], rules, values, on))
            steps.append(Step(steps[-1].seq + 1, move, values, on))
    return steps, states


@given(WALKS, RULES)
def test_replay_equals_the_running_state(walk: list[tuple[str, int]], rules: Rules) -> None:
    steps, states = lawful(walk, rules)
    assert [told for _, told in replay(steps, rules)] == states
    assert [step for step, _ in replay(list(reversed(steps)), rules)] == steps


@given(WALKS, RULES)
def test_a_lawful_life_keeps_its_invariants(walk: list[tuple[str, int]], rules: Rules) -> None:
    for now in lawful(walk, rules)[1]:
        assert (now.stage is Stage.STRUCK_OFF) is (now.struck_off_on is not None)
        assert now.stage is not Stage.OPEN or (now.gate == 0 and now.completion is not Completion.COMPLETED and now.ground is None)
        assert now.stage is not Stage.STRUCK_OFF or now.gate == len(rules.gates)
        assert now.stage is not Stage.STRUCK_OFF or now.completion is Completion.COMPLETED or now.ground is not Ground.RECTIFIED
        assert now.due_on is None or now.first_due_on is not None


@given(WALKS, RULES, some.data())
def test_an_annulled_step_never_was(walk: list[tuple[str, int]], rules: Rules, data: some.DataObject) -> None:
    steps, _ = lawful(walk, rules)
    wrong = data.draw(some.sampled_from(steps[1:] or steps))
    annulled = [*steps, Step(steps[-1].seq + 1, "annul", {"event": wrong.seq}, steps[-1].effective_on, annuls=wrong.seq)]
    assert replay(annulled, rules) == replay([step for step in steps if step is not wrong], rules)
    assert replay(steps, rules) == replay(annulled[:-1], rules)


@given(WALKS, RULES, some.data())
def test_what_an_annulment_does_not_break_stays_lawful(walk: list[tuple[str, int]], rules: Rules, data: some.DataObject) -> None:
    steps, _ = lawful(walk, rules)
    wrong = data.draw(some.sampled_from(steps[1:] or steps))
    broken = breaks(steps, wrong.seq, rules)
    left = [step for step in steps if step is not wrong]
    at: State | None = None
    first: int | None = None
    for step in left:
        asked = facts(at, *Capacity, rules=rules, given=step.given, effective_on=step.effective_on, today=date.max, evidence_count=1)
        if list(refusals(step.move, asked)):
            first = step.seq
            break
        at = outcome(step.move, at, rules, step.given, step.effective_on)
    assert broken == first


def steps_of(*moves: str) -> list[Step]:
    return [Step(seq, move, GIVEN[move], DAY) for seq, move in enumerate(moves, 1)]


@pytest.mark.parametrize(
    ("wrong", "broken"), [("assign", "claim_completion"), ("claim_completion", "pass_gate"), ("pass_gate", "strike_off"), ("strike_off", None), ("recognise", None)]
)
def test_the_later_event_that_would_break_is_named(wrong: str, broken: str | None) -> None:
    steps = steps_of("admit", "assign", "recognise", "claim_completion", "pass_gate", "strike_off")
    seq = breaks(steps, next(step.seq for step in steps if step.move == wrong), PARTY)
    assert next((step.move for step in steps if step.seq == seq), None) == broken


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
