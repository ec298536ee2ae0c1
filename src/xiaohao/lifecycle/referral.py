"""移交事项的办理表: what may happen to a fix-at-once matter, a letter or visit, a clue. Of a clue no content is ever kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import cast

from xiaohao.lifecycle.machine import Table, of_days, of_hands, of_needs, of_stage, row
from xiaohao.lifecycle.terms import Capacity, Move, Need, NeedKind, Refused


class ReferralStage(StrEnum):
    """移交阶段: where a referred matter stands."""

    RECEIVED = "received"  # 已收到
    ACCEPTED = "accepted"  # 已受理
    ASSIGNED = "assigned"  # 已交办
    IN_HAND = "in_hand"  # 正在办理
    CONCLUDED = "concluded"  # 已办结


@dataclass(frozen=True, slots=True)
class ReferralState:
    """移交状态: all that a referral's row shows. `staged_on` is the day of a conclusion for now (阶段性办结): counted apart, still in hand."""

    stage: ReferralStage = ReferralStage.RECEIVED
    cycle: int = 1
    unit: int | None = None
    due_on: date | None = None
    staged_on: date | None = None
    concluded_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """移交案情: what the law asks before a referral moves."""

    state: ReferralState
    capacities: frozenset[Capacity]
    today: date
    effective_on: date | None = None
    last_effective_on: date | None = None
    is_own_work: bool = False
    is_clue: bool = False
    given: Mapping[str, object] | None = None


R = ReferralStage
OFFICE, UNITS = (Capacity.OFFICE,), (Capacity.LEAD_UNIT, Capacity.RESPONSIBLE_UNIT)
REPLY = Need("reply", NeedKind.TEXT, personal=True)
REASON = Need("reason", NeedKind.TEXT, personal=True)
WORDS = frozenset({"reply", "reason"})  # needs whose words could give away what a clue says

REFERRAL_ROWS = (
    row("accept", [R.RECEIVED], R.ACCEPTED, OFFICE),
    row("assign", [R.ACCEPTED], R.ASSIGNED, OFFICE, Need("unit", NeedKind.UNIT), Need("due_on", NeedKind.DAY)),
    row("take_up", [R.ASSIGNED], R.IN_HAND, UNITS, doers=True),
    row("conclude", [R.IN_HAND], R.CONCLUDED, UNITS, REPLY, doers=True),
    row("conclude_stage", [R.IN_HAND], None, UNITS, REPLY, doers=True),
    row("send_back", [R.ASSIGNED, R.IN_HAND], R.ACCEPTED, UNITS, REASON),
    row("reopen", [R.CONCLUDED], R.ACCEPTED, OFFICE, REASON),
)
REFERRAL_MOVES: Mapping[str, Move] = {move.name: move for move in REFERRAL_ROWS}


def referral_needs(move: str, is_clue: bool = False) -> tuple[Need, ...]:
    """What the move's form asks for; of a clue never words. Raises KeyError for an unknown move."""
    return tuple(need for need in REFERRAL_MOVES[move].needs if not (is_clue and need.key in WORDS))


def of_place(move: Move, facts: ReferralFacts) -> Iterator[Refused]:
    """Whether the matter stands where the move begins."""
    yield from of_stage(move, facts.state.stage)


def of_capacity(move: Move, facts: ReferralFacts) -> Iterator[Refused]:
    """Who may."""
    yield from of_hands(move, move.hands, facts)


def of_values(move: Move, facts: ReferralFacts) -> Iterator[Refused]:
    """What must be given, and of a clue what must not."""
    if facts.given is None:
        return
    if facts.is_clue and any(facts.given.get(key) for key in WORDS):
        yield Refused("content_kept", move=move.name)
    yield from of_needs(move, referral_needs(move.name, facts.is_clue), facts.given)
    yield from of_days(move, facts)


REFERRAL: Table[ReferralFacts] = Table(REFERRAL_MOVES, (of_place, of_capacity, of_values))


def referral_outcome(move: str, state: ReferralState, given: Mapping[str, object], effective_on: date) -> ReferralState:
    """The state after the move; pure and total. Raises KeyError for an unknown move."""
    target = cast("ReferralStage | None", REFERRAL_MOVES[move].target)
    after = replace(state, stage=target or state.stage)
    match move:
        case "assign":
            return replace(after, unit=cast("int | None", given.get("unit")), due_on=cast("date | None", given.get("due_on")))
        case "conclude":
            return replace(after, concluded_on=effective_on)
        case "conclude_stage":
            return replace(after, staged_on=effective_on)
        case "send_back":
            return replace(after, unit=None, due_on=None)
        case "reopen":
            return replace(after, cycle=state.cycle + 1, unit=None, due_on=None, staged_on=None, concluded_on=None)
        case _:
            return after
