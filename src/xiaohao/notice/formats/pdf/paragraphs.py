"""段落: lines that were broken at the edge of the column, joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xiaohao.notice.formats.pdf.lines import Line

INDENT = 1.2  # heights of a character from the column's left edge: a new paragraph
SHORT = 1.6  # heights of a character before the column's right edge: the last line of one
APART = 1.75  # of the usual distance of lines: a new paragraph
OTHER_SIZE = 0.12  # by which heights of one paragraph may differ
BREAK = re.compile(r"[A-Za-z]-$")
STARTS = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)]|[（(]\d{1,3}[）)]|\d{1,3}[.、．](?!\d)|[①-⑳]")
HAN = re.compile(r"[\u4e00-\u9fff]")
ENDS = re.compile(r"[。！？：；.!?:;”]$")


def paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """The paragraphs of a row of lines that read on from each other, pages included."""
    if not lines:
        return
    left, right, pitch = column(lines)
    told, before = "", None
    for line in lines:
        if before is not None and goes_on(before, line, left, right, pitch):
            told = joined(told, line.text)
        else:
            if told:
                yield told
            told = line.text
        before = line
    if told:
        yield told


def column(lines: Sequence[Line]) -> tuple[float, float, float]:
    """The usual left and right edge and distance of lines."""
    long = [line for line in lines if line.right - line.left >= 0.5 * max(one.right - one.left for one in lines)] or list(lines)
    lefts, rights = sorted(line.left for line in long), sorted(line.right for line in long)
    gaps = sorted(a.middle - b.middle for a, b in zip(lines, lines[1:], strict=False) if 0 < a.middle - b.middle < 6 * a.height)
    return lefts[len(lefts) // 5], rights[-1 - len(rights) // 10], gaps[len(gaps) // 4] if gaps else 2 * lines[0].height


def goes_on(before: Line, line: Line, left: float, right: float, pitch: float) -> bool:
    """Whether a line goes on the paragraph of the one before it."""
    height = before.height
    if abs(line.height - height) > OTHER_SIZE * height or is_centred(before, left, right) or is_centred(line, left, right):
        return False
    if before.right < right - SHORT * height or line.left > left + INDENT * height:
        return False
    gap = before.middle - line.middle
    if gap > APART * pitch:
        return False
    return not (STARTS.match(line.text) and ENDS.search(before.text))


def is_centred(line: Line, left: float, right: float) -> bool:
    """Whether a line stands in the middle of its column, away from both edges: a title."""
    before, behind = line.left - left, right - line.right
    return before > 2 * line.height and behind > 2 * line.height and abs(before - behind) <= 1.5 * line.height


def joined(told: str, words: str) -> str:
    """Two lines as one: Latin words apart, a word broken at the edge whole again, Chinese without a space, also where a number was broken in it."""
    if BREAK.search(told) and words[:1].islower():
        return told[:-1] + words
    meets = told[-1:].isascii() and words[:1].isascii() and told[-1:] not in "(-/" and words[:1] not in ")]/,.;:%-"
    if meets and (told[-1:].isalpha() or words[:1].isalpha() or not (HAN.search(told) or HAN.search(words))):
        return f"{told} {words}"
    return told + words
