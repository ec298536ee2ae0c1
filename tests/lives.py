"""Lives of an item that the law allows, drawn at random: each step is one of the moves that are open, with values that the procedure asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from facts import DAY, EVERYONE, FULL, GIVEN, TWO_GATES
from hypothesis import strategies as some

from xiaohao.lifecycle import (
    MOVES,
    Completion,
    Counted,
    Course,
    Facts,
    Rules,
    State,
    Step,
    as_object,
    breaks,
    course,
    next_gate,
    outcome,
    procedures,
    refusals,
    replay,
)  # fmt: skip

PROCEDURES = (*procedures(), TWO_GATES, FULL)
RULES = some.sampled_from(PROCEDURES)
ONWARD = (  # the furthest first, so that lives come to their end
    "strike_off", "end_notice", "pass_gate", "answer", "put_on_notice", "report_up", "claim_completion", "grant_extension", "approve_plan", "plan", "assign", "reopen",
)  # fmt: skip
AGAINST = ("object", "return_plan", "refuse_extension", "request_extension", "reject_dispute", "dispute", "void", "change_procedure")  # that hold it up
ANY = tuple(name for name in MOVES if name not in ("admit", "annul", "follow_parts"))
CHOICES = some.tuples(some.integers(0, 9), some.integers(0, 400), some.integers(0, 25), some.integers(0, 3))
WALKS = some.lists(CHOICES, min_size=12, max_size=60)


@dataclass(frozen=True, slots=True)
class Lived:
    """One step of a life, with the rules and the state after it, all steps so far, and those of the cycle that stand."""

    step: Step
    rules: Rules
    state: State
    steps: tuple[Step, ...]
    since: tuple[Step, ...]

    @property
    def course(self) -> Course:
        return course(self.since)


def life(walk: list[tuple[int, int, int, int]], rules: Rules) -> list[Lived]:
    """The life that the walk draws, from admission on. Of each choice: which list the move is drawn from, which of it, how many days later, which values."""
    begun = Step(1, "admit", {}, DAY)
    lived = [Lived(begun, rules, outcome("admit", None, rules, {}, DAY), (begun,), (begun,))]
    for pool, pick, days, twist in walk:
        now = lived[-1]
        on = now.step.effective_on + timedelta(days=days)
        pools = {0: (), 1: ANY, 2: ANY, 3: AGAINST}
        step = annulment(now, pick, on) if pool == 0 else drawn(now, pools.get(pool, ONWARD), pick if pool in pools else 0, twist, on)
        if step is not None:
            lived.append(after(now, step))
    return lived


def after(now: Lived, step: Step) -> Lived:
    """The life one step further; after an annulment as `replay` tells it."""
    steps = (*now.steps, step)
    if step.move == "annul":
        rules = rules_after(steps, now.rules)
        state = replay(steps, rules)[-1][1]
        return Lived(step, rules, state, steps, tuple(of_cycle(steps, rules, state.cycle)))
    rules = known(step.given["to"]) if step.move == "change_procedure" else now.rules
    state = outcome(step.move, now.state, now.rules, step.given, step.effective_on)
    return Lived(step, rules, state, steps, (*now.since, step) if state.cycle == now.state.cycle else (step,))


def rules_after(steps: tuple[Step, ...], rules: Rules) -> Rules:
    """The rules that hold once a step was annulled: those of the newest change that stands, else those before the first."""
    changes = [one for one in steps if one.move == "change_procedure"]
    left = [one for one in standing(steps) if one.move == "change_procedure"]
    return known(left[-1].given["to"]) if left else known(changes[0].given["from"]) if changes else rules


def known(kept: object) -> Rules:
    """The procedure that is kept in this form."""
    return next(one for one in PROCEDURES if as_object(one) == kept)


def standing(steps: tuple[Step, ...]) -> list[Step]:
    """The steps that were not annulled."""
    gone = {one.annuls for one in steps}
    return [one for one in steps if one.move != "annul" and one.seq not in gone]


def of_cycle(steps: tuple[Step, ...], rules: Rules, cycle: int) -> list[Step]:
    """The steps of a cycle that stand."""
    return [one for one, state in replay(steps, rules) if state.cycle == cycle]


def annulment(now: Lived, pick: int, on: date) -> Step | None:
    """An annulment of one step of this cycle, where it leaves a lawful past. The cycle's own beginning, a split and a void stay."""
    able = [one for one in now.since if one.move not in ("admit", "split", "void")]
    wrong = able[pick % len(able)] if able else None
    return None if wrong is None or breaks(now.steps, wrong.seq, now.rules) is not None else annul(now, wrong.seq, on)


