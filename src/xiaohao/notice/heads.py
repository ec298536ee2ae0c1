"""表头: which rows of a table are its head, and what each of its columns holds.

The head is the one to three rows that name most columns, a column of problems among them. What words leave open (类别 may hold aspects, grades or
tracks; 完成时间 may be a deadline or the day when it was done) is settled by what stands below; what stays open holds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from xiaohao.notice.columns import LONGEST, ROLES, chosen, normalised, role_of
from xiaohao.notice.folding import folded
from xiaohao.notice.grid import Cell, rows
from xiaohao.notice.rules.standing import completion_of
from xiaohao.notice.tree import Merged, Place, Source, Table

SEARCHED = 40  # rows in which a head is looked for
DEEPEST = 3  # rows of one head
SAMPLED = 200  # rows below the head that show how a column is used
ASIDE = frozenset({"", "aside"})
HOLDS_PROBLEM = ("detail", "problem", "task", "recommendation")  # the first of these that a table has is its item
TOLD = frozenset({"progress", "completion", "struck_off"})
KIND_OF_TRACK = re.compile(r"立行立改|立即|即知即改|限期|分阶段|阶段性?|长期|持续|短期|中期|边督边改")
GRADE = re.compile(
    r"(?:一般|较大|重大|特别重大|特大|严重|轻微|较重|较轻|轻|重|高|中|低|[一二三四ⅠⅡⅢⅣABCDabcd1-4]{1,3}[级类档]?|high|medium|moderate|low|critical|minor|major)(?:隐患|风险|问题|缺陷|级)?",
    re.IGNORECASE,
)  # fmt: skip
LIMIT = re.compile(r"[前底末]|立行立改|立即|长期|持续|以内|个月|季度|上半年|下半年|ongoing|immediate", re.IGNORECASE)
NUMERIC = re.compile(r"[-\d.,%\s/个项条件]*")
PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?%")
RECHECKED = re.compile(r"(?:复查|复核|验收|核查)(?:结果|结论|情况)")
NARRATED = re.compile(r"[,;。]|\d(?![\d.%])")
LONG_CELL, LONG_ENGLISH = 14, 40  # characters; a status is shorter
COLUMN_MARK = re.compile(r"\d{1,2}|[甲乙丙丁戊己庚辛壬癸]")


@dataclass(frozen=True, slots=True)
class Column(Place):
    """列: its lowest head cell; `words` are all its heads from above, normalised and joined by a slash; `role` is what it holds, empty where nobody knows."""

    words: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class TableHead(Place):
    """表头: the head rows of table number `table` of a source, from row `first` up to, not including, row `last`; of a table that goes on without a head both are 0.

    `is_ledger` says whether the rows below are problems to be put right: there is a column of them and another known one.
    """

    table: int = 0
    first: int = 0
    last: int = 0
    columns: tuple[Column, ...] = ()
    is_ledger: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """What the columns hold, from left to right."""
        return tuple(column.role for column in self.columns)


def columns_of(source: Source, columns: Mapping[str, str] | None = None) -> tuple[TableHead, ...]:
    """列的对应: the head of each table of a source, ledger or not, so that a person can look at it and correct it.

    `columns` says for heads (by `Column.words`, or by their lowest words alone) what they hold, and goes before the vocabulary; "" is nothing.
    """
    return tuple(heads(folded(source.text), source, columns or {}))


def heads(text: str, source: Source, columns: Mapping[str, str]) -> Iterator[TableHead]:
    """The same over folded text. A table without a head that goes on where the one before ended, by its numbers, shares its head."""
    before: TableHead | None = None
    for number, table in enumerate(source.tables):
        made = head_of(text, source, number, columns)
        if not made.is_ledger and before is not None and goes_on(text, source, before, table):
            columns_here = tuple(replace(one, start=table.start, end=table.start, text="") for one in before.columns)
            made = TableHead(table.start, table.start, "", number, 0, 0, columns_here, is_ledger=True)
        before = made if made.is_ledger else None
        yield made


def head_of(text: str, source: Source, number: int, columns: Mapping[str, str]) -> TableHead:
    """The head of one table."""
    table = source.tables[number]
    top = list(islice(rows(text, table), SEARCHED + DEEPEST))
    anchors = anchored(table)
    words = [[normalised(text[a:b]) if b - a <= 2 * LONGEST else "" for a, b in row] for row in top]
    best, found = (False, 0, 0, 0), (0, 1)
    high = [one for one in table.merged if one.row < SEARCHED]
    for first in range(min(SEARCHED, len(top))):
        least = shallowest(high, first, words[first])
        for depth in range(least, min(max(DEEPEST, least), len(top) - first) + 1):
            names = [role for role in roles_of(paths(words, anchors, first, depth), columns) if role not in ASIDE]
            score = (any(one in HOLDS_PROBLEM for one in names), len(set(names)), len(names), -depth)
            if names and score > best:
                best, found = score, (first, depth)
    if best[1] == 0:
        found = (next((n for n, row in enumerate(words) if sum(map(bool, row)) * 2 > len(row)), 0), 1)
    first, last = found[0], min(found[0] + found[1], len(top))
    made = named(text, source, number, top[first:last], paths(words, anchors, first, last - first), columns)
    made = replace(made, first=first, last=last)
    return used(text, table, made, columns)


def anchored(table: Table) -> dict[Cell, Cell]:
    """Which cell holds the words of a covered one, among the rows in which a head may stand."""
    return {
        (row, column): (one.row, one.column)
        for one in table.merged if one.row < SEARCHED
        for row in range(one.row, min(one.row + one.rows, SEARCHED + DEEPEST))
        for column in range(one.column, one.column + one.columns)
        if (row, column) != (one.row, one.column)
    }  # fmt: skip


def shallowest(merged: Sequence[Merged], first: int, words: Sequence[str]) -> int:
    """The least depth of a head that begins here: down to where its merged cells reach, and a row below cells merged across some columns."""
    least = 1
    for one in merged:
        if one.row == first and one.column < len(words) and words[one.column] and one.columns < len(words):
            least = max(least, one.rows, 2 if one.columns > 1 and one.rows == 1 else 1)
    return least if least <= DEEPEST else 1


def paths(words: Sequence[Sequence[str]], anchors: Mapping[Cell, Cell], first: int, depth: int) -> list[tuple[str, ...]]:
    """For each column the words above it, from the highest head row to the lowest."""
    width = max((len(row) for row in words[first : first + depth]), default=0)
    return [tuple(path(words, anchors, first, depth, column)) for column in range(width)]


def path(words: Sequence[Sequence[str]], anchors: Mapping[Cell, Cell], first: int, depth: int, column: int) -> Iterator[str]:
    """The words above one column. Without merged cells a group reaches over the empty cells to its right that have words below them."""
    for row in range(first, first + depth):
        own = at(words, row, column)
        if own:
            yield own
            continue
        anchor = anchors.get((row, column))
        if anchor is not None:
            if anchor[0] == row:
                yield at(words, *anchor)
        elif not anchors and row + 1 < first + depth and at(words, row + 1, column):
            left = next((one for one in range(column - 1, -1, -1) if at(words, row, one)), None)
            if left is not None and all(at(words, row + 1, one) for one in range(left, column)):
                yield at(words, row, left)


def at(words: Sequence[Sequence[str]], row: int, column: int) -> str:
    """The words of a cell, or none where there is no such cell."""
    return words[row][column] if row < len(words) and column < len(words[row]) else ""


def roles_of(heads_: Sequence[tuple[str, ...]], columns: Mapping[str, str]) -> list[str]:
    """What each column holds, by its words."""
    return [role_of_path(one, columns) for one in heads_]


def role_of_path(words: tuple[str, ...], columns: Mapping[str, str]) -> str:
    """What a person said of it, else what its lowest words say, else those together with the words above (责任 over 单位)."""
    if not words:
        return ""
    said = chosen(words, columns)
    if said is not None:
        return said if said in ROLES else ""
    alone = role_of(words[-1])
    if len(words) > 1 and alone in ASIDE:
        return role_of("".join(words[-2:])) or alone
    return alone


def named(text: str, source: Source, number: int, head: Sequence[Sequence[Cell]], words: Sequence[tuple[str, ...]], columns: Mapping[str, str]) -> TableHead:
    """The head rows as a value."""
    start, end = (head[0][0][0], head[-1][-1][1]) if head else (source.tables[number].start,) * 2
    made = []
    for column, one in enumerate(words):
        a, b = next((row[column] for row in reversed(head) if column < len(row) and row[column][1] > row[column][0]), (start, start))
        made.append(Column(a, b, source.text[a:b], "/".join(one), role_of_path(one, columns)))
    return TableHead(start, end, source.text[start:end], number, columns=tuple(made))


def used(text: str, table: Table, head: TableHead, columns: Mapping[str, str]) -> TableHead:
    """The head with what use settles, and whether its rows are a ledger."""
    below = list(islice(rows(text, table), head.last, head.last + SAMPLED))
    samples = [[text[row[n][0] : row[n][1]].strip() for row in below if n < len(row) and row[n][1] > row[n][0]] for n in range(len(head.columns))]
    free = [chosen(tuple(one.words.split("/")), columns) is None for one in head.columns]
    roles = list(head.roles)
    told = bool(TOLD & set(roles)) or any("复查" in one.words or "验收" in one.words for one in head.columns)
    for number, role in enumerate(roles):
        if free[number]:
            roles[number] = settled(role, head.columns[number].words, samples[number], told, "due" in roles)
    for role in ("completion", "progress"):
        if roles.count(role) == 1 and free[roles.index(role)]:
            swap(roles, roles.index(role), samples[roles.index(role)])
    paced(roles, samples)
    rechecked(head.columns, roles, samples)
    made = replace(head, columns=tuple(replace(one, role=role) for one, role in zip(head.columns, roles, strict=True)))
    return replace(made, is_ledger=is_ledger(made, samples))


def settled(role: str, words: str, samples: Sequence[str], told: bool, has_due: bool) -> str:
    """What a column holds whose words leave it open."""
    values = [one for one in samples if one]
    if role in ("aspect", "track") and not words.endswith(("方面", "领域", "板块")):
        tracks, grades = (sum(bool(shape(one)) for one in values) for shape in (KIND_OF_TRACK.search, GRADE.fullmatch))
        if tracks * 2 > len(values):
            return "track"
        return "priority" if grades * 2 > len(values) else role
    if role == "when":
        return "aside" if has_due or (told and not any(map(LIMIT.search, values))) else "due"
    return role


def swap(roles: list[str], column: int, samples: Sequence[str]) -> None:
    """完成情况 over whole sentences tells the progress, where no other column does."""
    values = [one for one in samples if one]
    if roles[column] == "completion" and "progress" not in roles and sum(map(narrates, values)) * 2 > len(values):
        roles[column] = "progress"


def narrates(words: str) -> bool:
    """Whether a cell tells what was done (更换3处) rather than how the item stands (已完成, 达到序时进度)."""
    if len(words) > (LONG_ENGLISH if words.isascii() else LONG_CELL):
        return True
    return not words.isascii() and completion_of(words) is None and NARRATED.search(words) is not None


def paced(roles: list[str], samples: Sequence[Sequence[str]]) -> None:
    """整改进度 over percentages says how an item stands, where another column tells what was done and none says it yet."""
    told = [number for number, role in enumerate(roles) if role == "progress"]
    if len(told) < 2 or "completion" in roles:
        return
    for number in told:
        values = [one for one in samples[number] if one]
        if values and all(PERCENT.fullmatch(one) for one in values):
            roles[number] = "completion"
            return


def rechecked(heads: Sequence[Column], roles: list[str], samples: Sequence[Sequence[str]]) -> None:
    """复查结果 says how an item stands, where no other column does and its cells speak of standings."""
    if "completion" in roles:
        return
    for number, one in enumerate(heads):
        values = [value for value in samples[number] if value]
        if RECHECKED.fullmatch(one.words) and values and sum(completion_of(value) is not None for value in values) * 2 > len(values):
            roles[number] = "completion"
            return


def is_ledger(head: TableHead, samples: Sequence[Sequence[str]]) -> bool:
    """Whether there is a column of problems, in words, and another known column. Counts of problems are statistics; head words in its place make a form."""
    known = {one.role for one in head.columns} - ASIDE
    column = next((head.roles.index(role) for role in HOLDS_PROBLEM if role in known), None)
    if column is None or len(known) < 2:
        return False
    values = [one for one in samples[column] if normalised(one) not in head.columns[column].words.split("/")]
    numeric = sum(NUMERIC.fullmatch(one) is not None for one in values)
    formal = sum(role_of(normalised(one)) != "" for one in values)
    return len(values) > numeric + 2 * formal and numeric * 2 <= len(values)


def goes_on(text: str, source: Source, before: TableHead, table: Table) -> bool:
    """Whether a table without a head has as many columns as the one before and goes on with its numbers."""
    if "number" not in before.roles or table.end <= table.start:
        return False
    column, last = before.roles.index("number"), None
    above = source.tables[before.table]
    for row in rows(text, above):
        value = text[slice(*row[column])].strip() if column < len(row) else ""
        last = int(value) if value.isdecimal() and len(value) < 6 else last
    first = next(rows(text, table))
    value = text[slice(*first[column])].strip() if column < len(first) else ""
    return len(first) == len(before.columns) and last is not None and value == str(last + 1)
