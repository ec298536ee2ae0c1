"""ODF 表格: the sheets of an .ods. Its cells hold the words that are shown, and repeat themselves by a number that is not believed."""

from __future__ import annotations

from xiaohao.notice.formats.workbook.grid import Allowance, Grid, in_a_cell
from xiaohao.notice.formats.workbook.streamed import Attributes, Reader, stream
from xiaohao.notice.formats.zipped import Package
from xiaohao.notice.unreadable import Unreadable

CONTENT = "content.xml"
NOTES = frozenset({"annotation", "tracked-changes", "shapes"})


def local(attributes: Attributes) -> Attributes:
    """Attributes without their prefixes."""
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}


def times(attributes: Attributes, name: str) -> int:
    """How often, 1 where nothing is said."""
    said = attributes.get(name, "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 9 else 1


class Sheets(Reader):
    """Builds a grid for each table of a spreadsheet."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        self.grids: list[tuple[str, Grid | None]] = []
        self.unseen: set[str] = set()  # styles of hidden tables
        self.style = ""
        self.grid: Grid | None = None
        self.row = self.column = 0
        self.cells: list[str] = []
        self.filled: list[int] = []
        self.repeated_rows = self.repeated = 1
        self.aside = 0
        self.is_cell = self.is_words = self.is_hidden = False
        self.value: Attributes = {}
        self.paragraphs: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if self.aside or name in NOTES:
            self.aside += 1
        elif name == "style":
            self.style = local(attributes).get("name", "")
        elif name == "table-properties" and local(attributes).get("display") == "false":
            self.unseen.add(self.style)
        elif name == "table" and self.grid is None:
            said = local(attributes)
            self.grid = Grid(in_a_cell(said.get("name", "")), self.allowance)
            self.is_hidden, self.row = said.get("style-name", "") in self.unseen, 0
        elif name == "table-row":
            said = local(attributes)
            self.repeated_rows, self.column, self.cells, self.filled = times(said, "number-rows-repeated"), 0, [], []
            if self.grid is not None and said.get("visibility", "visible") != "visible":
                self.grid.hidden_rows += 1
        elif name in ("table-cell", "covered-table-cell"):
            self.begin_cell(local(attributes))
        elif self.is_cell:
            self.within(name, attributes)

    def within(self, name: str, attributes: Attributes) -> None:
        """Something in a cell: paragraphs, breaks and spaces."""
        if name == "p":
            self.paragraphs.append("")
            self.is_words = True
        elif name in ("line-break", "tab", "s"):
            self.data(" ")

    def data(self, words: str) -> None:
        if self.is_words and not self.aside and self.paragraphs:
            self.paragraphs[-1] += words

    def end(self, name: str) -> None:
        if self.aside:
            self.aside -= 1
        elif name == "p":
            self.is_words = False
        elif name in ("table-cell", "covered-table-cell"):
            self.end_cell()
        elif name == "table-row":
            self.end_row()
        elif name == "table" and self.grid is not None:
            self.grids.append((self.grid.name, None if self.is_hidden else self.grid))
            self.grid = None

    def begin_cell(self, said: Attributes) -> None:
        """A cell, once or more."""
        self.is_cell, self.value, self.paragraphs = True, said, []
        self.repeated = times(said, "number-columns-repeated")
        down, across = times(said, "number-rows-spanned"), times(said, "number-columns-spanned")
        if self.grid is not None and (down > 1 or across > 1):
            self.grid.merges.append(((self.row, self.column), (self.row + down - 1, self.column + across - 1)))

    def end_cell(self) -> None:
        """What the cell shows goes into its row."""
        self.is_cell = False
        words = self.words()
        if words:
            if self.column + self.repeated > self.allowance.limits.columns:
                raise Unreadable("too_many_columns", limit=self.allowance.limits.columns)
            self.cells += [""] * (self.column - len(self.cells)) + [words] * self.repeated
            self.filled += range(self.column, self.column + self.repeated)
        self.column += self.repeated

    def words(self) -> str:
        """The text of the cell that ends here: days in ISO form, all else as shown."""
        day = self.value.get("date-value", "")
        if self.value.get("value-type") == "date" and day:
            return in_a_cell(day.replace("T", " ").removesuffix(" 00:00:00"))
        told = in_a_cell(" ".join(self.paragraphs))
        if self.grid is not None:
            if told.startswith("#") and "formula" in self.value and self.value.get("value-type") != "string":
                self.grid.about("cell_error", (self.row, self.column))
            elif not told and "formula" in self.value and not self.value.get("value-type"):
                self.grid.about("formula_without_value", (self.row, self.column))
        return told

    def end_row(self) -> None:
        """The row, as often as it stands; empty ones cost nothing."""
        if self.filled and self.grid is not None and not self.is_hidden:
            if self.repeated_rows > self.allowance.rows:
                raise Unreadable("too_many_rows", limit=self.allowance.limits.rows)
            for number in range(self.row, self.row + self.repeated_rows):
                self.grid.row(number, self.cells, self.filled)
        self.row += self.repeated_rows


def grids(package: Package) -> list[tuple[str, Grid | None]]:
    """(name, grid) of every sheet; no grid for one that is hidden. Raises Unreadable."""
    sheets = Sheets(Allowance.of(package.limits))
    stream(package, CONTENT, sheets)
    return sheets.grids
