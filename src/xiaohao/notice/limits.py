"""限度: how large a document may be, and what its reading may cost. Whatever goes over is refused with one sentence."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """限度: sizes in bytes, time in seconds of the clock; the rest are counts."""

    largest: int = 64 * MEBIBYTE  # of the file
    unpacked: int = 512 * MEBIBYTE  # of all that is packed in it
    memory: int = 1024 * MEBIBYTE  # address space of the process that reads it
    seconds: int = 120
    pages: int = 2_000
    rows: int = 200_000  # of all its tables together
    columns: int = 256
    depth: int = 64  # of what is nested
    pictures: int = 2_000
    parts: int = 10_000  # files in a package


USUAL = Limits()
