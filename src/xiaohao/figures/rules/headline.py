"""合计核对: the whole of a headline count against its parts, and the rates printed of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.counts import Count, Group, groups
from xiaohao.figures.rules.shares import of_two, prints, share_differs
from xiaohao.figures.standing import OPEN

APART = re.compile(r"新增|本月|本周|本季|同比|环比|涉及|累计")
LONGEST_ROW = 24
WITHIN = re.compile(r"^其中")
HANDED_OVER = re.compile(r"[^,;。\d]{0,8}(?:反馈|指出|移交|交办|发现|查出)的?")
FULL = re.compile(r"(?:\d+)(?:个|项|条)具体问题")
TRUTH = re.compile(r"属实")
RATED = re.compile(r"(?:完成|整改|办结|落实|销号|到位)率")


def headline(blocks: Blocks) -> Iterator[Check]:
    """23 + 14 + 4 + 1 = 42, and 完成率76%. Standings exclude one another, so parts that each say another one may be added up."""
    for group in groups(blocks.notice):
        yield from parts_of(group)
        yield from rates_of(group)


def parts_of(group: Group) -> Iterator[Check]:
    """The parts of one whole, those left out that are parts of a part (其中) or are of another time."""
    of_whole = [part for part in group.parts if part.unit == group.whole.unit]
    yield from truth_of(group, of_whole)
    like = [part for part in of_whole if not TRUTH.search(part.label)]
    parts = [part for n, part in enumerate(like) if n == 0 or not WITHIN.search(part.label)]
    if not parts or any(APART.search(part.label) for part in parts):
        return
    whole = group.whole.value
    for chosen in (parts, [part for part in parts if part.standing != "struck_off"], *runs(parts)):
        if chosen and sum(part.value for part in chosen) == whole:
            yield checked("parts_make_whole", "sum" if len(chosen) > 1 else "count", Verdict.AGREES, group.whole, chosen)
            return
    yield from differing(group.whole, [part for part in parts if part.standing != "struck_off"])


def truth_of(group: Group, parts: Sequence[Count]) -> Iterator[Check]:
    """属实90件, 基本属实20件, 不属实41件 divide all letters, or those that are concluded."""
    classes = [part for part in parts if TRUTH.search(part.label)][:LONGEST_ROW]
    total = sum(part.value for part in classes)
    if len(classes) > 1:
        for whole in (group.whole, *(part for part in parts if part.standing == "completed")):
            if whole.value == total:
                yield checked("parts_make_whole", "sum", Verdict.AGREES, whole, classes)
                return


def runs(parts: Sequence[Count]) -> Iterator[Sequence[Count]]:
    """The first parts, longest row first: what follows them may divide the whole in another way."""
    return (parts[:length] for length in range(min(len(parts) - 1, LONGEST_ROW), 1, -1))


def differing(whole: Count, parts: Sequence[Count]) -> Iterator[Check]:
    """A difference is named only where the row is plainly a division: each part stands otherwise, and one says what is still open, or they are too many."""
    total = sum(part.value for part in parts)
    standings = [part.standing for part in parts]
    if len(parts) == 1:
        if total > whole.value and standings[0] != "other":
            yield checked("part_exceeds_whole", "count", Verdict.DIFFERS, whole, parts)
        return
    if len(set(standings)) < len(standings) or "other" in standings:
        return
    if total > whole.value or OPEN & set(standings):
        yield checked("parts_do_not_make_whole", "sum", Verdict.DIFFERS, whole, parts)


def checked(code: str, kind: str, verdict: Verdict, whole: Count, parts: Sequence[Count]) -> Check:
    """One whole and its parts."""
    total = plain(sum(part.value for part in parts))
    facts = {"parts": " + ".join(plain(part.value) for part in parts), "whole": plain(whole.value), "sum": total}
    return Check(code, kind, verdict, plain(whole.value), total, tuple(span(one) for one in (*parts, whole)), facts)


def rates_of(group: Group) -> Iterator[Check]:
    """A rate that names itself one of completion, and that no division of the group's numbers prints."""
    parts = [part for part in group.parts if part.unit == group.whole.unit and part.value > 0][:LONGEST_ROW]
    done = next((part for part in parts if part.standing == "completed"), None)
    if done is None or group.others or group.whole.value <= 0 or done.value > group.whole.value:
        return
    numbers = [float(one.value) for one in (group.whole, *parts)]
    sums = [sum(float(part.value) for part in parts[:length]) for length in range(1, len(parts) + 1)]
    for rate in group.rates:
        said = RATED.search(rate.label) is not None and rate.value <= 100
        if said and not of_two(rate.text, numbers) and not any(prints(rate.text, top, float(group.whole.value)) for top in sums):
            yield share_differs(rate, done, group.whole, float(done.value), float(group.whole.value))


def said_otherwise(blocks: Blocks) -> Iterator[Check]:
    """分解为42项具体问题 in the opening, 反馈的43个具体问题 in the headline: one number said in two ways."""
    headlines = [g.whole for g in groups(blocks.notice) if g.whole.label == "具体问题" and HANDED_OVER.fullmatch(g.whole.of)]
    if len(headlines) != 1:
        return
    whole = headlines[0]
    for found in FULL.finditer(blocks.flat, 0, whole.start):
        figure = next(iter(blocks.within(found.start(), found.end())), None)
        broken_down = re.search(r"(?:分解|细化|梳理|归纳)[^,;。]{0,6}$", blocks.flat[max(0, found.start() - 12) : found.start()])
        if figure and broken_down and figure.item is None and figure.qualifier == "exact" and figure.amount != whole.value:
            facts = {"first": figure.text, "second": whole.text}
            yield Check("said_otherwise", "count", Verdict.DIFFERS, plain(figure.amount), plain(whole.value), (span(figure), span(whole)), facts)
            return
