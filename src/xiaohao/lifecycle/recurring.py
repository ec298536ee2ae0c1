"""定期报告: when the next report of a continuing item falls due."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from xiaohao.lifecycle.terms import Cadence

MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF_YEAR: 6, Cadence.YEAR: 12}


def following(due_on: date | None, every: Cadence | None, reported_on: date) -> date | None:
    """The next day on which a report is due after one was made on a day: the first of the series that lies after it.

    A report settles the period in which it is made: one that comes before that period has begun moves nothing, so that two reports of one
    quarter do not settle the next; one that comes late settles each day of the series that has gone by. Without a cadence nothing falls due.
    """
    if due_on is None or every is None or reported_on <= months_later(due_on, -MONTHS[every]):
        return due_on
    steps = 1
    while (coming := months_later(due_on, steps * MONTHS[every])) <= reported_on:
        steps += 1
    return coming


def months_later(day: date, months: int) -> date:
    """The same day so many months later; of a month's last day, the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))
