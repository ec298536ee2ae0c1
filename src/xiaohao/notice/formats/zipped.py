"""压缩包: an office file as the zip archive that it is. Nothing is unpacked beyond its limits, and no XML calls for anything outside itself."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from xiaohao.notice.limits import MEBIBYTE, Limits
from xiaohao.notice.unreadable import Unreadable

PACKED = 1 << 0  # general purpose bit: the entry is encrypted
CHUNK = 1 << 16
HEAD = 30  # bytes before an entry's name
PLAIN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # what office programs write; the others are slow to open and greedy
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, KeyError, IndexError, EOFError, OSError, OverflowError, NotImplementedError, RuntimeError)
TAGS_OF_ONE = 4  # elements that one thing nested in another takes at the most: a table is tbl, tr, tc, p
NO_MEMORY, TOO_MUCH = 2, 114  # libxml2's codes: XML_ERR_NO_MEMORY, XML_ERR_RESOURCE_LIMIT


class Package:
    """压缩包. Opening raises Unreadable: damaged, encrypted, too_many_parts, bomb."""

    def __init__(self, raw: bytes, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.unpacked
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(raw))
        except BROKEN:
            raise Unreadable("damaged") from None
        entries = self.archive.infolist()
        if len(entries) > limits.parts:
            raise Unreadable("too_many_parts", limit=limits.parts)
        if any(entry.flag_bits & PACKED for entry in entries):
            raise Unreadable("encrypted")
        if any(entry.compress_type not in PLAIN for entry in entries):
            raise Unreadable("damaged")
        if overlapping(entries) or sum(entry.file_size for entry in entries) > limits.unpacked:
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
        except BROKEN:
            raise Unreadable("damaged") from None

    def xml(self, name: str) -> etree._Element:
        """A part as XML. Raises Unreadable: damaged; bomb where it declares entities."""
        return xml_of(self.part(name), self.limits)

    def under(self, folder: str) -> Iterator[str]:
        """The names of the parts in a folder."""
        return (name for name in sorted(self.names) if name.startswith(folder))


def overlapping(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether two entries share bytes of the file, as only bombs do that unpack one kernel many times."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + HEAD + entry.compress_size
    return False


def xml_of(raw: bytes, limits: Limits) -> etree._Element:
    """Bytes as XML: entities are not resolved, nothing is fetched, and a document type is refused, for office files have none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise refused(problem, limits) from None
    if root is None:
        raise Unreadable("damaged")
    refuse_document_type(root, limits)
    return root


def steps(pieces: Iterable[bytes], limits: Limits) -> Iterator[tuple[str, etree._Element]]:
    """The elements of a part as they begin and end ("start", "end"), under the same rules as `xml_of`; who takes a step may empty what has ended.

    Raises Unreadable: damaged, bomb, and too_deep where more than `limits.depth` things are nested.
    """
    parser = etree.XMLPullParser(
        ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    deepest, depth = limits.depth * TAGS_OF_ONE, 0
    try:
        for piece in pieces:
            parser.feed(piece)
            for event, element in parser.read_events():
                if not isinstance(element, etree._Element):
                    continue
                if event == "end":
                    depth -= 1
                else:
                    if not depth:
                        refuse_document_type(element, limits)
                    depth += 1
                    if depth > deepest:
                        raise Unreadable("too_deep", limit=limits.depth)
                yield event, element
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise refused(problem, limits) from None


def refuse_document_type(root: etree._Element, limits: Limits) -> None:
    """Raises Unreadable(bomb) where entities could be declared."""
    if etree.ElementTree(root).docinfo.internalDTD is not None:
        raise Unreadable("bomb", limit_mb=limits.unpacked // MEBIBYTE)


def refused(problem: Exception, limits: Limits) -> Unreadable:
    """Why a part could not be read as XML."""
    code = getattr(problem, "code", 0)
    if code == NO_MEMORY:
        return Unreadable("too_much_memory", limit_mb=limits.memory // MEBIBYTE)
    if code == TOO_MUCH:
        return Unreadable("too_deep", limit=limits.depth) if "depth" in str(problem) else Unreadable("bomb", limit_mb=limits.unpacked // MEBIBYTE)
    return Unreadable("damaged")
