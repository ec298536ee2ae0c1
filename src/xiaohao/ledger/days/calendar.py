"""本机工作日历: the shipped arrangements, with the years and the days that this installation entered itself. One door changes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast
from django.utils import timezone

from xiaohao.ledger.models import CalendarDay, CalendarYear
from xiaohao.lifecycle import Refused
from xiaohao.people import queries as people
from xiaohao.people.models import User
from xiaohao.workdays import Arrangement, Calendar, arrangement_of


@cache
def shipped() -> Calendar:
    """The calendar that comes with the product."""
    return Calendar.load()


def working_calendar() -> Calendar:
    """The calendar of this installation: one query."""
    days = CalendarDay.objects.filter(ended_at__isnull=True).order_by().values_list(Cast("day", CharField()), "is_workday", Value(""))
    years = CalendarYear.objects.order_by().annotate(yes=Value(value=True)).values_list(Cast("year", CharField()), F("yes"), "text")
    local, added = {}, []
    for key, is_workday, text in days.union(years, all=True):
        if text:
            added.append(arrangement_of(int(key), text))
        else:
            local[date.fromisoformat(key)] = bool(is_workday)
    return shipped().amended(added, local) if local or added else shipped()


def set_day(day: date, *, is_workday: bool, reason: str, by: User, now: datetime) -> CalendarDay:
    """Say that a day is worked or off here. Raises Refused: not_office, missing, unconfirmed, day_as_it_is."""
    with transaction.atomic():
        refuse_strangers(by, now)
        if not reason.strip():
            raise Refused("missing", need="reason", move="set_day")
        calendar = working_calendar()
        if not calendar.confirms(day):
            raise Refused("unconfirmed", year=day.year)
        if calendar.is_workday(day) == is_workday:
            raise Refused("day_as_it_is", day=day)
        CalendarDay.objects.filter(day=day, ended_at__isnull=True).update(ended_at=now, ended_by=by)
        return CalendarDay.objects.create(day=day, is_workday=is_workday, reason=reason.strip()[:200], made_by=by, made_at=now)


def take_back(day: date, *, by: User, now: datetime) -> None:
    """Let a day be again as the arrangement says. Raises Refused: not_office, day_not_set."""
    with transaction.atomic():
        refuse_strangers(by, now)
        if not CalendarDay.objects.filter(day=day, ended_at__isnull=True).update(ended_at=now, ended_by=by):
            raise Refused("day_not_set", day=day)


def add_year(year: int, text: str, *, by: User, now: datetime) -> Arrangement:
    """Enter a year's arrangement, from the text of a file like those in `workdays/years`. Raises Refused: not_office, year_known, not_an_arrangement."""
    with transaction.atomic():
        refuse_strangers(by, now)
        if year in working_calendar().years:
            raise Refused("year_known", year=year)
        made = read(year, text)
        CalendarYear.objects.create(year=year, text=text, made_by=by, made_at=now)
        return made


def read(year: int, text: str) -> Arrangement:
    """The arrangement that a text holds. Raises Refused(not_an_arrangement)."""
    try:
        return arrangement_of(year, text)
    except (KeyError, TypeError, ValueError) as fault:
        raise Refused("not_an_arrangement", year=year, fault=str(fault)[:120]) from None


def refuse_strangers(by: User, now: datetime) -> None:
    """The calendar is changed by offices and administrators."""
    if not people.may_edit(by, timezone.localdate(now)):
        raise Refused("not_office")


def changes() -> Iterable[CalendarDay]:
    """Every day that was ever set here, newest first, with who did it."""
    return CalendarDay.objects.select_related("made_by__person", "ended_by__person").order_by("-made_at", "-id")
