"""扫描: a span of text in; figures, dates and rates out, in order of the text. One pass, linear in its length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from xiaohao.figures.dates import SAID, Today, date_at, date_said
from xiaohao.figures.quantity import AREAS, COUNTED, KIND_OF, LENGTHS, MONEY, OTHERS, PERIODS, SCALES, SHARES, Figure
from xiaohao.notice import Notice, Role, folded

UNITS = "|".join(sorted((*COUNTED, *MONEY, *AREAS, *LENGTHS, *SHARES, *PERIODS, *OTHERS), key=len, reverse=True))
DIGITS = re.compile(r"[0-9][0-9]*")  # begins with a set, so that the search skips what is no digit
NUMBER = re.compile(
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}}){{1,6}}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?P<more1>余|多)?(?P<scale>万亿|亿|万|千|百)?(?P<more2>余|多)?(?P<unit>{UNITS})?"
)
RUNS_ON = re.compile(r"\d{1,3}[.、](?=(?:19|20)\d\d年)")  # 13.2019年: a mark and a year, no decimal
TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
NOT_BEFORE = frozenset("0123456789.-〔[第+*/&_·")
AT_LEAST_BEFORE = re.compile(r"(?:不低于|不少于|不下|至少|超过|超|逾|高于|多于|大于)$")
AT_MOST_BEFORE = re.compile(r"(?:不超过?|不多于|不高于|不大于|至多|最多|控制在|(?<!不)低于|(?<!不)少于|(?<!不)小于|不足|不到)$")
ABOUT_BEFORE = re.compile(r"(?:约|近|大约|将近|左右)$")
AT_LEAST_AFTER = re.compile(r"(?:以上|之上|余|多)")
AT_MOST_AFTER = re.compile(r"(?:以下|以内|之内)")
ABOUT_AFTER = re.compile(r"(?:左右|上下)")
MONEY_AFTER = re.compile(r"(?:建设|专项|项目|财政|补助|工程|奖补|扶持)?(?:资金|借款|款|贷款|债务|经费)")
LONGEST_NUMBER = 20  # digits; a longer row of them is no figure
COHORT = re.compile(r"(?:19|20)\d\d")  # 2021级 names a year's students
# Characters that count, and the words that they begin where they do not.
NO_UNIT_BEFORE = {
    "级": re.compile(r"以上|领导|干部"), "年": re.compile(r"级"), "部": re.compile(r"门|分|队|署"), "台": re.compile(r"账|帐"), "种": re.compile(r"植"),
    "所": re.compile(r"属|有|在|以|需"), "起": re.compile(r"诉|草|步|重"), "人": re.compile(r"大|民|社"), "次": re.compile(r"年|日|月"), "家": re.compile(r"庭|属"),
    "批": re.compile(r"复|准|示"), "本": re.compile(r"级|市|区|县|省|年|月|单位"), "对": re.compile(r"应|照|策|象"), "组": re.compile(r"织|成|长|建"), "条": re.compile(r"例"),
    "分": re.compile(r"别|管|类|解|成"), "类": re.compile(r"似|别"), "位": re.compile(r"于|置"), "度": re.compile(r"过|汛"), "道": re.compile(r"路|德"), "节": re.compile(r"约|假|点"),
    "门": re.compile(r"牌|店|诊"), "处": re.compile(r"理|置|分|罚|级|长|室"), "张": re.compile(r"贴"), "支": re.compile(r"出|付|持|部|行"), "则": re.compile(r"为|是"),
}  # fmt: skip


def find(text: str, *, offset: int = 0, published_on: date | None = None, year: int | None = None) -> tuple[Figure, ...]:
    """Every figure of a text, with places moved by `offset`. A part of a day that is not printed is inferred from `published_on`, or from `year` alone.

    Numbers in titles, in document numbers, in ordinals and without a unit are no figures. Raises nothing.
    """
    today = Today(year) if year else Today(published_on.year, published_on.month) if published_on else None
    return tuple(moved(one, text, offset) for one in scan(folded(text), today))


def moved(one: Figure, text: str, offset: int, item: str | None = None) -> Figure:
    """A figure with its words as printed, at its place in a larger text, with its item."""
    return Figure(
        one.start + offset, one.end + offset, text[one.start : one.end], one.value, one.unit, one.kind, one.qualifier, item, one.base_value, one.inferred,
    )  # fmt: skip


def scan(flat: str, today: Today | None) -> Iterator[Figure]:
    """The figures of a text with half-width marks, in order, none over another and none in a title."""
    last = 0
    for one in outside(merged(with_digits(flat, today), said(flat, today)), (found.span() for found in TITLES.finditer(flat))):
        if one.start >= last:
            last = one.end
            yield one


def with_digits(flat: str, today: Today | None) -> Iterator[Figure]:
    """Those that begin with a digit."""
    at = 0
    while (found := DIGITS.search(flat, at)) is not None:
        start = found.start()
        at = found.end()
        runs_on = None if start and flat[start - 1] in NOT_BEFORE else RUNS_ON.match(flat, start)
        if runs_on is not None:
            at = start = runs_on.end()
        one = date_at(flat, start, today, after_mark=runs_on is not None) or figure_at(flat, start)
        if one is not None:
            at = max(at, one.end)
            yield one


def said(flat: str, today: Today | None) -> Iterator[Figure]:
    """Those that are said without a digit: 年底, 上半年, “十四五”."""
    for found in SAID.finditer(flat):
        one = date_said(flat, found, today)
        if one is not None:
            yield one


def merged(first: Iterable[Figure], second: Iterable[Figure]) -> list[Figure]:
    """Both rows in order of the text; where two begin together the longer one comes first."""
    return sorted((*first, *second), key=lambda one: (one.start, -one.end))


def outside(figures: Iterable[Figure], spans: Iterable[tuple[int, int]]) -> Iterator[Figure]:
    """Those that begin in none of the spans; both stand in order."""
    rest = iter(spans)
    span = next(rest, None)
    for one in figures:
        while span is not None and span[1] <= one.start:
            span = next(rest, None)
        if span is None or one.start < span[0]:
            yield one


def counts_nothing(flat: str, match: re.Match[str], scale: str, unit: str) -> bool:
    """Whether number and unit are a name or the end of something else: 百年, 5号, 3日 of a month whose year nobody knows, 2021级, 12部门."""
    if unit == "日" and flat[match.start() - 1 : match.start()] == "月":
        return True
    if unit == "号" or (scale in ("千", "百") and unit in PERIODS) or (unit == "级" and COHORT.fullmatch(match["number"]) is not None):
        return True
    return unit in NO_UNIT_BEFORE and NO_UNIT_BEFORE[unit].match(flat, match.end()) is not None


def figure_at(flat: str, start: int) -> Figure | None:
    """The figure that begins at a digit, or None where the number counts nothing."""
    if start and flat[start - 1] in NOT_BEFORE:
        return None
    match = NUMBER.match(flat, start)
    if match is None or len(match["number"]) > LONGEST_NUMBER:
        return None
    unit, scale, end = match["unit"] or "", match["scale"] or "", match.end()
    if not unit:
        if scale not in ("万", "亿") or not MONEY_AFTER.match(flat, end):
            return None
        kind = "money"
    elif counts_nothing(flat, match, scale, unit):
        return None
    else:
        kind = KIND_OF[unit]
    number = match["number"].replace(",", "")
    value: float | int = float(number) if "." in number else int(number)
    base = round(float(value) * SCALES.get(scale, 1), 4) if kind == "money" else None
    return Figure(start, end, flat[start:end], value, scale + unit, kind, qualifier(flat, match), None, base)


def qualifier(flat: str, match: re.Match[str]) -> str:
    """How exact it is, by the words around it."""
    start, end = match.span()
    if match["more1"] or match["more2"] or AT_LEAST_AFTER.match(flat, end):
        return "at_least"
    before = flat[max(0, start - 4) : start]
    if AT_MOST_AFTER.match(flat, end) or AT_MOST_BEFORE.search(before):
        return "at_most"
    if ABOUT_BEFORE.search(before) or ABOUT_AFTER.match(flat, end):
        return "about"
    return "at_least" if AT_LEAST_BEFORE.search(before) else "exact"


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
        found.append(moved(one, text, 0, owners[place][2] if owned else None))
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
