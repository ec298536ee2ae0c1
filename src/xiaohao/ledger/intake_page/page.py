"""录入页的内容: the text with what was read in it on one side, the proposed rows on the other, what a person should look at on top."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from xiaohao.ledger import access, sight
from xiaohao.ledger.intake import beside, known
from xiaohao.ledger.intake import proposal as proposals
from xiaohao.ledger.intake_page import spans
from xiaohao.ledger.intake_page.keys import check_keys, doubt_keys
from xiaohao.ledger.intake_page.spans import Run
from xiaohao.ledger.models import Inspection, Intake
from xiaohao.lifecycle import Completion
from xiaohao.notice import TableHead
from xiaohao.people.models import User
from xiaohao.wording import label, say, sentences

Json = Mapping[str, Any]
STOPS = re.compile(r"[。;；!！?？,，、:：]")
MOST_CUTS = 60
MOST_KNOWN = 200
ACCEPTED, KEPT_OPEN = "accepted", "open"


@dataclass(frozen=True, slots=True)
class Question:
    """一问: a doubt or a differing figure, and how it was answered."""

    key: str
    kind: str  # doubt or check
    sentence: str
    quotes: tuple[tuple[int, str], ...]  # each place: where its part begins is worked out by the page's links
    part: int
    verdict: str = ""  # explained, accepted, open or nothing yet
    note: str = ""
    is_from_before: bool = False  # the note is what was said of the same question in an earlier document


@dataclass(frozen=True, slots=True)
class Beside:
    """一行与台账的比对: created, changed or untouched; the item it is, or one that it resembles; and each difference as (name, before, now)."""

    state: str
    number: str = ""
    address: str = ""
    text: str = ""
    is_near: bool = False
    differences: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """一行: a heading or an item as it would enter."""

    key: str
    level: str  # aspect, finding, item
    number: str
    text: str
    is_skipped: bool
    is_out: bool  # skipped itself, or under a skipped heading
    weight: int = 1
    parent_number: str = ""
    measure_count: int = 0
    told: tuple[str, ...] = ()  # leader, units, deadline, standing: as the document says them
    shares: int = 0  # how many items one progress answers
    may_join: bool = False
    opening: Mapping[str, str] | None = None
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """可拆之处: after so many characters, with the words around it."""

    place: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Editing:
    """正在修改的一行."""

    row: Row
    heading: str
    headings: tuple[tuple[str, str], ...]
    completions: tuple[tuple[str, str], ...]
    cuts: tuple[Cut, ...]
    known: tuple[tuple[str, str], ...] = ()  # items of the ledger that the row may be said to be
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """一部分: of a long document, shown one at a time."""

    number: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Named:
    """一栏: the head of a column as printed, the words by which it is kept, and what it is said to hold."""

    text: str
    words: str
    role: str


@dataclass(frozen=True, slots=True)
class IntakePage:
    """录入页."""

    intake: Intake
    kind: str
    title: str
    summary: Mapping[str, int]
    measure_count: int
    parts: tuple[Part, ...]
    part: int
    runs: tuple[Run, ...]
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]
    editing: Editing | None
    may_edit: bool
    against: Inspection | None = None
    compared: Mapping[str, int] = field(default_factory=dict)
    gone: tuple[known.Known, ...] = ()
    columns: tuple[Named, ...] = ()

    @property
    def unanswered(self) -> int:
        """How many questions have no answer yet."""
        return sum(not question.verdict for question in self.questions)

    @property
    def answered(self) -> int:
        """How many have one."""
        return len(self.questions) - self.unanswered


def visible(user: User, today: date) -> QuerySet[Intake]:
    """Documents that the user may read whole: those of inspections seen whole, and drafts that somebody of the same office took in."""
    whole = sight.of(user, today).filter(item__isnull=True).values("inspection_id")
    offices = access.offices(user, today)
    return Intake.objects.filter(
        Q(inspection_id__in=whole)
        | Q(inspection__isnull=True) & (Q(proposed_by=user) | Q(proposed_by__person__appointments__unit__in=offices))
    ).distinct()  # fmt: skip


def intake_of(user: User, pk: int, today: date) -> Intake:
    """The document, if the user may read it; else Http404."""
    found = Intake.objects.select_related("inspection", "against", "proposed_by__person", "admitted_by__person").filter(
        pk=pk, pk__in=visible(user, today).order_by().values("pk")
    ).first()  # fmt: skip
    if found is None:
        raise Http404
    return found


def intake_page(
    intake: Intake, *, lang: str, part: int = 0, at: int | None = None, editing: str = "", may_edit: bool = True, heads: Sequence[TableHead] = (),
) -> IntakePage:  # fmt: skip
    """All that the page shows. `part` is the part of a long document, `at` a place of the text that it should hold instead."""
    reading, proposal, text = intake.reading, intake.proposal, intake.text
    cuts = spans.cuts(text, proposal)
    if at is not None:
        part = part_of(cuts, at)
    elif editing:
        part = next((part_of(cuts, one["start"]) for one in (*proposal["items"], *proposal["headings"]) if one["key"] == editing), part)
    part = min(max(part, 0), len(cuts) - 1)
    low, high = cuts[part], cuts[part + 1] if part + 1 < len(cuts) else len(text)
    comparison = beside.compared(intake) if intake.against is not None and intake.admitted_at is None else known.Comparison()
    rows = all_rows(proposal, comparison, lang)
    here = {one["key"] for one in (*proposal["headings"], *proposal["items"]) if low <= one["start"] < high}
    edited = next((row for row in rows if row.key == editing), None)
    return IntakePage(
        intake=intake, kind=label(intake.kind, lang, of="document"), title=(reading["title"] or {}).get("text", ""), summary=proposals.summary(proposal),
        measure_count=sum(len(one["measures"]) for one in proposal["progress"]), parts=parts(cuts, proposal, text), part=part,
        runs=spans.runs(text, lit(intake, at), low, high), rows=tuple(row for row in rows if row.key in here),
        questions=questions(intake, cuts, lang), editing=edit_of(edited, proposal, comparison, lang) if edited else None,
        may_edit=may_edit and intake.admitted_at is None, against=intake.against, gone=comparison.gone,
        columns=tuple(named(heads)), compared={state: comparison.count(state) for state in (known.CREATED, known.CHANGED, known.UNTOUCHED)} if comparison.matches else {},
    )  # fmt: skip


def named(heads: Sequence[TableHead]) -> Iterator[Named]:
    """The columns of all heads, each wording once."""
    seen: set[str] = set()
    for column in (column for head in heads for column in head.columns):
        if column.text and column.words not in seen:
            seen.add(column.words)
            yield Named(column.text, column.words, column.role)


def lit(intake: Intake, at: int | None) -> list[spans.Mark]:
    """All marks, and one more on the words that the address asks for."""
    found = spans.marks(intake.reading, intake.proposal, intake.text)
    sought = next((mark for mark in found if mark.start == at and mark.kind in ("item", "progress", "aspect", "finding")), None)
    return found if sought is None else [spans.Mark(sought.start, sought.end, "sought", sought.rows, f"at-{at}"), *found]


def part_of(cuts: Sequence[int], place: int) -> int:
    """The part that holds a place of the text."""
    return max(bisect_right(cuts, place) - 1, 0)


def parts(cuts: Sequence[int], proposal: Json, text: str) -> tuple[Part, ...]:
    """The parts with their names: the heading each begins under."""
    headings = sorted(proposal["headings"], key=lambda one: one["start"])
    found = []
    for number, (low, high) in enumerate(zip(cuts, [*cuts[1:], len(text) + 1], strict=True)):
        inside = [one for one in headings if low <= one["start"] < high]
        before = [one for one in headings if one["start"] < low]
        first = inside[0] if inside else before[-1] if before else None
        name = f"{first['number']} {first['text'][:24]}".strip() if first else ""
        found.append(Part(number, name, sum(low <= one["start"] < high for one in proposal["items"])))
    return tuple(found)


def all_rows(proposal: Json, comparison: known.Comparison, lang: str) -> list[Row]:
    """Headings and items in the order of the document, as they would enter."""
    entering = proposals.kept(proposal)
    inside = {one["key"] for one in (*entering["headings"], *entering["items"])}
    answers = {key: one for one in proposal["progress"] for key in one["items"]}
    last = proposal["items"][-1]["key"] if proposal["items"] else ""
    found = [
        (one["start"], place, Row(one["key"], one["level"], one["number"], one["text"], one["skip"], one["key"] not in inside))
        for place, one in enumerate(proposal["headings"])
    ]
    for place, one in enumerate(proposal["items"], len(found)):
        answer = answers.get(one["key"])
        row = Row(
            key=one["key"], level="item", number=one["number"], text=one["text"], is_skipped=one["skip"], is_out=one["key"] not in inside,
            weight=one["weight"], parent_number=one["parent_number"] or "", measure_count=len(answer["measures"]) if answer else 0,
            told=told(one, lang), shares=len(answer["items"]) if answer else 0, may_join=one["key"] != last, opening=one["opening"],
            beside=beside_of(comparison.matches.get(one["key"]), lang),
        )  # fmt: skip
        found.append((one["start"], place, row))
    return [row for _, _, row in sorted(found, key=lambda entry: entry[:2])]


def beside_of(match: known.Match | None, lang: str) -> Beside | None:
    """What the comparison says of a row, in words."""
    if match is None:
        return None
    other = match.known or match.near
    if other is None:
        return Beside(match.state)
    found = tuple((label(one.field, lang, of="difference"), in_words(one, one.before, lang), in_words(one, one.now, lang)) for one in match.differences)
    return Beside(match.state, other.number, other.address, other.text, match.known is None, found)


def in_words(one: known.Difference, value: str, lang: str) -> str:
    """A value as people read it."""
    if one.field in ("track", "completion") and value:
        return label(value, lang, of=one.field)
    return value


def told(one: Json, lang: str) -> tuple[str, ...]:
    """What the document says of an item's duty, deadline and standing."""
    said = [one["leader"], one["lead_unit"], *one["units"], one["due_on"]]
    said += [label(one["track"], lang, of="track") if one["track"] else None, label(one["completion"], lang, of="completion") if one["completion"] else None]
    return tuple(str(word) for word in said if word)


