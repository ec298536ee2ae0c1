"""版式文件: the text layer of a .pdf, page by page."""

from __future__ import annotations

import pypdfium2

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable

MEDIA_TYPE = "application/pdf"


def draw(raw: bytes, name: str, limits: Limits) -> tuple[Drawn, str]:
    """The lines of every page. Raises Unreadable: damaged, too_many_pages, only_pictures."""
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError:
        raise Unreadable("damaged") from None
    if len(document) > limits.pages:
        raise Unreadable("too_many_pages", limit=limits.pages)
    made = Drawn()
    for page in document:
        for line in page.get_textpage().get_text_bounded().splitlines():
            made.line(line)
    if not made.text.strip():
        raise Unreadable("only_pictures")
    return made, MEDIA_TYPE
