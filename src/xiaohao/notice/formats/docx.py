"""文档: the words of a .docx, with the numbers that Word prints and does not store, its tables, and what its revisions come to."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from lxml import etree

from xiaohao.notice.drawn import Drawn, on_one_line
from xiaohao.notice.formats.word.blocks import Block, Grid, Line, flat
from xiaohao.notice.formats.word.numbering import Numbering
from xiaohao.notice.formats.word.parts import Parts, main_part, parts
from xiaohao.notice.formats.word.story import Found, Story
from xiaohao.notice.formats.word.styles import Styles
from xiaohao.notice.formats.word.symbols import raised
from xiaohao.notice.formats.word.telling import tell
from xiaohao.notice.formats.zipped import Package
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"), (b"BM", "image/bmp"), (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)  # fmt: skip
MACROS = "vbaproject.bin"


@dataclass(slots=True)
class Page:
    """版面: takes what a document tells and draws it as text."""

    package: Package
    of: Parts
    limits: Limits
    made: Drawn = field(default_factory=Drawn)
    left: int = 0  # bytes of pictures that may still be drawn out
    kept: dict[str, bytes] = field(default_factory=dict)
    left_out: int = 0
    holds_pictures: bool = False

    def put(self, block: Block) -> None:
        """The next line or table."""
        if isinstance(block, Grid):
            self.grid(block)
        elif block.is_shown:
            self.line(block)

    def line(self, one: Line) -> None:
        """A paragraph; a break within it begins a line of the text."""
        words = [part for part in one.words.split("\n") if on_one_line(part)] or [""]
        places = [self.made.line(part) for part in words]
        for picture in one.pictures:
            self.picture(picture, places[0])

    def grid(self, grid: Grid) -> None:
        """A table, with the pictures of its cells at their places."""
        table = [[on_one_line(words) for words in row] for row in grid.words()]
        at = self.made.length
        self.made.table(table, grid.merged)
        for row, words in zip(grid.rows, table, strict=True):
            starts = [at]
            for cell in words:
                starts.append(starts[-1] + len(cell) + 1)
            at = starts[-1] if words else at + 1
            for one in row.cells:
                for picture in one.pictures:
                    self.picture(picture, (starts[one.column], starts[one.column] + len(words[one.column])))

    def picture(self, name: str, at: tuple[int, int]) -> None:
        """A picture that lies in the package; drawings that only office programs know are none. Beyond the limits they are counted only."""
        path = self.of.by_id.get(name)
        if path is None:
            return
        if path not in self.kept:
            self.kept[path] = self.package.part(path) if len(self.kept) < self.limits.pictures else b""
        content = self.kept[path]
        media_type = next((kind for head, kind in PICTURES if content.startswith(head)), "")
        if len(self.made.pictures) >= self.limits.pictures or len(content) > self.left:
            self.left_out += 1
        elif media_type:
            self.left -= len(content)
            self.made.picture(at, posixpath.basename(path), media_type, content)
        self.holds_pictures = True


def draw(package: Package, limits: Limits) -> tuple[Drawn, str]:
    """The text of the document, then its notes. Raises Unreadable."""
    main = main_part(package)
    if not main:
        raise Unreadable("damaged")
    of = parts(package, main)
    styles = Styles.of(root(package, of, "styles"))
    numbering, found = Numbering.of(root(package, of, "numbering"), styles), Found()
    page = Page(package, of, limits, left=limits.largest)
    tell(Story(styles, numbering, found, limits, page.put), package.stream(main))
    notes(page, found, styles, numbering)
    doubts(page, found)
    if page.holds_pictures and not page.made.text.strip():
        raise Unreadable("only_pictures")
    return page.made, MEDIA_TYPE


def root(package: Package, of: Parts, kind: str) -> etree._Element | None:
    """A part that a document may have."""
    return package.xml(of.by_kind[kind]) if kind in of.by_kind else None


def notes(page: Page, found: Found, styles: Styles, numbering: Numbering) -> None:
    """Footnotes and endnotes after the body, each as lines that begin with its mark; those whose mark is gone are gone."""
    wanted = list(found.notes)
    told: dict[tuple[str, str], list[Block]] = {}
    for kind in ("footnote", "endnote"):
        path = page.of.by_kind.get(f"{kind}s")
        if path and any(one == kind for one, _ in wanted):
            story = Story(styles, numbering, found, page.limits, lambda _: None)
            tell(story, page.package.stream(path))
            told |= {(kind, name): blocks for name, blocks in story.notes}
    for number, key in enumerate(wanted, 1):
        mark = raised(str(number))
        for line in flat(told.pop(key, [])):
            if line.is_shown and line.words.strip():
                page.made.line(f"{mark} {on_one_line(line.words)}".strip())
                mark = ""


def doubts(page: Page, found: Found) -> None:
    """What a person should know of the file: each once."""
    made, macros = page.made, any(name.lower().endswith(MACROS) for name in page.package.names)
    if macros:
        made.doubt("macros")
    for code, count in (
        ("revisions_accepted", found.revisions), ("comments_left_out", found.comments), ("objects_left_out", found.objects), ("pictures_left_out", page.left_out),
    ):  # fmt: skip
        if count:
            made.doubt(code, count=str(count))
