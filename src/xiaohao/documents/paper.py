"""公文用纸: one paper as a .docx (GB/T 9704-2012: A4, 37 and 28 mm margins, 22 lines of 28 characters, page numbers with dashes)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

from docx import Document
from docx.document import Document as Paperwork
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from xiaohao.documents.package import bared, packed, signed
from xiaohao.documents.words import held, title_lines, width

BODY, TITLE, HEAVY, BRUSH, NUMBERS = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
SIZE, TITLE_SIZE, MARK_SIZE, FOOT_SIZE, NOTE_SIZE = 16, 22, 36, 14, 10.5  # points: 3号, 2号, the issuer's mark, 4号, 5号
LINE = 28.95  # points: 225 mm / 22 lines
TITLE_LINE = 35  # points
TRACKING = -0.25  # points: 28 characters in 156 mm
PITCH = 579  # twentieths of a point: the grid's line
ACROSS = 156 / 25.4 * 72  # points
UNDER_MARK, UNDER_NUMBER = 11, 5  # points from a line's room to the rule: 4 mm below the mark's characters, and below the smaller ones of a number
RED = "D71A1A"
LEVELS = {"1": HEAVY, "2": BRUSH, "3": BODY, "4": BODY, "": BODY}
FONT_SIDES = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
# What may follow in a paragraph's and a run's properties (ISO/IEC 29500-1, 17.3.1.26 and 17.3.2.28): an element put elsewhere is a fault to Word.
AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi",
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
)  # fmt: skip
AFTER_TRACKING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:lang")


@dataclass(frozen=True, slots=True)
class Block:
    """段: `level` is 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, empty for words; `flush` for a line without indent, such as one that names whom it is for."""

    text: str
    level: str = ""
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """公文: the issuer's mark, the title, the body, who signs and when, a line below the body such as a digest; `number` is 发文字号, below the mark."""

    title: str
    blocks: tuple[Block, ...]
    issuer: str = ""
    signed_by: str = ""
    signed_on: date | None = None
    note: str = ""
    number: str = ""


def official_paper(paper: Paper) -> bytes:
    """The paper as the bytes of a .docx; equal papers give equal bytes."""
    file = Document()
    bared(file)
    page(file)
    style(file)
    if paper.issuer:
        mark(file, paper.issuer, paper.number)
    for line in title_lines(paper.title, ACROSS / TITLE_SIZE):
        row = lined(file.add_paragraph(), TITLE_LINE)
        row.alignment = WD_ALIGN_PARAGRAPH.CENTER
        written(row, line, TITLE, TITLE_SIZE)
    lined(file.add_paragraph())
    for block in paper.blocks:
        body(file, block)
    ending(file, paper)
    page_numbers(file)
    signed(file, held(paper.title), held(paper.signed_by or paper.issuer), paper.signed_on)
    raw = io.BytesIO()
    file.save(raw)
    return packed(raw.getvalue())


def page(file: Paperwork) -> None:
    """A4 with the standard's margins and its grid of lines; the dash of a page number stands 7 mm below the text (5.2 and 7.5)."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    section.footer_distance, section.header_distance = Mm(25), Mm(15)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(PITCH))


def style(file: Paperwork) -> None:
    """The body's font and language for whatever says no other; no line is moved for widows, no space is put between Chinese and digits."""
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = BODY, Pt(SIZE)
    letters = normal.element.get_or_add_rPr()
    named(letters.get_or_add_rFonts(), BODY)
    for old in letters.findall(qn("w:lang")):
        letters.remove(old)
    language = OxmlElement("w:lang")
    for side in ("w:val", "w:eastAsia"):
        language.set(qn(side), "zh-CN")
    letters.append(language)
    normal.paragraph_format.widow_control = False
    shape = normal.element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        switch = OxmlElement(name)
        switch.set(qn("w:val"), "0")
        shape.insert_element_before(switch, *AFTER_BORDERS[AFTER_BORDERS.index("w:autoSpaceDN") + 1 :])


def named(fonts: object, font: str) -> None:
    """One font for every kind of letter."""
    for side in FONT_SIDES:
        fonts.set(qn(side), font)  # type: ignore[attr-defined]  # an element


def lined(paragraph: Paragraph, height: float = LINE) -> Paragraph:
    """The exact height of a line."""
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(height)
    shape.space_before = shape.space_after = Pt(0)
    if height != LINE:
        off_the_grid(paragraph)
    return paragraph


def off_the_grid(paragraph: Paragraph) -> None:
    """Higher or lower lines are not stretched to the next line of the grid."""
    switch = OxmlElement("w:snapToGrid")
    switch.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(switch, *AFTER_BORDERS[AFTER_BORDERS.index("w:spacing") :])  # type: ignore[arg-type]  # as above


