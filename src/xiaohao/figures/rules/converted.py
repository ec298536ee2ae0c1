"""换算核对: one measure in two units: 1.2公顷(18亩), 125.6万元(1256000元)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.quantity import Figure, in_base, measured

MEASURES = frozenset({"area", "money", "length"})
SAME_AS = re.compile(r"\((?:即|合|折合|约合|约|折|相当于)?|,?(?:即|折合|约合|相当于)")
HEDGED = 0.05  # 约 may be so far off


def converted(blocks: Blocks) -> Iterator[Check]:
    """The second figure, in brackets or behind 折合, against the first; rounded or cut off to what is printed."""
    for first, second in zip(blocks.figures, blocks.figures[1:], strict=False):
        if first.kind not in MEASURES or first.kind != second.kind or first.unit == second.unit or second.start - first.end > 4:
            continue
        if SAME_AS.fullmatch(blocks.flat, first.end, second.start) is None or first.qualifier != "exact":
            continue
        if blocks.flat[first.end] == "(" and not blocks.flat.startswith(")", second.end):
            continue
        one, other = factor(first), factor(second)
        if one is None or other is None or one[1] != other[1] or isinstance(first.value, str) or isinstance(second.value, str) or not second.value:
            continue
        yield from judged(first, second, float(first.value) * one[0] / other[0], float(second.value) * other[0] / one[0])


def factor(figure: Figure) -> tuple[float, str] | None:
    """(how many of the base unit, the base unit) of the printed unit."""
    power, base = measured(figure.unit or "")
    if figure.kind == "length":
        return power, base
    value = in_base(1, figure.unit or "", figure.kind)
    # in_base rounds, which a factor must not be
    return None if value is None else (10_000 / 15 * power if base == "亩" else float(power), figure.kind)


def step(figure: Figure) -> float:
    """The last printed decimal."""
    return float(10.0 ** -len(str(figure.value).partition(".")[2])) if isinstance(figure.value, float) else 1.0


def judged(first: Figure, second: Figure, forth: float, back: float) -> Iterator[Check]:
    """Whether either, converted, prints the other."""
    stated = float(second.value)
    close = abs(forth - stated) < step(second) * 0.999999 or abs(back - float(first.value)) < step(first) * 0.999999 and step(first) < float(first.value) * 0.02
    if second.qualifier != "exact":
        if abs(forth - stated) > HEDGED * forth:
            return
        close = True
    decimals = len(str(second.value).partition(".")[2]) if isinstance(second.value, float) else 0
    computed = plain(round(forth, max(decimals, 2 if not close else decimals)))
    facts = {"first": first.text, "second": second.text, "computed": computed, "unit": second.unit or ""}
    kind = second.kind if second.kind in ("area", "money") else "count"
    code = "converted_agrees" if close else "converted_differs"
    yield Check(code, kind, Verdict.AGREES if close else Verdict.DIFFERS, plain(stated), computed, (span(first), span(second)), facts)
