"""通报的公文: a notice's text as an official paper, and as paragraphs of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xiaohao.documents import Block, Paper, official_paper

LEVELS = (
    ("1", re.compile(r"[一二三四五六七八九十]+、")), ("2", re.compile(r"（[一二三四五六七八九十]+）")), ("3", re.compile(r"\d+\.")), ("4", re.compile(r"（\d+(?:-\d+)*）")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """一段: its words, its level, and the number of its item where it is one."""

    text: str
    level: str
    number: str = ""


def lines(text: str, title: str) -> Iterator[Line]:
    """The paragraphs of a notice below its title."""
    for raw in text.split("\n"):
        words = raw.strip()
        if not words or words == title:
            continue
        level = next((name for name, shape in LEVELS if shape.match(words)), "")
        yield Line(words, level, words[1 : words.index("）")] if level == "4" else "")


def as_docx(text: str, title: str, issuer: str, signed_on: date | None, note: str = "") -> bytes:
    """The .docx of a notice (GB/T 9704-2012); the same notice gives the same bytes."""
    blocks = tuple(Block(line.text, line.level) for line in lines(text, title))
    return official_paper(Paper(title, blocks, issuer, issuer, signed_on, note))
