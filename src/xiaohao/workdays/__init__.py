"""工作日: which days are working days in China, and how days are counted.

Knows holidays and make-up working days as the State Council arranged them, year by year, and what an installation says otherwise. Never knows what
a deadline is for. Doors: `Calendar` with `load`, `amended`, `confirms`, `is_workday`, `add`, `between`, `last_before`, `rest`, `arrangement`;
`Unconfirmed`; of notices of holidays `announced`, `written`, `Unclear`; `Counting`, `counted`, `last_day`; of public notices `notice_period`, `notice_end`, `Stop`.
"""

from xiaohao.workdays.announced import Unclear, announced, written
from xiaohao.workdays.calendar import Arrangement, Calendar, Rest, Unconfirmed, arrangement_of
from xiaohao.workdays.counting import Counting, NoticePeriod, Stop, counted, last_day, notice_end, notice_period

__all__ = [
    "Arrangement", "Calendar", "Counting", "NoticePeriod", "Rest", "Stop", "Unclear", "Unconfirmed", "announced", "arrangement_of", "counted", "last_day",
    "notice_end", "notice_period", "written",
]  # fmt: skip
