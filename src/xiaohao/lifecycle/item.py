"""事项的办理表: the table of moves for items, and what each leaves behind. To add a move is to add a row, its wording, perhaps a field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from xiaohao.lifecycle.terms import Capacity, Completion, Ground, Move, Need, NeedKind, Rules, Stage, State, Track

OPEN, CLAIMED, IN_NOTICE, STRUCK_OFF = Stage.OPEN, Stage.CLAIMED, Stage.IN_NOTICE, Stage.STRUCK_OFF
OFFICE, LEAD, RESPONSIBLE = Capacity.OFFICE, Capacity.LEAD_UNIT, Capacity.RESPONSIBLE_UNIT
WORDS, DAY = NeedKind.TEXT, NeedKind.DAY
RECOGNISED = tuple(c.value for c in Completion if c is not Completion.COMPLETED)
REASON = Need("reason", WORDS, personal=True)


def row(
    name: str, sources: Sequence[Stage], target: Stage | None, hands: Sequence[Capacity], *needs: Need, own_barred: bool = False, doers: bool = False,
) -> Move:  # fmt: skip
    """One row of the table."""
    return Move(name, frozenset(sources), target, frozenset(hands), needs, bars_own_work=own_barred, is_doers_act=doers)


TABLE = (
    row("admit", [], OPEN, [OFFICE], Need("completion", NeedKind.CHOICE, required=False, choices=tuple(Completion)),
        Need("struck_off_on", DAY, required=False), Need("authority", WORDS, required=False)),
    row("assign", [OPEN], None, [OFFICE], Need("leader", NeedKind.PERSON), Need("lead_unit", NeedKind.UNIT),
        Need("units", NeedKind.UNITS, required=False), Need("track", NeedKind.CHOICE, choices=tuple(Track)), Need("due_on", DAY, required=False)),
    row("acknowledge", [OPEN], None, [LEAD], doers=True),
    row("plan", [OPEN], None, [LEAD], Need("measures", NeedKind.MEASURES), doers=True),
    row("report_progress", [OPEN], None, [LEAD, RESPONSIBLE], Need("narrative", WORDS, personal=True),
        Need("files", NeedKind.FILES, required=False), doers=True),
    row("recognise", [OPEN], None, [OFFICE], Need("completion", NeedKind.CHOICE, choices=RECOGNISED), REASON, own_barred=True),
    row("claim_completion", [OPEN], CLAIMED, [LEAD], Need("ground", NeedKind.CHOICE, choices=tuple(Ground)),
        Need("statement", WORDS, personal=True), Need("signed_off_by", NeedKind.PERSON), Need("files", NeedKind.FILES, required=False), doers=True),
    row("pass_gate", [CLAIMED], None, [], own_barred=True),
    row("return_for_work", [CLAIMED, IN_NOTICE], OPEN, [], REASON, own_barred=True),
    row("strike_off", [CLAIMED, IN_NOTICE], STRUCK_OFF, [OFFICE], Need("authority", WORDS), own_barred=True),
    row("reopen", [STRUCK_OFF], OPEN, [OFFICE], Need("basis", NeedKind.CHOICE, choices=("look_back", "complaint", "other")), REASON,
        Need("due_on", DAY)),
    row("annul", [OPEN, CLAIMED, IN_NOTICE, STRUCK_OFF], None, [OFFICE], Need("event", NeedKind.EVENT), REASON, own_barred=True),
    replace(row("follow_parts", list(Stage), None, [Capacity.SYSTEM]), by_person=False),
)  # fmt: skip
MOVES: Mapping[str, Move] = {move.name: move for move in TABLE}


def needs(move: str, rules: Rules, state: State | None) -> tuple[Need, ...]:
    """What the move's form asks for; of a gate, what the procedure's next gate asks."""
    if move != "pass_gate":
        return MOVES[move].needs
    passed = state.gate if state else 0
    return rules.gates[passed].needs if passed < len(rules.gates) else ()


def outcome(move: str, state: State | None, rules: Rules, given: Mapping[str, object], effective_on: date) -> State:
    """The state after the move. Pure and total: whether the move was lawful is asked elsewhere."""
    before = state or State()
    match move:
        case "admit":
            return admitted(rules, given.get("opening") or given)
        case "assign":
            return assigned(before, given)
        case "recognise":
            return replace(before, completion=Completion(str(given["completion"])))
        case "claim_completion":
            return replace(before, stage=CLAIMED, gate=0, ground=Ground(str(given["ground"])))
        case "pass_gate":
            return past_gate(before, rules)
        case "return_for_work":
            return replace(before, stage=OPEN, gate=0, completion=Completion.NOT_COMPLETED, ground=None)
        case "strike_off":
            return replace(before, stage=STRUCK_OFF, struck_off_on=effective_on)
        case "reopen":
            due = cast("date | None", given.get("due_on"))
            return replace(
                before, stage=OPEN, gate=0, completion=Completion.NOT_COMPLETED, cycle=before.cycle + 1, ground=None, struck_off_on=None,
                due_on=due, first_due_on=before.first_due_on or due,
            )  # fmt: skip
        case "follow_parts":
            return followed(before, given)
        case _:
            return before


def admitted(rules: Rules, opening: object) -> State:
    """The state on admission: open and not completed, or as another authority is stated to have granted it before the ledger opened (承接)."""
    stated: Mapping[str, object] = opening if isinstance(opening, Mapping) else {}
    completion = Completion(str(stated.get("completion") or Completion.NOT_COMPLETED))
    if stated.get("struck_off_on"):
        return State(STRUCK_OFF, len(rules.gates), completion, ground=Ground.RECTIFIED, struck_off_on=as_day(stated["struck_off_on"]))
    if completion is Completion.COMPLETED:
        return State(CLAIMED, len(rules.gates), completion, ground=Ground.RECTIFIED)
    return State(completion=completion)


def assigned(before: State, given: Mapping[str, object]) -> State:
    """Who answers and until when. The first deadline is kept for ever."""
    due = as_day(given["due_on"]) if given.get("due_on") else before.due_on
    return replace(
        before, leader=cast(int, given["leader"]), lead_unit=cast(int, given["lead_unit"]), due_on=due, first_due_on=before.first_due_on or due,
        track=Track(str(given["track"])) if given.get("track") else before.track,
    )  # fmt: skip


def past_gate(before: State, rules: Rules) -> State:
    """One gate further; the gate that verifies makes it completed, where it was put right at all."""
    gate = rules.gates[before.gate] if before.gate < len(rules.gates) else None
    verified = gate is not None and gate.verifies and before.ground in (None, Ground.RECTIFIED)
    return replace(before, gate=before.gate + 1, completion=Completion.COMPLETED if verified else before.completion)


def followed(before: State, given: Mapping[str, object]) -> State:
    """A parent's state as its parts gave it."""
    struck = given.get("struck_off_on")
    stage = Stage(str(given["stage"]))
    return replace(
        before, stage=stage, completion=Completion(str(given["completion"])), gate=cast(int, given.get("gate", 0)),
        struck_off_on=as_day(struck) if struck else None, ground=Ground(str(given["ground"])) if given.get("ground") else None,
    )  # fmt: skip


