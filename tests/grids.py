"""表格: sources with tables, from rows of cells as a person writes them down."""

from __future__ import annotations

from collections.abc import Sequence

from xiaohao.notice import Merged, Source, Table

Rows = Sequence[Sequence[str]]


def grid(*lines: str) -> list[list[str]]:
    """Rows from lines, with | between the cells."""
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def sheet(rows: Rows, merged: Sequence[Merged] = (), *, before: str = "", behind: str = "", name: str = "表1") -> Source:
    """A source whose text is some prose, one table, and some prose."""
    return sheets([(rows, merged)], before=before, behind=behind, name=name)


def sheets(tables: Sequence[tuple[Rows, Sequence[Merged]]], *, before: str = "", behind: str = "", between: str = "\n", name: str = "表") -> Source:
    """A source with several tables; each has as many cells in every row as in its longest."""
    text, made = before, []
    for number, (rows, merged) in enumerate(tables):
        width = max(len(row) for row in rows)
        lines = ["\t".join([*row, *[""] * (width - len(row))]) for row in rows]
        start = len(text)
        text += "\n".join(lines)
        made.append(Table(start, len(text), f"{name}{number}", tuple(merged)))
        text += "\n" + (between if number + 1 < len(tables) else "")
    return Source("ledger.xlsx", text + behind, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", tables=tuple(made))
