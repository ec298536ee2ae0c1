"""期限: the deadlines that a notice states, in the order of their days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from xiaohao.figures.counted import WORKING, day_counted, shipped
from xiaohao.figures.dates import last_day
from xiaohao.figures.quantity import Figure
from xiaohao.figures.scan import of
from xiaohao.notice import Dated, Notice, Place
from xiaohao.workdays import Calendar

LONGEST_CLAUSE = 200
EDGE = "，,。；;\n"
AHEAD = re.compile(r"预计|计划(?!单列)|将(?!军|该|其)|拟(?!定)|力争|确保|可完成|限期|要求|务必|争取")
PAST = re.compile(r"^[^预计将拟]*(?:截至|截止|已于|已在|自(?!然))")
MONTH_ALONE = re.compile(r"\d{4}-\d{2}")
YEAR_ALONE = re.compile(r"\d{4}")
WITHIN = re.compile(r"(?P<n>\d{1,3})\s*个?工作日(?:以|之)?内")
FROM = re.compile(r"(?:之日|当日|当天)?(?:起算?|之?后|以后)?(?:的|,)?")  # between a day and the days that are counted from it
DEMANDED = re.compile(r"限期|责令|要求|须在|应在|务必|于$")
RULE = re.compile(r"收到|接到|受理|每[次件项]|一律")  # how long something takes each time is no deadline
DONE = re.compile(r"已|均在|实际")
DONE_BY = re.compile(r"年?[^,;。]{0,12}?(?:完成|建成|竣工|开工|到位|实现|达到|消)")


@dataclass(frozen=True, slots=True)
class Due:
    """期限: a deadline with its last day, the item, and the words around it.

    `day` is None where the words can be read two ways, or count working days from an unknown day or into a year that is not announced; `inferred`
    where its year is not printed, or the day was counted.
    """

    day: str | None
    place: Place
    item: str | None
    words: str
    inferred: bool


def due(notice: Notice, calendar: Calendar | None = None) -> tuple[Due, ...]:
    """The stated deadlines in order of their days: labelled ones of items, and those in the words of an answer; undated ones last.

    Working days are counted by the calendar, by the one that comes with the product where none is given.
    """
    text, calendar = notice.source.text, calendar or shipped()
    rows = [labelled_due(notice, item.due, item.id, calendar) for item in notice.items if item.due]
    labelled = {row.place.start for row in rows}
    answers = [(one.start, one.end) for one in notice.progress]
    place, before = 0, None
    for figure in of(notice):
        before, earlier = figure, before
        while place + 1 < len(answers) and answers[place + 1][0] <= figure.start:
            place += 1
        if not answers or not answers[place][0] <= figure.start < answers[place][1] or figure.start in labelled or figure.item is None:
            continue
        words = clause_around(text, figure)
        if is_due(text, figure, words):
            day = day_of(text, figure)
            rows.append(Due(day, Place(figure.start, figure.end, figure.text), figure.item, words, figure.inferred and day is not None))
        elif found := counted_due(text, earlier, figure, words, calendar):
            rows.append(found)
    return tuple(sorted(rows, key=lambda row: (row.day is None, row.day or "", row.place.start)))


def labelled_due(notice: Notice, printed: Dated, item: str, calendar: Calendar) -> Due:
    """The deadline of an item's own field; 30个工作日内 counts from the day of the feedback, where that is known."""
    within = WITHIN.search(printed.text) if printed.value is None else None
    delivered = notice.inspection.delivered_on
    first = delivered.value if delivered and delivered.value and len(delivered.value) == 10 else None
    day = day_counted(calendar, date.fromisoformat(first), int(within["n"])) if within and first else printed.value
    return Due(day, Place(printed.start, printed.end, printed.text), item, printed.text, printed.inferred or day != printed.value)


def counted_due(text: str, before: Figure | None, figure: Figure, words: str, calendar: Calendar) -> Due | None:
    """自2026年3月3日起10个工作日内完成: counted from the day printed before it; without one, told undated where it is clearly demanded."""
    if figure.kind != "period" or figure.unit not in WORKING or figure.qualifier != "at_most" or not isinstance(figure.value, int) or DONE.search(words):
        return None
    first = day_before(text, before, figure)
    if first is None and (RULE.search(words) or not DEMANDED.search(words)):
        return None
    day = day_counted(calendar, first, figure.value) if first else None
    return Due(day, Place(figure.start, figure.end, figure.text), figure.item, words, day is not None)


def day_before(text: str, before: Figure | None, figure: Figure) -> date | None:
    """The day from which a number of days is counted: printed right before it."""
    if before is None or before.kind not in ("date", "period") or not isinstance(before.value, str):
        return None
    value = before.value.removesuffix("/..")
    return date.fromisoformat(value) if len(value) == 10 and FROM.fullmatch(text[before.end : figure.start].strip()) else None


def is_due(text: str, figure: Figure, words: str) -> bool:
    """Whether a day is one by which something is to be done; a year alone is where it is said what is done in it."""
    if not isinstance(figure.value, str) or PAST.search(words):
        return False
    if figure.kind == "date":
        return figure.qualifier == "at_most" or AHEAD.search(words) is not None
    alone = figure.kind == "period" and YEAR_ALONE.fullmatch(figure.value)
    before = text[max(0, figure.start - 6) : figure.start]
    return bool(alone and AHEAD.search(before) and DONE_BY.match(text, figure.end))


def day_of(text: str, figure: Figure) -> str | None:
    """The last day; none for 10月前, which may mean before that month or within it."""
    value = str(figure.value)
    if MONTH_ALONE.fullmatch(value) and text[figure.end : figure.end + 1] in ("前", "之"):
        return None
    return last_day(value)


def clause_around(text: str, figure: Figure) -> str:
    """The words of the clause in which a figure stands."""
    nearest, furthest = max(0, figure.start - LONGEST_CLAUSE), figure.end + LONGEST_CLAUSE
    start = max((text.rfind(stop, nearest, figure.start) for stop in EDGE), default=-1) + 1
    end = min((at for at in (text.find(stop, figure.end, furthest) for stop in EDGE) if at >= 0), default=min(len(text), furthest))
    return text[max(start, nearest) : end].strip()
