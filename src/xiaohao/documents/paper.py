"""公文用纸: one paper as a .docx (GB/T 9704-2012: A4, 37 and 28 mm margins, 22 lines of 28 characters, page numbers with dashes)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

from docx import Document
from docx.document import Document as Paperwork
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BODY, TITLE, HEAVY, BRUSH, NUMBERS = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
SIZE, TITLE_SIZE, MARK_SIZE, FOOT_SIZE = 16, 22, 36, 14  # 3号, 2号, the issuer's mark, 4号; in points
LINE = 28.95  # points: 225 mm / 22 lines
TRACKING = -0.25  # points: 28 characters in 156 mm
PITCH = 579  # twentieths of a point: the grid's line
RED = RGBColor(0xD7, 0x1A, 0x1A)
FONTS = {"1": HEAVY, "2": BRUSH, "3": BODY, "4": BODY, "": BODY}
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Block:
    """段: `level` is 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, empty for words; `flush` for a line without indent."""

    text: str
    level: str = ""
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """公文: the issuer's mark, the title, the body, who signs and when, and a line below the body such as a digest."""

    title: str
    blocks: tuple[Block, ...]
    issuer: str = ""
    signed_by: str = ""
    signed_on: date | None = None
    note: str = ""


def official_paper(paper: Paper) -> bytes:
    """The paper as the bytes of a .docx; equal papers give equal bytes."""
    file = Document()
    for paragraph in list(file.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    page(file)
    style(file)
    if paper.issuer:
        mark(file, paper.issuer)
    title = file.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    lined(title, 35)
    written(title, paper.title, TITLE, TITLE_SIZE)
    lined(file.add_paragraph())
    for block in paper.blocks:
        body(file, block)
    ending(file, paper)
    page_numbers(file)
    properties(file, paper)
    raw = io.BytesIO()
    file.save(raw)
    return same_bytes(raw.getvalue())


def page(file: Paperwork) -> None:
    """A4 with the standard's margins and its grid of lines."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    section.footer_distance, section.header_distance = Mm(28), Mm(15)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(PITCH))


def style(file: Paperwork) -> None:
    """The body's font and language for whatever says no other."""
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = BODY, Pt(SIZE)
    properties_ = normal.element.get_or_add_rPr()
    fonts = properties_.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), BODY)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties_.append(language)


def lined(paragraph: Paragraph, height: float = LINE) -> None:
    """The exact height of a line."""
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(height)
    shape.space_before = shape.space_after = Pt(0)


def written(paragraph: Paragraph, text: str, font: str, size: float, *, tracked: bool = False) -> Run:
    """Words in a font."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), font)
    if tracked:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(round(TRACKING * 20)))
        run._r.get_or_add_rPr().append(spacing)
    return run


def mark(file: Paperwork, issuer: str) -> None:
    """发文机关标志: red, centred, with the red rule below it, and two empty lines."""
    line = file.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    lined(line, 52)
    size = min(MARK_SIZE, round(156 / 25.4 * 72 / max(len(issuer), 1)))
    written(line, issuer, TITLE, size).font.color.rgb = RED
    borders = OxmlElement("w:pBdr")
    below = OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", "18"), ("w:space", "6"), ("w:color", "D71A1A")):
        below.set(qn(name), value)
    borders.append(below)
    line._p.get_or_add_pPr().append(borders)
    for _ in range(2):
        lined(file.add_paragraph())


def body(file: Paperwork, block: Block) -> None:
    """A paragraph of the body: 3号, two characters of indent, the font of its level (7.3.3 of the standard)."""
    paragraph = file.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    lined(paragraph)
    if not block.flush:
        indented(paragraph)
    written(paragraph, block.text, FONTS[block.level], SIZE, tracked=True)


def indented(paragraph: Paragraph) -> None:
    """Two characters, counted as characters."""
    indent = OxmlElement("w:ind")
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(SIZE * 2 * 20))
    paragraph._p.get_or_add_pPr().append(indent)


def ending(file: Paperwork, paper: Paper) -> None:
    """署名和成文日期, four characters from the right; then the note, small."""
    if paper.signed_by or paper.signed_on:
        lined(file.add_paragraph())
    for text in (paper.signed_by, f"{paper.signed_on.year}年{paper.signed_on.month}月{paper.signed_on.day}日" if paper.signed_on else ""):
        if text:
            line = file.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.right_indent = Pt(SIZE * 4)
            lined(line)
            written(line, text, BODY, SIZE)
    if paper.note:
        lined(file.add_paragraph())
        line = file.add_paragraph()
        lined(line, 20)
        written(line, paper.note, BODY, 10.5)


def page_numbers(file: Paperwork) -> None:
    """4号半角宋体 with a dash on each side; odd pages right, even pages left, one character in."""
    section = file.sections[0]
    file.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.alignment = side
        if side == WD_ALIGN_PARAGRAPH.RIGHT:
            line.paragraph_format.right_indent = Pt(FOOT_SIZE)
        else:
            line.paragraph_format.left_indent = Pt(FOOT_SIZE)
        written(line, "— ", NUMBERS, FOOT_SIZE)
        field(written(line, "", NUMBERS, FOOT_SIZE), "begin")
        code = written(line, "", NUMBERS, FOOT_SIZE)
        instruction = OxmlElement("w:instrText")
        instruction.set(qn("xml:space"), "preserve")
        instruction.text = " PAGE "
        code._r.append(instruction)
        field(written(line, "", NUMBERS, FOOT_SIZE), "separate")
        written(line, "1", NUMBERS, FOOT_SIZE)
        field(written(line, "", NUMBERS, FOOT_SIZE), "end")
        written(line, " —", NUMBERS, FOOT_SIZE)


def field(run: Run, kind: str) -> None:
    """One end of a field."""
    character = OxmlElement("w:fldChar")
    character.set(qn("w:fldCharType"), kind)
    run._r.append(character)


def properties(file: Paperwork, paper: Paper) -> None:
    """Who and when, from the paper and not from the machine."""
    core = file.core_properties
    on = paper.signed_on or date(1980, 1, 1)
    moment = datetime(on.year, on.month, on.day)  # noqa: DTZ001 (the format knows no zone)
    core.title, core.author, core.last_modified_by, core.comments, core.revision = paper.title, paper.signed_by or paper.issuer, "", "", 1
    core.created = core.modified = core.last_printed = moment


def same_bytes(raw: bytes) -> bytes:
    """The same parts in the same order with the same times."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        names = sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            after.writestr(part, before.read(name))
    return made.getvalue()
