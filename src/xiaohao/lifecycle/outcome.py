"""办理之后: what each move leaves behind. Pure and total: whether the move was lawful is asked elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from xiaohao.lifecycle.course import as_day
from xiaohao.lifecycle.item import CLAIMED, IN_NOTICE, OPEN, STRUCK_OFF, WITHDRAWN, next_gate
from xiaohao.lifecycle.recurring import following
from xiaohao.lifecycle.terms import Cadence, Completion, Ground, Rules, Stage, State, Track

NOT_COMPLETED, COMPLETED = Completion.NOT_COMPLETED, Completion.COMPLETED
OUT_OF_LEDGER = {"merge": Ground.MERGED, "split": Ground.SPLIT, "transfer_out": Ground.TRANSFERRED, "uphold_dispute": Ground.MISTAKEN}


def outcome(move: str, state: State | None, rules: Rules, given: Mapping[str, object], effective_on: date) -> State:
    """The state after the move. `given` holds the needs' keys; days may be days or ISO text. An annulment leaves it to `replay`."""
    before = state or State()
    if move in OUT_OF_LEDGER:
        return replace(before, stage=WITHDRAWN, gate=0, ground=OUT_OF_LEDGER[move])
    match move:
        case "admit":
            return admitted(rules, given.get("opening"))
        case "assign":
            return assigned(before, given)
        case "report_progress":
            return replace(before, report_due_on=following(before.report_due_on, before.report_every, effective_on))
        case "recognise":
            return replace(before, completion=Completion(str(given["completion"])))
        case "grant_extension":
            return replace(before, due_on=as_day(given["due_on"]))
        case "grant_conversion":
            return converted(before, given)
        case "grant_transfer":
            return replace(before, lead_unit=cast("int | None", given["lead_unit"]))
        case "claim_completion":
            return replace(before, stage=CLAIMED, gate=0, ground=Ground(str(given["ground"])))
        case "put_on_notice":
            return replace(before, stage=IN_NOTICE)
        case "pass_gate" | "end_notice":
            return replace(past_gate(before, rules), stage=CLAIMED)
        case "return_for_work":
            return replace(before, stage=OPEN, gate=0, completion=NOT_COMPLETED, ground=None)
        case "strike_off":
            return replace(before, stage=STRUCK_OFF, struck_off_on=effective_on)
        case "reopen" | "void":
            return reopened(before, given)
        case "follow_parts":
            return followed(before, given)
        case _:
            return before


def admitted(rules: Rules, opening: object) -> State:
    """Open and not completed, or as another authority is stated to have granted it before the ledger opened (承接)."""
    stated: Mapping[str, object] = opening if isinstance(opening, Mapping) else {}
    completion = Completion(str(stated.get("completion") or NOT_COMPLETED))
    ground = Ground(str(stated.get("ground") or Ground.RECTIFIED))
    if stated.get("struck_off_on"):
        return State(STRUCK_OFF, len(rules.gates), completion, ground=ground, struck_off_on=as_day(stated["struck_off_on"]))
    if completion is COMPLETED:
        return State(CLAIMED, len(rules.gates), completion, ground=ground)
    return State(completion=completion)


def assigned(before: State, given: Mapping[str, object]) -> State:
    """Who answers and until when. The first deadline is kept for ever."""
    due = as_day(given.get("due_on")) or before.due_on
    return replace(
        before, leader=cast("int | None", given.get("leader")), lead_unit=cast("int | None", given.get("lead_unit")),
        track=Track(str(given["track"])) if given.get("track") else before.track, due_on=due, first_due_on=before.first_due_on or due,
        report_every=Cadence(str(given["report_every"])) if given.get("report_every") else before.report_every,
        report_due_on=as_day(given.get("report_due_on")) or before.report_due_on,
    )  # fmt: skip


def converted(before: State, given: Mapping[str, object]) -> State:
    """转为长期坚持: it goes on without the old deadline, with reports that fall due by themselves. The first deadline stays."""
    due = as_day(given.get("due_on"))
    return replace(
        before, track=Track.CONTINUING, completion=Completion.LONG_TERM, due_on=due, first_due_on=before.first_due_on or due,
        report_every=Cadence(str(given["report_every"])), report_due_on=as_day(given["report_due_on"]),
    )  # fmt: skip


def past_gate(before: State, rules: Rules) -> State:
    """One gate further; the gate that verifies makes it completed, where it was put right at all."""
    gate = next_gate(rules, before)
    if gate is None:
        return before
    verified = gate.verifies and before.ground in (None, Ground.RECTIFIED)
    return replace(before, gate=before.gate + 1, completion=COMPLETED if verified else before.completion)


def reopened(before: State, given: Mapping[str, object]) -> State:
    """A new cycle, with a new deadline where one is given; the first deadline stays. A closure that is void begins one too: past cycles stay as they were."""
    due = as_day(given.get("due_on")) or before.due_on
    return replace(
        before, stage=OPEN, gate=0, completion=NOT_COMPLETED, cycle=before.cycle + 1, ground=None, struck_off_on=None, due_on=due,
        first_due_on=before.first_due_on or due,
    )  # fmt: skip


def followed(before: State, given: Mapping[str, object]) -> State:
    """A parent's state as its parts gave it; `parts_given` says what is given."""
    return replace(
        before, stage=Stage(str(given["stage"])), completion=Completion(str(given["completion"])), gate=cast(int, given.get("gate", 0)),
        struck_off_on=as_day(given.get("struck_off_on")), ground=Ground(str(given["ground"])) if given.get("ground") else None,
    )  # fmt: skip


def parts_given(after: State) -> dict[str, object]:
    """What a `follow_parts` event gives, so that its outcome is `after`: plain values, empty ones left out."""
    facts: dict[str, object] = {"stage": after.stage.value, "completion": after.completion.value, "gate": after.gate}
    if after.ground is not None:
        facts["ground"] = after.ground.value
    if after.struck_off_on is not None:
        facts["struck_off_on"] = after.struck_off_on.isoformat()
    return facts
