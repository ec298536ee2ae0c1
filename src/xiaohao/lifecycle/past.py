"""重放: an item's past told again from its steps, with annulled ones left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xiaohao.lifecycle.item import MOVES, outcome
from xiaohao.lifecycle.terms import Rules, Stage, State


@dataclass(frozen=True, slots=True)
class Step:
    """一步: one event as the law sees it; `annuls` is the seq of the step that it takes away."""

    seq: int
    move: str
    given: Mapping[str, object] = field(default_factory=dict)
    effective_on: date = date.min
    annuls: int | None = None


def replay(steps: Sequence[Step], rules: Rules) -> tuple[tuple[Step, State], ...]:
    """The state after each step that stands, in the order of the journal. An annulled step never was; an annulment is none itself."""
    gone = {step.annuls for step in steps if step.annuls is not None}
    told: list[tuple[Step, State]] = []
    state: State | None = None
    for step in sorted(steps, key=lambda one: one.seq):
        if step.seq in gone or step.annuls is not None:
            continue
        state = outcome(step.move, state, rules, step.given, step.effective_on)
        told.append((step, state))
    return tuple(told)


def breaks(steps: Sequence[Step], seq: int, rules: Rules) -> int | None:
    """The later step that could not have been made if step `seq` had never been: wrong stage, missing gate, no one assigned."""
    gone = {step.annuls for step in steps if step.annuls is not None} | {seq}
    state: State | None = None
    for step in sorted(steps, key=lambda one: one.seq):
        if step.seq in gone or step.annuls is not None:
            continue
        if step.seq > seq and not possible(step, state, rules):
            return step.seq
        state = outcome(step.move, state, rules, step.given, step.effective_on)
    return None


def possible(step: Step, state: State | None, rules: Rules) -> bool:
    """Whether the step's path through the stages stands, its hands and values aside."""
    move = MOVES[step.move]
    if state is None or state.stage not in move.sources:
        return not move.sources and state is None
    if step.move == "strike_off":
        return state.gate >= len(rules.gates)
    if step.move == "pass_gate":
        return state.gate < len(rules.gates)
    if step.move in ("acknowledge", "plan", "report_progress", "claim_completion"):
        return state.lead_unit is not None
    return True


__all__ = ["Stage", "Step", "breaks", "possible", "replay"]
