"""存放之处: where the bytes stand, each under its digest, written once: a folder of this machine, or a bucket that speaks S3. Nobody else knows which."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

INCOMING = "incoming"
LEFT_OVER = 24 * 3600.0  # seconds after which what a killed process left behind is cleared away


class Place(Protocol):
    """存放之处."""

    def holds(self, sha256: str) -> bool:
        """Whether bytes stand under the digest."""

    def open(self, sha256: str) -> BinaryIO:
        """The bytes. Raises FileNotFoundError."""

    def put(self, file: Path, sha256: str) -> None:
        """Take the bytes of a file in under their digest. What stands there already is left alone."""


@dataclass(frozen=True, slots=True)
class Folder:
    """本机文件夹."""

    root: Path

    def path_of(self, sha256: str) -> Path:
        """Where the bytes with this digest stand."""
        return self.root / sha256[:2] / sha256[2:]

    def holds(self, sha256: str) -> bool:
        return self.path_of(sha256).is_file()

    def open(self, sha256: str) -> BinaryIO:
        return self.path_of(sha256).open("rb")

    def put(self, file: Path, sha256: str) -> None:
        """A second name for bytes that are on the disk already: there is no moment at which half a file stands under a digest."""
        target = self.path_of(sha256)
        target.parent.mkdir(exist_ok=True)
        with suppress(FileExistsError):
            os.link(file, target)
        on_disk(target.parent)


@dataclass(frozen=True, slots=True)
class Bucket:
    """S3 兼容存储: what `django-storages` keeps for us."""

    storage: Storage

    def holds(self, sha256: str) -> bool:
        return self.storage.exists(sha256)

    def open(self, sha256: str) -> BinaryIO:
        return cast(BinaryIO, self.storage.open(sha256, "rb"))

    def put(self, file: Path, sha256: str) -> None:
        if self.holds(sha256):
            return
        with file.open("rb") as content:
            self.storage.save(sha256, File(content, name=sha256))


def place() -> Place:
    """Where this installation keeps its evidence."""
    return Bucket(storages["evidence"]) if "evidence" in settings.STORAGES else Folder(Path(settings.EVIDENCE_FOLDER))


def incoming() -> tuple[BinaryIO, Path]:
    """A new file for bytes that come in, in the folder of evidence, and its path. What a killed process left a day ago goes."""
    folder = Path(settings.EVIDENCE_FOLDER) / INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    file = cast(BinaryIO, os.fdopen(handle, "w+b"))
    now = os.fstat(handle).st_mtime
    for old in folder.iterdir():
        with suppress(FileNotFoundError):
            if now - old.stat().st_mtime > LEFT_OVER:
                old.unlink()
    return file, Path(name)


def on_disk(folder: Path) -> None:
    """The names in a folder outlast a cut of the power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
