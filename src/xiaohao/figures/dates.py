"""日期与时段: days, months, halves and quarters of a year, plans of five years, and 以来; a year that is not printed is inferred and said so."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from xiaohao.figures.quantity import Seen

Y = r"(?:19|20)\d\d"
SHAPES = re.compile(
    rf"(?P<stamp>(?P<sy>{Y})[-/.](?P<sm>\d{{1,2}})[-/.](?P<sd>\d{{1,2}})(?!\d)(?: \d{{1,2}}:\d\d(?::\d\d)?)?)"
    rf"|(?P<years>(?P<y1>{Y})年?(?:至|到|-|~|—|–|、)(?P<y2>{Y})年度?)"
    rf"|(?P<halfyear>(?P<hy>{Y})年(?P<half>上|下)半年)"
    rf"|(?P<quarter>(?P<qy>{Y})年第?(?P<q>[一二三四1-4])季度)"
    rf"|(?P<months>(?:(?P<my>{Y})年)?(?P<m1>\d{{1,2}})月?(?:至|到|-|~|—|–)(?P<m2>\d{{1,2}})月(?!\d{{1,2}}日)份?)"
    rf"|(?P<day>(?:(?P<dy>{Y})年)?(?P<dm>\d{{1,2}})月(?P<dd>\d{{1,2}})日)"
    rf"|(?P<month>(?:(?P<oy>{Y})年)?(?P<om>\d{{1,2}})月(?P<part>上旬|中旬|下旬|底|末|初)?份?)"
    rf"|(?P<year>(?P<yy>{Y})年(?!级)(?:(?P<yend>年?[底末])|度)?)"
)
# What is said without digits: its first character is what the search runs on.
SAID = re.compile(
    r"[今本去明当年上下全一二三四十](?:"
    r"(?<=[今本去明当])年(?:(?P<end1>年?[底末])|(?P<half1>[上下])半年|第?(?P<q1>[一二三四])季度|(?P<in1>内))"
    r"|(?<=年)(?P<end2>[底末])|(?<=年)(?P<in2>内)"
    r"|(?<=[上下])(?P<half2>半年)|(?<=全)(?P<all>年)|(?<=[一二三四])(?P<q2>季度)|(?<=十)(?P<plan>[一二三四五六]五)(?=[”\"规时期]))"
)
SINCE = re.compile(r"(?:以来|以后|起(?!诉|草|步|重)|至今)")
RANGED = re.compile(rf"(?P<y>{Y})年(?P<m>\d{{1,2}})月\d{{1,2}}日[至到~—–-]$")  # 2024年9月29日至10月9日
BEFORE = re.compile(r"(?:之?前|以前|内)")
AHEAD = re.compile(r"预计|计划|力争|争取|拟|将|确保|时限|期限|前[^,;。]{0,6}完成")
NOT_A_DATE = frozenset("0123456789.-〔[第/")
EVERY = frozenset("年每历同次近多周头隔往几数半大小两0123456789一二三四五六七八九十百〇零")  # 每年年底, 三年内: no day of one year
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
PLANS = {"一五": 2006, "二五": 2011, "三五": 2016, "四五": 2021, "五五": 2026, "六五": 2031}
FAR = 6  # months; a month so far behind the day of the figures that is still to come is one of the next year


@dataclass(frozen=True, slots=True)
class Today:
    """推定依据: the year, and the month where it is known, from which one that is not printed is inferred."""

    year: int
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What one shape says: ISO value, kind, whether the year was inferred."""

    value: str
    kind: str = "date"
    inferred: bool = False


def date_at(flat: str, start: int, today: Today | None, *, after_mark: bool = False) -> Seen | None:
    """The day or period that begins at a digit, or None. `after_mark`: a heading's number and its stop stand right before."""
    if start and not after_mark and flat[start - 1] in NOT_A_DATE:
        return None
    found = SHAPES.match(flat, start)
    if found is None:
        return None
    end = found.end()
    read = printed(found, today, flat[max(0, start - 12) : start], flat[end : end + 10])
    return None if read is None else qualified(flat, start, end, read)


