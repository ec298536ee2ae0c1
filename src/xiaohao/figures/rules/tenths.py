"""成数核对: 近六成, 超九成, 95%以上: a share that is only hinted at, against the two counts of its sentence."""

from __future__ import annotations

from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.quantity import Figure
from xiaohao.figures.rules.shares import GROWTH, RATE

TENTH = 10
HEDGES = "超过近约不足逾将高低于到达接"
NEAR, FAR = 5.0, 10.0  # points of a hundred: 近六成 is 55 to 65, and certainly not 45


def tenths(blocks: Blocks) -> Iterator[Check]:
    """531项, 完成313项, 近六成. Called wrong only where it names itself a rate and is plainly missed."""
    for sentence in blocks.told():
        row = sentence.figures
        hinted = [f for f in row if f.kind == "share" and (f.unit == "成" or f.unit == "%" and f.qualifier != "exact")]
        if not hinted:
            continue
        numbers = [f for f in row if f.kind == "count" and f.qualifier == "exact" and not blocks.flat.startswith("方面", f.end)]
        if len(numbers) != 2 or numbers[0].like != numbers[1].like or min(f.amount for f in numbers) <= 0:
            continue
        for figure in hinted:
            if numbers[1].end <= figure.start and not GROWTH.search(blocks.before(figure, 12)):
                yield from judged(blocks, figure, numbers[0], numbers[1])


def judged(blocks: Blocks, hint: Figure, a: Figure, b: Figure) -> Iterator[Check]:
    """One hint against the smaller of the two counts over the larger."""
    top, base = sorted((a.amount, b.amount))
    share = 100 * top / base
    stated = hint.amount * (TENTH if hint.unit == "成" else 1)
    if hint.qualifier == "at_least":
        agrees, missed = stated <= share < stated + FAR, share < stated
    elif hint.qualifier == "at_most":
        agrees, missed = stated - FAR < share <= stated, share > stated
    else:
        agrees, missed = abs(share - stated) <= NEAR, abs(share - stated) > FAR
    words = blocks.before(hint, 10)
    bare = words.rstrip(HEDGES)
    named = RATE.search(bare) is not None
    if agrees or (missed and named):
        computed = plain(round(share / (TENTH if hint.unit == "成" else 1), 2))
        facts = {"top": plain(top), "base": plain(base), "rate": words[len(bare) :] + hint.text, "share": plain(round(share, 2))}
        code = "hint_agrees" if agrees else "hint_differs"
        verdict = Verdict.AGREES if agrees else Verdict.DIFFERS
        yield Check(code, "share", verdict, plain(hint.amount), computed, (span(a), span(b), span(hint)), facts)
