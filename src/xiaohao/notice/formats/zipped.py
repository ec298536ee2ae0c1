"""压缩包: an office file as the zip archive that it is. Nothing is unpacked beyond its limits, and no XML calls for anything outside itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from xiaohao.notice.limits import MEBIBYTE, Limits
from xiaohao.notice.unreadable import Unreadable

PACKED = 1 << 0  # general purpose bit: the entry is encrypted
CHUNK = 1 << 16


class Package:
    """压缩包. Opening raises Unreadable: damaged, encrypted, too_many_parts, bomb."""

    def __init__(self, raw: bytes, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.unpacked
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
            raise Unreadable("damaged") from None
        entries = self.archive.infolist()
        if len(entries) > limits.parts:
            raise Unreadable("too_many_parts", limit=limits.parts)
        if any(entry.flag_bits & PACKED for entry in entries):
            raise Unreadable("encrypted")
        if sum(entry.file_size for entry in entries) > limits.unpacked:
            raise Unreadable("bomb", limit_mb=limits.unpacked // MEBIBYTE)
        self.names = frozenset(entry.filename for entry in entries)

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises Unreadable: damaged, bomb."""
        return b"".join(self.stream(name))

    def stream(self, name: str) -> Iterator[bytes]:
        """A part piece by piece, for what is too large to be held whole; what it says of its own size is not believed. Raises Unreadable: damaged, bomb."""
        try:
            with self.archive.open(name) as stream:
                while piece := stream.read(CHUNK):
                    self.left -= len(piece)
                    if self.left < 0:
                        raise Unreadable("bomb", limit_mb=self.limits.unpacked // MEBIBYTE)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, RuntimeError):
            raise Unreadable("damaged") from None

    def xml(self, name: str) -> etree._Element:
        """A part as XML. Raises Unreadable: damaged; bomb where it declares entities."""
        return xml_of(self.part(name), self.limits)

    def under(self, folder: str) -> Iterator[str]:
        """The names of the parts in a folder."""
        return (name for name in sorted(self.names) if name.startswith(folder))


def xml_of(raw: bytes, limits: Limits) -> etree._Element:
    """Bytes as XML: entities are not resolved, nothing is fetched, and a document type is refused, for office files have none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("damaged") from None
    if root is None:
        raise Unreadable("damaged")
    if etree.ElementTree(root).docinfo.internalDTD is not None:
        raise Unreadable("bomb", limit_mb=limits.unpacked // MEBIBYTE)
    return root
