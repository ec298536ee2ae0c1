"""单位的变更: the doors through which a unit is founded, named anew, moved, merged and dissolved. What it was until then stays, and every change is on record.

`move`, `merge` and `dissolve` know nothing of what a unit answers for. They are called by `roster` alone, which sees to that first.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from xiaohao.lifecycle import Refused
from xiaohao.people import journal, queries
from xiaohao.people.models import Amendment, Appointment, FormerUnit, Unit, User
from xiaohao.people.tree import plant, replant

ONE_DAY = timedelta(days=1)
NAMES = ("name", "short_name", "code", "kind", "level")


def found(
    *, name: str, kind: str, code: str, by: User | None, now: datetime, parent: Unit | None = None, short_name: str = "", level: str = "", on: date | None = None,
) -> Unit:  # fmt: skip
    """A new unit. `on` is the first day on which it stands; None: since before anybody asked. Raises Refused: not_registrar, future_day, code_taken, unit_gone."""
    today = journal.allowed(by, now)
    with transaction.atomic():
        if on is not None:
            journal.has_come(on, today)
        refuse_taken(code)
        if parent is not None:
            refuse_gone(locked(parent), on or today)
        made = plant(name=name, kind=kind, code=code, parent=parent, short_name=short_name, level=level, from_on=on)
        journal.write(Amendment.Kind.FOUND, by=by, now=now, on=on, unit=made, other_unit=parent, facts={"name": name, "code": code})
    return made


def rename(unit: Unit, *, on: date | None, by: User | None, now: datetime, **after: str) -> Unit:
    """Another name, short name, code, kind or level from the day on; what it was stays its name of the days before. Without a day it is a slip put right, for all days.

    Raises Refused: not_registrar, future_day, code_taken, unit_gone, unit_changed_since, unchanged.
    """
    today = journal.allowed(by, now)
    with transaction.atomic():
        row = locked(unit)
        fresh = {name: value for name, value in after.items() if name in NAMES and value != getattr(row, name)}
        if not fresh:
            raise Refused("unchanged", unit=row.name)
        if "code" in fresh:
            refuse_taken(fresh["code"], row)
        if on is not None:
            journal.has_come(on, today)
            refuse_gone(row, on)
            keep(row, on)
        facts = {name: [getattr(row, name), value] for name, value in fresh.items()}
        for name, value in fresh.items():
            setattr(row, name, value)
        row.save(update_fields=list(fresh))
        journal.write(Amendment.Kind.CORRECT if on is None else Amendment.Kind.RENAME, by=by, now=now, on=on, unit=row, facts=facts)
    return row


def move(unit: Unit, parent: Unit | None, *, on: date, by: User | None, now: datetime) -> Unit:
    """Under another unit from the day on, with all that stands below it. Raises Refused: not_registrar, future_day, unit_gone, under_itself, unit_changed_since, unchanged."""
    today = journal.allowed(by, now)
    journal.has_come(on, today)
    with transaction.atomic():
        row = locked(unit)
        above = locked(parent) if parent is not None else None
        refuse_gone(row, on)
        if above is not None:
            refuse_gone(above, on)
            if above.path.startswith(row.path):
                raise Refused("under_itself", unit=row.name, parent=above.name)
        if row.parent_id == (above.pk if above else None):
            raise Refused("unchanged", unit=row.name)
        keep(row, on)
        before = row.parent.name if row.parent else ""
        replant(row, above)
        journal.write(Amendment.Kind.MOVE, by=by, now=now, on=on, unit=row, other_unit=above, facts={"parent": [before, above.name if above else ""]})
    return row


def merge(unit: Unit, into: Unit, *, on: date, by: User | None, now: datetime) -> Unit:
    """From the day on the unit is part of another, which goes on in its place.

    Raises Refused: not_registrar, future_day, unit_gone, under_itself, units_below, holders_left.
    """
    with transaction.atomic():
        other = locked(into)
        row = ended(unit, on, by, now)
        if other.pk == row.pk:
            raise Refused("under_itself", unit=row.name, parent=other.name)
        refuse_gone(other, on)
        row.merged_into = other
        row.save(update_fields=["merged_into"])
        journal.write(Amendment.Kind.MERGE, by=by, now=now, on=on, unit=row, other_unit=other, facts={"into": other.name})
    return row


def dissolve(unit: Unit, *, on: date, by: User | None, now: datetime) -> Unit:
    """From the day on the unit is no more. Raises Refused: not_registrar, future_day, unit_gone, units_below, holders_left."""
    with transaction.atomic():
        row = ended(unit, on, by, now)
        journal.write(Amendment.Kind.DISSOLVE, by=by, now=now, on=on, unit=row)
    return row


def ended(unit: Unit, on: date, by: User | None, now: datetime) -> Unit:
    """The unit, with the day before as its last. Nothing stands below it, and nobody holds a post there."""
    today = journal.allowed(by, now)
    journal.has_come(on, today)
    row = locked(unit)
    refuse_gone(row, on)
    below = Unit.objects.filter(queries.standing(on), parent=row).values_list("name", flat=True)[:5]
    if below:
        raise Refused("units_below", unit=row.name, units=tuple(below))
    holders = Appointment.objects.filter(queries.not_over(on), unit=row).values_list("person__name", flat=True)[:5]
    if holders:
        raise Refused("holders_left", unit=row.name, people=tuple(holders))
    if row.from_on is not None and on <= row.from_on:
        raise Refused("unit_changed_since", unit=row.name, last=row.from_on, first=row.from_on + ONE_DAY)
    row.to_on = on - ONE_DAY
    row.save(update_fields=["to_on"])
    return row


def locked(unit: Unit) -> Unit:
    """The unit as it is now, held until the transaction ends."""
    return Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit.pk)


def keep(row: Unit, on: date) -> None:
    """Keep what the unit was until the day before. Raises Refused(unit_changed_since): its past is told in order."""
    last = FormerUnit.objects.filter(unit=row).order_by("until_on").values_list("until_on", flat=True).last()
    if last == on - ONE_DAY:
        return  # changed on this very day already: what it was until yesterday is kept
    begun = [one for one in (last + ONE_DAY if last else None, row.from_on) if one is not None]
    if begun and on <= max(begun):
        raise Refused("unit_changed_since", unit=row.name, last=max(begun), first=max(begun) + ONE_DAY)
    FormerUnit.objects.create(unit=row, until_on=on - ONE_DAY, parent=row.parent, **{name: getattr(row, name) for name in NAMES})


def refuse_taken(code: str, but: Unit | None = None) -> None:
    """A code names one unit, now and of old. Raises Refused(code_taken)."""
    holder = Unit.objects.filter(code=code).first()
    former = FormerUnit.objects.filter(code=code).select_related("unit").first()
    taken = holder or (former.unit if former else None)
    if taken is not None and taken != but:
        raise Refused("code_taken", code=code, unit=taken.name)


def refuse_gone(row: Unit, on: date) -> None:
    """Raises Refused(unit_gone) for a unit that is no more on the day."""
    if row.to_on is not None and row.to_on < on:
        raise Refused("unit_gone", unit=row.name, last=row.to_on)
