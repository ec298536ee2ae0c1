"""网页: the plain text of an HTML page: block elements as lines, tables a row a line with tabs, what is not content set aside."""

from __future__ import annotations

import re
from html.parser import HTMLParser

ASIDE = frozenset({"script", "style", "noscript", "template", "svg", "head", "select", "button", "iframe", "object", "form"})
BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd",
    "table", "thead", "tbody", "tr", "blockquote", "pre", "hr", "br", "figure", "figcaption", "address", "title", "body", "html", "caption",
})  # fmt: skip
VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr"})
SPACE = re.compile(r"[ \t\r\n\f]+")


class Drawer(HTMLParser):
    """Collects the lines of a page; `aside` is the element whose content is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []
        self.aside: list[str] = []
        self.cells = 0

    def break_line(self) -> None:
        line = SPACE.sub(" ", "".join(self.line).replace("\t\x00", "\x00")).replace("\x00", "\t").strip(" ")
        self.lines.append(line)
        self.line = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.aside:
            if tag == self.aside[0] and tag not in VOID:
                self.aside.append(tag)
            return
        if tag in ASIDE:
            self.aside.append(tag)
        elif tag in ("td", "th"):
            if self.cells:
                self.line.append("\x00")
            self.cells += 1
        elif tag == "tr":
            self.cells = 0
            self.break_line()
        elif tag in BLOCKS and not self.cells:
            self.break_line()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.aside and tag in BLOCKS and not self.cells:
            self.break_line()

    def handle_endtag(self, tag: str) -> None:
        if self.aside:
            if tag == self.aside[0]:
                self.aside.pop()
            return
        if tag in ("tr", "table"):
            self.cells = 0
            self.break_line()
        elif tag in BLOCKS and not self.cells:
            self.break_line()

    def handle_data(self, data: str) -> None:
        if not self.aside:
            self.line.append(data.replace("\x00", ""))


def drawn(markup: str) -> str:
    """The page's text; runs of empty lines are one."""
    drawer = Drawer()
    drawer.feed(markup)
    drawer.close()
    drawer.break_line()
    lines: list[str] = []
    for line in drawer.lines:
        if line.strip() or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n") + "\n"
