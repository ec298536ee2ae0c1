"""可见范围: the rows that say who may see what, written with mandates and responsibilities; `rebuild` proves them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from django.db.models import Q, QuerySet

from xiaohao.ledger.models import Inspection, Mandate, Responsibility, Sight
from xiaohao.people import queries as people
from xiaohao.people.models import Appointment, User


class Answers(Protocol):
    """A duty, as a row or as a value."""

    @property
    def unit_id(self) -> int | None: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def from_on(self) -> date: ...
    @property
    def to_on(self) -> date | None: ...


def held_on(day: date) -> Q:
    """Rows with `from_on` and `to_on` (the last day) that hold on the day."""
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def believed(at: int | None = None) -> Q:
    """Rows with `seq_from` and `seq_to` that were what we knew at the position of the journal; without one, those that we hold now."""
    return Q(seq_to__isnull=True) if at is None else Q(seq_from__lte=at) & (Q(seq_to__isnull=True) | Q(seq_to__gt=at))


def posts(user: User, today: date) -> QuerySet[Appointment]:
    """The posts in which the user acts today: those held, and those of others for whom the user acts."""
    return people.posts_of(user.person_id, today)


def stands_for(user: User, today: date, path: str = "") -> Q:
    """Rows of the user's own person, and of those for whom the user acts today; `path` leads to the person, such as "leader_"."""
    represented = people.acting_for(user.person_id, today).values("appointment__person_id")
    return Q(**{f"{path}person_id": user.person_id}) | Q(**{f"{path}person_id__in": represented})


def of(user: User, today: date) -> QuerySet[Sight]:
    """The sight rows that let this user see something today. Sight goes by today's appointments, whatever day is looked at."""
    return Sight.objects.filter(held_on(today)).filter(stands_for(user, today) | Q(unit_id__in=posts(user, today).values("unit_id")))


def for_mandate(mandate: Mandate) -> list[Sight]:
    """A mandate opens the whole inspection to the unit and to those above it."""
    return [
        Sight(unit_id=unit_id, inspection_id=mandate.inspection_id, from_on=mandate.from_on, to_on=mandate.to_on)
        for unit_id in mandate.unit.ancestor_ids
    ]


def for_duty(duty: Answers, item_id: int, inspection_id: int, paths: Mapping[int, str]) -> list[Sight]:
    """A duty opens its item to the unit and to those above it, or to the person. `paths` says where each unit stands in the tree."""
    if duty.unit_id is None:
        return [Sight(person_id=duty.person_id, inspection_id=inspection_id, item_id=item_id, from_on=duty.from_on, to_on=duty.to_on)]
    return [
        Sight(unit_id=int(unit_id), inspection_id=inspection_id, item_id=item_id, from_on=duty.from_on, to_on=duty.to_on)
        for unit_id in paths[duty.unit_id].strip("/").split("/")
    ]


def renew_inspection(inspection: Inspection) -> None:
    """Write the rows that open the whole inspection anew after its mandates changed."""
    Sight.objects.filter(inspection=inspection, item__isnull=True).delete()
    mandates = Mandate.objects.filter(inspection=inspection).select_related("unit")
    Sight.objects.bulk_create(once(row for mandate in mandates for row in for_mandate(mandate)))


def renew_units(units: Iterable[int]) -> int:
    """Write the rows anew of every inspection in which one of these units has a mandate or a duty, past ones too: units have moved in the tree.

    Returns how many inspections that were.
    """
    ids = list(units)
    touched = Inspection.objects.filter(
        Q(pk__in=Mandate.objects.filter(unit_id__in=ids).values("inspection_id"))
        | Q(pk__in=Responsibility.objects.filter(believed(), unit_id__in=ids).values("item__inspection_id"))
    )
    rows = list(touched.order_by("pk").select_for_update())  # in one order, so that two who renew do not wait for each other
    for inspection in rows:
        fresh = rebuild(inspection)
        Sight.objects.filter(inspection=inspection).delete()
        Sight.objects.bulk_create(fresh, batch_size=1000)
    return len(rows)


def rebuild(inspection: Inspection) -> list[Sight]:
    """The rows as they follow from mandates and duties, unsaved: what the stored ones must equal."""
    mandates = Mandate.objects.filter(inspection=inspection).select_related("unit")
    duties = Responsibility.objects.filter(believed(), item__inspection=inspection).select_related("unit")
    paths = {duty.unit.pk: duty.unit.path for duty in duties if duty.unit}
    return once(
        [row for mandate in mandates for row in for_mandate(mandate)]
        + [row for duty in duties for row in for_duty(duty, duty.item_id, inspection.pk, paths)]
    )


def key(row: Sight) -> tuple[object, ...]:
    """What makes two rows the same."""
    return (row.unit_id, row.person_id, row.inspection_id, row.item_id, row.from_on, row.to_on)


def once(rows: Iterable[Sight]) -> list[Sight]:
    """Each row once."""
    return list({key(row): row for row in rows}.values())
