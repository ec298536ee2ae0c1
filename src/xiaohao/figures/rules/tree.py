"""结构核对: how many aspects, problems and items a text says it has, against those that it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.quantity import Figure
from xiaohao.notice import Finding, Item, Role, Span
from xiaohao.numerals import number

NAMED = re.compile(r"(?:\d+|[一二三四五六七八九十]+)(?:个|项|条|大)?(?P<what>具体问题|方面|问题)")
STATES = re.compile(r"存在(?:的)?(?:具体)?问题\s*(?P<a>\d+|[一二两三四五六七八九十]+)\s*[个项条]|存在\s*(?P<b>\d+|[一二两三四五六七八九十]+)\s*[个项条](?:具体)?问题")
AS_FOLLOWS = re.compile(r"(?:具体)?问题(?:的)?(?:具体)?(?:整改)?(?:落实)?(?:进展)?情况(?:具体)?如下")
BROKEN_DOWN = re.compile(r"反馈|巡视|巡察|审计|督察|检查|交办|梳理|分解|细化")


def main_number(item: Item) -> str:
    """35 of 35-1."""
    return item.number.split("-")[0]


def structure(blocks: Blocks) -> Iterator[Check]:
    """4个方面12个问题…42项具体问题, in the opening, against the headings of the whole document."""
    notice = blocks.notice
    if not notice.items:
        return
    again = restarts(notice.items)
    mains = len({((item.finding or item.aspect) if again else "", main_number(item)) for item in notice.items})
    # without a level between, the items are the problems
    problems = (len(notice.findings), "findings") if notice.findings else (mains, "items")
    printed = {"方面": (len(notice.aspects), "aspects"), "问题": problems, "具体问题": (mains, "items")}
    told: set[str] = set()
    for named in announced(blocks):
        for name, (computed, code) in printed.items():
            if name in named and name not in told and computed:
                told.add(name)
                figure = named[name]
                verdict = Verdict.AGREES if figure.value == computed else Verdict.DIFFERS
                yield Check(f"{code}_printed", "count", verdict, plain(figure.amount), str(computed), (span(figure),))


def announced(blocks: Blocks) -> Iterator[dict[str, Figure]]:
    """What each sentence of the opening that speaks of aspects and problems says of their numbers: 方面, 问题, 具体问题."""
    notice = blocks.notice
    first = min((one.start for one in (*notice.aspects, *notice.items)), default=0)
    for leaf in notice.leaves:
        if leaf.role is not Role.PROSE or leaf.start >= first:
            continue
        for start, end in blocks.sentences(leaf.start, leaf.end):
            row = [f for f in blocks.within(start, end) if f.kind == "count" and f.qualifier == "exact"]
            named = {what(blocks, figure): figure for figure in reversed(row)}
            if {"方面", "问题"} <= named.keys() and BROKEN_DOWN.search(blocks.flat, start, end):
                yield named


def problems_of_aspects(blocks: Blocks) -> Iterator[Check]:
    """4个方面26个问题 in the opening, against what each heading of an aspect says that it holds (8个问题)."""
    aspects = blocks.notice.aspects
    if len(aspects) < 2:
        return
    stated = [[f for f in blocks.within(one.start, one.end) if is_of_problems(blocks, f) and f.qualifier == "exact"] for one in aspects]
    if any(len(row) != 1 for row in stated):
        return
    for named in announced(blocks):
        if named["方面"].value == len(aspects):
            yield from against(named["问题"], [(row[0].amount, span(row[0])) for row in stated], 0)
            return


def restarts(items: tuple[Item, ...]) -> bool:
    """Whether item numbers begin again under each heading."""
    mains: list[str] = []
    for item in items:
        if not mains or mains[-1] != main_number(item):
            mains.append(main_number(item))
    return len(mains) != len(set(mains))


def what(blocks: Blocks, figure: Figure) -> str:
    """方面, 问题 or 具体问题, behind a figure."""
    found = NAMED.match(blocks.flat, figure.start, figure.end + 6)
    return found["what"] if found else ""


def items_of_finding(blocks: Blocks) -> Iterator[Check]:
    """仍有4个问题…, and so many items under the heading. A difference is named only of 3个问题整改情况如下: other words may count otherwise."""
    for finding, items, words in findings(blocks):
        counted = (len(items), len({main_number(item) for item in items}))
        count = [figure for figure in blocks.within(*words) if is_of_problems(blocks, figure)]
        last = count[-1] if count else None
        if last is not None and last.value in counted:
            yield of_finding("items_of_finding", Verdict.AGREES, last, plain(last.amount), finding)
        elif last is not None and last.qualifier == "exact" and AS_FOLLOWS.match(blocks.flat, last.end, items[0].start):
            yield of_finding("items_of_finding_differ", Verdict.DIFFERS, last, str(counted[1]), finding)
        inside = [figure for figure in blocks.within(finding.start, finding.end) if is_of_problems(blocks, figure)]
        if inside and inside[-1] is not last and inside[-1].value == len(items):
            yield of_finding("items_of_finding", Verdict.AGREES, inside[-1], plain(len(items)), finding)


def of_finding(code: str, verdict: Verdict, figure: Figure, computed: str, finding: Finding) -> Check:
    """The number of problems of a finding, stated and printed."""
    return Check(code, "count", verdict, plain(figure.amount), computed, (span(figure),), {"number": finding.number})


def is_of_problems(blocks: Blocks, figure: Figure) -> bool:
    """3个问题, 17项具体问题."""
    return figure.kind == "count" and what(blocks, figure) in ("问题", "具体问题")


def findings(blocks: Blocks) -> Iterator[tuple[Finding, list[Item], tuple[int, int]]]:
    """Each finding with its items and the stretch from its words to its first item."""
    by_finding: dict[str, list[Item]] = {}
    for item in blocks.notice.items:
        by_finding.setdefault(item.finding or "", []).append(item)
    for finding in blocks.notice.findings:
        items = by_finding.get(finding.id, [])
        if items:
            yield finding, items, (finding.start, items[0].start)


def parts_of_finding(blocks: Blocks) -> Iterator[Check]:
    """8个方面17个问题, against the parts' own 该方面存在问题4个."""
    for _, items, words in findings(blocks):
        row = blocks.within(*words)
        pair = next(
            ((a, b) for a, b in zip(row, row[1:], strict=False) if what(blocks, a) == "方面" and what(blocks, b) == "问题" and b.start - a.end <= 4), None,
        )  # fmt: skip
        if pair is None:
            continue
        aspects, problems = pair
        others = [figure for figure in row if is_of_problems(blocks, figure) and figure.start > problems.start]
        if any(figure.value == len(items) for figure in others):
            continue  # the items are some of the problems, not the aspects
        if aspects.value == len(items):
            yield Check("aspects_listed", "count", Verdict.AGREES, plain(aspects.amount), str(len(items)), (span(aspects),))
        stated = [stated_of(blocks, item) for item in items]
        known = [one for one in stated if one is not None]
        if not known or aspects.value != len(items):
            continue
        yield from against(problems, known, len(items) - len(known))


