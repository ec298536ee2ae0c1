"""旧格式: what lies in a compound file (MS-CFB): an old workbook, an old document, or a package that is locked by a password."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats import office, sheet
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable

HEAD, ENTRY, NAME = 512, 128, 64
SHIFTS = (9, 12)  # a sector is 512 or 4,096 bytes
LAST = 0xFFFFFFFA  # from here on a number is no sector
NOWHERE = 0xFFFFFFFF
SMALLEST = 4096  # streams below lie elsewhere, in sectors of their own
IN_HEAD = 109  # sectors of the table that the head names
FOLDER, STREAM = 1, 2
LOCKED_DOCUMENT = 0x0100  # of the flags at the tenth byte of a document (MS-DOC 2.5.1, fEncrypted)
MACROS = frozenset({"macros", "_vba_project_cur"})  # folders
WORKBOOKS, DOCUMENTS = ("workbook", "book"), ("worddocument", "contents", "matost")
MEDIA_TYPE = "application/msword"


@dataclass(frozen=True, slots=True)
class Stream:
    """流: what a compound file holds under a name, as its directory says."""

    start: int
    size: int


class Compound:
    """复合文件: the streams of its outermost folder, read with bounds: nothing is followed twice. Opening raises Unreadable: damaged, too_many_parts."""

    def __init__(self, raw: bytes, limits: Limits) -> None:
        self.raw, self.limits = raw, limits
        try:
            shift = int(struct.unpack_from("<H", raw, 30)[0])
            first, *_ = struct.unpack_from("<I", raw, 48)
            tables, count = struct.unpack_from("<II", raw, 68)
            if len(raw) < HEAD or shift not in SHIFTS:
                raise Unreadable("damaged")
            self.sector = 1 << shift
            self.table = self.sectors_of_table(tables, count)
            self.folders: set[str] = set()
            self.streams = self.listed(self.chain(int(first)))
        except struct.error:
            raise Unreadable("damaged") from None

    def at(self, number: int) -> int:
        """Where a sector begins in the file."""
        return (number + 1) * self.sector

    def sectors_of_table(self, more: int, count: int) -> list[int]:
        """The sectors that hold the allocation table: the head names 109, further ones a chain of sectors."""
        found = [one for one in struct.unpack_from(f"<{IN_HEAD}I", self.raw, 76) if one < LAST]
        each = self.sector // 4
        for _ in range(min(count, len(self.raw) // self.sector)):
            if more >= LAST:
                break
            *numbers, more = struct.unpack_from(f"<{each}I", self.raw, self.at(more))
            found += [one for one in numbers if one < LAST]
        return found

    def chain(self, number: int) -> Iterator[int]:
        """A sector and those that follow it."""
        each = self.sector // 4
        for _ in range(len(self.raw) // self.sector + 1):
            if number >= LAST:
                return
            yield number
            place, rest = divmod(number, each)
            if place >= len(self.table):
                raise Unreadable("damaged")
            number = struct.unpack_from("<I", self.raw, self.at(self.table[place]) + rest * 4)[0]
        raise Unreadable("damaged")

    def listed(self, sectors: Iterator[int]) -> Mapping[str, Stream]:
        """The streams right under the root, and the names of the folders: a tree of entries, each with one before it and one after it."""
        places = [self.at(number) + step for number in sectors for step in range(0, self.sector, ENTRY)]
        if len(places) > self.limits.parts:
            raise Unreadable("too_many_parts", limit=self.limits.parts)
        if not places:
            raise Unreadable("damaged")
        found: dict[str, Stream] = {}
        waiting, seen = [int(struct.unpack_from("<I", self.raw, places[0] + 76)[0])], set[int]()
        while waiting:
            number = waiting.pop()
            if number == NOWHERE or number in seen or number >= len(places):
                continue
            seen.add(number)
            place = places[number]
            length, kind = struct.unpack_from("<HB", self.raw, place + NAME)
            before, after = struct.unpack_from("<II", self.raw, place + 68)
            start, size = struct.unpack_from("<II", self.raw, place + 116)
            name = self.raw[place : place + min(max(length - 2, 0), NAME)].decode("utf-16-le", "replace").lower()
            if kind == STREAM:
                found.setdefault(name, Stream(start, size))
            elif kind == FOLDER:
                self.folders.add(name)
            waiting += [before, after]
        return found

    def head(self, stream: Stream, size: int) -> bytes:
        """The first bytes of a stream that is not one of the small ones."""
        return self.raw[self.at(stream.start) : self.at(stream.start) + size] if stream.size >= SMALLEST and stream.start < LAST else b""


def draw(raw: bytes, name: str, limits: Limits) -> tuple[Drawn, str]:
    """An old workbook, or an old document by way of the office program. Raises Unreadable: encrypted, needs_office, wrong_kind, damaged."""
    file = Compound(raw, limits)
    if "encryptedpackage" in file.streams:
        raise Unreadable("encrypted")
    if any(one in file.streams for one in WORKBOOKS):
        return sheet.draw_old(raw, limits)
    words = file.streams.get(DOCUMENTS[0])
    if words is not None:
        head = file.head(words, 12)
        if len(head) == 12 and struct.unpack_from("<H", head, 10)[0] & LOCKED_DOCUMENT:
            raise Unreadable("encrypted")
    if not any(one in file.streams for one in DOCUMENTS):
        raise Unreadable("wrong_kind", kind="compound")
    made, media_type = office.draw(raw, ".doc" if words is not None else ".wps", MEDIA_TYPE, limits)
    if MACROS & file.folders:
        made.doubt("macros")
    return made, media_type
