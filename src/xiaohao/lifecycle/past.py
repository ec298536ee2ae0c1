"""重放: an item's past told again from its steps, with annulled ones left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from xiaohao.lifecycle.course import Step, after
from xiaohao.lifecycle.item import MOVES
from xiaohao.lifecycle.laws import standing_order
from xiaohao.lifecycle.outcome import outcome
from xiaohao.lifecycle.presets import rules_from
from xiaohao.lifecycle.terms import Course, Facts, Rules, State


def standing(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps that no annulment has taken away, in the order of the journal; an annulment is none itself."""
    gone = {step.annuls for step in steps if step.annuls is not None}
    return (step for step in sorted(steps, key=lambda one: one.seq) if step.seq not in gone and step.annuls is None)


def under(steps: Sequence[Step], rules: Rules, without: int | None = None) -> Iterator[tuple[Step, Rules]]:
    """The steps that stand, `without` one of them, each with the rules under which it was made: `rules` are those of today.

    A change of procedure carries the rules that it left and those that it took; the first that was ever made, annulled since or not, tells
    those that the item began with.
    """
    first = min((step for step in steps if step.move == "change_procedure"), key=lambda one: one.seq, default=None)
    held = rules_of(first, "from") if first else rules
    for step in standing(steps):
        if step.seq == without:
            continue
        if step.move == "change_procedure":
            held = rules_of(step, "to")
        yield step, held


def rules_of(step: Step, side: str) -> Rules:
    """The rules that a change of procedure left ("from") or took ("to")."""
    return rules_from(cast("Mapping[str, object]", step.given[side]))


def replay(steps: Sequence[Step], rules: Rules) -> tuple[tuple[Step, State], ...]:
    """The state after each step that stands, in the order of the journal, which within an item is also that of the days."""
    told: list[tuple[Step, State]] = []
    state: State | None = None
    for step, held in under(steps, rules):
        state = outcome(step.move, state, held, step.given, step.effective_on)
        told.append((step, state))
    return tuple(told)


def breaks(steps: Sequence[Step], seq: int, rules: Rules) -> int | None:
    """The seq of the first later step that could not have been made if step `seq` had never been: wrong stage, missing gate, nobody assigned, a plan
    that nobody approved, an objection without its answer, an answer to what was never asked. With seq 0, which no step has, the past as it stands."""
    state: State | None = None
    told = Course()
    for step, held in under(steps, rules, without=seq):
        if step.seq > seq and (step.answers == seq or not possible(step, state, held, told)):
            return step.seq
        cycle = state.cycle if state else 1
        state = outcome(step.move, state, held, step.given, step.effective_on)
        told = after(told if state.cycle == cycle else Course(), step)
    return None


def possible(step: Step, state: State | None, rules: Rules, told: Course) -> bool:
    """Whether what must go before the step has gone before it, its hands and values aside."""
    facts = Facts(rules=rules, state=state, capacities=frozenset(), today=step.effective_on, course=told)
    return not any(standing_order(MOVES[step.move], facts))
