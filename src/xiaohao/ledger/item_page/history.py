"""变动记录的样子: an item's events as a page shows them: who, in what capacity, at which unit, from which day, recorded when, with what said.

Values only; the events come with their personal facts in one statement, the names of persons and units in another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from xiaohao.ledger.evidence.store import WORDS
from xiaohao.ledger.item_page import proofs
from xiaohao.ledger.item_page.proofs import File
from xiaohao.ledger.models import Event, Evidence, Item
from xiaohao.lifecycle import MOVES, NeedKind, Rules
from xiaohao.people.former import as_called, name_on
from xiaohao.people.models import FormerUnit, Person, Unit
from xiaohao.wording import asked, choice, label

NO_DAY = Cast(Value(None), DateField())
SILENT = frozenset({"done", "intake", "sha256", "start", "end", "number", "files", "event", "opening", "gate", "units", "measures", "procedure", "manifest", "from", "to", "split_from", *(kind.value for kind in NeedKind if kind.names_a_row)})  # ids say nothing
OF_ADMISSION = frozenset({"text", "measures"})  # the item's own words and plan: they stand on its page


@dataclass(frozen=True, slots=True)
class Said:
    """所述: one fact of an event as people read it; `lines` where there are several."""

    key: str
    name: str
    text: str = ""
    lines: tuple[str, ...] = ()
    on: date | None = None
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """一条变动: one event."""

    id: int
    seq: int
    move: str
    name: str
    person: str
    capacity: str
    unit: str
    effective_on: date
    recorded_at: datetime
    digest: str
    cycle: int
    said: tuple[Said, ...]
    files: tuple[File, ...]
    annulled_by: int | None = None  # seq of the annulment
    annuls: int | None = None  # seq of what it annuls
    is_last_resort: bool = False  # decided by the fallback hand, by a letter
    source: tuple[int, int] | None = None  # place of the words in the document, for an admission


@dataclass(frozen=True, slots=True)
class Names:
    """名字: of the persons and units that an item's events mention, by id; of a unit also what it was called before, each with its last day."""

    persons: Mapping[int, str]
    units: Mapping[int, str]
    formers: Mapping[int, Sequence[tuple[date, str]]]

    def unit(self, pk: int | None, on: date) -> str:
        """What the unit was called on the day; nothing where there is none."""
        return name_on(on, self.formers.get(pk or 0, ()), self.units.get(pk or 0, ""))

    def of(self, kind: NeedKind, raw: object, on: date) -> str:
        """The name behind an id, as it was on the day; a dash where there is none."""
        return (self.persons.get(cast(int, raw)) if kind is NeedKind.PERSON else self.unit(cast(int, raw), on)) or "—"


@dataclass(frozen=True, slots=True)
class Told:
    """读出的变动: events in order of the journal, and what each says in words that may be erased."""

    events: tuple[Event, ...]
    personal: Mapping[int, Mapping[str, str | None]]


def told(item: Item) -> Told:
    """Every event of the item with person, unit and personal facts: one query."""
    rows = (
        Event.objects.filter(item=item)
        .select_related("by_person", "unit")
        .annotate(fact_name=F("personal_facts__name"), fact_value=F("personal_facts__value"), fact_erased_at=F("personal_facts__erased_at"))
        .order_by("seq", "personal_facts__id")
    )
    events: dict[int, Event] = {}
    personal: dict[int, dict[str, str | None]] = {}
    for row in rows:
        events.setdefault(row.pk, row)
        if row.fact_name:
            personal.setdefault(row.pk, {})[row.fact_name] = None if row.fact_erased_at else row.fact_value
    return Told(tuple(events.values()), personal)


def kinds(rules: Rules) -> dict[str, NeedKind]:
    """Of which kind each fact is, by its key, as the law's needs say."""
    asked = [*(need for move in MOVES.values() for need in move.needs), *(need for gate in rules.gates for need in gate.needs)]
    return {need.key: need.kind for need in asked} | {"checks": NeedKind.CHECKS}


def names(events: Iterable[Event], rules: Rules) -> Names:
    """Names of all persons and units in the events' facts: one query."""
    of = kinds(rules)
    persons: set[int] = set()
    units: set[int] = set()
    for event in events:
        units.update([event.unit_id] if event.unit_id else [])
        for key, value in event.facts.items():
            if of.get(key) is NeedKind.PERSON:
                persons.add(value)
            elif of.get(key) in (NeedKind.UNIT, NeedKind.UNITS):
                units.update(value if isinstance(value, list) else [value])
    people = Person.objects.filter(pk__in=persons).order_by().annotate(of=Value("person", CharField()), last=NO_DAY).values_list("of", "pk", "name", "last")
    bodies = Unit.objects.filter(pk__in=units).order_by().annotate(of=Value("unit", CharField()), last=NO_DAY).values_list("of", "pk", "name", "last")
    former = FormerUnit.objects.filter(unit_id__in=units).order_by().annotate(of=Value("former", CharField())).values_list("of", "unit_id", "name", "until_on")
    rows = list(people.union(bodies, former, all=True))
    return Names(
        {pk: name for which, pk, name, _ in rows if which == "person"}, {pk: name for which, pk, name, _ in rows if which == "unit"},
        as_called((pk, last, name) for which, pk, name, last in rows if which == "former"),
    )  # fmt: skip


def rows_of(item: Item) -> QuerySet[Evidence]:
    """The item's evidence with who sent it, in the order in which it came."""
    return Evidence.objects.filter(item=item).select_related("uploaded_by__person").order_by("id")


