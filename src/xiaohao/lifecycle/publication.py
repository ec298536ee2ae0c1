"""通报的办理表: how a notice of our own goes out: drafted, its figures checked, approved by another hand, published, superseded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xiaohao.lifecycle.machine import Table, of_days, of_hands, of_needs, of_stage, row
from xiaohao.lifecycle.terms import Capacity, Move, Need, NeedKind, Refused


class PublicationStage(StrEnum):
    """通报阶段: where a notice of our own stands."""

    DRAFT = "draft"  # 起草中
    CHECKED = "checked"  # 已核对: figures agree, or each difference is explained
    APPROVED = "approved"  # 已审定
    PUBLISHED = "published"  # 已公开: frozen for ever
    SUPERSEDED = "superseded"  # 已被更正


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """通报案情: what the law asks before a notice moves."""

    stage: PublicationStage
    capacities: frozenset[Capacity]
    today: date
    effective_on: date | None = None
    last_effective_on: date | None = None
    is_own_work: bool = False  # the actor drafted it
    unexplained: int = 0  # differing figures without an explanation
    given: Mapping[str, object] | None = None


P = PublicationStage
OFFICE, DECIDERS = (Capacity.OFFICE,), (Capacity.OFFICE, Capacity.LEADING_GROUP)
REASON = Need("reason", NeedKind.TEXT, personal=True)
OF_FIGURES = frozenset({"check", "publish"})

PUBLICATION_ROWS = (
    row("check", [P.DRAFT], P.CHECKED, OFFICE),
    row("approve", [P.CHECKED], P.APPROVED, DECIDERS, own_barred=True),
    row("return_draft", [P.CHECKED, P.APPROVED], P.DRAFT, DECIDERS, REASON),
    row("publish", [P.APPROVED], P.PUBLISHED, OFFICE),
    row("supersede", [P.PUBLISHED], P.SUPERSEDED, OFFICE, REASON),
)
PUBLICATION_MOVES: Mapping[str, Move] = {move.name: move for move in PUBLICATION_ROWS}


def of_place(move: Move, facts: PublicationFacts) -> Iterator[Refused]:
    """Whether the notice stands where the move begins."""
    yield from of_stage(move, facts.stage)


def of_capacity(move: Move, facts: PublicationFacts) -> Iterator[Refused]:
    """Who may; whoever drafted it does not approve it."""
    yield from of_hands(move, move.hands, facts)
    if facts.is_own_work and move.bars_own_work:
        yield Refused("own_work", move=move.name, fallback=Capacity.LEADING_GROUP)


def of_figures(move: Move, facts: PublicationFacts) -> Iterator[Refused]:
    """Nothing goes out while totals and parts disagree and nobody says why."""
    if move.name in OF_FIGURES and facts.unexplained:
        yield Refused("unexplained", move=move.name, count=facts.unexplained)


def of_values(move: Move, facts: PublicationFacts) -> Iterator[Refused]:
    """What must be given, and on what day."""
    if facts.given is not None:
        yield from of_needs(move, move.needs, facts.given)
        yield from of_days(move, facts)


PUBLICATION: Table[PublicationFacts] = Table(PUBLICATION_MOVES, (of_place, of_capacity, of_figures, of_values))
