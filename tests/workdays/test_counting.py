"""数日子: days counted by rule, local days, and public notices whose clock may stand; every day beside a second opinion."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as some

from xiaohao.workdays import Calendar, Counting, Stop, Unconfirmed, counted, last_day, notice_end, notice_period

CALENDAR = Calendar.load()
NOTICE = Counting(workdays=True, counts_first=True)
DAYS = some.dates(date(2018, 3, 1), date(2026, 6, 30))
RULES = some.builds(Counting, some.booleans(), some.booleans())


@pytest.mark.parametrize("year", range(2018, 2027))
def test_every_day_is_as_another_table_has_it(year: int) -> None:
    other = holidays.country_holidays("CN", years=range(year - 1, year + 2))
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    assert [day for day in days if day.year == year and CALENDAR.is_workday(day) != other.is_working_day(day)] == []


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2023, 7, 27), date(2023, 8, 9), 10),
        (date(2024, 9, 29), date(2024, 10, 9), 4),
        (date(2025, 1, 21), date(2025, 2, 8), 10),  # ten only with make-up days: 26 January and 8 February
        (date(2018, 12, 28), date(2019, 1, 2), 3),  # a day of the year before was worked, another off
        (date(2020, 1, 23), date(2020, 2, 3), 2),  # the holiday that was made longer
    ],
)
def test_notices_are_as_long_as_the_calendar_says(first: date, last: date, days: int) -> None:
    assert counted(CALENDAR, first, last, NOTICE) == days
    assert notice_period(CALENDAR, first, last, 10, NOTICE).is_long_enough is (days >= 10)
    assert last_day(CALENDAR, first, days, NOTICE) == max(day for day in spread(first, last) if CALENDAR.is_workday(day))


def spread(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_without_make_up_days_it_would_be_eight() -> None:
    plain = CALENDAR.amended(local={date(2025, 1, 26): False, date(2025, 2, 8): False})
    assert counted(plain, date(2025, 1, 21), date(2025, 2, 8), NOTICE) == 8


@pytest.mark.parametrize(("rule", "days"), [(Counting(False, True), 14), (Counting(False, False), 13), (Counting(True, True), 10), (Counting(True, False), 9)])
def test_a_rule_says_which_days_count(rule: Counting, days: int) -> None:
    assert counted(CALENDAR, date(2023, 7, 27), date(2023, 8, 9), rule) == days


@given(DAYS, some.integers(1, 60), RULES)
def test_the_last_day_is_the_first_on_which_the_days_are_full(first: date, count: int, rule: Counting) -> None:
    last = last_day(CALENDAR, first, count, rule)
    assert counted(CALENDAR, first, last, rule) == count
    assert last == first or counted(CALENDAR, first, last - timedelta(days=1), rule) < count


@given(DAYS, some.integers(0, 40), some.integers(0, 40), some.integers(0, 20), RULES)
def test_a_clock_that_stood_is_made_up_for(first: date, length: int, after: int, stood: int, rule: Counting) -> None:
    last = first + timedelta(days=length)
    stop = Stop(first + timedelta(days=after), first + timedelta(days=after + stood))
    end = notice_end(CALENDAR, first, last, rule, [stop])
    assert end >= last
    assert end == last or after <= length
    running = [day for day in spread(first, end) if not stop.from_on <= day <= stop.to_on]
    plain = Counting(rule.workdays, counts_first=True)
    assert sum(not rule.workdays or CALENDAR.is_workday(day) for day in running) >= counted(CALENDAR, first, last, plain)
    assert notice_end(CALENDAR, first, last, rule) == last


def test_stops_that_overlap_are_made_up_for_once() -> None:
    first, last = date(2026, 3, 2), date(2026, 3, 13)
    stops = [Stop(date(2026, 3, 4), date(2026, 3, 5)), Stop(date(2026, 3, 5), date(2026, 3, 6))]
    assert notice_end(CALENDAR, first, last, NOTICE, stops) == date(2026, 3, 18)


def test_local_days_and_years_stand_before_the_shipped_ones() -> None:
    told = CALENDAR.amended(local={date(2026, 3, 2): False, date(2026, 3, 7): True})
    assert not told.is_workday(date(2026, 3, 2)) and told.is_workday(date(2026, 3, 7)) and CALENDAR.is_workday(date(2026, 3, 2))
    with pytest.raises(Unconfirmed):
        CALENDAR.amended(local={date(2027, 3, 2): True}).is_workday(date(2027, 3, 2))


def test_a_period_has_at_least_a_day() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        last_day(CALENDAR, date(2026, 3, 2), 0, NOTICE)
