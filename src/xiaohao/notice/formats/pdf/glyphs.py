"""字形: the characters of a page with their boxes, and the straight lines that are drawn on it. Lengths in points, from the lower left corner."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

THIN = 2.5  # points: a box thinner than this is a line
LONG = 6.0  # points: a shorter stroke is a mark, not a rule
MOST_OBJECTS = 50_000  # drawn objects of one page that are looked at
SPACES = frozenset(" \t\u00a0\u3000")
NO_SIGN = frozenset("\x00\ufffe\uffff\r\n\u200b\ufeff")
AT_LINE_END = {"\x02": "-"}  # how the library marks a hyphen at which a word is broken


@dataclass(frozen=True, slots=True)
class Glyph:
    """一字: a character and its box; `is_apart` where the file has a space before it."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float
    is_apart: bool = False

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """一线: a horizontal or vertical rule; `at` is where it stands, from `start` to `end` along it."""

    is_level: bool
    at: float
    start: float
    end: float


def glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    """The visible characters of a page in the order of the file; a space is told by the character behind it."""
    text = page.get_textpage()
    found: list[Glyph] = []
    box = raw.FS_RECTF()
    is_apart = False
    for index in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if sign in SPACES:
            is_apart = True
        if sign in NO_SIGN or sign in SPACES or "\ud800" <= sign <= "\udfff":
            continue
        # The loose box is the character's place in its line; the tight one of a full stop would lie below the line.
        if raw.FPDFText_GetLooseCharBox(text.raw, index, box):
            found.append(Glyph(AT_LINE_END.get(sign, sign), box.left, box.bottom, box.right, box.top, is_apart))
            is_apart = False
    return found


def strokes(page: pypdfium2.PdfPage) -> list[Stroke]:
    """The rules of a page: strokes and thin boxes that stand upright or level."""
    found: list[Stroke] = []
    for number, one in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])):
        if number >= MOST_OBJECTS:
            break
        found += of_path(one)
    return found


def of_path(one: pypdfium2.PdfObject) -> Iterator[Stroke]:
    """The rules that one path draws."""
    points = list(corners(one))
    box = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if raw.FPDFPageObj_GetBounds(one.raw, *box):
        left, bottom, right, top = (value.value for value in box)
        if top - bottom <= THIN and right - left >= LONG:
            yield Stroke(True, (top + bottom) / 2, left, right)
            return
        if right - left <= THIN and top - bottom >= LONG:
            yield Stroke(False, (left + right) / 2, bottom, top)
            return
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        if abs(y1 - y2) <= 1 and abs(x1 - x2) >= LONG:
            yield Stroke(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
        elif abs(x1 - x2) <= 1 and abs(y1 - y2) >= LONG:
            yield Stroke(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2))


def corners(one: pypdfium2.PdfObject) -> Iterator[tuple[float, float]]:
    """The corners of a path on the page; a closed one comes back to its first."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if raw.FPDFPath_GetDrawMode(one.raw, fill, stroke) and not stroke.value:
        return  # a coloured ground is no rule
    matrix = one.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    first: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(one.raw), 2_000)):
        segment = raw.FPDFPath_GetPathSegment(one.raw, index)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        here = matrix.on_point(x.value, y.value)
        first = here if first is None or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO else first
        yield here
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield first
