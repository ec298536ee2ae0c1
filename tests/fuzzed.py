"""The fuzz targets: bytes in, the laws asserted, Unreadable the only refusal. `scripts/fuzz.py` drives them by coverage; a test replays what it kept.

A target of office files takes its parts as text, each below a line `#! name`, and packs them itself: what changes is the XML, never the archive around it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from zlib import crc32

from laws import holds

from xiaohao.notice import Limits, Source, Unreadable, decode
from xiaohao.notice.formats import package

LIMITS = Limits(largest=1 << 20, unpacked=1 << 22, rows=2_000, columns=64, pictures=20, parts=100)
WITH_PROCESS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")  # what `decode` gives to a process of its own
PART = re.compile(rb"^#! ([\w/.]+)\r?\n", re.MULTILINE)
OFFICE = "http://schemas.openxmlformats.org"
R = f"{OFFICE}/officeDocument/2006/relationships"
WORD = f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:r="{R}" xmlns:mc="{OFFICE}/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
SHEET = f'xmlns="{OFFICE}/spreadsheetml/2006/main" xmlns:r="{R}"'
DOCX = {  # name: before and after what the input says; the first is what an input without names is
    "document": (f"<w:document {WORD}><w:body>", "</w:body></w:document>"), "numbering": (f"<w:numbering {WORD}>", "</w:numbering>"),
    "styles": (f"<w:styles {WORD}>", "</w:styles>"), "footnotes": (f"<w:footnotes {WORD}>", "</w:footnotes>"),
    "endnotes": (f"<w:endnotes {WORD}>", "</w:endnotes>"),
}  # fmt: skip
XLSX = {
    "sheet1": (f"<worksheet {SHEET}>", "</worksheet>"), "sheet2": (f"<worksheet {SHEET}>", "</worksheet>"),
    "sharedStrings": (f"<sst {SHEET}>", "</sst>"), "styles": (f"<styleSheet {SHEET}>", "</styleSheet>"),
    "workbook": (f"<workbook {SHEET}>", "</workbook>"),
}  # fmt: skip
BOOK = '<sheets><sheet name="台账" sheetId="1" r:id="r0"/><sheet name="表二" sheetId="2" state="visible" r:id="r1"/></sheets>'


def lawful(source: Source, raw: bytes) -> None:
    """All laws; the schema, which is slow, for one input in sixteen, always the same ones."""
    holds(source, schema=crc32(raw) % 16 == 0)


def text_target(raw: bytes, name: str) -> None:
    """A file that is decoded in this process."""
    if raw.startswith(WITH_PROCESS):
        return
    try:
        source = decode(raw, name, limits=LIMITS)
    except Unreadable:
        return
    lawful(source, raw)


def office_target(raw: bytes, name: str, packed: Callable[[Mapping[str, bytes]], bytes], first: str) -> None:
    """An office file that is drawn in this process; its parts by their names."""
    pieces = PART.split(raw)
    parts = {first: pieces[0]} if pieces[0].strip() else {}
    parts |= {key.decode(errors="ignore"): body for key, body in zip(pieces[1::2], pieces[2::2], strict=True)}
    whole = packed(parts)
    try:
        made, kind = package.draw(whole, name, LIMITS)
    except Unreadable:
        return
    source = Source(name, made.text, kind, made.encoding, hashlib.sha256(whole).hexdigest(), tuple(made.tables), tuple(made.pictures), tuple(made.doubts))
    assert all(0 <= one.start <= one.end <= len(made.text) for one in (*made.tables, *made.pictures, *made.doubts))
    lawful(source, raw)


def wrapped(parts: Mapping[str, bytes], around: Mapping[str, tuple[str, str]], folder: str) -> dict[str, bytes]:
    """Parts with their root elements; one that begins with a declaration, or has a path, stands as it is."""
    made = {}
    for name, body in parts.items():
        if "/" in name or name not in around or body.startswith(b"<?"):
            made[name if "/" in name else f"{folder}{name}.xml"] = body
        else:
            before, after = around[name]
            made[f"{folder}{name}.xml"] = before.encode() + body + after.encode()
    return made


def related(targets: Mapping[str, tuple[str, str]]) -> bytes:
    """A part of relationships: id to kind and target."""
    lines = "".join(f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>' for key, (kind, target) in targets.items())
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{lines}</Relationships>'.encode()


def archived(files: Mapping[str, bytes]) -> bytes:
    """An archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def word_file(parts: Mapping[str, bytes]) -> bytes:
    """A .docx of these parts."""
    files = {
        "_rels/.rels": related({"r1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": related({f"r{n}": (name, f"{name}.xml") for n, name in enumerate(parts) if name in DOCX and name != "document"}),
    }
    return archived(files | wrapped(parts, DOCX, "word/"))


def book_file(parts: Mapping[str, bytes]) -> bytes:
    """An .xlsx of these parts."""
    told = {"workbook": BOOK.encode(), "sheet2": b"<sheetData/>", "styles": b"", "sharedStrings": b"", **parts}
    books = {f"xl/{name.removeprefix('xl/')}": body for name, body in wrapped(told, XLSX, "xl/").items()}
    links = {"r0": ("worksheet", "sheet1.xml"), "r1": ("worksheet", "sheet2.xml"), "w": ("sharedStrings", "sharedStrings.xml"), "s": ("styles", "styles.xml")}
    return archived({"_rels/.rels": related({"r1": ("officeDocument", "xl/workbook.xml")}), "xl/_rels/workbook.xml.rels": related(links)} | books)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": lambda raw: text_target(raw, "a.txt"),
    "html": lambda raw: text_target(raw, "a.html"),
    "csv": lambda raw: text_target(raw, "a.csv"),
    "docx": lambda raw: office_target(raw, "a.docx", word_file, "document"),
    "xlsx": lambda raw: office_target(raw, "a.xlsx", book_file, "sheet1"),
}
