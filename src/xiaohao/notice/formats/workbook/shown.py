"""单元格显示: a stored number as its number format shows it: 0.5476 as 54.76%, 45657 as 2024-12-31.

Days are drawn in ISO form whatever the order of their format, for the reader knows one form and the file knows the day; a month alone stays a month,
since the day that the file stores with it is nobody's statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

# Formats that have a number and no code in the file. 27 to 36 and 50 to 58 are those of Chinese Excel.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'), **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'), 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'), **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
}  # fmt: skip
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]?|(?P<general>general|g/通用格式)|(?P<ampm>am/pm|a/p|上午/下午)|(?P<exponent>e[+-]0+)'
    r"|(?P<moment>y+|m+|d+|h+|s+|e+|a{3,4}|b+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<slash>/)|(?P<words>@)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
LAST_DAY = 2_958_465  # 9999-12-31
WIDE = 11  # characters that a number without a format takes at most
COMPARED = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__, "=": Decimal.__eq__, "<>": Decimal.__ne__,
}  # fmt: skip


Shape = Literal["general", "number", "moment"]  # how a section shows a number
Piece = tuple[str, str]  # what it is (literal, digit, point, comma, percent, exponent, general, words), and its characters


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts of a number format between semicolons."""

    shape: Shape
    pieces: tuple[Piece, ...] = ()
    moment: str = ""  # of y, m, d, h, i (minutes), s: the parts of a moment that are shown
    elapsed: str = ""  # h, m or s where time is counted on
    condition: tuple[str, Decimal] | None = None
    is_chinese: bool = False  # years and months have their words


