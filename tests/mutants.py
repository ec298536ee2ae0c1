"""What becomes of a document of the corpus when characters are dropped, doubled, swapped, or change their width: what typing, copying and text recognition do."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

from hypothesis import strategies as st
from notices import CORPUS

from xiaohao.notice import Source, Unreadable, decode

ENDINGS = (".txt", ".md", ".html", ".csv", ".json", ".docx", ".xlsx", ".xls", ".pdf")
TEXTS = tuple(path for path in sorted(CORPUS.iterdir()) if path.suffix in (".txt", ".md"))
DOCUMENTS = tuple(
    path for path in sorted(CORPUS.iterdir())
    if path.suffix in ENDINGS and path.name != "SOURCE.md" and not path.name.endswith(".expected.json")
    and not (path.suffix == ".json" and any(path.with_suffix(ending) in TEXTS for ending in (".txt", ".md")))  # an outline of the text beside it
)  # fmt: skip
HALF_TO_FULL = {0x21 + n: 0xFF01 + n for n in range(94)} | {0x20: 0x3000}
FULL_TO_HALF = {full: half for half, full in HALF_TO_FULL.items()}
LONGEST = 6_000  # characters of a mutant: laws do not depend on length, the time of a test does
AS_TEXT = (".txt", ".md", ".html", ".csv", ".json")


@cache
def words(path: Path) -> str:
    """What is mutated: the text of a file that is text, the markup of a page, the drawn text of any other; empty where this machine cannot read it."""
    if path.suffix in AS_TEXT:
        raw = path.read_bytes()
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    try:
        return decode(path.read_bytes(), path.name).text
    except Unreadable:
        return ""


def mutant(text: str, how: str, rate: float, dice: Random) -> str:
    """The text with about that share of its characters changed in one way."""
    out: list[str] = []
    at = 0
    while at < len(text):
        one = text[at]
        if dice.random() >= rate:
            out.append(one)
        elif how == "double":
            out.append(one * 2)
        elif how == "swap" and at + 1 < len(text):
            out.append(text[at + 1] + one)
            at += 1
        elif how == "width":
            out.append(one.translate(HALF_TO_FULL if ord(one) < 0x80 else FULL_TO_HALF))
        at += 1
    return "".join(out)


@st.composite
def mutants(draw: st.DrawFn) -> Source:
    """A document of the corpus with one to three such changes, decoded as a file of its kind."""
    path = draw(st.sampled_from(DOCUMENTS))
    text = words(path)
    start = draw(st.integers(0, max(0, len(text) - LONGEST)))
    text = text[start : start + LONGEST]
    for _ in range(draw(st.integers(1, 3))):
        how, rate = draw(st.sampled_from(["drop", "double", "swap", "width"])), draw(st.sampled_from([0.002, 0.02, 0.2, 1.0]))
        if (how, rate) != ("drop", 1.0):
            text = mutant(text, how, rate, Random(draw(st.integers(0, 2**32))))
    name = path.name if path.suffix in AS_TEXT else f"{path.stem}.txt"
    try:
        return decode(text.encode("utf-8", "ignore"), name)
    except Unreadable:
        return Source(name, text)
