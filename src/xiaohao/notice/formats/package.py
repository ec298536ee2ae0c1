"""办公文档: which kind of office file a zip archive is, by what lies in it."""

from __future__ import annotations

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats import docx, sheet
from xiaohao.notice.formats.zipped import Package
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable


def draw(raw: bytes, name: str, limits: Limits) -> tuple[Drawn, str]:
    """The text of a .docx, .xlsx or .ods. Raises Unreadable."""
    package = Package(raw, limits)
    if "word/document.xml" in package.names:
        return docx.draw(package, limits)
    if any(one.startswith("xl/workbook.") for one in package.names):
        return sheet.draw(raw, package, limits)
    kind = package.part("mimetype")[:80] if "mimetype" in package.names else b""
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return sheet.draw(raw, package, limits)
    raise Unreadable("wrong_kind", kind="package")
