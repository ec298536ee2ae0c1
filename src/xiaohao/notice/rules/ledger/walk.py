"""逐行: a ledger row by row: which rows are heads again, totals, notes, sections or items, and what merged cells say of the rows below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from xiaohao.notice.draft import Draft, Ledger
from xiaohao.notice.grid import Cell, rows
from xiaohao.notice.heads import ASIDE, COLUMN_MARK, HOLDS_PROBLEM
from xiaohao.notice.marks import Level, mark_at
from xiaohao.notice.rules.ledger.cells import is_nothing, number_of
from xiaohao.notice.rules.ledger.entries import Entry, Made
from xiaohao.notice.rules.ledger.notes import NOTE, SIGNED, head_words, without_tail
from xiaohao.notice.tree import Merged, Role

TOTAL = re.compile(r"(?:本页|本表|全部|以上|总体)?(?:合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|总\s*数)(?:[:\d(].{0,12})?|(?:grand |sub-?\s?)?totals?[:\s\d]{0,8}", re.IGNORECASE)
PRINTED = re.compile(r"(?:序号|第|no\.?\s?)?\(?[\dA-Za-z一二三四五六七八九十百.-]{1,12}\)?[、.项号]?", re.IGNORECASE)  # a number and nothing else
CHINESE = re.compile(r"\(?[一二三四五六七八九十]{1,3}\)?、?")
TITLED = re.compile(r"(?:台账|清单|一览表|汇总表|情况表|登记表|方案|公示)(?:\([^)]*\))?$")
SECTION = re.compile(r".{2,60}(?:方面|类)[:(]?")
NONE = -1  # no such column
SAMPLED = 2_000  # rows by which columns of numbers are given to aspects, findings or items
FIELDS = frozenset({"leader", "person", "lead_unit", "units", "responsible", "due", "track", "completion", "progress", "measures"})
LONGEST_HEADING = 80
MOST_MISSING, ENOUGH = 3, 5  # numbers left out at one place; numbers that make a row


@dataclass(slots=True)
class Levels:
    """列的层次: which columns hold aspect, finding and item, which takes the item's place where that is empty, and the columns of their numbers; -1 is none."""

    item: int
    instead: int = NONE
    finding: int = NONE
    aspect: int = NONE
    numbers: tuple[int, ...] = ()
    number: int = NONE
    number_of_finding: int = NONE
    number_of_aspect: int = NONE
    is_arabic: bool = False  # some number is 1, 2, 3, so that 一 is no item's


def levels_of(draft: Draft, ledger: Ledger) -> Levels:
    """The levels of a ledger's columns, by their roles and by how many cells of each are filled."""
    roles = ledger.head.roles
    filled, is_arabic = [0] * len(roles), False
    for row in islice(rows(draft.text, without_tail(draft.source.tables[ledger.head.table], ledger)), SAMPLED):
        for column, (start, end) in enumerate(row[: len(roles)]):
            filled[column] += end > start
            is_arabic = is_arabic or (roles[column] == "number" and draft.text[start:end].strip().isdecimal())
    numbers = tuple(n for n, role in enumerate(roles) if role == "number")
    problems = [n for name in ("problem", "detail") for n, role in enumerate(roles) if role == name]
    if len(problems) == 1:
        problems += divided(roles, filled, problems[0])
    if not problems:
        problems = [next(roles.index(role) for role in HOLDS_PROBLEM if role in roles)]
    made = Levels(problems[-1], numbers=numbers, aspect=roles.index("aspect") if "aspect" in roles else NONE, is_arabic=is_arabic)
    if len(problems) > 1:
        made.finding = made.instead = problems[-2]
    for column in numbers:
        known = [level for level in (made.item, made.finding, made.aspect) if level != NONE]
        at = min(known, key=lambda level: abs(filled[level] - filled[column]))
        if at == made.item:
            made.number = column if made.number == NONE else made.number
        elif at == made.finding:
            made.number_of_finding = column if made.number_of_finding == NONE else made.number_of_finding
        else:
            made.number_of_aspect = column if made.number_of_aspect == NONE else made.number_of_aspect
    return made


def divided(roles: Sequence[str], filled: Sequence[int], problem: int) -> list[int]:
    """The column of what one problem is divided into: recommendations, or tasks with numbers of their own, where there are more of them than problems."""
    for role in ("recommendation", "task"):
        at = roles.index(role) if role in roles else NONE
        counted = role == "recommendation" or any(name == "number" and filled[n] == filled[at] for n, name in enumerate(roles))
        if at != NONE and filled[at] > filled[problem] and counted:
            return [at]
    return []


