"""字宽与断行: how wide Chinese words are, and where a long title is broken."""

from __future__ import annotations

import math
import re
import unicodedata

# A line of a title begins with these, or ends with those: so that what belongs together stays together.
BEGINS = ("关于", "整改", "情况", "进展")
ENDS = "、，的"
# What no XML file can hold (XML 1.0, 2.2): control characters but tab and line ends, halves of pairs, the two last of the plane.
UNHELD = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def held(text: str) -> str:
    """The text with a replacement character for each that no file of this kind can hold."""
    return UNHELD.sub("\ufffd", text)


def width(text: str) -> float:
    """How many Chinese characters wide the text is: a digit or a letter is half of one."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)


def title_lines(title: str, most: float) -> tuple[str, ...]:
    """The title in as few lines as it needs, of like length, each broken where the sense allows (GB/T 9704-2012, 7.3.1)."""
    count = math.ceil(width(title) / most)
    if count <= 1:
        return (title,)
    even = len(title) // count
    reach = max(2, even // 3)
    near = range(max(1, even - reach), min(len(title) - 1, even + reach) + 1)
    at = min(near, key=lambda place: (width(title[:place]) > most, not breaks(title, place), abs(place - even)))
    return (title[:at], *title_lines(title[at:], most))


def breaks(title: str, place: int) -> bool:
    """Whether a line may well end before this place."""
    return title.startswith(BEGINS, place) or title[place - 1] in ENDS
