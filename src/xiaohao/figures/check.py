"""核对: a stated figure, what it comes to, and whether they agree. Facts and places; the sentence is in `wording`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from xiaohao.figures.quantity import Figure, measured
from xiaohao.notice import Span

MEASURES = frozenset({"money", "area", "length"})
DECIMALS = re.compile(r"\d[.．]([\d０-９]+)")


class Verdict(StrEnum):
    """相符、不符、无从判断."""

    AGREES = "agrees"
    DIFFERS = "differs"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Check:
    """一处核对. kind: sum remainder share count numbering area money date contradiction; `code` names the sentence."""

    code: str
    kind: str
    verdict: Verdict
    stated: str | None
    computed: str | None
    spans: tuple[Span, ...]
    facts: Mapping[str, str] = field(default_factory=dict)


def key_of(check: Check, text: str) -> str:
    """记号: what makes a check the same one when its text is read anew: its code, its numbers, the words it points at; not where they stand.

    Sixteen hexadecimal digits of SHA-256 over their JSON. An explanation kept under it survives changes elsewhere in the text, and is asked
    for anew where a number or a word that it is about has changed. Two differences of the same words and numbers share a key.
    """
    told = [check.code, check.stated or "", check.computed or "", [text[one.start : one.end] for one in check.spans]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def plain(value: float | int) -> str:
    """A number without a needless fraction: 0.830 is 0.83, 42.0 is 42."""
    return f"{round(float(value), 6):f}".rstrip("0").rstrip(".")


def in_unit(figure: Figure, whole: Figure) -> float:
    """The amount of a figure in the printed unit of another: 5000万元 beside 1.2亿元 is 0.5."""
    printed = 0.0 if isinstance(whole.value, str) else float(whole.value)
    return round(figure.amount * printed / whole.amount, 6) if whole.amount else figure.amount


def sum_facts(parts: Sequence[Figure], whole: Figure) -> dict[str, str]:
    """Parts, their sum and the whole, in the printed unit of the whole."""
    values = [in_unit(part, whole) for part in parts]
    return {"parts": " + ".join(map(plain, values)), "whole": plain(in_unit(whole, whole)), "sum": plain(sum(values)), "unit": whole.unit or ""}


def rounded(parts: Sequence[Figure], whole: Figure) -> bool:
    """Whether measures miss their whole by no more than their last printed decimals allow: 60.28 + 60.28 beside 120.55, 7000万 + 5100万 beside 1.2亿."""
    missed = abs(round(sum(part.amount for part in parts) - whole.amount, 6))
    return whole.kind in MEASURES and 0 < missed <= round(sum(map(half_a_step, (*parts, whole))), 6)


def half_a_step(figure: Figure) -> float:
    """Half of the last printed decimal, in the base unit; nothing where no decimals are printed, for such numbers may be exact."""
    number = DECIMALS.search(figure.text)
    return 0.5 * 10.0 ** -len(number[1]) * measured(figure.unit or "")[0] if number else 0.0


def span(place: Span) -> Span:
    """A bare span of a place."""
    return Span(place.start, place.end)
