"""重放: an item's past told again from its steps, with annulled ones left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from xiaohao.lifecycle.course import Step
from xiaohao.lifecycle.item import MOVES
from xiaohao.lifecycle.laws import path
from xiaohao.lifecycle.outcome import outcome
from xiaohao.lifecycle.presets import rules_from
from xiaohao.lifecycle.terms import Rules, State


def standing(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps that no annulment has taken away, in the order of the journal; an annulment is none itself."""
    gone = {step.annuls for step in steps if step.annuls is not None}
    return (step for step in sorted(steps, key=lambda one: one.seq) if step.seq not in gone and step.annuls is None)


def under(steps: Sequence[Step], rules: Rules) -> Iterator[tuple[Step, Rules]]:
    """The steps that stand, each with the rules under which it was made: `rules` are those of today, a change of procedure carries both."""
    told = tuple(standing(steps))
    first = next((step for step in told if step.move == "change_procedure"), None)
    held = rules_of(first, "from") if first else rules
    for step in told:
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
    """The seq of the first later step that could not have been made if step `seq` had never been: wrong stage, missing gate, nobody assigned,
    an answer to what was never asked."""
    state: State | None = None
    for step, held in under(steps, rules):
        if step.seq == seq:
            continue
        if step.seq > seq and (step.answers == seq or not possible(step, state, held)):
            return step.seq
        state = outcome(step.move, state, held, step.given, step.effective_on)
    return None


def possible(step: Step, state: State | None, rules: Rules) -> bool:
    """Whether the step's path through stages and gates stands, its hands and values aside."""
    move = MOVES[step.move]
    if state is None or not move.sources:
        return state is None and not move.sources
    return not any(path(move, state, rules))
