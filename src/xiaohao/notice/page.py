"""网页: the plain text of an HTML page: block elements as lines, tables a row a line with tabs, what is not content set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.limits import USUAL, Limits
from xiaohao.notice.tree import Merged
from xiaohao.notice.unreadable import Unreadable

ASIDE = frozenset({"script", "style", "noscript", "template", "svg", "head", "select", "button", "iframe", "object", "nav"})
BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "form",
    "thead", "tbody", "blockquote", "pre", "hr", "br", "figure", "figcaption", "address", "body", "html", "caption",
})  # fmt: skip
SPACE = re.compile(r"[ \t\r\n\f]+")
LONGEST_CELL = 12  # lines; a longer one holds the page, not a value
SHORT = 24  # characters of a word in the head of a table
HEAD_ROWS, HEAD_CELLS = 5, 3  # how far down a head may stand, and how many words it has
SPANNED = 65_534  # rows that a cell may span, as browsers have it


@dataclass(slots=True)
class Rows:
    """The rows of a table that holds values, as they are drawn."""

    rows: list[list[str]]
    merged: list[Merged]


@dataclass(slots=True)
class Cell:
    """A page, or a cell of a table: its lines so far and the one being written; how many rows and columns it covers."""

    down: int = 1
    across: int = 1
    lines: list[str | Rows] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    holds_table: bool = False

    def break_line(self) -> None:
        """What was written is a line."""
        self.lines.append(SPACE.sub(" ", "".join(self.line)).strip(" "))
        self.line = []

    @property
    def said(self) -> list[str]:
        """Its lines that are not blank."""
        return [line for line in self.lines if isinstance(line, str) and line]


@dataclass(slots=True)
class Table:
    """A table that is open: how many cells were open around it, its rows so far, and the row being written."""

    depth: int
    rows: list[list[Cell]] = field(default_factory=list)
    row: list[Cell] | None = None


class Drawer(HTMLParser):
    """Collects the lines of a page. `aside` is the element whose content is passed over, once for each time that it is open."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.limits = limits
        self.cells = [Cell()]
        self.tables: list[Table] = []
        self.too_deep = 0  # tables that are open beyond the limit, and are read as lines
        self.aside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.aside and self.aside[0] == "head" and tag == "body":  # </head> may be left out
            self.aside.clear()
        if self.aside:
            if tag == self.aside[0]:
                self.aside.append(tag)
        elif tag in ASIDE:
            self.aside.append(tag)
        elif tag == "table":
            self.begin_table()
        elif self.too_deep or tag in BLOCKS:
            if tag in BLOCKS or tag in ("tr", "td", "th"):
                self.cells[-1].break_line()
        elif tag == "tr" and self.tables:
            self.end_row()
            self.tables[-1].row = []
        elif tag in ("td", "th") and self.tables:
            self.end_cell()
            said = dict(attrs)
            self.cells.append(Cell(span(said.get("rowspan"), 0), span(said.get("colspan"), 1)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.aside and tag in BLOCKS:
            self.cells[-1].break_line()

    def handle_endtag(self, tag: str) -> None:
        if self.aside:
            if tag == self.aside[0]:
                self.aside.pop()
        elif tag == "table":
            self.end_table()
        elif self.too_deep or tag in BLOCKS:
            if tag in BLOCKS or tag in ("tr", "td", "th"):
                self.cells[-1].break_line()
        elif tag in ("td", "th"):
            self.end_cell()
        elif tag == "tr":
            self.end_row()

    def handle_data(self, data: str) -> None:
        if not self.aside:
            self.cells[-1].line.append(data.replace("\x00", ""))

    def begin_table(self) -> None:
        """A table opens; one that is nested too deep is read as lines."""
        self.cells[-1].break_line()
        if len(self.tables) >= self.limits.depth:
            self.too_deep += 1
            return
        self.cells[-1].holds_table = True
        self.tables.append(Table(len(self.cells)))

    def end_cell(self) -> None:
        """Close the open cell of the innermost table, if there is one."""
        if self.tables and len(self.cells) > self.tables[-1].depth:
            cell = self.cells.pop()
            cell.break_line()
            if self.tables[-1].row is None:
                self.tables[-1].row = []
            self.tables[-1].row.append(cell)

    def end_row(self) -> None:
        """Close the open row of the innermost table."""
        self.end_cell()
        if self.tables and self.tables[-1].row is not None:
            self.tables[-1].rows.append(self.tables[-1].row)
            self.tables[-1].row = None

    def end_table(self) -> None:
        """Close the innermost table: what it says stands where it stood."""
        if self.too_deep:
            self.too_deep -= 1
            self.cells[-1].break_line()
        elif self.tables:
            self.end_row()
            self.cells[-1].break_line()
            self.cells[-1].lines += laid_out(self.tables.pop().rows, self.limits)


def span(said: str | None, least: int) -> int:
    """How many rows or columns a cell covers: 1 where it says nothing that browsers know; 0 rows is all that are left."""
    plain = (said or "").strip()
    if not plain.isascii() or not plain.isdecimal():
        return 1
    return max(min(int(plain.lstrip("0")[:6] or "0"), SPANNED), least)


def laid_out(rows: list[list[Cell]], limits: Limits) -> list[str | Rows]:
    """What a table says: values as rows with their cells, and what only lays out the page as the lines that it holds."""
    head = width_of_head(rows)
    out: list[str | Rows] = []
    run: list[list[Cell]] = []
    reaches = 0  # rows of this run that cells above still cover
    for row in rows:
        if holds_page(row, head, reaches > 0):
            out += drawn_rows(run, limits)
            run, reaches = [], 0
            for cell in row:
                out += cell.lines
        elif row or reaches > 0:
            run.append(row)
            reaches = max(reaches - 1, *(cell.down - 1 if cell.down else SPANNED for cell in row), 0)
    return out + drawn_rows(run, limits)


def width_of_head(rows: list[list[Cell]]) -> int:
    """How many columns a table of values has: one whose first rows hold three short words or more; 0 where there is no such row."""
    for index, row in enumerate(rows[:HEAD_ROWS]):
        named = [cell for cell in row if not cell.holds_table and len(cell.said) == 1 and len(cell.said[0]) <= SHORT]
        if len(named) >= HEAD_CELLS and len(named) * 2 > len(row) and len(rows) > index + 1:
            return sum(cell.across for cell in row)
    return 0


def holds_page(row: list[Cell], head: int, is_covered: bool) -> bool:
    """Whether a row lays out the page: it holds a table, or one cell alone, or a cell of many lines that stands under no head."""
    if any(cell.holds_table for cell in row):
        return True
    if len(row) == 1 and not is_covered:
        return not head or len(row[0].said) > 1
    if any(len(cell.lines) > LONGEST_CELL for cell in row):
        return not head or not (is_covered or (len(row) >= HEAD_CELLS and sum(cell.across for cell in row) == head))
    return False


def drawn_rows(rows: list[list[Cell]], limits: Limits) -> list[str | Rows]:
    """Rows of values with every cell at its column; words stand in the first cell of those that are merged. Raises Unreadable: too_many_rows, too_many_columns."""
    if len(rows) > limits.rows:
        raise Unreadable("too_many_rows", limit=limits.rows)
    most = max((len(row) for row in rows), default=0)
    if any(sum(cell.across for cell in row) > limits.columns for row in rows):  # spans that are written carelessly, and mean "to the end"
        for cell in (cell for row in rows for cell in row):
            cell.across = min(cell.across, most)
    places: list[dict[int, Cell]] = []
    widths: dict[tuple[int, int], int] = {}
    covered: dict[int, int] = {}  # column: rows that are still covered from above
    for index, row in enumerate(rows):
        places.append({})
        column = 0
        upon = dict(covered)
        for cell in row:
            while column in covered:
                column += 1
            if column >= limits.columns:
                raise Unreadable("too_many_columns", limit=limits.columns)
            across = next((n for n in range(1, min(cell.across, limits.columns - column)) if column + n in covered), min(cell.across, limits.columns - column))
            places[-1][column], widths[index, column] = cell, across
            down = min(cell.down or SPANNED, len(rows) - index)
            upon |= dict.fromkeys(range(column, column + across), down)
            column += across
        covered = {column: left - 1 for column, left in upon.items() if left > 1}
    width = 1 + max((column for place in places for column in place), default=-1)
    if not width:
        return []
    if width == 1:
        return [line for row in rows for cell in row for line in cell.lines]
    merged = [
        Merged(index, column, down, across)
        for index, place in enumerate(places)
        for column, cell in place.items()
        for down, across in [(min(cell.down or SPANNED, len(rows) - index), min(widths[index, column], width - column))]
        if down > 1 or across > 1
    ]
    return [Rows([[" ".join(place[column].said) if column in place else "" for column in range(width)] for place in places], merged)]


def drawn(markup: str, limits: Limits = USUAL) -> Drawn:
    """The page as lines and tables; runs of empty lines are one. Raises Unreadable: too_many_rows, too_many_columns."""
    drawer = Drawer(limits)
    markup = markup.replace("<![", "<! [")  # marked sections are comments in HTML, and the parser knows only some of them
    closed = markup.rfind("-->") + 1
    drawer.feed(markup[:closed] + markup[closed:].replace("<!--", "<! --"))  # a comment that never ends hides nothing, and is looked for once
    drawer.close()
    while drawer.tables or drawer.too_deep:
        drawer.end_table()
    page = drawer.cells[0]
    page.break_line()
    while page.lines and isinstance(page.lines[-1], str) and not page.lines[-1].strip():
        page.lines.pop()
    made = Drawn()
    for line in page.lines:
        if isinstance(line, str):
            made.line(line)
        else:
            made.table(line.rows, line.merged)
    return made
