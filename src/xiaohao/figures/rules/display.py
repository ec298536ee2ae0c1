"""公示期核对: the days of a public notice, claimed against the calendar. The first day may count or not; both are in use."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from xiaohao.figures.blocks import Blocks, Run
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.counted import WORKING
from xiaohao.figures.quantity import Figure
from xiaohao.notice import Span
from xiaohao.workdays import Calendar

SHOWN = re.compile(r"公示|公告期")
JOINT = re.compile(r"\s*(?:\([^()]{0,4}\))?(?:[上下]午)?\s*(?:至|到|-|~|—{1,2}|–)\s*")
SHORT = re.compile(r"\s*(?:至|到|-|~|—{1,2}|–)\s*(?P<words>(?P<day>\d{1,2})日)")  # 3月1日至7日
NEAR = 24  # characters between the days and their number
APART = re.compile(r"[。;\n]|异议|申诉|反馈|受理|答复")
PLAIN = frozenset(("天", "日", "个自然日", "自然日"))
CLAIMED = WORKING | PLAIN
LONGEST_CLAIM = 10  # characters
LONGEST = 400  # days


def display(blocks: Blocks) -> Iterator[Check]:
    """公示期为9月29日至10月9日, 共10个工作日. Years whose calendar is not published cannot be told."""
    if not SHOWN.search(blocks.flat):
        return
    for run in blocks.runs:
        if any(is_claim(figure) for figure in run.figures) and SHOWN.search(blocks.flat, max(0, run.start - NEAR), run.end):
            yield from in_run(blocks, run)


def in_run(blocks: Blocks, run: Run) -> Iterator[Check]:
    """Each stretch of two days with the one claim that stands beside it."""
    row = run.figures
    for first, last in zip(row, row[1:], strict=False):
        from_on, to_on = day(first), day(last)
        if from_on is None or to_on is None or JOINT.fullmatch(blocks.flat, first.end, last.start) is None:
            continue
        yield from judged(blocks, run, span(first), span(last), from_on, to_on)
    for first in row:
        short = SHORT.match(blocks.flat, first.end)
        from_on = day(first)
        if short and from_on is not None and from_on.day <= int(short["day"]) <= monthrange(from_on.year, from_on.month)[1]:
            yield from judged(blocks, run, span(first), Span(*short.span("words")), from_on, from_on.replace(day=int(short["day"])))


def judged(blocks: Blocks, run: Run, first: Span, last: Span, from_on: date, to_on: date) -> Iterator[Check]:
    """A stretch with the one claim beside it, in words that speak of a public notice."""
    if from_on <= to_on:
        beside = [f for f in blocks.within(first.start - NEAR - LONGEST_CLAIM, last.end + NEAR + 1) if is_claim(f) and is_beside(blocks, f, first, last)]
        if len(beside) == 1 and SHOWN.search(blocks.flat, max(run.start, min(beside[0].start, first.start) - 60), last.end):
            yield from held(first, last, beside[0], from_on, to_on, blocks.calendar)


def is_claim(figure: Figure) -> bool:
    """10个工作日, 7天."""
    return figure.kind == "period" and figure.unit in CLAIMED and isinstance(figure.value, int)


def day(figure: Figure) -> date | None:
    """The day that a figure is."""
    return date.fromisoformat(figure.value) if figure.kind == "date" and isinstance(figure.value, str) and len(figure.value) == 10 else None


def is_beside(blocks: Blocks, claim: Figure, first: Span, last: Span) -> bool:
    """Whether a number of days stands right before or behind the stretch, in one sentence."""
    start, end = (last.end, claim.start) if claim.start >= last.end else (claim.end, first.start)
    return 0 <= end - start <= NEAR and APART.search(blocks.flat, start, end) is None


def held(first: Span, last: Span, claim: Figure, from_on: date, to_on: date, calendar: Calendar) -> Iterator[Check]:
    """The claim against both ways of counting."""
    spans = tuple(span(one) for one in sorted((first, last, span(claim)), key=lambda one: one.start))
    facts = {"first": from_on.isoformat(), "last": to_on.isoformat(), "claimed": claim.text}
    claimed = plain(claim.amount)
    in_days = (to_on - from_on).days + 1
    if in_days > LONGEST or claim.qualifier != "exact":
        return
    known = calendar.confirms(from_on, to_on)
    in_working_days = (calendar.between(from_on, to_on), calendar.between(from_on, to_on, counting_first=False)) if known else None
    if claim.unit in WORKING:
        if in_working_days is None:
            yield Check("no_calendar", "date", Verdict.CANNOT_TELL, claimed, None, spans, {**facts, "year": str(from_on.year)})
            return
        counted, code = in_working_days, "working_days"
    else:
        counted, code = (in_days, in_days - 1), "days"
        if claim.amount not in counted and in_working_days is not None and claim.amount in in_working_days:
            counted, code = in_working_days, "working_days"  # 10天 may mean ten working days
    agrees = claim.amount in counted
    computed = claimed if agrees else plain(counted[0])
    verdict = Verdict.AGREES if agrees else Verdict.DIFFERS
    yield Check(f"{code}_agree" if agrees else f"{code}_differ", "date", verdict, claimed, computed, spans, {**facts, "computed": computed, "exclusive": plain(counted[1])})
