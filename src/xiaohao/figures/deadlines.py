"""期限: the deadlines that a notice states, in the order of their days."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xiaohao.figures.dates import last_day
from xiaohao.figures.quantity import Figure
from xiaohao.figures.scan import of
from xiaohao.notice import Notice, Place

LONGEST_CLAUSE = 200
EDGE = "，,。；;\n"
AHEAD = re.compile(r"预计|计划(?!单列)|将(?!军|该|其)|拟(?!定)|力争|确保|可完成|限期|要求|务必|争取")
PAST = re.compile(r"^[^预计将拟]*(?:截至|截止|已于|已在|自(?!然))")
MONTH_ALONE = re.compile(r"\d{4}-\d{2}")
YEAR_ALONE = re.compile(r"\d{4}")
DONE_BY = re.compile(r"年?[^,;。]{0,12}?(?:完成|建成|竣工|开工|到位|实现|达到|消)")


@dataclass(frozen=True, slots=True)
class Due:
    """期限: a deadline with its last day, the item, and the words around it. `day` is None where the words can be read two ways; `inferred` where its year is not printed."""

    day: str | None
    place: Place
    item: str | None
    words: str
    inferred: bool


def due(notice: Notice) -> tuple[Due, ...]:
    """The stated deadlines in order of their days: labelled ones of items, and those in the words of an answer; undated ones last."""
    text = notice.source.text
    rows = [
        Due(item.due.value, Place(item.due.start, item.due.end, item.due.text), item.id, item.due.text, item.due.inferred)
        for item in notice.items
        if item.due
    ]
    labelled = {row.place.start for row in rows}
    answers = [(one.start, one.end) for one in notice.progress]
    place = 0
    for figure in of(notice):
        while place + 1 < len(answers) and answers[place + 1][0] <= figure.start:
            place += 1
        if not answers or not answers[place][0] <= figure.start < answers[place][1] or figure.start in labelled or figure.item is None:
            continue
        words = clause_around(text, figure)
        if is_due(text, figure, words):
            day = day_of(text, figure)
            rows.append(Due(day, Place(figure.start, figure.end, figure.text), figure.item, words, figure.inferred and day is not None))
    return tuple(sorted(rows, key=lambda row: (row.day is None, row.day or "", row.place.start)))


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
