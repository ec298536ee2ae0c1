"""比率核对: a printed percentage against the counts of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.quantity import Figure

RATE = re.compile(r"(?:完成|整改|办结|落实|销号|到位|合格|达标|满意)率(?:为|达到?|是|约|:)?$")
MOST = 6  # counts of one sentence that a rate may be held against


def shares(blocks: Blocks) -> Iterator[Check]:
    """40.91 % of 44 with 26 left. Rates are printed rounded or cut off; both agree. A rate is called wrong only where it names itself one and two counts stand alone."""
    for start, end in blocks.runs():
        row = blocks.within(start, end)
        if not any(figure.unit == "%" for figure in row):
            continue
        for inside in blocks.by_sentence(row, start, end):
            numbers = [f for f in inside if f.kind == "count" and f.qualifier == "exact"]
            if not 2 <= len(numbers) <= MOST:
                continue
            for rate in [f for f in inside if f.unit == "%"]:
                yield from judged(blocks, rate, numbers)


def judged(blocks: Blocks, rate: Figure, numbers: Sequence[Figure]) -> Iterator[Check]:
    """One rate against the counts of its sentence."""
    units = {figure.plain_unit for figure in numbers}
    if len(units) != 1 or any(f.amount <= 0 for f in numbers):
        return
    for a in numbers:
        for b in numbers:
            if a is b:
                continue
            for top, base in ((a.amount, b.amount), (b.amount - a.amount, b.amount), (a.amount, a.amount + b.amount)):
                if 0 < top <= base and prints(rate, top, base):
                    facts = {"top": plain(top), "base": plain(base), "rate": plain(rate.amount)}
                    spans = tuple(span(one) for one in sorted((a, b, rate), key=lambda one: one.start))
                    yield Check("share_agrees", "share", Verdict.AGREES, plain(rate.amount), exact(rate, top, base), spans, facts)
                    return
    if len(numbers) == 2 and RATE.search(blocks.flat[max(0, rate.start - 8) : rate.start]) and rate.amount <= 100:
        a, b = sorted(numbers, key=lambda one: one.amount)
        facts = {"top": plain(a.amount), "base": plain(b.amount), "rate": plain(rate.amount)}
        yield Check("share_differs", "share", Verdict.DIFFERS, plain(rate.amount), exact(rate, a.amount, b.amount), (span(a), span(b), span(rate)), facts)


def step(rate: Figure) -> Decimal:
    """The last printed decimal."""
    digits = rate.text.rstrip("%％")
    return Decimal(1).scaleb(-len(digits.partition(".")[2]))


def prints(rate: Figure, top: float, base: float) -> bool:
    """Whether top of base, rounded or cut off, is what is printed."""
    share = Decimal(str(top)) * 100 / Decimal(str(base))
    stated = Decimal(str(rate.value)).quantize(step(rate))
    return stated in (share.quantize(step(rate), ROUND_HALF_UP), share.quantize(step(rate), ROUND_DOWN))


def exact(rate: Figure, top: float, base: float) -> str:
    """What it comes to, rounded as printed."""
    return plain(float((Decimal(str(top)) * 100 / Decimal(str(base))).quantize(step(rate), ROUND_HALF_UP)))