def annulled(events: Sequence[Event]) -> frozenset[int]:
    """Ids of the events that an annulment has taken away."""
    return frozenset(event.annuls_id for event in events if event.annuls_id is not None)


def past(found: Told, events: Sequence[Event], known: Names, evidence: Sequence[File], rules: Rules, lang: str) -> tuple[Past, ...]:
    """The events as rows, the newest first."""
    seq_of = {event.pk: event.seq for event in events}
    taken_by = {event.annuls_id: event.seq for event in events if event.annuls_id is not None}
    of = kinds(rules)
    return tuple(
        Past(
            id=event.pk, seq=event.seq, move=event.move, name=move_name(event, rules, lang), person=event.by_person.name if event.by_person else "",
            capacity=label(event.capacity, lang, of="capacity"), unit=known.unit(event.unit_id, event.effective_on), effective_on=event.effective_on,
            recorded_at=event.recorded_at, digest=event.digest, cycle=event.cycle, said=said(event, found.personal.get(event.pk, {}), known, of, rules, lang),
            files=tuple(file for file in evidence if file.event_id == event.pk), annulled_by=taken_by.get(event.pk),
            annuls=seq_of.get(event.annuls_id) if event.annuls_id else None, source=place(event.facts), is_last_resort="letter" in event.digests,
        )
        for event in reversed(events)
    )  # fmt: skip


def towards_strike_off(item: Item, rules: Rules, today: date, lang: str) -> tuple[Past, ...]:
    """报请的内容: what was told, proved, claimed and passed in this cycle, the newest first, for who decides on it: three statements."""
    found = told(item)
    gone = annulled(found.events)
    shown = tuple(event for event in found.events if event.cycle == item.cycle and event.pk not in gone)
    claims = [event.seq for event in shown if event.move == "claim_completion"][-1:]
    kept = tuple(
        event for event in shown
        if (event.move in ("claim_completion", "pass_gate", "end_notice", "review_evidence", "object", "answer") and event.seq >= (claims or [0])[0]) or (event.move == "report_progress" and event.facts.get("files"))
    )  # fmt: skip
    evidence = proofs.files(rows_of(item), found.events, found.personal, today)
    return past(found, kept, names(kept, rules), evidence, rules, lang)


def point_name(key: str, rules: Rules, lang: str) -> str:
    """The words of a point of a check-list; its key where the procedure no longer has it."""
    return next((label(point, lang) for gate in rules.gates for point in gate.points if point.key == key), key)


def move_name(event: Event, rules: Rules, lang: str) -> str:
    """The move's name, and the gate's where it passed one."""
    name = label(event.move, lang, of="move")
    if event.gate_passed is None or event.gate_passed >= len(rules.gates):
        return name
    gate = label(rules.gates[event.gate_passed], lang)
    return f"{name} ({gate})" if lang == "en" else f"{name}（{gate}）"


def place(facts: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where the words of an admission stand in its document."""
    start, end = facts.get("start"), facts.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def said(event: Event, personal: Mapping[str, str | None], known: Names, of: Mapping[str, NeedKind], rules: Rules, lang: str) -> tuple[Said, ...]:
    """All that an event says, in the order of the law's needs; words that were erased by law say so."""
    rows = [one for key, value in event.facts.items() if (one := plain(key, value, known, of, rules, lang, event.effective_on))]
    if opening := event.facts.get("opening"):
        rows += [one for key, value in opening.items() if (one := plain(key, value, known, of, rules, lang, event.effective_on))]
    for key, value in personal.items():
        if event.move == "admit" and key in OF_ADMISSION or key == WORDS:
            continue
        name = asked(event.move, key, lang)
        if value is None:
            rows.append(Said(key, name, is_erased=True))
        elif of.get(key) in (NeedKind.MEASURES, NeedKind.ITEMS):
            rows.append(Said(key, name, lines=tuple(f"{row.get('ordinal', row.get('number', ''))}{row.get('text', '')}" for row in json.loads(value))))
        elif of.get(key) is NeedKind.READINGS:
            rows.append(Said(key, name, lines=tuple(" ".join(filter(None, (row["on"], row["part"], row["value"]))) for row in json.loads(value))))
        elif value:
            rows.append(Said(key, name, value))
    order = list(of)
    return tuple(sorted(rows, key=lambda row: order.index(row.key) if row.key in order else len(order)))


def plain(key: str, value: object, known: Names, of: Mapping[str, NeedKind], rules: Rules, lang: str, on: date) -> Said | None:
    """A fact that names nobody by itself: ids become names, words of the law their labels, days days."""
    kind = of.get(key)
    if value in (None, "", []) or (key in SILENT and kind is not NeedKind.UNITS):
        return None
    name = "" if key == "stage" else label(key, lang, of="need")  # the page has its own word for a stage
    if kind in (NeedKind.PERSON, NeedKind.UNIT):
        return Said(key, name, known.of(kind, value, on))
    if kind is NeedKind.UNITS and isinstance(value, list):
        return Said(key, name, "、".join(known.of(NeedKind.UNIT, one, on) for one in value))
    if kind is NeedKind.CHOICE or key in ("stage", "completion", "ground"):
        return Said(key, name, choice(key, str(value), lang, pack=rules.labels))
    if key == "changed" and isinstance(value, list):
        return Said(key, name, "、".join(label(one, lang, of="sealed") for one in value))
    if kind is NeedKind.CHECKS and isinstance(value, Mapping):
        return Said(key, name, lines=tuple(f"{point_name(one, rules, lang)}: {label(said, lang, of='checked')}" for one, said in value.items()))
    if key.endswith("_on") and isinstance(value, str):
        return Said(key, name, on=date.fromisoformat(value))
    return Said(key, name, str(value))
