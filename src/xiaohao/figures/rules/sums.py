"""加总核对: a whole and its parts that stand beside it in one sentence or measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.quantity import SAME, Figure

SUMMED = frozenset({"count", "money", "area", "length"})
LONGEST_ROW = 24


def sums(blocks: Blocks) -> Iterator[Check]:
    """A figure that equals the sum of the run of like figures behind it, or before it. A run that does not close says nothing by itself."""
    for start, end in blocks.runs():
        row = [f for f in blocks.within(start, end) if f.kind in SUMMED and f.qualifier == "exact"]
        if len(row) < 3:
            continue
        for inside in blocks.by_sentence(row, start, end):
            for like in alike(blocks, inside):
                yield from closing(like)
        yield from by_noun(blocks, row)


def alike(blocks: Blocks, row: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures of one unit (名 and 人 are one), in order."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in row:
        aside = "方面" if blocks.flat.startswith("方面", figure.end) else ""
        groups.setdefault((SAME.get(figure.plain_unit, figure.plain_unit), aside), []).append(figure)
    yield from (group for group in groups.values() if 3 <= len(group) <= LONGEST_ROW)


def closing(row: Sequence[Figure]) -> Iterator[Check]:
    """The longest run behind a figure, else before it, that makes it."""
    for place, whole in enumerate(row):
        after = run(row[place + 1 :], whole.amount)
        if after:
            yield made(whole, after)
            return
        before = run(row[:place][::-1], whole.amount)
        if before:
            yield made(whole, before[::-1])
            return


def run(row: Sequence[Figure], amount: float) -> list[Figure]:
    """The figures from the first one on that come to the amount exactly; at least two, none of them nothing."""
    total, taken = 0.0, []
    for figure in row:
        if figure.amount <= 0 or figure.amount >= amount:
            return []
        total = round(total + figure.amount, 6)
        taken.append(figure)
        if total == amount and len(taken) > 1:
            return taken
        if total > amount:
            return []
    return []


def by_noun(blocks: Blocks, row: Sequence[Figure]) -> Iterator[Check]:
    """6家市场 … 3个市场 … 3个市场: like nouns, whatever the unit, within one measure."""
    nouns: dict[str, list[Figure]] = {}
    for figure in row:
        noun = blocks.noun(figure)
        if figure.kind == "count" and noun:
            nouns.setdefault(noun, []).append(figure)
    for like in nouns.values():
        if 3 <= len(like) <= LONGEST_ROW and len({figure.plain_unit for figure in like}) > 1:
            yield from closing(like)


def made(whole: Figure, parts: Sequence[Figure]) -> Check:
    """An agreement."""
    facts = {"parts": " + ".join(plain(part.amount) for part in parts), "whole": plain(whole.amount), "sum": plain(whole.amount)}
    return Check("parts_make_whole", "sum", Verdict.AGREES, plain(whole.amount), plain(whole.amount), tuple(span(one) for one in (*parts, whole)), facts)
