"""域: words that the program works out: what it is told stands hidden in the document, what came of it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xiaohao.notice.formats.word.spelled import spelled

OF_THE_PAGE = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "TOA", "INDEX", "RD", "TC", "XE", "TA"})  # what they show is no part of the text
LONGEST_CODE = 512
CIRCLED = re.compile(r"\\o\s*(?:\\ac|\\al|\\ar)?\s*\(\s*[○〇◯]\s*[,;，]\s*(\d{1,2})\s*\)", re.IGNORECASE)
OVER = re.compile(r"\\o\b[^()]*\((?:[^()]|\([^()]*\))*[,;，]\s*([^(),;，]+)\)", re.IGNORECASE)
FRACTION = re.compile(r"\\f\s*\(([^(),;，]+)[,;，]([^(),;，]+)\)", re.IGNORECASE)


@dataclass(slots=True)
class Zone:
    """区: a stretch of words that is not shown if it ends as it should. Where it never ends, its words are words like others."""

    closed: bool = False


@dataclass(slots=True)
class Field:
    """域: first its code, then its result."""

    code: list[str] = field(default_factory=list)
    length: int = 0
    zone: Zone | None = field(default_factory=Zone)
    shows_result: bool = False

    def add(self, words: str) -> None:
        """More of its code."""
        self.length += len(words)
        if self.length <= LONGEST_CODE:
            self.code.append(words)

    @property
    def told(self) -> str:
        """Its code, whole."""
        return "".join(self.code).strip()


def is_of_the_page(code: str) -> bool:
    """Whether a field's result is set aside: page numbers and tables of contents."""
    return code.strip().partition(" ")[0].upper().rstrip("\\") in OF_THE_PAGE


def equation(code: str) -> str:
    """What an EQ field shows, which has no result: ① out of a circle and a 1, the lower words of a pair, a fraction."""
    if code[:2].upper() != "EQ":
        return ""
    circled = CIRCLED.search(code)
    if circled:
        return spelled(int(circled[1]), "decimalEnclosedCircle")
    fraction = FRACTION.search(code)
    if fraction:
        return f"{fraction[1].strip()}/{fraction[2].strip()}"
    over = OVER.search(code)
    return over[1].strip() if over else ""
