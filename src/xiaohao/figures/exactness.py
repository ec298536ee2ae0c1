"""确切程度: how exact a number is, by the words around it: 近, 约, 超过, 不少于, 以上, 余."""

from __future__ import annotations

import re

AT_LEAST_BEFORE = re.compile(r"(?:不低于|不少于|不下|至少|超过|超|逾|高于|多于|大于)$")
AT_MOST_BEFORE = re.compile(r"(?:不超过?|不多于|不高于|不大于|至多|最多|控制在|(?<!不)低于|(?<!不)少于|(?<!不)小于|不足|不到)$")
ABOUT_BEFORE = re.compile(r"(?:约|(?<!最)近|将近|接近|左右)$")
AFTER = re.compile(
    r"\)?(?:(?P<at_least>以上|之上|余(?![下额款名量热留户地])|多(?![数次种方部家人为是样项个年]))|(?P<at_most>以下|以内|之内|内(?![部容外设蒙河]))|(?P<about>左右|上下))"
)
# How those words end and begin: all but a few figures are told apart by one character.
LAST, FIRST = frozenset("于少下至过超逾多在足到约近右"), frozenset(")以之余多内左上")
LONGEST_WORD = 4


def how_exact(flat: str, start: int, end: int) -> str:
    """exact, at_least, at_most or about."""
    after = AFTER.match(flat, end) if flat[end : end + 1] in FIRST else None
    if after and after.lastgroup == "at_least":
        return "at_least"
    before = flat[max(0, start - LONGEST_WORD) : start] if start and flat[start - 1] in LAST else ""
    if not before and not after:
        return "exact"
    if AT_MOST_BEFORE.search(before) or (after and after.lastgroup == "at_most"):
        return "at_most"
    if ABOUT_BEFORE.search(before) or after:
        return "about"
    return "at_least" if AT_LEAST_BEFORE.search(before) else "exact"
