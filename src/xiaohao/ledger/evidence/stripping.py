"""去除隐含信息: a copy of a file for publication, without who made it, where, when, with what: what is seen stays, the original stays where it is.

Pictures keep every pixel as it was; packages of Office lose their properties, authors and what cannot be looked into; a PDF becomes its pages as pictures,
so that no text under a black bar goes along. What cannot be cleaned is not published.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from xiaohao.ledger.evidence import child

OPEN_XML = "application/vnd.openxmlformats-officedocument."
SHARP = 1754  # the longer side of A4 at 150 dots an inch
PNG_MARK = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"cICP",
})  # fmt: skip
WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
MOST_UNPACKED = 300_000_000
BLANK: Mapping[str, bytes] = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}  # fmt: skip
NAMED = re.compile(rb'(\s(?:\w+:)?(?:author|initials|userId|providerId|userName)=)(?:"[^"]*"|\'[^\']*\')')
DATED = re.compile(rb'\s(?:\w+:)?date(?:Utc)?=(?:"\d{4}-[^"]*"|\'\d{4}-[^\']*\')')
PERSON = re.compile(rb'(\sdisplayName=)(?:"[^"]*"|\'[^\']*\')')  # a table has such a name too, and keeps it
WHERE = re.compile(rb'<(?:\w+:)?absPath\b[^>]*/>')
OUTSIDE = re.compile(rb'Target=["\']file:', re.IGNORECASE)
AUTHOR = re.compile(rb"(<(?:\w+:)?author>)[^<]*(</(?:\w+:)?author>)")
SAFE_PARTS = (".xml", ".rels", ".vml")


def stripped(raw: bytes, media_type: str) -> bytes | None:
    """The copy for publication; None where this file cannot be cleaned, and so is not published."""
    work = BY_TYPE.get(media_type)
    try:
        return work(raw) if work else None
    except (ValueError, IndexError, KeyError, struct.error, zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError):
        return None


def jpeg(raw: bytes) -> bytes:
    """The picture without its applications' segments and comments (ITU-T T.81, B.2.4); which way is up, and its colours, stay. Raises ValueError."""
    out, at, turned = [b"\xff\xd8"], 2, b""
    if raw[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    while True:
        at, mark = marker(raw, at)
        if mark == 0xD9:
            break
        length = int.from_bytes(raw[at : at + 2], "big")
        body = raw[at : at + length]
        if length < 2 or len(body) != length:
            raise ValueError("cut short")
        if mark == 0xE1 and body[2:8] == b"Exif\0\0":
            turned = upright_mark(body[8:]) or turned
        elif not (0xE0 <= mark <= 0xEF or mark == 0xFE) or mark in (0xE0, 0xEE) or mark == 0xE2 and body[2:13] == b"ICC_PROFILE":
            out.append(bytes((0xFF, mark)) + body)
        at += length
        if mark == 0xDA:
            end = scan_end(raw, at)
            out.append(raw[at:end])
            at = end
    return b"".join([out[0], turned, *out[1:], b"\xff\xd9"])


def marker(raw: bytes, at: int) -> tuple[int, int]:
    """Behind the next marker, and what it is. Raises ValueError."""
    if raw[at] != 0xFF:
        raise ValueError("no marker")
    while raw[at] == 0xFF:
        at += 1
    return at + 1, raw[at]


def scan_end(raw: bytes, at: int) -> int:
    """Where the coded pixels end: the next marker that is neither a stuffed byte nor a restart. Raises ValueError."""
    while True:
        at = raw.index(b"\xff", at)
        if raw[at + 1] != 0 and not 0xD0 <= raw[at + 1] <= 0xD7:
            return at
        at += 2


def upright_mark(tiff: bytes) -> bytes:
    """An EXIF segment that says which way is up and nothing else; empty where nothing has to be turned (EXIF 2.3, 4.6.4)."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return b""
    place = struct.unpack(f"{order}I", tiff[4:8])[0]
    count = struct.unpack(f"{order}H", tiff[place : place + 2])[0]
    for number in range(count):
        entry = tiff[place + 2 + number * 12 : place + 14 + number * 12]
        tag, kind, _, value = struct.unpack(f"{order}HHIH", entry[:10])
        if tag == 0x0112 and kind == 3 and 2 <= value <= 8:
            body = b"Exif\0\0" + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, value, 0, 0)
            return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return b""


def png(raw: bytes) -> bytes:
    """The picture without texts, times and whatever stands behind its end (PNG, 11.3). Raises ValueError."""
    if not raw.startswith(PNG_MARK):
        raise ValueError("no PNG")
    out, at, kind = [PNG_MARK], 8, b""
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", raw[at : at + 8])
        whole = raw[at : at + length + 12]
        if len(whole) != length + 12:
            raise ValueError("cut short")
        if kind in PNG_KEPT:
            out.append(whole)
        at += length + 12
    return b"".join(out)


def webp(raw: bytes) -> bytes:
    """The picture without its EXIF and XMP chunks. Raises ValueError."""
    if raw[:4] != b"RIFF" or raw[8:12] != b"WEBP":
        raise ValueError("no WebP")
    out: list[bytes] = []
    end, at = min(len(raw), int.from_bytes(raw[4:8], "little") + 8), 12
    while at + 8 <= end:
        kind, length = struct.unpack("<4sI", raw[at : at + 8])
        body = raw[at + 8 : at + 8 + length]
        if len(body) != length:
            raise ValueError("cut short")
        if kind == b"VP8X":
            body = bytes((body[0] & ~0x0C,)) + body[1:]  # it says no longer that there is EXIF or XMP
        if kind in WEBP_KEPT:
            out.append(struct.pack("<4sI", kind, length) + body + b"\0" * (length & 1))
        at += 8 + length + (length & 1)
    pixels = b"".join(out)
    if not pixels:
        raise ValueError("no picture")
    return b"RIFF" + struct.pack("<I", len(pixels) + 4) + b"WEBP" + pixels


def package(raw: bytes) -> bytes:
    """A .docx, .xlsx or .pptx without properties, authors and days of remarks; the pictures in it cleaned too.

    Raises ValueError where it holds what cannot be looked into: macros, embedded files, drawings of other kinds.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        if sum(part.file_size for part in before.infolist()) > MOST_UNPACKED:
            raise ValueError("too much to unpack")
        for part in before.infolist():
            if not part.is_dir():
                after.writestr(zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), cleaned(part.filename, before.read(part)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def cleaned(name: str, content: bytes) -> bytes:
    """One part of a package. Raises ValueError for what cannot be cleaned."""
    if name in BLANK:
        return BLANK[name]
    if name.startswith("customXml/item") and name.endswith(".xml") and "Props" not in name:
        return b"<x/>"
    if name.lower().endswith(SAFE_PARTS):
        if OUTSIDE.search(content):
            raise ValueError(name)  # it names a folder of somebody's machine
        content = PERSON.sub(rb'\1""', content) if "person" in name or "people" in name else content
        return WHERE.sub(b"", DATED.sub(b"", AUTHOR.sub(rb"\1\2", NAMED.sub(rb'\1""', content))))
    media_type = {"jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}.get(name.rpartition(".")[2].lower(), "")
    found = stripped(content, media_type)
    if found is None:
        raise ValueError(name)
    return found


def portable(raw: bytes) -> bytes | None:
    """A PDF of its pages as pictures; None where it has too many, or cannot be drawn."""
    return child.drawn("flat", raw, side=SHARP)


def plain_text(raw: bytes) -> bytes:
    """Words hold what is seen and nothing else."""
    return raw




BY_TYPE: Mapping[str, Callable[[bytes], bytes | None]] = {
    "image/jpeg": jpeg, "image/png": png, "image/webp": webp, "application/pdf": portable, "text/plain": plain_text,
    f"{OPEN_XML}wordprocessingml.document": package, f"{OPEN_XML}spreadsheetml.sheet": package, f"{OPEN_XML}presentationml.presentation": package,
}  # fmt: skip
