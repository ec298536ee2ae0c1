"""时限: how an item stands to its deadlines on a day, in working days. Derived at reading time, never stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from xiaohao.lifecycle import Completion, Stage
from xiaohao.workdays import Calendar

NEAR = 10  # working days left at which a deadline is near
LEFT = (Stage.STRUCK_OFF, Stage.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Clock:
    """时钟: one deadline seen from one day. `days` are working days left, or late where negative; None where they cannot be counted."""

    due_on: date | None
    days: int | None
    calendar_days: int
    tone: str  # none, calm, near, late; done once verified; kept, missed once the item has left the ledger; whole where the parts answer

    @property
    def late(self) -> int:
        """Working days late; days by the calendar where the holidays are not announced."""
        return -(self.calendar_days if self.days is None else self.days)


def clock(due_on: date | None, day: date, calendar: Calendar, stage: Stage = Stage.OPEN, struck_off_on: date | None = None) -> Clock:
    """The deadline as it looks on the day by the installation's calendar; for what has left the ledger, as it looked when it left."""
    if due_on is None:
        return Clock(None, None, 0, "none")
    gone = stage in LEFT
    seen = struck_off_on or day if gone else day
    days = calendar.between(seen, due_on, counting_first=False) if calendar.confirms(seen, due_on) else None
    return Clock(due_on, days, (due_on - seen).days, tone(due_on, seen, days, gone=gone))


def lamp(
    due_on: date | None, day: date, calendar: Calendar, stage: str, completion: str, struck_off_on: date | None = None, *, has_parts: bool = False,
) -> Clock:  # fmt: skip
    """灯: how an item stands to a deadline, the same on every page and for programs.

    What is verified waits only for its strike-off and is never late (`done`); where the parts answer, the number itself is never late either
    (`whole`). `queries.running` is the same rule as a question to the tables.
    """
    seen = clock(due_on, day, calendar, Stage(stage), struck_off_on)
    if due_on is not None and has_parts:
        return replace(seen, tone="whole")
    is_done = completion == Completion.COMPLETED and stage not in LEFT
    return replace(seen, tone="done") if is_done else seen


def tone(due_on: date, seen: date, days: int | None, *, gone: bool) -> str:
    """The word of the stylesheet."""
    if due_on < seen:
        return "missed" if gone else "late"
    if gone:
        return "kept"
    return "near" if (days if days is not None else (due_on - seen).days) <= NEAR else "calm"