def against(problems: Figure, known: list[tuple[float, Span]], silent: int) -> Iterator[Check]:
    """The whole against the parts that print a count; a part that prints none holds at least one."""
    total = sum(value for value, _ in known)
    spans = (*(place for _, place in known), span(problems))
    facts = {"parts": " + ".join(plain(value) for value, _ in known), "whole": plain(problems.amount), "silent": str(silent), "sum": plain(total)}
    if total == problems.amount:
        yield Check("parts_make_whole", "sum", Verdict.AGREES, plain(problems.amount), plain(total), spans, facts)
    if silent and total + silent > problems.amount:
        yield Check("part_without_count", "sum", Verdict.DIFFERS, plain(problems.amount), f">={plain(total + silent)}", spans, facts)
    elif not silent and total != problems.amount:
        yield Check("parts_do_not_make_whole", "sum", Verdict.DIFFERS, plain(problems.amount), plain(total), spans, facts)


def stated_of(blocks: Blocks, item: Item) -> tuple[float, Span] | None:
    """How many problems an item says it holds, and where."""
    found = STATES.search(blocks.flat, item.start, item.end)
    if found is None:
        return None
    group = "a" if found["a"] else "b"
    value = number(found[group])
    return (value, Span(found.start(group), found.end(group) + 1)) if value is not None else None
