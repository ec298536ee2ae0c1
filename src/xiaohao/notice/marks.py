"""编号文法: 一、 (一) 1. (1) (35-1) 第一 ① 一是: what a printed number is, which level it belongs to, and where the words after it begin.

Marks are read in folded text (`source.folded`): brackets and stops are half-width there. A number followed by a year is a mark that runs
on ("13.2019年"); a number followed by other digits is a decimal and no mark. A mark may be named: 问题一:, 【措施2】, 序号十, 第7项, 243号问题,
Recommendation 3; its name says whether it heads a problem or what answers one.
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
    named: str = ""  # problem, answer, or serial: the number of a problem in another document's list


CN = "一二三四五六七八九十百零〇"
NUMERAL = rf"[{CN}]{{1,5}}|\d{{1,4}}"
STOPPED = r"(?:\s*[】\]][:、.]?|\s?[:、.]|\s)"
SHAPES = re.compile(
    rf"(?P<section>[{CN}]{{1,5}}) ?、"
    rf"|\( ?(?P<clause>[{CN}]{{1,5}}) ?\)[、.]?"
    r"|\( ?(?P<subpoint>(?!(?:19|20)\d\d)\d{1,4}(?:-\d{1,3})*) ?\)[、.]?"
    r"|(?P<numbered>(?!(?:19|20)\d\d)\d{1,4}(?:-\d{1,3})+)[.、]?(?=\s*[^\d\s.,%年月日-])"
    r"|(?P<point>(?!(?:19|20)\d\d)\d{1,4})(?: ?、| ?\.(?!\d)|\.(?=(?:19|20)\d\d年))"
    r"|(?P<closed>\d{1,3}) ?\)"
    r"|(?P<circled>[\u2460-\u2473])"
)
FIRST = frozenset(f"{CN}(0123456789") | {chr(n) for n in range(0x2460, 0x2474)}
NAMED = re.compile(
    rf"[【\[]?(?:(?:具体|反馈|整改|主要)?问题(?P<problem>{NUMERAL}){STOPPED}"
    rf"|(?:整改)?(?:措施|整改情况|完成情况)(?P<answer>{NUMERAL}){STOPPED}"
    rf"|(?:整改)?(?:序号|编号|任务)[:\s]?(?P<serial>{NUMERAL}){STOPPED}"
    rf"|第(?P<counted>{NUMERAL})(?:项|号)(?:整改)?(?:问题|任务|事项)?{STOPPED}"
    rf"|(?P<called>\d{{1,4}})号(?:问题|任务){STOPPED})"
    r"|(?:Recommendation|Finding|Observation|Issue)(?:\s+(?:No\.\s?)?|\s?#)(?P<english>\d{1,3}(?:[.-]\d{1,3})*)(?:\s?[:.)-]\s?|\s)",
    re.IGNORECASE,
)
NAMED_FIRST = frozenset("【[具反整主问措完序编任第0123456789RrFfOoIi")
KNOWN_AS = {"problem": "problem", "answer": "answer", "serial": "serial", "counted": "serial", "called": "serial", "english": "problem"}
YEAR = re.compile(r"(?:19|20)\d\d年")
LEVELS = {
    "section": Level.SECTION, "clause": Level.CLAUSE, "subpoint": Level.SUBPOINT, "numbered": Level.SUBPOINT, "point": Level.POINT,
    "closed": Level.SUBPOINT, "circled": Level.CIRCLED, "english": Level.SUBPOINT,
}  # fmt: skip


def mark_at(text: str, start: int) -> Mark | None:
    """The mark that begins exactly here in folded text, or None."""
    first = text[start : start + 1]
    if first in NAMED_FIRST:
        found = NAMED.match(text, start)
        if found is not None and found.lastgroup is not None:
            return made(text, found, KNOWN_AS[found.lastgroup])
    found = SHAPES.match(text, start) if first in FIRST else None
    return None if found is None or found.lastgroup is None else made(text, found)


def made(text: str, found: re.Match[str], named: str = "") -> Mark:
    """The mark of a match."""
    shape = found.lastgroup or ""
    printed, level = found[shape], LEVELS.get(shape, Level.POINT)
    main = printed.partition("-")[0].partition(".")[0]
    value = int(main) if main.isascii() and main.isdecimal() else number(main)
    body = found.end()
    while text[body : body + 1] in (" ", "\t"):
        body += 1
    runs_on = shape == "point" and text[found.end() - 1] == "." and YEAR.match(text, body) is not None and body == found.end()
    return Mark(level, printed, found.start(), found.end(), body, value if isinstance(value, int) else None, runs_on, named)


COMMA = r"(?=[,、:]| ?,)"
BEFORE = r"(?:(?<=[。;:!?.)\s])|(?<![\s\S]))"
ORDINALS = (
    re.compile(r"(?:(?<=[。;:!,.)\s\"”])|(?<![\s\S]))(?:一|二|三|四|五|六|七|八|九|十[一二三四五六七八九]?|二十[一二三四五六七八九]?)是(?!否)"),
    re.compile(rf"{BEFORE}第[一二三四五六七八九十]{{1,3}}{COMMA}"),
    re.compile(r"[\u2460-\u2473]"),
    re.compile(rf"{BEFORE}\(\d{{1,2}}\)"),
    re.compile(rf"{BEFORE}\d{{1,2}}(?:[.、](?!\d)|\.(?=\d{{1,4}}[\u4e00-\u9fff]))"),  # 1.11家企业 is taken for 1. where the row goes on
    re.compile(rf"{BEFORE}\d{{1,2}}\)"),
    re.compile(rf"{BEFORE}\([一二三四五六七八九十]{{1,3}}\)"),
    re.compile(rf"{BEFORE}(?:首先|其次|再次|最后){COMMA}"),
    re.compile(rf"{BEFORE}(?:First|Second|Third|Fourth|Fifth)(?:ly)?(?=,)"),
)
TENS = {name: n for n, name in enumerate("一二三四五六七八九十", 1)}
WORDS = {"首先": 1, "其次": 2, "再次": 3, "First": 1, "Second": 2, "Third": 3, "Fourth": 4, "Fifth": 5}


def row_of_ordinals(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where a row of ordinals stands between start and end: (start, end) of each, running 1, 2, 3; of several kinds the one that begins first.

    A row has at least two members, except for 一是 at the very beginning, which announces one by itself.
    """
    piece = text[start:end]
    best: tuple[tuple[int, int], ...] = ()
    for shape in ORDINALS:
        if best and (best[0][0] == start or not any(place(found[0], 0) == 1 for found in shape.finditer(piece, 0, best[0][0] - start))):
            continue
        row = row_of(shape, piece, start)
        if (len(row) > 1 or (row and shape is ORDINALS[0])) and not all(text[end : end + 1].isdecimal() for _, end in row) and (not best or row[0][0] < best[0][0]):
            best = row
    return best


def row_of(shape: re.Pattern[str], piece: str, start: int) -> tuple[tuple[int, int], ...]:
    """The ordinals of one kind that run 1, 2, 3."""
    row: list[tuple[int, int]] = []
    for found in shape.finditer(piece):
        if place(found[0], len(row)) == len(row) + 1:
            row.append((start + found.start(), start + found.end()))
    return tuple(row)


def place(words: str, before: int) -> int | None:
    """The place in its row that an ordinal names; 最后 is the next one, whichever it is."""
    if words == "最后":
        return before + 1 if before else None
    if words[-1] == "是" and words[:-1] in TENS:
        return TENS[words[:-1]]
    plain = words.strip("().、")
    if plain.isascii() and plain.isdecimal():
        return int(plain)
    return WORDS.get(words.removesuffix("ly")) or ordinal(words)