@dataclass(slots=True)
class Heading:
    """表内标题: a row that is a heading; it becomes an aspect or a finding when an item follows."""

    cell: Cell
    is_clause: bool  # (一), which stands below 一、
    number: str = ""  # in a cell of its own
    id: str | None = None


class Walk:
    """逐行阅读: the state between two rows of one ledger."""

    __slots__ = (
        "aspect", "cover", "entry", "fields", "finding", "head", "is_merged_down", "laid", "last", "ledger", "levels", "lower", "made", "merged", "run", "upper",
        "width", "without",
    )  # fmt: skip

    def __init__(self, made: Made, ledger: Ledger) -> None:
        roles = ledger.head.roles
        self.made, self.ledger, self.width = made, ledger, len(roles)
        self.levels = levels_of(made.draft, ledger)
        self.head = head_words(made.draft.text, ledger.head)
        kept = (self.levels.item, self.levels.instead, self.levels.finding, self.levels.aspect)
        self.fields = [(n, role) for n, role in enumerate(roles) if role in FIELDS and n not in kept]
        self.laid = [None if n in kept or role in ("progress", "measures") else leaf_of(role) for n, role in enumerate(roles)]
        self.merged: dict[int, list[Merged]] = {}
        self.is_merged_down = False
        for one in made.draft.source.tables[ledger.head.table].merged:
            if one.row >= ledger.head.last:
                self.merged.setdefault(one.row, []).append(one)
                self.is_merged_down = self.is_merged_down or one.rows > 1
        self.cover: dict[int, tuple[int, Cell]] = {}  # column: up to which row which cell speaks
        self.entry: Entry | None = None
        self.last = -1  # the row that the entry has reached
        self.aspect: str | None = None
        self.finding: str | None = None
        self.upper: Heading | None = None
        self.lower: Heading | None = None
        self.without: Cell | None = None  # rows, one after the other, that say no problem
        self.run = Run()

    @property
    def draft(self) -> Draft:
        """The document."""
        return self.made.draft

    def row(self, number: int, row: Sequence[Cell]) -> None:
        """Take one row."""
        filled = self.filled(row)
        for one in self.merged.get(number, ()):
            if one.rows > 1 and one.column in filled:
                self.cover[one.column] = (number + one.rows, filled[one.column])
        if not filled or self.is_aside(number, filled):
            return
        if self.repeats(number, filled) or self.goes_on(number, filled):
            self.gather(number, filled)
        elif (words := self.words(number, filled)) is not None:
            self.begin(number, filled, words)
            self.gather(number, filled)
        else:
            self.miss(number, filled)

    def filled(self, row: Sequence[Cell]) -> dict[int, Cell]:
        """The cells that say something, by column, without space at their ends."""
        text = self.draft.text
        said = {column: cell for column, cell in enumerate(row) if cell[0] < cell[1]}
        for column, (start, end) in said.items():
            if text[start].isspace() or text[end - 1].isspace():
                said[column] = self.draft.trimmed(start, end)
        return {column: cell for column, cell in said.items() if cell[0] < cell[1]}

    def says(self, filled: Mapping[int, Cell], column: int) -> bool:
        """Whether a column is filled, and with more than a dash."""
        return column in filled and not is_nothing(self.draft.text[slice(*filled[column])])

    def covered(self, number: int, column: int) -> bool:
        """Whether a merged cell from above speaks in this row of a column."""
        return column in self.cover and self.cover[column][0] > number

    def is_aside(self, number: int, filled: Mapping[int, Cell]) -> bool:
        """Whether a row is no row of the ledger: its head again, the numbers of its columns, a total, a note, a heading. Lays it."""
        text = self.draft.text
        column, (start, end) = next(iter(filled.items()))
        first = text[start:end]
        if self.is_head(number, [text[a:b] for a, b in filled.values()] if first in self.head or number == self.ledger.head.last else []):
            self.stop(filled, Role.LABEL)
        elif (end - start <= 20 and TOTAL.fullmatch(first)) or NOTE.match(first) or (":" in first and all(SIGNED.match(text[a:b]) for a, b in filled.values())):
            self.stop(filled, Role.PROSE)
        elif len(filled) > 1:
            return self.is_numbered_heading(filled, first)
        elif column in self.levels.numbers and PRINTED.fullmatch(first):
            self.stop(filled, Role.MARK)  # a form with its numbers printed and nothing filled in
        elif self.is_across(number, column) and (len(first) > LONGEST_HEADING or TITLED.search(first)):
            self.stop(filled, Role.PROSE)
        elif self.is_across(number, column) or self.is_heading(column, first):
            self.stop({}, Role.PROSE)
            self.head_with((start, end))
        else:
            return False
        return True

    def is_head(self, number: int, words: Sequence[str]) -> bool:
        """Whether a row's words are those of the head, or number its columns below it."""
        return len(words) > 1 and (self.head.issuperset(words) or (number == self.ledger.head.last and is_index(words)))

    def stop(self, filled: Mapping[int, Cell], role: Role) -> None:
        """What is no row of the ledger ends the item above it."""
        self.close_entry()
        for cell in filled.values():
            self.draft.piece(*cell, role)

    def is_across(self, number: int, column: int) -> bool:
        """Whether a cell is merged across all columns, or all but one."""
        return any(one.column == column and one.columns >= max(2, self.width - 1) for one in self.merged.get(number, ()))

    def is_heading(self, column: int, words: str) -> bool:
        """Whether a lone cell that is not merged is a heading over the rows below: numbered 一、 or (一), or called 方面."""
        mark = mark_at(words, 0)
        if mark is not None and mark.level <= Level.CLAUSE and len(words) <= LONGEST_HEADING and not words.endswith("。"):
            return column != self.levels.item or not self.levels.numbers or mark.level is Level.SECTION
        return column != self.levels.item and SECTION.fullmatch(words) is not None

    def is_numbered_heading(self, filled: Mapping[int, Cell], first: str) -> bool:
        """Whether a row holds only 一 and 党的建设方面, while the items are numbered 1, 2, 3. Lays it."""
        levels = self.levels
        column, cell = list(filled.items())[-1]
        if len(filled) != 2 or next(iter(filled)) not in levels.numbers or column not in (levels.item, levels.instead, levels.finding, levels.aspect):
            return False
        if not levels.is_arabic or not CHINESE.fullmatch(first) or cell[1] - cell[0] > LONGEST_HEADING:
            return False
        self.stop({}, Role.PROSE)
        self.draft.piece(*next(iter(filled.values())), Role.MARK)
        self.head_with(cell, first)
        return True

    def head_with(self, cell: Cell, number: str = "") -> None:
        """Keep a heading until an item follows: (一) below 一、 is a second level."""
        mark = mark_at(self.draft.text, cell[0])
        made = Heading(cell, number[:1] == "(" or (mark is not None and mark.level is Level.CLAUSE), number_of(number))
        self.drop(self.lower)
        if made.is_clause and self.upper and not self.upper.is_clause and self.levels.finding == NONE:
            self.lower = made
        else:
            self.drop(self.upper)
            self.upper, self.lower = made, None

    def drop(self, heading: Heading | None) -> None:
        """A heading that no item followed is prose."""
        if heading is not None and heading.id is None:
            self.draft.piece(*heading.cell, Role.PROSE)

    def words(self, number: int, filled: Mapping[int, Cell]) -> Cell | None:
        """The cell that says the problem of a row: the most specific one."""
        levels = self.levels
        if self.says(filled, levels.item):
            return filled[levels.item]
        return filled[levels.instead] if self.says(filled, levels.instead) and not self.covered(number, levels.item) else None

    def repeats(self, number: int, filled: Mapping[int, Cell]) -> bool:
        """Whether a row says number and problem of the row above once more: another row of the same item."""
        entry, levels, text = self.entry, self.levels, self.draft.text
        if entry is None or self.last != number - 1 or levels.item not in filled or levels.number not in filled or not entry.number:
            return False
        cell = filled[levels.item]
        if number_of(text[slice(*filled[levels.number])]) != entry.number or text[slice(*cell)] != text[slice(*entry.words)]:
            return False
        self.draft.piece(*cell, Role.ITEM)
        return True

    def goes_on(self, number: int, filled: Mapping[int, Cell]) -> bool:
        """Whether a row belongs to the item above: its problem is merged down to here, or, where nothing is, all columns of problems and numbers are empty."""
        levels = self.levels
        if self.entry is None or levels.item in filled:
            return False
        if self.covered(number, levels.item) or (self.covered(number, levels.instead) and self.cover[levels.instead][1] == self.entry.words):
            return True
        above = (levels.number, levels.number_of_finding, levels.number_of_aspect, levels.instead, levels.finding, levels.aspect)
        return not self.is_merged_down and not any(column in filled for column in above) and any(self.says(filled, column) for column, _ in self.fields)

    def begin(self, number: int, filled: Mapping[int, Cell], words: Cell) -> None:
        """A new item, under the headings of its row."""
        self.close_entry()
        self.close_without()
        levels = self.levels
        is_instead = levels.item not in filled or filled[levels.item] != words
        self.headings(number, filled, is_instead)
        printed = self.number(filled, levels.number)
        if printed.isdecimal() and len(printed) < 7:
            self.run.add(int(printed), filled[levels.number])
        self.entry = Entry(words, printed, self.aspect, None if is_instead else self.finding)

    def headings(self, number: int, filled: Mapping[int, Cell], is_instead: bool) -> None:
        """The aspect and the finding of a row: of its own cells, of merged ones that reach here, of the ones above where nothing is merged; of heading rows."""
        levels, before = self.levels, self.aspect
        if self.upper is not None:
            self.upper.id = self.upper.id or self.made.aspect(self.upper.cell, self.upper.number)
            self.aspect = self.upper.id
            if levels.aspect in filled:
                self.draft.piece(*filled[levels.aspect], Role.FIELD)
        elif self.says(filled, levels.aspect):
            self.aspect = self.made.aspect(filled[levels.aspect], self.number(filled, levels.number_of_aspect))
        elif self.is_merged_down and not self.covered(number, levels.aspect):
            self.aspect = None
        if self.lower is not None:
            self.lower.id = self.lower.id or self.made.finding(self.lower.cell, self.aspect, self.lower.number)
            self.finding = self.lower.id
        elif self.says(filled, levels.finding):
            if not is_instead:
                self.finding = self.made.finding(filled[levels.finding], self.aspect, self.number(filled, levels.number_of_finding))
        elif self.aspect != before or (self.is_merged_down and not self.covered(number, levels.finding)):
            self.finding = None

    def number(self, filled: Mapping[int, Cell], column: int) -> str:
        """The number in a column, as printed."""
        return number_of(self.draft.text[slice(*filled[column])]) if column in filled else ""

    def gather(self, number: int, filled: Mapping[int, Cell]) -> None:
        """Give the fields of a row to its item."""
        entry, text = self.entry, self.draft.text
        self.last = number
        self.lay(filled)
        for column, role in self.fields:
            cell = filled.get(column) or (self.cover[column][1] if self.covered(number, column) else None)
            if cell is not None and entry is not None:
                if is_nothing(text[slice(*cell)]):
                    self.draft.piece(*cell, Role.PROSE)
                else:
                    entry.hear(role, cell)

    def lay(self, filled: Mapping[int, Cell]) -> None:
        """The leaves of the cells that are only values."""
        for column, cell in filled.items():
            role = self.laid[column] if column < self.width else Role.PROSE
            if role is not None:
                self.draft.piece(*cell, role)

    def miss(self, number: int, filled: Mapping[int, Cell]) -> None:
        """A row that says no problem; doubted where it says anything else of one."""
        self.close_entry()
        for column, cell in filled.items():
            self.draft.piece(*cell, (self.laid[column] if column < self.width else None) or Role.PROSE)
        if self.levels.item not in filled and any(self.says(filled, column) for column, _ in self.fields):
            start, end = next(iter(filled.values()))[0], list(filled.values())[-1][1]
            self.without = (self.without[0] if self.without else start, end)

    def close_entry(self) -> None:
        """The item above is whole."""
        if self.entry is not None:
            self.made.put(self.entry)
            self.entry = None

    def close_without(self) -> None:
        """Name the rows that said no problem."""
        if self.without is not None:
            self.draft.doubt("row_without_problem", *self.without)
            self.without = None

    def close(self) -> None:
        """The last row was read."""
        self.close_entry()
        self.close_without()
        self.drop(self.upper)
        self.drop(self.lower)
        if (gap := self.run.gap()) is not None:
            before, after, cell = gap
            for missing in range(before + 1, after):
                self.draft.doubt("number_missing", *cell, missing=str(missing), after=str(before), before=str(after))


