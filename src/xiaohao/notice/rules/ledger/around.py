"""台账表四周: what stands above and below a ledger and speaks of all of it: its title, who filled it in, and that the document is a ledger."""

from __future__ import annotations

import re

from xiaohao.notice.draft import Draft, Ledger, Paragraph
from xiaohao.notice.tree import Kind, Role

FILLED_BY = re.compile(r"(?:填报|报送|填表|制表|编制|上报)(?:单位|部门|机关)(?:\([^()]{0,12}\))?[:]\s*(?P<who>[^\s:;,。()]{2,30})")
LEDGER = re.compile(r"台账|一览表|汇总表|登记表|情况表|推进表|明细表|对账单|\b(?:register|tracker|log)\b", re.IGNORECASE)
NO_TITLE = re.compile(r"[:。;]|^\(|^\d+$|^单位|^(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?$|^附件?\d*$|^sheet\d*$", re.IGNORECASE)
LONGEST_TITLE = 80
NEAR = 6  # paragraphs above a table
OPEN = frozenset({Kind.UNKNOWN, Kind.PROGRESS_NOTICE, Kind.AUDIT_REPORT, Kind.FEEDBACK})


def around(draft: Draft) -> None:
    """Title, issuer and kind of a document by the first ledger in it, where nothing else has said them."""
    first = draft.ledgers[0]
    above = [one for one in draft.paragraphs if one.end <= first.start][-NEAR:]
    if draft.title is None:
        title(draft, first, above)
    if draft.issuer is None:
        found = next((match for one in above if (match := FILLED_BY.search(draft.text, one.start, one.end))), None)
        draft.issuer = draft.place(*found.span("who")) if found else None
    kind(draft)


def title(draft: Draft, ledger: Ledger, above: list[Paragraph]) -> None:
    """The first row above the head that holds one cell, which is no label, no note and no day."""
    start = draft.source.tables[ledger.head.table].start
    rows: dict[int, list[Paragraph]] = {}
    for one in above:
        if one.start >= start:
            rows.setdefault(draft.text.rfind("\n", 0, one.start), []).append(one)
    for row in rows.values():
        words = draft.text[row[0].start : row[0].end]
        if len(row) == 1 and 2 <= len(words) <= LONGEST_TITLE and not NO_TITLE.search(words):
            draft.title = draft.place(row[0].start, row[0].end)
            draft.piece(row[0].start, row[0].end, Role.TITLE)
            row[0].region = "head"
            return


def kind(draft: Draft) -> None:
    """A title that says 台账, or a document that is mainly such a table under no title that says otherwise, is a ledger."""
    words = draft.text[draft.title.start : draft.title.end] if draft.title else ""
    held = sum(one.end - one.start for one in draft.ledgers)
    mainly = held * 2 > len(draft.text)
    if "台账" in words or (mainly and draft.kind in OPEN and (draft.kind is Kind.UNKNOWN or LEDGER.search(words))):
        draft.kind = Kind.LEDGER
