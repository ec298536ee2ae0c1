"""进度: how far a target has come on a day, by its readings: reached or not, what is missing, on schedule or behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xiaohao.targets.target import ZERO, Direction, Reading, Split, Target, TargetKind

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Standing:
    """目标进度. `share` of the way from the beginning to the goal, `expected` the share that evenly spent time would have brought by now (时序进度)."""

    value: Decimal | None  # None: never read
    share: Decimal
    expected: Decimal
    is_reached: bool
    is_late: bool  # a day has passed by which it, or a part of it, was to be reached
    last_on: date | None = None
    parts: tuple[tuple[str, Standing], ...] = ()

    @property
    def is_behind(self) -> bool:
        """Whether less is done than the time that has passed would ask for."""
        return not self.is_reached and self.share < self.expected

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that are not reached."""
        return tuple(name for name, part in self.parts if not part.is_reached)


def standing(target: Target, readings: Sequence[Reading], day: date) -> Standing:
    """How the target stands on the day. Readings come in the order in which they were told; later days than `day` do not count yet."""
    known = sorted((one for one in readings if one.day <= day), key=lambda one: one.day)
    if not target.parts:
        return alone(target, known, day)
    parts = tuple(
        (part.noun, alone(part, [one for one in known if one.part == part.noun], day)) for part in target.of_parts()
    )
    value = whole_value(target, parts)
    reached = value is not None and target.is_reached_at(value)
    if target.kind is TargetKind.RATIO or target.split is not Split.YEAR:
        reached = all(part.is_reached for _, part in parts)
    late = not reached and (is_past(target.last_due, day) or any(part.is_late for _, part in parts))
    last = max((part.last_on for _, part in parts if part.last_on), default=None)
    return Standing(value, share_of(target, value), expected_of(target, parts, day), reached, late, last, parts)


def alone(target: Target, known: Sequence[Reading], day: date) -> Standing:
    """A target without parts, or one part."""
    value = value_of(target, known)
    reached = value is not None and target.is_reached_at(value)
    return Standing(
        value, share_of(target, value), elapsed(target.start, target.due, day), reached, not reached and is_past(target.due, day),
        known[-1].day if known else None,
    )  # fmt: skip


def value_of(target: Target, known: Sequence[Reading]) -> Decimal | None:
    """Where the amount is by readings in order of their days; None where there is none."""
    if not known:
        return None
    if target.kind is not TargetKind.SUM:
        return known[-1].value
    done = sum((one.value for one in known), ZERO)
    return target.begun + done if target.direction is Direction.UP else target.begun - done


def whole_value(target: Target, parts: Sequence[tuple[str, Standing]]) -> Decimal | None:
    """A whole of parts: what all of them have moved; of a ratio, where the worst stands."""
    if all(part.value is None for _, part in parts):
        return None
    values = [(one.begun, part.value if part.value is not None else one.begun) for one, (_, part) in zip(target.of_parts(), parts, strict=True)]
    if target.kind is TargetKind.RATIO:
        return (min if target.direction is Direction.UP else max)(value for _, value in values)
    return target.begun + sum((value - begun for begun, value in values), ZERO)


def share_of(target: Target, value: Decimal | None) -> Decimal:
    """Which share of the way is done; never below nothing, above one where more was done than was asked."""
    if value is None:
        return ZERO
    if not target.amount:
        return ONE if target.is_reached_at(value) else ZERO
    return max(ZERO, (value - target.begun) / (target.goal - target.begun))


def expected_of(target: Target, parts: Sequence[tuple[str, Standing]], day: date) -> Decimal:
    """The share that is due by now, part by part as much as each weighs."""
    weighed = [(one.amount, part.expected) for one, (_, part) in zip(target.of_parts(), parts, strict=True)]
    rest = max(ZERO, target.amount - sum((weight for weight, _ in weighed), ZERO))  # what no part names falls due with the whole
    weighed.append((rest, elapsed(target.start, target.due, day)))
    total = sum((weight for weight, _ in weighed), ZERO)
    return sum((weight * expected for weight, expected in weighed), ZERO) / total if total else weighed[-1][1]


def elapsed(start: date | None, due: date | None, day: date) -> Decimal:
    """Which share of the time has passed; nothing before its end where nobody says when it began."""
    if due is None:
        return ZERO
    if day >= due:
        return ONE
    if start is None or start >= due or day <= start:
        return ZERO
    return Decimal((day - start).days) / Decimal((due - start).days)


def is_past(due: date | None, day: date) -> bool:
    """Whether the day by which it was due is over."""
    return due is not None and due < day
