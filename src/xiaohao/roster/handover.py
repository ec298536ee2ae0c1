"""交接: the doors through which a unit moves, merges or ends and a post ends, so that nothing is left without anyone.

Whatever hangs on it passes through the doors of the ledger, one by one and under its law, in the name of whoever does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from django.db import transaction
from django.utils import timezone

from xiaohao.ledger import mandates, moves, sight
from xiaohao.ledger.models import Item, Responsibility
from xiaohao.lifecycle import Capacity, Refused
from xiaohao.people import posts, units
from xiaohao.people import queries as people
from xiaohao.people.models import Appointment, Person, Unit, User
from xiaohao.roster import hanging
from xiaohao.roster.hanging import Duty, Hanging

ONE_DAY = timedelta(days=1)
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Passed:
    """移交的结果: what has gone over, and what the law refused, each with its refusal."""

    done: tuple[Duty, ...]
    refused: tuple[tuple[Duty, Refused], ...]


def pass_on(person: Person, successor: Person, duties: Sequence[int], *, by: User, now: datetime) -> Passed:
    """Name the successor as responsible leader of the items of these ids, one by one, in the name of the office that does it. What is refused stays as it was."""
    today = timezone.localdate(now)
    wanted = [one for one in hanging.of_person(person, by, today).duties if one.item_id in set(duties)]
    done: list[Duty] = []
    refused: list[tuple[Duty, Refused]] = []
    for duty in wanted:
        try:
            assign(duty, by=by, now=now, leader=successor.pk)
            done.append(duty)
        except Refused as why:
            refused.append((duty, why))
    return Passed(tuple(done), tuple(refused))


def end_post(post: Appointment, *, to_on: date, by: User, now: datetime, successor: Person | None = None) -> Appointment:
    """The last day of a post. A successor takes the post from the next day on, and what its holder leads, where the holder leaves altogether.

    Raises Refused: duties_left where something would be left without anyone; no_successor; whatever the doors of people and of moves refuse.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        row = Appointment.objects.select_related("person", "unit").get(pk=post.pk)
        leaves = hanging.is_last_of_person(row, to_on)
        if successor is not None:
            if successor.pk == row.person_id:
                raise Refused("no_successor", person=row.person.name)
            put_in_place(row, successor, to_on + ONE_DAY, by, now)
            if leaves:
                for duty in hanging.of_person(row.person, by, today).open:
                    assign(duty, by=by, now=now, leader=successor.pk)
        if hanging.is_last_of_unit(row, to_on):
            refuse_left(row, hanging.of_unit(row.unit, by, today))
        if leaves:
            refuse_left(row, hanging.of_person(row.person, by, today))
        return posts.end(row, to_on=to_on, by=by, now=now)


def put_in_place(row: Appointment, successor: Person, first: date, by: User, now: datetime) -> None:
    """The successor holds a post at the unit from the day on; one that is held already will do."""
    if not Appointment.objects.filter(people.held_on(first), person=successor, unit_id=row.unit_id).exists():
        posts.appoint(successor, row.unit, post=row.post, is_head=row.is_head, from_on=first, by=by, now=now)


def refuse_left(row: Appointment, left: Hanging) -> None:
    """Raises Refused(duties_left), naming what is left."""
    if left.keeps:
        raise Refused("duties_left", who=f"{row.unit.name} {row.person.name}", duties=named(left))


def named(left: Hanging) -> tuple[str, ...]:
    """Some of what is left, and how much more there is."""
    words = [one.words for one in left.open[:MOST_NAMED]]
    more = len(left.open) - len(words)
    words += [f"…（+{more}）"] if more > 0 else []
    return (*words, *(f"{one.offices or '—'}（{one.open}）" for one in left.elsewhere if one.open))


def move(unit: Unit, parent: Unit | None, *, on: date, by: User, now: datetime) -> Unit:
    """Under another unit from the day on, with all below it; who sees what follows in the same breath. Raises as `people.units.move` does."""
    with transaction.atomic():
        row = units.move(unit, parent, on=on, by=by, now=now)
        sight.renew_units(Unit.objects.filter(path__startswith=row.path).values_list("pk", flat=True))
    return row


