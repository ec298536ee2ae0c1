"""部件: which part of a package is the document, and which parts belong to it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from xiaohao.notice.formats.zipped import Package

USUAL = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Parts:
    """部件: the document's own part, those it is related to by kind (styles, numbering, footnotes …) and by the name of the relationship."""

    main: str
    by_kind: Mapping[str, str] = field(default_factory=dict)
    by_id: Mapping[str, str] = field(default_factory=dict)


def main_part(package: Package) -> str:
    """The part that a package says is its document; nothing where it says none."""
    found = [path for _, kind, path in related(package, "") if kind == "officeDocument"]
    return found[0] if found else next((name for name in package.names if name == USUAL), "")


def parts(package: Package, main: str) -> Parts:
    """What belongs to a document, by what it says and, where it says nothing, by the usual names."""
    by_kind: dict[str, str] = {}
    by_id: dict[str, str] = {}
    for name, kind, path in related(package, main):
        by_kind.setdefault(kind, path)
        by_id.setdefault(name, path)
    folder = posixpath.dirname(main)
    for kind in ("styles", "numbering", "footnotes", "endnotes"):
        usual = posixpath.join(folder, f"{kind}.xml")
        if kind not in by_kind and usual in package.names:
            by_kind[kind] = usual
    return Parts(main, by_kind, by_id)


def related(package: Package, part: str) -> list[tuple[str, str, str]]:
    """The relationships of a part to others in the package: name, kind, path. Those that lead outside are none: nothing is fetched."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package.names:
        return []
    spelled = {one.lower(): one for one in package.names}  # parts are the same in capital and in small letters
    found = []
    for one in package.xml(path):
        target, mode = one.get("Target") or "", one.get("TargetMode") or "Internal"
        whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()
        if mode != "External" and whole in spelled:
            found.append((one.get("Id") or "", (one.get("Type") or "").rpartition("/")[2], spelled[whole]))
    return found
