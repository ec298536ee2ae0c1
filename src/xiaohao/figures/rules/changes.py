"""增减核对: from so much to so much, and by how much: the difference, the rate of growth, the percentage points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.quantity import Figure
from xiaohao.figures.rules.shares import digits, exact, prints

UP, DOWN = "提高|提升|上升|增加|增长|增至|升", "下降|降低|减少|压减|降|减"
FROM = re.compile(r"[由从][^,;。\d]{0,12}$")
TO = re.compile(rf"[^,;。\d]{{0,8}}?(?:(?P<up>{UP}|扩大|增)|(?P<down>{DOWN}|缩小))(?:到|至|为)?了?[^,;。\d]{{0,4}}")
BY = re.compile(rf"[,、(]?[^,;。\d]{{0,8}}?(?:(?P<up>{UP}|增幅|升幅)|(?P<down>{DOWN}|降幅|减幅))(?:了|达|为|约)?[^,;。\d]{{0,4}}")
THAN = re.compile(r",?[^,;。\d]{0,4}[比较](?:去年|上年|上月|上季度|前年|以往|此前|原来|同期)[^,;。\d]{0,8}的")
POINTS = frozenset(("个百分点", "百分点"))


def changes(blocks: Blocks) -> Iterator[Check]:
    """由120件下降到90件, 下降25%; 由54.8%提高到88.1%, 提高33.3个百分点; 215件, 比去年的251件减少36件. A percentage of percentages may be meant either way."""
    for sentence in blocks.told():
        row = sentence.figures
        for place in range(len(row) - 2):
            first, second, third = row[place : place + 3]
            if first.kind != second.kind or first.like != second.like or not first.qualifier == second.qualifier == third.qualifier == "exact":
                continue
            if not isinstance(first.value, str) and first.amount > 0:
                yield from changed(blocks, first, second, row[place + 2 : place + 4])


def changed(blocks: Blocks, first: Figure, second: Figure, by: Sequence[Figure]) -> Iterator[Check]:
    """The figures behind a pair that say by how much it changed, as long as they go the same way."""
    flat = blocks.flat
    moved = TO.fullmatch(flat, first.end, second.start) if FROM.search(blocks.before(first, 14)) else None
    if moved is not None and (second.amount > first.amount) is (moved["up"] is not None):
        old, new = first, second
    elif moved is None and THAN.fullmatch(flat, first.end, second.start):
        old, new = second, first
    else:
        return
    at = second.end
    for figure in by:
        said = BY.fullmatch(flat, at, figure.start)
        if said is None or (said["up"] is not None) is not (new.amount > old.amount) or figure.qualifier != "exact":
            return
        at = figure.end
        yield from held(old, new, figure)


def held(old: Figure, new: Figure, by: Figure) -> Iterator[Check]:
    """One figure against the change."""
    moved = round(abs(new.amount - old.amount), 6)
    facts = {"old": plain(old.amount), "new": plain(new.amount), "by": plain(by.amount), "unit": by.unit or ""}
    spans = tuple(span(one) for one in sorted((old, new, by), key=lambda one: one.start))
    is_share = old.unit in ("%", "‰")
    if is_share and by.unit in POINTS or not is_share and by.kind == old.kind and by.like == old.like:
        agrees, computed = moved == by.amount, plain(moved)
    elif by.unit == "%" and is_share:
        agrees, computed = moved == by.amount or prints(by.text, moved, old.amount), plain(moved)
        if not agrees:
            return
    elif by.unit == "%" and old.amount > 0 and digits(by.text) != "0":
        agrees, computed = prints(by.text, moved, old.amount), exact(by.text, moved, old.amount)
    else:
        return
    code = "change_agrees" if agrees else "change_differs"
    kind = "share" if by.kind == "share" else "remainder"
    yield Check(code, kind, Verdict.AGREES if agrees else Verdict.DIFFERS, plain(by.amount), computed, spans, facts)
