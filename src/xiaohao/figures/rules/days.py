"""日期核对: days in order, years counted, and days that the publication or the feedback has overtaken."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, span
from xiaohao.figures.dates import last_day

AHEAD = re.compile(r"预计|计划|将(?!军|该|其)|拟(?!定)|力争|争取|可(?:在|于)?[^,;。]{0,4}完成")
DONE = re.compile(r"已(?!列)|了|截至|以来|曾")
FORMERLY = re.compile(r"原(?:计划|定|预计|拟)")
SINCE_DONE = re.compile(r"已(?:于|经|提前|按期|如期|全部|完成|竣工|建成|到位)|现已|均已|延期|推迟|顺延|调整[至到为]")
STOP = re.compile(r"[。;\n]")
TO = re.compile(r"[至到~—–-]{1,2}")
EDGE = ",;。:\n"
LONGEST_CLAUSE = 200
ACTED = re.compile(r"[,]?[^,;。《》]{0,30}?(?:完成|研究通过|召开|进行(?:了)?(?:党纪|行政|刑事)?|验收|开展了|处分|竣工|移送)")
NOT_AN_ACT = re.compile(r"(?:截至|截止|于|自|从|至|到|在|对|由|以|及|和|与|的)$")
ATTRIBUTE = re.compile(r"(?:以来|以后|起|前|底前|的|出台的|印发的|期间|至|到|-)")


def in_order(blocks: Blocks) -> Iterator[Check]:
    """Visit, feedback, day of the figures, publication: each not before the one before."""
    notice = blocks.notice
    days = [notice.inspection.from_on, notice.inspection.to_on, notice.inspection.delivered_on, notice.as_of, notice.published_on]
    known = [day for day in days if day is not None and day.value and len(day.value) == 10]
    if len(known) < 2:
        return
    if all(a.value <= b.value for a, b in zip(known, known[1:], strict=False) if a.value and b.value):
        yield Check("days_in_order", "date", Verdict.AGREES, None, None, tuple(span(day) for day in known))
        return
    for a, b in zip(known, known[1:], strict=False):
        if a.value and b.value and a.value > b.value and not (a.inferred or b.inferred):
            yield Check("days_out_of_order", "date", Verdict.DIFFERS, a.value, b.value, (span(a), span(b)), {"first": a.text, "second": b.text})


def reversed_spans(blocks: Blocks) -> Iterator[Check]:
    """2024年5月8日至2024年3月8日: a stretch that ends before it begins, both years printed, or one month and the days turned round."""
    for first, last in zip(blocks.figures, blocks.figures[1:], strict=False):
        if first.kind != "date" or last.kind != "date" or last.start - first.end > 2 or TO.fullmatch(blocks.flat, first.end, last.start) is None:
            continue
        a, b = str(first.value), str(last.value)
        both = "年" in first.text and "年" in last.text and not first.inferred and not last.inferred
        if len(a) == len(b) and (both or a[:7] == b[:7]) and b < a and "/" not in a + b:
            yield Check("days_out_of_order", "date", Verdict.DIFFERS, a, b, (span(first), span(last)), {"first": first.text, "second": last.text})


def due_before_feedback(blocks: Blocks) -> Iterator[Check]:
    """A deadline that had passed before the findings were handed over; what was mended at once, during the visit, is left out."""
    delivered = blocks.notice.inspection.delivered_on
    if delivered is None or not delivered.value or len(delivered.value) != 10 or delivered.inferred:
        return
    for item in blocks.notice.items:
        due = item.due
        if due is None or not due.value or due.inferred or item.track == "immediate" or item.completion == "completed" or last_day(due.value) >= delivered.value:
            continue
        facts = {"due": due.text, "delivered": delivered.value, "number": item.number}
        yield Check("due_before_feedback", "date", Verdict.DIFFERS, due.text, delivered.value, (span(due), span(delivered)), facts)


def clause(blocks: Blocks, start: int, end: int) -> tuple[int, int]:
    """The clause around a place."""
    nearest, furthest = max(0, start - LONGEST_CLAUSE), min(len(blocks.flat), end + LONGEST_CLAUSE)
    left = max((blocks.flat.rfind(stop, nearest, start) for stop in EDGE), default=-1) + 1
    right = min((at for at in (blocks.flat.find(stop, end, furthest) for stop in EDGE) if at >= 0), default=furthest)
    return max(left, nearest), right


def expired(blocks: Blocks) -> Iterator[Check]:
    """What an answer expects for a day that had passed when it was published."""
    published = blocks.notice.published_on
    if published is None or not published.value or len(published.value) != 10:
        return
    for figure in blocks.figures:
        if figure.kind != "date" or figure.item is None or not isinstance(figure.value, str) or len(figure.value) < 7:
            continue
        left, right = clause(blocks, figure.start, figure.end)
        words = blocks.flat[left:right]
        if AHEAD.search(words) and not FORMERLY.search(words) and not DONE.search(words[: figure.start - left]) and not done_since(blocks, right) and last_day(figure.value) < published.value:
            yield Check(
                "expected_day_passed", "date", Verdict.DIFFERS, figure.text, published.text, (span(figure), span(published)),
                {"expected": figure.text, "published": published.value},
            )  # fmt: skip


def done_since(blocks: Blocks, start: int) -> bool:
    """Whether the rest of the sentence says that it was done, or put off."""
    stop = STOP.search(blocks.flat, start, start + LONGEST_CLAUSE)
    return SINCE_DONE.search(blocks.flat, start, stop.start() if stop else min(len(blocks.flat), start + LONGEST_CLAUSE)) is not None


def acted_before_feedback(blocks: Blocks) -> Iterator[Check]:
    """An act that an answer dates before the findings were handed over, month or day printed with its year."""
    delivered = blocks.notice.inspection.delivered_on
    if delivered is None or not delivered.value:
        return
    answers = {item.id for item in blocks.notice.items}
    told = sorted((one.start, one.end) for one in blocks.notice.progress)
    for figure in blocks.figures:
        if figure.kind != "date" or figure.item not in answers or not isinstance(figure.value, str) or not 7 <= len(figure.value) <= 10:
            continue
        answer = bisect_right(told, figure.start, key=lambda one: one[0]) - 1
        if answer < 0 or figure.start >= told[answer][1] or last_day(figure.value) >= delivered.value:
            continue
        before, after = blocks.flat[max(0, figure.start - 3) : figure.start], blocks.flat[figure.end : figure.end + 40]
        if NOT_AN_ACT.search(before) or ATTRIBUTE.match(after) or not ACTED.match(after):
            continue
        yield Check(
            "acted_before_feedback", "date", Verdict.DIFFERS, figure.text, delivered.text, (span(figure), span(delivered)),
            {"acted": figure.text, "delivered": delivered.value},
        )  # fmt: skip
