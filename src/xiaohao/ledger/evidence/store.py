"""佐证材料的存放: files kept by the digest of their bytes; the same file is kept once, and none is ever altered or written over."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from xiaohao.ledger.evidence import kinds, scanner
from xiaohao.ledger.evidence.places import Folder, incoming, place
from xiaohao.lifecycle import Refused

BLOCK = 1 << 16
WORDS = "file_words"  # the name under which an event seals names and sources of its files
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Upload:
    """上传的文件: what a person sends. `measure` is the id of the measure that it proves; None proves the item as a whole.

    `kind` is what the sender says it shows ("before", "after"; told by the content where empty), `source` who it comes from, `expires_on` the last day
    on which it proves anything. `of_document` is a picture out of a document that was taken in, and is not asked for its kind again.
    """

    name: str
    chunks: Iterable[bytes]
    measure: int | None = None
    kind: str = ""
    source: str = ""
    expires_on: date | None = None
    of_document: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """存下的文件: where the bytes are now, and what they are by their own content, whatever the sender said."""

    name: str
    sha256: str
    size: int
    media_type: str
    measure: int | None
    kind: str = "document"
    source: str = ""
    expires_on: date | None = None

    @property
    def plain(self) -> dict[str, object]:
        """What its event holds of it, without a word that may name anybody."""
        expires = self.expires_on.isoformat() if self.expires_on else None
        return {"sha256": self.sha256, "size": self.size, "measure": self.measure, "kind": self.kind, "expires_on": expires}


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest stand in the local folder."""
    return Folder(Path(settings.EVIDENCE_FOLDER)).path_of(sha256)


def is_there(sha256: str) -> bool:
    """Whether there are bytes under the digest."""
    return place().holds(sha256)


def opened(sha256: str) -> BinaryIO:
    """The bytes. Raises FileNotFoundError."""
    return place().open(sha256)


def pieces(sha256: str) -> Iterator[bytes]:
    """A kept file, read bit by bit."""
    with opened(sha256) as file:
        while piece := file.read(BLOCK):
            yield piece


def is_whole(sha256: str) -> bool:
    """Whether the bytes are there and still those of their digest."""
    if not is_there(sha256):
        return False
    digest = hashlib.sha256()
    for piece in pieces(sha256):
        digest.update(piece)
    return digest.hexdigest() == sha256


def looked_at(uploads: Sequence[Upload]) -> tuple[tuple[Upload, ...], tuple[str, ...]]:
    """The files with their kinds by their first bytes; nothing is kept yet, and no byte is lost."""
    found: list[tuple[Upload, str]] = []
    for upload in uploads:
        rest = iter(upload.chunks)
        head = next(rest, b"")
        kind = kinds.kind_of(BytesIO(head))
        found.append((replace(upload, chunks=chain([head] if head else [], rest)), kind.media_type if kind else UNKNOWN))
    return tuple(one for one, _ in found), tuple(kind for _, kind in found)


def keep(upload: Upload) -> Kept:
    """Write the bytes under their digest.

    Raises Refused: file_empty, file_too_large, file_kind, file_not_as_named, picture_too_large, file_infected, scanner_away, file_damaged.
    """
    file, path = incoming()
    try:
        with file:
            sha256, size = written(file, upload)
            kind = judged(file, upload)
        where = place()
        if where.holds(sha256) and not is_whole(sha256):
            raise Refused("file_damaged", name=upload.name, sha256=sha256)
        where.put(path, sha256)
    finally:
        path.unlink(missing_ok=True)
    media_type = kind.media_type if kind else UNKNOWN
    return Kept(upload.name, sha256, size, media_type, upload.measure, upload.kind or kind_of_proof(kind), upload.source[:200], upload.expires_on)


def written(file: BinaryIO, upload: Upload) -> tuple[str, int]:
    """The bytes as they come in, on the disk before anything is said of them: digest and size. Raises Refused."""
    digest, size = hashlib.sha256(), 0
    for chunk in upload.chunks:
        size += len(chunk)
        if size > settings.UPLOAD_LIMIT:
            raise Refused("file_too_large", name=upload.name, limit_mb=settings.UPLOAD_LIMIT // 1024 // 1024)
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise Refused("file_empty", name=upload.name)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def judged(file: BinaryIO, upload: Upload) -> kinds.Kind | None:
    """What the bytes are. Raises Refused for a kind that is not taken, a name that says otherwise, a picture of too many pixels, a virus."""
    kind = kinds.kind_of(file)
    if not upload.of_document:
        if kind is None or kind.group not in settings.EVIDENCE_KINDS:
            raise Refused("file_kind", name=upload.name, allowed=tuple(settings.EVIDENCE_KINDS))
        if kinds.contradicts(upload.name, kind):
            raise Refused("file_not_as_named", name=upload.name, allowed=(kind.group,))
        if kinds.pixels(file, kind) > settings.PICTURE_PIXELS:
            raise Refused("picture_too_large", name=upload.name, limit_mp=settings.PICTURE_PIXELS // 1_000_000)
    if settings.CLAMD:
        try:
            virus = scanner.found(file, settings.CLAMD)
        except scanner.UnreachableError:
            raise Refused("scanner_away", name=upload.name) from None
        if virus:
            raise Refused("file_infected", name=upload.name, virus=virus)
    return kind


def words(kept: Sequence[Kept]) -> dict[str, str]:
    """What an event seals of the files that came along and may name somebody: their names, and who they come from."""
    return {WORDS: json.dumps([[one.name[-200:], one.source] for one in kept], ensure_ascii=False)} if kept else {}


def kind_of_proof(kind: kinds.Kind | None) -> str:
    """What a file is as evidence, where nobody said: a photo, a document, or something else."""
    return {kinds.PICTURE: "photo", kinds.ARCHIVE: "other", kinds.RECORDING: "other"}.get(kind.group, "document") if kind else "other"
