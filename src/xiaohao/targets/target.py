"""目标与读数: an amount to be reached by a day, whole or in parts, and what was read of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO, HUNDRED = Decimal(0), Decimal(100)


class TargetKind(StrEnum):
    """目标种类: what a reading of it tells."""

    SUM = "sum"  # 累加: what was done since the reading before
    LEVEL = "level"  # 现值: how much there is on that day
    RATIO = "ratio"  # 比率: the same, in hundredths


class Direction(StrEnum):
    """方向: whether the amount is to grow or to fall."""

    UP = "up"
    DOWN = "down"


class Split(StrEnum):
    """分解方式: how a target is parted. What one year leaves may be made up in another; each object has to be reached by itself."""

    YEAR = "year"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Part:
    """分解目标: a year or an object of a target. In a target that falls, a part without a base says how much falls in it."""

    name: str
    goal: Decimal
    due: date | None = None
    base: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """目标: how much of what is to be reached by when.

    `base` of what grows is how much there is in all, of what falls where it begins; of a ratio always where it begins.
    """

    kind: TargetKind
    direction: Direction
    goal: Decimal
    unit: str = ""
    noun: str = ""
    base: Decimal | None = None
    start: date | None = None
    due: date | None = None
    split: Split | None = None
    parts: tuple[Part, ...] = ()

    @property
    def begun(self) -> Decimal:
        """Where it begins."""
        if self.direction is Direction.DOWN:
            return self.goal if self.base is None else self.base
        return self.base if self.kind is TargetKind.RATIO and self.base is not None else ZERO

    @property
    def amount(self) -> Decimal:
        """How much lies between the beginning and the goal."""
        return abs(self.goal - self.begun)

    @property
    def most(self) -> Decimal | None:
        """What no reading of it can exceed; None where nothing bounds it."""
        if self.direction is Direction.DOWN:
            return self.begun
        return max(HUNDRED, self.goal) if self.kind is TargetKind.RATIO else self.base

    @property
    def last_due(self) -> date | None:
        """The day by which all of it is due: its own, or the latest of its parts where each has its own and together they are the whole."""
        days = [part.due for part in self.parts]
        own = bool(days) and all(days) and (self.kind is TargetKind.RATIO or sum((one.amount for one in self.of_parts()), ZERO) >= self.amount)
        return max(day for day in days if day) if own else self.due

    def is_reached_at(self, value: Decimal) -> bool:
        """Whether a value is at the goal or past it."""
        return value >= self.goal if self.direction is Direction.UP else value <= self.goal

    def of_parts(self) -> tuple[Target, ...]:
        """Each part as a target of its own; a year begins when the one before it is over."""
        made: list[Target] = []
        for part in self.parts:
            falls = self.direction is Direction.DOWN and part.base is None
            start = made[-1].due if made and self.split is Split.YEAR else self.start
            made.append(
                Target(
                    self.kind, self.direction, goal=ZERO if falls else part.goal, unit=self.unit, noun=part.name, base=part.goal if falls else part.base,
                    start=start, due=part.due or self.due,
                )
            )  # fmt: skip
        return tuple(made)


@dataclass(frozen=True, slots=True)
class Reading:
    """读数: what was read on a day, of a part or of the whole. Of two of one day the later told counts."""

    day: date
    value: Decimal
    part: str = ""
