"""合计不符: rows that their own words call whole, and that do not make what is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, span, sum_facts
from xiaohao.figures.quantity import Figure
from xiaohao.figures.rules.sums import run_to

TOTAL = re.compile(r"(?:合计|共计|总计|小计)[^,;。:\d]{0,6}$")
OTHERS = re.compile(r"(?:^|[,、:])(?:其他|其它)[^,、;。\d]{0,8}$")
WITHIN = re.compile(r"^[^,;。\d]{0,4}[,(]?其中")
BROADER = re.compile(r"累计|历年|以来|同比|较上|左右|约|超|逾|含|包括|另")
ADDED = frozenset({"money", "area", "length"})  # one yuan is counted once; a person or a letter may stand in two classes
SUMMED = ADDED | {"count"}
NEAR = 0.1  # parts that miss their whole by more are of something else
FEWEST_WITH_OTHERS = 3


def totals(blocks: Blocks) -> Iterator[Check]:
    """合计 behind its parts; a row that ends with 其他; parts of money or land that are more than the whole they are 其中 of. Only near misses are named."""
    for sentence in blocks.told():
        inside = [f for f in sentence.figures if f.kind in SUMMED]
        if len(inside) >= 3 and all(figure.qualifier == "exact" for figure in inside) and not BROADER.search(blocks.flat, inside[0].start, inside[-1].end):
            yield from judged(blocks, inside)


def judged(blocks: Blocks, row: Sequence[Figure]) -> Iterator[Check]:
    """The figures of one sentence, where they are all of one unit."""
    if len({figure.like for figure in row}) > 1:
        return
    first, last = row[0], row[-1]
    words = blocks.before(last, 16)
    if TOTAL.search(words) and not run_to(row[:-1][::-1], last.amount):
        yield from missed(last, row[:-1])
    elif len(row) > FEWEST_WITH_OTHERS and OTHERS.search(words) and not run_to(row[1:], first.amount) or first.kind in ADDED and WITHIN.match(blocks.flat[first.end : first.end + 10]) and sum(f.amount for f in row[1:]) > first.amount:
        yield from missed(first, row[1:])


def missed(whole: Figure, parts: Sequence[Figure]) -> Iterator[Check]:
    """A near miss."""
    total = round(sum(part.amount for part in parts), 6)
    if any(part.amount >= whole.amount for part in parts) or total == whole.amount or abs(total - whole.amount) > NEAR * whole.amount:
        return
    facts = sum_facts(parts, whole)
    kind = whole.kind if whole.kind in ("money", "area") else "sum"
    spans = tuple(span(one) for one in (*parts, whole))
    yield Check("parts_do_not_make_whole", kind, Verdict.DIFFERS, facts["whole"], facts["sum"], spans, facts)
