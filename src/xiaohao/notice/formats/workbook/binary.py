"""二进制工作簿: .xls, .et and .xlsb, by the library that knows them. It does not tell number formats: those of .xls are read beside it, those of .xlsb are not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from xiaohao.notice.formats.workbook.grid import Allowance, Cell, Grid, in_a_cell
from xiaohao.notice.formats.workbook.records import Records, sheets
from xiaohao.notice.formats.workbook.shown import Format, shown
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable

PLAIN = Format()
Value = int | float | str | bool | time | date | datetime | timedelta


def grids(raw: bytes, limits: Limits) -> Iterator[tuple[str, Grid | None]]:
    """(name, grid) of every sheet; no grid for one that is hidden. Raises Unreadable: encrypted, damaged, too_many_rows, too_many_columns."""
    allowance = Allowance.of(limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        beside = sheets(raw)
        for index, one in enumerate(book.sheets_metadata):
            if one.typ is not SheetTypeEnum.WorkSheet:
                continue
            name = in_a_cell(one.name)
            known = beside[index] if index < len(beside) else Records()
            yield name, read_sheet(name, book.get_sheet_by_name(one.name), allowance, known) if one.visible is SheetVisibleEnum.Visible else None
    except PasswordError:
        raise Unreadable("encrypted") from None
    except (CalamineError, ValueError, OSError):
        raise Unreadable("damaged") from None


def read_sheet(name: str, sheet: CalamineSheet, allowance: Allowance, known: Records) -> Grid:
    """The grid of a sheet."""
    grid = Grid(name, allowance)
    grid.hidden_columns = known.hidden_columns
    first = sheet.start
    if first is None:
        return grid
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), first[0]):
        words = [shown_as(value, (row, column), known) for column, value in enumerate(values, first[1])]
        filled = [first[1] + column for column, one in enumerate(words) if one]
        if filled:
            grid.row(row, [""] * first[1] + words[: filled[-1] - first[1] + 1], filled)
            grid.hidden_rows += row in known.hidden_rows
    for cell in sorted(known.errors):
        grid.about("cell_error", cell)
    grid.merges += sheet.merged_cell_ranges or []
    return grid


def shown_as(value: Value, cell: Cell, known: Records) -> str:
    """A value as its cell shows it."""
    if cell in known.errors:
        return known.errors[cell]
    return in_a_cell(known.cells[cell]) if cell in known.cells and not isinstance(value, (str, bool)) else told(value)


def told(value: Value) -> str:
    """A value as the sheet shows it."""
    if isinstance(value, str):
        return in_a_cell(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return shown(repr(value), PLAIN)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else minutes(value.isoformat(" ", "seconds"))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return minutes(value.isoformat("seconds"))
    seconds = round(value.total_seconds())
    return minutes(f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}")


def minutes(said: str) -> str:
    """A time without seconds that are none."""
    return said.removesuffix(":00") if said.count(":") > 1 else said
