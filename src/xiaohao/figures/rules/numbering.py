"""编号核对: numbers that are missing from a row of headings, or that stand twice; ordinals of measures that leave one out; days that do not exist."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict
from xiaohao.notice import Measure, Span
from xiaohao.numerals import chinese, number

ORDINAL = re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})是")
DAY = re.compile(r"(?:(?P<y>(?:19|20)\d\d)年)?(?<![\d.])(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
LEAP = 2024  # a year in which each month has all its days


def missing(blocks: Blocks) -> Iterator[Check]:
    """A number that is missing from a row of headings, as the reader doubted it."""
    for doubt in blocks.notice.doubts:
        if doubt.code == "number_missing" and "after" in doubt.facts:
            yield Check(
                "number_missing", "numbering", Verdict.DIFFERS, doubt.facts["missing"], None, (Span(doubt.start, doubt.end),), dict(doubt.facts),
            )  # fmt: skip


def repeated(blocks: Blocks) -> Iterator[Check]:
    """A number that two neighbours under one heading bear; a row that begins again at 1 is another row."""
    notice = blocks.notice
    rows: tuple[list[tuple[str, str, Span]], ...] = (
        [(f"{one.aspect} {one.finding}", one.number, Span(one.start, one.end)) for one in notice.items],
        [(f"{one.aspect}", one.number, Span(one.start, one.end)) for one in notice.findings],
    )
    for row in rows:
        for (above, number_, first), (beside, again, second) in zip(row, row[1:], strict=False):
            if number_ and (above, number_) == (beside, again) and number(number_) != 1:
                yield Check("number_repeated", "numbering", Verdict.DIFFERS, again, None, (first, second), {"number": again})


def ordinals(blocks: Blocks) -> Iterator[Check]:
    """一是…三是: the second is nowhere in the answer; or 二是 stands twice in a row."""
    for progress in blocks.notice.progress:
        row = [(measure, value) for measure in progress.measures if (value := ordinal(measure)) is not None]
        for (a, first), (b, second) in zip(row, row[1:], strict=False):
            spans = (Span(a.start, a.start + len(a.ordinal)), Span(b.start, b.start + len(b.ordinal)))
            if second == first + 2 and f"{chinese(first + 1)}是" not in blocks.flat[a.start : b.start]:
                facts = {"missing": f"{chinese(first + 1)}是", "after": a.ordinal, "before": b.ordinal}
                yield Check("ordinal_missing", "numbering", Verdict.DIFFERS, facts["missing"], None, spans, facts)
            elif second == first > 1:
                yield Check("number_repeated", "numbering", Verdict.DIFFERS, b.ordinal, None, spans, {"number": b.ordinal})


def ordinal(measure: Measure) -> int | None:
    """2 of 二是; None for other marks."""
    found = ORDINAL.fullmatch(measure.ordinal)
    value = number(found["n"]) if found else None
    return value if isinstance(value, int) else None


def no_such_day(blocks: Blocks) -> Iterator[Check]:
    """4月31日, 2023年2月29日: days that no calendar has."""
    for found in DAY.finditer(blocks.flat):
        year, month, day = int(found["y"] or LEAP), int(found["m"]), int(found["d"])
        if 1 <= month <= 12 and day >= 1 and day <= monthrange(year, month)[1]:
            continue
        words = blocks.notice.source.text[found.start() : found.end()]
        yield Check("no_such_day", "date", Verdict.DIFFERS, words, None, (Span(found.start(), found.end()),), {"day": words})
