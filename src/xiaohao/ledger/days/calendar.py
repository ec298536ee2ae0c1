"""本机工作日历: the shipped arrangements, with the years and the days that this installation entered itself. One door changes them."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache

from django.db import IntegrityError, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast
from django.utils import timezone

from xiaohao.ledger.models import CalendarDay, CalendarYear
from xiaohao.lifecycle import Refused
from xiaohao.people import queries as people
from xiaohao.people.models import User
from xiaohao.workdays import Arrangement, Calendar, Unclear, announced, arrangement_of, written


@cache
def shipped() -> Calendar:
    """The calendar that comes with the product."""
    return Calendar.load()


@lru_cache(maxsize=16)
def kept(year: int, text: str) -> Arrangement:
    """The arrangement of a year that was entered here, read once for each text."""
    return arrangement_of(year, text)


def working_calendar() -> Calendar:
    """The calendar of this installation: one query."""
    days = CalendarDay.objects.filter(ended_at__isnull=True).order_by().values_list(Cast("day", CharField()), "is_workday", Value(""))
    years = CalendarYear.objects.filter(ended_at__isnull=True).order_by().annotate(yes=Value(value=True)).values_list(Cast("year", CharField()), F("yes"), "text")
    local, added = {}, []
    for key, is_workday, text in days.union(years, all=True):
        if text:
            added.append(kept(int(key), text))
        else:
            local[date.fromisoformat(key)] = bool(is_workday)
    return shipped().amended(added, local) if local or added else shipped()


def set_day(day: date, *, is_workday: bool, reason: str, by: User, now: datetime) -> CalendarDay:
    """Say that a day is worked or off here. Raises Refused: calendar_not_yours, calendar_reason, unconfirmed, day_as_it_is, day_set_here."""
    refuse_strangers(by, now)
    if not reason.strip():
        raise Refused("calendar_reason", day=day)
    calendar = working_calendar()
    if not calendar.confirms(day):
        raise Refused("unconfirmed", year=day.year)
    if calendar.is_workday(day) == is_workday:
        raise Refused("day_as_it_is", day=day)
    try:
        with transaction.atomic():
            return CalendarDay.objects.create(day=day, is_workday=is_workday, reason=reason.strip()[:200], made_by=by, made_at=now)
    except IntegrityError:  # a setting stands, perhaps of this very moment by somebody else
        raise Refused("day_set_here", day=day) from None


def take_back(day: date, *, by: User, now: datetime) -> date:
    """Let a day be again as the arrangement says; the day. Raises Refused: calendar_not_yours, day_not_set."""
    refuse_strangers(by, now)
    if not CalendarDay.objects.filter(day=day, ended_at__isnull=True).update(ended_at=now, ended_by=by):
        raise Refused("day_not_set", day=day)
    return day


def add_year(text: str, *, by: User, now: datetime) -> CalendarYear:
    """Enter a year's arrangement, from the words of its notice or a file like those in `workdays/years`. Raises Refused: calendar_not_yours, year_known, not_an_arrangement."""
    refuse_strangers(by, now)
    made = understood(text)
    try:
        with transaction.atomic():
            return CalendarYear.objects.create(year=made.year, text=written(made), made_by=by, made_at=now)
    except IntegrityError:  # of this very moment, by somebody else
        raise Refused("year_known", year=made.year) from None


def take_back_year(year: int, *, by: User, now: datetime) -> int:
    """Let a year that was entered here be unknown again; the year. Raises Refused: calendar_not_yours, year_not_entered."""
    refuse_strangers(by, now)
    if not CalendarYear.objects.filter(year=year, ended_at__isnull=True).update(ended_at=now, ended_by=by):
        raise Refused("year_not_entered", year=year)
    return year


def understood(text: str) -> Arrangement:
    """The arrangement that a text announces, of a year that the calendar lacks. Raises Refused: not_an_arrangement, year_known."""
    try:
        made = announced(text)
    except Unclear as fault:
        raise Refused("not_an_arrangement", fault=fault) from None
    if made.year in working_calendar().years:
        raise Refused("year_known", year=made.year)
    return made


def refuse_strangers(by: User, now: datetime) -> None:
    """The calendar is changed by offices and administrators."""
    if not people.may_edit(by, timezone.localdate(now)):
        raise Refused("calendar_not_yours")