def merge(unit: Unit, into: Unit, *, on: date, by: User, now: datetime) -> Unit:
    """From the day on the unit is part of another: its people hold the same posts there, its mandates and the items on which work goes on pass over.

    Raises Refused: duties_left where something cannot pass; whatever the doors of people, mandates and moves refuse.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        left = hanging.of_unit(unit, by, today)
        for duty in left.open:
            if duty.item_id is None and duty.capacity != "order":
                hand_mandate(duty, unit, into, by, now)
        for item_id in dict.fromkeys(duty.item_id for duty in left.open if duty.item_id):
            assign(next(one for one in left.open if one.item_id == item_id), by=by, now=now, instead=(unit.pk, into.pk))
        for row in Appointment.objects.filter(people.not_over(on), unit=unit).select_related("person").order_by("pk"):
            carry_over(row, into, on, by, now)
        rest = hanging.of_unit(unit, by, today)
        still = tuple(one for one in rest.duties if one.item_id is not None and not one.is_on_its_way)
        if still or any(one.open for one in rest.elsewhere):
            raise Refused("duties_left", who=unit.name, duties=named(Hanging(still, rest.elsewhere)))
        return units.merge(unit, into, on=on, by=by, now=now)


def dissolve(unit: Unit, *, on: date, by: User, now: datetime) -> Unit:
    """From the day on the unit is no more; nothing may hang on it. Raises Refused: duties_left; whatever `people.units.dissolve` refuses."""
    with transaction.atomic():
        left = hanging.of_unit(unit, by, timezone.localdate(now))
        if left.count:
            raise Refused("duties_left", who=unit.name, duties=named(left) or tuple(one.words for one in left.duties[:MOST_NAMED]))
        return units.dissolve(unit, on=on, by=by, now=now)


def carry_over(row: Appointment, into: Unit, on: date, by: User, now: datetime) -> None:
    """The same post at the other unit from the day on. A post that was to begin later begins there; who holds it there already holds it once."""
    first = max(on, row.from_on)
    if not Appointment.objects.filter(people.meets(first, row.to_on), person_id=row.person_id, unit=into, post=row.post).exists():
        posts.appoint(row.person, into, post=row.post, is_head=False, from_on=first, to_on=row.to_on, by=by, now=now)
    if row.from_on >= on:
        raise Refused("post_ahead", person=row.person.name, unit=row.unit.name, first=row.from_on)
    posts.end(row, to_on=on - ONE_DAY, by=by, now=now)


def hand_mandate(duty: Duty, unit: Unit, into: Unit, by: User, now: datetime) -> None:
    """What the unit is for an inspection the other one is, from the first day on which it may be: acts of today stay its own."""
    inspection = hanging.inspections_of([duty])[duty.inspection_id]
    capacity, first = Capacity(duty.capacity), timezone.localdate(now)
    held = inspection.mandates.filter(people.held_on(first), capacity=capacity.value, unit=into).exists()
    if capacity is Capacity.READER or held:
        if not held:
            mandates.change(inspection, capacity=capacity, unit=into, from_on=first, by=by, now=now)
        return
    try:
        with transaction.atomic():
            mandates.change(inspection, capacity=capacity, unit=into, from_on=first, by=by, now=now)
    except Refused as why:
        if why.code != "mandate_too_early":
            raise
        mandates.change(inspection, capacity=capacity, unit=into, from_on=cast(date, why.facts["first"]), by=by, now=now)


def assign(duty: Duty, *, by: User, now: datetime, leader: int | None = None, instead: tuple[int, int] | None = None) -> None:
    """明确责任 once more, as it is but for the leader, or for one unit in place of another. Raises Refused."""
    item = Item.objects.select_related("inspection", "procedure_version").get(pk=duty.item_id or 0)
    today = timezone.localdate(now)
    rows = Responsibility.objects.filter(sight.believed(), people.held_on(today), item=item, unit__isnull=False).exclude(capacity="lead_unit").order_by("pk")
    others = [one for one in rows.values_list("unit_id", flat=True) if one]
    before, after = instead or (0, 0)
    lead = after if item.lead_unit_id == before else item.lead_unit_id
    given: dict[str, object] = {
        "leader": leader or item.leader_id, "lead_unit": lead, "units": [one for one in dict.fromkeys(after if one == before else one for one in others) if one != lead],
        "due_on": item.due_on, "track": item.track or "staged",
    }  # fmt: skip
    moves.make("assign", item, by=by, on=today, now=now, given=given)
