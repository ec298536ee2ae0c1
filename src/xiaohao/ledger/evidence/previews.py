"""预览: a small picture of a picture, or of a page of a PDF, drawn by a process of its own and kept beside the evidence under the digest. It can always be drawn again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from xiaohao.ledger.evidence import child, store

DRAWN: Mapping[str, str] = {
    "image/png": "picture", "image/jpeg": "picture", "image/webp": "picture", "image/gif": "picture", "image/bmp": "picture", "image/tiff": "picture",
    "application/pdf": "page",
}  # fmt: skip
SIDES = {"small": 240, "large": 1400}
MEDIA_TYPE = "image/jpeg"
MOST_PAGES = 5


def is_drawn(media_type: str) -> bool:
    """Whether files of the type have a preview."""
    return media_type in DRAWN


def preview(sha256: str, media_type: str, size: str, page: int = 1) -> bytes | None:
    """The preview as JPEG; None where there is none. What could not be drawn is remembered as an empty file, and not tried again."""
    if media_type not in DRAWN or size not in SIDES or not 1 <= page <= MOST_PAGES or not store.is_there(sha256):
        return None
    kept = Path(settings.PREVIEW_FOLDER) / sha256[:2] / f"{sha256[2:]}-{size}-{page}.jpg"
    if not kept.is_file():
        raw = b"".join(store.pieces(sha256))
        write(kept, child.drawn(DRAWN[media_type], raw, side=SIDES[size], page=page) or b"")
    return kept.read_bytes() or None


def write(path: Path, content: bytes) -> None:
    """Whole or not at all, also where two draw the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
