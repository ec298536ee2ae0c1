"""已读记录: what was read so far, one record a line, so that nothing is read twice and an interruption loses nothing.

While files are read, records are appended to `OUT.partial.jsonl`. At the end they and those kept from before become one file in the order of paths, put in
place in one step: OUT itself where it is .jsonl, else `OUT.read.jsonl`, from which OUT is written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

try:
    import fcntl
except ModuleNotFoundError:  # a system without it: two runs at once are then not told from one another
    fcntl = None  # type: ignore[assignment]

from xiaohao.contract import FORMAT

JSONL, XLSX, CSV = ".jsonl", ".xlsx", ".csv"
KINDS = (JSONL, XLSX, CSV)
BEGINS = f'{{"format":"{FORMAT}","source":'.encode()
READ, PARTIAL, NEW = ".read.jsonl", ".partial.jsonl", ".new"
Json = dict[str, Any]


class Unusable(Exception):  # noqa: N818 (an answer about --out, not a fault of ours)
    """写不了: why --out cannot be used: a code and the facts of its sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Kept:
    """一条已读记录: where its line stands, and the digest of the file that it was read from."""

    file: Path
    start: int
    size: int
    sha256: str


class Store:
    """已读记录: opened for one --out. Raises Unusable: out_ending, out_no_folder, out_is_folder, out_not_ours, out_in_use, out_not_writable."""

    def __init__(self, out: Path, *, fresh: bool) -> None:
        check_place(out)
        self.out, self.kind = out, out.suffix.lower()
        self.settled = out if self.kind == JSONL else beside(out, READ)
        self.partial = beside(out, PARTIAL)
        if not fresh and not self.is_ours():
            raise Unusable("out_not_ours", out=out)
        try:
            self.stream = self.opened(fresh=fresh)
        except OSError:
            raise Unusable("out_not_writable", out=out) from None
        self.known: dict[str, Kept] = {}
        for file in (self.settled, self.partial):
            self.known |= dict(records(file))
        self.at = self.stream.seek(0, os.SEEK_END)
        self.has_news = bool(self.at)

    def is_ours(self) -> bool:
        """Whether what stands at --out may be written over: nothing, or what this command wrote."""
        if not self.out.exists() or self.out.stat().st_size == 0:
            return True
        if self.kind != JSONL:
            return self.settled.exists() or self.partial.exists()
        with self.out.open("rb") as stream:
            return identity(stream.readline()) is not None

    def opened(self, *, fresh: bool) -> IO[bytes]:
        """The partial file, locked, without a last line that was cut off. With `fresh` nothing is left of earlier runs."""
        stream = self.partial.open("ab+")
        if fcntl is not None:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                stream.close()
                raise Unusable("out_in_use", out=self.out) from None
        if fresh:
            stream.truncate(0)
            self.settled.unlink(missing_ok=True)
        else:
            stream.truncate(whole_lines(self.partial))
        return stream

    def add(self, path: str, line: str) -> None:
        """Keep a record. Raises OSError."""
        raw = line.encode()
        self.stream.write(raw)
        self.stream.flush()
        told = identity(raw)
        self.known[path] = Kept(self.partial, self.at, len(raw), told[1] if told else "")
        self.at += len(raw)
        self.has_news = True

    def drop(self, path: str) -> None:
        """A file that was read before and cannot be read any more: its record no longer says what it holds."""
        self.has_news |= self.known.pop(path, None) is not None

    def settle(self) -> None:
        """Put all records into one file, in the order of paths. Raises OSError."""
        if self.has_news:
            new = beside(self.settled, NEW)
            with new.open("wb") as stream:
                for raw in self.lines():
                    stream.write(raw)
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(self.settled)
            self.known = dict(records(self.settled))
            self.stream.truncate(0)
            self.at, self.has_news = 0, False

    def lines(self) -> Iterator[bytes]:
        """Every record, in the order of paths."""
        open_files: dict[Path, IO[bytes]] = {}
        try:
            for _, kept in sorted(self.known.items()):
                if kept.file not in open_files:
                    open_files[kept.file] = kept.file.open("rb")
                stream = open_files[kept.file]
                stream.seek(kept.start)
                yield stream.read(kept.size)
        finally:
            for stream in open_files.values():
                stream.close()

    def objects(self) -> Iterator[Json]:
        """Every record as its object."""
        for raw in self.lines():
            yield json.loads(raw)

    def close(self) -> None:
        """Let go of the partial file; it stays only while it holds something."""
        if not self.at:
            with suppress(OSError):
                self.partial.unlink()
        self.stream.close()


def check_place(out: Path) -> None:
    """Raises Unusable where no such file can be written: out_ending, out_no_folder, out_is_folder."""
    if out.suffix.lower() not in KINDS:
        raise Unusable("out_ending", out=out)
    if not out.parent.is_dir():
        raise Unusable("out_no_folder", folder=out.parent)
    if out.is_dir():
        raise Unusable("out_is_folder", out=out)


def own_files(out: Path) -> AbstractSet[str]:
    """The real paths of the files that belong to --out: none of them is read."""
    return {os.path.realpath(file) for file in (out, *(beside(out, ending) for ending in (READ, PARTIAL, NEW, READ + NEW)))}


def beside(out: Path, ending: str) -> Path:
    """A file of the same name and one ending more."""
    return out.with_name(out.name + ending)


def whole_lines(file: Path) -> int:
    """How many bytes of a file are whole lines."""
    with file.open("rb") as stream:
        return sum(len(line) for line in stream if line.endswith(b"\n"))


def records(file: Path) -> Iterator[tuple[str, Kept]]:
    """The path of every record of a file, with its place."""
    if not file.exists():
        return
    at = 0
    with file.open("rb") as stream:
        for line in stream:
            if (told := identity(line)) is not None:
                yield told[0], Kept(file, at, len(line), told[1])
            at += len(line)


def identity(line: bytes) -> tuple[str, str] | None:
    """The path and digest of a record; None for a line that is none. Only the head of our own lines is looked at: they are long."""
    if not line.endswith(b"}\n"):
        return None
    try:
        if line.startswith(BEGINS):
            source = json.JSONDecoder().raw_decode(line[len(BEGINS) : len(BEGINS) + 8192].decode("utf-8", "ignore"))[0]
        else:
            whole = json.loads(line)
            source = whole["source"] if whole["format"] == FORMAT else None
        return str(source["path"]), str(source["sha256"])
    except (ValueError, KeyError, TypeError):
        return None
