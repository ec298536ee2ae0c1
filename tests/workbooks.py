"""Workbooks made for tests: by hand, part by part, so that a test says exactly what a file holds; and small pictures."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
DRAWING = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)  # fmt: skip
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def png(shade: int = 0) -> bytes:
    """A square of one shade."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\x00" + bytes([shade]) * 6) * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def related(**targets: str) -> str:
    """A part of relationships: id="kind target"."""
    listed = "".join(f'<Relationship Id="{key}" Type="{TYPES}/{value.split()[0]}" Target="{value.split()[1]}"/>' for key, value in targets.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts as a package."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    """The XML of a sheet."""
    return f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def workbook(
    *sheets: str, names: tuple[str, ...] = (), states: tuple[str, ...] = (), words: str = "", formats: str = "", styles: str = '<xf numFmtId="0"/>', from_1904: bool = False, parts: Mapping[str, str | bytes] | None = None
) -> bytes:  # fmt: skip
    """A workbook of these sheets; `words` are its shared strings, `formats` its number formats, `styles` its cell styles, `parts` whatever else it holds."""
    listed = "".join(
        f'<sheet name="{names[n] if n < len(names) else f"表{n + 1}"}" sheetId="{n + 1}" state="{states[n] if n < len(states) else "visible"}" r:id="r{n + 1}"/>' for n in range(len(sheets))
    )
    book = {f"r{n + 1}": f"worksheet worksheets/sheet{n + 1}.xml" for n in range(len(sheets))} | {"w": "sharedStrings sharedStrings.xml", "s": "styles styles.xml"}
    return packed({
        "xl/workbook.xml": f'<workbook {MAIN}><workbookPr date1904="{int(from_1904)}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related(**book),
        "xl/sharedStrings.xml": f"<sst {MAIN}>{words}</sst>",
        "xl/styles.xml": f"<styleSheet {MAIN}><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>",
        **{f"xl/worksheets/sheet{n + 1}.xml": one for n, one in enumerate(sheets)}, **(parts or {}),
    })  # fmt: skip


def said(reference: str, words: str) -> str:
    """A cell with words in it."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{words}</t></is></c>'
