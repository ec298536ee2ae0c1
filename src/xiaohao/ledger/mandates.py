"""承担的变更: the door through which an inspection's office, groups, verifier and inspecting body change. One event each, in the journal of the inspection."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from xiaohao.ledger import journal, sight
from xiaohao.ledger.models import Event, Inspection, Mandate
from xiaohao.lifecycle import Capacity, Refused
from xiaohao.people.models import Unit, User

MOVE = "change_mandate"
ONE_DAY = timedelta(days=1)


def change(inspection: Inspection, *, capacity: Capacity, unit: Unit | None, from_on: date, by: User, now: datetime) -> Event:
    """From the day on the unit acts in the capacity, in place of whoever did; None: nobody does. A reader reads beside the others.

    By the inspection's office or an administrator. The day may lie ahead. It comes after every act that was recorded in the capacity: who acts goes
    by the day of recording, and a hand is not taken from an act that was made by it.
    Raises Refused: not_your_move, bad_value, office_needed, holds_already, mandate_too_early.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        row = Inspection.objects.select_for_update().get(pk=inspection.pk)
        hand, acting = hand_of(by, row, today)
        if capacity.value not in dict(Mandate.CAPACITIES):
            raise Refused("bad_value", need="capacity", value=capacity.value)
        if capacity is Capacity.OFFICE and (unit is None or unit.kind != Unit.Kind.OFFICE):
            raise Refused("office_needed")
        held = [one for one in row.mandates.filter(capacity=capacity.value) if one.to_on is None or one.to_on >= from_on]
        is_beside = capacity is Capacity.READER and unit is not None
        ending = [] if is_beside else [one for one in held if unit is None or one.unit_id != unit.pk]
        goes_on = any(unit is not None and one.unit_id == unit.pk and one.to_on is None and one.from_on <= from_on for one in held)
        if not ending and (goes_on or unit is None):
            raise Refused("holds_already", capacity=capacity)
        refuse_early(row, capacity, from_on, ending)
        end(ending, from_on)
        if unit is not None and not goes_on:
            Mandate.objects.create(inspection=row, unit=unit, capacity=capacity.value, from_on=from_on)
        sight.renew_inspection(row)
        act = journal.Act(
            move=MOVE, effective_on=from_on, capacity=hand, by_user_id=by.pk, by_person_id=by.person_id, unit_id=acting,
            plain={"capacity": capacity.value, "unit": unit.pk if unit else None, "ended": sorted({one.unit_id for one in ending})},
        )  # fmt: skip
        (event,) = journal.append(row, [act], now=now)
    return event


def hand_of(by: User, inspection: Inspection, today: date) -> tuple[Capacity, int | None]:
    """In what capacity, and for which unit, the person changes a mandate. Raises Refused(not_your_move)."""
    offices = inspection.mandates.filter(sight.held_on(today), capacity=Capacity.OFFICE.value, unit_id__in=sight.posts(by, today).values("unit_id"))
    acting = offices.values_list("unit_id", flat=True).first()
    if acting is None and not by.is_administrator:
        raise Refused("not_your_move", move=MOVE, hands=(Capacity.OFFICE,))
    return (Capacity.OFFICE, acting) if acting is not None else (Capacity.SYSTEM, None)


def refuse_early(inspection: Inspection, capacity: Capacity, from_on: date, ending: list[Mandate]) -> None:
    """A mandate ends after the last act in it, and not before one begins that was named already."""
    if not ending:
        return
    acted = Event.objects.filter(inspection=inspection, capacity=capacity.value).aggregate(last=Max("recorded_at"))["last"]
    last = max([timezone.localdate(acted) + ONE_DAY] if acted else [], default=from_on)
    first = max(last, *(one.from_on for one in ending))
    if from_on < first:
        raise Refused("mandate_too_early", capacity=capacity, first=first)


def end(mandates: list[Mandate], from_on: date) -> None:
    """The mandates end the day before; one that would never have held a day goes, and the journal keeps that it was named."""
    never = [one.pk for one in mandates if one.from_on == from_on]
    Mandate.objects.filter(pk__in=never).delete()
    Mandate.objects.filter(pk__in=[one.pk for one in mandates if one.pk not in never]).update(to_on=from_on - ONE_DAY)
