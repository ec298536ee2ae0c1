"""数出来的日子: days counted by a calendar, for the rules and lists that read them in a text."""

from __future__ import annotations

from datetime import date
from functools import cache

from xiaohao.workdays import Calendar, Counting, Unconfirmed, last_day

WORKING = frozenset(("个工作日", "工作日"))
MOST = 400


@cache
def shipped() -> Calendar:
    """The official working days, read once."""
    return Calendar.load()


def day_counted(calendar: Calendar, first: date, count: int) -> str | None:
    """The day on which so many working days after `first` are full, which itself does not count; None beyond the announced years."""
    if not 0 < count <= MOST:
        return None
    try:
        return last_day(calendar, first, count, Counting()).isoformat()
    except Unconfirmed:
        return None