def date_said(flat: str, found: re.Match[str], today: Today | None) -> Seen | None:
    """The day or period that is said without digits, or None."""
    start, end = found.span()
    if found["plan"]:
        first = PLANS[found["plan"]]
        return Seen(start, end, f"{first}/{first + 4}", None, "period")
    if today is None or (start and flat[start - 1] in EVERY):
        return None
    shift = {"去": -1, "明": 1}.get(flat[start], 0)
    year = today.year + shift
    half, quarter = found["half1"] or (flat[start] if found["half2"] else None), found["q1"] or (flat[start] if found["q2"] else None)
    if found["end1"] or found["end2"] or found["in1"] or found["in2"]:
        read = Read(f"{year:04d}-12-31", "date", True)
        made = qualified(flat, start, end, read)
        return at_most(made) if found["in1"] or found["in2"] else made
    if half:
        return qualified(flat, start, end, Read(half_of(year, half), "period", True))
    if quarter:
        return qualified(flat, start, end, Read(quarter_of(year, QUARTERS[quarter]), "period", True))
    return qualified(flat, start, end, Read(f"{year:04d}", "period", True))


def qualified(flat: str, start: int, end: int, read: Read) -> Seen:
    """The figure with what the words around it make of it: 以来 opens it, 前 makes it a limit."""
    value, kind, qualifier = read.value, read.kind, "exact"
    tail = flat[end : end + 4]
    until = flat[max(0, start - 1) : start] == "到"
    if SINCE.match(tail):
        value, kind, qualifier = f"{value}/..", "period", "at_least"
    elif BEFORE.match(tail):
        kind, qualifier = ("date" if "/" not in value else kind), "at_most"
    elif until and "/" not in value:
        kind, qualifier = "date", "at_most"
    return Seen(start, end, value, None, kind, qualifier, None, read.inferred)


def at_most(one: Seen) -> Seen:
    """年内: not later than its end."""
    return one._replace(qualifier="at_most")


def printed(found: re.Match[str], today: Today | None, before: str, after: str) -> Read | None:
    """ISO value and kind of one match."""
    if found["stamp"]:
        y, m, d = int(found["sy"]), int(found["sm"]), int(found["sd"])
        return Read(f"{y:04d}-{m:02d}-{d:02d}") if valid(y, m, d) else None
    if found["years"]:
        return Read(f"{found['y1']}/{found['y2']}", "period") if found["y1"] < found["y2"] else None
    if found["halfyear"]:
        return Read(half_of(int(found["hy"]), found["half"]), "period")
    if found["quarter"]:
        return Read(quarter_of(int(found["qy"]), QUARTERS[found["q"]]), "period")
    if found["year"]:
        return Read(f"{found['yy']}-12-31") if found["yend"] else Read(found["yy"], "period")
    own = found["my"] or found["dy"] or found["oy"]
    month = int(found["m1"] or found["dm"] or found["om"])
    year = int(own) if own else inferred_year(month, today, before, after, is_day=bool(found["day"]))
    if year is None:
        return None
    if found["months"]:
        last = int(found["m2"])
        return Read(f"{year:04d}-{month:02d}/{year:04d}-{last:02d}", "period", not own) if 1 <= month < last <= 12 else None
    if found["day"]:
        day = int(found["dd"])
        return Read(f"{year:04d}-{month:02d}-{day:02d}", "date", not own) if valid(year, month, day) else None
    value = month_value(year, month, found["part"])
    return None if value is None else Read(value, "date", not own)


def inferred_year(month: int, today: Today | None, before: str, after: str, *, is_day: bool) -> int | None:
    """The year of the figures' day; the next one for what is to come and would lie far behind, the one before for a day told that lies far ahead."""
    ranged = is_day and RANGED.search(before)
    if ranged:
        return int(ranged["y"]) + (month < int(ranged["m"]))
    if today is None:
        return None
    for word, shift in (("去年", -1), ("上年", -1), ("明年", 1)):
        if before.endswith(word):
            return today.year + shift
    if today.month is None or before.endswith(("今年", "本年", "当年")):
        return today.year
    ahead = AHEAD.search(before) or AHEAD.search(after) or BEFORE.match(after)
    if ahead and month + FAR <= today.month:
        return today.year + 1
    if is_day and not ahead and month >= today.month + FAR:
        return today.year - 1
    return today.year


def half_of(year: int, half: str) -> str:
    """The months of a half year."""
    return f"{year:04d}-01/{year:04d}-06" if half.startswith("上") else f"{year:04d}-07/{year:04d}-12"


def quarter_of(year: int, quarter: int) -> str:
    """The months of a quarter."""
    return f"{year:04d}-{3 * quarter - 2:02d}/{year:04d}-{3 * quarter:02d}"


def month_value(year: int, month: int, part: str | None) -> str | None:
    """A month, a third of it, or its end."""
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if part in ("底", "末"):
        return f"{year:04d}-{month:02d}-{last:02d}"
    days = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last), "初": (1, 5)}.get(part or "")
    return f"{year:04d}-{month:02d}-{days[0]:02d}/{year:04d}-{month:02d}-{days[1]:02d}" if days else f"{year:04d}-{month:02d}"


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
