"""日期与时段: days, months, halves of a year and 以来, with a missing year inferred from the day that the figures are of."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from xiaohao.figures.quantity import Figure

Y = r"(?:19|20)\d\d"
SHAPES = re.compile(
    rf"(?P<stamp>{Y}-\d{{1,2}}-\d{{1,2}}(?: \d{{1,2}}:\d\d(?::\d\d)?)?)"
    rf"|(?P<years>(?P<y1>{Y})年?(?:至|到|-|~|、)(?P<y2>{Y})年度?)"
    rf"|(?P<halfyear>(?:(?P<hy>{Y})年)(?P<half>上半年|下半年))"
    rf"|(?P<months>(?:(?P<my>{Y})年)?(?P<m1>\d{{1,2}})月?(?:至|到|-|~)(?P<m2>\d{{1,2}})月(?!\d{{1,2}}日)份?)"
    rf"|(?P<day>(?:(?P<dy>{Y})年)?(?P<dm>\d{{1,2}})月(?P<dd>\d{{1,2}})日)"
    rf"|(?P<month>(?:(?P<oy>{Y})年)?(?P<om>\d{{1,2}})月(?P<part>上旬|中旬|下旬|底|末|初)?份?)"
    rf"|(?P<year>(?P<yy>{Y})年(?P<yend>底|末|度)?)"
)
SINCE = re.compile(r"(?:以来|以后|起(?!诉|草|步)|至今)")
BEFORE = re.compile(r"(?:之?前|以前|内)")


def find_dates(text: str, offset: int, year: int | None) -> Iterator[Figure]:
    """Each day or period of a text. `year` stands in for one that is not printed; without it the value keeps no year and is left out."""
    for found in SHAPES.finditer(text):
        start, end = found.span()
        if start and text[start - 1] in "0123456789.-〔[第":
            continue
        value, kind = value_of(found, year)
        if value is None:
            continue
        tail = text[end : end + 4]
        qualifier = "exact"
        if SINCE.match(tail):
            value, kind, qualifier = f"{value}/..", "period", "at_least"
        elif BEFORE.match(tail) or (kind == "date" and text[max(0, start - 1) : start] == "到"):
            kind, qualifier = ("date" if kind == "date" or "/" not in value else kind), "at_most"
        yield Figure(offset + start, offset + end, text[start:end], value, None, kind, qualifier)


def value_of(found: re.Match[str], year: int | None) -> tuple[str | None, str]:
    """ISO value and kind of one match."""
    if found["stamp"]:
        y, m, d = (int(part) for part in found["stamp"].split(" ")[0].split("-"))
        return (f"{y:04d}-{m:02d}-{d:02d}" if valid(y, m, d) else None), "date"
    if found["years"]:
        return f"{found['y1']}/{found['y2']}", "period"
    if found["halfyear"]:
        return f"{found['hy']}-{'01' if found['half'] == '上半年' else '07'}/{found['hy']}-{'06' if found['half'] == '上半年' else '12'}", "period"
    if found["months"]:
        y = int(found["my"] or year or 0)
        first, last = int(found["m1"]), int(found["m2"])
        return (f"{y:04d}-{first:02d}/{y:04d}-{last:02d}" if y and 1 <= first < last <= 12 else None), "period"
    if found["day"]:
        y, m, d = int(found["dy"] or year or 0), int(found["dm"]), int(found["dd"])
        return (f"{y:04d}-{m:02d}-{d:02d}" if valid(y, m, d) else None), "date"
    if found["month"]:
        return month_value(int(found["oy"] or year or 0), int(found["om"]), found["part"])
    return (f"{found['yy']}-12-31", "date") if found["yend"] in ("底", "末") else (found["yy"], "period")


def month_value(year: int, month: int, part: str | None) -> tuple[str | None, str]:
    """A month, a third of it, or its end."""
    if not year or not 1 <= month <= 12:
        return None, "date"
    last = monthrange(year, month)[1]
    if part in ("底", "末"):
        return f"{year:04d}-{month:02d}-{last:02d}", "date"
    days = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last), "初": (1, 5)}.get(part or "")
    if days:
        return f"{year:04d}-{month:02d}-{days[0]:02d}/{year:04d}-{month:02d}-{days[1]:02d}", "date"
    return f"{year:04d}-{month:02d}", "date"


def valid(year: int, month: int, day: int) -> bool:
    """Whether such a day exists."""
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def last_day(value: str) -> str:
    """The last day that a value covers, in ISO form."""
    end = value.split("/")[-1]
    if end in ("", ".."):
        end = value.split("/")[0]
    parts = [int(part) for part in end.split("-")]
    if len(parts) == 1:
        return f"{parts[0]:04d}-12-31"
    if len(parts) == 2:
        return f"{parts[0]:04d}-{parts[1]:02d}-{monthrange(parts[0], parts[1])[1]:02d}"
    return end
