"""行: the lines of a text as paragraphs. Lines that were broken at a fixed width belong to one paragraph, whose place goes on over the breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiaohao.notice.marks import mark_at

LINE = re.compile(r"[^\r\n]+")
INDENT = re.compile(r"(?:[ \t#>*]+|[-+•·] |[●■◆○★☆▲△▶►◎※▪□])*")
BREAK = re.compile(r"\r\n?|\n")
BLANK_FIRST = frozenset(" \t#>*-+•·●■◆○★☆▲△▶►◎※▪□")
CLOSED = frozenset("。;:!?.)]】》”」…|")
NARROWEST, WIDEST = 44, 132  # columns of text broken at a fixed width; a character of Chinese takes two
SLACK, WORD_SLACK = 3, 14  # by how much a broken line falls short of the width: between characters, and between words
FEWEST = 3  # broken lines, below which the width is chance
LOOKS_LIKE_LABEL = re.compile(r"[^\s:]{2,12} ?:")


def paragraphs(text: str, printed: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each line that says something, without indent and space at its ends; broken lines joined. `text` is folded, `printed` is not."""
    rows = []
    for line in LINE.finditer(text):
        start, end = line.span()
        start = indented(text, start, end)
        end = ended(text, start, end)
        if start < end:
            rows.append((start, end))
    width = broken_at(text, printed, rows)
    if not width:
        yield from rows
        return
    at = 0
    while at < len(rows):
        start, end = rows[at]
        while at + 1 < len(rows) and goes_on(text, printed, rows[at], rows[at + 1], width):
            at += 1
            end = rows[at][1]
        yield start, end
        at += 1


def indented(text: str, start: int, end: int) -> int:
    """Where a line's words begin."""
    if text[start] not in BLANK_FIRST:
        return start
    indent = INDENT.match(text, start, end)
    return indent.end() if indent else start


def ended(text: str, start: int, end: int) -> int:
    """Where a line's words end; the asterisks that close bold words at its end are none of them."""
    while end > start and text[end - 1] in " \t*":
        end -= 1
    return end


def columns(printed: str, start: int, end: int) -> int:
    """How wide these characters stand on a screen, as their bytes in GB18030 say; what is wider than any broken line is not measured to its end."""
    return WIDEST + 1 if end - start > WIDEST else len(printed[start:end].encode("gb18030", "replace"))


def broken_at(text: str, printed: str, rows: list[tuple[int, int]]) -> int:
    """The width at which the text was broken into lines, in columns; 0 where it was not: then some line is longer, or few are nearly as long as the longest."""
    widths = []
    for start, end in rows:
        width = columns(printed, start, end)
        if width > WIDEST:
            return 0
        widths.append(width)
    widest = max(widths, default=0)
    if widest < NARROWEST:
        return 0
    full = sum(widest - width <= slack(text, end) and text[end - 1] not in CLOSED for width, (_, end) in zip(widths, rows, strict=True))
    return widest if full >= max(FEWEST, len(rows) // 12) else 0


def slack(text: str, end: int) -> int:
    """By how much a line may fall short that ends here."""
    return WORD_SLACK if text[end - 1].isascii() else SLACK


def goes_on(text: str, printed: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether a line was broken and the next one goes on: it is full, ends in no stop, and what follows has neither indent, mark nor label."""
    start, end = line
    if text[end - 1] in CLOSED and not text[end - 1].isascii():
        return False
    left = following[0]
    if len(BREAK.findall(text, end, left)) != 1 or (left and text[left - 1] in "#>*"):
        return False
    whole = columns(printed, start - indent_of(text, start), end)
    if width - whole > slack(text, end) or (indent_of(text, left) > 0 and indent_of(text, left) > indent_of(text, start)):
        return False
    return mark_at(text, left) is None and LOOKS_LIKE_LABEL.match(text, left, following[1]) is None


def indent_of(text: str, start: int) -> int:
    """How many blanks stand before a line's words."""
    at = start
    while at and text[at - 1] in " \t":
        at -= 1
    return start - at
