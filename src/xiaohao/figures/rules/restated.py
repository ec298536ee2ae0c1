"""重述核对: a figure that is said again of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.quantity import Figure
from xiaohao.notice import Progress, Role

BACK = re.compile(r"(?:上述|前述|反馈指出的|反馈的|问题中提到的|指出的)$")
BACKWARD = frozenset("述的")
MOST_POINTING = 50  # of one answer
FEW = 3  # small numbers are the same by chance
REACH = 12  # figures
NEAR = 600  # characters
LARGE = 100  # three digits are not the same by chance
THING = re.compile(r"(具体问题|问题|信访件|线索|任务)$")
BEHIND = re.compile(r"[^,;。\d、]{0,8}?(具体问题|问题|信访件|线索|任务)")
DONE = re.compile(r"(?:整改|完成|办结|销号|处理|解决|清退)[^,;。\d]{0,6}$")


def restated(blocks: Blocks) -> Iterator[Check]:
    """The finding's figure in its answer; 55处 found, 55处 mended; 42 items in the opening, 42 in the count."""
    yield from in_answers(blocks)
    yield from in_measures(blocks)
    yield from in_prose(blocks)
    yield from referred_back(blocks)


def key(figure: Figure) -> tuple[float, str]:
    """The amount, and the unit with those that stand for one another made one."""
    return figure.amount, figure.like


def agreement(a: Figure, b: Figure) -> Check:
    """Said twice, the same."""
    return Check("said_again", "count", Verdict.AGREES, plain(a.amount), plain(b.amount), (span(a), span(b)))


def in_answers(blocks: Blocks) -> Iterator[Check]:
    """Figures of an item's words that its answer says again."""
    answers = {answer.id: answer for answer in blocks.notice.progress}
    told: dict[str, dict[tuple[float, str], Figure]] = {}
    for item in blocks.notice.items:
        answer = answers.get(item.progress or "")
        counted = [figure for figure in blocks.within(item.start, item.end) if figure.kind == "count" and figure.amount > 1] if answer else []
        if answer is None or not counted:
            continue
        if answer.id not in told:
            told[answer.id] = {key(one): one for one in reversed(blocks.within(answer.start, answer.end)) if one.kind == "count"}
        again = told[answer.id]
        yield from (agreement(figure, again[key(figure)]) for figure in counted if key(figure) in again)


def in_measures(blocks: Blocks) -> Iterator[Check]:
    """排查55处、整改完成55处; and a large figure that one measure says twice."""
    for run in blocks.runs:
        if len(run.figures) < 2:
            continue
        row = [f for f in run.figures if f.kind == "count" and f.qualifier == "exact" and f.amount > 0]
        keys = [key(figure) for figure in row] if len(row) > 1 else []
        for place, figure in enumerate(row if keys else ()):
            for next_ in range(place + 1, min(place + 8, len(row))):
                # 完成2个, 未完成2个 are two standings, not one thing said twice
                if keys[place] == keys[next_] and (figure.amount >= LARGE or next_ == place + 1 and mended(blocks, row[next_]) and not mended(blocks, figure)):
                    yield agreement(figure, row[next_])
                    break


def mended(blocks: Blocks, figure: Figure) -> bool:
    """Whether the words right before a figure say that so many are done."""
    return DONE.search(blocks.flat[max(0, figure.start - 12) : figure.start]) is not None


def in_prose(blocks: Blocks) -> Iterator[Check]:
    """The same noun counted in headings and paragraphs outside the items: 42项具体问题, 42个具体问题; 44个问题."""
    outside = [(leaf.start, leaf.end) for leaf in blocks.notice.leaves if leaf.role in (Role.PROSE, Role.FINDING)]
    row = [f for start, end in outside for f in blocks.within(start, end) if f.kind == "count" and f.qualifier == "exact" and f.item is None]
    last: dict[tuple[tuple[float, str], str], tuple[int, Figure]] = {}
    for place in range(len(row) - 1, -1, -1):
        figure = row[place]
        what = thing(blocks, figure) if figure.amount > FEW else ""
        if what:
            later = last.get((key(figure), what))
            if later is not None and later[0] - place < REACH and later[1].start - figure.end < NEAR:
                yield agreement(figure, later[1])
            last[key(figure), what] = (place, figure)


def referred_back(blocks: Blocks) -> Iterator[Check]:
    """上述13户, where the finding has 12户 and nothing else in that unit, and the answer did not speak of 13 before."""
    pointing = {answer.id: list(islice(pointing_back(blocks, answer), MOST_POINTING)) for answer in blocks.notice.progress}
    for item in blocks.notice.items:
        later = pointing.get(item.progress or "")
        if not later:
            continue
        counted = [figure for figure in blocks.within(item.start, item.end) if figure.kind == "count"]
        units = {figure.plain_unit: figure for figure in counted}
        for figure in later if len(units) == len(counted) else ():
            first = units.get(figure.plain_unit)
            if first and first.qualifier == "exact" and first.amount != figure.amount:
                facts = {"first": first.text, "second": figure.text}
                yield Check("said_otherwise", "count", Verdict.DIFFERS, plain(first.amount), plain(figure.amount), (span(first), span(figure)), facts)


def pointing_back(blocks: Blocks, answer: Progress) -> Iterator[Figure]:
    """The counts of an answer that point back to the finding and were not told in the answer before."""
    told: set[tuple[float, str]] = set()
    row = blocks.within(answer.start, answer.end)
    known = 0
    for place, figure in enumerate(row):
        if blocks.flat[figure.start - 1] not in BACKWARD or figure.kind != "count" or figure.qualifier != "exact" or not BACK.search(blocks.before(figure, 6)):
            continue
        told.update(key(earlier) for earlier in row[known:place])
        known = place
        if key(figure) not in told:
            yield figure


def thing(blocks: Blocks, figure: Figure) -> str:
    """What is counted: the noun behind the figure, else the one right before it (发现问题44个)."""
    flat = blocks.flat
    found = BEHIND.match(flat, figure.end, figure.end + 12) or THING.search(flat, max(0, figure.start - 6), figure.start)
    return found[1] if found else ""
