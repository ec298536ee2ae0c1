"""版式文件: the text layer of a .pdf: reading order, paragraphs whole again, ruled tables as rows, without running heads and page numbers."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats.pdf import ruled
from xiaohao.notice.formats.pdf.glyphs import glyphs, strokes
from xiaohao.notice.formats.pdf.lines import Line, lines
from xiaohao.notice.formats.pdf.paragraphs import paragraphs
from xiaohao.notice.formats.pdf.ruled import Ruled
from xiaohao.notice.formats.pdf.running import without_running
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable

MEDIA_TYPE = "application/pdf"
WRONG_PASSWORD = raw.FPDF_ERR_PASSWORD


@dataclass(slots=True)
class Page:
    """一页: what stands on it."""

    lines: list[Line]
    tables: list[Ruled]
    height: float
    is_picture: bool


def draw(content: bytes, name: str, limits: Limits) -> tuple[Drawn, str]:
    """The paragraphs and tables of every page. Raises Unreadable: encrypted, damaged, too_many_pages, too_many_rows, only_pictures."""
    document = opened(content)
    if len(document) > limits.pages:
        raise Unreadable("too_many_pages", limit=limits.pages)
    pages = [looked_at(document, number) for number in range(len(document))]
    if not any(page.lines or page.tables for page in pages):
        raise Unreadable("only_pictures" if any(page.is_picture for page in pages) else "empty")
    if sum(len(table.rows) for page in pages for table in page.tables) > limits.rows:
        raise Unreadable("too_many_rows", limit=limits.rows)
    made = Drawn()
    put(made, pages)
    scanned = [str(number) for number, page in enumerate(pages, 1) if page.is_picture and not page.lines and not page.tables]
    if scanned:
        made.doubt("pages_are_pictures", pages="、".join(scanned[:20]))
    return made, MEDIA_TYPE


def opened(content: bytes) -> pypdfium2.PdfDocument:
    """The document. Raises Unreadable: encrypted, damaged."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise Unreadable("encrypted" if raw.FPDF_GetLastError() == WRONG_PASSWORD else "damaged") from None


def looked_at(document: pypdfium2.PdfDocument, number: int) -> Page:
    """One page; one that cannot be opened is empty."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return Page([], [], 1.0, is_picture=False)
    width, height = page.get_size()
    signs = glyphs(page)
    tables = ruled.tables(signs, strokes(page)) if signs else []
    free = [sign for sign in signs if not any(table.holds(sign) for table in tables)]
    has_picture = not signs and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    found = Page(lines(free, width), tables, height, has_picture)
    page.close()
    return found


def put(made: Drawn, pages: list[Page]) -> None:
    """The pages one after the other: paragraphs go on over a page's end, and so does a table at its foot."""
    kept = without_running([page.lines for page in pages], [page.height for page in pages])
    flow: list[Line] = []
    table: Ruled | None = None
    for page, left in zip(pages, kept, strict=True):
        for above, following in between(left, page.tables):
            if above and table is not None:
                ended(made, table)
                table = None
            flow += above
            if following is None:
                continue
            if table is not None and table.goes_on(following):
                table.take(following)
                continue
            if table is not None:
                ended(made, table)
            flow, table = told(made, flow), following
    if table is not None and not flow:
        ended(made, table)
    told(made, flow)


def between(left: list[Line], tables: list[Ruled]) -> list[tuple[list[Line], Ruled | None]]:
    """Lines above each table with the table, then the lines below the last."""
    found: list[tuple[list[Line], Ruled | None]] = []
    rest = left
    for table in tables:
        found.append(([line for line in rest if line.middle > table.top], table))
        rest = [line for line in rest if line.middle <= table.top]
    return [*found, (rest, None)]


def told(made: Drawn, flow: list[Line]) -> list[Line]:
    """Put the paragraphs; returns the empty flow that follows."""
    for paragraph in paragraphs(flow):
        made.line(paragraph)
    return []


def ended(made: Drawn, table: Ruled) -> None:
    """Put a table."""
    made.table(table.rows, table.merged)
