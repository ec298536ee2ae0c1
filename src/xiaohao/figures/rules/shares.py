"""比率核对: a printed percentage against the counts of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.quantity import Figure
from xiaohao.notice import Place, folded

RATE = re.compile(r"(?:完成|整改|办结|落实|销号|到位|合格|达标|满意)率(?:为|达到?|是|约|:)?$")
GROWTH = re.compile(r"(?:增长|提高|提升|下降|降低|减少|增加|上升|增幅|降幅|压减|同比|环比)[^,;。]{0,6}$")
CRITERION = re.compile(r"的|以上|以下|以内")  # 完成率达到100%的51个 sorts, it does not reckon
DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
MOST = 6  # counts of one sentence that a rate may be held against


def shares(blocks: Blocks) -> Iterator[Check]:
    """40.91 % of 44 with 26 left. Rates are printed rounded or cut off; both agree. A rate is called wrong only where it names itself one and two counts stand alone."""
    for sentence in blocks.told():
        inside = sentence.figures
        if len(inside) < 3 or not any(figure.unit == "%" for figure in inside):
            continue
        for kind in ("count", "money"):
            numbers = [f for f in inside if f.kind == kind and f.qualifier == "exact" and not blocks.flat.startswith("方面", f.end)]
            if 2 <= len(numbers) <= MOST:
                for rate in [f for f in inside if reckoned(blocks, f)]:
                    yield from judged(blocks, rate, numbers)


def reckoned(blocks: Blocks, figure: Figure) -> bool:
    """Whether a figure is a rate of what stands beside it: no growth, no criterion."""
    if figure.unit != "%" or figure.qualifier != "exact":
        return False
    return not GROWTH.search(blocks.flat[max(0, figure.start - 12) : figure.start]) and not CRITERION.match(blocks.flat, figure.end)


def judged(blocks: Blocks, rate: Figure, numbers: Sequence[Figure]) -> Iterator[Check]:
    """One rate against the counts, or the amounts, of its sentence."""
    units = {figure.plain_unit for figure in numbers}
    if len(units) != 1 or any(f.amount <= 0 for f in numbers):
        return
    found = of_two(rate.text, [figure.amount for figure in numbers])
    if found:
        first, second, top, base = found
        facts = {"top": plain(top), "base": plain(base), "rate": plain(rate.amount)}
        spans = tuple(span(one) for one in sorted((numbers[first], numbers[second], rate), key=lambda one: one.start))
        yield Check("share_agrees", "share", Verdict.AGREES, plain(rate.amount), exact(rate.text, top, base), spans, facts)
    elif len(numbers) == 2 and numbers[0].kind == "count" and RATE.search(blocks.flat[max(0, rate.start - 8) : rate.start]) and rate.amount <= 100:
        a, b = sorted(numbers, key=lambda one: one.amount)
        yield share_differs(rate, a, b, a.amount, b.amount)


def of_two(rate: str, amounts: Sequence[float]) -> tuple[int, int, float, float] | None:
    """(places of the two, top, base) of the two amounts of which the rate is a share: a of b, else what a leaves of b, else a of both."""
    pairs = [(i, j) for i in range(len(amounts)) for j in range(len(amounts)) if i != j]
    for reading in range(3):
        for i, j in pairs:
            a, b = amounts[i], amounts[j]
            top, base = ((a, b), (b - a, b), (a, a + b))[reading]
            if 0 < top <= base and prints(rate, top, base):
                return i, j, top, base
    return None


def share_differs(rate: Place, part: Place, whole: Place, top: float, base: float) -> Check:
    """A rate that is not what it comes to."""
    facts = {"top": plain(top), "base": plain(base), "rate": printed(rate.text)}
    return Check("share_differs", "share", Verdict.DIFFERS, printed(rate.text), exact(rate.text, top, base), (span(part), span(whole), span(rate)), facts)


def digits(rate: str) -> str:
    """The digits of a printed rate, without its sign: 40.90 of 40.90%."""
    found = DIGITS.match(folded(rate).replace(",", ""))
    return found[0] if found else "0"


def printed(rate: str) -> str:
    """The rate as a number."""
    return plain(float(digits(rate)))


def step(rate: str) -> Decimal:
    """The last printed decimal."""
    return Decimal(1).scaleb(-len(digits(rate).partition(".")[2]))


def prints(rate: str, top: float, base: float) -> bool:
    """Whether top of base, rounded or cut off, is what is printed."""
    share = Decimal(str(top)) * 100 / Decimal(str(base))
    stated = Decimal(digits(rate))
    return stated in (share.quantize(step(rate), ROUND_HALF_UP), share.quantize(step(rate), ROUND_DOWN))


def exact(rate: str, top: float, base: float) -> str:
    """What it comes to, rounded as printed."""
    return plain(float((Decimal(str(top)) * 100 / Decimal(str(base))).quantize(step(rate), ROUND_HALF_UP)))
