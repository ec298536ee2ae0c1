"""OOXML 工作簿: .xlsx and .xlsm: which sheets there are, their words, their number formats."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from xiaohao.notice.formats.workbook.grid import in_a_cell
from xiaohao.notice.formats.workbook.shown import BUILT_IN, Format, format_of
from xiaohao.notice.formats.workbook.streamed import Attributes, Reader, stream
from xiaohao.notice.formats.zipped import Package

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
BOOK = "xl/workbook.xml"
R = "}id"  # r:id in the transitional and the strict namespace


def unescaped(words: str) -> str:
    """Words without the form in which a workbook writes characters that XML may not hold: _x000D_ is a break."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words


@dataclass(frozen=True, slots=True)
class Relation:
    """关系: what a part means by an id: another part of the package. What lies outside it has no part."""

    part: str
    kind: str  # the last word of its type: worksheet, sharedStrings, styles, drawing, image


def relations(package: Package, part: str) -> dict[str, Relation]:
    """What a part refers to, by id. Raises Unreadable."""
    folder, name = posixpath.split(part)
    listed = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    listed = listed if listed in package.names else f"/{listed}"  # as some writers have it
    if listed not in package.names:
        return {}
    found = {}
    for one in package.xml(listed).iter("{*}Relationship"):
        target = str(one.get("Target") or "")
        path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)) if target else ""
        inside = one.get("TargetMode") != "External" and path in package.names
        found[str(one.get("Id") or "")] = Relation(path if inside else "", str(one.get("Type") or "").rpartition("/")[2])
    return found


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook names it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(slots=True)
class Book:
    """工作簿: what its sheets share."""

    package: Package
    sheets: list[Sheet] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    formats: list[Format] = field(default_factory=list)
    from_1904: bool = False

    @classmethod
    def of(cls, package: Package) -> Book:
        """Read all but the sheets themselves. Raises Unreadable."""
        made = cls(package)
        related = relations(package, BOOK)
        for one in package.xml(BOOK).iter("{*}sheet", "{*}workbookPr"):
            if str(one.tag).endswith("}workbookPr"):
                made.from_1904 = one.get("date1904") in ("1", "true")
                continue
            target = related.get(next((str(value) for key, value in one.items() if str(key).endswith(R)), ""))
            if target is not None and target.part and target.kind == "worksheet":
                made.sheets.append(Sheet(in_a_cell(str(one.get("name") or "")), target.part, one.get("state") in ("hidden", "veryHidden")))
        for target in related.values():
            if target.kind == "sharedStrings" and target.part:
                stream(package, target.part, SharedWords(made.words))
            elif target.kind == "styles" and target.part:
                made.formats = list(formats(package, target.part))
        return made


def formats(package: Package, part: str) -> Iterator[Format]:
    """The number format of every cell style, in order. Raises Unreadable."""
    root = package.xml(part)
    own = {str(one.get("numFmtId")): str(one.get("formatCode") or "") for one in root.iter("{*}numFmt")}
    styles = root.find("{*}cellXfs")
    for one in () if styles is None else styles.iterchildren("{*}xf"):
        number = str(one.get("numFmtId") or "0")
        code = own.get(number) or (BUILT_IN.get(int(number), "") if number.isdecimal() and len(number) < 9 else "")
        yield format_of(code) if code else Format()


class SharedWords(Reader):
    """共享字符串: the words that cells point at: the runs of each joined, what only says how they sound left out."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.runs: list[str] = []
        self.is_text = self.is_sound = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self.runs = []
        elif name == "rPh":
            self.is_sound = True
        elif name == "t":
            self.is_text = not self.is_sound

    def data(self, words: str) -> None:
        if self.is_text:
            self.runs.append(words)

    def end(self, name: str) -> None:
        if name == "t":
            self.is_text = False
        elif name == "rPh":
            self.is_sound = False
        elif name == "si":
            self.words.append(in_a_cell(unescaped("".join(self.runs))))
