"""编号核对: numbers that are missing from a row of headings, or that stand twice; ordinals of measures that leave one out; days that do not exist."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict
from xiaohao.notice import Span
from xiaohao.numerals import chinese, number

ORDINAL = re.compile(r"(?<=[。;:!?\n])\s{0,4}(?P<n>[一二三四五六七八九十]{1,3})是")
DAY = re.compile(r"[0-9][0-9]?月(?P<d>[0-9][0-9]?)日")  # begins with a set, so that the search skips what is no digit
YEAR = re.compile(r"(?P<y>(?:19|20)\d\d)年$")
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
    """一是…三是: the second is nowhere in the answer; or 二是 stands twice in a row. An answer that counts from one more than once is left alone."""
    for progress in blocks.notice.progress:
        row = [(value, found) for found in ORDINAL.finditer(blocks.flat, progress.start, progress.end) if (value := number(found["n"])) is not None]
        if sum(value == 1 for value, _ in row) != 1:
            continue
        for (first, a), (second, b) in zip(row, row[1:], strict=False):
            spans = (Span(a.start("n"), a.end()), Span(b.start("n"), b.end()))
            left_out = f"{chinese(int(first) + 1)}是"
            if second == first + 2 and left_out not in blocks.flat[a.start() : b.start()]:
                facts = {"missing": left_out, "after": f"{a['n']}是", "before": f"{b['n']}是"}
                yield Check("ordinal_missing", "numbering", Verdict.DIFFERS, left_out, None, spans, facts)
            elif second == first > 1:
                yield Check("number_repeated", "numbering", Verdict.DIFFERS, f"{b['n']}是", None, spans, {"number": f"{b['n']}是"})


def no_such_day(blocks: Blocks) -> Iterator[Check]:
    """4月31日, 2023年2月29日: days that no calendar has."""
    for found in DAY.finditer(blocks.flat):
        start = found.start()
        if blocks.flat[max(0, start - 1) : start].isdigit() or blocks.flat[max(0, start - 1) : start] == ".":
            continue
        printed = YEAR.search(blocks.flat[max(0, start - 5) : start])
        month, day = int(found[0].partition("月")[0]), int(found["d"])
        if 1 <= month <= 12 and 1 <= day <= monthrange(int(printed["y"]) if printed else LEAP, month)[1]:
            continue
        place = Span(start - (len(printed[0]) if printed else 0), found.end())
        words = blocks.notice.source.text[place.start : place.end]
        yield Check("no_such_day", "date", Verdict.DIFFERS, words, None, (place,), {"day": words})
