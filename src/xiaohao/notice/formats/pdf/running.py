"""页眉页脚: what stands at the edge of page after page: running heads, feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from xiaohao.notice.formats.pdf.lines import Line

EDGE = 3  # lines at the top and at the bottom of a page that may be running ones
REPEATED = 0.5  # of the pages that must have it
NUMBER = re.compile(r"[-—–－─·\s　]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-—–－─·\s　]*|Page\s+\d+(?:\s+of\s+\d+)?", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
NUMBER_ZONE = 0.12  # of the page's height from its edge, where a lone number is that of the page


def without_running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The pages without what runs at their edges."""
    seen = Counter(word for page in pages for word in {shape(line) for line in edges(page)})
    usual = {word for word, count in seen.items() if count >= 2 and count >= REPEATED * len(pages)}
    return [
        [line for number, line in enumerate(page) if not is_running(line, page, number, height, usual)]
        for page, height in zip(pages, heights, strict=True)
    ]


def edges(page: Sequence[Line]) -> list[Line]:
    """The first and the last lines."""
    return [*page[:EDGE], *page[max(EDGE, len(page) - EDGE) :]]


def shape(line: Line) -> str:
    """A line's words with every number alike."""
    return DIGITS.sub("0", line.text.replace(" ", "").replace("　", ""))


def is_running(line: Line, page: Sequence[Line], number: int, height: float, usual: set[str]) -> bool:
    """Whether a line runs: it stands at the edge and is there page after page, or is a lone number near the paper's edge."""
    if EDGE <= number < len(page) - EDGE:
        return False
    near = min(line.bottom, height - line.top) <= NUMBER_ZONE * height
    return (near and NUMBER.fullmatch(line.text.strip()) is not None) or (shape(line) in usual and near)
