"""文段: the text cut into the runs within which figures may speak of each other, with the figures of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xiaohao.figures.quantity import Figure
from xiaohao.figures.scan import figures_of
from xiaohao.notice import Item, Notice, Role, folded

SENTENCE = re.compile(r"[。;!?\n]")


@dataclass(frozen=True, slots=True)
class Blocks:
    """A notice with its figures, ready to be checked; `flat` is the text with half-width marks."""

    notice: Notice
    flat: str
    figures: tuple[Figure, ...]
    starts: tuple[int, ...]
    items: Mapping[str, Item]

    @classmethod
    def of(cls, notice: Notice, figures: tuple[Figure, ...] | None = None) -> Blocks:
        """The figures found once, for all rules."""
        flat = folded(notice.source.text)
        figures = figures_of(notice, flat) if figures is None else figures
        return cls(notice, flat, figures, tuple(figure.start for figure in figures), {item.id: item for item in notice.items})

    def within(self, start: int, end: int) -> tuple[Figure, ...]:
        """The figures between two places."""
        return self.figures[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def runs(self) -> list[tuple[int, int]]:
        """Runs of text that belong together: a measure, an answer without measures, an item's words, a paragraph of prose."""
        rows = [(m.start, m.end) for one in self.notice.progress for m in one.measures]
        rows += [(one.start, one.measures[0].start if one.measures else one.end) for one in self.notice.progress]
        rows += [(one.start, one.end) for one in (*self.notice.items, *self.notice.findings)]
        rows += [(leaf.start, leaf.end) for leaf in self.notice.leaves if leaf.role is Role.PROSE]
        return sorted(row for row in rows if row[1] > row[0])

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences between two places; a semicolon ends one too."""
        cuts = [found.end() for found in SENTENCE.finditer(self.flat, start, end)]
        bounds = [start, *cuts] + ([end] if not cuts or cuts[-1] < end else [])
        return list(zip(bounds, bounds[1:], strict=False))

    def by_sentence(self, row: Sequence[Figure], start: int, end: int) -> Iterator[list[Figure]]:
        """The figures of a row, which stands in order, sentence by sentence; sentences without one are left out."""
        place = 0
        for _, last in self.sentences(start, end):
            first = place
            while place < len(row) and row[place].start < last:
                place += 1
            if place > first:
                yield list(row[first:place])

    def noun(self, figure: Figure) -> str:
        """The two characters behind a figure: what it counts."""
        found = re.match(r"[\u4e00-\u9fff]{2}", self.flat[figure.end : figure.end + 2])
        return found[0] if found else ""
