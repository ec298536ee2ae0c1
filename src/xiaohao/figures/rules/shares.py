"""比率核对: a printed percentage against the counts of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from xiaohao.figures.blocks import Blocks, Sentence
from xiaohao.figures.check import Check, Verdict, in_unit, plain, span
from xiaohao.figures.quantity import Figure
from xiaohao.notice import Place, folded
from xiaohao.numerals import number

# 按期办结率 leaves out what is not yet due, which the sentence does not tell.
RATE = re.compile(r"(?<!按期)(?<!按时)(?<!及时)(?:完成|整改|办结|落实|销号|到位|合格|达标|满意|属实|差错|参评|化解)率(?:为|达到?|是|约|:)?$")
DONE = re.compile(r"(?:整改|完成|办结|落实|销号|到位|合格|达标|满意|属实|化解|差错|参评)[^,;。\d]{0,8}$")
GROWTH = re.compile(r"(?:增长|提高|提升|下降|降低|减少|增加|上升|增幅|降幅|压减|同比|环比)[^,;。]{0,6}$")
CRITERION = re.compile(r"的|以上|以下|以内")  # 完成率达到100%的51个 sorts, it does not reckon
DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
SIGNS = ("%", "‰")
WINDOW = 12  # figures of the sentences before
MOST = 6  # counts of one sentence that a rate may be held against


def shares(blocks: Blocks) -> Iterator[Check]:
    """40.91 % of 44 with 26 left. Rates are printed rounded or cut off; both agree. A rate is called wrong only where it names itself one and two counts stand alone."""
    for run in blocks.runs:
        earlier: list[Figure] = []
        for sentence in run.sentences:
            rates = [f for f in sentence.figures if f.kind == "share" and reckoned(blocks, f)]
            for kind in ("count", "money") if rates and len(sentence.figures) > 1 else ():
                numbers = [f for f in sentence.figures if is_number(blocks, f, kind)]
                if 2 <= len(numbers) <= MOST:
                    for rate in rates:
                        yield from judged(blocks, rate, numbers, pooled(blocks, sentence, earlier, numbers))
                elif len(numbers) == 1:
                    yield from of_earlier(blocks, rates, numbers[0], [f for f in earlier if is_number(blocks, f, kind)])
            if len(run.sentences) > 1:
                earlier = [*earlier, *sentence.figures][-WINDOW:]


def is_number(blocks: Blocks, figure: Figure, kind: str) -> bool:
    """Whether a figure is exact, of a kind, and no number of aspects."""
    return figure.kind == kind and figure.qualifier == "exact" and not blocks.flat.startswith("方面", figure.end)


def of_earlier(blocks: Blocks, rates: Sequence[Figure], number: Figure, before: Sequence[Figure]) -> Iterator[Check]:
    """金额3200万元; 已整改2748.8万元, 整改率85.9%: the whole may stand in the sentence before. Only agreement is named."""
    wholes = [f for f in before if f.plain_unit == number.plain_unit and f.amount >= number.amount > 0][:MOST]
    for rate in rates:
        # without decimals a rate is met by chance too often to choose among several wholes
        if number.end <= rate.start and (len(wholes) == 1 or "." in rate.text):
            fitting = [whole for whole in wholes if prints(rate.text, number.amount, whole.amount)]
            if len(fitting) == 1:
                yield share_agrees(rate, number, fitting[0], number.amount, fitting[0].amount)


def reckoned(blocks: Blocks, figure: Figure) -> bool:
    """Whether a figure is a rate of what stands beside it: no growth, no criterion."""
    if figure.unit not in SIGNS or figure.qualifier != "exact":
        return False
    return not GROWTH.search(blocks.flat[max(0, figure.start - 12) : figure.start]) and not CRITERION.match(blocks.flat, figure.end)


def pooled(blocks: Blocks, sentence: Sentence, earlier: Sequence[Figure], numbers: Sequence[Figure]) -> bool:
    """Whether a rate may be one of all that the halves of a sentence count together: 12件, 办结12件; 30件, 办结29件, 办结率97.6%."""
    goes_on = sentence.start > 0 and blocks.flat[sentence.start - 1] == ";"
    return goes_on and any(figure.plain_unit == numbers[0].plain_unit for figure in earlier)


def judged(blocks: Blocks, rate: Figure, numbers: Sequence[Figure], is_pooled: bool) -> Iterator[Check]:
    """One rate against the counts, or the amounts, of its sentence."""
    if any(f.amount <= 0 for f in numbers):
        return
    units = {figure.plain_unit for figure in numbers}
    for unit in units:
        like = [figure for figure in numbers if figure.plain_unit == unit]
        found = of_two(rate.text, [figure.amount for figure in like]) if len(like) > 1 else None
        if found:
            first, second, top, base = found
            yield share_agrees(rate, like[first], like[second], top, base)
            return
    if not is_pooled and rate.amount <= 100 and RATE.search(blocks.before(rate, 8)):
        yield from missed(blocks, rate, numbers)


def missed(blocks: Blocks, rate: Figure, numbers: Sequence[Figure]) -> Iterator[Check]:
    """The two counts right before a rate that names itself, the smaller told as done, no other in their unit and no other rate between."""
    beside = [figure for figure in numbers if figure.end <= rate.start][-2:]
    if len(beside) < 2 or beside[0].kind != "count" or sum(figure.plain_unit == beside[0].plain_unit for figure in numbers) != 2 or beside[0].plain_unit != beside[1].plain_unit:
        return
    part, whole = sorted(beside, key=lambda one: one.amount)
    between = blocks.within(beside[0].end, rate.start)
    if DONE.search(blocks.before(part, 14)) and not any(figure.kind == "share" for figure in between):
        yield share_differs(rate, part, whole, part.amount, whole.amount)


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


def share_agrees(rate: Figure, part: Figure, whole: Figure, top: float, base: float) -> Check:
    """A rate that is what it comes to; the code says whether it was rounded or cut off."""
    share, stated = share_of(rate.text, top, base), Decimal(digits(rate.text))
    code = "share_agrees" if stated == share else "share_rounded" if stated == share.quantize(step(rate.text), ROUND_HALF_UP) else "share_truncated"
    scale = in_unit(whole, whole) / whole.amount if whole.amount else 1.0
    facts = {"top": plain(top * scale), "base": plain(base * scale), "rate": plain(rate.amount), "share": plain(round(float(share), 4)), "sign": rate.unit or "%"}
    spans = tuple(span(one) for one in sorted((part, whole, rate), key=lambda one: one.start))
    return Check(code, "share", Verdict.AGREES, plain(rate.amount), exact(rate.text, top, base), spans, facts)


def share_differs(rate: Place, part: Place, whole: Place, top: float, base: float) -> Check:
    """A rate that is not what it comes to."""
    facts = {"top": plain(top), "base": plain(base), "rate": printed(rate.text), "sign": "‰" if "‰" in rate.text else "%"}
    return Check("share_differs", "share", Verdict.DIFFERS, printed(rate.text), exact(rate.text, top, base), (span(part), span(whole), span(rate)), facts)


def digits(rate: str) -> str:
    """The digits of a printed rate, without its sign: 40.90 of 40.90%."""
    found = DIGITS.match(folded(rate).replace(",", ""))
    if found:
        return found[0]
    # 百分之九十五
    value = number(rate.partition("分之")[2])
    return "0" if value is None else plain(value)


def printed(rate: str) -> str:
    """The rate as a number."""
    return plain(float(digits(rate)))


def step(rate: str) -> Decimal:
    """The last printed decimal."""
    return Decimal(1).scaleb(-len(digits(rate).partition(".")[2]))


def prints(rate: str, top: float, base: float) -> bool:
    """Whether top of base, rounded or cut off, is what is printed."""
    share = share_of(rate, top, base)
    stated = Decimal(digits(rate))
    return stated in (share.quantize(step(rate), ROUND_HALF_UP), share.quantize(step(rate), ROUND_DOWN))


def exact(rate: str, top: float, base: float) -> str:
    """What it comes to, rounded as printed."""
    return plain(float(share_of(rate, top, base).quantize(step(rate), ROUND_HALF_UP)))


def share_of(rate: str, top: float, base: float) -> Decimal:
    """Top of base, in the sign of the rate: of a hundred, or of a thousand."""
    return Decimal(str(top)) * (1000 if "‰" in rate or "千分" in rate else 100) / Decimal(str(base))