def edit_of(row: Row, proposal: Json, comparison: known.Comparison, lang: str) -> Editing:
    """A row with what its form offers."""
    one = next((one for one in proposal["items"] if one["key"] == row.key), None)
    headings = tuple((h["key"], f"{h['number']} {h['text'][:40]}") for h in proposal["headings"])
    completions = tuple((each.value, label(each, lang)) for each in Completion)
    if one is None:
        return Editing(row, "", (), completions, ())
    match = comparison.matches.get(row.key)
    likely = [*([match.known] if match and match.known else []), *([match.near] if match and match.near else []), *comparison.gone[:MOST_KNOWN]]
    choices = {item.address: f"{item.number} {item.text[:40]}" for item in likely}
    return Editing(
        row, one["heading"] or "", headings, completions, cuts_of(row.text), tuple(choices.items()) if comparison.matches else (),
        proposal.get("known", {}).get(row.key, ""),
    )  # fmt: skip


def cuts_of(text: str) -> tuple[Cut, ...]:
    """Places behind a stop, where an item is likely to be split."""
    places = [match.end() for match in STOPS.finditer(text) if 0 < match.end() < len(text.rstrip())]
    return tuple(Cut(place, text[max(place - 14, 0) : place], text[place : place + 14]) for place in places[:MOST_CUTS])


