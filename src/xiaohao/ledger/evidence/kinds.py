"""材料的类型: what a file is by its content, whatever its name and its sender say. A short table of first bytes; what it does not know is refused."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

HEAD = 4096
MOST_ENTRIES = 10_000
PICTURE, PDF, OFFICE, TEXT, ARCHIVE, RECORDING = GROUPS = ("picture", "pdf", "office", "text", "archive", "recording")
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body", b"<iframe", b"<?php")


@dataclass(frozen=True, slots=True)
class Kind:
    """一种类型: its media type, the group that a setting allows or not, and the endings that names of such files have."""

    media_type: str
    group: str
    endings: tuple[str, ...]


JPEG, PNG, GIF = Kind("image/jpeg", PICTURE, ("jpg", "jpeg", "jfif")), Kind("image/png", PICTURE, ("png",)), Kind("image/gif", PICTURE, ("gif",))
WEBP, HEIC = Kind("image/webp", PICTURE, ("webp",)), Kind("image/heic", PICTURE, ("heic", "heif", "avif"))
PLAIN_ZIP, OLE = Kind("application/zip", ARCHIVE, ("zip",)), Kind("application/x-ole-storage", OFFICE, ("doc", "xls", "ppt", "wps", "et", "dps"))
PLAIN_TEXT = Kind("text/plain", TEXT, ("txt", "csv", "md", "log"))
VIDEO, SOUND = Kind("video/mp4", RECORDING, ("mp4", "mov", "m4v", "3gp")), Kind("audio/mp4", RECORDING, ("m4a",))
BY_HEAD: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"GIF87a", GIF), (b"GIF89a", GIF),
    (b"II*\x00", Kind("image/tiff", PICTURE, ("tif", "tiff"))), (b"MM\x00*", Kind("image/tiff", PICTURE, ("tif", "tiff"))),
    (b"%PDF-", Kind("application/pdf", PDF, ("pdf",))), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE), (b"{\\rtf", Kind("application/rtf", OFFICE, ("rtf", "doc"))),
    (b"\xd7\xcd\xc6\x9a", Kind("image/wmf", PICTURE, ("wmf",))),
    (b"7z\xbc\xaf\x27\x1c", Kind("application/x-7z-compressed", ARCHIVE, ("7z",))), (b"Rar!\x1a\x07", Kind("application/vnd.rar", ARCHIVE, ("rar",))),
    (b"ID3", Kind("audio/mpeg", RECORDING, ("mp3",))), (b"#!AMR", Kind("audio/amr", RECORDING, ("amr",))),
)  # fmt: skip
OPEN_XML = "application/vnd.openxmlformats-officedocument."
# Which folder or file inside a package says what the package is.
IN_ZIP: tuple[tuple[str, Kind], ...] = (
    ("word/document.xml", Kind(f"{OPEN_XML}wordprocessingml.document", OFFICE, ("docx",))), ("xl/workbook.xml", Kind(f"{OPEN_XML}spreadsheetml.sheet", OFFICE, ("xlsx",))),
    ("ppt/presentation.xml", Kind(f"{OPEN_XML}presentationml.presentation", OFFICE, ("pptx",))), ("OFD.xml", Kind("application/ofd", PDF, ("ofd",))),
)  # fmt: skip
OPEN_DOCUMENT = {
    f"application/vnd.oasis.opendocument.{name}": Kind(f"application/vnd.oasis.opendocument.{name}", OFFICE, (ending,))
    for name, ending in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
}  # fmt: skip
ALL: tuple[Kind, ...] = (
    JPEG, PNG, GIF, WEBP, HEIC, PLAIN_ZIP, OLE, PLAIN_TEXT, VIDEO, SOUND, *(kind for _, kind in BY_HEAD), *(kind for _, kind in IN_ZIP), *OPEN_DOCUMENT.values(),
    Kind("image/bmp", PICTURE, ("bmp",)), Kind("image/emf", PICTURE, ("emf",)), Kind("audio/x-wav", RECORDING, ("wav",)),
)  # fmt: skip
BY_TYPE: Mapping[str, Kind] = {kind.media_type: kind for kind in ALL}
GROUP_OF_ENDING: Mapping[str, str] = {ending: kind.group for kind in reversed(ALL) for ending in kind.endings}
# Endings that a machine runs or a browser draws: no content makes such a name harmless.
RUNS = frozenset({
    "html", "htm", "xhtml", "svg", "xml", "js", "mjs", "php", "jsp", "hta", "exe", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "vbe", "wsf", "lnk", "jar",
    "sh", "py", "apk", "url", "reg", "dll", "mht", "mhtml",
})  # fmt: skip


def kind_of(file: BinaryIO) -> Kind | None:
    """What the file is; None for what may be run, drawn by a browser, or is not known."""
    file.seek(0)
    head = file.read(HEAD)
    found = next((kind for mark, kind in BY_HEAD if head.startswith(mark)), None)
    if found is not None:
        return found
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return in_zip(file)
    if head[:4] == b"RIFF":
        return {b"WEBP": WEBP, b"WAVE": BY_TYPE["audio/x-wav"]}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return HEIC if head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc") else SOUND if head[8:11] == b"M4A" else VIDEO
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return BY_TYPE["image/bmp"]
    if head[:4] == b"\x01\x00\x00\x00" and head[40:44] == b" EMF":
        return BY_TYPE["image/emf"]
    if head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return BY_TYPE["audio/mpeg"]
    return PLAIN_TEXT if is_text(head) else None


def in_zip(file: BinaryIO) -> Kind | None:
    """A package by what lies in it; nothing of it is unpacked but the one line that an OpenDocument begins with."""
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist()[:MOST_ENTRIES])
            if "mimetype" in names and package.getinfo("mimetype").file_size < 100:
                return OPEN_DOCUMENT.get(package.read("mimetype").decode("ascii", "replace").strip(), PLAIN_ZIP)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, struct.error):
        return None
    return next((kind for name, kind in IN_ZIP if name in names), PLAIN_ZIP)


def is_text(head: bytes) -> bool:
    """Whether these are words in UTF-8, UTF-16 or a Chinese encoding, and no markup that a browser would draw."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start or any(start.startswith(mark) for mark in MARKUP) or any(mark in start for mark in (b"<script", b"<svg", b"<html")):
        return False
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return b"\x00<\x00s\x00c\x00r" not in head and b"<\x00s\x00c\x00r\x00" not in head
    if any(byte < 32 and byte not in (9, 10, 12, 13) for byte in head):
        return False
    return any(decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def decodes(head: bytes, encoding: str) -> bool:
    """Whether the bytes are words of the encoding, a letter cut at their end aside."""
    for cut in range(4):
        try:
            (head[: len(head) - cut] if len(head) == HEAD else head).decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def ending_of(name: str) -> str:
    """What stands behind the last dot of a name, in small letters."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def contradicts(name: str, kind: Kind) -> bool:
    """Whether a name says that the file is something else: a picture named as a document, anything named as a program."""
    ending = ending_of(name)
    return ending in RUNS or GROUP_OF_ENDING.get(ending, kind.group) != kind.group


def named(name: str, media_type: str) -> str:
    """The name under which a file goes out: with an ending of its kind, so that no machine takes it for something else."""
    kind = BY_TYPE.get(media_type)
    return name if kind is None or ending_of(name) in kind.endings else f"{name}.{kind.endings[0]}"


def pixels(file: BinaryIO, kind: Kind) -> int:
    """How many pixels a picture says it has; 0 where its head does not say. Nothing is unpacked."""
    file.seek(0)
    head = file.read(64)
    if kind is PNG and head[12:16] == b"IHDR":
        width, height = struct.unpack(">II", head[16:24])
        return int(width * height)
    if kind is GIF and len(head) > 10:
        width, height = struct.unpack("<HH", head[6:10])
        return int(width * height)
    if kind is WEBP and head[12:16] == b"VP8X":
        return int((int.from_bytes(head[24:27], "little") + 1) * (int.from_bytes(head[27:30], "little") + 1))
    return of_jpeg(file) if kind is JPEG else 0


def of_jpeg(file: BinaryIO) -> int:
    """Width by height of the frame (ITU-T T.81, B.2.2); 0 where there is none."""
    file.seek(2)
    while len(head := file.read(4)) == 4 and head[0] == 0xFF:
        length = int.from_bytes(head[2:4], "big")
        if 0xC0 <= head[1] <= 0xCF and head[1] not in (0xC4, 0xC8, 0xCC):
            frame = file.read(5)
            return int.from_bytes(frame[1:3], "big") * int.from_bytes(frame[3:5], "big")
        if length < 2:
            return 0
        file.seek(length - 2, 1)
    return 0
