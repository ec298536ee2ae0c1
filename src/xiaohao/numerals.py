"""数字: how Chinese documents write numbers. Knows numerals; never knows what they count.

Doors: `number(text)`, `ordinal(text)`, `chinese(n)`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩", "一二三四五六七八九十百千万亿两")
TENS = {"十": 10, "廿": 20, "卅": 30}
UNITS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 10_000, "亿": 100_000_000}
ARABIC = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万亿|亿|万|千|百)?$")
POWERS = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
LONGEST = 24


@lru_cache(maxsize=4096)
def number(text: str) -> float | int | None:
    """The value of a numeral: 一百二十三, 2.35万, 廿三, 十二点五, ①, １２, 二〇二一; None for anything else."""
    folded = unicodedata.normalize("NFKC", text.strip()).translate(FORMAL)
    if not folded or len(folded) > LONGEST:
        return None
    arabic = ARABIC.match(folded)
    if arabic and arabic.end() == len(folded):
        digits, fraction, power = arabic[1].replace(",", ""), arabic[2], POWERS.get(arabic[3] or "", 1)
        if fraction is None:
            return int(digits) * power
        value = round(float(digits + fraction) * power, 6)
        return int(value) if value == int(value) and power > 1 else value
    whole, point, fraction = folded.partition("点")
    if not point:
        return of_words(folded)
    before = of_words(whole)
    if not whole or before is None or not fraction or any(c not in DIGITS or c == "两" for c in fraction):
        return None
    return float(f"{before}." + "".join(str(DIGITS[c]) for c in fraction))


def of_words(text: str) -> int | None:
    """The value of a numeral in Chinese words."""
    if len(text) > 1 and all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text)) if "两" not in text else None
    total = section = 0
    digit: int | None = None
    below = 10_000  # units of one section grow smaller: 百十 is a numeral, 十百 is none
    for c in text:
        if c in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[c]
        elif c in UNITS:
            if UNITS[c] >= below:
                return None
            below = UNITS[c]
            section += (1 if digit is None else digit) * UNITS[c]
            digit = None
        elif c in TENS:
            section += TENS[c]
            digit = None
        elif c in SCALES:
            section += digit or 0
            if not section and not (total and c == "亿"):
                return None
            below = 10_000
            total = (total + section) * SCALES[c] if c == "亿" else total + section * SCALES[c]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)


def ordinal(text: str) -> int | None:
    """The place in a row: 第三, 三, (3), ③, 3.; None for anything else."""
    bare = text.strip().removeprefix("第").strip("()（）.．、是 ")
    value = number(bare)
    return value if isinstance(value, int) else None


def chinese(n: int) -> str:
    """1 to 9,999 as documents number their sections: 一, 十二, 一百零三. Raises ValueError beyond."""
    if not 0 < n < 10_000:
        raise ValueError(f"{n} is not between 1 and 9999")
    words, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // power % 10
        if digit:
            words += ("零" if gap and words else "") + "〇一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return words.removeprefix("一") if 10 <= n < 20 else words
