"""网页: the plain text of an HTML page: block elements as lines, tables a row a line with tabs, what is not content set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

ASIDE = frozenset({"script", "style", "noscript", "template", "svg", "head", "select", "button", "iframe", "object", "nav"})
BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "form",
    "thead", "tbody", "blockquote", "pre", "hr", "br", "figure", "figcaption", "address", "body", "html", "caption",
})  # fmt: skip
SPACE = re.compile(r"[ \t\r\n\f]+")
LONGEST_CELL = 12  # lines; a longer one holds the page, not a value


@dataclass(slots=True)
class Cell:
    """A page, or a cell of a table: its lines so far and the one being written."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    holds_table: bool = False

    def break_line(self) -> None:
        """What was written is a line."""
        self.lines.append(SPACE.sub(" ", "".join(self.line)).strip(" "))
        self.line = []


@dataclass(slots=True)
class Table:
    """A table that is open: how many cells were open around it, and the row being written."""

    depth: int
    row: list[Cell] = field(default_factory=list)


class Drawer(HTMLParser):
    """Collects the lines of a page. `aside` is the element whose content is passed over, once for each time that it is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells = [Cell()]
        self.tables: list[Table] = []
        self.aside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.aside and self.aside[0] == "head" and tag == "body":  # </head> may be left out
            self.aside.clear()
        if self.aside:
            if tag == self.aside[0]:
                self.aside.append(tag)
        elif tag in ASIDE:
            self.aside.append(tag)
        elif tag == "table":
            self.cells[-1].break_line()
            self.cells[-1].holds_table = True
            self.tables.append(Table(len(self.cells)))
        elif tag == "tr":
            self.end_row()
        elif tag in ("td", "th") and self.tables:
            self.end_cell()
            self.cells.append(Cell())
        elif tag in BLOCKS:
            self.cells[-1].break_line()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.aside and tag in BLOCKS:
            self.cells[-1].break_line()

    def handle_endtag(self, tag: str) -> None:
        if self.aside:
            if tag == self.aside[0]:
                self.aside.pop()
        elif tag in ("td", "th"):
            self.end_cell()
        elif tag == "tr":
            self.end_row()
        elif tag == "table":
            self.end_table()
        elif tag in BLOCKS:
            self.cells[-1].break_line()

    def handle_data(self, data: str) -> None:
        if not self.aside:
            self.cells[-1].line.append(data.replace("\x00", ""))

    def end_cell(self) -> None:
        """Close the open cell of the innermost table, if there is one."""
        if self.tables and len(self.cells) > self.tables[-1].depth:
            cell = self.cells.pop()
            cell.break_line()
            self.tables[-1].row.append(cell)

    def end_row(self) -> None:
        """Put the row where the table stands: cells with tabs between; what only lays out the page as the lines that it holds."""
        self.end_cell()
        if not self.tables or not self.tables[-1].row:
            return
        row, self.tables[-1].row = self.tables[-1].row, []
        around = self.cells[-1]
        around.break_line()
        if len(row) == 1 or any(cell.holds_table or len(cell.lines) > LONGEST_CELL for cell in row):
            for cell in row:
                around.lines += cell.lines
        else:
            around.lines.append("\t".join(" ".join(line for line in cell.lines if line).replace("\t", " ") for cell in row))

    def end_table(self) -> None:
        """Close the innermost table."""
        if self.tables:
            self.end_row()
            self.tables.pop()


def drawn(markup: str) -> str:
    """The page's text; runs of empty lines are one."""
    drawer = Drawer()
    markup = markup.replace("<![", "<! [")  # marked sections are comments in HTML, and the parser knows only some of them
    closed = markup.rfind("-->") + 1
    drawer.feed(markup[:closed] + markup[closed:].replace("<!--", "<! --"))  # a comment that never ends hides nothing, and is looked for once
    drawer.close()
    while drawer.tables:
        drawer.end_table()
    page = drawer.cells[0]
    page.break_line()
    lines: list[str] = []
    for line in page.lines:
        if line.strip() or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n") + "\n"
