"""加总核对: a whole and its parts that stand beside it in one sentence or measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, span, sum_facts
from xiaohao.figures.quantity import Figure

SUMMED = frozenset({"count", "money", "area", "length"})
LONGEST_ROW = 24
TOTAL = re.compile(r"(?:共|合计|总计|总|累计|计|达)[^,;。\d]{0,8}$")
BESIDE = re.compile(r"[^,:;(。]{0,40}(?:\([^()]{0,40}\))?、[^,:;(。]{0,40}")  # 5个部门、3个街道、2个镇 stand beside one another
LIST = re.compile(r"[、,和](?!其中|共|合计|目前|现|已|余|剩)[^,;。、\d]{0,12}")
TELLING = 100  # three digits and more do not agree by chance
LEFT = re.compile(r"(?:余下|剩余|其余|剩下|还剩|尚余)(?:的)?$")


def sums(blocks: Blocks) -> Iterator[Check]:
    """A figure that equals the sum of the run of like figures behind it, or before it. A run that does not close says nothing by itself."""
    for run in blocks.runs:
        if len(run.figures) < 3:
            continue
        for sentence in run.sentences:
            if len(sentence.figures) >= 3:
                for like in alike(blocks, [f for f in sentence.figures if f.kind in SUMMED and f.qualifier == "exact"]):
                    yield from closing(blocks, like)
        yield from by_noun(blocks, run.figures)


def alike(blocks: Blocks, row: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures of one unit (名 and 人 are one), in order."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in row:
        aside = "方面" if blocks.flat.startswith("方面", figure.end) else ""
        groups.setdefault((figure.like, aside), []).append(figure)
    yield from (group for group in groups.values() if 3 <= len(group) <= LONGEST_ROW)


def closing(blocks: Blocks, row: Sequence[Figure]) -> Iterator[Check]:
    """The longest run behind a figure, else before it, that makes it."""
    for place, whole in enumerate(row):
        after = [] if beside(blocks, row, place) else run_to(row[place + 1 :], whole.amount)
        before = [] if after or not is_total(blocks, whole) else run_to(row[:place][::-1], whole.amount)[::-1]
        parts = after or before
        if parts and not (after and goes_on(blocks, row, parts[-1])):
            # what is left is told by the rule of remainders
            if not LEFT.search(blocks.flat[max(0, parts[-1].start - 3) : parts[-1].start]):
                yield made(whole, parts)
            return


def goes_on(blocks: Blocks, row: Sequence[Figure], last: Figure) -> bool:
    """Whether the list of parts goes on behind the run that closes: 35人次, 其中甲20人次, 乙15人次, 丙3人次 is no sum."""
    behind = next((figure for figure in row if figure.start > last.start), None)
    return behind is not None and LIST.fullmatch(blocks.flat, last.end, behind.start) is not None


def beside(blocks: Blocks, row: Sequence[Figure], place: int) -> bool:
    """Whether the next figure only stands beside this one in a list."""
    return place + 1 < len(row) and BESIDE.fullmatch(blocks.flat, row[place].end, row[place + 1].start) is not None


def is_total(blocks: Blocks, figure: Figure) -> bool:
    """Whether a figure may be the whole of those before it: it says so, or it is no small number of things."""
    said = TOTAL.search(blocks.flat[max(0, figure.start - 12) : figure.start]) is not None
    return said or (figure.kind != "count" and (isinstance(figure.value, float) or figure.amount >= TELLING))


def run_to(row: Sequence[Figure], amount: float) -> list[Figure]:
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
        noun = blocks.noun(figure) if figure.kind == "count" and figure.qualifier == "exact" else ""
        if noun:
            nouns.setdefault(noun, []).append(figure)
    for like in nouns.values():
        if 3 <= len(like) <= LONGEST_ROW and len({figure.plain_unit for figure in like}) > 1:
            yield from closing(blocks, like)


def made(whole: Figure, parts: Sequence[Figure]) -> Check:
    """An agreement."""
    facts = sum_facts(parts, whole)
    return Check("parts_make_whole", "sum", Verdict.AGREES, facts["whole"], facts["sum"], tuple(span(one) for one in (*parts, whole)), facts)
