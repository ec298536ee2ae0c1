"""算天数: what the law asks of the calendar, counted for one item: days to its deadline, days of a notice, the day on which a notice ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from xiaohao.lifecycle import Counted, Course, Rules, State, TimeRule, TimeUnit, months_later
from xiaohao.workdays import Calendar, Counting, Stop, Unconfirmed, counted, last_day, notice_end

Found = TypeVar("Found")


def counting(rule: TimeRule) -> Counting:
    """How a time rule counts."""
    return Counting(workdays=rule.unit is TimeUnit.WORKDAY, counts_first=rule.counts_first)


def about(rules: Rules, state: State | None, course: Course, today: date, calendar: Calendar, given: Mapping[str, object] | None = None) -> Counted:
    """All that can be counted before a move; where a year is not announced, that is named instead."""
    unconfirmed: dict[str, int] = {}

    def tried(key: str, count: Callable[[], Found | None]) -> Found | None:
        try:
            return count()
        except Unconfirmed as unknown:
            unconfirmed[key] = int(str(unknown.facts["year"]))
            return None

    return Counted(
        to_due=tried("to_due", lambda: to_due(rules, state, today, calendar)), notice=tried("notice", lambda: of_notice(rules, calendar, given)),
        notice_ends_on=tried("notice_ends_on", lambda: ends_on(rules, course, today, calendar)), unconfirmed=unconfirmed,
    )  # fmt: skip


def full(calendar: Calendar, day: date, rule: TimeRule) -> date:
    """The day on which the rule's days or months after a day are full. Raises Unconfirmed."""
    return months_later(day, rule.count) if rule.unit is TimeUnit.MONTH else last_day(calendar, day, rule.count, counting(rule))


def to_due(rules: Rules, state: State | None, today: date, calendar: Calendar) -> int | None:
    """From today, which does not count, to the deadline, in the unit of the extension's rule."""
    rule = rules.time("extension_ahead")
    if rule is None or state is None or state.due_on is None:
        return None
    if state.due_on < today:
        return -1
    return counted(calendar, today, state.due_on, Counting(rule.unit is TimeUnit.WORKDAY, counts_first=False))


def of_notice(rules: Rules, calendar: Calendar, given: Mapping[str, object] | None) -> int | None:
    """The days that a notice is given."""
    rule, first, last = rules.time("notice"), (given or {}).get("first_on"), (given or {}).get("last_on")
    if rule is None or not isinstance(first, date) or not isinstance(last, date) or last < first:
        return None
    return counted(calendar, first, last, counting(rule))


def ends_on(rules: Rules, course: Course, today: date, calendar: Calendar) -> date | None:
    """The last day of the notice that runs. The clock stands from the day of an objection until it is answered; until today, where it is not."""
    notice, rule = course.notice, rules.time("notice")
    if notice is None or rule is None:
        return None
    stops = [Stop(one.on, (one.answered_on or today) - timedelta(days=1)) for one in notice.objections]
    return notice_end(calendar, notice.first_on, notice.last_on, counting(rule), stops)
