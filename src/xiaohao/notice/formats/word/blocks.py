"""版块: what a story is made of, line after line: lines of words, and tables of cells that hold lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xiaohao.notice.drawn import on_one_line
from xiaohao.notice.formats.word.fields import Zone
from xiaohao.notice.tree import Merged


@dataclass(slots=True)
class Line:
    """行: the words of a paragraph, breaks within it included, its number in front of them, and the pictures that stand in it by their relationship."""

    words: str
    pictures: tuple[str, ...] = ()
    zone: Zone | None = None

    @property
    def is_shown(self) -> bool:
        """Whether its words are words of the document."""
        return self.zone is None or not self.zone.closed


@dataclass(slots=True)
class Cell:
    """单元格."""

    column: int
    width: int
    is_covered: bool = False  # a cell above or before it reaches over it
    is_deleted: bool = False
    blocks: list[Block] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Its paragraphs, a space between."""
        lines = (on_one_line(part) for line in flat(self.blocks) if line.is_shown for part in line.words.split("\n"))
        return " ".join(line for line in lines if line)

    @property
    def pictures(self) -> Iterator[str]:
        """The pictures in it."""
        return (picture for line in flat(self.blocks) if line.is_shown for picture in line.pictures)


@dataclass(slots=True)
class Row:
    """表格行."""

    cells: list[Cell] = field(default_factory=list)
    column: int = 0  # where the next cell begins
    is_deleted: bool = False


@dataclass(slots=True)
class Span:
    """合并: a cell that may reach over others; where it stands, and how far."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Grid:
    """表: grows row by row; which cells cover others is known as soon as they begin."""

    rows: list[Row] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    reaching: dict[int, Span] = field(default_factory=dict)  # of the row above, by column
    below: dict[int, Span] = field(default_factory=dict)  # those that the row below may go on

    def begin_row(self) -> Row:
        """A new row."""
        self.reaching, self.below = self.below, {}
        self.rows.append(Row())
        return self.rows[-1]

    def end_row(self) -> None:
        """A row is whole; one that is deleted or holds nothing was never there."""
        row = self.rows[-1]
        row.cells = [cell for cell in row.cells if not cell.is_deleted]
        if row.is_deleted or not row.cells:
            self.rows.pop()
            self.below = self.reaching

    def begin_cell(self, width: int, goes_on_above: bool, begins_merge: bool, goes_on_before: bool, is_deleted: bool) -> Cell:
        """A new cell of the last row. What goes on a cell that is not there stands for itself."""
        row, place = self.rows[-1], len(self.rows) - 1
        cell = Cell(row.column, width, is_deleted=is_deleted)
        row.cells.append(cell)
        if is_deleted or row.is_deleted:
            return cell
        row.column += width
        above = self.reaching.get(cell.column) if goes_on_above else None
        if goes_on_before and len(row.cells) > 1 and self.spans:
            cell.is_covered = True
            self.spans[-1].columns += width
        elif above is not None:
            cell.is_covered = True
            above.rows = place - above.row + 1
            self.below[cell.column] = above
        else:
            self.spans.append(Span(place, cell.column, 1, width))
            if begins_merge or goes_on_above:
                self.below[cell.column] = self.spans[-1]
        return cell

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((row.column for row in self.rows), default=0)

    @property
    def merged(self) -> tuple[Merged, ...]:
        """The cells that cover others."""
        return tuple(Merged(one.row, one.column, one.rows, one.columns) for one in self.spans if one.rows > 1 or one.columns > 1)

    @property
    def blocks(self) -> Iterator[Block]:
        """What it holds, cell after cell, as if there were no table."""
        return (block for row in self.rows for cell in row.cells for block in cell.blocks)

    def words(self) -> list[list[str]]:
        """Its cells' words, every row as long as the widest; empty where a cell is covered."""
        width, table = self.width, []
        for row in self.rows:
            words = [""] * width
            for cell in row.cells:
                if not cell.is_covered:
                    words[cell.column] = cell.words
            table.append(words)
        return table


Block = Line | Grid


def flat(blocks: Sequence[Block]) -> Iterator[Line]:
    """Lines; a table among them gives those of its cells, which hold none further."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for line in block.blocks if isinstance(line, Line))
