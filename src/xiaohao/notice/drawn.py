"""抽取: the plain text of a document that is no text file, line by line, with its tables and pictures: what every format is drawn into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xiaohao.notice.tree import Doubt, Merged, Picture, Table

BLANKS = str.maketrans(dict.fromkeys("\t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " ") | {"\x00": ""})


def on_one_line(words: str) -> str:
    """Words as a line or a cell holds them: no tab, no break, nothing at the ends."""
    return words.translate(BLANKS).strip(" ")


@dataclass(slots=True)
class Drawn:
    """抽取的文本: grows line by line. Places are of the text so far, so that nothing is looked for afterwards."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[Table] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    encoding: str = ""
    is_blank: bool = True  # the last line was blank, or there is none

    def line(self, words: str) -> tuple[int, int]:
        """A paragraph; returns its place. Blank lines in a row are one."""
        plain = on_one_line(words)
        start = self.length
        if plain or not self.is_blank:
            self.put(plain)
        return start, start + len(plain)

    def put(self, line: str) -> None:
        """These characters and a line break."""
        self.pieces.append(f"{line}\n")
        self.length += len(line) + 1
        self.is_blank = not line

    def table(self, rows: Iterable[Sequence[str]], merged: Sequence[Merged] = (), name: str = "") -> Table:
        """A table, one row a line; `rows` are the cells' words, empty where a merged cell covers them, each row as long as the first."""
        start = self.length
        for row in rows:
            self.put("\t".join(map(on_one_line, row)))
        made = Table(start, max(start, self.length - 1), name, tuple(merged))
        self.tables.append(made)
        return made

    def picture(self, at: tuple[int, int], name: str, media_type: str, content: bytes) -> None:
        """A picture that stands at a line or a cell."""
        self.pictures.append(Picture(*at, name, media_type, content))

    def doubt(self, code: str, at: tuple[int, int] = (0, 0), **facts: str) -> None:
        """Something about the file that a person should know."""
        self.doubts.append(Doubt(*at, code, facts))

    @property
    def text(self) -> str:
        """All lines."""
        return "".join(self.pieces)
