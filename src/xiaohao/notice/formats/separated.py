"""分隔文件: rows of text with a character between their cells (.csv, .tsv), and rows with tabs in a plain text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats.workbook.grid import Allowance, Grid, in_a_cell
from xiaohao.notice.limits import Limits
from xiaohao.notice.tree import Table

SEPARATORS = (",", "\t", ";", "，", "|")
TOLD = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n?", re.IGNORECASE)  # the line by which a file tells Excel its separator
AS_TEXT = re.compile(r'="([^"]*)"')  # how a file keeps Excel from reading digits as a number
SAMPLE = 1 << 16  # characters by which the separator is found
FEWEST_TABS, FEWEST_ROWS = 2, 2


def draw(text: str, limits: Limits) -> Drawn | None:
    """The rows of a file as one table; None where no separator parts them alike. Raises Unreadable: too_many_rows, too_many_columns."""
    told = TOLD.match(text)
    body = text[told.end() :] if told else text.removeprefix("\ufeff")
    separator = told[1] if told else separator_of(body)
    if separator in ("", '"', "\r", "\n"):
        return None
    grid = Grid("", Allowance.of(limits))
    try:
        for number, cells in enumerate(rows(body, separator)):
            words = [in_a_cell(AS_TEXT.sub(r"\1", cell)) for cell in cells]
            grid.row(number, words, [column for column, one in enumerate(words) if one])
    except csv.Error:
        return None
    if not grid.rows:
        return None
    made = Drawn()
    made.table(grid.lines())
    return made


def separator_of(body: str) -> str:
    """The character that parts the most rows into equally many cells, two at least; empty where less than half agree."""
    sample = body[:SAMPLE]
    if len(body) > SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best = (0, 0, "")
    for separator in SEPARATORS:
        try:
            widths = [len(row) for row in rows(sample, separator) if any(cell.strip() for cell in row)]
        except csv.Error:
            continue
        agreed = Counter(width for width in widths if width > 1).most_common(1)
        if agreed and agreed[0][1] * 2 >= len(widths):
            best = max(best, (agreed[0][1], agreed[0][0], separator))
    return best[2]


def rows(body: str, separator: str) -> Iterator[list[str]]:
    """The rows; a quotation mark that is never closed is a character like others. Raises csv.Error for cells that are longer than any table has."""
    try:
        for _ in csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error:
        if body.count('"') % 2:
            return csv.reader(io.StringIO(body, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)
    return csv.reader(io.StringIO(body, newline=""), delimiter=separator)


def tables(text: str) -> tuple[Table, ...]:
    """The rows with tabs that stand in a plain text: two lines or more in a row with equally many tabs, two at least, one of them with words in three cells.

    The text stays as it is; a table is only a span of it.
    """
    if "\t" not in text:
        return ()
    found: list[Table] = []
    run: list[str] = []
    start = at = 0
    for line in [*text.split("\n"), ""]:
        tabs = line.count("\t")
        if not run or tabs != run[0].count("\t"):
            if len(run) >= FEWEST_ROWS and any(sum(bool(cell.strip()) for cell in row.split("\t")) > FEWEST_TABS for row in run):
                found.append(Table(start, at - 1))
            run, start = [], at
        if tabs >= FEWEST_TABS:
            run.append(line)
        at += len(line) + 1
    return tuple(found)
