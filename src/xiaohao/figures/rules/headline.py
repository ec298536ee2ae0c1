"""合计核对: the whole of a headline count against its parts, the rates printed of them, and the same whole said elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.counts import Group, groups
from xiaohao.figures.divisions import LONGEST_ROW, Division, divisions
from xiaohao.figures.rules.shares import of_two, prints, share_differs

RATED = re.compile(r"(?:完成|整改|办结|落实|销号|到位)率")
HANDED_OVER = re.compile(r"[^,;。\d]{0,8}(?:反馈|指出|移交|交办|发现|查出)的?")
FULL = re.compile(r"(?:\d+)(?:个|项|条)具体问题")
BROKEN_DOWN = re.compile(r"(?:分解|细化|梳理|归纳)[^,;。]{0,6}$")


def headline(blocks: Blocks) -> Iterator[Check]:
    """23 + 14 + 4 + 1 = 42, and 完成率76%. Standings exclude one another, so parts that each say another one may be added up."""
    for group in groups(blocks.notice):
        yield from (checked(one, one.verdict) for one in divisions(group) if one.verdict is not None)
        yield from rates_of(group)


def checked(division: Division, verdict: Verdict) -> Check:
    """One whole and its parts."""
    alone = len(division.parts) == 1
    code = "parts_make_whole" if verdict is Verdict.AGREES else "part_exceeds_whole" if alone else "parts_do_not_make_whole"
    whole, total = plain(division.whole.value), plain(division.total)
    facts = {"parts": " + ".join(plain(part.value) for part in division.parts), "whole": whole, "sum": total}
    return Check(code, "count" if alone else "sum", verdict, whole, total, tuple(span(one) for one in (*division.parts, division.whole)), facts)


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
        broken_down = BROKEN_DOWN.search(blocks.flat[max(0, found.start() - 12) : found.start()])
        if figure and broken_down and figure.item is None and figure.qualifier == "exact" and figure.amount != whole.value:
            facts = {"first": figure.text, "second": whole.text}
            yield Check("said_otherwise", "count", Verdict.DIFFERS, plain(figure.amount), plain(whole.value), (span(figure), span(whole)), facts)
            return
