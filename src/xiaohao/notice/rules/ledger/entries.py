"""台账条目: aspects, findings, items and progress made of cells, each with its leaves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from xiaohao.notice.draft import Draft
from xiaohao.notice.grid import Cell
from xiaohao.notice.marks import mark_at
from xiaohao.notice.rules.fields import Said
from xiaohao.notice.rules.items import ABOUT, ABOUT_PLAIN, LEAD_IN
from xiaohao.notice.rules.ledger.cells import say, status
from xiaohao.notice.rules.progress import lay, measures_of
from xiaohao.notice.tree import Aspect, Finding, Item, Measure, Progress, Role

SHORT = 8  # characters of a cell that says nothing but a standing
AGREED = ("due", "track", "completion")  # what several rows of one item must agree on


@dataclass(slots=True)
class Entry:
    """一条: an item while its rows are gathered; `said` is what its cells say, by role, each cell once."""

    words: Cell
    number: str
    aspect: str | None
    finding: str | None
    said: dict[str, list[Cell]] = field(default_factory=dict)

    def hear(self, role: str, cell: Cell) -> None:
        """One more cell; a merged one is heard once."""
        cells = self.said.setdefault(role, [])
        if not cells or cells[-1] != cell:
            cells.append(cell)


@dataclass(slots=True)
class Made:
    """已成: what the ledgers of a document have given so far; the same heading in the next rows, or on the next sheet, is the same."""

    draft: Draft
    aspects: dict[tuple[str, str], str] = field(default_factory=dict)
    findings: dict[tuple[str | None, str, str], str] = field(default_factory=dict)
    answers: dict[Cell, tuple[int, list[str]]] = field(default_factory=dict)  # where an answer stands, which progress it is, and the items it answers
    unknown: set[str] = field(default_factory=set)
    items: int = 0
    told: int = 0  # progress made elsewhere and here

    def __post_init__(self) -> None:
        """Ids go on where the rules of prose ended."""
        self.items, self.told = len(self.draft.items), len(self.draft.progress)

    def worded(self, cell: Cell, role: Role) -> tuple[str, int, int]:
        """(number, start, end) of a heading in a cell: its mark, lead-in and the frame of 关于“…”问题 are not its words. Lays its leaves."""
        draft, (start, end) = self.draft, cell
        mark = mark_at(draft.text, start)
        number = ""
        if mark is not None and mark.body < end:
            number = mark.number
            draft.piece(start, mark.body, Role.MARK)
            start = mark.body
        lead = LEAD_IN.match(draft.text, start, end)
        if lead is not None and lead.end() < end:
            draft.piece(start, lead.end(), Role.LABEL)
            start = lead.end()
        about = ABOUT.match(draft.text, start, end) or ABOUT_PLAIN.match(draft.text, start, end)
        if about is not None:
            a, b = draft.trimmed(*about.span("words" if about["words"] is not None else "plain"))
            if a < b:
                draft.piece(start, a, Role.PROSE)
                draft.piece(b, end, Role.PROSE)
                start, end = a, b
        draft.piece(start, end, role)
        return number, start, end

    def aspect(self, cell: Cell, number: str = "") -> str:
        """The id of the aspect that a cell names."""
        own, start, end = self.worded(cell, Role.ASPECT)
        key = (own or number, self.draft.words(start, end))
        if key not in self.aspects:
            self.aspects[key] = f"a{len(self.draft.aspects) + 1}"
            self.draft.aspects.append(Aspect(start, end, key[1], self.aspects[key], key[0]))
        return self.aspects[key]

    def finding(self, cell: Cell, aspect: str | None, number: str = "") -> str:
        """The id of the finding that a cell names."""
        own, start, end = self.worded(cell, Role.FINDING)
        key = (aspect, number or own, self.draft.words(start, end))
        if key not in self.findings:
            self.findings[key] = f"f{len(self.draft.findings) + 1}"
            self.draft.findings.append(Finding(start, end, key[2], self.findings[key], key[1], aspect))
        return self.findings[key]

    def put(self, entry: Entry) -> None:
        """The item of an entry, with its fields and its answer."""
        draft = self.draft
        own, start, end = self.worded(entry.words, Role.ITEM)
        said = self.heard(entry)
        self.items += 1
        name, answer = f"i{self.items}", entry.said.get("progress") or entry.said.get("measures")
        told = self.answer(answer, name) if answer else None
        if "progress" in entry.said:
            for cell in entry.said.get("measures", ()):
                draft.piece(*cell, Role.MEASURE)
        draft.items.append(Item(
            start, end, draft.words(start, end), name, entry.number or own, entry.aspect, entry.finding, told, said.track, said.completion, said.leader,
            said.lead_unit, tuple(said.units), said.due,
        ))  # fmt: skip

    def heard(self, entry: Entry) -> Said:
        """What the cells of an entry say; nothing where its rows do not agree."""
        draft, said = self.draft, Said()
        for role, cells in entry.said.items():
            if len(cells) > 1 and role in AGREED and len({self.meaning(role, cell) for cell in cells}) > 1:
                draft.doubt("rows_differ", *cells[0], words=draft.words(*cells[0]), others=draft.words(*cells[-1]))
                continue
            for cell in cells:
                say(draft, said, role, *cell)
            if role == "completion":
                self.question(cells[0])
        if "completion" not in entry.said and len(told := entry.said.get("progress", [])) == 1:
            said.completion = self.short_status(told[0])
        return said

    def meaning(self, role: str, cell: Cell) -> str | None:
        """What a cell comes to: words that are put otherwise may say the same standing."""
        words = self.draft.text[slice(*cell)]
        return status(words)[0] or words if role == "completion" else words

    def question(self, cell: Cell) -> None:
        """A standing in words that nobody knows is doubted, once for the same words."""
        words = self.draft.words(*cell)
        if words not in self.unknown and not status(self.draft.text[slice(*cell)])[1]:
            self.unknown.add(words)
            self.draft.doubt("status_unknown", *cell, words=words)

    def short_status(self, cell: Cell) -> str | None:
        """What a cell 整改情况 says that holds a standing and nothing else."""
        return status(self.draft.text[slice(*cell)])[0] if cell[1] - cell[0] <= SHORT else None

    def answer(self, cells: list[Cell], item: str) -> str:
        """The id of the progress in these cells; a merged cell answers all items that it covers."""
        draft = self.draft
        start, end = cells[0][0], cells[-1][1]
        known = self.answers.get((start, end))
        if known is not None:
            known[1].append(item)
            return draft.progress[known[0]].id
        measures = tuple(one for cell in cells for one in self.measures(cell, alone=len(cells) == 1))
        self.told += 1
        self.answers[start, end] = (len(draft.progress), [item])
        draft.progress.append(Progress(start, end, f"p{self.told}", (item,), measures))
        for cell in cells:
            lay(draft, *cell, tuple(one for one in measures if cell[0] <= one.start < cell[1]))
        return f"p{self.told}"

    def measures(self, cell: Cell, *, alone: bool) -> tuple[Measure, ...]:
        """What a cell lists; one of several rows is a measure by itself where it lists nothing."""
        found = measures_of(self.draft, *cell)
        if found or alone:
            return found
        mark = mark_at(self.draft.text, cell[0])
        return (Measure(*cell, self.draft.words(*cell), self.draft.words(mark.start, mark.end) if mark and mark.end < cell[1] else ""),)

    def close(self) -> None:
        """An answer of several items is given to all of them, and named."""
        numbers = {item.id: item.number for item in self.draft.items}
        for place, items in self.answers.values():
            if len(items) > 1:
                one = replace(self.draft.progress[place], items=tuple(items))
                self.draft.progress[place] = one
                self.draft.doubt("progress_shared", one.start, one.end, numbers="、".join(numbers[item] for item in items))
