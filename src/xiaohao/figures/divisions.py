"""分项: which parts of a headline divide their whole, and whether they make it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xiaohao.figures.check import Verdict
from xiaohao.figures.counts import Count, Group, groups
from xiaohao.figures.standing import OPEN
from xiaohao.notice import Notice

APART = re.compile(r"新增|本月|本周|本季|同比|环比|涉及|累计")
WITHIN = re.compile(r"^其中")
TRUTH = re.compile(r"属实")
FLOWS = re.compile(r"受理|收到|接收|接访")  # what is closed in a week may have come in before it
REST = re.compile(r"剩余|余下|其余|还有|仍有|剩下")
LONGEST_ROW = 24


@dataclass(frozen=True, slots=True)
class Division:
    """一次划分: a whole, parts that exclude one another, their sum, and the verdict: None where the row may not be whole."""

    whole: Count
    parts: tuple[Count, ...]
    total: float
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Line:
    """一行合计: a whole, its parts, and what the parts come to; None where they need not make the whole."""

    whole: Count
    parts: tuple[Count, ...]
    computed: float | None


def tally(notice: Notice) -> tuple[Line, ...]:
    """The headline counts with their arithmetic: each whole with the parts that divide it, once for each way in which they do."""
    lines: list[Line] = []
    for group in groups(notice):
        divided = tuple(divisions(group))
        lines += [Line(one.whole, one.parts, None if one.verdict is None else one.total) for one in divided]
        if not divided:
            lines.append(Line(group.whole, tuple(part for part in group.parts if part.unit == group.whole.unit), None))
    return tuple(lines)


def divisions(group: Group) -> Iterator[Division]:
    """By how they stand; and letters by whether they were found true. Parts of a part (其中) and of another time are left out."""
    of_whole = [part for part in group.parts if part.unit == group.whole.unit]
    like = [part for part in of_whole if not TRUTH.search(part.label)]
    parts = [part for n, part in enumerate(like) if n == 0 or not WITHIN.search(part.label)]
    if parts and group.whole.is_exact and all(part.is_exact for part in parts) and not any(APART.search(part.label) for part in parts):
        yield by_standing(group.whole, parts)
    yield from by_truth(group.whole, of_whole)


def by_standing(whole: Count, parts: Sequence[Count]) -> Division:
    """All parts, or those that are not struck off, or the first of them, where these make the whole: what follows may divide it in another way."""
    unstruck = [part for part in parts if part.standing != "struck_off"]
    firsts = (parts[:length] for length in range(min(len(parts) - 1, LONGEST_ROW), 1, -1))
    # what is left holds what is on schedule, too: 已完成15个, 达到序时进度3个, 剩余5个
    left = [part for part in parts if part.standing != "in_progress"] if any(REST.search(part.label) for part in parts) else []
    for chosen in (parts, unstruck, *firsts, left):
        if chosen and total(chosen) == whole.value:
            return Division(whole, tuple(chosen), total(chosen), Verdict.AGREES)
    return Division(whole, tuple(unstruck), total(unstruck), Verdict.DIFFERS if is_division(whole, unstruck) else None)


def is_division(whole: Count, parts: Sequence[Count]) -> bool:
    """Whether the row is plainly a division: each part stands otherwise, and one says what is still open, or they are too many."""
    standings = [part.standing for part in parts]
    if whole.standing is not None or (total(parts) > whole.value and FLOWS.search(whole.of)):
        return False
    if "other" in standings or len(set(standings)) < len(standings):
        return False
    return total(parts) > whole.value or (len(parts) > 1 and bool(OPEN & set(standings)))


def by_truth(whole: Count, parts: Sequence[Count]) -> Iterator[Division]:
    """属实90件, 基本属实20件, 不属实41件 divide all letters, or those that are concluded; which, is not always told."""
    classes = tuple(part for part in parts if TRUTH.search(part.label) and part.is_exact)[:LONGEST_ROW]
    if len(classes) > 1:
        for divided in (whole, *(part for part in parts if part.standing == "completed")):
            if divided.value == total(classes):
                yield Division(divided, classes, total(classes), Verdict.AGREES)
                return


def total(parts: Sequence[Count]) -> float:
    """What parts come to."""
    return sum(part.value for part in parts)
