"""通报的公文: a notice's text as an official paper, and as paragraphs of a page with its figures marked and its items named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xiaohao.documents import Block, Paper, official_paper

LEVELS = (
    ("1", re.compile(r"[一二三四五六七八九十]+、")), ("2", re.compile(r"（[一二三四五六七八九十]+）")), ("3", re.compile(r"\d+\.(?!\d)")), ("4", re.compile(r"（\d+(?:-\d+)*）")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """一处标记: a figure of the text: where it stands, how it looks, where it leads, and what is to be said of it."""

    start: int
    end: int
    kind: str
    target: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """一截文字: words, and the mark on them where there is one."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """一段: its words, its level, where it stands, and the address of its item where it is one."""

    text: str
    level: str
    start: int
    address: str = ""
    pieces: tuple[Piece, ...] = ()


def lines(text: str) -> Iterator[Line]:
    """The paragraphs of a notice below its title, each with its place."""
    at = 0
    for number, raw in enumerate(text.split("\n")):
        words = raw.strip()
        if number and words:
            yield Line(words, level_of(words), at + raw.index(words[0]))
        at += len(raw) + 1


def level_of(words: str) -> str:
    """The level of a heading or a numbered line; a paragraph of several sentences is none, whatever it begins with."""
    if "。" in words.rstrip("。"):
        return ""
    return next((name for name, shape in LEVELS if shape.match(words)), "")


def laid_out(text: str, items: Sequence[Mapping[str, Any]], marks: Sequence[Mark]) -> tuple[Line, ...]:
    """The paragraphs with their marks, and the items with their addresses. Of marks that overlap the first one given stands."""
    addresses = {row["start"]: row["address"] for row in items}
    apart: list[Mark] = []
    for mark in marks:
        if mark.start < mark.end and not any(one.start < mark.end and mark.start < one.end for one in apart):
            apart.append(mark)
    apart.sort(key=lambda one: one.start)
    return tuple(
        Line(line.text, line.level, line.start, addresses.get(line.start, ""), tuple(pieces(line, apart))) for line in lines(text)
    )  # fmt: skip


def pieces(line: Line, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The words of a line, cut where marks begin and end."""
    at, end = line.start, line.start + len(line.text)
    for mark in marks:
        start, stop = max(mark.start, at), min(mark.end, end)
        if start < stop:
            if at < start:
                yield Piece(line.text[at - line.start : start - line.start])
            yield Piece(line.text[start - line.start : stop - line.start], mark)
            at = stop
    if at < end:
        yield Piece(line.text[at - line.start :])


def as_docx(text: str, title: str, issuer: str, signed_on: date | None, note: str = "", number: str = "") -> bytes:
    """The .docx of a notice (GB/T 9704-2012), with its 发文字号 where it bears one; the same notice gives the same bytes."""
    blocks = tuple(Block(line.text, line.level) for line in lines(text))
    return official_paper(Paper(title, blocks, issuer, issuer, signed_on, note, number))
