"""旧工作簿记录: the number formats of an .xls (BIFF8 in a compound file), which the library that reads its cells does not tell.

Only cells whose number is shown otherwise than it is stored are given; whatever is not understood is left to that library.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from xiaohao.notice.formats.workbook.grid import Cell
from xiaohao.notice.formats.workbook.shown import BUILT_IN, Format, format_of, shown

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
ENTRY = 128  # bytes of a directory entry
BOF, EOF, DATE_MODE, FORMAT, XF, BOUND_SHEET = 0x809, 0x0A, 0x22, 0x41E, 0xE0, 0x85
NUMBER, RK, MUL_RK, FORMULA, BOOL_ERR, ROW, COL_INFO = 0x203, 0x27E, 0xBD, 0x06, 0x205, 0x208, 0x7D
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
VERSION = 0x0600
PLAIN = Format()


@dataclass(slots=True)
class Records:
    """What the records of one sheet say beyond its values: cells as they are shown, errors, and what is hidden."""

    cells: dict[Cell, str] = field(default_factory=dict)
    errors: dict[Cell, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[int] = field(default_factory=list)


def stream_of(raw: bytes) -> bytes:
    """The stream of a compound file that holds its workbook; empty where there is none. Raises struct.error, IndexError for what is no compound file."""
    size = 1 << struct.unpack_from("<H", raw, 30)[0]
    fat_count, first_directory = struct.unpack_from("<II", raw, 44)
    first_minor, _, more_fat = struct.unpack_from("<III", raw, 60)
    if size not in (512, 4096):
        return b""

    def sector(number: int) -> bytes:
        return raw[(number + 1) * size : (number + 2) * size]

    listed = list(struct.unpack_from("<109I", raw, 76))
    seen = 0
    while more_fat < FREE - 4 and seen * size < len(raw):
        *some, more_fat = struct.unpack(f"<{size // 4}I", sector(more_fat))
        listed += some
        seen += 1
    table: list[int] = []
    for number in listed[:fat_count]:
        if number < FREE - 4 and len(table) * size <= len(raw) * 4:
            table += struct.unpack(f"<{size // 4}I", sector(number))

    def chain(first: int, of: list[int]) -> Iterator[int]:
        for _ in range(len(of)):
            if first >= len(of):
                return
            yield first
            first = of[first]

    directory = b"".join(map(sector, chain(first_directory, table)))
    found = root = None
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        entry = directory[at : at + ENTRY]
        name = entry[: max(min(entry[64], 64) - 2, 0)].decode("utf-16-le", "replace")
        if entry[66] == 5:
            root = entry
        elif entry[66] == 2 and name == "Workbook":
            found = entry
    if found is None or root is None:
        return b""
    (first, length), (begin, _) = (struct.unpack_from("<II", one, 116) for one in (found, root))
    if length >= 4096:
        return b"".join(map(sector, chain(first, table)))[:length]
    minor = [number for one in chain(first_minor, table) for number in struct.unpack(f"<{size // 4}I", sector(one))]
    small = b"".join(map(sector, chain(begin, table)))
    return b"".join(small[number * 64 : number * 64 + 64] for number in chain(first, minor))[:length]


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of each record of a substream that begins here, up to its end."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def text_of(content: bytes, at: int) -> str:
    """A string of a record, its length first."""
    (length,) = struct.unpack_from("<H", content, at)
    wide = content[at + 2] & 1
    return content[at + 3 : at + 3 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def sheets(raw: bytes) -> list[Records]:
    """The records of every sheet, in their order; none where the file is of another or an older kind."""
    try:
        stream = stream_of(raw)
        if struct.unpack_from("<HHH", stream)[::2] != (BOF, VERSION):
            return []
        return list(read(stream))
    except (struct.error, IndexError, ValueError):
        return []


def read(stream: bytes) -> Iterator[Records]:
    """Each sheet of a workbook's stream."""
    own: dict[int, str] = {}
    styles: list[int] = []
    begins: list[int] = []
    from_1904 = False
    for kind, content in records(stream):
        if kind == FORMAT:
            own[struct.unpack_from("<H", content)[0]] = text_of(content, 2)
        elif kind == XF:
            styles.append(struct.unpack_from("<H", content, 2)[0])
        elif kind == BOUND_SHEET:
            begins.append(struct.unpack_from("<I", content)[0])
        elif kind == DATE_MODE:
            from_1904 = content[:1] == b"\x01"
    codes = [own.get(number) or BUILT_IN.get(number, "") for number in styles]
    formats = [format_of(code) if code else PLAIN for code in codes]
    for begin in begins:
        yield sheet(stream, begin, formats, from_1904)


def sheet(stream: bytes, begin: int, formats: list[Format], from_1904: bool) -> Records:
    """The cells of one sheet that are shown otherwise than they are stored, its errors, and what it hides."""
    made = Records()
    for kind, content in records(stream, begin):
        for cell, style, value in numbers(kind, content):
            how = formats[style] if style < len(formats) else PLAIN
            if not how.is_plain:
                made.cells[cell] = shown(repr(value), how, from_1904)
        if (kind == FORMULA and content[12:14] == b"\xff\xff" and content[6:7] == b"\x02") or (kind == BOOL_ERR and content[7:8] == b"\x01"):
            made.errors[cell_of(content)] = ERRORS.get(content[8] if kind == FORMULA else content[6], "#N/A")
        elif kind == ROW and content[12] & 0x20:
            made.hidden_rows.add(struct.unpack_from("<H", content)[0])
        elif kind == COL_INFO and content[8] & 1:
            first, last = struct.unpack_from("<HH", content)
            made.hidden_columns += range(first, min(last, 255) + 1)
    return made


def cell_of(content: bytes) -> Cell:
    """The cell that a record is about."""
    row, column = struct.unpack_from("<HH", content)
    return row, column


def numbers(kind: int, content: bytes) -> Iterator[tuple[Cell, int, float]]:
    """The numbers of a record: their cell, its style, their value."""
    if kind in (NUMBER, FORMULA):
        if kind == NUMBER or content[12:14] != b"\xff\xff":
            row, column, style, value = struct.unpack_from("<HHHd", content)
            yield (row, column), style, value
    elif kind == RK:
        row, column, style, packed = struct.unpack_from("<HHHI", content)
        yield (row, column), style, unpacked(packed)
    elif kind == MUL_RK:
        row, column = struct.unpack_from("<HH", content)
        for index in range((len(content) - 6) // 6):
            style, packed = struct.unpack_from("<HI", content, 4 + index * 6)
            yield (row, column + index), style, unpacked(packed)


def unpacked(packed: int) -> float:
    """A number in the short form: an integer of thirty bits or the upper half of a float, perhaps a hundredth of what it says."""
    if packed & 2:
        value = float(packed >> 2 if packed < 1 << 31 else (packed >> 2) - (1 << 30))
    else:
        (value,) = struct.unpack("<d", b"\x00" * 4 + (packed & 0xFFFFFFFC).to_bytes(4, "little"))
    return value / 100 if packed & 1 else value
