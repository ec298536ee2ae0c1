"""责任分工的变化: who answers for an item, as its assignments tell it; rows that are no longer what we know are ended, never removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from xiaohao.ledger import sight
from xiaohao.ledger.models import Event, Item, Responsibility, Sight

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Duty:
    """一项责任: one unit or person in one capacity, from day to day. Two are the same whichever event gave them and whichever row holds them."""

    capacity: str
    unit_id: int | None
    person_id: int | None
    from_on: date
    to_on: date | None = None
    event_id: int = field(default=0, compare=False)
    row_id: int = field(default=0, compare=False)

    @property
    def who(self) -> tuple[str, int, int]:
        """The unit or person, and in what capacity."""
        return (self.capacity, self.unit_id or 0, self.person_id or 0)


def given(facts: Mapping[str, Any], on: date, event_id: int) -> list[Duty]:
    """The duties that one assignment gives from its day."""
    lead, leader = facts.get("lead_unit"), facts.get("leader")
    said = [("lead_unit", lead, None), ("responsible_leader", None, leader)]
    said += [("responsible_unit", unit, None) for unit in facts.get("units", []) if unit != lead]
    return [Duty(capacity, unit, person, on, None, event_id) for capacity, unit, person in said if unit or person]


def assigned(held: Iterable[Duty], fresh: Sequence[Duty], on: date) -> list[Duty]:
    """Who answered and answers after an assignment: what it does not give again ends the day before, what it gives again goes on."""
    ended = [replace(one, to_on=on - ONE_DAY) if one.to_on is None else one for one in held if one.to_on is not None or one.from_on < on]
    rows: list[Duty] = []
    for one in sorted([*ended, *fresh], key=lambda row: (row.who, row.from_on)):
        if rows and rows[-1].who == one.who and rows[-1].to_on == one.from_on - ONE_DAY:
            rows[-1] = replace(rows[-1], to_on=one.to_on)
        else:
            rows.append(one)
    return rows


def told(events: Iterable[Event]) -> list[Duty]:
    """The same from all of an item's standing events: what the rows must equal."""
    rows: list[Duty] = []
    for event in events:
        if event.move == "assign":
            rows = assigned(rows, given(event.facts, event.effective_on, event.pk), event.effective_on)
        elif event.move in ADDING:
            rows = added(event.move, rows, event.facts, event.effective_on, event.pk)
    return rows


ADDING = ("hand_down", "grant_transfer")


def added(move: str, held: Iterable[Duty], facts: Mapping[str, Any], on: date, event_id: int) -> list[Duty]:
    """Who answers after work was handed down to a unit, which answers beside the others, or another unit took the lead in place of the last."""
    rows = list(held)
    now = [one for one in rows if one.to_on is None]
    if move == "hand_down":
        if any(one.unit_id == facts["unit"] for one in now):
            return rows
        fresh = [*now, Duty("responsible_unit", facts["unit"], None, on, None, event_id)]
    else:
        fresh = [one for one in now if one.capacity != "lead_unit" and one.unit_id != facts["lead_unit"]]
        fresh.append(Duty("lead_unit", facts["lead_unit"], None, on, None, event_id))
    return assigned(rows, [replace(one, from_on=on) if one in now else one for one in fresh], on)


def of_row(row: Responsibility) -> Duty:
    """A stored row as a duty."""
    return Duty(row.capacity, row.unit_id, row.person_id, row.from_on, row.to_on, row.event_id, row.pk)


def put(item: Item, event: Event, held: Sequence[Duty], after: Sequence[Duty], paths: Mapping[int, str]) -> None:
    """Let the rows follow: `held` are those believed so far, `after` is what holds as known from `event` on, `paths` where their units stand.

    Sight follows in the same breath. Nothing is written that did not change.
    """
    gone = [one.row_id for one in held if one not in after]
    fresh = [one for one in after if one not in held]
    if gone:
        Responsibility.objects.filter(pk__in=gone).update(seq_to=event.seq)
    Responsibility.objects.bulk_create(
        Responsibility(
            item=item, unit_id=one.unit_id, person_id=one.person_id, capacity=one.capacity, from_on=one.from_on, to_on=one.to_on, event_id=one.event_id,
            seq_from=event.seq,
        )
        for one in fresh
    )  # fmt: skip
    if gone:
        Sight.objects.filter(item=item).delete()
    if gone or fresh:
        Sight.objects.bulk_create(sight.once(row for one in after for row in sight.for_duty(one, item.pk, item.inspection_id, paths)))
