"""符号: signs that stand in the document as letters of a picture font, or as raised figures."""

from __future__ import annotations

from collections.abc import Mapping

PRIVATE = range(0xE000, 0xF900)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩"
FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xFB: "✘", 0xFC: "✔", 0xFD: "☒", 0xFE: "☑",
    } | {0x80 + number: sign for number, sign in enumerate(CIRCLED)},
    "wingdings 2": {
        0x4F: "✘", 0x50: "✔", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□",
    } | {0x69 + number: sign for number, sign in enumerate(CIRCLED)},
    "symbol": {0x6D: "μ", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷"},
}  # fmt: skip


def is_picture_font(font: str) -> bool:
    """Whether a font shows signs where others show letters."""
    return font.lower() in FONTS


def sign(code: int, font: str) -> str:
    """The sign that a font shows for a code; nothing where only the font knows it."""
    signs = FONTS.get(font.lower())
    if signs is not None:
        return signs.get(code & 0xFF, "")
    return "" if code in PRIVATE or not 0x20 <= code < 0xD800 else chr(code)


def in_font(words: str, font: str) -> str:
    """Letters as their picture font shows them; what is not known there stays."""
    signs = FONTS.get(font.lower(), {})
    return "".join(signs.get(ord(one) & 0xFF, one) if ord(one) < 0x100 or ord(one) in PRIVATE else one for one in words)


def raised(words: str) -> str:
    """Figures above the line: a square, a power, the mark of a note; they are no figures of the text."""
    return words.translate(RAISED) if words.isascii() and words.isdigit() else words
