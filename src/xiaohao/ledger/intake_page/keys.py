"""问题的键: what makes a doubt or a differing figure the same one when the document is read again, or comes again next month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from xiaohao.seal import digest

Json = Mapping[str, Any]


def check_keys(reading: Json, text: str) -> tuple[str, ...]:
    """A key for each check of a reading: by its kind, its numbers and the words that it points at."""
    return told_apart("check", [[one["code"], one["stated"], one["computed"], [text[start:end] for start, end in one["spans"]]] for one in reading["checks"]])


def doubt_keys(reading: Json, text: str) -> tuple[str, ...]:
    """A key for each doubt: by its kind, its facts and its words."""
    return told_apart("doubt", [[one["code"], one.get("facts", {}), text[one["start"] : one["end"]]] for one in reading["doubts"]])


def told_apart(kind: str, all_said: list[Any]) -> tuple[str, ...]:
    """Keys of what is said; the second of two that say the same has a 2."""
    seen: Counter[str] = Counter()
    keys = []
    for said in all_said:
        key = f"{kind}-{digest(said)[:12]}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(keys)
