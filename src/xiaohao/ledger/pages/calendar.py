"""工作日历页的内容: a year as twelve months, each day worked or off and why; the notice that it comes from; what an office has set otherwise."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xiaohao.ledger.days.calendar import working_calendar
from xiaohao.ledger.models import CalendarDay, CalendarYear
from xiaohao.shell.templatetags.shell import WEEKDAYS
from xiaohao.workdays import Arrangement, Calendar

ANNOUNCED_BY = 11  # the month in which the arrangement of the next year is usually announced


@dataclass(frozen=True, slots=True)
class Cell:
    """一天: `tone` is work, make_up, off, weekend, or plain where nothing is announced; `holiday` names a day off; `set_here` is what an office says."""

    on: date
    tone: str
    holiday: str
    set_here: CalendarDay | None
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """一个月: weeks of seven, Monday first, with None outside of the month."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]
    workdays: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """选定的一天: how it stands and how it would be without what is set here."""

    on: date
    is_workday: bool | None  # None where the year is not announced
    holiday: str
    set_here: CalendarDay | None


@dataclass(frozen=True, slots=True)
class YearPage:
    """一年."""

    year: int
    years: tuple[int, ...]  # those that can be looked at: the known ones and the one after
    heads: tuple[str, ...]
    months: tuple[Month, ...]
    arrangement: Arrangement | None
    entered: CalendarYear | None  # by whom, where it was entered here
    changes: tuple[CalendarDay, ...]
    chosen: Chosen | None
    awaited: int | None  # the next year, once its arrangement is to be expected

    @property
    def workdays(self) -> int:
        """How many days of the year are worked."""
        return sum(one.workdays for one in self.months)

    @property
    def before(self) -> int | None:
        """The year before, where it can be looked at."""
        return self.year - 1 if self.year - 1 in self.years else None

    @property
    def after(self) -> int | None:
        """The year after, where it can be looked at."""
        return self.year + 1 if self.year + 1 in self.years else None


def year_page(year: int | None, day: date | None, today: date, lang: str) -> YearPage:
    """The year that is asked for, that of the day chosen, or this one: three statements. A year that can not be looked at becomes the nearest one."""
    calendar = working_calendar()
    known = calendar.years
    years = tuple(range(known[0], known[-1] + 2))
    shown = min(max(day.year if day else year or today.year, years[0]), years[-1])
    changes = tuple(CalendarDay.objects.filter(day__year=shown).select_related("made_by__person", "ended_by__person").order_by("day", "id"))
    here = {one.day: one for one in changes if one.ended_at is None}
    entered = CalendarYear.objects.filter(year=shown, ended_at__isnull=True).select_related("made_by__person").first()
    is_known = shown in known
    return YearPage(
        year=shown, years=years, heads=tuple(WEEKDAYS[lang]), months=months(calendar, shown, here, today, lang) if is_known else (),
        arrangement=calendar.arrangement(shown) if is_known else None, entered=entered, changes=changes,
        chosen=chosen(calendar, day, here, lang) if day else None,
        awaited=today.year + 1 if today.month >= ANNOUNCED_BY and today.year + 1 not in known else None,
    )  # fmt: skip


def months(calendar: Calendar, year: int, here: Mapping[date, CalendarDay], today: date, lang: str) -> tuple[Month, ...]:
    """The twelve months."""
    return tuple(month(calendar, date(year, one, 1), here, today, lang) for one in range(1, 13))


def month(calendar: Calendar, first: date, here: Mapping[date, CalendarDay], today: date, lang: str) -> Month:
    """One month in weeks."""
    days = [first + timedelta(days=n) for n in range(monthrange(first.year, first.month)[1])]
    cells = [Cell(day, tone(calendar, day), holiday(calendar, day, lang), here.get(day), day == today) for day in days]
    return Month(first, weeks(cells), sum(calendar.is_workday(day) for day in days))


def weeks(cells: Sequence[Cell]) -> tuple[tuple[Cell | None, ...], ...]:
    """The days of a month in rows from Monday to Sunday."""
    row: list[Cell | None] = [None] * cells[0].on.weekday() + list(cells)
    row += [None] * (-len(row) % 7)
    return tuple(tuple(row[at : at + 7]) for at in range(0, len(row), 7))


def tone(calendar: Calendar, day: date) -> str:
    """The word of the stylesheet; what an office has set counts as what it is."""
    is_weekend = day.weekday() > 4
    if calendar.is_workday(day):
        return "make_up" if is_weekend else "work"
    return "weekend" if is_weekend and calendar.rest(day) is None else "off"


def holiday(calendar: Calendar, day: date, lang: str) -> str:
    """The holiday that a day off belongs to."""
    found = calendar.rest(day)
    return "" if found is None else found.name_en if lang == "en" else found.name_zh


def chosen(calendar: Calendar, day: date, here: Mapping[date, CalendarDay], lang: str) -> Chosen:
    """How one day stands."""
    return Chosen(day, calendar.is_workday(day) if calendar.confirms(day) else None, holiday(calendar, day, lang), here.get(day))

