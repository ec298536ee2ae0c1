"""OOXML 工作表: the cells of one sheet of an .xlsx, in one pass over its XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xiaohao.notice.formats.workbook.grid import Allowance, Cell, Grid, in_a_cell
from xiaohao.notice.formats.workbook.open_xml import Book, Sheet, unescaped
from xiaohao.notice.formats.workbook.shown import Format, shown
from xiaohao.notice.formats.workbook.streamed import Attributes, Reader, stream
from xiaohao.notice.unreadable import Unreadable

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
DISPIMG = re.compile(r"DISPIMG\(\s*\"([^\"]*)\"", re.IGNORECASE)
PLAIN = Format()
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?.*)?")
POINT = 12_700  # of the unit in which drawings are measured
SHEET_ROWS, SHEET_COLUMNS = 1_048_576, 16_384


def column_of(letters: str) -> int:
    """A is 0, AA is 26."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


def cell_of(reference: str) -> Cell | None:
    """C5 is (4, 2); None for what is no cell."""
    found = REFERENCE.fullmatch(reference.strip())
    return (int(found[2]) - 1, column_of(found[1])) if found and found[2].strip("0") else None


@dataclass(slots=True)
class Layout:
    """版面: how the sheet lays out its cells, as far as pictures ask: sizes in the unit of drawings."""

    row_height: int = 15 * POINT
    heights: dict[int, int] = field(default_factory=dict)
    column_width: int = 64 * 9525
    widths: list[tuple[int, int, int]] = field(default_factory=list)  # first, last, width


