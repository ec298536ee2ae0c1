"""表格文件: the sheets of a workbook, each a table of the text.

Every visible sheet is one table: its used range, blank rows within it kept, blank rows and columns around it left out. Its name stands above it where more than
one sheet says something. What a person would not see on opening the file is told as a doubt: hidden sheets are left out, while hidden rows and columns are
drawn, for ledgers are kept filtered and a filter hides what is still to be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats.workbook import binary, cells, open_document, open_xml, photos
from xiaohao.notice.formats.workbook.grid import Allowance, Cell, Grid, Photo, cell_name, column_name
from xiaohao.notice.formats.zipped import Package
from xiaohao.notice.limits import Limits

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD, OPEN = "application/vnd.ms-excel", "application/vnd.oasis.opendocument.spreadsheet"
BINARY = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
RESERVED = "WpsReserved_"  # sheets that WPS keeps for itself
NAMED = 8  # cells that one doubt names
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1")
Sheets = Iterable[tuple[str, Grid | None]]


def draw(raw: bytes, package: Package, limits: Limits) -> tuple[Drawn, str]:
    """The text of every sheet of an .xlsx, .xlsm, .xlsb or .ods. Raises Unreadable."""
    made = Drawn()
    if open_xml.BOOK in package.names:
        put(made, sheets_of(open_xml.Book.of(package)), package)
        kind = MEDIA_TYPE
    elif open_document.CONTENT in package.names:
        put(made, open_document.grids(package), package)
        kind = OPEN
    else:
        put(made, binary.grids(raw, limits), package)
        kind = BINARY
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in package.names):
        made.doubt("macros")
    return made, kind


def draw_old(raw: bytes, limits: Limits) -> tuple[Drawn, str]:
    """The text of every sheet of an .xls. Raises Unreadable."""
    made = Drawn()
    put(made, binary.grids(raw, limits), None)
    if "_VBA_PROJECT".encode("utf-16-le") in raw:
        made.doubt("macros")
    if any(magic in raw for magic in PICTURES):
        made.doubt("pictures_in_old_format")
    return made, OLD


def sheets_of(book: open_xml.Book) -> Iterator[tuple[str, Grid | None]]:
    """The grids of an OOXML workbook, one after the other, with the pictures that lie on them."""
    allowance = Allowance.of(book.package.limits)
    for sheet in book.sheets:
        if sheet.is_hidden:
            yield sheet.name, None
            continue
        measured = any(one.kind == "drawing" for one in open_xml.relations(book.package, sheet.part).values())
        grid, seen = cells.read_sheet(book, sheet, allowance, measured)
        grid.photos += photos.photos(book.package, sheet.part, seen)
        yield sheet.name, grid


def put(made: Drawn, sheets: Sheets, package: Package | None) -> None:
    """Draw the sheets that say something; tell of those that are hidden."""
    seen: list[Grid] = []
    hidden: list[str] = []
    for name, grid in sheets:
        if grid is None:
            hidden += [] if name.startswith(RESERVED) else [name]
        elif grid.rows:
            seen.append(grid)
    if hidden:
        made.doubt("hidden_sheets", names="、".join(hidden))
    album = Album(made, package)
    for grid in seen:
        if len(seen) > 1:
            made.line("")
            made.line(grid.name)
        put_table(made, grid, album)
    album.close()


def put_table(made: Drawn, grid: Grid, album: Album) -> None:
    """One sheet as a table, with what lies at its cells."""
    merged = grid.settle()
    first = len(made.pieces)
    table = made.table(grid.lines(), merged, grid.name)
    if grid.photos or grid.odd:
        starts = list(accumulate((len(line) for line in made.pieces[first:]), initial=table.start))
        for photo in grid.photos:
            album.add(photo, place(made, grid, photo.cell, first, starts))
        for code, found in grid.odd.items():
            named = ", ".join(cell_name(cell) for cell in found[:NAMED]) + (" …" if len(found) > NAMED else "")
            made.doubt(code, place(made, grid, found[0], first, starts), sheet=grid.name, cells=named, count=str(len(found)))
    at = (table.start, table.start)
    if grid.hidden_rows:
        made.doubt("hidden_rows", at, sheet=grid.name, count=str(grid.hidden_rows))
    if columns := [one for one in grid.hidden_columns if grid.left <= one <= grid.right]:
        made.doubt("hidden_columns", at, sheet=grid.name, columns=", ".join(map(column_name, columns)))


def place(made: Drawn, grid: Grid, cell: Cell, first: int, starts: list[int]) -> tuple[int, int]:
    """Where a cell stands in the text; the nearest place of the table for one outside it."""
    row = min(max(cell[0] - grid.top, 0), len(grid.rows) - 1)
    column = min(max(cell[1], grid.left), grid.right) - grid.left
    words = made.pieces[first + row].rstrip("\n").split("\t")
    start = starts[row] + sum(len(one) + 1 for one in words[:column])
    return start, start + len(words[column])


class Album:
    """The pictures of a workbook as they are drawn out: so many, and together no larger than a file may be."""

    def __init__(self, made: Drawn, package: Package | None) -> None:
        self.made, self.package = made, package
        self.files: dict[str, tuple[str, bytes]] = {}
        self.room = package.limits.largest if package else 0
        self.left_out = self.unknown = 0

    def add(self, photo: Photo, at: tuple[int, int]) -> None:
        """A picture at a cell."""
        if self.package is None or not photo.part:
            self.unknown += 1
            return
        if photo.part not in self.files:
            content = self.package.part(photo.part)
            self.files[photo.part] = (photos.media_type(content), content)
        kind, content = self.files[photo.part]
        if not kind:
            self.unknown += 1
        elif len(self.made.pictures) >= self.package.limits.pictures or len(content) > self.room:
            self.left_out += 1
        else:
            self.room -= len(content)
            self.made.picture(at, photo.part.rpartition("/")[2], kind, content)

    def close(self) -> None:
        """Tell how many are not there."""
        if self.left_out:
            self.made.doubt("pictures_left_out", count=str(self.left_out), limit=str(len(self.made.pictures)))
        if self.unknown:
            self.made.doubt("pictures_unknown", count=str(self.unknown))
