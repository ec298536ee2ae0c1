"""文中合计: the headline counts of a notice, by what they count and what they say of it; and the deadlines that it states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xiaohao.figures.dates import last_day
from xiaohao.figures.quantity import Figure
from xiaohao.figures.scan import find, of, year_of
from xiaohao.notice import Notice, Place, Role, folded

LONGEST_CLAUSE = 200
STOP = re.compile(r"[;。\n]")
NOUN = re.compile(r"(?:具体问题|立行立改(?:问题|事项)|问题线索|信访(?:举报)?件?|线索|问题|事项|任务|任务清单|信访件|投诉(?:问题|件)?|举报件?|方面|件)")
STATUS = re.compile(
    r"(?:已|基本|正在|未|尚未|长期|持续|阶段性|完成|办结|整改|销号|达到|其中|剩余|余下|移交|属实|不属实|部分)[^,;。\d]{0,14}$"
)
LEAD = re.compile(r"^(?:截至[^,]*|其中|目前|至此)[,:]?")


@dataclass(frozen=True, slots=True)
class Count(Place):
    """合计数: `label` says what is said of them, `of` what is counted."""

    label: str = ""
    value: float | int = 0
    unit: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """一组合计: a whole and the parts that the same sentence says of it."""

    whole: Count
    parts: tuple[Count, ...]


def counts(notice: Notice) -> tuple[Count, ...]:
    """The counts of the sentences that say how all stands: those with 截至 and a day, outside every item, and what follows in their paragraph."""
    return tuple(count for group in groups(notice) for count in (group.whole, *group.parts))


def groups(notice: Notice) -> tuple[Group, ...]:
    """The headline counts as wholes with their parts."""
    found: list[Group] = []
    for start, end in headline(notice):
        flat = folded(notice.source.text[start:end])
        at = 0
        for stop in [*STOP.finditer(flat), None]:
            upto = stop.start() if stop else len(flat)
            group = group_of(notice, start + at, start + upto)
            if group:
                found.append(group)
            at = stop.end() if stop else upto
    return tuple(found)


def headline(notice: Notice) -> Iterator[tuple[int, int]]:
    """Paragraphs of prose that hold the day of the figures."""
    day = notice.as_of
    if day is None:
        return
    for leaf in notice.leaves:
        if leaf.role is Role.PROSE and leaf.start <= day.start < leaf.end:
            yield leaf.start, leaf.end


def group_of(notice: Notice, start: int, end: int) -> Group | None:
    """The whole and its parts in one sentence: the whole names a noun, the parts a standing."""
    text = notice.source.text
    flat = folded(text[start:end])
    quantities = [f for f in find(text[start:end], offset=start, year=year_of(notice)) if f.kind == "count"]
    if not quantities:
        return None
    whole: Count | None = None
    parts: list[Count] = []
    for figure in quantities:
        label, noun, before = said(flat, figure, start)
        if whole is None:
            of_what = LEAD.sub("", before).strip(",的共计有 ") or noun
            whole = Count(figure.start, figure.end, figure.text, noun or label, figure.value if not isinstance(figure.value, str) else 0, figure.unit or "", of_what)
        elif label:
            of_what = f"{whole.of}{whole.label}" if whole.of != whole.label else whole.label
            parts.append(Count(figure.start, figure.end, figure.text, label, figure.value if not isinstance(figure.value, str) else 0, figure.unit or "", of_what))
    return Group(whole, tuple(parts)) if whole else None


def said(flat: str, figure: Figure, start: int) -> tuple[str, str, str]:
    """(standing before the figure, noun behind it, words before it in its clause)."""
    left, right = figure.start - start, figure.end - start
    nearest = max(0, left - LONGEST_CLAUSE)
    clause = max((flat.rfind(stop, nearest, left) for stop in ",;。:、"), default=-1) + 1
    before = flat[max(clause, nearest) : left].strip()
    noun = NOUN.match(flat, right)
    status = STATUS.search(before)
    return (before if status else ""), (noun[0] if noun else ""), before


@dataclass(frozen=True, slots=True)
class Due:
    """期限: a deadline that a notice states, with its last day, the item, and the words around it."""

    day: str | None
    place: Place
    item: str | None
    words: str
    inferred: bool


AHEAD = re.compile(r"预计|计划|将|拟|力争|确保|可完成|限期|要求|务必|争取|前")


def due(notice: Notice) -> tuple[Due, ...]:
    """The stated deadlines in order of their days: labelled ones of items, and those in the words of an answer; undated ones last."""
    text = notice.source.text
    rows = [
        Due(item.due.value, Place(item.due.start, item.due.end, item.due.text), item.id, item.due.text, item.due.inferred)
        for item in notice.items
        if item.due
    ]
    answers = [(one.start, one.end) for one in notice.progress]
    place = 0
    for figure in of(notice):
        while place + 1 < len(answers) and answers[place + 1][0] <= figure.start:
            place += 1
        if not answers or not answers[place][0] <= figure.start < answers[place][1]:
            continue
        if figure.item is None or figure.kind != "date" or any(row.place.start == figure.start for row in rows):
            continue
        words = clause_around(text, figure)
        if figure.qualifier == "at_most" or AHEAD.search(words):
            if re.search(r"^[^预计将拟]*(?:截至|已于|自)", words):
                continue
            inferred = not re.search(r"(?:19|20)\d\d", figure.text)
            rows.append(Due(last_day(str(figure.value)), Place(figure.start, figure.end, figure.text), figure.item, words, inferred))
    return tuple(sorted(rows, key=lambda row: (row.day is None, row.day or "", row.place.start)))


def clause_around(text: str, figure: Figure) -> str:
    """The words of the clause in which a figure stands."""
    nearest, furthest = max(0, figure.start - LONGEST_CLAUSE), figure.end + LONGEST_CLAUSE
    start = max((text.rfind(stop, nearest, figure.start) for stop in "，,。；;\n"), default=-1) + 1
    end = min((at for at in (text.find(stop, figure.end, furthest) for stop in "，,。；;\n") if at >= 0), default=min(len(text), furthest))
    return text[max(start, nearest) : end].strip()


@dataclass(frozen=True, slots=True)
class Line:
    """一行合计: a whole, its parts, and what the parts come to."""

    whole: Count
    parts: tuple[Count, ...]
    computed: float | None


def tally(notice: Notice) -> tuple[Line, ...]:
    """The headline counts with their arithmetic."""
    return tuple(Line(g.whole, g.parts, sum(part.value for part in g.parts) if g.parts else None) for g in groups(notice))
