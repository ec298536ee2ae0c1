"""Compound files (MS-CFB) for tests, sector by sector."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR, END, FREE, TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
ROOT, FOLDER, STREAM = 5, 1, 2


def entry(name: str, kind: int, before: int = FREE, after: int = FREE, child: int = FREE, start: int = END, size: int = 0) -> bytes:
    """A line of the directory."""
    letters = name.encode("utf-16-le")
    return letters.ljust(64, b"\0") + struct.pack("<HBBIII", len(letters) + 2, kind, 1, before, after, child) + b"\0" * 36 + struct.pack("<IQ", start, size)


def compound(streams: Mapping[str, bytes], nested: Mapping[str, bytes] | None = None, folder: str = "ObjectPool") -> bytes:
    """A file with these streams under its root, each after the one before, and others in a folder under it."""
    sectors: list[bytes] = []
    table: list[int] = []
    lines: list[bytes] = [b""]

    def stored(content: bytes) -> int:
        padded = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0")
        first = len(sectors)
        for at in range(0, len(padded), SECTOR):
            sectors.append(padded[at : at + SECTOR])
            table.append(len(sectors))
        table[-1] = END
        return first

    for place, (name, content) in enumerate(streams.items(), 1):
        last = place == len(streams)
        lines.append(entry(name, STREAM, after=len(streams) + 1 if last and nested else FREE if last else place + 1, start=stored(content), size=max(4096, len(content))))
    if nested:
        lines.append(entry(folder, FOLDER, child=len(lines) + 1))
        lines += [entry(name, STREAM, start=stored(content), size=max(4096, len(content))) for name, content in nested.items()]
    lines[0] = entry("Root Entry", ROOT, child=1 if len(lines) > 1 else FREE)
    while len(lines) % 4:
        lines.append(entry("", 0))
    directory = len(sectors)
    for at in range(0, len(lines), 4):
        sectors.append(b"".join(lines[at : at + 4]))
        table.append(len(sectors))
    table[-1] = END
    tables = len(sectors)
    count = -(-(len(table) + 1) // 128)
    table += [TABLE] * count
    padded = table + [FREE] * (count * 128 - len(table))
    sectors += [struct.pack("<128I", *padded[at : at + 128]) for at in range(0, len(padded), 128)]
    places = [tables + number for number in range(count)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, 4096, END, 0, END, 0)
    return head + struct.pack("<109I", *places, *[FREE] * (109 - count)) + b"".join(sectors)
