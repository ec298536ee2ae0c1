"""佐证材料的存放: files kept by the digest of their bytes; the same file is kept once, and none is ever altered."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from django.conf import settings

from xiaohao.lifecycle import Refused

KINDS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)


@dataclass(frozen=True, slots=True)
class Upload:
    """上传的文件: what a person sends. `measure` is the id of the measure that it proves; None proves the item as a whole."""

    name: str
    chunks: Iterable[bytes]
    measure: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """存下的文件: where the bytes are now, and what they are by their own first bytes, whatever the sender said."""

    name: str
    sha256: str
    size: int
    media_type: str
    measure: int | None


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest stand."""
    return Path(settings.EVIDENCE_FOLDER) / sha256[:2] / sha256[2:]


def is_whole(sha256: str) -> bool:
    """Whether the bytes are there and still those of their digest."""
    path = path_of(sha256)
    if not path.exists():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def media_type(head: bytes) -> str:
    """The kind of a file by its first bytes; what is not known is a plain run of bytes."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in KINDS if head.startswith(mark)), "application/octet-stream")


def looked_at(uploads: Sequence[Upload]) -> tuple[tuple[Upload, ...], tuple[str, ...]]:
    """The files with their kinds by their first bytes; nothing is kept yet, and no byte is lost."""
    found: list[tuple[Upload, str]] = []
    for upload in uploads:
        rest = iter(upload.chunks)
        head = next(rest, b"")
        found.append((replace(upload, chunks=chain([head] if head else [], rest)), media_type(head[:16])))
    return tuple(one for one, _ in found), tuple(kind for _, kind in found)


def keep(upload: Upload) -> Kept:
    """Write the bytes under their digest. Raises Refused: file_empty, file_too_large."""
    folder = Path(settings.EVIDENCE_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size, head = hashlib.sha256(), 0, b""
    handle, name = tempfile.mkstemp(dir=folder, prefix="incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in upload.chunks:
                size += len(chunk)
                if size > settings.UPLOAD_LIMIT:
                    raise Refused("file_too_large", name=upload.name, limit_mb=settings.UPLOAD_LIMIT // 1024 // 1024)
                head = head or chunk[:16]
                digest.update(chunk)
                file.write(chunk)
        if not size:
            raise Refused("file_empty", name=upload.name)
        target = path_of(digest.hexdigest())
        target.parent.mkdir(exist_ok=True)
        if not target.exists():
            Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
    return Kept(upload.name, digest.hexdigest(), size, media_type(head), upload.measure)
