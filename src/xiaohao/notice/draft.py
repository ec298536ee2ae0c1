"""草稿: what the rules know so far about one document. Each rule adds to it; `reading` makes a Notice of it in the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from sys import intern

from xiaohao.notice.folding import folded
from xiaohao.notice.heads import TableHead
from xiaohao.notice.lines import ended, indented, paragraphs
from xiaohao.notice.marks import Mark, mark_at
from xiaohao.notice.tree import (
    Aspect,
    Contact,
    Dated,
    Doubt,
    Finding,
    Instrument,
    Item,
    Kind,
    Leaf,
    Place,
    Progress,
    Role,
    Source,
    Table,
    Visit,
)

UNNUMBERED = 6  # the level below circled figures
SHORT = 24  # characters
INSIDE = frozenset({"front", "body", "back", "closing"})


@dataclass(slots=True)
class Paragraph:
    """段落: a line that says something; start and end are without surrounding space. `label` is set by the rule that reads labels."""

    start: int
    end: int
    mark: Mark | None = None
    label: str = ""
    body: int = 0  # where the words begin, after mark and label
    region: str = ""  # head, front, body, back, closing: which part of the document it stands in
    used: bool = False
    alone: bool = False  # its label is all that it says; the value stands in what follows
    number: str = ""  # which problem of a list it answers, where it stands in another list

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Paragraph:
        """The paragraph between two places, with its mark."""
        mark = mark_at(text, start)
        return cls(start, end, mark, body=min(mark.body, end) if mark else start)


@dataclass(slots=True)
class Node:
    """结点: a marked paragraph of the body that may become an aspect, a finding or an item."""

    paragraph: int
    mark: Mark | None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    answered: bool = False  # a progress or a labelled field stands under it
    last_answered: int = -1  # the paragraph of the last of its children that is answered
    holds_rows: bool = False  # a child of it has children

    @property
    def depth(self) -> int:
        """The level of its mark; a problem that bears no number stands below all that do."""
        return int(self.mark.level) if self.mark else UNNUMBERED


@dataclass(frozen=True, slots=True)
class Ledger:
    """台账表: the part of a table whose rows are problems: from its head to its last row, without titles above and notes below; `body` is behind the head."""

    head: TableHead
    start: int
    body: int
    end: int


@dataclass(slots=True)
class Draft:
    """草稿."""

    source: Source
    text: str  # folded: same offsets, half-width marks
    paragraphs: list[Paragraph]
    published_hint: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)  # what a person said of heads of columns
    ledgers: list[Ledger] = field(default_factory=list)  # their rows are no paragraphs
    forms: list[Table] = field(default_factory=list)  # nor are theirs
    kind: Kind = Kind.UNKNOWN
    title: Place | None = None
    issuer: Place | None = None
    published_on: Dated | None = None
    as_of: Dated | None = None
    visit: Visit = field(default_factory=Visit)
    contacts: list[Contact] = field(default_factory=list)
    aspects: list[Aspect] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    instruments: list[Instrument] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    pieces: list[tuple[int, int, Role]] = field(default_factory=list)  # what became a leaf so far
    owners: list[tuple[int, int]] = field(default_factory=list)  # (paragraph, item) for each paragraph that stands under an item
    split: dict[int, Paragraph] = field(default_factory=dict)  # what is to become a paragraph of its own behind another

    @classmethod
    def of(cls, source: Source, published_hint: str | None = None, columns: Mapping[str, str] | None = None) -> Draft:
        """A draft of a document, cut into paragraphs with their marks."""
        text = folded(source.text)
        found = [Paragraph.at(text, start, end) for start, end in paragraphs(text, source.text)]
        return cls(source, text, found, published_hint, columns or {}, doubts=list(source.doubts))

    def outside(self) -> Iterator[tuple[int, int, int]]:
        """The text outside ledgers, as (start, end, above): from `above` on it is the title and the notes in the table itself."""
        at = 0
        for one in self.ledgers:
            yield at, one.start, max(at, min(self.source.tables[one.head.table].start, one.start))
            at = one.end
        yield at, len(self.text), len(self.text)

    def words(self, start: int, end: int) -> str:
        """The source's own words between two places; short ones, which stand again and again in a ledger, are held once."""
        words = self.source.text[start:end]
        return intern(words) if end - start < SHORT else words

    def place(self, start: int, end: int) -> Place:
        """The place between start and end, without space at its ends."""
        start, end = self.trimmed(start, end)
        return Place(start, end, self.words(start, end))

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The range without white space at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def doubt(self, code: str, start: int, end: int, **facts: str) -> None:
        """Something a person should look at."""
        self.doubts.append(Doubt(start, end, code, facts))

    def piece(self, start: int, end: int, role: Role) -> None:
        """These characters are a leaf of this role."""
        if end > start:
            self.pieces.append((start, end, role))


def paragraph(text: str, start: int, end: int) -> Paragraph | None:
    """The paragraph between two places of folded text, or None where it is blank."""
    if start >= end:
        return None
    start = indented(text, start, end)
    end = ended(text, start, end)
    return Paragraph.at(text, start, end) if start < end else None


def leaves(draft: Draft) -> tuple[Leaf, ...]:
    """Every character in exactly one leaf: the pieces that rules named, and what lies between as prose, or as furniture where it is blank or outside.

    The pieces are used up: a ledger of a hundred thousand rows has millions of them.
    """
    cut: list[Leaf] = []
    text = draft.source.text
    at, paragraphs, place = 0, draft.paragraphs, 0
    pieces = draft.pieces
    pieces.append((len(text), len(text), Role.PROSE))
    pieces.sort(reverse=True)
    while pieces:
        start, end, role = pieces.pop()
        while at < start:
            while place < len(paragraphs) and paragraphs[place].end <= at:
                place += 1
            here = paragraphs[place] if place < len(paragraphs) else None
            if here is None or here.start > at:
                upto, kind = min(start, here.start if here else start), Role.FURNITURE
            else:
                upto, kind = min(start, here.end), Role.PROSE if here.region in INSIDE else Role.FURNITURE
            cut.append(Leaf(at, upto, text[at:upto], kind))
            at = upto
        if at <= start < end:
            cut.append(Leaf(start, end, intern(text[start:end]) if end - start < SHORT else text[start:end], role))
            at = end
    return tuple(cut)
