"""Pages of a .pdf for tests: words where they are put, straight rules, pictures; in a font that is named and not embedded, so that files stay small."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT, WIDTH, HEIGHT = "STSong-Light", 595.0, 842.0
LEFT, TOP, PITCH, SIZE = 79.0, 720.0, 29.0, 16.0
FULL = 27 * SIZE  # points of a full line
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Sheets:
    """Pages, one after the other."""

    def __init__(self, password: str = "") -> None:
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=(WIDTH, HEIGHT), encrypt=password or None)
        self.y = TOP

    def put(self, x: float, y: float, words: str, size: float = SIZE) -> Sheets:
        """Words from a place on."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, words)
        return self

    def lines(self, *rows: str, x: float = LEFT, size: float = SIZE) -> Sheets:
        """Lines of the usual body, one below the other."""
        for words in rows:
            self.put(x, self.y, words, size)
            self.y -= PITCH
        return self

    def paragraph(self, words: str) -> Sheets:
        """A paragraph with its indent, broken at the edge of the column as printers do."""
        return self.lines(*broken(f"　　{words}"))

    def centred(self, words: str, size: float = 22.0) -> Sheets:
        """A title."""
        return self.lines(words, x=(WIDTH - len(words) * size) / 2, size=size)

    def rules(self, xs: Sequence[float], ys: Sequence[float], leave_out: Iterable[tuple[str, int, int]] = ()) -> Sheets:
        """A grid, without the sides that merged cells leave out: ("level", y, column) or ("upright", x, row)."""
        gone = set(leave_out)
        for n, y in enumerate(ys):
            for column in range(len(xs) - 1):
                if ("level", n, column) not in gone:
                    self.canvas.line(xs[column], y, xs[column + 1], y)
        for n, x in enumerate(xs):
            for row in range(len(ys) - 1):
                if ("upright", n, row) not in gone:
                    self.canvas.line(x, ys[row], x, ys[row + 1])
        return self

    def picture(self) -> Sheets:
        """A picture over the whole page, as a scan is."""
        self.canvas.drawImage(ImageReader(Image.new("RGB", (2, 2))), 0, 0, WIDTH, HEIGHT)
        return self

    def turn(self) -> Sheets:
        """The next page."""
        self.canvas.showPage()
        self.y = TOP
        return self

    def bytes(self) -> bytes:
        """The file."""
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()


def broken(words: str) -> list[str]:
    """Words as lines that are as full as they can be."""
    rows = [""]
    for sign in words:
        if pdfmetrics.stringWidth(rows[-1] + sign, FONT, SIZE) > FULL:
            rows.append("")
        rows[-1] += sign
    return rows
