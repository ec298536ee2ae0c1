"""引擎: a table of moves and the questions one can ask it. One generator; may and must both derive from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from xiaohao.lifecycle.terms import Capacity, Move, Need, Refused


class Asked(Protocol):
    """所问: what every table wants to know of a move before it is made."""

    @property
    def capacities(self) -> frozenset[Capacity]: ...
    @property
    def today(self) -> date: ...
    @property
    def effective_on(self) -> date | None: ...
    @property
    def last_effective_on(self) -> date | None: ...
    @property
    def is_own_work(self) -> bool: ...
    @property
    def given(self) -> Mapping[str, object] | None: ...


F = TypeVar("F", bound=Asked)
EMPTY: tuple[object, ...] = (None, "", [], (), {})  # what was left open in a form
Law = Callable[[Move, F], Iterator[Refused]]


@dataclass(frozen=True, slots=True)
class Table(Generic[F]):
    """办理表: moves by name, and the laws that each is asked, in the order in which people should hear of them."""

    moves: Mapping[str, Move]
    laws: tuple[Law[F], ...]

    def refusals(self, name: str, facts: F) -> Iterator[Refused]:
        """Why the move may not be made; nothing when it may."""
        move = self.moves.get(name)
        if move is None:
            yield Refused("unknown_move", move=name)
            return
        for law in self.laws:
            yield from law(move, facts)

    def check(self, name: str, facts: F) -> None:
        """Raise the first refusal, if there is any."""
        for refused in self.refusals(name, facts):
            raise refused

    def open_moves(self, facts: F) -> tuple[str, ...]:
        """The moves that this person could make now, in the order of the table."""
        return tuple(name for name, move in self.moves.items() if move.by_person and not any(self.refusals(name, facts)))


def row(
    name: str, sources: Sequence[StrEnum], target: StrEnum | None, hands: Sequence[Capacity], *needs: Need,
    own_barred: bool = False, doers: bool = False, by_person: bool = True,
) -> Move:  # fmt: skip
    """One row of a table."""
    return Move(name, frozenset(sources), target, frozenset(hands), needs, bars_own_work=own_barred, is_doers_act=doers, by_person=by_person)


def of_stage(move: Move, stage: StrEnum) -> Iterator[Refused]:
    """Whether the thing stands where the move begins."""
    if stage not in move.sources:
        yield Refused("wrong_stage", move=move.name, stage=stage, allowed=in_order(move.sources))


def of_hands(move: Move, allowed: frozenset[Capacity], facts: Asked) -> Iterator[Refused]:
    """Whether the move is for one of these hands."""
    if not allowed & facts.capacities:
        yield Refused("not_your_move", move=move.name, hands=tuple(one for one in Capacity if one in allowed))


def of_needs(move: Move, needs: Sequence[Need], given: Mapping[str, object]) -> Iterator[Refused]:
    """Whether all that is needed is there, and each choice is one of those offered."""
    for need in needs:
        value = given.get(need.key)
        if value in EMPTY:
            if need.is_asked(given):
                yield Refused("missing", move=move.name, need=need.key)
        elif need.choices and str(value) not in need.choices:
            yield Refused("bad_value", move=move.name, need=need.key, value=str(value))


def of_days(move: Move, facts: Asked) -> Iterator[Refused]:
    """Never in the future, never before what went before."""
    on, last = facts.effective_on, facts.last_effective_on
    if on is None:
        return
    if on > facts.today:
        yield Refused("future_day", move=move.name, need="effective_on", effective_on=on, today=facts.today)
    if last is not None and on < last:
        yield Refused("out_of_order", move=move.name, need="effective_on", effective_on=on, last=last)


def in_order(stages: frozenset[StrEnum]) -> tuple[StrEnum, ...]:
    """Stages in the order of their enum."""
    return tuple(stage for kind in {type(one) for one in stages} for stage in kind if stage in stages)


def diagram(moves: Mapping[str, Move], *, with_loops: bool = True) -> str:
    """The table as a Mermaid state diagram; the moves that leave a stage as it is stand on its own loop, where loops are drawn."""
    lines = ["stateDiagram-v2"]
    for move in moves.values():
        if not move.sources:
            lines.append(f"    [*] --> {move.target}: {move.name}")
        if move.target or with_loops:
            lines += [f"    {source} --> {move.target or source}: {move.name}" for source in in_order(move.sources)]
    return "\n".join(lines) + "\n"
