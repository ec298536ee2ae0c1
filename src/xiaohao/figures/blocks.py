"""文段: the text cut into the runs within which figures may speak of each other, with the figures of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xiaohao.figures.counted import shipped
from xiaohao.figures.counts import Group, groups
from xiaohao.figures.quantity import Figure
from xiaohao.figures.scan import figures_of
from xiaohao.notice import Item, Notice, Role, Span, folded
from xiaohao.workdays import Calendar

SENTENCE = re.compile(r"[。;!?\n]")
NOUN = re.compile(r"[\u4e00-\u9fff]{2}")


class Sentence(NamedTuple):
    """句: what stands between two full stops or semicolons, with its figures; one without figures is none."""

    start: int
    end: int
    figures: tuple[Figure, ...]


class Run(NamedTuple):
    """段: a run of text that belongs together: a measure, an answer without measures, an item's words, a paragraph of prose."""

    start: int
    end: int
    figures: tuple[Figure, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Blocks:
    """A notice with its figures, ready to be checked; `flat` is the text with half-width marks."""

    notice: Notice
    flat: str
    figures: tuple[Figure, ...]
    starts: tuple[int, ...]
    items: Mapping[str, Item]
    runs: tuple[Run, ...]
    groups: tuple[Group, ...]
    calendar: Calendar

    @classmethod
    def of(cls, notice: Notice, figures: tuple[Figure, ...] | None = None, calendar: Calendar | None = None) -> Blocks:
        """The figures found once, for all rules."""
        flat = folded(notice.source.text)
        figures = figures_of(notice, flat) if figures is None else figures
        starts = tuple(figure.start for figure in figures)
        stops = [found.end() for found in SENTENCE.finditer(flat)]
        runs = tuple(run_of(span, stops, figures, starts) for span in runs_of(notice))
        headline = groups(notice, lambda start, end: figures[bisect_left(starts, start) : bisect_left(starts, end)])
        return cls(notice, flat, figures, starts, {item.id: item for item in notice.items}, runs, headline, calendar or shipped())

    def within(self, start: int, end: int) -> tuple[Figure, ...]:
        """The figures between two places."""
        return self.figures[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences between two places; a semicolon ends one too."""
        cuts = [found.end() for found in SENTENCE.finditer(self.flat, start, end)]
        bounds = [start, *cuts] + ([end] if not cuts or cuts[-1] < end else [])
        return list(zip(bounds, bounds[1:], strict=False))

    def told(self) -> Iterator[Sentence]:
        """The sentences of all runs that hold a figure."""
        return (sentence for run in self.runs for sentence in run.sentences)

    def before(self, figure: Span, length: int) -> str:
        """So many characters before a figure."""
        return self.flat[max(0, figure.start - length) : figure.start]

    def noun(self, figure: Figure) -> str:
        """The two characters behind a figure: what it counts."""
        found = NOUN.match(self.flat, figure.end)
        return found[0] if found else ""


def runs_of(notice: Notice) -> Iterable[tuple[int, int]]:
    """Where the runs are, in order."""
    rows = [(m.start, m.end) for one in notice.progress for m in one.measures]
    rows += [(one.start, one.measures[0].start if one.measures else one.end) for one in notice.progress]
    rows += [(one.start, one.end) for one in (*notice.items, *notice.findings)]
    rows += [(leaf.start, leaf.end) for leaf in notice.leaves if leaf.role is Role.PROSE]
    return sorted(row for row in rows if row[1] > row[0])


def run_of(span: tuple[int, int], stops: Sequence[int], figures: Sequence[Figure], starts: Sequence[int]) -> Run:
    """A run with its figures, sentence by sentence."""
    start, end = span
    first = bisect_left(starts, start)
    row = tuple(figures[first : bisect_left(starts, end, first)])
    if not row:
        return Run(start, end, (), ())
    stop = bisect_right(stops, row[0].start)
    if stop == len(stops) or stops[stop] > row[-1].start:  # as most runs are: one sentence with all its figures
        return Run(start, end, row, (Sentence(max(start, stops[stop - 1]) if stop else start, min(stops[stop], end) if stop < len(stops) else end, row),))
    sentences: list[Sentence] = []
    at, place, stop = start, 0, bisect_left(stops, start + 1)
    while place < len(row):
        # the stop behind the next figure ends its sentence
        while stop < len(stops) and stops[stop] <= row[place].start:
            at = stops[stop]
            stop += 1
        last = min(stops[stop], end) if stop < len(stops) else end
        first = place
        while place < len(row) and row[place].start < last:
            place += 1
        sentences.append(Sentence(at, last, row[first:place]))
        at = last
    return Run(start, end, row, tuple(sentences))