def annul(now: Lived, wrong: int, on: date | None = None) -> Step:
    """The step that takes another one away."""
    return Step(now.steps[-1].seq + 1, "annul", {"event": wrong}, on or now.step.effective_on, annuls=wrong)


def drawn(now: Lived, pool: tuple[str, ...], pick: int, twist: int, on: date) -> Step | None:
    """One of the moves of the pool that the law allows, from the picked one on, or none."""
    start = pick % len(pool)
    steps = (tried(now, move, twist, on) for move in (*pool[start:], *pool[:start]))
    return next((step for step in steps if not any(refusals(step.move, asked(now, step)))), None)


def tried(now: Lived, move: str, twist: int, on: date) -> Step:
    """The move as it would be made: with days after `on`, with the points of the gate that is next, with one of the values that it may have."""
    gate = next_gate(now.rules, now.state)
    given: dict[str, object] = {key: on + timedelta(days=max((value - DAY).days, 0)) if isinstance(value, date) else value for key, value in GIVEN[move].items()}
    if "checked_on" in given:
        given["checked_on"] = on
    if move == "pass_gate" and gate:
        given["checks"] = {point.key: ("met", "not_applicable")[twist % 2] for point in gate.points}
    if move in ("request_extension", "grant_extension"):
        given["due_on"] = (now.state.due_on or on) + timedelta(days=10 + twist)
    if move == "begin_wait":
        given["since_on"] = on
    if move == "recognise":
        given["completion"] = (*Completion,)[twist % 3].value
    if move == "answer":
        given["verdict"] = "upheld" if twist < 2 else "not_upheld"
    if move == "claim_completion" and len(now.rules.grounds) > 1 and twist == 0:
        given |= {"ground": now.rules.grounds[-1].value, "acceptor": 4, "expires_on": on + timedelta(days=400)}
    if move == "change_procedure":
        other = PROCEDURES[twist % len(PROCEDURES)]
        given |= {"from": as_object(now.rules), "to": as_object(other)}
    return Step(now.steps[-1].seq + 1, move, given, on, answers=replied(now, move, twist))


def replied(now: Lived, move: str, twist: int) -> int | None:
    """What an answer or a withdrawal replies to."""
    if move == "withdraw_request":
        return [*now.course.requests.values(), None][0]
    if move == "answer" and now.course.notice:
        waiting = [one.seq for one in now.course.notice.objections if one.answered_on is None]
        return waiting[twist % len(waiting)] if waiting else None
    if move.startswith(("grant_", "refuse_", "uphold_", "reject_")):
        return next((seq for kind, seq in now.course.requests.items() if move.endswith(kind)), None)
    return None


def asked(now: Lived, step: Step) -> Facts:
    """The case of the step, with days counted as if every day were a working day."""
    due, on = now.state.due_on, step.effective_on
    first, last = step.given.get("first_on"), step.given.get("last_on")
    counted = Counted(
        to_due=(due - on).days if due else None, notice=(last - first).days + 1 if isinstance(first, date) and isinstance(last, date) else None
    )
    return Facts(
        rules=now.rules, state=now.state, capacities=EVERYONE, today=on, effective_on=on, last_effective_on=now.step.effective_on, course=now.course,
        counted=counted, evidence_count=1, given=step.given,
    )  # fmt: skip


def without_values(now: Lived, step: Step) -> Facts:
    """The same as long as only the path is asked, on a day after all others."""
    return replace(asked(now, step), given=None, counted=Counted(), today=date.max, effective_on=None, last_effective_on=None)
