"""版式核对: whether a .docx has the page, the grid, the fonts and the page numbers of GB/T 9704-2012, read in the file itself."""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx import Document
from docx.document import Document as Paperwork
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xiaohao.documents.paper import BODY, LINE, NUMBERS, PITCH, SIZE

TOLERANCE = Mm(1)
PAGE = {"page_width": 210, "page_height": 297, "top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
LINES, CHARACTERS = 22, 28


def layout_faults(raw: bytes) -> tuple[str, ...]:
    """What is not as the standard asks, one sentence each; nothing when all is."""
    file = Document(io.BytesIO(raw))
    return (*of_page(file), *of_body(file), *of_numbers(file))


def of_page(file: Paperwork) -> Iterator[str]:
    """Paper, margins, grid."""
    section = file.sections[0]
    for name, wanted in PAGE.items():
        found = getattr(section, name)
        if found is None or abs(found - Mm(wanted)) > TOLERANCE:
            yield f"{name} is {found / 36000 if found else None:.1f} mm, not {wanted}" if found else f"{name} is not set"
    height = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    if int(height / Pt(LINE) + 0.05) != LINES:
        yield f"{height / Pt(LINE):.2f} lines on the page, not {LINES}"
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    if int(width / Pt(SIZE - 0.25)) != CHARACTERS:
        yield f"{width / Pt(SIZE - 0.25):.2f} characters in a line, not {CHARACTERS}"
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None or grid.get(qn("w:linePitch")) != str(PITCH):
        yield "the grid of lines is missing"


def of_body(file: Paperwork) -> Iterator[str]:
    """Exact lines, named fonts, sizes."""
    for number, paragraph in enumerate(file.paragraphs):
        shape = paragraph.paragraph_format
        if shape.line_spacing_rule != WD_LINE_SPACING.EXACTLY:
            yield f"paragraph {number} has no exact line height"
        for run in paragraph.runs:
            fonts = run._r.rPr.rFonts if run._r.rPr is not None else None
            if run.text.strip() and (fonts is None or not fonts.get(qn("w:eastAsia"))):
                yield f"paragraph {number} names no Chinese font"
    normal = file.styles["Normal"]
    if normal.font.name != BODY or normal.font.size != Pt(SIZE):
        yield "the body is not set in 3号仿宋"


def of_numbers(file: Paperwork) -> Iterator[str]:
    """A page number with dashes on odd and on even pages."""
    section = file.sections[0]
    if not file.settings.odd_and_even_pages_header_footer:
        yield "odd and even pages are not told apart"
    for name, footer in (("odd", section.footer), ("even", section.even_page_footer)):
        text = "".join(paragraph.text for paragraph in footer.paragraphs)
        fields = [node.text for paragraph in footer.paragraphs for node in paragraph._p.iter(qn("w:instrText"))]
        fonts = {run.font.name for paragraph in footer.paragraphs for run in paragraph.runs}
        if text.count("—") != 2 or " PAGE " not in fields or fonts != {NUMBERS}:
            yield f"the page number of {name} pages is not as it should be"
