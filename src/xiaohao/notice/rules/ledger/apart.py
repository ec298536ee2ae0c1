"""台账表与正文分开: the rows of ledgers are taken out of the paragraphs, so that no other rule takes them for titles, labels or headings.

Rows above a head and notes below the last row stay, one paragraph for each cell: 填报单位：…, 截至…, 注：… are for the rules of prose.
"""

from __future__ import annotations

from collections.abc import Iterator

from xiaohao.notice.draft import Draft, Ledger, Paragraph, paragraph
from xiaohao.notice.grid import Cell, cells
from xiaohao.notice.heads import heads
from xiaohao.notice.rules.ledger.forms import is_form
from xiaohao.notice.rules.ledger.notes import is_note

LONGEST_TAIL = 60  # rows


def set_apart(draft: Draft) -> None:
    """Find the ledgers and forms among the tables, and leave their rows out of the paragraphs."""
    regions: list[tuple[int, int, bool]] = []
    last = 0
    for head in heads(draft.text, draft.source, draft.columns):
        table = draft.source.tables[head.table]
        if table.start < last:
            continue
        if not head.is_ledger:
            if is_form(draft, table):
                draft.forms.append(table)
                regions.append((table.start, table.end, True))
                last = table.end
            continue
        body = head.end + 1 if head.last else table.start
        tail = tail_of(draft.text, min(body, table.end), table.end)
        draft.ledgers.append(Ledger(head, head.start, body, tail))
        regions += [(table.start, head.start, False), (head.start, tail, True), (tail, table.end, False)]
        last = table.end
    if regions:
        draft.paragraphs = list(outside(draft, sorted(regions)))


def outside(draft: Draft, regions: list[tuple[int, int, bool]]) -> Iterator[Paragraph]:
    """The paragraphs without those of ledgers; rows beside a ledger cell by cell."""
    place = 0
    for one in draft.paragraphs:
        while place < len(regions) and regions[place][1] <= one.start:
            place += 1
        if place == len(regions) or one.start < regions[place][0]:
            yield one
        elif not regions[place][2]:
            yield from filter(None, (paragraph(draft.text, *cell) for cell in cells(draft.text, one.start, one.end)))


def tail_of(text: str, body: int, end: int) -> int:
    """Where the last row of a ledger ends: before the first of the notes that stand below it."""
    at, found, count = end, end, 0
    while at > body and count < LONGEST_TAIL:
        start = max(text.rfind("\n", body, at) + 1, body)
        row = cells(text, start, at)
        if is_note(text, row):
            found = start
        elif not is_lone(text, row):
            break
        at, count = start - 1, count + 1
    return max(body, found - 1) if found < end else end


def is_lone(text: str, row: tuple[Cell, ...]) -> bool:
    """Whether a row is blank, or only its first cell says something that is no number."""
    said = [text[a:b].strip() for a, b in row]
    return not any(said[1:]) and not said[0].isdecimal()
