"""字段: what a labelled line says of one item: who answers, until when, how it stands. An empty field is right, a guess is wrong.

Completion is given only where the document says it of this item: behind 完成情况, 整改结果, 销号情况 (已销号 is completed), or first in its answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.rules.deadlines import deadline
from xiaohao.notice.rules.standing import completion_of, track_of
from xiaohao.notice.tree import Dated, Place, Role

BETWEEN = re.compile(r"[、,;;/\t]+|\s{2,}|(?<=[^\sA-Za-z]) +(?=[^\sA-Za-z(])")
# 和 stands within names too (自然资源和规划局): it parts two names only behind one that is whole, by its last character
AND = re.compile(r"(?<=[局委办部厅科处室院队站所校会署组镇乡县区市府街道村门司团企关位人构])(?:以及|和|及|与|并)(?=[^其]{2})")
NOT_AND = re.compile(r"(?:人社|人力资源|自然资源|发展|文化|城乡|住房|工业|农业|卫生|水利|交通|民政|科技|教育|生态|市场|退役|机关)$")
NOTE = re.compile(r"\s*\((?P<note>[^()]{1,20})\)$")
PART_OF_NAME = re.compile(r"街道(?:办(?:事处)?)?|社区|[乡镇区市县场]|[市县]、区|开发区|园区|党组|党委|党工委")  # 各镇(街道)
ET_CETERA = re.compile(r"等?\d{0,3}[个家]?(?:有关|相关|其他|各)?(?:部门|单位|职能部门|成员单位|科室|处室)$|等+$")
NOTHING = re.compile(r"(?:[-/\\*—无]+|not applicable|n/?a|none|tbd)$", re.IGNORECASE)
CLOSED = re.compile(r"[。;,\s.*]+$")
LONGEST_NAME = 30
LONGEST_ENGLISH = 60


@dataclass(slots=True)
class Said:
    """所言: what the labelled lines, or the cells, of one item have said so far; the first of a sort decides."""

    leader: Place | None = None
    lead_unit: Place | None = None
    units: list[Place] = field(default_factory=list)
    due: Dated | None = None
    track: str | None = None
    completion: str | None = None

    def add(self, named: Sequence[Place]) -> None:
        """More units; one that is there already is not put twice."""
        for one in named:
            if all(one.text != unit.text for unit in self.units):
                self.units.append(one)


def fields(draft: Draft) -> None:
    """Give each labelled value to the item above it, or to the one whose number it bears."""
    told: dict[int, Said] = {}
    for number, current in draft.owners:
        paragraph = draft.paragraphs[number]
        setter = SETTERS.get(paragraph.label)
        if setter is None:
            continue
        start, end = value_of(draft, paragraph)
        if start < end and not NOTHING.match(draft.text, start, end):
            setter(draft, told.setdefault(current, Said()), start, end)
            draft.piece(paragraph.start if not paragraph.used else paragraph.body, paragraph.body, Role.LABEL)
            draft.piece(start, end, Role.FIELD)
            paragraph.used = True
    for current, said in told.items():
        item = draft.items[current]
        draft.items[current] = replace(
            item, leader=said.leader, lead_unit=said.lead_unit, units=tuple(said.units), due=said.due, track=said.track,
            completion=item.completion or said.completion,
        )  # fmt: skip


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
        if note and not PART_OF_NAME.fullmatch(note["note"]):
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
    cuts: list[tuple[int, int]] = []
    depth, at = 0, start
    gaps = {found.start(): found.end() for found in BETWEEN.finditer(text, start, end)}
    gaps |= {found.start(): found.end() for found in AND.finditer(text, start, end) if not NOT_AND.search(text, max(start, found.start() - 6), found.start())}
    last = start
    for here in sorted(gaps):
        depth += text.count("(", last, here) - text.count(")", last, here)
        last = here
        if depth <= 0 and here >= at:
            cuts.append((at, here))
            at = gaps[here]
    return [*cuts, (at, end)]


def set_leader(draft: Draft, said: Said, start: int, end: int) -> None:
    if said.leader is None and end - start <= LONGEST_NAME * 2:
        said.leader = draft.place(start, end)


def set_lead_unit(draft: Draft, said: Said, start: int, end: int) -> None:
    named = [name for name, _ in places(draft, start, end)]
    said.lead_unit = said.lead_unit or (named[0] if named else None)
    said.units += named[1:]


def set_units(draft: Draft, said: Said, start: int, end: int) -> None:
    named = places(draft, start, end)
    leading = next((name for name, note in named if note in ("牵头", "牵头单位", "主责")), None) if said.lead_unit is None else None
    said.lead_unit = said.lead_unit or leading
    said.units += [name for name, _ in named if name is not leading]


def set_due(draft: Draft, said: Said, start: int, end: int) -> None:
    due, code = deadline(draft, start, end)
    if code:
        draft.doubt(code, start, end, **({"inferred": due.value} if due.inferred and due.value else {}))
    said.due = said.due or due
    if due.value is None and completion_of(draft.text[start:end]) == "completed":
        said.completion = said.completion or "completed"
    found = track_of(draft.text[start:end])
    said.track = said.track or (found if found != "staged" else None)


def set_track(draft: Draft, said: Said, start: int, end: int) -> None:
    said.track = said.track or track_of(draft.text[start:end])


def set_completion(draft: Draft, said: Said, start: int, end: int) -> None:
    said.completion = said.completion or completion_of(draft.text[start:end])


SETTERS: dict[str, Callable[[Draft, Said, int, int], None]] = {
    "leader": set_leader, "lead_unit": set_lead_unit, "units": set_units, "due": set_due, "track": set_track, "completion": set_completion,
}  # fmt: skip
