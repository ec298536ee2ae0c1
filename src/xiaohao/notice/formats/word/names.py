"""名称: the words of the format, the same for both of its vocabularies (the usual one and the strict one of ISO/IEC 29500)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

SCHEMAS, STRICT = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
SPACES = {
    f"{SCHEMAS}/wordprocessingml/2006/main": "w", f"{STRICT}/wordprocessingml/main": "w",
    f"{SCHEMAS}/officeDocument/2006/math": "m", f"{STRICT}/officeDocument/math": "m",
    f"{SCHEMAS}/officeDocument/2006/relationships": "r", f"{STRICT}/officeDocument/relationships": "r",
    f"{SCHEMAS}/drawingml/2006/main": "a", f"{STRICT}/drawingml/main": "a",
    f"{SCHEMAS}/markup-compatibility/2006": "mc", "urn:schemas-microsoft-com:vml": "v",
}  # fmt: skip
WHOLE = re.compile(r"\s*[+-]?\d{1,9}(?:\.0*)?\s*")
OFF = frozenset({"0", "false", "off", "none", "no"})


@lru_cache(maxsize=4096)
def short(tag: str) -> str:
    """`w:p` of a tag with its long name; nothing for a vocabulary that holds no words of a document."""
    space, _, local = tag[1:].partition("}")
    known = SPACES.get(space)
    return f"{known}:{local}" if known else ""


@lru_cache(maxsize=512)
def long(name: str) -> tuple[str, ...]:
    """The long names that `w:p` may have."""
    known, _, local = name.partition(":")
    return tuple(f"{{{space}}}{local}" for space, prefix in SPACES.items() if prefix == known)


def attribute(element: etree._Element, name: str = "w:val") -> str | None:
    """An attribute, in either vocabulary."""
    for full in long(name):
        found = element.get(full)
        if found is not None:
            return str(found)
    return None


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of this name."""
    return element.iterchildren(*long(name))


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of this name, its first child of the next name, and so on."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def value(element: etree._Element | None, *path: str) -> str | None:
    """What stands in `w:val` at the end of a path."""
    found = child(element, *path)
    return None if found is None else attribute(found)


def switch(element: etree._Element | None, *path: str) -> bool | None:
    """Whether a property that is either on or off is on; None where it is not said."""
    found = child(element, *path)
    return None if found is None else (attribute(found) or "on").lower() not in OFF


def whole(text: str | None, low: int, high: int) -> int | None:
    """A whole number from `low` to `high`; None for anything else."""
    if text is None or not WHOLE.fullmatch(text):
        return None
    number = int(text.strip().partition(".")[0])
    return number if low <= number <= high else None
