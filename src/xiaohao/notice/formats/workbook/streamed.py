"""流式读取: the XML of a part, element by element, for sheets that are too large for a tree."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from xiaohao.notice.formats.zipped import Package
from xiaohao.notice.limits import MEBIBYTE
from xiaohao.notice.unreadable import Unreadable

Attributes = dict[str, str]


class Reader:
    """Is told what a part holds: elements by their names without prefix, and their text."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, words: str) -> None:
        """Text."""


def stream(package: Package, part: str, reader: Reader) -> None:
    """Read a part of a package. Raises Unreadable: damaged, bomb (entities, or without end), and whatever the reader raises."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    limits = package.limits

    def first(name: str, attributes: Attributes) -> None:
        plain = ":" not in name
        parser.StartElementHandler = reader.start if plain else without_prefix(reader.start)
        parser.EndElementHandler = reader.end if plain else ending_without_prefix(reader.end)

    def refuse(*_: object) -> None:
        raise Unreadable("bomb", limit_mb=limits.unpacked // MEBIBYTE)

    parser.StartElementHandler = first  # the root says how the others are called
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = refuse  # office files have none
    try:
        for piece in package.stream(part):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable("damaged") from None


def without_prefix(act: Callable[[str, Attributes], None]) -> Callable[[str, Attributes], None]:
    """The same for elements whose names have a prefix."""

    def called(name: str, attributes: Attributes) -> None:
        act(name.rpartition(":")[2], attributes)

    return called


def ending_without_prefix(act: Callable[[str], None]) -> Callable[[str], None]:
    """The same for their ends."""

    def called(name: str) -> None:
        act(name.rpartition(":")[2])

    return called
