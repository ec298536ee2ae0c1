"""行: characters that stand side by side, and the columns in which lines stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from xiaohao.notice.formats.pdf.glyphs import Glyph

WORD_GAP = 0.28  # of the height of a character: from here on Latin words stand apart
PIECE_GAP = 2.2  # of the height: from here on what follows is another piece, such as a cell or a column
IN_COLUMNS = 0.6  # of the lines between which a gutter must run


@dataclass(frozen=True, slots=True)
class Line:
    """一行: its words, its box, and how tall its characters are."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    height: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def lines(signs: Sequence[Glyph], width: float) -> list[Line]:
    """The lines of a page from top to bottom; columns, where there are any, one after the other."""
    rows = [pieces(row) for row in in_rows(signs)]
    gutter = gutter_of(rows, width)
    if gutter is None:
        return [joined(row) for row in rows if row]
    return by_columns(rows, gutter)


def in_rows(signs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters by the row that they stand in, rows from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    for sign in sorted(signs, key=lambda one: -one.middle):
        row = rows[-1] if rows else []
        if row and abs(row_middle(row) - sign.middle) <= 0.5 * max(sign.top - sign.bottom, row[0].top - row[0].bottom):
            row.append(sign)
        else:
            rows.append([sign])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def row_middle(row: Sequence[Glyph]) -> float:
    """Where the last characters of a row stand: a row may slope a little."""
    tail = row[-8:]
    return sum(one.middle for one in tail) / len(tail)


def pieces(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """A row cut where wide gaps stand."""
    if not row:
        return []
    height = tall(row)
    found = [[row[0]]]
    for before, sign in zip(row, row[1:], strict=False):
        if sign.left - before.right > PIECE_GAP * height:
            found.append([])
        found[-1].append(sign)
    return found


def tall(row: Sequence[Glyph]) -> float:
    """The usual height of a row's characters; that of a full square where stops are small."""
    return max(1.0, median(max(one.top - one.bottom, one.right - one.left) for one in row))


def words_of(row: Sequence[Glyph]) -> str:
    """The characters of a piece, Latin words apart."""
    height = tall(row)
    told = [row[0].sign]
    for before, sign in zip(row, row[1:], strict=False):
        narrow = before.sign.isascii() and sign.sign.isascii()
        if narrow and (sign.is_apart or sign.left - before.right > WORD_GAP * height):
            told.append(" ")
        told.append(sign.sign)
    return "".join(told)


def joined(row: Sequence[Sequence[Glyph]]) -> Line:
    """One line of several pieces, wide gaps as spaces."""
    signs = [sign for piece in row for sign in piece]
    text = "　".join(words_of(piece) for piece in row)
    return Line(
        text, min(one.left for one in signs), max(one.right for one in signs), min(one.bottom for one in signs), max(one.top for one in signs), tall(signs),
    )  # fmt: skip


def gutter_of(rows: Sequence[Sequence[Sequence[Glyph]]], width: float) -> float | None:
    """Where a page of two columns is divided: a place near the middle that most rows leave free and that no more than a few cross; None for one column."""
    if len(rows) < 8:
        return None
    best: tuple[int, float] | None = None
    for step in range(8, 13):
        at = width * step / 20
        parted = sum(any(a[-1].right < at < b[0].left for a, b in zip(row, row[1:], strict=False)) for row in rows)
        crossed = sum(any(piece[0].left < at < piece[-1].right for piece in row) for row in rows)
        if parted >= IN_COLUMNS * len(rows) and crossed <= 0.25 * len(rows) and (best is None or parted > best[0]):
            best = (parted, at)
    return best[1] if best else None


def by_columns(rows: Sequence[Sequence[Sequence[Glyph]]], gutter: float) -> list[Line]:
    """Left column, then right; a row that runs over both ends what stands above it."""
    found: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        if any(piece[0].left < gutter < piece[-1].right for piece in row):
            found += [*left, *right, joined(row)]
            left, right = [], []
            continue
        for side, part in ((left, [piece for piece in row if piece[-1].right <= gutter]), (right, [piece for piece in row if piece[0].left >= gutter])):
            if part:
                side.append(joined(part))
    return [*found, *left, *right]
