"""合计核对: the whole of a headline count against its parts, the rates printed of them, and the same whole said elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.counts import Count, Group
from xiaohao.figures.divisions import LONGEST_ROW, Division, divisions
from xiaohao.figures.rules.shares import digits, exact, of_two, prints, share_differs

DONE = re.compile(r"完成|整改")
RATED = re.compile(r"(?<!按期)(?<!按时)(?<!及时)(?:完成|整改|办结|落实|销号|到位)率")
HANDED_OVER = re.compile(r"[^,;。\d]{0,8}(?:反馈|指出|移交|交办|发现|查出)的?")
VERB = re.compile(r"(?P<verb>受理|移交|交办|转办|反馈|收到|查出|发现)")
BACK = re.compile(r"(?P<verb>受理|移交|交办|转办|反馈|收到|查出|发现)的(?P<n>[0-9]+)[个项件条](?P<noun>信访件|信访举报|举报件|问题线索|线索|问题|具体问题|整改任务|任务)")
SCOPED = re.compile(r"第|批|其中|今年|去年|本[月季年轮]|上[月季年轮]|新增|各|部分|镇|街道|乡|村|局|上一|以来|前期|历次|截[至止]|\d年")
FULL = re.compile(r"(?:\d+)(?:个|项|条)具体问题")
BROKEN_DOWN = re.compile(r"(?:分解|细化|梳理|归纳)[^,;。]{0,6}$")


def headline(blocks: Blocks) -> Iterator[Check]:
    """23 + 14 + 4 + 1 = 42, and 完成率76%. Standings exclude one another, so parts that each say another one may be added up."""
    for group in blocks.groups:
        yield from (checked(one, one.verdict) for one in divisions(group) if one.verdict is not None)
        yield from rates_of(group)
        yield from struck_off_of(group)


def checked(division: Division, verdict: Verdict) -> Check:
    """One whole and its parts."""
    alone = len(division.parts) == 1
    code = "parts_make_whole" if verdict is Verdict.AGREES else "part_exceeds_whole" if alone else "parts_do_not_make_whole"
    whole, total = plain(division.whole.value), plain(division.total)
    facts = {"parts": " + ".join(plain(part.value) for part in division.parts), "whole": whole, "sum": total}
    return Check(code, "count" if alone else "sum", verdict, whole, total, tuple(span(one) for one in (*division.parts, division.whole)), facts)


def struck_off_of(group: Group) -> Iterator[Check]:
    """What is struck off was completed before: 已销号25项 cannot be more than 已完成13项."""
    parts = [part for part in group.parts if part.unit == group.whole.unit and part.is_exact]
    done, struck = (([part for part in parts if part.standing == standing]) for standing in ("completed", "struck_off"))
    # the two may also exclude one another, where all parts close the sum: 已完成13项, 已销号25项, 未完成3项 of 41
    if len(done) == len(struck) == 1 and struck[0].value > done[0].value and not makes(group.whole, parts) and DONE.search(done[0].label):
        facts = {"struck_off": plain(struck[0].value), "done": plain(done[0].value)}
        yield Check("struck_off_beyond_done", "count", Verdict.DIFFERS, facts["struck_off"], facts["done"], (span(done[0]), span(struck[0])), facts)


def makes(whole: Count, parts: Sequence[Count]) -> bool:
    """Whether all parts come to the whole."""
    return sum(part.value for part in parts) == whole.value


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
        if not said or of_two(rate.text, numbers):
            continue
        length = next((n for n, top in enumerate(sums, 1) if prints(rate.text, top, float(group.whole.value))), 0)
        if length:
            yield together(rate, parts[:length], group.whole)
        else:
            yield share_differs(rate, done, group.whole, float(done.value), float(group.whole.value))


def together(rate: Count, parts: Sequence[Count], whole: Count) -> Check:
    """完成率88.9% that counts 基本完成 in: the first parts together, of the whole."""
    top, base = float(sum(part.value for part in parts)), float(whole.value)
    facts = {"top": plain(top), "base": plain(base), "rate": plain(rate.value), "share": plain(round(100 * top / base, 4)), "sign": "%"}
    is_rounded = abs(100 * top / base - rate.value) <= 0.5 * 10 ** -decimals(rate.text)
    code = "share_agrees" if float(facts["share"]) == rate.value else "share_rounded" if is_rounded else "share_truncated"
    places = tuple(span(one) for one in (*parts, whole, rate))
    return Check(code, "share", Verdict.AGREES, facts["rate"], exact(rate.text, top, base), places, facts)


def decimals(rate: str) -> int:
    """How many decimals a printed rate has."""
    return len(digits(rate).partition(".")[2])


def said_otherwise(blocks: Blocks) -> Iterator[Check]:
    """分解为42项具体问题 in the opening, 反馈的43个具体问题 in the headline: one number said in two ways."""
    headlines = [g.whole for g in blocks.groups if g.whole.label == "具体问题" and HANDED_OVER.fullmatch(g.whole.of)]
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


def said_again_otherwise(blocks: Blocks) -> Iterator[Check]:
    """受理信访件251件 in the headline, 受理的215件信访件 later: the same thing with the same verb, pointed back to with 的, in another number."""
    found = blocks.groups
    known = {plain(one.value) for group in found for one in (group.whole, *group.parts, *group.others)}
    known |= {plain(a.value + b.value) for group in found for a in group.parts for b in group.parts if a is not b}
    wholes: dict[tuple[str, str], list[Count]] = {}
    for group in found:
        verb = VERB.search(group.whole.of)
        if verb and group.whole.is_exact:
            wholes.setdefault((verb["verb"], group.whole.unit), []).append(group.whole)
    last = max((group.whole.end for group in found), default=len(blocks.flat))
    for back in BACK.finditer(blocks.flat, last) if wholes else ():
        figure = next(iter(blocks.within(back.start("n"), back.end())), None)
        if figure is None or figure.qualifier != "exact" or figure.item is not None or plain(figure.amount) in known:
            continue
        fitting = wholes.get((back["verb"], figure.unit or ""), [])
        clause = blocks.flat[max(0, back.start() - 24) : back.start()]
        if len(fitting) == 1 and back["noun"] in f"{fitting[0].of}{fitting[0].label}" and not SCOPED.search(clause[max(map(clause.rfind, ",;。\n")) + 1 :] + back[0]):
            facts = {"first": fitting[0].text, "second": figure.text}
            yield Check("said_otherwise", "count", Verdict.DIFFERS, plain(fitting[0].value), plain(figure.amount), (span(fitting[0]), span(figure)), facts)