@dataclass(slots=True)
class Run:
    """号序: the numbers of a ledger as they come. Only where one place alone leaves numbers out is something missing; a list with many gaps is a choice."""

    count: int = 0
    last: int = 0
    is_broken: bool = False
    gaps: list[tuple[int, int, Cell]] = field(default_factory=list)

    def add(self, value: int, cell: Cell) -> None:
        """The next number."""
        self.count += 1
        if value != self.last + 1:
            if value <= self.last or not self.last or value > self.last + MOST_MISSING + 1 or self.gaps:
                self.is_broken = True
            else:
                self.gaps.append((self.last, value, cell))
        self.last = value

    def gap(self) -> tuple[int, int, Cell] | None:
        """(number before, number behind, its cell) of the only gap."""
        return self.gaps[0] if self.gaps and not self.is_broken and self.count >= ENOUGH else None


def leaf_of(role: str) -> Role:
    """What a cell of a column is for that no item is made of."""
    if role == "number":
        return Role.MARK
    return Role.PROSE if role in ASIDE else Role.FIELD


def is_index(words: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 … or 甲, 乙, 1, 2 …"""
    if len(words) < 3 or not all(map(COLUMN_MARK.fullmatch, words)):
        return False
    values = [int(one) for one in words if one.isdecimal()]
    return values == list(range(values[0], values[0] + len(values))) if values else True
