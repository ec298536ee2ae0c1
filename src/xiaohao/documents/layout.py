"""版式核对: whether a .docx has the page, the grid, the fonts and the page numbers of GB/T 9704-2012, measured in the file itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

from docx import Document
from docx.document import Document as Paperwork
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

MILLIMETRE = 36_000  # of the file's units
PAGE = {"page_width": 210, "page_height": 297, "top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
TOLERANCE = 1  # millimetres, as the standard allows
POINT = 25.4 / 72  # millimetres
LINES, CHARACTERS = 22, 28
BODY_POINTS, TITLE_POINTS, NUMBER_POINTS = 16.0, 22.0, 14.0
FONTS: Mapping[float, frozenset[str]] = {
    BODY_POINTS: frozenset({"仿宋_GB2312", "黑体", "楷体_GB2312"}), TITLE_POINTS: frozenset({"方正小标宋简体"}),
}  # fmt: skip
HEADINGS = (("黑体", re.compile(r"[一二三四五六七八九十]+、")), ("楷体_GB2312", re.compile(r"（[一二三四五六七八九十]+）")))
# The order of the schema (ISO/IEC 29500-1, CT_PPr and CT_RPr); a file that breaks it is opened with a complaint, or not at all.
ORDER: Mapping[str, str] = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap"
        " overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc"
        " textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern"
        " position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
}  # fmt: skip


def layout_faults(raw: bytes) -> tuple[str, ...]:
    """What is not as the standard asks, one sentence each; nothing when all is. `raw` is a .docx."""
    file = Document(io.BytesIO(raw))
    return (*of_page(file), *of_body(file), *of_language(file), *of_numbers(file), *of_order(file))


def of_page(file: Paperwork) -> Iterator[str]:
    """Paper, margins, grid of lines."""
    section = file.sections[0]
    for name, wanted in PAGE.items():
        found = getattr(section, name)
        if found is None or abs(found / MILLIMETRE - wanted) > TOLERANCE:
            yield f"{name} is {'not set' if found is None else f'{found / MILLIMETRE:.1f} mm'}, not {wanted} mm"
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None or grid.get(qn("w:type")) != "lines":
        yield "the grid of lines is missing"
    elif lines_of(file, int(grid.get(qn("w:linePitch"), "0")) / 20) != LINES:
        yield f"the grid has {lines_of(file, int(grid.get(qn('w:linePitch'), '0')) / 20)} lines, not {LINES}"


def lines_of(file: Paperwork, points: float) -> int:
    """How many lines of a height go into the text area; a line may stand out by a twentieth."""
    section = file.sections[0]
    height = ((section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)) / MILLIMETRE
    return int(height / (points * POINT) + 0.05) if points else 0


def characters_of(file: Paperwork, points: float) -> int:
    """How many characters of a width go into a line."""
    section = file.sections[0]
    across = ((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) / MILLIMETRE
    return int(across / (points * POINT))


def of_body(file: Paperwork) -> Iterator[str]:
    """Each paragraph of the body: 22 lines of 28 characters, its font, its indent; and a title in 2号."""
    titles = 0
    for number, paragraph in enumerate(file.paragraphs, 1):
        shape = paragraph.paragraph_format
        if shape.line_spacing_rule != WD_LINE_SPACING.EXACTLY:
            yield f"paragraph {number} has no exact line height"
        for size, fonts, tracking in runs_of(paragraph):
            titles += size == TITLE_POINTS
            if size in FONTS and not fonts <= FONTS[size]:
                yield f"paragraph {number} is set in {'、'.join(sorted(fonts))}"
            if size == BODY_POINTS and shape.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY:
                yield from of_lines(file, number, paragraph, tracking)
                yield from of_heading(number, paragraph, fonts)
    if not titles:
        yield "there is no title in 2号"


def runs_of(paragraph: Paragraph) -> Iterator[tuple[float, frozenset[str], float]]:
    """(points, every font named, tracking in points) of each run that has words."""
    for run in paragraph.runs:
        if run.text.strip():
            letters = run._r.rPr
            fonts = letters.rFonts if letters is not None else None
            spacing = letters.find(qn("w:spacing")) if letters is not None else None
            names = frozenset() if fonts is None else frozenset(fonts.get(qn(side), "") for side in ("w:ascii", "w:hAnsi", "w:eastAsia"))
            yield (run.font.size.pt if run.font.size else 0.0), names, (0.0 if spacing is None else int(spacing.get(qn("w:val")) or 0) / 20)


def of_lines(file: Paperwork, number: int, paragraph: Paragraph, tracking: float) -> Iterator[str]:
    """The lines and the characters of a paragraph of the body, and its indent of two."""
    height = paragraph.paragraph_format.line_spacing
    points = height.pt if height is not None and not isinstance(height, float) else 0.0
    if lines_of(file, points) != LINES:
        yield f"paragraph {number} makes {lines_of(file, points)} lines on a page, not {LINES}"
    if characters_of(file, BODY_POINTS + tracking) != CHARACTERS:
        yield f"paragraph {number} makes {characters_of(file, BODY_POINTS + tracking)} characters in a line, not {CHARACTERS}"
    indent = paragraph._p.pPr.ind if paragraph._p.pPr is not None else None
    if indent is not None and indent.get(qn("w:firstLineChars")) not in (None, "200"):
        yield f"paragraph {number} is not indented by two characters"


def of_heading(number: int, paragraph: Paragraph, fonts: frozenset[str]) -> Iterator[str]:
    """一、 in 黑体, （一） in 楷体."""
    for font, shape in HEADINGS:
        if shape.match(paragraph.text) and fonts != {font}:
            yield f"paragraph {number} is a heading that is not set in {font}"


def of_language(file: Paperwork) -> Iterator[str]:
    """Chinese text, and a body that is 3号仿宋 where nothing else is said."""
    normal = file.styles["Normal"]
    language = normal.element.rPr.find(qn("w:lang")) if normal.element.rPr is not None else None
    if language is None or language.get(qn("w:eastAsia")) != "zh-CN":
        yield "the language is not zh-CN"
    if normal.font.size is None or normal.font.size.pt != BODY_POINTS or normal.element.rPr.rFonts.get(qn("w:eastAsia")) != "仿宋_GB2312":
        yield "the body is not 3号仿宋"


def of_numbers(file: Paperwork) -> Iterator[str]:
    """4号宋体 page numbers with dashes: odd pages right, even pages left, one character in."""
    section = file.sections[0]
    if not file.settings.odd_and_even_pages_header_footer:
        yield "odd and even pages are not told apart"
    sides = (("odd", section.footer, WD_ALIGN_PARAGRAPH.RIGHT), ("even", section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT))
    for name, footer, side in sides:
        paragraph = footer.paragraphs[0] if footer.paragraphs else None
        if paragraph is None:
            yield f"{name} pages have no page number"
            continue
        codes = [node.text.strip() for node in paragraph._p.iter(qn("w:instrText")) if node.text]
        if codes != ["PAGE"] or not re.fullmatch(r"— \d+ —", paragraph.text):
            yield f"the page number of {name} pages is not — 1 —"
        if any(size != NUMBER_POINTS or fonts != {"宋体"} for size, fonts, _ in runs_of(paragraph)):
            yield f"the page number of {name} pages is not 4号宋体"
        shape = paragraph.paragraph_format
        inward = shape.right_indent if side == WD_ALIGN_PARAGRAPH.RIGHT else shape.left_indent
        if shape.alignment != side or inward is None or inward.pt != NUMBER_POINTS:
            yield f"the page number of {name} pages is not one character in from its side"


def of_order(file: Paperwork) -> Iterator[str]:
    """Properties in the order of the schema, in the body, the styles and the footers."""
    section = file.sections[0]
    for where, root in (
        ("the body", file.element), ("the styles", file.styles.element), ("a footer", section.footer._element), ("a footer", section.even_page_footer._element),
    ):  # fmt: skip
        for name, words in ORDER.items():
            order = [qn(f"w:{word}") for word in words.split()]
            for node in root.iter(qn(f"w:{name}")):
                places = [order.index(child.tag) for child in node if child.tag in order]
                if places != sorted(places):
                    yield f"the properties in {where} stand in no order ({name})"
