"""工作表: the cells of one sheet as they are shown, row by row, before they become lines of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from xiaohao.notice.drawn import on_one_line
from xiaohao.notice.limits import Limits
from xiaohao.notice.tree import Merged
from xiaohao.notice.unreadable import Unreadable

BREAKS = re.compile(r" *[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+ *")
Cell = tuple[int, int]  # row and column, both from 0


def in_a_cell(words: str) -> str:
    """Words as one cell of a line holds them: a break within is one space."""
    return words.strip(" ") if words.isprintable() else on_one_line(BREAKS.sub(" ", words.strip()))


def column_name(column: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(cell: Cell) -> str:
    """(4, 2) is C5."""
    return f"{column_name(cell[1])}{cell[0] + 1}"


@dataclass(frozen=True, slots=True)
class Photo:
    """图: a picture that lies at a cell; what it shows is read only when it is drawn."""

    cell: Cell
    part: str  # the package's name for its file; empty where the file lies elsewhere or is not there


@dataclass(slots=True)
class Allowance:
    """余量: how many rows all sheets together may still have."""

    limits: Limits
    rows: int

    @classmethod
    def of(cls, limits: Limits) -> Allowance:
        """All that the limits allow."""
        return cls(limits, limits.rows)


@dataclass(slots=True)
class Grid:
    """工作表: `rows` are lines of cells with tabs between, from sheet row `top` and column 0 on; cells are counted as in the sheet, all from 0.

    Adding a cell raises Unreadable: too_many_rows, too_many_columns. Only what has content counts: a column that is merely coloured does not.
    """

    name: str
    allowance: Allowance
    top: int = -1
    left: int = -1
    right: int = -1
    rows: list[str] = field(default_factory=list)
    merges: list[tuple[Cell, Cell]] = field(default_factory=list)  # first and last cell of each
    photos: list[Photo] = field(default_factory=list)
    odd: dict[str, list[Cell]] = field(default_factory=dict)  # the code of a doubt, and the cells that it is about
    hidden_rows: int = 0
    hidden_columns: list[int] = field(default_factory=list)

    def row(self, number: int, cells: list[str], filled: Iterable[int]) -> None:
        """Add a row whose cells at these columns hold something."""
        columns = list(filled)
        if not columns:
            return
        if columns[-1] >= self.allowance.limits.columns:
            raise Unreadable("too_many_columns", limit=self.allowance.limits.columns)
        if self.top < 0:
            self.top, self.left = number, columns[0]
        gap = number - self.top - len(self.rows)
        self.allowance.rows -= gap + 1
        if self.allowance.rows < 0:
            raise Unreadable("too_many_rows", limit=self.allowance.limits.rows)
        self.rows += [""] * gap
        self.rows.append("\t".join(cells))
        self.left, self.right = min(self.left, columns[0]), max(self.right, columns[-1])

    def about(self, code: str, cell: Cell) -> None:
        """A doubt of this code concerns this cell."""
        self.odd.setdefault(code, []).append(cell)

    def lines(self) -> Iterator[list[str]]:
        """The rows of the used range, all of one length. What was given is forgotten, so that a large sheet is not held twice."""
        width = self.right - self.left + 1
        for index, line in enumerate(self.rows):
            self.rows[index] = ""
            cells = line.split("\t")[self.left : self.right + 1]
            yield cells + [""] * (width - len(cells))

    def settle(self) -> tuple[Merged, ...]:
        """The merged areas within the used range, counted from its first cell; the words that they cover are taken away, with a doubt where they differ."""
        made: list[Merged] = []
        taken: dict[int, int] = {}  # row: the columns that a merged area holds, a bit each
        last = self.top + len(self.rows) - 1
        for (row, column), (down, across) in self.merges:
            row, column, down, across = max(row, self.top), max(column, self.left), min(down, last), min(across, self.right)
            if down < row or across < column or (down == row and across == column):
                continue
            bits = ((1 << (across - column + 1)) - 1) << column
            if any(taken.get(one, 0) & bits for one in range(row, down + 1)):
                continue
            for one in range(row, down + 1):
                taken[one] = taken.get(one, 0) | bits
                self.uncover(one, column, across, (row, column))
            made.append(Merged(row - self.top, column - self.left, down - row + 1, across - column + 1))
        return tuple(made)

    def uncover(self, row: int, column: int, across: int, first: Cell) -> None:
        """Empty the cells of one row that a merged area covers."""
        cells = self.rows[row - self.top].split("\t")
        begin = column + 1 if (row, column) == first else column
        covered = {words for words in cells[begin : across + 1] if words}
        if not covered:
            return
        kept = self.rows[first[0] - self.top].split("\t")[first[1] : first[1] + 1]
        if covered - set(kept):
            self.about("covered_words", (row, begin))
        end = min(across + 1, len(cells))
        cells[begin:end] = [""] * (end - begin)
        self.rows[row - self.top] = "\t".join(cells)
