"""格: the rows and cells of a table in the text."""

from __future__ import annotations

from collections.abc import Iterator

from xiaohao.notice.tree import Table

Cell = tuple[int, int]


def rows(text: str, table: Table) -> Iterator[tuple[Cell, ...]]:
    """The (start, end) of each cell, row by row."""
    start = table.start
    while start <= table.end:
        end = text.find("\n", start, table.end)
        end = table.end if end < 0 else end
        yield cells(text, start, end)
        start = end + 1


def cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """The cells of one row."""
    found: list[Cell] = []
    while (tab := text.find("\t", start, end)) >= 0:
        found.append((start, tab))
        start = tab + 1
    return (*found, (start, end))
