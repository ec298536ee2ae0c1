"""工作日: the State Council's own arrangements, make-up days included, and no guess at a year that nobody has arranged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xiaohao.workdays import Calendar, Unconfirmed

CALENDAR = Calendar.load()
DAYS = some.dates(date(2018, 3, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("first", "last", "counted"),
    [
        (date(2024, 9, 29), date(2024, 10, 9), 4),  # a notice called this "10 working days"
        (date(2025, 1, 21), date(2025, 2, 8), 10),  # only because two weekend days were worked
        (date(2021, 10, 1), date(2021, 10, 7), 0),
        (date(2023, 1, 28), date(2023, 1, 29), 2),  # a weekend, both days worked
        (date(2026, 2, 14), date(2026, 2, 28), 6),
    ],
)
def test_known_spans_have_their_working_days(first: date, last: date, counted: int) -> None:
    assert CALENDAR.between(first, last) == counted


@pytest.mark.parametrize(
    ("year", "workdays"), [(2018, 250), (2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)]
)
def test_a_year_has_as_many_working_days_as_was_arranged(year: int, workdays: int) -> None:
    assert CALENDAR.between(date(year, 1, 1), date(year, 12, 31)) == workdays


@pytest.mark.parametrize("year", range(2018, 2027))
def test_each_year_names_the_notice_it_comes_from(year: int) -> None:
    told = CALENDAR.arrangement(year)
    assert told.title == f"国务院办公厅关于{year}年部分节假日安排的通知"
    assert told.number.startswith(f"国办发明电〔{year - 1}〕")
    assert told.issued_on.year == year - 1
    assert {rest.name_zh for rest in told.rests} >= {"元旦", "春节", "清明节", "劳动节", "端午节"}


def test_a_year_that_nobody_has_arranged_is_unconfirmed() -> None:
    with pytest.raises(Unconfirmed) as told:
        CALENDAR.is_workday(date(2027, 3, 2))
    assert (told.value.code, told.value.facts) == ("unconfirmed", {"year": 2027})
    with pytest.raises(Unconfirmed):
        CALENDAR.add(date(2026, 12, 30), 5)
    with pytest.raises(Unconfirmed):
        CALENDAR.between(date(2026, 12, 30), date(2027, 1, 4))
    with pytest.raises(Unconfirmed):
        CALENDAR.arrangement(2027)


def test_one_can_ask_first_whether_days_are_confirmed() -> None:
    assert CALENDAR.confirms(date(2018, 1, 1), date(2026, 12, 31))
    assert not CALENDAR.confirms(date(2026, 12, 31), date(2027, 1, 1))
    assert not CALENDAR.confirms(date(2017, 12, 31))


def test_only_the_years_asked_for_are_loaded() -> None:
    calendar = Calendar.load([2024, 2031])
    assert calendar.years == (2024,)
    with pytest.raises(Unconfirmed):
        calendar.is_workday(date(2025, 1, 2))


def test_leave_at_the_end_of_december_comes_from_the_next_notice() -> None:
    assert CALENDAR.rest(date(2022, 12, 31)) is CALENDAR.arrangement(2023).rests[0]


def test_a_day_off_says_which_holiday_it_is() -> None:
    rest = CALENDAR.rest(date(2025, 10, 6))
    assert rest is not None
    assert (rest.name_zh, rest.name_en) == ("国庆节、中秋节", "National Day and Mid-Autumn Festival")
    assert CALENDAR.rest(date(2025, 10, 9)) is None


def test_the_last_working_day_before_a_holiday_is_found() -> None:
    assert CALENDAR.last_before(date(2024, 10, 1)) == date(2024, 9, 30)
    assert CALENDAR.last_before(date(2025, 2, 1)) == date(2025, 1, 27)


def test_the_day_a_period_begins_on_does_not_count() -> None:
    assert CALENDAR.add(date(2024, 9, 30), 1) == date(2024, 10, 8)
    assert CALENDAR.between(date(2024, 9, 30), date(2024, 10, 8), counting_first=False) == 1


def test_days_gone_by_since_a_deadline_are_negative() -> None:
    assert CALENDAR.between(date(2026, 3, 12), date(2026, 3, 10)) == -2


@given(DAYS, some.integers(1, 60))
def test_adding_and_counting_agree(day: date, count: int) -> None:
    reached = CALENDAR.add(day, count)
    assert CALENDAR.is_workday(reached)
    assert CALENDAR.between(day, reached, counting_first=False) == count
    assert CALENDAR.add(reached, -count) == (day if CALENDAR.is_workday(day) else CALENDAR.last_before(day))


@given(DAYS, DAYS, DAYS)
def test_counting_in_two_parts_makes_the_whole(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    parts = CALENDAR.between(first, middle) + CALENDAR.between(middle, last, counting_first=False)
    assert parts == CALENDAR.between(first, last)


def test_every_make_up_day_is_a_weekend_day_that_is_worked() -> None:
    for year in CALENDAR.years:
        for rest in CALENDAR.arrangement(year).rests:
            assert all(day.weekday() >= 5 and CALENDAR.is_workday(day) for day in rest.make_up_on)
            assert not any(CALENDAR.is_workday(day) for day in rest.days)


def test_an_office_may_keep_a_year_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(
        'title = "示例安排"\nnumber = "示例〔2026〕1号"\nissued_on = 2026-11-01\n[[rests]]\nname_zh = "元旦"\nname_en = "New Year"\n'
        "from_on = 2027-01-01\nto_on = 2027-01-03\nmake_up_on = [2027-01-09]\n",
        "utf-8",
    )
    calendar = Calendar.load(folder=tmp_path)
    assert calendar.between(date(2027, 1, 1), date(2027, 1, 10)) == 6


def test_a_file_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(
        'title = "示例"\nnumber = "示"\nissued_on = 2026-11-01\n[[rests]]\nname_zh = "元旦"\nname_en = "New Year"\n'
        "from_on = 2027-01-01\nto_on = 2027-01-03\nmake_up_on = [2027-01-03]\n",
        "utf-8",
    )
    with pytest.raises(ValueError, match="make-up"):
        Calendar.load(folder=tmp_path)


