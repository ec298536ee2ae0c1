"""表格文件: the sheets of a workbook, each a table."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats.zipped import Package
from xiaohao.notice.limits import Limits

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(raw: bytes, package: Package, limits: Limits) -> tuple[Drawn, str]:
    """The text of every sheet. Raises Unreadable."""
    made = Drawn()
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    for name in book.sheet_names:
        made.table([[str(value) for value in row] for row in book.get_sheet_by_name(name).to_python()], name=name)
    return made, MEDIA_TYPE


def draw_old(raw: bytes, limits: Limits) -> tuple[Drawn, str]:
    """The text of every sheet of an old workbook. Raises Unreadable."""
    made = Drawn()
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    for name in book.sheet_names:
        made.table([[str(value) for value in row] for row in book.get_sheet_by_name(name).to_python()], name=name)
    return made, "application/vnd.ms-excel"