@dataclass(frozen=True, slots=True)
class Format:
    """数字格式: the sections of a format, and how it shows text."""

    sections: tuple[Section, ...] = (Section("general"),)
    before: str = ""
    after: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether whole numbers are shown as they are stored."""
        return len(self.sections) == 1 and self.sections[0].shape == "general" and not self.sections[0].pieces


@lru_cache(maxsize=1024)
def format_of(code: str) -> Format:
    """The format that a code means; one that means nothing shows the number as it is."""
    parts = [section(part) for part in split(code[:1024])]
    whole = tuple(parts[:3]) or Format().sections
    spoken = parts[3] if len(parts) > 3 else parts[0] if len(parts) == 1 and any(kind == "words" for kind, _ in parts[0].pieces) else None
    if spoken is None:
        return Format(whole)
    at = next((index for index, piece in enumerate(spoken.pieces) if piece[0] == "words"), None)
    if at is None:
        return Format(whole)
    before, after = ("".join(words for kind, words in some if kind == "literal") for some in (spoken.pieces[:at], spoken.pieces[at + 1 :]))
    return Format(whole if len(parts) > 1 else Format().sections, before.strip(), after.strip())


def split(code: str) -> list[str]:
    """The sections of a code: a semicolon in quotes or behind a backslash parts nothing."""
    parts = [""]
    for found in TOKEN.finditer(code):
        if found["plain"] == ";":
            parts.append("")
        else:
            parts[-1] += found[0]
    return parts


def section(code: str) -> Section:
    """A section as pieces."""
    pieces: list[Piece] = []
    moments: list[str] = []
    elapsed, condition = "", None
    for found in TOKEN.finditer(code):
        kind, words = found.lastgroup or "", found[0]
        if kind == "bracket":
            inner = found["bracket"]
            if ELAPSED.fullmatch(inner):
                elapsed = inner[0].lower()
                moments.append(elapsed)
            elif inner.startswith("$"):
                pieces.append(("literal", inner[1:].partition("-")[0]))
            elif match := CONDITION.fullmatch(inner):
                condition = (match[1], Decimal(match[2]))
        elif kind == "moment":
            moments.append(words.lower())
        elif kind in ("quoted", "escaped"):
            pieces.append(("literal", found[kind]))
        elif kind in ("plain", "slash"):
            pieces.append(("literal" if kind == "plain" else "slash", words))
        elif kind not in ("", "ampm"):
            pieces.append((kind, words))
    digits = any(kind == "digit" for kind, _ in pieces)
    if moments and not digits:
        return Section("moment", (), parts_of(moments), elapsed, condition, any("年" in words or "月" in words for _, words in pieces))
    fraction = any(kind == "slash" for kind, _ in pieces)
    if fraction and digits:
        return Section("general", condition=condition)
    bare = len(pieces) == 1 and pieces[0][0] in ("general", "words")
    return Section("general" if bare else "number", () if bare else tuple(pieces), condition=condition)


def parts_of(moments: list[str]) -> str:
    """Which parts of a moment are shown: m is minutes (i) behind hours or before seconds, else months."""
    said = ""
    for index, one in enumerate(moments):
        letter = one[0]
        if letter == "m":
            behind = index > 0 and moments[index - 1][0] == "h"
            before = index + 1 < len(moments) and moments[index + 1][0] == "s"
            said += "i" if behind or before else "m"
        elif letter in "eb":
            said += "y"
        elif letter == "a" or (letter == "d" and len(one) > 2):
            said += "w"  # the day of the week
        else:
            said += letter
    return said


@lru_cache(maxsize=16384)
def shown(raw: str, how: Format, from_1904: bool = False) -> str:
    """A stored number as it is shown. What is no number is given back as it is."""
    try:
        value = exact(raw)
    except (InvalidOperation, ValueError):
        return raw
    part = chosen(value, how.sections)
    if part is None:
        return general(value, raw)
    if part.shape == "moment":
        told = moment(value, part, from_1904)
        return general(value, raw) if told is None else told
    if part.shape == "general":
        return general(value, raw)
    signed = value < 0 and (len(how.sections) == 1 or part is not how.sections[1] or part.condition is not None)
    return number(abs(value), part.pieces, signed).strip()


def exact(raw: str) -> Decimal:
    """A stored number to the fifteen digits that a workbook keeps, without the noise of its binary form; digits alone are all kept. Raises ValueError, InvalidOperation."""
    if raw.lstrip("-").isdecimal() and len(raw) <= 40:
        return Decimal(raw)
    value = float(raw)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(raw)
    return Decimal(f"{value:.15g}")


def chosen(value: Decimal, sections: tuple[Section, ...]) -> Section | None:
    """The section that shows this value: by condition, else positive, negative, zero."""
    if any(part.condition for part in sections):
        for part in sections:
            if part.condition is None or COMPARED[part.condition[0]](value, part.condition[1]):
                return part
        return None
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def general(value: Decimal, raw: str) -> str:
    """A number without a format: whole numbers whole, others to the eleven characters that a cell gives them."""
    if value == value.to_integral_value():
        return f"{value:.0f}" if abs(value) < Decimal(10) ** 21 else raw
    whole = len(f"{abs(value):.0f}") if abs(value) >= 1 else 1
    if abs(value) < Decimal("0.0001"):
        return f"{value:f}".rstrip("0")
    places = max(WIDE - 1 - whole, 0)
    told = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def moment(value: Decimal, part: Section, from_1904: bool) -> str | None:
    """A day, a time of the day, both, or a time that is counted on; None where the number is none of these."""
    if value < 0 or value > LAST_DAY:
        return None
    seconds = int((value * 86400).to_integral_value(ROUND_HALF_UP))
    if part.elapsed:
        return counted(seconds, part)
    days, rest = divmod(seconds if set(part.moment) & set("his") else int(value) * 86400, 86400)
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}" + (f":{rest % 60:02}" if "s" in part.moment else "")
    if not set(part.moment) & set("ymdw"):
        return clock
    day = day_of(days, from_1904)
    if day is None:
        return None
    if not set(part.moment) & set("dw"):
        year, month = day[:4], day[5:7]
        if "m" not in part.moment:
            return f"{year}年" if part.is_chinese else year
        return f"{year}年{int(month)}月" if part.is_chinese else f"{year}-{month}"
    return f"{day} {clock}" if set(part.moment) & set("hi") else day


def counted(seconds: int, part: Section) -> str:
    """36:30 hours, or 90 minutes, or seconds."""
    if part.elapsed == "s":
        return str(seconds)
    if part.elapsed == "m":
        return f"{seconds // 60}" + (f":{seconds % 60:02}" if "s" in part.moment else "")
    tail = f":{seconds % 60:02}" if "s" in part.moment else ""
    return f"{seconds // 3600}" + (f":{seconds // 60 % 60:02}{tail}" if "i" in part.moment or tail else "")


def day_of(days: int, from_1904: bool) -> str | None:
    """The day of a serial number. Day 60 of 1900 never was, and is shown all the same."""
    if from_1904:
        return (date(1904, 1, 1) + timedelta(days)).isoformat() if days <= LAST_DAY - 1462 else None
    if days < 1:
        return None
    if days == 60:
        return "1900-02-29"
    return (date(1899, 12, 31 if days < 60 else 30) + timedelta(days)).isoformat()


def number(value: Decimal, pieces: tuple[Piece, ...], signed: bool) -> str:
    """A number without its sign, filled into the digits of a section from the right."""
    kinds = [kind for kind, _ in pieces]
    if "general" in kinds or "words" in kinds:
        told = general(value, str(value))
        return ("-" if signed else "") + "".join(told if kind in ("general", "words") else words if kind == "literal" else "" for kind, words in pieces)
    if "digit" not in kinds:
        return "".join(words for kind, words in pieces if kind in ("literal", "percent", "slash", "point", "comma"))
    value *= Decimal(100) ** kinds.count("percent")
    point = kinds.index("point") if "point" in kinds else len(kinds)
    last = max((index for index, kind in enumerate(kinds[:point]) if kind == "digit"), default=-1)
    final = max(index for index, kind in enumerate(kinds) if kind == "digit")
    thousands = sum(kind == "comma" for kind in kinds[last + 1 : point]) + sum(kind == "comma" for kind in kinds[final + 1 :]) * (final > point)
    grouped = "comma" in kinds[: last + 1]
    value = value.scaleb(-3 * thousands)
    exponent = next((words for kind, words in pieces if kind == "exponent"), "")
    shift = value.adjusted() if exponent and value else 0
    places = sum(kind == "digit" for kind in kinds[point:])
    rounded = value.scaleb(-shift).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if value.adjusted() < 25 else value
    whole, _, tail = f"{rounded:f}".partition(".")
    told = filled(pieces, point, whole.lstrip("0"), tail, grouped)
    if exponent:
        told += f"E{'-' if shift < 0 else '+'}{abs(shift):0{len(exponent) - 2}}"
    return f"-{told}" if signed and rounded else told


def filled(pieces: tuple[Piece, ...], point: int, whole: str, tail: str, grouped: bool) -> str:
    """The digits of a number in the places of its format, with what stands between them."""
    out: list[str] = []
    left = sum(kind == "digit" for kind, _ in pieces[:point])
    seen = 0
    for kind, words in reversed(pieces[:point]):
        if kind == "digit":
            left -= 1
            upto = len(whole) - seen
            if left == 0:  # the first place takes all that is over
                digits = whole[: max(upto, 0)] or ("0" if words == "0" else "")
            else:
                digits = whole[upto - 1 : upto] if upto > 0 else "0" if words == "0" else ""
            for digit in reversed(digits):
                out.append(f"{digit}," if grouped and seen and seen % 3 == 0 else digit)
                seen += 1
        elif kind in ("literal", "percent"):
            out.append(words)
    told = "".join(reversed(out))
    places = [words for kind, words in pieces[point:] if kind == "digit"]
    keep = len(places)
    while keep and places[keep - 1] in "#?" and tail[keep - 1 : keep] in ("0", ""):
        keep -= 1
    return told + fraction(pieces[point:], tail[:keep])


def fraction(pieces: tuple[Piece, ...], tail: str) -> str:
    """The digits behind the point, with what stands among them."""
    out, at = [], 0
    for kind, words in pieces:
        if kind == "digit":
            out.append(tail[at : at + 1])
            at += 1
        elif kind == "point":
            out.append("." if tail else "")
        elif kind in ("literal", "percent"):
            out.append(words)
    return "".join(out)
