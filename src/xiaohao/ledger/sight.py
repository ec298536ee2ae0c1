"""可见范围: the rows that say who may see what, written with mandates and responsibilities; `rebuild` proves them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from xiaohao.ledger.models import Inspection, Item, Mandate, Responsibility, Sight
from xiaohao.people.models import Appointment, Unit, User


def held_on(day: date) -> Q:
    """Rows with `from_on` and `to_on` (the last day) that hold on the day."""
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def posts(user: User, today: date) -> QuerySet[Appointment]:
    """The user's appointments of today."""
    return Appointment.objects.filter(held_on(today), person_id=user.person_id)


def of(user: User, today: date) -> QuerySet[Sight]:
    """The sight rows that let this user see something today. Sight goes by today's appointments, whatever day is looked at."""
    return Sight.objects.filter(held_on(today)).filter(Q(person_id=user.person_id) | Q(unit_id__in=posts(user, today).values("unit_id")))


def for_mandate(mandate: Mandate) -> list[Sight]:
    """A mandate opens the whole inspection to the unit and to those above it."""
    return [
        Sight(unit_id=unit_id, inspection_id=mandate.inspection_id, from_on=mandate.from_on, to_on=mandate.to_on)
        for unit_id in mandate.unit.ancestor_ids
    ]


def for_responsibility(duty: Responsibility, unit: Unit | None, inspection_id: int) -> list[Sight]:
    """A duty opens its item to the unit and to those above it, or to the person."""
    if unit is None:
        return [Sight(person_id=duty.person_id, inspection_id=inspection_id, item_id=duty.item_id, from_on=duty.from_on, to_on=duty.to_on)]
    return [
        Sight(unit_id=unit_id, inspection_id=inspection_id, item_id=duty.item_id, from_on=duty.from_on, to_on=duty.to_on)
        for unit_id in unit.ancestor_ids
    ]


def rows_of_item(item: Item) -> list[Sight]:
    """All sight rows that the item's duties give, each once."""
    duties = Responsibility.objects.filter(item=item).select_related("unit")
    return once(row for duty in duties for row in for_responsibility(duty, duty.unit, item.inspection_id))


def renew_item(item: Item) -> None:
    """Write the item's sight rows anew after its duties changed."""
    Sight.objects.filter(item=item).delete()
    Sight.objects.bulk_create(rows_of_item(item))


def renew_inspection(inspection: Inspection) -> None:
    """Write the rows that open the whole inspection anew after its mandates changed."""
    Sight.objects.filter(inspection=inspection, item__isnull=True).delete()
    mandates = Mandate.objects.filter(inspection=inspection).select_related("unit")
    Sight.objects.bulk_create(once(row for mandate in mandates for row in for_mandate(mandate)))


def rebuild(inspection: Inspection) -> list[Sight]:
    """The rows as they follow from mandates and duties, unsaved: what the stored ones must equal."""
    mandates = Mandate.objects.filter(inspection=inspection).select_related("unit")
    duties = Responsibility.objects.filter(item__inspection=inspection).select_related("unit")
    return once(
        [row for mandate in mandates for row in for_mandate(mandate)]
        + [row for duty in duties for row in for_responsibility(duty, duty.unit, inspection.pk)]
    )


def key(row: Sight) -> tuple[object, ...]:
    """What makes two rows the same."""
    return (row.unit_id, row.person_id, row.inspection_id, row.item_id, row.from_on, row.to_on)


def once(rows: Iterable[Sight]) -> list[Sight]:
    """Each row once."""
    return list({key(row): row for row in rows}.values())
