"""扫描: a span of text in; figures, dates and rates out, in order of the text. One pass, linear in its length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from xiaohao.figures.dates import SAID, Today, date_at, date_said
from xiaohao.figures.exactness import how_exact
from xiaohao.figures.quantity import KIND_OF, Figure, Seen, in_base
from xiaohao.figures.spelled import spelled
from xiaohao.figures.units import counts_nothing, unit_at
from xiaohao.notice import Notice, Role, folded

DIGITS = re.compile(r"[0-9][0-9]*")  # begins with a set, so that the search skips what is no digit
DATE = re.compile(r"(?:19|20)\d\d[-/.年至到~—–、]|\d{1,2}(?:月|[至到~—–-]\d{1,2}月)")  # what a day or a period in digits begins with
NUMBER = re.compile(r"(?P<number>\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?P<more1>余|多)?(?P<scale>万亿|千亿|百亿|亿|千万|百万|万|千|百)?(?P<more2>余|多)?")
RUNS_ON = re.compile(r"\d{1,3}[.、](?=(?:19|20)\d\d年)")  # 13.2019年: a mark and a year, no decimal
TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
ORDINALS = re.compile(r"第\d{1,4}(?:[、,至到和及~—–-]\d{1,4}(?![\d.]))+")  # 第3、4、5项: the second and third are ordinals too
RANGE = frozenset("至到~—–-")
BASED = frozenset(("money", "area"))
NOT_BEFORE = frozenset("0123456789.-〔[第+*/&_·№#")
IDEOGRAPHS = "\u2e80"  # letters stand before them: PM2.5, G20
POWERS, DIGIT = frozenset("万亿千百"), frozenset("0123456789")  # 2万5千元: the second half is no figure of its own
MONEY_AFTER = re.compile(r"(?:建设|专项|项目|财政|补助|工程|奖补|扶持)?(?:资金|借款|款|贷款|债务|经费)")
MEASURED = frozenset(("count", "money", "area", "length", "share"))
SPACED = ("万亿", "亿", "万")
YEAR = re.compile(r"(?:19|20)\d\d")
LONGEST_NUMBER = 20  # digits; a longer row of them is no figure
CHANGE = re.compile(r"[由从自]\D{0,8}$")  # 由20户至30户: two figures, no range


def find(text: str, *, offset: int = 0, published_on: date | None = None, year: int | None = None) -> tuple[Figure, ...]:
    """Every figure of a text, with places moved by `offset`. A part of a day that is not printed is inferred from `published_on`, or from `year` alone.

    Numbers in titles, in document numbers, in ordinals, in slogans and without a unit are no figures; a range (3至5个) is one, with its upper
    end as the value and `at_most`. Raises nothing.
    """
    today = Today(year) if year else Today(published_on.year, published_on.month) if published_on else None
    return tuple(one.figure(text, offset) for one in scan(folded(text), today))


def scan(flat: str, today: Today | None) -> Iterator[Seen]:
    """The figures of a text with half-width marks, in order, none over another and none in a title."""
    last = 0
    every = sorted((*with_digits(flat, today), *said(flat, today), *spelled(flat)), key=lambda one: (one.start, -one.end))
    for one in outside(every, (found.span() for found in TITLES.finditer(flat))):
        if one.start >= last:
            last = one.end
            yield one


def with_digits(flat: str, today: Today | None) -> Iterator[Seen]:
    """Those that begin with a digit."""
    at = 0
    while (found := DIGITS.search(flat, at)) is not None:
        start = found.start()
        at = found.end()
        before = flat[start - 1] if start else ""
        if before == "第":
            row = ORDINALS.match(flat, start - 1)
            at = row.end() if row else at
            continue
        runs_on = None if before in NOT_BEFORE else RUNS_ON.match(flat, start)
        if runs_on is not None:
            at = start = runs_on.end()
        one = date_at(flat, start, today, after_mark=runs_on is not None) if DATE.match(flat, start) else None
        one = one or figure_at(flat, start)
        if one is not None:
            at = max(at, one.end)
            yield one


def said(flat: str, today: Today | None) -> Iterator[Seen]:
    """Those that are said without a digit: 年底, 上半年, “十四五”."""
    for found in SAID.finditer(flat):
        one = date_said(flat, found, today)
        if one is not None:
            yield one


def outside(figures: Iterable[Seen], spans: Iterable[tuple[int, int]]) -> Iterator[Seen]:
    """Those that begin in none of the spans; both stand in order."""
    rest = iter(spans)
    span = next(rest, None)
    for one in figures:
        while span is not None and span[1] <= one.start:
            span = next(rest, None)
        if span is None or one.start < span[0]:
            yield one


def figure_at(flat: str, start: int) -> Seen | None:
    """The figure that begins at a digit, or None where the number counts nothing."""
    before = flat[start - 1] if start else ""
    if before in NOT_BEFORE or (before.isalpha() and before < IDEOGRAPHS) or (before in POWERS and flat[max(0, start - 2)] in DIGIT):
        return None
    if before == " " and flat[max(0, start - 2)] == "第":
        return None
    match = NUMBER.match(flat, start)
    if match is None or len(match["number"]) > LONGEST_NUMBER:
        return None
    scale, unit, end = unit_of(flat, match)
    upper = ranged(flat, match, unit, end)
    if upper is not None:
        return upper
    if not unit:
        if scale not in ("万", "亿") or not MONEY_AFTER.match(flat, end):
            return None
    elif counts_nothing(flat, start, match["number"], scale, unit, end):
        return None
    return made(flat, start, end, match, scale, unit)


def unit_of(flat: str, match: re.Match[str]) -> tuple[str, str, int]:
    """(scale, unit, end) behind a number: 万 元; 千克 is a unit, no scale of 克."""
    scale, end = match["scale"] or "", match.end()
    if scale and match["more2"] is None and not match["more1"]:
        whole = unit_at(flat, match.start("scale"))
        if whole:
            return "", whole, match.start("scale") + len(whole)
    unit = unit_at(flat, end)
    if not unit and flat[end : end + 1] == " " and not scale and not match["more1"]:
        scale, unit, end = spaced(flat, match, end)
    return scale, unit, end + len(unit)


def spaced(flat: str, match: re.Match[str], end: int) -> tuple[str, str, int]:
    """(scale, unit, where the unit begins) behind one blank: 14.2 公里, 320 万元. A year, or a unit that is only the beginning of a word, is none."""
    scale = next((one for one in SPACED if flat.startswith(one, end + 1)), "")
    at = end + 1 + len(scale)
    unit = unit_at(flat, at)
    if KIND_OF.get(unit) not in MEASURED or YEAR.fullmatch(match["number"]):
        return "", "", end
    return scale, unit, at


def made(flat: str, start: int, end: int, match: re.Match[str], scale: str, unit: str, qualifier: str | None = None) -> Seen:
    """The figure of a number with its unit."""
    number = match["number"].replace(",", "")
    value: float | int = float(number) if "." in number else int(number)
    kind = KIND_OF[unit] if unit else "money"
    if qualifier is None:
        qualifier = "at_least" if match["more1"] or match["more2"] else how_exact(flat, start, end)
    printed = scale + unit
    return Seen(start, end, value, printed, kind, qualifier, in_base(float(value), printed, kind) if kind in BASED else None)


def ranged(flat: str, first: re.Match[str], unit: str, end: int) -> Seen | None:
    """3至5个, 20-30户, 10%-15%: one figure, not more than its upper end. 由20户至30户 is a change, no range."""
    if flat[end : end + 1] not in RANGE or first["more1"] or first["more2"]:
        return None
    second = NUMBER.match(flat, end + 1)
    if second is None or len(second["number"]) > LONGEST_NUMBER or len(first["number"]) > LONGEST_NUMBER:
        return None
    scale, upper_unit, upper_end = unit_of(flat, second)
    if not upper_unit or unit not in ("", upper_unit) or counts_nothing(flat, second.start(), second["number"], scale, upper_unit, upper_end):
        return None
    low, high = (float(one["number"].replace(",", "")) for one in (first, second))
    if low >= high or (upper_unit == "日" and flat[first.start() - 1 : first.start()] == "月") or CHANGE.search(flat, max(0, first.start() - 9), first.start()):
        return None
    return made(flat, first.start(), upper_end, second, scale, upper_unit, "at_most")


def of(notice: Notice) -> tuple[Figure, ...]:
    """Every figure of a notice, each with the item whose words or answer hold it; numbers of headings and contacts are none."""
    return figures_of(notice, folded(notice.source.text))


def figures_of(notice: Notice, flat: str) -> tuple[Figure, ...]:
    """The same, where the text with half-width marks is at hand."""
    text = notice.source.text
    titles = sorted((leaf.start, leaf.end) for leaf in notice.leaves if leaf.role is Role.TITLE)
    away = [(leaf.start, leaf.end) for leaf in notice.leaves if leaf.role is Role.MARK]
    away += [(contact.start, contact.end) for contact in notice.contacts]
    owners = owners_of(notice)
    found: list[Figure] = []
    place = title = 0
    for one in scan(blanked(flat, sorted(away)), today_of(notice)):
        while title < len(titles) and titles[title][1] <= one.start:
            title += 1
        if title < len(titles) and titles[title][0] < one.end and one.kind not in ("date", "period"):
            continue
        while place + 1 < len(owners) and owners[place + 1][0] <= one.start:
            place += 1
        owned = bool(owners) and owners[place][0] <= one.start < owners[place][1]
        found.append(one.figure(text, 0, owners[place][2] if owned else None))
    return tuple(found)


def blanked(flat: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with spaces where marks and contacts stand: the numbers of headings count nothing, and do not run into what follows."""
    pieces, at = [], 0
    for start, end in spans:
        if start >= at:
            pieces += [flat[at:start], " " * (end - start)]
            at = end
    return "".join([*pieces, flat[at:]])


def owners_of(notice: Notice) -> list[tuple[int, int, str]]:
    """(start, end, item) of each item's words, deadline and answer, in order."""
    rows: list[tuple[int, int, str]] = [(item.start, item.end, item.id) for item in notice.items]
    rows += [(item.due.start, item.due.end, item.id) for item in notice.items if item.due]
    rows += [(one.start, one.end, one.items[0]) for one in notice.progress if one.items]
    return sorted(rows)


def today_of(notice: Notice) -> Today | None:
    """From what days without a year are inferred: the day of the figures, else that of publication."""
    value = (notice.as_of.value if notice.as_of else None) or (notice.published_on.value if notice.published_on else None)
    if not value:
        return None
    return Today(int(value[:4]), int(value[5:7]) if len(value) >= 7 else None)
