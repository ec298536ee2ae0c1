"""英文日期: deadlines as English lists print them, and the last day that each allows."""

from __future__ import annotations

import re
from calendar import monthrange

from xiaohao.notice.rules.dates import iso

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAME = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
LEAD = r"(?:no later than|on or before|by|until|due|(?:by )?(?:the )?end(?: of)?|revised:?)?\s*"
SHAPES = tuple(re.compile(rf"{LEAD}{shape}", re.IGNORECASE) for shape in (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{NAME}[\s,-]+{YEAR}",  # 31 December 2024
    rf"{NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{YEAR}",  # December 31, 2024
    rf"{NAME}[\s,-]+{YEAR}",  # December 2024
    rf"(?:Q(?P<quarter>[1-4])|(?P<nth>first|second|third|fourth) quarter(?: of)?)[\s,/-]*{YEAR}",  # Q4 2024
    rf"{YEAR}[\s,/-]*Q(?P<quarter>[1-4])",
    rf"(?P<one>\d{{1,2}})[/.](?P<two>\d{{1,2}})[/.]{YEAR}",  # 31/12/2024, where only one reading is a day
    rf"(?:year[\s-]?end |end of )?{YEAR}",
))  # fmt: skip
NTH = ("first", "second", "third", "fourth")


def english_deadline(words: str) -> str | None:
    """The last day that English words allow, in ISO form; None where they are no day or open to two readings (03/04/2025)."""
    found = next((match for shape in SHAPES if (match := shape.fullmatch(words.strip(" .")))), None)
    if found is None:
        return None
    group, year = found.groupdict(), int(found["year"])
    if group.get("one"):
        one, two = int(found["one"]), int(found["two"])
        if one <= 12 and two <= 12 and one != two:
            return None
        return iso(year, two, one) if one > 12 or one == two else iso(year, one, two)
    if group.get("quarter") or group.get("nth"):
        quarter = int(group["quarter"]) if group.get("quarter") else NTH.index(found["nth"].lower()) + 1
        return iso(year, 3 * quarter, monthrange(year, 3 * quarter)[1])
    if not group.get("month"):
        return f"{year}-12-31"
    month = MONTHS.index(found["month"][:3].lower()) + 1
    return iso(year, month, int(group["day"]) if group.get("day") else monthrange(year, month)[1])
