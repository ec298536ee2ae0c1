"""通报: what a notice says, as frozen values. Every place is a half-open range of characters of the source text.

The lists are flat and name each other by `id`, as the published format does: a progress may answer a run of items, and a
tree could not say so without saying it twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """文种: what sort of document it is."""

    PROGRESS_NOTICE = "progress_notice"
    FEEDBACK = "feedback"
    PLAN = "plan"
    LEDGER = "ledger"
    STRIKE_OFF_NOTICE = "strike_off_notice"
    AUDIT_REPORT = "audit_report"
    BULLETIN = "bulletin"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """成分: what a run of characters is for; each character of the text belongs to exactly one leaf with one role."""

    FURNITURE = "furniture"  # site navigation, bylines, share widgets, blank space: set aside
    TITLE = "title"
    MARK = "mark"  # a printed number with its brackets and stops
    LABEL = "label"  # 整改情况:, 责任领导:, 反馈问题:
    ASPECT = "aspect"
    FINDING = "finding"
    ITEM = "item"
    FIELD = "field"  # the value behind a label: a leader, a unit, a day, a completion
    PROGRESS = "progress"
    MEASURE = "measure"
    PROSE = "prose"  # paragraphs outside every item


@dataclass(frozen=True, slots=True)
class Span:
    """位置: a half-open range of the source text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place(Span):
    """原文: words and where they stand; `source.text[start:end] == text`."""

    text: str


@dataclass(frozen=True, slots=True)
class Dated(Place):
    """日期: words that say a day. `value` is YYYY-MM-DD, YYYY-MM, YYYY or None; `inferred` where a part does not stand in the text."""

    value: str | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Leaf(Place):
    """叶: a run of characters with one role. The leaves of a notice, joined, are its text."""

    role: Role = Role.PROSE


@dataclass(frozen=True, slots=True)
class Contact(Place):
    """联系方式: kind is phone, post or email."""

    kind: str = "phone"


@dataclass(frozen=True, slots=True)
class Aspect(Place):
    """方面: `text` is the heading without its number and lead-in."""

    id: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Finding(Place):
    """问题: a numbered problem under an aspect."""

    id: str = ""
    number: str = ""
    aspect: str | None = None


@dataclass(frozen=True, slots=True)
class Item(Place):
    """具体问题: a leaf of the tree, the thing that is struck off; `number` as printed, without brackets and stops."""

    id: str = ""
    number: str = ""
    aspect: str | None = None
    finding: str | None = None
    progress: str | None = None
    track: str | None = None  # immediate, staged, continuing: only where the text says so of this item
    completion: str | None = None  # completed, substantially_completed, long_term, not_completed, in_progress
    leader: Place | None = None
    lead_unit: Place | None = None
    units: tuple[Place, ...] = ()
    due: Dated | None = None


@dataclass(frozen=True, slots=True)
class Measure(Place):
    """整改措施: `text` begins with its ordinal (一是, 1., ①)."""

    ordinal: str = ""


@dataclass(frozen=True, slots=True)
class Progress(Span):
    """整改情况: what answers a run of items; the span is the text after its label, whole."""

    id: str = ""
    items: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument(Place):
    """制度文件: a title in 《》, with the brackets, and what was done with it: issued, revised, drafted, cited, form, report."""

    action: str = "cited"
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt(Span):
    """存疑: what a person should look at. A code and facts; the sentence is in `wording`."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged:
    """合并单元格: the cell at `row` and `column` (from 0) covers so many rows and columns; its words stand in the first of them, the others are empty."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table(Span):
    """表格: lines of the text, one row a line, cells with a tab between; `name` is that of its sheet. What is merged cannot be seen from the text and stands in `merged`."""

    name: str = ""
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture(Span):
    """图片: a picture in the document; the span is the cell or the line that it stands at."""

    name: str = ""
    media_type: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Source:
    """来源: a document's text, unchanged, and what it was drawn from. `sha256` is of the file's bytes; `doubts` are about the file itself."""

    name: str
    text: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    sha256: str = ""
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """巡视: who inspected whom, from when to when, and when the findings were handed over."""

    body: Place | None = None
    inspected: Place | None = None
    from_on: Dated | None = None
    to_on: Dated | None = None
    delivered_on: Dated | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """通报: all that one document says, with a place for each word of it."""

    source: Source
    leaves: tuple[Leaf, ...] = ()
    kind: Kind = Kind.UNKNOWN
    title: Place | None = None
    issuer: Place | None = None
    published_on: Dated | None = None
    as_of: Dated | None = None
    inspection: Visit = field(default_factory=Visit)
    contacts: tuple[Contact, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    findings: tuple[Finding, ...] = ()
    items: tuple[Item, ...] = ()
    progress: tuple[Progress, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    doubts: tuple[Doubt, ...] = ()
