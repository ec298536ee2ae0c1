"""数日子: days from one to another by a rule, and the last day of a public notice whose clock may have stood. Below the calendar's days off nothing is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from xiaohao.workdays.calendar import ONE_DAY, Calendar


@dataclass(frozen=True, slots=True)
class Counting:
    """计日规则: working days or calendar days, and whether the first day counts.

    A public notice counts the day on which it appears as its first; a period that begins with an act does not count that day (Civil Code,
    article 201).
    """

    workdays: bool = True
    counts_first: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """停表: days on which the clock of a notice stands, both included; an unanswered objection stops it."""

    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    """公示期: what a notice claims beside what the calendar gives. `ends_on` is its last day once the clock's standing is made up for."""

    first_on: date
    last_on: date
    counted: int
    wanted: int
    ends_on: date

    @property
    def is_long_enough(self) -> bool:
        """Whether it is as long as it has to be."""
        return self.counted >= self.wanted


def counted(calendar: Calendar, first: date, last: date, rule: Counting) -> int:
    """How many days lie from the first to the last, the last counted; negative where the last has gone by. Raises Unconfirmed."""
    if rule.workdays:
        return calendar.between(first, last, counting_first=rule.counts_first)
    if last < first:
        return -counted(calendar, last, first, Counting(workdays=False))
    return (last - first).days + rule.counts_first


def last_day(calendar: Calendar, first: date, count: int, rule: Counting) -> date:
    """The day on which so many days are full, by the rule; `first` itself where one day is asked and it counts. Raises Unconfirmed, ValueError below one."""
    if count < 1:
        raise ValueError("a period has at least one day")
    day, left = first, count - (rule.counts_first and counts(calendar, first, rule))
    while left:
        day += ONE_DAY
        left -= counts(calendar, day, rule)
    return day


def counts(calendar: Calendar, day: date, rule: Counting) -> bool:
    """Whether the day is one of those that are counted. Raises Unconfirmed."""
    return not rule.workdays or calendar.is_workday(day)


def notice_end(calendar: Calendar, first: date, last: date, rule: Counting, stops: Iterable[Stop] = ()) -> date:
    """The last day of a notice from `first` to `last` once each counted day on which its clock stood is made up for. Raises Unconfirmed.

    Days of several stops that overlap are made up for once; days outside of the period stop nothing, but those that were added can be stopped again.
    """
    stood = {day for stop in stops for day in days(stop.from_on, stop.to_on)}
    left = sum(counts(calendar, day, rule) for day in days(first, last))
    day = first
    while True:
        left -= counts(calendar, day, rule) and day not in stood
        if left <= 0 and day >= last:
            return day
        day += ONE_DAY


def days(first: date, last: date) -> Iterable[date]:
    """The days from the first to the last, both included; none where the last is before the first."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def notice_period(calendar: Calendar, first: date, last: date, wanted: int, rule: Counting, stops: Iterable[Stop] = ()) -> NoticePeriod:
    """A notice as it was announced, beside what the calendar makes of it. Raises Unconfirmed."""
    return NoticePeriod(first, last, counted(calendar, first, last, rule), wanted, notice_end(calendar, first, last, rule, stops))
