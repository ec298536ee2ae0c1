"""扫描: a span of text in; figures, dates and rates out, in order of the text. One pass, linear in its length."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from xiaohao.figures.dates import find_dates
from xiaohao.figures.quantity import AREAS, COUNTED, KIND_OF, LENGTHS, MONEY, OTHERS, PERIODS, SCALES, SHARES, Figure
from xiaohao.notice import Notice, folded

UNITS = "|".join(sorted((*COUNTED, *MONEY, *AREAS, *LENGTHS, *SHARES, *PERIODS, *OTHERS), key=len, reverse=True))
NUMBER = re.compile(
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<more1>余|多)?(?P<scale>万亿|亿|万|千|百)?(?P<more2>余|多)?(?P<unit>{UNITS})?"
)
TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
NOT_BEFORE = frozenset("0123456789.-〔[第+*/&_")
AT_LEAST_BEFORE = re.compile(r"(?:不低于|不少于|至少|超过|超|逾|达到?)$")
AT_MOST_BEFORE = re.compile(r"(?:不超过?|不多于|不高于|至多|控制在|(?<!不)低于|(?<!不)少于)$")
ABOUT_BEFORE = re.compile(r"(?:约|近|大约|将近)$")
AT_LEAST_AFTER = re.compile(r"(?:以上|之上)")
AT_MOST_AFTER = re.compile(r"(?:以下|以内|之内)")
MONEY_AFTER = re.compile(r"(?:建设|专项|项目|财政|补助|工程)?(?:资金|借款|款|贷款|债务|经费)")
LONGEST_NUMBER = 20  # digits; a longer row of them is no figure
COHORT = re.compile(r"(?:19|20)\d\d")  # 2021级 names a year's students
NO_UNIT_AFTER = {"级": re.compile(r"(?:以上|领导|干部)"), "年": re.compile(r"(?:级)")}


def find(text: str, *, offset: int = 0, published_on: date | None = None, year: int | None = None) -> tuple[Figure, ...]:
    """Every figure of a text, with places moved by `offset`. A year that is not printed is `year`, else that of `published_on`.

    Numbers in titles, in document numbers, in ordinals and without a unit are no figures.
    """
    flat = folded(text)
    year = year or (published_on.year if published_on else None)
    titles = [found.span() for found in TITLES.finditer(text)]
    dates = outside(find_dates(flat, 0, year), titles)
    taken = sorted([*titles, *((one.start, one.end) for one in dates)])
    found: list[Figure] = list(dates)
    place = 0
    for match in NUMBER.finditer(flat):
        while place < len(taken) and taken[place][1] <= match.start():
            place += 1
        if place < len(taken) and taken[place][0] < match.end():
            continue
        figure = figure_of(flat, match)
        if figure is not None:
            found.append(figure)
    found.sort(key=lambda one: one.start)
    return tuple(replace(one, start=one.start + offset, end=one.end + offset, text=text[one.start : one.end]) for one in found)


def outside(figures: Iterable[Figure], spans: list[tuple[int, int]]) -> list[Figure]:
    """Those that begin in none of the spans; both stand in order."""
    found, place = [], 0
    for one in figures:
        while place < len(spans) and spans[place][1] <= one.start:
            place += 1
        if place == len(spans) or one.start < spans[place][0]:
            found.append(one)
    return found


def counts_nothing(flat: str, match: re.Match[str], scale: str, unit: str) -> bool:
    """Whether number and unit are a name or the end of something else: 百年, 5号, 3日 of a month whose year nobody knows, 2021级."""
    if unit == "日" and flat[match.start() - 1 : match.start()] == "月":
        return True
    return unit == "号" or (scale in ("千", "百") and unit in PERIODS) or (unit == "级" and COHORT.fullmatch(match["number"]) is not None)


def figure_of(flat: str, match: re.Match[str]) -> Figure | None:
    """One figure, or None where the number counts nothing."""
    start, end = match.span()
    if start and flat[start - 1] in NOT_BEFORE:
        return None
    unit, scale = match["unit"] or "", match["scale"] or ""
    after = flat[end : end + 8]
    if unit in NO_UNIT_AFTER and NO_UNIT_AFTER[unit].match(after):
        return None
    if not unit:
        if scale not in ("万", "亿") or not MONEY_AFTER.match(after):
            return None
        kind = "money"
    elif counts_nothing(flat, match, scale, unit):
        return None
    else:
        kind = KIND_OF[unit]
    printed = match["number"].replace(",", "")
    if len(printed) > LONGEST_NUMBER:
        return None
    value: float | int = float(printed) if "." in printed else int(printed)
    base = round(float(value) * SCALES.get(scale, 1), 4) if kind == "money" else None
    return Figure(start, end, flat[start:end], value, scale + unit, kind, qualifier(flat, match), None, base)


def qualifier(flat: str, match: re.Match[str]) -> str:
    """How exact it is, by the words around it."""
    before, after = flat[max(0, match.start() - 4) : match.start()], flat[match.end() : match.end() + 3]
    if match["more1"] or match["more2"] or AT_LEAST_AFTER.match(after) or after.startswith(("余", "多")):
        return "at_least"
    if AT_MOST_AFTER.match(after) or AT_MOST_BEFORE.search(before):
        return "at_most"
    if ABOUT_BEFORE.search(before):
        return "about"
    return "at_least" if AT_LEAST_BEFORE.search(before) and not before.endswith("达") else "exact"


def of(notice: Notice) -> tuple[Figure, ...]:
    """Every figure of a notice, each with the item whose words or answer hold it; numbers of headings and contacts are none."""
    text = notice.source.text
    year = year_of(notice)
    owners = owners_of(notice)
    out = sorted((leaf.start, leaf.end) for leaf in notice.leaves if leaf.role in ("mark", "title"))
    out += [(contact.start, contact.end) for contact in notice.contacts]
    found, place, mark = [], 0, 0
    out.sort()
    for figure in find(text, year=year):
        while mark < len(out) and out[mark][1] <= figure.start:
            mark += 1
        if mark < len(out) and out[mark][0] < figure.end and not (out[mark][0] <= figure.start and figure.kind in ("date", "period")):
            continue
        while place + 1 < len(owners) and owners[place + 1][0] <= figure.start:
            place += 1
        owned = bool(owners) and owners[place][0] <= figure.start < owners[place][1]
        found.append(replace(figure, item=owners[place][2]) if owned else figure)
    return tuple(found)


def owners_of(notice: Notice) -> list[tuple[int, int, str]]:
    """(start, end, item) of each item's words and answer, in order."""
    rows: list[tuple[int, int, str]] = [(item.start, item.end, item.id) for item in notice.items]
    rows += [(one.start, one.end, one.items[0]) for one in notice.progress if one.items]
    return sorted(rows)


def year_of(notice: Notice) -> int | None:
    """The year of days without one: that of the figures' day, else of publication."""
    value = (notice.as_of.value if notice.as_of else None) or (notice.published_on.value if notice.published_on else None)
    return int(value[:4]) if value else None


__all__ = ["find", "of", "owners_of", "year_of"]
