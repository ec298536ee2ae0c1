"""办公文档: which kind of office file a zip archive is, by what lies in it."""

from __future__ import annotations

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats import docx, office, sheet
from xiaohao.notice.formats.word.parts import main_part
from xiaohao.notice.formats.zipped import Package
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
MANIFEST = "META-INF/manifest.xml"


def draw(raw: bytes, name: str, limits: Limits) -> tuple[Drawn, str]:
    """The text of a .docx, .xlsx, .ods or .odt. Raises Unreadable."""
    package = Package(raw, limits)
    kind = package.part("mimetype")[:80].decode("ascii", "replace").strip() if "mimetype" in package.names else ""
    if kind.startswith(OPEN_DOCUMENT):
        if MANIFEST in package.names and b"encryption-data" in package.part(MANIFEST):
            raise Unreadable("encrypted")
        if kind.startswith(f"{OPEN_DOCUMENT}spreadsheet"):
            return sheet.draw(raw, package, limits)
        if kind.startswith(f"{OPEN_DOCUMENT}text"):
            return open_text(raw, package, kind, limits)
        raise Unreadable("wrong_kind", kind="package")
    if any(one.startswith("xl/workbook.") for one in package.names):
        return sheet.draw(raw, package, limits)
    if main_part(package).lower().startswith("word/") or "word/document.xml" in package.names:
        return docx.draw(package, limits)
    raise Unreadable("wrong_kind", kind="package")


def open_text(raw: bytes, package: Package, kind: str, limits: Limits) -> tuple[Drawn, str]:
    """A .odt by way of the office program, after its parts were held against the limits, which that program does not know."""
    for name in package.names:
        for _ in package.stream(name):
            pass
    made, media_type = office.draw(raw, ".odt", kind, limits)
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        made.doubt("macros")
    return made, media_type
