"""登记督促: the doors through which a meeting, a check, an order or a look-back is recorded. Each by the office or the supervision group, on a day that has come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from xiaohao.ledger import access
from xiaohao.ledger.models import Inspection, Item
from xiaohao.lifecycle import Capacity, Refused
from xiaohao.oversight.models import FollowUpOrder, Look, LookBack, ProgressReview, SupervisoryCheck
from xiaohao.people.models import Unit, User

HANDS = (Capacity.OFFICE, Capacity.SUPERVISION_GROUP)
Row = TypeVar("Row", bound=Look)


def review(inspection: Inspection, *, kind: str, subject: str, words: str, items: Sequence[Item], by: User, on: date, now: datetime) -> ProgressReview:
    """调度: a meeting. Raises Refused: not_your_move, future_day, missing, of_another_inspection."""
    return recorded(ProgressReview, inspection, subject, words, items, by, on, now, kind=kind)


def check(inspection: Inspection, *, is_full: bool, subject: str, words: str, items: Sequence[Item], by: User, on: date, now: datetime) -> SupervisoryCheck:
    """督查: a visit on site. Raises as `review` does."""
    return recorded(SupervisoryCheck, inspection, subject, words, items, by, on, now, is_full=is_full)


def order(
    inspection: Inspection, *, to_unit: Unit, answer_due_on: date, subject: str, words: str, items: Sequence[Item], by: User, on: date, now: datetime,
) -> FollowUpOrder:  # fmt: skip
    """督办: a letter with a day for its answer. Raises as `review` does, and out_of_order where the answer is due before the letter."""
    may_record(inspection, by, on, subject, "subject", timezone.localdate(now))  # who may not write it learns that first
    if answer_due_on < on:
        raise Refused("out_of_order", move="order", effective_on=answer_due_on, last=on)
    return recorded(FollowUpOrder, inspection, subject, words, items, by, on, now, to_unit=to_unit, answer_due_on=answer_due_on)


def look_back(inspection: Inspection, *, found_relapse: bool, subject: str, words: str, items: Sequence[Item], by: User, on: date, now: datetime) -> LookBack:
    """回头看: a re-check. What relapsed is reopened by its own move. Raises as `review` does."""
    return recorded(LookBack, inspection, subject, words, items, by, on, now, found_relapse=found_relapse)


def answer(row: FollowUpOrder, *, words: str, by: User, on: date, now: datetime) -> FollowUpOrder:
    """答复: what the unit answered to an order, once. Raises Refused: not_your_move, future_day, missing, out_of_order, answered_already."""
    may_record(row.inspection, by, on, words, "reply", timezone.localdate(now))
    with transaction.atomic():
        held = FollowUpOrder.objects.select_for_update().get(pk=row.pk)
        if held.answered_on is not None:
            raise Refused("answered_already", number=held.number, on=held.answered_on)
        if on < held.held_on:
            raise Refused("out_of_order", move="order", effective_on=on, last=held.held_on)
        held.answered_on, held.answer, held.answer_recorded_by, held.answer_recorded_at = on, words.strip()[:6000], by, now
        held.save(update_fields=["answered_on", "answer", "answer_recorded_by", "answer_recorded_at"])
    return held


def may_record(inspection: Inspection, by: User, on: date, words: str, need: str, today: date) -> None:
    """By those whose task it is, on a day that has come, with something said."""
    if not set(HANDS) & access.inspection_capacities(by, inspection, today):
        raise Refused("not_your_move", move="record", hands=HANDS)
    if on > today:
        raise Refused("future_day", effective_on=on, today=today)
    if not words.strip():
        raise Refused("missing", move="record", need=need)


def recorded(
    model: type[Row], inspection: Inspection, subject: str, words: str, items: Sequence[Item], by: User, on: date, now: datetime, **more: Any,
) -> Row:  # fmt: skip
    """One row with its number and its items, all or nothing."""
    may_record(inspection, by, on, subject, "subject", timezone.localdate(now))
    strange = [item.number for item in items if item.inspection_id != inspection.pk]
    if strange:
        raise Refused("of_another_inspection", numbers="、".join(strange[:20]))
    with transaction.atomic():
        locked = Inspection.objects.select_for_update().get(pk=inspection.pk)
        number = (model._default_manager.filter(inspection=locked).aggregate(last=Max("number"))["last"] or 0) + 1
        made = model._default_manager.create(
            inspection=locked, number=number, held_on=on, subject=subject.strip()[:200], words=words.strip(), recorded_by=by, recorded_at=now, **more,
        )  # fmt: skip
        made.items.set(items)
    return made