def as_day(value: object) -> date:
    """A day, as itself or as ISO text."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


ORDER = (OPEN, CLAIMED, IN_NOTICE, STRUCK_OFF)


def least(stages: Sequence[Stage]) -> Stage:
    """The stage that is furthest from the way out; withdrawn parts say nothing, and when all are withdrawn so is the whole."""
    counted = [stage for stage in stages if stage is not Stage.WITHDRAWN]
    return min(counted, key=ORDER.index) if counted else Stage.WITHDRAWN


def parts_state(parent: State, parts: Sequence[State]) -> State:
    """A parent after its parts: the least of their stages; completed only when every part is, and no longer when one is not.

    What is struck off on other grounds than rectification leaves the parent's completion as it was recognised.
    """
    counted = [part for part in parts if part.stage is not Stage.WITHDRAWN]
    if not counted:
        return parent
    stage = least([part.stage for part in counted])
    everything = all(part.completion is Completion.COMPLETED for part in counted)
    grounds = {part.ground for part in counted}
    completion = parent.completion
    if stage is not OPEN and everything:
        completion = Completion.COMPLETED
    elif completion is Completion.COMPLETED:
        completion = Completion.NOT_COMPLETED
    return replace(
        parent, stage=stage, completion=completion, gate=min(part.gate for part in counted) if stage is not OPEN else 0,
        ground=None if stage is OPEN else (Ground.RECTIFIED if Ground.RECTIFIED in grounds and everything else (grounds - {Ground.RECTIFIED} or {None}).pop()),
        struck_off_on=max(part.struck_off_on for part in counted if part.struck_off_on) if stage is STRUCK_OFF else None,
    )  # fmt: skip
