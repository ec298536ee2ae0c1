"""着色的原文: a document's text as runs that carry what was read in them. Runs joined give the text again; none is lost, none told twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xiaohao.ledger.intake_page.keys import check_keys, doubt_keys

Json = Mapping[str, Any]
ROWS_A_PART = 80  # rows shown at once
CHARACTERS_A_PART = 30_000
ORDER = ("sought", "aspect", "finding", "item", "progress", "measure", "figure", "doubt", "differs")


@dataclass(frozen=True, slots=True)
class Mark:
    """一处: a range of the text, what it is, and the rows that it belongs to."""

    start: int
    end: int
    kind: str
    rows: tuple[str, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """一段: characters with the same marks on them."""

    start: int
    text: str
    kinds: str = ""  # as classes of the stylesheet
    rows: str = ""  # keys of rows, apart by spaces
    anchor: str = ""


def marks(reading: Json, proposal: Json, text: str) -> list[Mark]:
    """Everything that is lit: the proposed rows, what answers them, figures, doubts and differing figures."""
    found = [Mark(one["start"], one["end"], one["level"], (one["key"],), f"t-{one['key']}") for one in proposal["headings"]]
    found += [Mark(one["start"], one["end"], "item", (one["key"],), f"t-{one['key']}") for one in proposal["items"]]
    answered = {one["key"]: tuple(one["items"]) for one in proposal["progress"]}
    for one in reading["progress"]:
        rows = answered.get(one["id"], ())
        found.append(Mark(one["start"], one["end"], "progress", rows))
        found += [Mark(measure["start"], measure["end"], "measure", rows) for measure in one["measures"]]
    found += [Mark(one["start"], one["end"], "figure") for one in reading["figures"]]
    for key, one in zip(doubt_keys(reading, text), reading["doubts"], strict=True):
        found.append(Mark(one["start"], max(one["end"], one["start"] + 1), "doubt", anchor=f"{key}-place"))
    for key, one in zip(check_keys(reading, text), reading["checks"], strict=True):
        if one["verdict"] == "differs":
            found += [Mark(start, end, "differs", anchor=f"{key}-place" if not k else "") for k, (start, end) in enumerate(one["spans"])]
    return found


def runs(text: str, all_marks: Iterable[Mark], start: int, end: int) -> tuple[Run, ...]:
    """The text from `start` to `end` as runs."""
    inside = sorted((mark for mark in all_marks if mark.start < end and mark.end > start and mark.end > mark.start), key=lambda mark: mark.start)
    edges = sorted({start, end, *(edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end)})
    found, active, place, said = [], [], 0, set()
    for low, high in zip(edges, edges[1:], strict=False):
        while place < len(inside) and inside[place].start <= low:
            active.append(inside[place])
            place += 1
        active = [mark for mark in active if mark.end > low]
        anchor = next((mark.anchor for mark in active if mark.anchor and mark.anchor not in said), "")
        said.add(anchor)
        found.append(run(text, low, high, active, anchor))
    return tuple(found)


def run(text: str, low: int, high: int, active: Sequence[Mark], anchor: str) -> Run:
    """One run with the marks that lie on it."""
    kinds = {mark.kind for mark in active}
    rows = dict.fromkeys(row for mark in active for row in mark.rows)
    return Run(low, text[low:high], " ".join(f"k-{kind}" for kind in ORDER if kind in kinds), " ".join(rows), anchor)


def cuts(text: str, proposal: Json) -> tuple[int, ...]:
    """Where a long document is cut into parts to be shown one at a time: the first is 0. Headings are cut before, items only when a part is full."""
    if len(proposal["items"]) <= ROWS_A_PART and len(text) <= 2 * CHARACTERS_A_PART:
        return (0,)
    rows = sorted(
        [(one["start"], True) for one in proposal["headings"]] + [(one["start"], False) for one in proposal["items"]], key=lambda row: row[0]
    )  # fmt: skip
    found, count = [0], 0
    for start, is_heading in [*rows, (len(text), False)]:
        line = text.rfind("\n", 0, start) + 1
        while line - found[-1] > 2 * CHARACTERS_A_PART:
            limit = found[-1] + CHARACTERS_A_PART
            found.append(max(text.rfind("\n", found[-1] + 1, limit) + 1, 0) or limit)
            count = 0
        is_full = count >= (ROWS_A_PART // 2 if is_heading else ROWS_A_PART) or start - found[-1] > CHARACTERS_A_PART
        if is_full and found[-1] < line < len(text):
            found.append(line)
            count = 0
        count += not is_heading
    return tuple(found)
