"""阅读: the ordered table of rules, and the loop that reads. A rule is added by writing one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xiaohao.notice.draft import Draft, leaves
from xiaohao.notice.rules.closing import closing
from xiaohao.notice.rules.dates import as_of_day
from xiaohao.notice.rules.faults import faults
from xiaohao.notice.rules.fields import fields
from xiaohao.notice.rules.instruments import instruments
from xiaohao.notice.rules.items import items
from xiaohao.notice.rules.labels import labels
from xiaohao.notice.rules.ledger.apart import set_apart
from xiaohao.notice.rules.opening import opening
from xiaohao.notice.rules.progress import progress
from xiaohao.notice.rules.structure import structure
from xiaohao.notice.rules.tables import tables
from xiaohao.notice.rules.visit import visit
from xiaohao.notice.tree import Notice, Source
from xiaohao.notice.uncollected import uncollected

RULES: tuple[Callable[[Draft], None], ...] = (
    set_apart,  # tables whose rows are problems: no paragraphs, so that no other rule takes their rows for titles, labels, headings
    opening,  # title, issuer, day of publication, what sort of document
    labels,  # 整改情况:, 责任领导:, 完成情况:
    closing,  # contacts, and what stands after them
    structure,  # which paragraphs are aspects, findings, items
    items,  # their words
    progress,  # what answers them, and its measures
    visit,  # who inspected whom, when the findings were handed over
    fields,  # labelled values of single items
    tables,  # what the rows of those tables say
    as_of_day,  # 截至6月30日
    instruments,  # 《…》 and what was done with them
    faults,  # numbers that are missing, marks that do not close
)


def read(source: Source, *, published_on: str | None = None, columns: Mapping[str, str] | None = None) -> Notice:
    """What a document says. Never raises for what a text holds; what is odd becomes a Doubt.

    `published_on` (YYYY-MM-DD) is the day of publication where the caller knows it and the text may not say it. `columns` says what columns
    of tables hold whose heads nobody knows, or are taken wrongly (`columns_of`): from the words of a head to one of `ROLES`.
    """
    with uncollected(len(source.text)):
        return read_whole(Draft.of(source, published_on, columns))


def read_whole(draft: Draft) -> Notice:
    """Apply every rule, and make a notice of what they found."""
    source = draft.source
    for rule in RULES:
        rule(draft)
    if not draft.items:
        draft.doubt("no_structure", 0, min(len(source.text), 80))
    return Notice(
        source=source, leaves=leaves(draft), kind=draft.kind, title=draft.title, issuer=draft.issuer, published_on=draft.published_on,
        as_of=draft.as_of, inspection=draft.visit, contacts=tuple(draft.contacts), aspects=tuple(draft.aspects), findings=tuple(draft.findings),
        items=tuple(draft.items), progress=tuple(draft.progress), instruments=tuple(draft.instruments),
        doubts=tuple(sorted(draft.doubts, key=lambda doubt: (doubt.start, doubt.end, doubt.code))),
    )  # fmt: skip
