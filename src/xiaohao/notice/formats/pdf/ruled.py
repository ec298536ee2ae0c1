"""有线表格: tables whose cells are drawn with rules: a grid of their places, and which cells no rule divides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from xiaohao.notice.formats.pdf.glyphs import Glyph, Stroke
from xiaohao.notice.formats.pdf.lines import Line, in_rows, pieces, words_of
from xiaohao.notice.tree import Merged

NEAR = 3.0  # points: rules that stand nearer are one
COVERED = 0.6  # of a cell's side that a rule must cover to divide it from the next
MOST_CELLS = 40_000


@dataclass(slots=True)
class Ruled:
    """一张表: its places from left to right and from top to bottom, the words of its cells and what is merged."""

    xs: list[float]
    ys: list[float]
    rows: list[list[str]]
    merged: list[Merged]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def holds(self, sign: Glyph) -> bool:
        """Whether a character stands in it."""
        return self.xs[0] - NEAR <= sign.centre <= self.xs[-1] + NEAR and self.bottom - NEAR <= sign.middle <= self.top + NEAR

    def goes_on(self, other: Ruled) -> bool:
        """Whether the other, at the top of the next page, has the same columns."""
        return len(self.xs) == len(other.xs) and all(abs(a - b) <= 2 * NEAR for a, b in zip(self.xs, other.xs, strict=True))

    def take(self, other: Ruled) -> None:
        """The rows of the next page."""
        above = len(self.rows)
        self.rows += other.rows
        self.merged += [Merged(one.row + above, one.column, one.rows, one.columns) for one in other.merged]


def tables(signs: Sequence[Glyph], drawn: Sequence[Stroke]) -> list[Ruled]:
    """The ruled tables of a page from top to bottom, with at least two rows and two columns and words in them."""
    found = []
    for group in connected(drawn):
        level, upright = [one for one in group if one.is_level], [one for one in group if not one.is_level]
        xs, ys = places(one.at for one in upright), places(one.at for one in level)[::-1]
        if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MOST_CELLS:
            continue
        made = filled(xs, ys, level, upright, signs)
        if made is not None:
            found.append(made)
    return sorted(found, key=lambda one: -one.top)


def connected(drawn: Sequence[Stroke]) -> list[list[Stroke]]:
    """Rules that touch or cross, together: one group for each table."""
    level = sorted((one for one in drawn if one.is_level), key=lambda one: one.at)
    ats = [one.at for one in level]
    group: dict[int, int] = {id(one): n for n, one in enumerate(drawn)}

    def root(n: int) -> int:
        while parents[n] != n:
            parents[n] = parents[parents[n]]
            n = parents[n]
        return n

    parents = list(range(len(drawn)))
    for upright in (one for one in drawn if not one.is_level):
        low = bisect_right(ats, upright.start - NEAR)
        for one in level[low : bisect_right(ats, upright.end + NEAR)]:
            if one.start - NEAR <= upright.at <= one.end + NEAR:
                parents[root(group[id(one)])] = root(group[id(upright)])
    groups: dict[int, list[Stroke]] = {}
    for one in drawn:
        groups.setdefault(root(group[id(one)]), []).append(one)
    return list(groups.values())


def places(values: object) -> list[float]:
    """Values with those that stand near each other made one."""
    found: list[float] = []
    for value in sorted(values):  # type: ignore[call-overload]  # any iterable of numbers
        if not found or value - found[-1] > NEAR:
            found.append(float(value))
    return found


def filled(xs: list[float], ys: list[float], level: Sequence[Stroke], upright: Sequence[Stroke], signs: Sequence[Glyph]) -> Ruled | None:
    """The table with its words; None where nothing stands in it."""
    areas = merged_areas(xs, ys, level, upright)
    owner = {(row, column): area for area in areas for row in range(area.row, area.row + area.rows) for column in range(area.column, area.column + area.columns)}
    inside: dict[Merged, list[Glyph]] = {}
    down = [-y for y in ys]
    for sign in signs:
        row, column = bisect_right(down, -sign.middle) - 1, bisect_right(xs, sign.centre) - 1
        if 0 <= row < len(ys) - 1 and 0 <= column < len(xs) - 1:
            inside.setdefault(owner[row, column], []).append(sign)
    if not inside:
        return None
    rows = [[""] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for area, held in inside.items():
        rows[area.row][area.column] = cell_words(held)
    return Ruled(xs, ys, rows, [area for area in areas if area.rows > 1 or area.columns > 1])


def cell_words(signs: Sequence[Glyph]) -> str:
    """The words of a cell: its lines joined as a paragraph is."""
    told = ""
    for row in in_rows(signs):
        line = "".join(words_of(piece) for piece in pieces(row))
        told += f" {line}" if told and told[-1].isascii() and line[:1].isascii() and told[-1].isalnum() and line[:1].isalpha() else line
    return told


def merged_areas(xs: Sequence[float], ys: Sequence[float], level: Sequence[Stroke], upright: Sequence[Stroke]) -> list[Merged]:
    """The cells of the grid, those that no rule divides as one, from the upper left; areas are boxes, whatever the rules leave open."""
    right = divided(upright, xs, [(ys[n + 1], ys[n]) for n in range(len(ys) - 1)])
    below = divided(level, ys, [(xs[n], xs[n + 1]) for n in range(len(xs) - 1)])
    taken: set[tuple[int, int]] = set()
    areas = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            columns = 1
            while column + columns < len(xs) - 1 and (row, column + columns) not in taken and (column + columns, row) not in right:
                columns += 1
            rows = 1
            while row + rows < len(ys) - 1 and all((row + rows, one) not in below for one in range(column, column + columns)):
                rows += 1
            taken |= {(r, c) for r in range(row, row + rows) for c in range(column, column + columns)}
            areas.append(Merged(row, column, rows, columns))
    return areas


def divided(rules: Sequence[Stroke], at: Sequence[float], sides: Sequence[tuple[float, float]]) -> set[tuple[int, int]]:
    """(place, side) where rules at that place cover enough of that side."""
    found = set()
    for place, value in enumerate(at):
        here = [one for one in rules if abs(one.at - value) <= NEAR]
        for number, (low, high) in enumerate(sides):
            if sum(max(0.0, min(one.end, high) - max(one.start, low)) for one in here) >= COVERED * (high - low):
                found.add((place, number))
    return found


def outside(lines: Sequence[Line], found: Sequence[Ruled]) -> list[Line]:
    """Lines that stand in none of the tables."""
    return [line for line in lines if not any(one.bottom - NEAR <= line.middle <= one.top + NEAR and line.left >= one.xs[0] - NEAR and line.right <= one.xs[-1] + NEAR for one in found)]
