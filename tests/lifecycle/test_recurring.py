"""Recurring reports fall due by themselves: one period after another, none lost by a late report, none settled by an early one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xiaohao.lifecycle import Cadence, following

MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF_YEAR: 6, Cadence.YEAR: 12}
DAYS = some.dates(date(2018, 1, 1), date(2040, 12, 31))
CADENCES = some.sampled_from(Cadence)


def months_between(one: date, other: date) -> int:
    return (other.year - one.year) * 12 + other.month - one.month


@pytest.mark.parametrize(("due", "every", "reported", "coming"), [
    ("2026-03-31", "quarter", "2026-03-20", "2026-06-30"),
    ("2026-03-31", "quarter", "2026-03-31", "2026-06-30"),
    ("2026-03-31", "quarter", "2026-04-02", "2026-06-30"),  # late: the one that was missed is settled
    ("2026-03-31", "quarter", "2026-07-02", "2026-09-30"),  # later still: both are
    ("2026-06-30", "quarter", "2026-03-31", "2026-06-30"),  # the report of the quarter before: settles no other
    ("2026-06-30", "quarter", "2026-04-01", "2026-09-30"),
    ("2026-12-31", "year", "2026-12-01", "2027-12-31"),
    ("2027-02-28", "year", "2027-02-01", "2028-02-29"),
    ("2026-06-30", "half_year", "2026-06-30", "2026-12-31"),
    ("2026-01-15", "month", "2026-01-10", "2026-02-15"),
    ("2026-01-30", "month", "2026-01-30", "2026-02-28"),
])  # fmt: skip
def test_the_next_report_is_due_one_period_on(due: str, every: str, reported: str, coming: str) -> None:
    assert following(date.fromisoformat(due), Cadence(every), date.fromisoformat(reported)) == date.fromisoformat(coming)


def test_without_a_cadence_or_a_first_day_nothing_falls_due() -> None:
    day = date(2026, 3, 31)
    assert following(None, Cadence.MONTH, day) is None
    assert following(day, None, day) == day


@given(DAYS, CADENCES, DAYS)
def test_a_report_never_brings_a_day_nearer_and_never_leaves_one_behind(due: date, every: Cadence, reported: date) -> None:
    coming = following(due, every, reported)
    assert coming is not None
    assert coming >= due
    assert coming > reported
    assert months_between(due, coming) % MONTHS[every] == 0


@given(DAYS, CADENCES, DAYS)
def test_a_report_settles_its_period_and_those_before_it_and_no_other(due: date, every: Cadence, reported: date) -> None:
    due = due.replace(day=min(due.day, 27))  # days that every month has
    series = list(islice(days_of(due, every), 300))
    wanted = due if reported <= series[0] else next(day for day in series[2:] if day > reported)
    assert following(due, every, reported) == wanted


def days_of(due: date, every: Cadence) -> Iterator[date]:
    """The days of the series, from the one before `due` on."""
    place = due.year * 12 + due.month - 1 - MONTHS[every]
    while True:
        yield due.replace(year=place // 12, month=place % 12 + 1)
        place += MONTHS[every]


@given(DAYS, CADENCES, some.integers(0, 400))
def test_two_reports_of_one_period_are_as_one(due: date, every: Cadence, ahead: int) -> None:
    reported = due - timedelta(days=ahead)
    once = following(due, every, reported)
    assert following(once, every, reported) == once
    if once != due:
        assert following(once, every, due) == once
