"""正文: what is open while a part of the document is told from beginning to end: flows, paragraphs, tables, text boxes, fields.

Knows how the pieces fit together and nothing of elements; `telling` reads those. What is open stands on lists here, never on Python's own stack, so that
depth costs nothing. Paragraphs become lines and tables become grids, which the flow's `put` takes as soon as they are whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from xiaohao.notice.formats.word.blocks import Block, Cell, Grid, Line, flat
from xiaohao.notice.formats.word.fields import Field, Zone, equation, is_of_the_page
from xiaohao.notice.formats.word.numbering import Numbering, before_words
from xiaohao.notice.formats.word.styles import Styles
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable


@dataclass(slots=True)
class Found:
    """所见: what a document was found to hold besides its words."""

    revisions: int = 0
    comments: int = 0
    objects: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)  # (footnote or endnote, its id), in the order of their marks
    rows: int = 0


@dataclass(slots=True)
class Paragraph:
    """段落: a paragraph while it is open."""

    style: str = ""
    series: int | None = None
    level: int | None = None
    words: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    unsure: list[tuple[Zone, str]] = field(default_factory=list)  # words of a field that may not be shown
    boxes: list[Block] = field(default_factory=list)
    is_seen: bool = False  # it holds more than blanks
    goes_on: bool = False  # its mark is deleted or hidden, so that the next paragraph goes on in it


@dataclass(slots=True)
class Run:
    """文字块: how the words of a run look."""

    hidden: bool | None = None
    style: str = ""
    is_raised: bool = False
    font: str = ""


@dataclass(slots=True)
class Flow:
    """文字流: the body, a note or a text box: paragraphs and tables one after another, with fields that reach over them."""

    put: Callable[[Block], None]
    paragraph: Paragraph | None = None
    joined: Paragraph | None = None  # what waits for the paragraph that goes on in it
    run: Run = field(default_factory=Run)
    tables: list[Grid] = field(default_factory=list)
    cells: list[Cell | None] = field(default_factory=list)  # the open cell of each table
    fields: list[Field] = field(default_factory=list)
    zone: Zone | None = None
    held: list[Block] = field(default_factory=list)  # what came since a zone was opened

    @property
    def is_gone(self) -> bool:
        """Whether the open place is none: a deleted row or cell, or a cell that another one covers."""
        open_ = ((grid, cell) for grid, cell in zip(self.tables, self.cells, strict=True) if cell is not None)
        return any(cell.is_covered or cell.is_deleted or grid.rows[-1].is_deleted for grid, cell in open_)

    def place(self, block: Block) -> None:
        """A whole line or table goes into the open cell, else out; what stands in a zone waits for its end."""
        cell = self.cells[-1] if self.cells else None
        if cell is not None:
            cell.blocks.append(block)
        elif self.zone is not None:
            self.held.append(block)
        else:
            self.put(block)

    def open_zone(self, zone: Zone | None) -> None:
        """From here on words are only shown if the zone never ends. One within another changes nothing."""
        if self.zone is None:
            self.zone = zone

    def close_zone(self, zone: Zone | None) -> None:
        """The zone ended as it should: its words are gone."""
        if zone is None:
            return
        zone.closed = True
        for paragraph in (self.paragraph, self.joined):
            if paragraph is not None and paragraph.unsure:
                paragraph.unsure = [(of, words) for of, words in paragraph.unsure if not of.closed]
        if self.zone is zone:
            self.release()

    def release(self) -> None:
        """What was held goes out."""
        held, self.held, self.zone = self.held, [], None
        for block in held:
            self.put(block)


class Story:
    """正文: one part while it is told. `put` is given each line and table of it; notes are kept."""

    def __init__(self, styles: Styles, numbering: Numbering, found: Found, limits: Limits, put: Callable[[Block], None]) -> None:
        self.styles, self.numbering, self.found, self.limits = styles, numbering, found, limits
        self.notes: list[tuple[str, list[Block]]] = []  # the notes of this part by their names
        self.flows = [Flow(put)]
        self.boxes: list[list[Block]] = []  # what the open text boxes and notes hold
        self.controls: list[bool] = []  # whether the content of each open content control is left out
        self.choices: list[bool] = []  # whether one of each open set of alternatives was taken
        self.keeps_space = False

    @property
    def flow(self) -> Flow:
        """The innermost flow."""
        return self.flows[-1]

    # Words.

    def say(self, words: str) -> None:
        """Words of the open paragraph, unless they are hidden."""
        flow, paragraph = self.flow, self.flow.paragraph
        if not words or paragraph is None or self.is_hidden(flow):
            return
        if flow.zone is not None:
            paragraph.unsure.append((flow.zone, words))
        else:
            paragraph.words.append(words)
            paragraph.is_seen = paragraph.is_seen or not words.isspace()

    def is_hidden(self, flow: Flow) -> bool:
        """Whether the open run is not shown: by what it says itself, by its style, by that of its paragraph."""
        if flow.run.hidden is not None:
            return flow.run.hidden
        if flow.run.style and self.styles.hides(flow.run.style):
            return True
        return flow.paragraph is not None and self.styles.hides(flow.paragraph.style or self.styles.usual)

    # Paragraphs.

    def begin_paragraph(self) -> None:
        """A paragraph begins; one that never ended ends here."""
        self.end_paragraph()
        self.open_cell()
        self.flow.paragraph, self.flow.run = Paragraph(), Run()

    def end_paragraph(self) -> None:
        """The open paragraph is whole, unless it goes on in the next one."""
        flow = self.flow
        paragraph, flow.paragraph = flow.paragraph, None
        if paragraph is None:
            return
        if flow.joined is not None:
            paragraph = joined(flow.joined, paragraph)
        flow.joined = paragraph if paragraph.goes_on else None
        if not paragraph.goes_on:
            self.finish(flow, paragraph)

    def finish_joined(self) -> None:
        """Where no paragraph follows to go on in, what waits is one by itself; if nothing of it is left, it is gone."""
        flow = self.flow
        paragraph, flow.joined = flow.joined, None
        if paragraph is not None and (paragraph.is_seen or paragraph.pictures or paragraph.boxes or paragraph.unsure):
            self.finish(flow, paragraph)

    def finish(self, flow: Flow, paragraph: Paragraph) -> None:
        """A paragraph becomes a line with its number; text boxes follow it. What stands where nothing is shown is not counted either."""
        if flow.is_gone or self.styles.lists_contents(paragraph.style):
            return
        words = "".join(paragraph.words)
        style = paragraph.style if paragraph.style in self.styles.by_id else self.styles.usual
        placed = self.numbering.place(style, paragraph.series, paragraph.level, self.styles)
        if placed is not None:
            words = before_words(*self.numbering.printed(*placed), words)
        if words.strip() or paragraph.pictures or not paragraph.unsure:
            flow.place(Line(words, tuple(paragraph.pictures)))
        if paragraph.unsure:
            flow.place(Line("".join(unsure for _, unsure in paragraph.unsure), zone=paragraph.unsure[0][0]))
        for block in paragraph.boxes:
            flow.place(block)

    # Fields.

    def begin_field(self) -> None:
        """A field begins with its code, which is not shown."""
        one = Field()
        self.flow.fields.append(one)
        self.flow.open_zone(one.zone)

    def begin_result(self) -> None:
        """The result of the innermost field, shown unless it belongs to the page."""
        if not self.flow.fields or self.flow.fields[-1].shows_result:
            return
        one = self.flow.fields[-1]
        self.flow.close_zone(one.zone)
        one.shows_result = True
        one.zone = Zone() if is_of_the_page(one.told) else None
        self.flow.open_zone(one.zone)

    def end_field(self) -> None:
        """Nothing but its result is left; an equation has none, and is its code."""
        if self.flow.fields:
            one = self.flow.fields.pop()
            self.flow.close_zone(one.zone)
            if not one.shows_result:
                self.say(equation(one.told))

    # Tables.

    def begin_table(self) -> None:
        """A table; within a cell it is flattened into that cell."""
        self.end_paragraph()
        self.finish_joined()
        self.open_cell()
        self.flow.tables.append(Grid())
        self.flow.cells.append(None)

    def begin_row(self) -> None:
        """A row. Raises Unreadable: too_many_rows."""
        self.found.rows += 1
        if self.found.rows > self.limits.rows:
            raise Unreadable("too_many_rows", limit=self.limits.rows)
        if self.flow.tables:
            self.flow.cells[-1] = None
            self.flow.tables[-1].begin_row()

    def open_cell(self, width: int = 1, goes_on_above: bool = False, begins_merge: bool = False, goes_on_before: bool = False, is_deleted: bool = False) -> None:
        """The next cell of the innermost table, unless one is open. Raises Unreadable: too_many_columns."""
        flow = self.flow
        if not flow.tables or not flow.tables[-1].rows or flow.cells[-1] is not None:
            return
        flow.cells[-1] = flow.tables[-1].begin_cell(width, goes_on_above, begins_merge, goes_on_before, is_deleted)
        if flow.tables[-1].rows[-1].column > self.limits.columns:
            raise Unreadable("too_many_columns", limit=self.limits.columns)

    def end_cell(self) -> None:
        """A cell is whole."""
        if self.flow.tables:
            self.end_paragraph()
            self.finish_joined()
            self.open_cell()
            self.flow.cells[-1] = None

    def end_row(self) -> None:
        """A row is whole."""
        if self.flow.tables and self.flow.tables[-1].rows:
            self.flow.tables[-1].end_row()

    def end_table(self) -> None:
        """A table is whole. One of a single column is no table but a frame around lines."""
        flow = self.flow
        if not flow.tables:
            return
        grid = flow.tables.pop()
        flow.cells.pop()
        if flow.is_gone or not grid.rows:
            return
        if grid.width == 1:
            for block in grid.blocks:
                flow.place(block)
        else:
            for row in grid.rows:
                for cell in row.cells:
                    cell.blocks = list(flat(cell.blocks))
            flow.place(grid)

    # Text boxes, notes, and the end.

    def begin_box(self) -> None:
        """A text box or a note has paragraphs and fields of its own."""
        self.boxes.append([])
        self.flows.append(Flow(self.boxes[-1].append))

    def end_box(self) -> list[Block]:
        """What stood in it."""
        if not self.boxes:
            return []
        self.close()
        self.flows.pop()
        return self.boxes.pop()

    def hang(self, blocks: list[Block]) -> None:
        """What stood in a text box follows the paragraph that it hangs on, and is hidden with it."""
        flow = self.flow
        if flow.paragraph is None:
            for block in blocks:
                flow.place(block)
        elif not self.is_hidden(flow):
            flow.paragraph.boxes += blocks

    def close(self) -> None:
        """All that is open in the innermost flow ends here; what a field held back that never ended is shown."""
        while self.flow.tables:
            if self.flow.cells[-1] is not None:
                self.end_cell()
                self.end_row()
            self.end_table()
        self.end_paragraph()
        self.finish_joined()
        self.flow.release()


def joined(before: Paragraph, after: Paragraph) -> Paragraph:
    """Two paragraphs whose mark between them is gone: the words of both, numbered as the first of them that has any left."""
    shown = before if before.is_seen else after
    before.style, before.series, before.level = shown.style, shown.series, shown.level
    before.words += after.words
    before.pictures += after.pictures
    before.unsure += after.unsure
    before.boxes += after.boxes
    before.is_seen, before.goes_on = before.is_seen or after.is_seen, after.goes_on
    return before
