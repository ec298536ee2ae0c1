"""样式: what paragraphs and runs inherit from their named styles: numbering, hiddenness, and being a line of the table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from xiaohao.notice.formats.word.names import attribute, child, children, switch, value, whole

LONGEST_CHAIN = 64  # styles that are each made after another; programs allow about ten
HIGHEST_LIST = 2**31 - 1
CONTENTS = re.compile(r"toc (?:[1-9]|heading)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """样式: what one style says itself; None where it leaves a thing to the style that it is made after."""

    id: str
    name: str = ""
    after: str = ""
    series: int | None = None
    level: int | None = None
    hidden: bool | None = None


@dataclass(slots=True)
class Styles:
    """样式表."""

    by_id: dict[str, Style] = field(default_factory=dict)
    usual: str = ""  # of a paragraph that names none
    hiding: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        """The styles of a part; none where there is no part."""
        made = cls()
        for one in [] if root is None else children(root, "w:style"):
            style = read(one)
            made.by_id.setdefault(style.id, style)
            if attribute(one, "w:type") == "paragraph" and (attribute(one, "w:default") or "0") not in ("0", "false"):
                made.usual = made.usual or style.id
        return made

    def chain(self, id_: str) -> Iterator[Style]:
        """A style, the one it is made after, and so on; what is made after itself ends."""
        for _ in range(LONGEST_CHAIN):
            style = self.by_id.get(id_)
            if style is None:
                return
            yield style
            id_ = style.after

    def hides(self, id_: str) -> bool:
        """Whether what has this style is hidden."""
        if id_ not in self.hiding:
            self.hiding[id_] = next((style.hidden for style in self.chain(id_) if style.hidden is not None), False)
        return self.hiding[id_]

    def lists_contents(self, id_: str) -> bool:
        """Whether a paragraph of this style is a line of the table of contents."""
        style = self.by_id.get(id_)
        return style is not None and CONTENTS.fullmatch(style.name) is not None


def read(element: etree._Element) -> Style:
    """One style as it stands in the part."""
    numbered = child(element, "w:pPr", "w:numPr")
    return Style(
        attribute(element, "w:styleId") or "", value(element, "w:name") or "", value(element, "w:basedOn") or "",
        whole(value(numbered, "w:numId"), 0, HIGHEST_LIST), whole(value(numbered, "w:ilvl"), 0, 8), switch(element, "w:rPr", "w:vanish"),
    )  # fmt: skip
