"""字段: what a labelled line says of one item: who answers, until when, how it stands. An empty field is right, a guess is wrong.

Completion is given only where the document says it of this item: behind 完成情况, 整改结果, 销号情况 (已销号 is completed), or first in its answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.rules.deadlines import deadline
from xiaohao.notice.rules.progress import item_paragraphs, owners
from xiaohao.notice.rules.standing import completion_of, track_of
from xiaohao.notice.tree import Item, Place, Role

BETWEEN = re.compile(r"[、,;;/\t]+|\s{2,}|(?<=[^\sA-Za-z]) +(?=[^\sA-Za-z(])")
# 和 stands within names too (自然资源和规划局): it parts two names only behind one that is whole, by its last character
AND = re.compile(r"(?<=[局委办部厅科处室院队站所校会署组镇乡县区市府街道村门司团企关位人构])(?:以及|和|及|与|并)(?=[^其]{2})")
NOT_AND = re.compile(r"(?:人社|人力资源|自然资源|发展|文化|城乡|住房|工业|农业|卫生|水利|交通|民政|科技|教育|生态|市场|退役|机关)$")
NOTE = re.compile(r"\s*\((?P<note>[^()]{1,20})\)$")
ET_CETERA = re.compile(r"等?\d{0,3}[个家]?(?:有关|相关|其他|各)?(?:部门|单位|职能部门|成员单位|科室|处室)$|等+$")
NOTHING = re.compile(r"(?:[-/\\*—无]+|not applicable|n/?a|none|tbd)$", re.IGNORECASE)
CLOSED = re.compile(r"[。;,\s.*]+$")
LONGEST_NAME = 30
LONGEST_ENGLISH = 60


def fields(draft: Draft) -> None:
    """Give each labelled value to the item above it."""
    marked = item_paragraphs(draft, {item.start: place for place, item in enumerate(draft.items)})
    for number, current in owners(draft, marked):
        paragraph = draft.paragraphs[number]
        setter = SETTERS.get(paragraph.label)
        if setter is None:
            continue
        start, end = value_of(draft, paragraph)
        if start < end and not NOTHING.match(draft.text, start, end):
            draft.items[current] = setter(draft, draft.items[current], start, end)
            if not paragraph.used or number in marked:
                draft.piece(paragraph.start if not paragraph.used else paragraph.body, paragraph.body, Role.LABEL)
                draft.piece(start, end, Role.FIELD)
            paragraph.used = True


def value_of(draft: Draft, paragraph: Paragraph) -> tuple[int, int]:
    """The value behind a label, without the stop that ends it."""
    start, end = draft.trimmed(paragraph.body, paragraph.end)
    closed = CLOSED.search(draft.text, max(start, end - 8), end)
    return start, closed.start() if closed and closed.end() == end else end


def places(draft: Draft, start: int, end: int) -> tuple[tuple[Place, str], ...]:
    """Names in a row, each by itself, with the note that stands in brackets behind it; 等 and 等有关部门 at the end are no name."""
    found = []
    for at, upto in between(draft.text, start, end):
        note = NOTE.search(draft.text, at, upto)
        if note:
            upto = note.start()
        rest = ET_CETERA.search(draft.text, at, upto)
        if rest and draft.text[rest.start()] == "等":
            upto = rest.start()
        name = draft.place(at, upto)
        if name.text and len(name.text) <= (LONGEST_ENGLISH if name.text.isascii() else LONGEST_NAME):
            found.append((name, note["note"] if note else ""))
    return tuple(found)


def between(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The (start, end) of names in a row; what stands in brackets is never parted."""
    cuts, depth, at = [], 0, start
    gaps = {found.start(): found.end() for found in BETWEEN.finditer(text, start, end)}
    gaps |= {found.start(): found.end() for found in AND.finditer(text, start, end) if not NOT_AND.search(text, max(start, found.start() - 6), found.start())}
    for here in range(start, end):
        depth += (text[here] == "(") - (text[here] == ")")
        if here in gaps and depth <= 0 and here >= at:
            cuts.append((at, here))
            at = gaps[here]
    return [*cuts, (at, end)]


def set_leader(draft: Draft, item: Item, start: int, end: int) -> Item:
    return replace(item, leader=item.leader or draft.place(start, end)) if end - start <= LONGEST_NAME * 2 else item


def set_lead_unit(draft: Draft, item: Item, start: int, end: int) -> Item:
    named = [name for name, _ in places(draft, start, end)]
    if not named:
        return item
    return replace(item, lead_unit=item.lead_unit or named[0], units=item.units + tuple(named[1:]))


def set_units(draft: Draft, item: Item, start: int, end: int) -> Item:
    known = {unit.start for unit in item.units}
    named = [(name, note) for name, note in places(draft, start, end) if name.start not in known]
    leading = next((name for name, note in named if note in ("牵头", "牵头单位", "主责")), None)
    if leading is not None and item.lead_unit is None:
        return replace(item, lead_unit=leading, units=item.units + tuple(name for name, _ in named if name is not leading))
    return replace(item, units=item.units + tuple(name for name, _ in named))


def set_due(draft: Draft, item: Item, start: int, end: int) -> Item:
    due, code = deadline(draft, start, end)
    if code:
        draft.doubt(code, start, end, **({"inferred": due.value} if due.inferred and due.value else {}))
    said = completion_of(draft.text[start:end]) if due.value is None else None
    item = replace(item, due=item.due or due, completion=item.completion or (said if said == "completed" else None))
    found = track_of(draft.text[start:end])
    return replace(item, track=item.track or (found if found != "staged" else None))


def set_track(draft: Draft, item: Item, start: int, end: int) -> Item:
    return replace(item, track=item.track or track_of(draft.text[start:end]))


def set_completion(draft: Draft, item: Item, start: int, end: int) -> Item:
    return replace(item, completion=item.completion or completion_of(draft.text[start:end]))


SETTERS: dict[str, Callable[[Draft, Item, int, int], Item]] = {
    "leader": set_leader, "lead_unit": set_lead_unit, "units": set_units, "due": set_due, "track": set_track, "completion": set_completion,
}  # fmt: skip
