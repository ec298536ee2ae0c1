"""工作日: which days are working days in China.

Knows holidays and make-up working days as the State Council arranged them, year by year. Never knows what a deadline is for.
Doors: `Calendar` with `load`, `confirms`, `is_workday`, `add`, `between`, `last_before`, `rest`, `arrangement`; `Unconfirmed`.
"""

from xiaohao.workdays.calendar import Arrangement, Calendar, Rest, Unconfirmed

__all__ = ["Arrangement", "Calendar", "Rest", "Unconfirmed"]
