"""Lives drawn at random over every procedure: whatever the law allows, what must hold holds after each step."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as some
from lives import ANY, PROCEDURES, RULES, WALKS, after, annul, life, of_cycle, standing, without_values

from xiaohao.lifecycle import Completion, Gate, GateKind, Ground, Rules, Stage, Step, breaks, refusals, replay

Walk = list[tuple[int, int, int, int]]


def test_the_lives_that_are_drawn_lead_through_nearly_every_move_and_to_a_strike_off_under_every_procedure() -> None:
    chance = Random(20260302)
    lives = [
        life([(chance.randint(0, 9), chance.randint(0, 400), chance.randint(0, 25), chance.randint(0, 3)) for _ in range(50)], rules)
        for rules in PROCEDURES
        for _ in range(12)
    ]
    made = {one.step.move for lived in lives for one in lived}
    assert len({*ANY} - made) <= 5
    assert {"annul", "object", "answer", "end_notice", "report_up", "grant_extension", "change_procedure", "void", "reopen"} <= made
    assert {one.rules.key for lived in lives for one in lived if one.state.stage is Stage.STRUCK_OFF} == {rules.key for rules in PROCEDURES}


@given(WALKS, RULES)
def test_replay_equals_the_running_state(walk: Walk, rules: Rules) -> None:
    now = life(walk, rules)[-1]
    told = replay(now.steps, now.rules)
    assert list(now.since) == of_cycle(now.steps, now.rules, now.state.cycle)
    assert told[-1][1] == now.state
    assert [step for step, _ in told] == standing(now.steps)
    assert replay(tuple(reversed(now.steps)), now.rules) == told


@given(WALKS, RULES)
def test_only_the_gate_that_verifies_makes_completed(walk: Walk, rules: Rules) -> None:
    for before, now in pairwise(life(walk, rules)):
        made = now.state.completion is Completion.COMPLETED and before.state.completion is not Completion.COMPLETED
        if made and now.step.move != "annul":
            assert now.step.move == "pass_gate"
            assert before.rules.gates[before.state.gate].verifies
            assert now.state.ground is Ground.RECTIFIED


@given(WALKS, RULES)
def test_nothing_is_struck_off_but_through_every_gate_since_its_claim(walk: Walk, rules: Rules) -> None:
    for now in life(walk, rules):
        if now.state.stage is not Stage.STRUCK_OFF:
            continue
        steps = now.since
        claimed = max(place for place, step in enumerate(steps) if step.move == "claim_completion")
        passed = [step.move for step in steps[claimed:] if step.move in ("pass_gate", "end_notice")]
        assert passed == [how(gate) for gate in now.rules.gates]
        assert now.state.gate == len(now.rules.gates)
        assert now.state.completion is Completion.COMPLETED or now.state.ground is not Ground.RECTIFIED
        if now.rules.approves_plan:
            assert [step.move for step in steps[:claimed] if step.move in ("plan", "approve_plan", "return_plan")][-1] == "approve_plan"


def how(gate: Gate) -> str:
    """The move by which a gate is passed."""
    return "end_notice" if gate.kind is GateKind.NOTICE else "pass_gate"


@given(WALKS, RULES)
def test_no_notice_has_ended_before_its_days_or_over_an_objection(walk: Walk, rules: Rules) -> None:
    for now in life(walk, rules):
        steps = now.since
        for place, step in enumerate(steps):
            if step.move != "end_notice":
                continue
            shown = max(at for at, one in enumerate(steps[:place]) if one.move == "put_on_notice")
            assert step.effective_on > steps[shown].given["last_on"]  # type: ignore[operator]  # a day
            said = steps[shown:place]
            answers = {one.answers: one.given["verdict"] for one in said if one.move == "answer"}
            assert all(answers[one.seq] == "not_upheld" for one in said if one.move == "object")


@given(WALKS, RULES)
def test_what_is_withdrawn_comes_back_by_annulment_only(walk: Walk, rules: Rules) -> None:
    for before, now in pairwise(life(walk, rules)):
        if before.state.stage is Stage.WITHDRAWN and now.state.stage is not Stage.WITHDRAWN:
            assert now.step.move == "annul"


@given(WALKS, RULES)
def test_cycles_only_grow_and_the_first_deadline_stays(walk: Walk, rules: Rules) -> None:
    for before, now in pairwise(life(walk, rules)):
        if now.step.move == "annul":
            continue
        assert now.state.cycle - before.state.cycle == (now.step.move in ("reopen", "void"))
        assert before.state.first_due_on in (None, now.state.first_due_on)


@given(WALKS, RULES)
def test_a_state_never_contradicts_itself(walk: Walk, rules: Rules) -> None:
    for now in (one.state for one in life(walk, rules)):
        assert (now.stage is Stage.STRUCK_OFF) is (now.struck_off_on is not None)
        assert now.stage is not Stage.OPEN or (now.gate == 0 and now.completion is not Completion.COMPLETED and now.ground is None)
        assert now.due_on is None or now.first_due_on is not None
        assert (now.stage is Stage.OPEN) is (now.ground is None)


@given(WALKS, RULES, some.data())
def test_an_annulled_step_never_was(walk: Walk, rules: Rules, data: some.DataObject) -> None:
    now = life(walk, rules)[-1]
    able = [step for step in standing(now.steps)[1:] if step.move != "change_procedure"]  # another procedure is another law for all that came after it
    wrong = data.draw(some.sampled_from(able)) if able else None
    if wrong is not None:
        left = tuple(step for step in standing(now.steps) if step is not wrong)
        before = tuple(step for step in now.steps if step.move == "change_procedure")  # the first tells the rules that it began with
        assert replay((*now.steps, annul(now, wrong.seq)), now.rules) == replay((*left, *hidden(before, left)), now.rules)


def hidden(changes: tuple[Step, ...], left: tuple[Step, ...]) -> list[Step]:
    """Changes of procedure that were annulled, with what annuls them."""
    gone = [step for step in changes if step not in left]
    return [*gone, *(Step(10_000 + step.seq, "annul", {}, step.effective_on, annuls=step.seq) for step in gone)]


@given(WALKS, RULES, some.data())
def test_what_an_annulment_does_not_break_stays_lawful(walk: Walk, rules: Rules, data: some.DataObject) -> None:
    lived = life(walk, rules)
    end = lived[-1]
    wrong = data.draw(some.sampled_from(standing(end.steps)[1:] or [end.steps[0]]))
    if wrong.move == "admit":
        return
    now, first = lived[0], None
    for step in standing(end.steps)[1:]:
        if step is wrong:
            continue
        if step.seq > wrong.seq and (step.answers == wrong.seq or any(refusals(step.move, without_values(now, step)))):
            first = step.seq
            break
        now = after(now, step)
    assert breaks(end.steps, wrong.seq, end.rules) == first
