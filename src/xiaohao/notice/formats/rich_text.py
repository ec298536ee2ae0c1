"""RTF 文档, by way of the office program."""

from __future__ import annotations

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats import office
from xiaohao.notice.limits import Limits

MEDIA_TYPE = "application/rtf"


def draw(raw: bytes, name: str, limits: Limits) -> tuple[Drawn, str]:
    """Raises Unreadable: needs_office, too_slow, damaged."""
    return office.draw(raw, ".rtf", MEDIA_TYPE, limits)
