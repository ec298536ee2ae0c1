"""处在何处: what a state means to others: whose turn it is, where the public count puts it, what a parent takes from its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xiaohao.lifecycle.item import next_gate
from xiaohao.lifecycle.terms import Capacity, Completion, Ground, Rules, Stage, State

OUT = (Ground.NOT_APPLICABLE, Ground.RISK_ACCEPTED, Ground.CLOSED_NOT_IMPLEMENTED)  # struck off, yet never shown as completed
PLACES = (*(c.value for c in Completion), *(g.value for g in OUT), Stage.WITHDRAWN.value)


def turn(state: State, rules: Rules) -> frozenset[Capacity]:
    """Whose turn it is: the keeper of the item while it stands there."""
    if state.stage is Stage.OPEN:
        return frozenset({Capacity.LEAD_UNIT if state.lead_unit is not None else Capacity.OFFICE})
    if state.stage in (Stage.CLAIMED, Stage.IN_NOTICE):
        gate = next_gate(rules, state)
        return frozenset({gate.hand}) if gate else rules.strikes_off
    return frozenset({Capacity.OFFICE})


def place(state: State) -> str:
    """Where the public count puts the item: one of PLACES. What is struck off without rectification has a slice of its own; what is
    withdrawn is out of the denominator."""
    if state.stage is Stage.WITHDRAWN:
        return Stage.WITHDRAWN.value
    if state.stage is Stage.STRUCK_OFF and state.ground in OUT:
        return state.ground.value
    return state.completion.value


def least(stages: Sequence[Stage]) -> Stage:
    """The stage furthest from the way out; withdrawn parts say nothing, and when all are withdrawn so is the whole."""
    order = list(Stage)
    counted = [stage for stage in stages if stage is not Stage.WITHDRAWN]
    return min(counted, key=order.index) if counted else Stage.WITHDRAWN


def parts_state(parent: State, parts: Sequence[State]) -> State:
    """A parent after its parts: the least of their stages, struck off on the day of the last one.

    It is completed when all parts are that were to be put right, and no longer when one is not; short of that its completion is what was
    recognised of it as a whole. Without parts it stays as it is.
    """
    if not parts:
        return parent
    stage = least([part.stage for part in parts])
    counted = [part for part in parts if part.stage is not Stage.WITHDRAWN]
    grounds = {part.ground for part in counted if part.stage is Stage.STRUCK_OFF and part.ground in OUT}
    to_right = [part for part in counted if not (part.stage is Stage.STRUCK_OFF and part.ground in OUT)]
    completion = parent.completion
    if to_right and all(part.completion is Completion.COMPLETED for part in to_right):
        completion = Completion.COMPLETED
    elif completion is Completion.COMPLETED:
        completion = Completion.NOT_COMPLETED
    ground = None
    if stage not in (Stage.OPEN, Stage.WITHDRAWN):
        apart = next((one for one in OUT if one in grounds), None) if stage is Stage.STRUCK_OFF else None
        ground = Ground.RECTIFIED if completion is Completion.COMPLETED else apart
    days = [part.struck_off_on for part in counted if part.struck_off_on]
    return replace(
        parent, stage=stage, completion=completion, ground=ground,
        gate=min(part.gate for part in counted) if stage not in (Stage.OPEN, Stage.WITHDRAWN) else 0,
        struck_off_on=max(days) if stage is Stage.STRUCK_OFF and days else None,
    )  # fmt: skip
