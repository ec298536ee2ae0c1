"""前后矛盾: what is told as done holds what is still to come; what is left lies beyond the plan; what was found undone is told as done before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, in_unit, plain, span
from xiaohao.figures.dates import last_day
from xiaohao.figures.rules.sums import sums
from xiaohao.notice import Item, Progress, Span

EDGE = ",;。:、(\n"
PENDING = re.compile(r"正在申请|正在办理|正在拨付|正在推进|尚未|拟(?!定)|计划|待(?!遇)|预计|未(?:完成|办结|拨付|支付|整改|到位)")
EFFECTED = re.compile(r"(?:已|均已|实际)(?:经)?(?:实际|全部|累计)?(?:完成|办结|整改|拨付|支付|发挥|到位|收回|销号|使用|落实)")
PLAN = re.compile(r"(?P<first>(?:19|20)\d\d)年?(?:至|到|-|~|—|–)(?P<last>(?:19|20)\d\d)年?")
LATER = re.compile(r"(?:余下|剩余|其余|未完成的?|剩下)[^,;。\d]{0,12}(?:将|计划|预计|拟|力争)?(?:在|于|到)?(?P<years>(?P<year>(?:19|20)\d\d)(?:[、至-](?:19|20)\d\d)?年)")
SPREAD = re.compile(r"分(?P<n>[两二三四五六七八九十]|\d)(?:个)?(?P<year>年度?)(?!级|龄)")
YEAR_END = re.compile(r"(?:预计|力争|确保)[^,;。\d]{0,4}(?P<end>年底|年末)(?:前)?(?:将|可|能)?(?:全部|全面)?(?:完成|到位|化解完毕)")
THIS_SHARE = re.compile(r"今年|本年|当年|首年|第一|首期|年度(?:任务|目标|计划)|其中|部分")
NEAR = 120  # characters between the two
UNDONE = re.compile(r"(?P<rate>\d{1,2}(?:\.\d+)?%)的[^,;。]{1,16}?未(?:实施|实现|完成|进行|开展|落实)(?P<what>[\u4e00-\u9fff]{2,8})")
MOSTLY = r"(?:大部分|绝大多数|基本|全部|全面|均)(?:已)?(?:实现|完成|实施|落实)"
HALF = 50
SENTENCE = re.compile(r"[。\n]")


def contradictions(blocks: Blocks) -> Iterator[Check]:
    """The four kinds, each where the words leave no other reading at hand; a person decides."""
    yield from pending_counted(blocks)
    for run in blocks.runs:
        yield from beyond_plan(blocks, run.start, run.end)
        yield from spread_and_ended(blocks, run.start, run.end)
    yield from done_before_found(blocks)


def before(blocks: Blocks, place: Span) -> str:
    """The words before a figure in its clause."""
    nearest = max(0, place.start - 40)
    left = max((blocks.flat.rfind(stop, nearest, place.start) for stop in EDGE), default=-1) + 1
    return blocks.flat[max(left, nearest) : place.start]


def pending_counted(blocks: Blocks) -> Iterator[Check]:
    """已发挥效益963.1万元 = 已拨付534.7万元 + 正在申请428.4万元: what is told as done holds a part that is still to come."""
    for check in sums(blocks):
        *parts, whole = check.spans
        if not EFFECTED.search(before(blocks, whole)) or PENDING.search(before(blocks, whole)):
            continue
        pending = [part for part in parts if PENDING.search(before(blocks, part))]
        if len(pending) == 1:
            figures = {figure.start: figure for figure in blocks.within(whole.start if whole.start < parts[0].start else parts[0].start, max(one.end for one in check.spans))}
            held, total = figures[pending[0].start], figures[whole.start]
            yield Check(
                "pending_counted_as_done", "contradiction", Verdict.DIFFERS, plain(in_unit(total, total)), plain(in_unit(total, total) - in_unit(held, total)),
                (span(held), span(total)), {"whole": total.text, "pending": held.text},
            )  # fmt: skip


def beyond_plan(blocks: Blocks, start: int, end: int) -> Iterator[Check]:
    """A plan for 2021 to 2023, and what is left is to be done in 2024."""
    plans = [found for found in PLAN.finditer(blocks.flat, start, end) if found["first"] < found["last"]]
    if not plans:
        return
    for later in LATER.finditer(blocks.flat, start, end):
        earlier = [plan for plan in plans if plan.end() <= later.start()]
        if earlier and later["year"] > earlier[-1]["last"]:
            plan = earlier[-1]
            spans = (Span(*plan.span()), Span(*later.span("years")))
            extra = tuple(Span(*found.span()) for found in re.finditer(r"[两三四五六七八九十]年(?=行动|计划)", blocks.flat[plan.end() : plan.end() + 3]))
            moved = tuple(Span(one.start + plan.end(), one.end + plan.end()) for one in extra)
            yield Check(
                "left_beyond_plan", "contradiction", Verdict.DIFFERS, None, None, (spans[0], *moved, spans[1]),
                {"plan": blocks.flat[plan.start() : plan.end()], "later": later["years"]},
            )  # fmt: skip


def spread_and_ended(blocks: Blocks, start: int, end: int) -> Iterator[Check]:
    """分三年度化解, yet 预计年底将完成, and no word says that this year's share is meant."""
    for spread in SPREAD.finditer(blocks.flat, start, end):
        ended = YEAR_END.search(blocks.flat, spread.end(), min(end, spread.end() + NEAR))
        if ended is None or THIS_SHARE.search(blocks.flat, spread.end(), ended.end()):
            continue
        yield Check(
            "years_yet_year_end", "contradiction", Verdict.DIFFERS, None, None, (Span(spread.start("n"), spread.end()), Span(*ended.span("end"))),
            {"years": blocks.flat[spread.start() : spread.end()], "finish": ended[0]},
        )  # fmt: skip


def done_before_found(blocks: Blocks) -> Iterator[Check]:
    """94.5 % not separated, says the finding; the answer says that most was done in years that had ended before the finding was handed over."""
    delivered = blocks.notice.inspection.delivered_on
    if delivered is None or not delivered.value:
        return
    answers = {one.id: one for one in blocks.notice.progress}
    for item in blocks.notice.items:
        answer = answers.get(item.progress or "")
        found = UNDONE.search(blocks.flat, item.start, item.end)
        if answer and found and float(found["rate"].rstrip("%")) >= HALF:
            yield from told_as_done(blocks, item, answer, found, delivered.value)


def told_as_done(blocks: Blocks, item: Item, answer: Progress, found: re.Match[str], delivered: str) -> Iterator[Check]:
    """The sentence of the answer that says so, where its years had ended by then."""
    claim = re.compile(rf"{MOSTLY}{re.escape(found['what'][:4])}")
    at = answer.start
    for stop in [*SENTENCE.finditer(blocks.flat, answer.start, answer.end), None]:
        upto = stop.start() if stop else answer.end
        said = claim.search(blocks.flat, at, upto)
        if said:
            past = [f for f in blocks.within(at, said.start()) if f.kind == "period" and "/" in str(f.value) and ".." not in str(f.value) and last_day(str(f.value)) < delivered]
            if past:
                yield Check(
                    "done_before_found", "contradiction", Verdict.DIFFERS, found["rate"], None, (Span(*found.span("rate")), Span(*said.span())),
                    {"rate": found["rate"], "matter": found["what"], "said": said[0], "number": item.number},
                )  # fmt: skip
                return
        at = stop.end() if stop else upto
