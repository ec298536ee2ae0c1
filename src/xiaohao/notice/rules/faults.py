"""存疑: what a person should look at: numbers that are missing or run on, marks that do not close. Nothing is mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.marks import Mark
from xiaohao.notice.tree import Aspect, Finding, Item

QUOTE = re.compile(r"[“”]")
NESTED = re.compile(r"《[^《》<>]*(<[^《》<>]*>)[^《》]*》")
SUM = re.compile(r"(?<![\d.])\d{1,12}(?:\.\d{1,6})?万(?=(?:建设|专项|项目|财政|补助|工程)?(?:资金|借款|款|贷款|债务|经费))")


def faults(draft: Draft) -> None:
    """Collect them all."""
    marks = {p.mark.body: (p, p.mark) for p in draft.paragraphs if p.mark and p.used}
    by_node = {one.start: marks.get(body_of(draft, one.start, marks)) for one in [*draft.aspects, *draft.findings, *draft.items]}
    numbering(draft, draft.aspects, by_node)
    numbering(draft, draft.findings, by_node)
    numbering(draft, draft.items, by_node)
    spacing(draft, [mark for _, mark in marks.values()])
    for _, mark in marks.values():
        if mark.runs_on:
            draft.doubt("number_runs_on", mark.start, mark.end + 4, number=mark.number)
    quotes(draft)
    for nested in NESTED.finditer(draft.source.text):
        draft.doubt("title_nested_ascii", *nested.span(1))
    for sum_ in SUM.finditer(draft.text):
        draft.doubt("unit_missing", *sum_.span(), words=draft.words(*sum_.span()))


def body_of(draft: Draft, start: int, marks: dict[int, tuple[Paragraph, Mark]]) -> int:
    """The body of the mark before a node's words: the words may begin later, behind a lead-in."""
    at = start
    while at >= max(0, start - 16) and at not in marks:
        at -= 1
    return at


def numbering(draft: Draft, nodes: Sequence[Aspect] | Sequence[Finding] | Sequence[Item], by_node: dict[int, tuple[Paragraph, Mark] | None]) -> None:
    """A gap in a row of numbers, and a number that stands only in its parts. A row that begins again at 1 is a new row."""
    before: int | None = None
    whole: set[int] = set()
    told: set[int] = set()
    for node, mark in numbered(nodes, by_node):
        value = mark.value
        if value is None or mark.named == "serial":  # the number of another list, of which this document takes up some
            before = None
            continue
        if value == before and "-" not in mark.number and value > 1:
            draft.doubt("number_repeated", mark.start, mark.end, number=mark.number)
        if before is not None and value > before + 1:
            for missing in range(before + 1, min(value, before + 6)):
                draft.doubt("number_missing", mark.start, mark.end, missing=str(missing), after=str(before), before=str(value))
        if "-" not in mark.number:
            whole.add(value)
        elif value not in whole and value not in told:
            told.add(value)
            draft.doubt("number_missing", mark.start, mark.end, missing=str(value), only=node.number)
        before = value


def numbered(nodes: Sequence[Aspect] | Sequence[Finding] | Sequence[Item], by_node: dict[int, tuple[Paragraph, Mark] | None]) -> Iterator[tuple[Aspect | Finding | Item, Mark]]:
    """Nodes with their marks."""
    for node in nodes:
        found = by_node.get(node.start)
        if found:
            yield node, found[1]


def spacing(draft: Draft, marks: Sequence[Mark]) -> None:
    """A space behind the stop of a number where nearly no other number of its level has one."""
    spaced = Counter(mark.level for mark in marks if mark.body > mark.end)
    total = Counter(mark.level for mark in marks)
    for mark in marks:
        if mark.body > mark.end and total[mark.level] >= 4 and spaced[mark.level] * 4 <= total[mark.level]:
            draft.doubt("number_spacing", mark.start, mark.body, number=mark.number)


def quotes(draft: Draft) -> None:
    """A quotation mark that opens and never closes within its paragraph."""
    for paragraph in draft.paragraphs:
        if paragraph.region == "head":
            continue
        opened: list[int] = []
        for sign in QUOTE.finditer(draft.source.text, paragraph.start, paragraph.end):
            if sign[0] == "“":
                opened.append(sign.start())
            elif opened:
                opened.pop()
        for at in opened:
            draft.doubt("quote_unmatched", at, at + 1)