def questions(intake: Intake, cuts: Sequence[int], lang: str) -> tuple[Question, ...]:
    """Differing figures first, then doubts; each with its answer, if it has one."""
    reading, text = intake.reading, intake.text
    found = []
    for key, one in zip(check_keys(reading, text), reading["checks"], strict=True):
        if one["verdict"] == "differs":  # sums and counts before days: they are what a notice is held to
            places = [(start, text[start:end]) for start, end in one["spans"]]
            found.append((key, "check", one, places))
    found.sort(key=lambda entry: entry[2]["kind"] == "date")
    for key, one in zip(doubt_keys(reading, text), reading["doubts"], strict=True):
        found.append((key, "doubt", one, [(one["start"], text[one["start"] : one["end"]])]))
    earlier = answered_before(intake)
    made = []
    for key, kind, one, places in found:
        verdict, _, note = intake.answers.get(key, "").partition("|")
        before = "" if verdict else earlier.get(key, "").partition("|")[2]
        part = part_of(cuts, places[0][0]) if places else 0
        made.append(Question(key, kind, sentence(one, lang), tuple((start, words[:30]) for start, words in places[:8]), part, verdict, note or before, bool(before)))
    return tuple(made)


def answered_before(intake: Intake) -> dict[str, str]:
    """What was answered to the same questions in documents that the inspection took in before."""
    if intake.against is None or intake.admitted_at is not None:
        return {}
    rows = Intake.objects.filter(inspection=intake.against).order_by("admitted_at").values_list("answers", flat=True)
    return {key: value for answers in rows for key, value in answers.items()}


def sentence(one: Json, lang: str) -> str:
    """What a doubt or check says: in the language of the page where the reader kept the facts, else as it was read."""
    if lang == "en" and "facts" in one and one.get("code") in sentences():
        return say(str(one["code"]), lang, **{"stated": one.get("stated") or "", "computed": one.get("computed") or "", **one["facts"]})
    return str(one["message"])
