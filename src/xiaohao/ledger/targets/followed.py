"""目标的现状: targets of plans with their readings, as values that `xiaohao.targets` understands. Two statements, whatever their number."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from xiaohao import targets
from xiaohao.ledger import queries
from xiaohao.ledger.models import Measure, Reading, Target
from xiaohao.targets import Direction, Split, Standing, TargetKind


@dataclass(frozen=True, slots=True)
class Followed:
    """一个目标: the row, what it means, and what was read of it."""

    row: Target
    aim: targets.Target
    readings: tuple[Reading, ...]

    @property
    def known(self) -> tuple[targets.Reading, ...]:
        """The readings as values, in the order in which they were told."""
        return tuple(targets.Reading(one.on, one.value, one.part) for one in self.readings)

    def standing(self, day: date) -> Standing:
        """How far it is on a day."""
        return targets.standing(self.aim, self.known, day)


def value(row: Target, measure: Measure) -> targets.Target:
    """A row as a value; its days are those of its measure."""
    return targets.Target(
        kind=TargetKind(row.kind), direction=Direction(row.direction), goal=row.goal, unit=row.unit, noun=row.noun, base=row.base, start=measure.from_on,
        due=measure.due_on, split=Split(row.split) if row.split else None,
        parts=tuple(
            targets.Part(
                one["name"], Decimal(one["goal"]), date.fromisoformat(one["due_on"]) if one.get("due_on") else None,
                Decimal(one["base"]) if "base" in one else None,
            )
            for one in row.parts
        ),
    )  # fmt: skip


def first_of(row: Target) -> int:
    """With which target its readings are kept."""
    return row.first_id or row.pk


def readings(rows: Collection[Target], events: Collection[int] | None = None, at: int | None = None) -> dict[int, list[Reading]]:
    """The readings of targets by the first of each, as they were told: those of standing events (as known at a position), or of the events named."""
    if not rows:
        return {}
    told = Q(event_id__in=events) if events is not None else queries.stands(at)
    if at is not None:
        told &= Q(event__seq__lte=at)
    found: dict[int, list[Reading]] = {}
    for one in Reading.objects.filter(told, target_id__in={first_of(row) for row in rows}).order_by("id"):
        found.setdefault(one.target_id, []).append(one)
    return found


def followed(rows: Sequence[Target], events: Collection[int] | None = None, at: int | None = None) -> tuple[Followed, ...]:
    """Targets (with their measures) and what was read of them: one statement, none where there are no targets."""
    of = readings(rows, events, at)
    return tuple(Followed(row, value(row, row.measure), tuple(of.get(first_of(row), ()))) for row in rows)


def of_items(items: Q, at: int | None = None, on: date | None = None) -> QuerySet[Target]:
    """Targets of plans in force, of the items that the clause names (paths begin at `measure__item__`), as known at a position on a day."""
    plans = Measure.objects.filter(queries.in_force(at, on))
    return Target.objects.filter(items, measure__in=plans).select_related("measure").order_by("measure__item__position", "measure__position", "id")
