"""数额: an amount as people type it, exact; never negative, four places at most."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

SHAPE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,14})(?:\.\d{1,4})?%?")
LARGEST = Decimal(10) ** 14


def amount(said: object) -> Decimal:
    """The amount: 6530, 6,530, 93.5%, full-width digits too. Raises ValueError for what is none, is negative, too large or too fine."""
    text = unicodedata.normalize("NFKC", str(said)).strip().replace("，", ",").replace(" ", "")
    if isinstance(said, bool) or not SHAPE.fullmatch(text):
        raise ValueError(text[:60])
    found = Decimal(text.removesuffix("%").replace(",", ""))
    if found >= LARGEST:
        raise ValueError(text[:60])
    return found


def plain(value: Decimal) -> str:
    """An amount without needless noughts and without an exponent: 6530, 93.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
