"""文件夹: which files a command means. Folders are walked in the order of names; what is left out is counted, so that nothing is passed over in silence."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

# By the endings of their names: in a folder only these are opened, a file that is named is read whatever it is called.
ENDINGS = (
    ".txt", ".md", ".markdown", ".html", ".htm", ".shtml", ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".pdf",
    ".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".tsv", ".tab",
)  # fmt: skip
PLAN, PLAN_BEGINS = b"plan-of-action-and-milestones", 4096  # a .json is opened where its first bytes say that it is an OSCAL plan
HIDDEN, TEMPORARY, LINK, OTHER = "hidden", "temporary", "link", "other"  # what is left out


@dataclass(slots=True)
class Found:
    """找到的文件: paths in order, each once; how many were left out and why; folders that could not be opened."""

    files: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    closed: list[str] = field(default_factory=list)
    has_folder: bool = False


def gather(words: Sequence[str], own: AbstractSet[str] = frozenset()) -> Found:
    """The files that the words of a command name, themselves or by their folders; `own` are real paths that the command itself writes."""
    found = Found()
    seen: set[str] = set()
    for word in words:
        is_folder = "\0" not in word and Path(word).is_dir()
        found.has_folder |= is_folder
        for path in walk(os.path.normpath(word), found) if is_folder else [word]:
            if path not in seen and not (own and os.path.realpath(path) in own):
                seen.add(path)
                found.files.append(path)
    return found


def walk(top: str, found: Found) -> Iterator[str]:
    """The known kinds of file in a folder and the folders below it. No link is followed: what it leads to is read where it stands, or lies outside."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError:
            found.closed.append(folder)
            continue
        below = []
        for entry in entries:
            path = entry.name if folder == "." else f"{folder.rstrip('/')}/{entry.name}"
            if reason := left_out(entry, path):
                found.left_out[reason] += 1
            elif entry.is_dir(follow_symlinks=False):
                below.append(path)
            else:
                yield path
        waiting += reversed(below)


def left_out(entry: os.DirEntry[str], path: str) -> str:
    """Why an entry of a folder is not read; empty where it is."""
    name = entry.name.lower()
    if name.startswith("."):
        return HIDDEN
    if name.startswith("~$"):
        return TEMPORARY
    if entry.is_symlink():
        return LINK
    if entry.is_dir(follow_symlinks=False):
        return ""
    if not entry.is_file(follow_symlinks=False):
        return OTHER
    return "" if name.endswith(ENDINGS) or (name.endswith(".json") and is_plan(path)) else OTHER


def is_plan(path: str) -> bool:
    """Whether a .json is an OSCAL plan of action; one that cannot be opened is left to the reader, who says so."""
    try:
        with Path(path).open("rb") as file:
            return PLAN in file.read(PLAN_BEGINS)
    except OSError:
        return True
