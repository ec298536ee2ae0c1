"""编号文法: 一、 (一) 1. (1) (35-1) 第一 ① 一是: what a printed number is, which level it belongs to, and where the words after it begin.

Marks are read in folded text (`source.folded`): brackets and stops are half-width there. A number followed by a year is a mark that runs
on ("13.2019年"); a number followed by other digits is a decimal and no mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from xiaohao.numerals import number, ordinal


class Level(IntEnum):
    """编号层级: as official documents use them (GB/T 9704-2012, 7.3.3): 一、 then (一) then 1. then (1), below that circled figures."""

    SECTION = 1
    CLAUSE = 2
    POINT = 3
    SUBPOINT = 4
    CIRCLED = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """编号: `number` is text as printed, without brackets and stops; start and end are of the mark itself; `body` is where the words begin."""

    level: Level
    number: str
    start: int
    end: int
    body: int
    value: int | None
    runs_on: bool = False

    @property
    def main(self) -> int | None:
        """35 of 35-1."""
        return self.value


CN = "一二三四五六七八九十百零〇"
SHAPES = re.compile(
    rf"(?P<section>[{CN}]{{1,5}})、"
    rf"|\((?P<clause>[{CN}]{{1,5}})\)[、.]?"
    r"|\((?P<subpoint>(?!(?:19|20)\d\d)\d{1,4}(?:-\d{1,3})*)\)[、.]?"
    r"|(?P<numbered>(?!(?:19|20)\d\d)\d{1,4}(?:-\d{1,3})+)[.、]?(?=\s*[^\d\s.,%年月日-])"
    r"|(?P<point>(?!(?:19|20)\d\d)\d{1,4})(?:、|\.(?!\d)|\.(?=(?:19|20)\d\d年))"
    r"|(?P<circled>[\u2460-\u2473])"
    rf"|序号(?P<serial>[{CN}]{{1,5}}|\d{{1,3}})[:、. ]"
)
YEAR = re.compile(r"(?:19|20)\d\d年")
BLANK = re.compile(r"[ \t]*")
LEVELS = {
    "section": Level.SECTION, "clause": Level.CLAUSE, "subpoint": Level.SUBPOINT, "numbered": Level.SUBPOINT, "point": Level.POINT,
    "circled": Level.CIRCLED, "serial": Level.POINT,
}  # fmt: skip


def mark_at(text: str, start: int) -> Mark | None:
    """The mark that begins exactly here in folded text, or None."""
    found = SHAPES.match(text, start)
    if found is None or found.lastgroup is None:
        return None
    printed, level = found[found.lastgroup], LEVELS[found.lastgroup]
    value = number(printed.split("-")[0])
    blank = BLANK.match(text, found.end())
    body = blank.end() if blank else found.end()
    runs_on = level is Level.POINT and text[found.end() - 1] == "." and YEAR.match(text, body) is not None and body == found.end()
    return Mark(level, printed, found.start(), found.end(), body, value if isinstance(value, int) else None, runs_on)


ORDINALS = (
    re.compile(r"(?:(?<=[。;:!,.\s\"”])|(?<![\s\S]))(?:一|二|三|四|五|六|七|八|九|十[一二三四五六七八九]?|二十[一二三四五六七八九]?)是(?!否)"),
    re.compile(r"(?:(?<=[。;:!\s])|(?<![\s\S]))第[一二三四五六七八九十]{1,3}(?=[,、:])"),
    re.compile(r"[\u2460-\u2473]"),
    re.compile(r"(?:(?<=[。;:!\s])|(?<![\s\S]))\(\d{1,2}\)"),
    re.compile(r"(?:(?<=[。;:!\s])|(?<![\s\S]))\d{1,2}[.、](?!\d)"),
)


def row_of_ordinals(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where a row of ordinals stands between start and end: (start, end) of each, running 1, 2, 3; the first kind of ordinal that makes a row.

    A row has at least two members, except for 一是 at the very beginning, which announces one by itself.
    """
    piece = text[start:end]
    for shape in ORDINALS:
        row: list[tuple[int, int]] = []
        for found in shape.finditer(piece):
            if ordinal(found[0]) == len(row) + 1:
                row.append((start + found.start(), start + found.end()))
        if len(row) > 1 or (row and shape is ORDINALS[0]):
            return tuple(row)
    return ()
