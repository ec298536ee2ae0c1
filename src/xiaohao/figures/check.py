"""核对: a stated figure, what it comes to, and whether they agree. Facts and places; the sentence is in `wording`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from xiaohao.notice import Span


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


def plain(value: float | int) -> str:
    """A number without a needless fraction: 0.830 is 0.83, 42.0 is 42."""
    return f"{round(float(value), 6):f}".rstrip("0").rstrip(".")


def span(place: Span) -> Span:
    """A bare span of a place."""
    return Span(place.start, place.end)
