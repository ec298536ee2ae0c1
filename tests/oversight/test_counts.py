"""How many meetings and checks there were: by a day, on record by a moment, each with its days; and the sentence of them."""

from __future__ import annotations

from datetime import date, timedelta

import make
import pytest
from cast import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger.models import Inspection
from xiaohao.oversight import queries, record
from xiaohao.oversight.models import ProgressReview

SEVEN = ("standing_committee", "leading_group", "thematic", "full_check", "check", "order", "look_back")


def put(cast: Cast, inspection: Inspection, name: str, on: date, *, recorded: date | None = None) -> None:
    """One of the seven, held on a day and recorded then or later."""
    usual = {"subject": name, "words": "", "items": [], "by": cast.sumin, "on": on, "now": make.moment(recorded or on)}
    match name:
        case "full_check" | "check":
            record.check(inspection, is_full=name == "full_check", **usual)
        case "order":
            record.order(inspection, to_unit=cast.housing, answer_due_on=on, **usual)
        case "look_back":
            record.look_back(inspection, found_relapse=True, **usual)
        case _:
            record.review(inspection, kind=name, **usual)


def day(number: int) -> date:
    """So many days after the first."""
    return make.DAY + timedelta(days=number)


@pytest.fixture
def held(cast: Cast, inspection: Inspection) -> Inspection:
    """The first once, the second twice …, the newest first."""
    for times, name in enumerate(SEVEN, 1):
        for n in reversed(range(times)):
            put(cast, inspection, name, day(n))
    return inspection


def test_each_kind_is_counted_with_its_days_in_the_order_of_a_notice(held: Inspection) -> None:
    found = queries.counts(held, day(10))
    assert [one.name for one in found] == list(SEVEN) == list(queries.WORDS)
    assert [one.days for one in found] == [tuple(day(n) for n in range(times)) for times in range(1, 8)]


def test_a_day_counts_what_was_held_by_then(held: Inspection) -> None:
    assert [len(one.days) for one in queries.counts(held, day(0))] == [1] * 7
    assert [len(one.days) for one in queries.counts(held, day(2))] == [1, 2, 3, 3, 3, 3, 3]
    assert queries.counts(held, day(-1)) == ()


def test_a_moment_counts_what_was_on_record_by_then(cast: Cast, inspection: Inspection) -> None:
    put(cast, inspection, "check", day(0))
    put(cast, inspection, "check", day(1), recorded=day(5))
    assert [[len(one.days) for one in queries.counts(inspection, day(9), known)] for known in (None, make.moment(day(5)), make.moment(day(4)))] == [[2], [2], [1]]
    assert queries.counts(inspection, day(9), make.moment(day(-1))) == ()


def test_what_another_inspection_saw_is_not_counted(cast: Cast, held: Inspection) -> None:
    other = make.inspection(cast, slug="other-2026")
    put(cast, other, "thematic", day(0))
    assert [(one.name, len(one.days)) for one in queries.counts(other, day(9))] == [("thematic", 1)]


def test_kinds_that_nothing_was_held_of_are_left_out(cast: Cast, inspection: Inspection) -> None:
    put(cast, inspection, "look_back", day(0))
    put(cast, inspection, "leading_group", day(0))
    assert queries.sentence(inspection, day(0)) == "召开领导小组会议1次，组织回头看1次"


def test_the_sentence_tells_them_all_by_the_day(held: Inspection) -> None:
    told = "召开常委会会议1次，召开领导小组会议2次，召开专题会议3次，开展全面督查4次，开展专项督查5次，发出督办单6份，组织回头看7次"
    assert queries.sentence(held, day(9)) == told
    assert queries.sentence(held, day(-1)) == ""


def test_the_sentence_is_told_in_english_too(cast: Cast, inspection: Inspection) -> None:
    put(cast, inspection, "thematic", day(0))
    put(cast, inspection, "order", day(0))
    assert queries.sentence(inspection, day(0), "en") == "Thematic meetings: 1; follow-up orders: 1"


def test_every_kind_of_meeting_has_its_words_in_both_languages() -> None:
    assert set(ProgressReview.Kind.values) <= set(queries.WORDS) == set(queries.ENGLISH)


def test_the_counts_take_one_statement(held: Inspection) -> None:
    with CaptureQueriesContext(connection) as asked:
        queries.counts(held, day(9), make.moment(day(9)))
    assert len(asked) == 1
