"""叙述: the elements of a part, each a step of its story; read as a stream, as the document looks when every revision is accepted.

A handler of a beginning may answer True: then nothing up to its end is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from xiaohao.notice.formats.word.blocks import Line
from xiaohao.notice.formats.word.fields import is_of_the_page
from xiaohao.notice.formats.word.names import attribute, child, short, switch, value, whole
from xiaohao.notice.formats.word.story import Run, Story
from xiaohao.notice.formats.word.styles import HIGHEST_LIST
from xiaohao.notice.formats.word.symbols import in_font, is_picture_font, raised, sign
from xiaohao.notice.formats.zipped import steps
from xiaohao.notice.unreadable import Unreadable

PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
ROOTS = frozenset({"w:document", "w:footnotes", "w:endnotes"})
EMPTIED = frozenset({"w:p", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:r", "w:footnote", "w:endnote"})
BLANK = " \t\r\n"
WIDEST = 64  # columns that one cell may cover; programs allow 63 in a table
HEX = frozenset("0123456789abcdefABCDEF")


def tell(story: Story, pieces: Iterable[bytes]) -> None:
    """Read a part. Raises Unreadable."""
    depth, left_out = 0, 0
    for event, element in steps(pieces, story.limits):
        name = short(element.tag)
        if event == "start":
            if not depth:
                if name not in ROOTS:
                    raise Unreadable("damaged")
                story.keeps_space = element.get(PRESERVE) == "preserve"
            depth += 1
            begin = None if left_out else BEGINS.get(name)
            if begin is not None and begin(story, element):
                left_out = depth
            continue
        if not left_out:
            end = ENDS.get(name)
            if end is not None:
                end(story, element)
        elif left_out == depth:
            left_out = 0
        depth -= 1
        if name in EMPTIED:
            emptied(element)
    story.close()


def emptied(element: etree._Element) -> None:
    """What has been told is not kept: a document may be far larger than the memory."""
    element.clear()
    above = element.getparent()
    while above is not None and element.getprevious() is not None:
        del above[0]


def above_it(element: etree._Element) -> str:
    """The name of the element around this one."""
    above = element.getparent()
    return "" if above is None else short(above.tag)


# Paragraphs and runs.


def paragraph_properties(story: Story, element: etree._Element) -> None:
    """Its style, its place in a list, and what became of its mark."""
    paragraph = story.flow.paragraph
    if paragraph is None or above_it(element) != "w:p":
        return
    paragraph.style = value(element, "w:pStyle") or ""
    numbered = child(element, "w:numPr")
    paragraph.series = whole(value(numbered, "w:numId"), 0, HIGHEST_LIST)
    paragraph.level = whole(value(numbered, "w:ilvl"), 0, 8)
    mark, frame = child(element, "w:rPr"), child(element, "w:framePr")
    gone = child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None or bool(switch(mark, "w:vanish"))
    paragraph.goes_on = gone or (frame is not None and (attribute(frame, "w:dropCap") or "none") != "none")


def run_properties(story: Story, element: etree._Element) -> None:
    """How the run looks."""
    if above_it(element) not in ("w:r", "m:r"):
        return
    run, fonts = story.flow.run, child(element, "w:rFonts")
    run.hidden = switch(element, "w:vanish")
    run.style = value(element, "w:rStyle") or ""
    run.is_raised = value(element, "w:vertAlign") == "superscript"
    font = "" if fonts is None else attribute(fonts, "w:ascii") or ""
    run.font = font if is_picture_font(font) else ""


def begin_run(story: Story, element: etree._Element) -> None:
    """A run begins, looking like its paragraph."""
    story.flow.run = Run()


def text(story: Story, element: etree._Element) -> None:
    """Words. Blanks at their ends count only where the document says so."""
    words, run = element.text or "", story.flow.run
    if words[:1] in BLANK or words[-1:] in BLANK:
        keeps = element.get(PRESERVE)
        if keeps != "preserve" and not (keeps is None and story.keeps_space):
            words = words.strip(BLANK)
    words = words.replace("\n", " ")
    if run.font:
        words = in_font(words, run.font)
    story.say(raised(words) if run.is_raised else words)


def formula_text(story: Story, element: etree._Element) -> None:
    """Words of a formula; a power is raised."""
    above = element.getparent()
    words = element.text or ""
    story.say(raised(words.strip()) if above is not None and above_it(above) == "m:sup" else words)


def symbol(story: Story, element: etree._Element) -> None:
    """A sign of a font."""
    code = attribute(element, "w:char") or ""
    if 0 < len(code) <= 6 and HEX.issuperset(code):
        story.say(sign(int(code, 16), attribute(element, "w:font") or ""))


def tab(story: Story, element: etree._Element) -> None:
    """A tab in the text; among the tab stops of a paragraph it is none."""
    if above_it(element) == "w:r":
        story.say("\t")


def picture(story: Story, element: etree._Element) -> None:
    """A picture by its relationship; one that lies outside the package is found to be none later."""
    flow, place = story.flow, attribute(element, "r:embed") or attribute(element, "r:id")
    if place and flow.paragraph is not None and not story.is_hidden(flow):
        flow.paragraph.pictures.append(place)


def lettering(story: Story, element: etree._Element) -> None:
    """Words drawn as a picture (艺术字) stand on a line of their own."""
    words = element.get("string") or ""
    if words.strip():
        story.hang([Line(words)])


def note_mark(story: Story, element: etree._Element) -> None:
    """A note hangs here and follows the body. Its mark is set above the line in print; among the words it would run into figures, so it stands at the note only."""
    flow = story.flow
    if flow.paragraph is not None and not story.is_hidden(flow) and not flow.is_gone:
        story.found.notes.append((short(element.tag).removeprefix("w:").removesuffix("Reference"), attribute(element, "w:id") or ""))


def comment(story: Story, element: etree._Element) -> None:
    """A comment stands beside the text and is left out."""
    story.found.comments += 1


# Fields.


def field_mark(story: Story, element: etree._Element) -> None:
    """A field begins, its code ends and its result begins, or it ends."""
    step = {"begin": story.begin_field, "separate": story.begin_result, "end": story.end_field}.get(attribute(element, "w:fldCharType") or "")
    if step is not None:
        step()


def field_code(story: Story, element: etree._Element) -> None:
    """The code of the innermost field."""
    if story.flow.fields:
        story.flow.fields[-1].add(element.text or "")


def simple_field(story: Story, element: etree._Element) -> bool:
    """A field that holds its result."""
    return is_of_the_page(attribute(element, "w:instr") or "")


# Revisions, alternatives, content controls.


def inserted(story: Story, element: etree._Element) -> None:
    """What was inserted or moved here is text like any other."""
    story.found.revisions += 1


def deleted(story: Story, element: etree._Element) -> bool:
    """What was deleted or moved away is gone."""
    story.found.revisions += 1
    return True


def left_out(story: Story, element: etree._Element) -> bool:
    """Nothing of it is told."""
    return True


def other_document(story: Story, element: etree._Element) -> bool:
    """A document of another program within this one is left alone."""
    story.found.objects += 1
    return True


def begin_choices(story: Story, element: etree._Element) -> None:
    """The same thing in more than one way."""
    story.choices.append(False)


def choice(story: Story, element: etree._Element) -> bool:
    """The first way is taken, the others are left out."""
    if not story.choices:
        return False
    taken, story.choices[-1] = story.choices[-1], True
    return taken


def end_choices(story: Story, element: etree._Element) -> None:
    """That was it."""
    if story.choices:
        story.choices.pop()


def begin_control(story: Story, element: etree._Element) -> None:
    """A content control."""
    story.controls.append(False)


def control_properties(story: Story, element: etree._Element) -> None:
    """The table of contents, and words that only ask for words, are left out."""
    gallery = value(element, "w:docPartObj", "w:docPartGallery") or ""
    if story.controls:
        story.controls[-1] = gallery.lower() == "table of contents" or bool(switch(element, "w:showingPlcHdr"))


def control_content(story: Story, element: etree._Element) -> bool:
    """What is in it."""
    return bool(story.controls) and story.controls[-1]


def end_control(story: Story, element: etree._Element) -> None:
    """Its end."""
    if story.controls:
        story.controls.pop()


# Tables and notes.


def row_properties(story: Story, element: etree._Element) -> None:
    """Whether a row is deleted, and how many columns it leaves out before its first cell."""
    flow = story.flow
    if flow.tables and flow.tables[-1].rows and above_it(element) == "w:tr":
        row = flow.tables[-1].rows[-1]
        row.is_deleted = child(element, "w:del") is not None
        row.column = whole(value(element, "w:gridBefore"), 0, WIDEST) or 0


def cell_properties(story: Story, element: etree._Element) -> None:
    """How a cell is merged."""
    if above_it(element) != "w:tc":
        return
    down, across = child(element, "w:vMerge"), child(element, "w:hMerge")
    above = down is not None and (attribute(down) or "continue") == "continue"
    before = across is not None and (attribute(across) or "continue") == "continue"
    width = whole(value(element, "w:gridSpan"), 1, WIDEST) or 1
    story.open_cell(width, above, down is not None and not above, before, child(element, "w:cellDel") is not None)


def end_note(story: Story, element: etree._Element) -> None:
    """A note is whole; the rules above notes are notes of another type."""
    blocks = story.end_box()
    if (attribute(element, "w:type") or "normal") == "normal":
        story.notes.append((attribute(element, "w:id") or "", blocks))


Step = Callable[[Story, etree._Element], bool | None]
BEGINS: Mapping[str, Step] = {
    "w:p": lambda story, _: story.begin_paragraph(), "w:r": begin_run, "m:r": begin_run,
    "w:tbl": lambda story, _: story.begin_table(), "w:tr": lambda story, _: story.begin_row(),
    "w:ins": inserted, "w:moveTo": inserted, "w:del": deleted, "w:moveFrom": deleted,
    "w:rt": left_out, "w:object": other_document, "w:altChunk": other_document, "w:subDoc": other_document,
    "mc:AlternateContent": begin_choices, "mc:Choice": choice, "mc:Fallback": choice,
    "w:sdt": begin_control, "w:sdtContent": control_content, "w:fldSimple": simple_field,
    "w:txbxContent": lambda story, _: story.begin_box(), "w:footnote": lambda story, _: story.begin_box(), "w:endnote": lambda story, _: story.begin_box(),
    "m:den": lambda story, _: story.say("/"), "v:textpath": lettering,
}  # fmt: skip
ENDS: Mapping[str, Callable[[Story, etree._Element], None]] = {
    "w:p": lambda story, _: story.end_paragraph(), "w:pPr": paragraph_properties, "w:rPr": run_properties,
    "w:t": text, "m:t": formula_text, "w:sym": symbol, "w:tab": tab, "w:ptab": tab,
    "w:br": lambda story, _: story.say("\n"), "w:cr": lambda story, _: story.say("\n"), "w:noBreakHyphen": lambda story, _: story.say("-"),
    "a:blip": picture, "v:imagedata": picture,
    "w:footnoteReference": note_mark, "w:endnoteReference": note_mark, "w:commentReference": comment,
    "w:fldChar": field_mark, "w:instrText": field_code,
    "mc:AlternateContent": end_choices, "w:sdtPr": control_properties, "w:sdt": end_control,
    "w:trPr": row_properties, "w:tcPr": cell_properties,
    "w:tc": lambda story, _: story.end_cell(), "w:tr": lambda story, _: story.end_row(), "w:tbl": lambda story, _: story.end_table(),
    "w:txbxContent": lambda story, _: story.hang(story.end_box()), "w:footnote": end_note, "w:endnote": end_note,
}  # fmt: skip
