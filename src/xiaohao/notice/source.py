"""来源: bytes to text. The encoding is found, never guessed past doubt; the text is kept unchanged, and folding happens beside it."""

from __future__ import annotations

import codecs
import hashlib
import re

from xiaohao.notice import formats
from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats import oscal, separated
from xiaohao.notice.limits import MEBIBYTE, USUAL, Limits
from xiaohao.notice.page import drawn
from xiaohao.notice.tree import Source
from xiaohao.notice.unreadable import Unreadable

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
KNOWN = {  # kinds of file that are documents but not text, by their first bytes
    b"PK\x03\x04": "package", b"PK\x05\x06": "package", b"\xd0\xcf\x11\xe0": "compound", b"%PDF": "pdf", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture", b"GIF8": "picture",
    b"{\\rtf": "rich_text",
}  # fmt: skip
DRAWN = frozenset({"package", "compound", "pdf", "rich_text"})
HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL)
SEPARATED = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".tab": "text/tab-separated-values"}
PACKAGES = (".docx", ".docm", ".xlsx", ".xlsm", ".xlsb", ".ods", ".odt")
WORKBOOK = (".xls", ".xlsx", ".et")  # pages and rows with tabs are often given the name of a workbook
USUAL_CHARACTERS = frozenset("的一是在不了有和人大为中上以要时年对会主部工同行方面市区县公理、，。：；关于關於為時對會區縣問題问题情况況整改实實责責任单單位")
SAMPLE = 20_000  # characters by which two encodings are told apart
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(raw: bytes, name: str = "", *, limits: Limits = USUAL) -> Source:
    """A document's text and what it was drawn from. Raises Unreadable.

    What is no text file is drawn by a process of its own. For text the ladder is: byte-order mark, strict UTF-8, strict GB18030 (which is what pages that declare gb2312 really hold), strict Big5; where both of the last two fit, the one that gives usual characters.
    """
    if len(raw) > limits.largest:
        raise Unreadable("too_large", limit_mb=limits.largest // MEBIBYTE)
    if not raw.strip():
        raise Unreadable("empty")
    kind = next((kind for mark, kind in KNOWN.items() if raw.startswith(mark)), "")
    if kind in DRAWN:
        return from_format(kind, raw, name, limits)
    if kind:
        raise Unreadable("wrong_kind", kind=kind)
    if raw.startswith(b"PK") and name.lower().endswith(PACKAGES):
        raise Unreadable("damaged")
    text, encoding = text_of(raw)
    if not text.strip():
        raise Unreadable("empty")
    if len(CONTROL.findall(text[:65536])) * 100 > min(len(text), 65536):
        raise Unreadable("not_text")
    digest = hashlib.sha256(raw).hexdigest()
    made, kind = from_text(text, name.lower(), limits)
    if made is None:
        return Source(name, text, kind, encoding, digest, separated.tables(text))
    if not made.text.strip():
        raise Unreadable("empty")
    return Source(name, made.text, kind, encoding, digest, tuple(made.tables), tuple(made.pictures), tuple(made.doubts))


def from_text(text: str, name: str, limits: Limits) -> tuple[Drawn | None, str]:
    """What a text that is more than its lines is drawn into, and its media type; None where the text is kept as it is. Raises Unreadable."""
    end = name[name.rfind(".") :]
    page = HTML.match(text[:4096]) or (end in WORKBOOK and text.lstrip().startswith("<") and "<table" in text[:65536].lower())
    if end in (".html", ".htm", ".shtml") or page:
        return drawn(text, limits), "text/html"
    if end in SEPARATED or (end in WORKBOOK and "\t" in text):
        kind = SEPARATED.get(end, "text/tab-separated-values")
        made = separated.draw(text, limits)
        return made, kind if made else "text/plain"
    if text.lstrip()[:1] == "{" and (made := oscal.draw(text, limits)):
        return made, "application/json"
    return None, "text/markdown" if end in (".md", ".markdown") else "text/plain"


def from_format(kind: str, raw: bytes, name: str, limits: Limits) -> Source:
    """A document that is no text file, as its process draws it."""
    made, media_type = formats.drawn(kind, raw, name, limits)
    return Source(
        name, made.text, media_type, made.encoding, hashlib.sha256(raw).hexdigest(), tuple(made.tables), tuple(made.pictures), tuple(made.doubts),
    )  # fmt: skip


def text_of(raw: bytes) -> tuple[str, str]:
    """The text and its encoding. Raises Unreadable(not_text)."""
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError:
                raise Unreadable("not_text") from None
    text = decoded(raw, "utf-8")
    if text is not None:
        return text, "utf-8"
    mainland, island = decoded(raw, "gb18030"), decoded(raw, "big5")
    if mainland is not None and (island is None or usual_share(island) <= 2 * usual_share(mainland)):
        return mainland, "gb18030"
    if island is not None:
        return island, "big5"
    raise Unreadable("not_text")


def decoded(raw: bytes, encoding: str) -> str | None:
    """The text, or None where the bytes are no text in this encoding."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def usual_share(text: str) -> float:
    """How much of the Chinese in a text are the characters that every text of an office is full of: bytes of Big5 are mostly valid GB18030, but say nothing there."""
    chinese = [character for character in text[:SAMPLE] if character > "\u2e7f"]
    return sum(character in USUAL_CHARACTERS for character in chinese) / len(chinese) if chinese else 0.0
