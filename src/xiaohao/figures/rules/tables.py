"""表格合计核对: the columns of a table against the row that calls itself 合计."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain
from xiaohao.notice import Span

TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|总\s*数|共\s*计|全[市县区省]合计|Total)\s*", re.IGNORECASE)
WITHIN = re.compile(r"其中|小\s*计|合\s*计|总\s*计|备注|说明|平均|占比")
CELL = re.compile(r"\s*(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*")
EMPTY = re.compile(r"\s*[-—/]*\s*")
NO_SUM = re.compile(r"序号|编号|%|率|比例|占比|排名|名次|电话|日期|时间|年份|年度|平均|单价|得分|分数|批次")
MONEY, AREA = re.compile(r"元|金额|资金|投资"), re.compile(r"亩|公顷|面积|平方")
LEFT_OUT = 3  # so many cells may be empty in each filled one, or the column is another sort of column
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Row(Span):
    """行: the cells of one line, each with its place."""

    cells: tuple[tuple[str, int], ...]

    @property
    def label(self) -> str:
        """The first cell that is no number."""
        return next((words for words, _ in self.cells if words.strip() and not CELL.fullmatch(words)), "")


def tables(blocks: Blocks) -> Iterator[Check]:
    """Each column of numbers of each table that has one row 合计, first or last of its rows."""
    if "\t" not in blocks.flat:
        return
    for table in grids(blocks.flat):
        yield from of_table(table)


def grids(flat: str) -> Iterator[list[Row]]:
    """Runs of lines with as many tabs, at least one."""
    rows: list[Row] = []
    at = 0
    for line in flat.split("\n"):
        cells, place = [], at
        for cell in line.split("\t"):
            cells.append((cell, place))
            place += len(cell) + 1
        row = Row(at, at + len(line), tuple(cells))
        at += len(line) + 1
        if len(cells) > 1 and rows and len(rows[0].cells) == len(cells):
            rows.append(row)
            continue
        if len(rows) > FEWEST:
            yield rows
        rows = [row] if len(cells) > 1 else []
    if len(rows) > FEWEST:
        yield rows


def of_table(rows: Sequence[Row]) -> Iterator[Check]:
    """The columns of one table."""
    totals = [n for n, row in enumerate(rows) if any(TOTAL.fullmatch(words) for words, _ in row.cells[:3])]
    if len(totals) != 1:
        return
    at = totals[0]
    head = next((n for n, row in enumerate(rows) if sum(CELL.fullmatch(words) is not None for words, _ in row.cells) > 0), 0)
    parts = rows[head:at] if at > head else rows[at + 1 :]
    behind = rows[at + 1 :] if at > head else ()
    if len(parts) < FEWEST or any(CELL.fullmatch(words) for row in behind for words, _ in row.cells) or any(WITHIN.search(words) for row in parts for words, _ in row.cells[:3]):
        return
    for column in range(len(rows[0].cells)):
        title = " ".join(row.cells[column][0] for row in rows[:head]) + (rows[0].cells[column][0] if not head else "")
        if head and not NO_SUM.search(title):
            yield from of_column([row.cells[column] for row in parts], rows[at].cells[column], " ".join(words for row in rows[:head] for words, _ in row.cells), title)


def of_column(cells: Sequence[tuple[str, int]], total: tuple[str, int], head: str, title: str) -> Iterator[Check]:
    """One column; cells that are neither numbers nor empty make it no column of numbers."""
    stated = CELL.fullmatch(total[0])
    found = [(CELL.fullmatch(words), place) for words, place in cells]
    if stated is None or any(match is None and not EMPTY.fullmatch(words) for (match, _), (words, _) in zip(found, cells, strict=True)):
        return
    known = [(match, place) for match, place in found if match]
    if len(known) < FEWEST or len(known) * LEFT_OUT < len(cells):
        return
    values = [value(match) for match, _ in known]
    whole, computed = value(stated), round(sum(values), 6)
    words = title if MONEY.search(title) or AREA.search(title) else head if len(cells) and not title.strip() else title
    kind = "money" if MONEY.search(words) else "area" if AREA.search(words) else "sum"
    agrees = computed == whole
    decimals = len(stated["n"].partition(".")[2])
    if not agrees and decimals and abs(computed - whole) <= len(known) * 10.0**-decimals / 2:
        return  # rows that were rounded one by one
    facts = {"column": title.strip(), "whole": plain(whole), "sum": plain(computed), "rows": str(len(cells))}
    spans = tuple(place_of(match, place) for match, place in (*known, (stated, total[1])))
    yield Check("column_agrees" if agrees else "column_differs", kind, Verdict.AGREES if agrees else Verdict.DIFFERS, plain(whole), plain(computed), spans, facts)


def value(match: re.Match[str]) -> float:
    """The number of a cell."""
    return float(match["n"].replace(",", ""))


def place_of(match: re.Match[str], at: int) -> Span:
    """Where the number of a cell stands."""
    return Span(at + match.start("n"), at + match.end("n"))