class Cells(Reader):
    """Builds the grid of a sheet as its cells go by."""

    def __init__(self, book: Book, grid: Grid, measured: bool) -> None:
        self.book, self.grid, self.layout = book, grid, Layout()
        self.measured = measured  # whether a drawing will ask for the heights of rows
        self.columns: dict[str, int] = {}
        self.in_images: list[tuple[Cell, str]] = []  # cells that hold a picture by its name, as WPS writes them
        self.in_values: list[tuple[Cell, int]] = []  # cells that hold a picture as their value, as Excel writes them
        self.row, self.column = -1, -1
        self.cells: list[str] = []
        self.filled: list[int] = []
        self.kind = self.style = self.value_of = ""
        self.is_cell = self.is_sound = self.has_formula = self.is_hidden = False
        self.taking: list[str] | None = None
        self.value = self.formula = ""
        self.runs: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self.begin_cell(attributes)
        elif self.is_cell:
            if name == "f":
                self.has_formula = True
            elif name == "rPh":
                self.is_sound = True
            if name in ("v", "t", "f"):
                self.taking = []
        elif name == "row":
            self.begin_row(attributes)
        elif name == "mergeCell":
            ends = [cell_of(one) for one in attributes.get("ref", "").split(":", 1)]
            if len(ends) == 2 and ends[0] and ends[1]:
                self.grid.merges.append((ends[0], ends[1]))
        elif name == "col":
            self.column_layout(attributes)
        elif name == "sheetFormatPr":
            self.layout.row_height = length(attributes.get("defaultRowHeight"), POINT) or self.layout.row_height

    def data(self, words: str) -> None:
        if self.taking is not None:
            self.taking.append(words)

    def end(self, name: str) -> None:
        if self.taking is not None and name in ("v", "t", "f"):
            words, self.taking = "".join(self.taking), None
            if name == "v":
                self.value = words
            elif name == "f":
                self.formula = words
            elif not self.is_sound:
                self.runs.append(words)
        elif name == "c":
            self.end_cell()
        elif name == "rPh":
            self.is_sound = False
        elif name == "row":
            self.grid.row(self.row, self.cells, self.filled)
            self.grid.hidden_rows += self.is_hidden and bool(self.filled)

    def begin_row(self, attributes: Attributes) -> None:
        """A row, by its own number where it has one; rows only go on."""
        said = attributes.get("r", "")
        self.row = max(self.row + 1, int(said) - 1 if said.isdecimal() and len(said) < 9 else 0)
        if self.row >= SHEET_ROWS:
            raise Unreadable("damaged")
        self.column, self.cells, self.filled = -1, [], []
        self.is_hidden = attributes.get("hidden") in ("1", "true")
        if self.measured and "ht" in attributes:
            self.layout.heights[self.row] = length(attributes["ht"], POINT)

    def begin_cell(self, attributes: Attributes) -> None:
        """A cell, by its own reference where it has one; cells only go on."""
        said = attributes.get("r")
        column = self.column + 1
        if said:
            letters = said.rstrip("0123456789")
            known = self.columns.get(letters)
            if known is None:
                known = self.columns[letters] = column_of(letters) if letters.isascii() and letters.isalpha() and len(letters) <= 3 else 0
            column = max(column, known)
        if column >= SHEET_COLUMNS:
            raise Unreadable("damaged")
        self.column, self.is_cell, self.has_formula = column, True, False
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.value_of = attributes.get("vm", "")
        self.value = self.formula = ""
        self.runs = []

    def end_cell(self) -> None:
        """What the cell shows goes into its row."""
        self.is_cell = self.is_sound = False
        words = self.words()
        if not words:
            return
        cells = self.cells
        gap = self.column - len(cells)
        if gap:
            cells += [""] * gap
        cells.append(words if words != PICTURED else "")
        self.filled.append(self.column)

    def words(self) -> str:
        """The text of the cell that ends here."""
        kind, value = self.kind, self.value
        if kind == "s":
            return self.spoken(self.book.words[int(value)]) if value.isdecimal() and len(value) < 10 and int(value) < len(self.book.words) else ""
        if kind == "inlineStr":
            return self.spoken(in_a_cell(unescaped("".join(self.runs))))
        cell = (self.row, self.column)
        if (self.has_formula or "DISPIMG" in value) and (found := DISPIMG.search(self.formula) or DISPIMG.search(value)):
            self.in_images.append((cell, found[1]))
            return PICTURED
        if self.value_of.isdecimal() and len(self.value_of) < 9 and kind == "e":
            self.in_values.append((cell, int(self.value_of)))
            return PICTURED
        if not value:
            if self.has_formula and kind != "str":
                self.grid.about("formula_without_value", cell)
            return ""
        if kind == "n":
            return self.counted(value.strip())
        if kind == "b":
            return "TRUE" if value.strip() in ("1", "true") else "FALSE"
        if kind == "e":
            self.grid.about("cell_error", cell)
        elif kind == "d" and (day := DAY.fullmatch(value.strip())):
            return day[1] if day[2] in (None, "00:00") else f"{day[1]} {day[2]}{day[3] or ''}"
        return self.spoken(in_a_cell(unescaped(value)))

    def how(self) -> Format:
        """The number format of the cell."""
        style = int(self.style) if self.style.isdecimal() and len(self.style) < 9 else -1
        return self.book.formats[style] if 0 <= style < len(self.book.formats) else PLAIN

    def counted(self, value: str) -> str:
        """A number as its format shows it."""
        how = self.how() if self.style else PLAIN
        if how.is_plain and value.isascii() and value.isdecimal():
            return value
        return in_a_cell(shown(value, how, self.book.from_1904))

    def spoken(self, words: str) -> str:
        """Text, with what its format puts around it."""
        if words and self.style:
            how = self.how()
            return f"{how.before}{words}{how.after}"
        return words

    def column_layout(self, attributes: Attributes) -> None:
        """Widths of a run of columns, and whether it is hidden."""
        first, last = (int(one) - 1 if one.isdecimal() and len(one) < 9 else 0 for one in (attributes.get("min", "1"), attributes.get("max", "1")))
        if attributes.get("hidden") in ("1", "true"):
            self.grid.hidden_columns += range(first, min(last, self.grid.allowance.limits.columns) + 1)
        if "width" in attributes:
            self.layout.widths.append((first, last, length(attributes["width"], 7 * 9525)))


PICTURED = "\x00"  # a cell that holds a picture and no words


def length(said: str | None, unit: int) -> int:
    """A length as the sheet says it, in the unit of drawings; 0 for what is none."""
    try:
        value = float(said or "0")
    except ValueError:
        return 0
    return int(value * unit) if 0 <= value < 10_000 else 0


def read_sheet(book: Book, sheet: Sheet, allowance: Allowance, measured: bool) -> tuple[Grid, Cells]:
    """The grid of a sheet, and what was seen on the way. Raises Unreadable."""
    grid = Grid(sheet.name, allowance)
    cells = Cells(book, grid, measured)
    stream(book.package, sheet.part, cells)
    return grid, cells
