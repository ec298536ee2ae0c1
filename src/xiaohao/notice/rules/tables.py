"""台账表: the rows of a ledger as aspects, findings and items.

What is read: the item is the most specific problem of its row; where both 反馈问题 and 具体表现 stand, the first is the finding. A merged cell
speaks for all rows that it covers; an empty cell left of the items goes on with the one above only where nothing in the table is merged
downward (csv, plain text). An item over several rows is one item: its units are those of all its rows, a day or standing only what its rows agree on.
The progress is the cell 整改情况, over several rows from the first to the last of them. Only where a table has no such column are the measures of the plan
(整改措施) given as a progress, with what is listed in them as its measures; elsewhere they are no answer and only have their leaves.
"""

from __future__ import annotations

from xiaohao.notice.draft import Draft, Ledger
from xiaohao.notice.grid import rows
from xiaohao.notice.rules.ledger.around import around
from xiaohao.notice.rules.ledger.entries import Made
from xiaohao.notice.rules.ledger.forms import read_form
from xiaohao.notice.rules.ledger.notes import without_tail
from xiaohao.notice.rules.ledger.walk import Walk
from xiaohao.notice.tree import Role, Span, Table


def tables(draft: Draft) -> None:
    """Read every ledger and every form; a later ledger with the same head goes on where the one before ended."""
    if not draft.ledgers and not draft.forms:
        return
    made = Made(draft)
    unknown: set[str] = set()
    for ledger in draft.ledgers:
        lay_head(draft, ledger, unknown)
        walk = Walk(made, ledger)
        for number, row in enumerate(rows(draft.text, without_tail(draft.source.tables[ledger.head.table], ledger)), ledger.head.last):
            walk.row(number, row)
        walk.close()
    for form in draft.forms:
        read_form(made, form)
    made.close()
    if draft.ledgers:
        around(draft)
    draft.aspects.sort(key=by_place)
    draft.findings.sort(key=by_place)
    draft.items.sort(key=by_place)
    draft.progress.sort(key=by_place)


def by_place(one: Span) -> int:
    """In order of the text."""
    return one.start


def lay_head(draft: Draft, ledger: Ledger, unknown: set[str]) -> None:
    """The head's cells as labels; each that nobody knows is named once."""
    if ledger.head.last:
        for row in rows(draft.text, Table(ledger.head.start, ledger.head.end)):
            for cell in row:
                draft.piece(*draft.trimmed(*cell), Role.LABEL)
    for column in ledger.head.columns:
        if not column.role and column.text.strip() and column.words not in unknown and column.words not in draft.columns:
            unknown.add(column.words)
            draft.doubt("column_unknown", column.start, column.end, words=column.text.strip())
