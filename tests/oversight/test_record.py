"""The doors for meetings, checks, orders and look-backs: who may, when, and with what words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import make
import pytest
from cast import Cast
from django.db import IntegrityError, transaction

from xiaohao.ledger.models import Event, Inspection, Item
from xiaohao.lifecycle import Refused
from xiaohao.oversight import record
from xiaohao.oversight.models import FollowUpOrder, Look, LookBack, ProgressReview, SupervisoryCheck
from xiaohao.wording import say

DAYS = timedelta(days=1)
Door = Callable[..., Look]


def reviewed(inspection: Inspection, cast: Cast, **changes: Any) -> ProgressReview:
    """A meeting of the standing committee."""
    return record.review(inspection, **{"kind": "standing_committee", **usual(cast), **changes})


def checked(inspection: Inspection, cast: Cast, **changes: Any) -> SupervisoryCheck:
    """A visit on site."""
    return record.check(inspection, **{"is_full": False, **usual(cast), **changes})


def ordered(inspection: Inspection, cast: Cast, **changes: Any) -> FollowUpOrder:
    """A letter to the housing bureau, to be answered in ten days."""
    return record.order(inspection, **{"to_unit": cast.housing, "answer_due_on": make.DAY + 10 * DAYS, **usual(cast), **changes})


def looked_back(inspection: Inspection, cast: Cast, **changes: Any) -> LookBack:
    """A re-check that found nothing."""
    return record.look_back(inspection, **{"found_relapse": False, **usual(cast), **changes})


def usual(cast: Cast) -> dict[str, Any]:
    """What each door asks for."""
    return {"subject": "整改工作", "words": "逐项听取进展", "items": [], "by": cast.sumin, "on": make.DAY, "now": make.NOW}


DOORS: tuple[Door, ...] = (reviewed, checked, ordered, looked_back)


def refused(door: Door, *args: Any, **changes: Any) -> Refused:
    """What the door says no with; nothing was written, and the refusal has its sentence."""
    with pytest.raises(Refused) as caught, transaction.atomic():
        door(*args, **changes)
    assert not any(model._default_manager.exists() for model in (ProgressReview, SupervisoryCheck, FollowUpOrder, LookBack))
    assert say(caught.value) != say(caught.value, "en")
    return caught.value


@pytest.mark.parametrize("door", DOORS)
def test_the_office_and_the_supervision_group_record(inspection: Inspection, cast: Cast, others: Any, door: Door) -> None:
    for number, hand in enumerate((cast.sumin, cast.daishuang, others.watcher), 1):
        made = door(inspection, cast, by=hand)
        assert (made.recorded_by, made.recorded_at, made.held_on, made.number) == (hand, make.NOW, make.DAY, number)


@pytest.mark.parametrize("door", DOORS)
def test_nobody_else_records(inspection: Inspection, cast: Cast, others: Any, door: Door) -> None:
    for hand in (cast.lin, cast.hegong, cast.zhoulan, cast.handu, cast.stranger, others.visitor, others.above, others.former):
        assert refused(door, inspection, cast, by=hand).code == "not_your_move", hand


@pytest.mark.parametrize("door", DOORS)
def test_nothing_is_recorded_of_a_day_to_come(inspection: Inspection, cast: Cast, door: Door) -> None:
    found = refused(door, inspection, cast, on=make.DAY + DAYS)
    assert (found.code, found.facts["today"]) == ("future_day", make.DAY)


@pytest.mark.parametrize("door", DOORS)
def test_a_past_day_is_recorded_as_it_was(inspection: Inspection, cast: Cast, door: Door) -> None:
    assert door(inspection, cast, on=make.DAY - 40 * DAYS).held_on == make.DAY - 40 * DAYS


@pytest.mark.parametrize("door", DOORS)
def test_what_says_nothing_is_refused(inspection: Inspection, cast: Cast, door: Door) -> None:
    for subject in ("", "  \n　"):
        found = refused(door, inspection, cast, subject=subject)
        assert (found.code, found.facts["need"]) == ("missing", "subject")
        assert "事由" in say(found) and "subject" not in say(found)


@pytest.mark.parametrize("door", DOORS)
def test_items_of_another_inspection_are_refused_all_together(inspection: Inspection, cast: Cast, door: Door) -> None:
    foreign = make.inspection(cast, slug="other-2026").items.get(number="2")
    found = refused(door, inspection, cast, items=[*inspection.items.all(), foreign])
    assert (found.code, found.facts["numbers"]) == ("of_another_inspection", "2")


@pytest.mark.parametrize("door", DOORS)
def test_what_is_recorded_points_at_its_items_and_moves_none(inspection: Inspection, cast: Cast, door: Door) -> None:
    before = (Event.objects.count(), list(Item.objects.order_by("pk").values()))
    rows = list(inspection.items.order_by("position")[:2])
    assert set(door(inspection, cast, items=rows).items.all()) == set(rows)
    assert (Event.objects.count(), list(Item.objects.order_by("pk").values())) == before


def test_numbers_run_by_inspection_and_by_kind(inspection: Inspection, cast: Cast) -> None:
    other = make.inspection(cast, slug="other-2026")
    assert [door(inspection, cast).number for door in (reviewed, reviewed, checked, ordered, reviewed, looked_back, ordered)] == [1, 2, 1, 1, 3, 1, 2]
    assert [door(other, cast).number for door in DOORS] == [1, 1, 1, 1]


def test_the_database_keeps_numbers_apart(inspection: Inspection, cast: Cast) -> None:
    made = ordered(inspection, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUpOrder.objects.filter(pk=ordered(inspection, cast).pk).update(number=made.number)


def test_an_order_is_not_due_before_it_is_written(inspection: Inspection, cast: Cast) -> None:
    found = refused(ordered, inspection, cast, answer_due_on=make.DAY - DAYS)
    assert (found.code, found.facts["last"]) == ("out_of_order", make.DAY)
    assert ordered(inspection, cast, answer_due_on=make.DAY).answer_due_on == make.DAY


def test_who_may_not_write_an_order_hears_that_first(inspection: Inspection, cast: Cast) -> None:
    assert refused(ordered, inspection, cast, by=cast.lin, answer_due_on=make.DAY - DAYS).code == "not_your_move"


def answered(row: FollowUpOrder, cast: Cast, **changes: Any) -> FollowUpOrder:
    """The answer of three days later."""
    on = make.DAY + 3 * DAYS
    return record.answer(row, **{"words": "已组织整改", "by": cast.sumin, "on": on, "now": make.moment(on), **changes})


def test_an_answer_stands_with_its_day_its_hand_and_its_moment(inspection: Inspection, cast: Cast, others: Any) -> None:
    row = answered(ordered(inspection, cast), cast, by=others.watcher)
    row.refresh_from_db()
    assert (row.answer, row.answered_on, row.answer_recorded_by) == ("已组织整改", make.DAY + 3 * DAYS, others.watcher)
    assert row.answer_recorded_at == make.moment(make.DAY + 3 * DAYS)


def test_an_order_is_answered_once(inspection: Inspection, cast: Cast) -> None:
    row = ordered(inspection, cast)
    answered(row, cast)
    found = refused_answer(row, cast, words="另有补充")
    assert (found.code, found.facts["number"], found.facts["on"]) == ("answered_already", 1, make.DAY + 3 * DAYS)


def refused_answer(row: FollowUpOrder, cast: Cast, **changes: Any) -> Refused:
    """What an answer is refused with; the row is as it was."""
    before = FollowUpOrder.objects.filter(pk=row.pk).values().get()
    with pytest.raises(Refused) as caught, transaction.atomic():
        answered(row, cast, **changes)
    assert FollowUpOrder.objects.filter(pk=row.pk).values().get() == before
    return caught.value


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"words": " 　"}, "missing"), ({"on": make.DAY + 4 * DAYS}, "future_day"), ({"on": make.DAY - DAYS}, "out_of_order"),
    ],
)  # fmt: skip
def test_an_answer_is_held_to_its_words_and_days(inspection: Inspection, cast: Cast, changes: dict[str, Any], code: str) -> None:
    assert refused_answer(ordered(inspection, cast), cast, **changes).code == code


def test_only_who_records_orders_records_their_answers(inspection: Inspection, cast: Cast, others: Any) -> None:
    row = ordered(inspection, cast)
    for hand in (cast.lin, cast.hegong, cast.handu, cast.stranger, others.visitor, others.former):
        assert refused_answer(row, cast, by=hand).code == "not_your_move", hand


def test_the_database_refuses_half_an_answer(inspection: Inspection, cast: Cast) -> None:
    row = ordered(inspection, cast)
    for half in ({"answered_on": make.DAY}, {"answer": "已办"}, {"answered_on": make.DAY - DAYS, "answer": "已办", "answer_recorded_by": cast.sumin, "answer_recorded_at": make.NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FollowUpOrder.objects.filter(pk=row.pk).update(**half)
