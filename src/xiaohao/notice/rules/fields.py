"""字段: what a labelled line says of one item: who answers, until when, how it stands. An empty field is right, a guess is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.rules.dates import deadline
from xiaohao.notice.rules.progress import is_heading, item_paragraphs
from xiaohao.notice.tree import Item, Place, Role

COMPLETION = (
    ("not_completed", re.compile(r"未完成|未整改|尚未|未启动|未销号")),
    ("substantially_completed", re.compile(r"基本完成|基本整改|基本到位|部分整改")),
    ("long_term", re.compile(r"长期整改|长期坚持|持续整改|持续推进|长期推进")),
    ("in_progress", re.compile(r"整改中|正在整改|推进中|正在推进|进行中|达到序时进度|正在办理")),
    ("completed", re.compile(r"已完成|完成整改|整改完成|整改到位|已整改|已销号|已办结|完成$|^完成")),
)
TRACK = (
    ("immediate", re.compile(r"立行立改|立即整改|即知即改|立整立改|边督边改")),
    ("continuing", re.compile(r"长期坚持|持续整改|长期整改|持续坚持")),
    ("staged", re.compile(r"限期整改|分阶段|阶段性整改|限时整改")),
)
BETWEEN = re.compile(r"[、,;;/\s]+")
CLOSED = re.compile(r"[。;\s]+$")
LONGEST_NAME = 30


def fields(draft: Draft) -> None:
    """Give each labelled value to the item above it."""
    marked = item_paragraphs(draft, {item.start: place for place, item in enumerate(draft.items)})
    headings = item_paragraphs(draft, {one.start: 0 for one in (*draft.aspects, *draft.findings)})
    current: int | None = None
    for number, paragraph in enumerate(draft.paragraphs):
        if number in marked:
            current = marked[number]
        elif paragraph.region != "body" or number in headings or is_heading(paragraph):
            current = None
        setter = SETTERS.get(paragraph.label)
        if setter and current is not None and paragraph.region == "body":
            start, end = value_of(draft, paragraph)
            if start < end:
                draft.items[current] = setter(draft, draft.items[current], start, end)
                draft.piece(paragraph.start if not paragraph.used else paragraph.body, paragraph.body, Role.LABEL)
                draft.piece(start, end, Role.FIELD)
                paragraph.used = True


def value_of(draft: Draft, paragraph: Paragraph) -> tuple[int, int]:
    """The value behind a label, without the stop that ends it."""
    start, end = draft.trimmed(paragraph.body, paragraph.end)
    closed = CLOSED.search(draft.text, start, end)
    return start, closed.start() if closed and closed.end() == end else end


def places(draft: Draft, start: int, end: int) -> tuple[Place, ...]:
    """Names in a row, each by itself; 等 at the end is no name."""
    found, at = [], start
    for gap in [*BETWEEN.finditer(draft.text, start, end), None]:
        upto = gap.start() if gap else end
        while upto > at and draft.text[upto - 1] == "等":
            upto -= 1
        if 0 < upto - at <= LONGEST_NAME:
            found.append(draft.place(at, upto))
        at = gap.end() if gap else end
    return tuple(found)


def set_leader(draft: Draft, item: Item, start: int, end: int) -> Item:
    return replace(item, leader=item.leader or draft.place(start, end)) if end - start <= LONGEST_NAME * 2 else item


def set_lead_unit(draft: Draft, item: Item, start: int, end: int) -> Item:
    named = places(draft, start, end)
    if not named:
        return item
    return replace(item, lead_unit=item.lead_unit or named[0], units=item.units + named[1:])


def set_units(draft: Draft, item: Item, start: int, end: int) -> Item:
    known = {unit.start for unit in item.units}
    return replace(item, units=item.units + tuple(unit for unit in places(draft, start, end) if unit.start not in known))


def set_due(draft: Draft, item: Item, start: int, end: int) -> Item:
    due, code = deadline(draft, start, end)
    if code:
        draft.doubt(code, start, end)
    return set_track(draft, replace(item, due=item.due or due), start, end, staged=False)


def set_track(draft: Draft, item: Item, start: int, end: int, *, staged: bool = True) -> Item:
    words = draft.text[start:end]
    found = next((name for name, shape in TRACK if shape.search(words) and (staged or name != "staged")), None)
    return replace(item, track=item.track or found)


def set_completion(draft: Draft, item: Item, start: int, end: int) -> Item:
    words = draft.text[start:end]
    first = re.split(r"[。;,]", words)[0]
    found = next((name for name, shape in COMPLETION if shape.search(first)), None) if len(first) <= 20 else None
    return replace(item, completion=item.completion or found)


SETTERS: dict[str, Callable[[Draft, Item, int, int], Item]] = {
    "leader": set_leader, "lead_unit": set_lead_unit, "units": set_units, "due": set_due, "track": set_track, "completion": set_completion,
}  # fmt: skip
