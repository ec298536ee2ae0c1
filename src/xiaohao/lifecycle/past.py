"""重放: an item's past told again from its steps, with annulled ones left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xiaohao.lifecycle.item import MOVES, path
from xiaohao.lifecycle.outcome import outcome
from xiaohao.lifecycle.terms import Rules, State


@dataclass(frozen=True, slots=True)
class Step:
    """一步: one event as the law sees it; `annuls` is the seq of the step that it takes away."""

    seq: int
    move: str
    given: Mapping[str, object] = field(default_factory=dict)
    effective_on: date = date.min
    annuls: int | None = None


def standing(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps that no annulment has taken away, in the order of the journal; an annulment is none itself."""
    gone = {step.annuls for step in steps if step.annuls is not None}
    return (step for step in sorted(steps, key=lambda one: one.seq) if step.seq not in gone and step.annuls is None)


def replay(steps: Sequence[Step], rules: Rules) -> tuple[tuple[Step, State], ...]:
    """The state after each step that stands, in the order of the journal, which within an item is also that of the days."""
    told: list[tuple[Step, State]] = []
    state: State | None = None
    for step in standing(steps):
        state = outcome(step.move, state, rules, step.given, step.effective_on)
        told.append((step, state))
    return tuple(told)


def breaks(steps: Sequence[Step], seq: int, rules: Rules) -> int | None:
    """The seq of the first later step that could not have been made if step `seq` had never been: wrong stage, missing gate, nobody assigned."""
    state: State | None = None
    for step in standing(steps):
        if step.seq == seq:
            continue
        if step.seq > seq and not possible(step, state, rules):
            return step.seq
        state = outcome(step.move, state, rules, step.given, step.effective_on)
    return None


def possible(step: Step, state: State | None, rules: Rules) -> bool:
    """Whether the step's path through stages and gates stands, its hands and values aside."""
    move = MOVES[step.move]
    if state is None or not move.sources:
        return state is None and not move.sources
    return not any(path(move, state, rules))
