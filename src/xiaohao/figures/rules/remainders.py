"""余数核对: 余下21户, 剩余3个: what is left must be what the whole leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, in_unit, plain, span
from xiaohao.figures.quantity import Figure

LEFT = re.compile(r"(?:余下|剩余|其余|剩下|还剩|尚余|余)(?:的)?$")
LAST = frozenset("余下剩的")
DONE = re.compile(r"(?:已|完成|办结|整改|拨付|支付|收回|清退|解决|销号|发放|下达|上缴|处理|拆除|建成|竣工)[^,;。]{0,12}$")
TOLD = re.compile(r"关于[^,;。\n]{2,40}?问题")  # a problem told by name stands for one
SUMMED = frozenset({"count", "money", "area", "length"})
NEAR = 0.05  # of the whole
REACH = 80  # characters back to the sentence before
FARTHEST = 8  # figures before the one that is left


def remainders(blocks: Blocks) -> Iterator[Check]:
    """The figure that is left against the whole and what is done, in one sentence; or against the whole and the problems told by name between them."""
    for sentence in blocks.told():
        inside = [f for f in sentence.figures if f.kind in SUMMED and f.qualifier == "exact"] if len(sentence.figures) > 1 else []
        for place, left in enumerate(inside):
            if blocks.flat[left.start - 1] in LAST and LEFT.search(blocks.before(left, 3)):
                yield from judged(blocks, left, alike(inside[max(0, place - 3 * FARTHEST) : place], left))


def alike(row: Sequence[Figure], left: Figure) -> list[Figure]:
    """The figures before it in its unit, the nearest last."""
    unit = left.like
    return [figure for figure in row if figure.like == unit][-FARTHEST:]


def judged(blocks: Blocks, left: Figure, before: Sequence[Figure]) -> Iterator[Check]:
    """Some whole before it, less all that stands between, is what is left; a difference is named only of a whole and one thing done."""
    if len(before) == 1:
        told = len(TOLD.findall(blocks.flat, before[0].end, left.start))
        if told and before[0].amount - told == left.amount:
            yield made(Verdict.AGREES, before[0], [], left, float(told))
        elif not told:
            yield from of_earlier(blocks, left, before[0])
        return
    for place in range(len(before) - 2, -1, -1):
        between = before[place + 1 :]
        done = round(sum(one.amount for one in between), 6)
        if round(before[place].amount - done, 6) == left.amount:
            yield made(Verdict.AGREES, before[place], between, left, done)
            return
    if len(before) == 2 and before[0].amount > before[1].amount and DONE.search(blocks.before(before[1], 14)):
        yield made(Verdict.DIFFERS, before[0], before[1:], left, before[1].amount)
    elif before and before[0].amount != left.amount:
        yield from of_finding(blocks, left, before[0])


def of_finding(blocks: Blocks, left: Figure, done: Figure) -> Iterator[Check]:
    """The whole may be the one figure of the finding in that unit; only a near miss of it is called wrong, for what was found may have grown."""
    item = blocks.items.get(left.item or "")
    if item is None or item.start <= left.start < item.end or not DONE.search(blocks.before(done, 14)):
        return
    wholes = alike([f for f in blocks.within(item.start, item.end) if f.kind == left.kind], left)
    if len(wholes) != 1 or wholes[0].qualifier != "exact" or wholes[0].amount <= max(done.amount, left.amount):
        return
    missed = round(wholes[0].amount - done.amount - left.amount, 6)
    if abs(missed) <= NEAR * wholes[0].amount:
        yield made(Verdict.DIFFERS if missed else Verdict.AGREES, wholes[0], [done], left, done.amount)


def of_earlier(blocks: Blocks, left: Figure, done: Figure) -> Iterator[Check]:
    """The whole may stand in the sentence before: 共计3200万元。已下达2700万元,其余500万元收回. Only agreement is named."""
    earlier = alike([f for f in blocks.within(done.start - REACH, done.start) if f.kind == left.kind and f.qualifier == "exact" and f.item == left.item], left)
    if earlier and round(earlier[-1].amount - done.amount, 6) == left.amount:
        yield made(Verdict.AGREES, earlier[-1], [done], left, done.amount)
    elif not earlier:
        yield from of_finding(blocks, left, done)


def made(verdict: Verdict, whole: Figure, done: Sequence[Figure], left: Figure, less: float) -> Check:
    """What is left, stated and reckoned, in the printed unit of the whole."""
    scale = in_unit(whole, whole) / whole.amount if whole.amount else 1.0
    stated, computed = plain(left.amount * scale), plain((whole.amount - less) * scale)
    facts = {"whole": plain(whole.amount * scale), "done": plain(less * scale), "left": stated, "unit": whole.unit or ""}
    code = "remainder_agrees" if verdict is Verdict.AGREES else "remainder_differs"
    return Check(code, "remainder", verdict, stated, computed, tuple(span(one) for one in (whole, *done, left)), facts)
