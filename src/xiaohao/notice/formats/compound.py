"""旧格式: what lies in a compound file (MS-CFB): an old workbook, an old document, or a package that is locked by a password."""

from __future__ import annotations

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable

LOCKED, DOCUMENT = ("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))


def draw(raw: bytes, name: str, limits: Limits) -> tuple[Drawn, str]:
    """Raises Unreadable: encrypted, needs_office, damaged."""
    if LOCKED in raw:
        raise Unreadable("encrypted")
    raise Unreadable("needs_office" if DOCUMENT in raw else "damaged")