def written(paragraph: Paragraph, text: str, font: str, size: float, *, tracked: bool = False) -> Run:
    """Words in a font."""
    run = paragraph.add_run(held(text))
    run.font.name, run.font.size = font, Pt(size)
    letters = run._r.get_or_add_rPr()
    named(letters.get_or_add_rFonts(), font)
    if tracked:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(round(TRACKING * 20)))
        letters.insert_element_before(spacing, *AFTER_TRACKING)  # type: ignore[arg-type]  # an element of the library
    return run


def mark(file: Paperwork, issuer: str, number: str = "") -> None:
    """发文机关标志: red, centred, 35 mm below the head of the text area (7.2.4); 发文字号, where there is one, in 3号仿宋 below two empty lines, centred (7.2.5).

    4 mm below the last of them the red rule (7.2.7), then two empty lines before the title (7.3.1).
    """
    line = lined(file.add_paragraph(), 42)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_before = Mm(35)
    written(line, issuer, TITLE, min(MARK_SIZE, int(ACROSS / max(width(issuer), 1)))).font.color.rgb = RGBColor.from_string(RED)
    if number:
        for _ in range(2):
            lined(file.add_paragraph())
        line = lined(file.add_paragraph())
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        written(line, number, BODY, SIZE)
    ruled(line, UNDER_NUMBER if number else UNDER_MARK)
    for _ in range(2):
        lined(file.add_paragraph())


def ruled(line: Paragraph, points: int) -> None:
    """The red rule below a line, as wide as the text, so many points below the room of its line."""
    borders, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", "18"), ("w:space", str(points)), ("w:color", RED)):
        below.set(qn(name), value)
    borders.append(below)
    line._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)  # type: ignore[arg-type]  # as above


def body(file: Paperwork, block: Block) -> None:
    """A paragraph of the body: 3号, two characters of indent, the font of its level (7.3.3)."""
    paragraph = lined(file.add_paragraph())
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if not block.flush:
        paragraph.paragraph_format.first_line_indent = Pt(SIZE * 2)
        paragraph._p.get_or_add_pPr().ind.set(qn("w:firstLineChars"), "200")  # type: ignore[union-attr]  # just set
    written(paragraph, block.text, LEVELS[block.level], SIZE, tracked=True)


def ending(file: Paperwork, paper: Paper) -> None:
    """署名和成文日期: the day ends four characters from the right, the name stands centred above it (7.3.5.1); then the note, small."""
    day = f"{paper.signed_on.year}年{paper.signed_on.month}月{paper.signed_on.day}日" if paper.signed_on else ""
    if paper.signed_by or day:
        lined(file.add_paragraph()).paragraph_format.keep_with_next = True
    for text, from_right in ((paper.signed_by, max(4 + (width(day) - width(paper.signed_by)) / 2, 0)), (day, 4.0)):
        if text:
            line = lined(file.add_paragraph())
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.right_indent = Pt(SIZE * from_right)
            line.paragraph_format.keep_with_next = text is not day
            written(line, text, BODY, SIZE)
    if paper.note:
        lined(file.add_paragraph())
        written(lined(file.add_paragraph(), 18), paper.note, BODY, NOTE_SIZE)


def page_numbers(file: Paperwork) -> None:
    """4号半角宋体 with a dash on each side; odd pages right, even pages left, one character in (7.5)."""
    section = file.sections[0]
    file.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        footer.is_linked_to_previous = False
        line = lined(footer.paragraphs[0], 18)
        line.alignment = side
        if side == WD_ALIGN_PARAGRAPH.RIGHT:
            line.paragraph_format.right_indent = Pt(FOOT_SIZE)
        else:
            line.paragraph_format.left_indent = Pt(FOOT_SIZE)
        written(line, "— ", NUMBERS, FOOT_SIZE)
        field(written(line, "", NUMBERS, FOOT_SIZE), "begin")
        instruction = OxmlElement("w:instrText")
        instruction.set(qn("xml:space"), "preserve")
        instruction.text = " PAGE "
        written(line, "", NUMBERS, FOOT_SIZE)._r.append(instruction)
        field(written(line, "", NUMBERS, FOOT_SIZE), "separate")
        written(line, "1", NUMBERS, FOOT_SIZE)
        field(written(line, "", NUMBERS, FOOT_SIZE), "end")
        written(line, " —", NUMBERS, FOOT_SIZE)


def field(run: Run, kind: str) -> None:
    """One end of a field."""
    character = OxmlElement("w:fldChar")
    character.set(qn("w:fldCharType"), kind)
    run._r.append(character)
