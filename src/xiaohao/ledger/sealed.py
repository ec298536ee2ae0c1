"""封存的内容: rows against what their events sealed: words, numbers, plans, reports, files, duties, procedures. Reads only; each row that differs is named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xiaohao.ledger import case, duties, queries, sight
from xiaohao.ledger.evidence import store
from xiaohao.ledger.models import (
    Event,
    EventFact,
    Evidence,
    Inspection,
    Item,
    Measure,
    PlanObject,
    ProcedureVersion,
    Progress,
    Reading,
    Responsibility,
    Target,
)
from xiaohao.ledger.targets.followed import first_of
from xiaohao.ledger.targets.rows import told as row_told
from xiaohao.seal import digest, salted
from xiaohao.targets import plain

# What the columns of a row may raise when it was written past every door; a proof names it and goes on.
UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, IndexError)
SAID = ("text", "measures", "narrative", "readings", store.WORDS)
WORDS, NUMBER, PROCEDURE = (f"the {one} not {that} of its admission" for one, that in (("words are", "those"), ("number is", "that"), ("procedure is", "that")))


@dataclass(frozen=True, slots=True)
class Sealed:
    """一次检查的封存: its items and events by id, and the words that its events sealed, (words, salt) by event and name; None where they were erased by law."""

    items: Mapping[int, Item]
    events: Mapping[int, Event]
    words: Mapping[tuple[int, str], tuple[str, str] | None]

    def place(self, event: Event) -> str:
        """An event and its item in a line."""
        item = self.items.get(event.item_id or 0)
        return f"{item.address if item else '-'}: event {event.seq}"


def read(inspection: Inspection) -> Sealed:
    """Three statements."""
    items = {item.pk: item for item in Item.objects.filter(inspection=inspection).select_related("procedure_version")}
    events = {event.pk: event for event in Event.objects.filter(inspection=inspection, item__isnull=False).order_by("seq")}
    facts = EventFact.objects.filter(event__inspection=inspection, name__in=SAID)
    return Sealed(items, events, words_by(facts))


def of_item(item: Item, events: Iterable[Event]) -> Sealed:
    """The same for one item whose events were read: one statement."""
    facts = EventFact.objects.filter(event__item=item, name__in=SAID)
    return Sealed({item.pk: item}, {event.pk: event for event in events}, words_by(facts))


def words_by(facts: Iterable[EventFact]) -> dict[tuple[int, str], tuple[str, str] | None]:
    """Words and salts by event and name."""
    return {(one.event_id, one.name): None if one.erased_at else (one.value, one.salt) for one in facts}


def faults(inspection: Inspection) -> Iterator[str]:
    """Every row that is no longer what its event sealed."""
    sealed = read(inspection)
    versions = ProcedureVersion.objects.filter(pk__in={inspection.procedure_version_id, *(item.procedure_version_id for item in sealed.items.values())})
    yield from each(versions, lambda one: f"procedure {one.pk}", version_faults)
    of_items = by_item(sealed.events.values())
    yield from each(sealed.items.values(), lambda item: item.address, lambda item: item_faults(item, of_items.get(item.pk, []), sealed))
    measures = grouped(Measure.objects.filter(item__inspection=inspection).select_related("target").order_by("position", "id"))
    objects = of_measures(PlanObject.objects.filter(measure__item__inspection=inspection))
    firsts = {one.pk: first_of(one) for one in Target.objects.filter(measure__item__inspection=inspection)}
    readings = grouped(Reading.objects.filter(target__measure__item__inspection=inspection).order_by("id"))
    files = grouped(Evidence.objects.filter(item__inspection=inspection).order_by("id"))
    reports = grouped(Progress.objects.filter(inspection=inspection, intake__isnull=True).order_by("id"))
    yield from each(sealed.events.values(), sealed.place, lambda event: plan_faults(event, measures.get(event.pk, []), sealed, objects))
    yield from each(sealed.events.values(), sealed.place, lambda event: file_faults(event, files.get(event.pk, []), sealed))
    yield from each(sealed.events.values(), sealed.place, lambda event: report_faults(event, reports.get(event.pk, []), sealed))
    yield from each(sealed.events.values(), sealed.place, lambda event: reading_faults(event, readings.get(event.pk, []), firsts, sealed))
    yield from each([inspection], lambda one: one.slug, lambda one: done_faults(sealed, [row for rows in objects.values() for row in rows]))
    for rows in (measures, files, reports, readings):
        yield from (f"{inspection.slug}: a row of an event of another journal ({pk})" for pk in rows.keys() - sealed.events.keys())
    yield from shadow_faults(inspection, sealed, of_items)


def each(rows: Iterable[Any], name: Callable[[Any], str], test: Callable[[Any], Iterator[str]]) -> Iterator[str]:
    """The faults of each row behind its name; a row that cannot be read is a fault itself."""
    for row in rows:
        found = []
        try:
            for fault in test(row):
                found.append(fault)
        except UNREADABLE as fault:
            found.append(f"cannot be read ({fault!r})")
        yield from (f"{name(row)}: {fault}" for fault in found)


def grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows by their event."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.event_id, []).append(row)
    return found


def version_faults(version: ProcedureVersion) -> Iterator[str]:
    """Rules that are not those of their digest, or have another number of gates than stands beside them."""
    if digest(version.rules) != version.digest:
        yield "the rules are not those of their digest"
    if len(version.as_rules.gates) != version.gate_count:
        yield "another number of gates than its rules have"


def differs(event: Event, name: str, told: str, sealed: Sealed) -> bool:
    """Whether words are not those that the event sealed under a name. What was erased by law can no longer be compared."""
    held = sealed.words.get((event.pk, name), ("", ""))
    return held is not None and event.digests.get(name) != salted(told, held[1])


def item_faults(item: Item, events: Sequence[Event], sealed: Sealed) -> Iterator[str]:
    """Number, words and procedure against the item's admission, or the newest amendment and change of procedure."""
    stood = case.standing(events)
    if not stood or stood[0].move != "admit":
        yield "no admission before all else"
        return
    admitted = stood[0]
    told = next((event for event in reversed(stood) if event.move == "amend"), admitted)
    moved = next((event for event in reversed(stood) if event.move == "change_procedure"), admitted)
    if admitted.facts.get("number") != item.number:
        yield NUMBER
    if differs(told, "text", item.text, sealed):
        yield WORDS
    if moved.facts.get("procedure") != item.procedure_version.digest:
        yield PROCEDURE


def of_measures(rows: Iterable[PlanObject]) -> dict[int, list[PlanObject]]:
    """Objects by their measure, in the order of the plan."""
    found: dict[int, list[PlanObject]] = {}
    for row in sorted(rows, key=lambda one: (one.position, one.pk)):
        found.setdefault(row.measure_id, []).append(row)
    return found


def plan_faults(event: Event, rows: list[Measure], sealed: Sealed, objects: Mapping[int, list[PlanObject]]) -> Iterator[str]:
    """Measures, with their targets and objects, against the plan, or the admission, that put them there."""
    if "measures" not in event.digests:
        if rows:
            yield "measures that it never named"
        return
    held = sealed.words.get((event.pk, "measures"), ("[]", ""))
    if held is None:
        return
    planned = json.loads(held[0])
    # A plan's measures are numbered where nobody did; a document's stand as they are printed.
    said = [{**one, "ordinal": one["ordinal"] or (f"{n}." if event.move == "plan" else "")} for n, one in enumerate(planned, 1)]
    told = [row_told(one, objects.get(one.pk, ())) for one in rows]
    if differs(event, "measures", held[0], sealed) or said != told or any(one.item_id != event.item_id for one in rows):
        yield "the measures are not those that it named"


def file_faults(event: Event, rows: list[Evidence], sealed: Sealed) -> Iterator[str]:
    """Evidence against the digests, kinds and days that came with its event, and the names and sources that it sealed."""
    said = Counter((one["sha256"], one["size"], one["measure"], one.get("kind", "document"), one.get("expires_on")) for one in event.facts.get("files", []))
    told = Counter((one.sha256, one.size, one.measure_id, one.kind, one.expires_on.isoformat() if one.expires_on else None) for one in rows)
    words = json.dumps([[one.name, one.source] for one in rows], ensure_ascii=False)
    if store.WORDS in event.digests and differs(event, store.WORDS, words, sealed):
        yield "the names of the evidence are not those that it sealed"
    if said != told or any(one.item_id != event.item_id for one in rows):
        yield "the evidence is not that which it named"


def reading_faults(event: Event, rows: list[Reading], firsts: Mapping[int, int], sealed: Sealed) -> Iterator[str]:
    """Readings against the report that told them."""
    if "readings" not in event.digests:
        if rows:
            yield "readings that it never told"
        return
    held = sealed.words.get((event.pk, "readings"), ("[]", ""))
    if held is None:
        return
    said = [(firsts.get(one["target"]), one["part"], one["value"], one["on"]) for one in json.loads(held[0])]
    told = [(one.target_id, one.part, plain(one.value), one.on.isoformat()) for one in rows]
    if differs(event, "readings", held[0], sealed) or said != told:
        yield "the readings are not those that it told"


def done_faults(sealed: Sealed, objects: Sequence[PlanObject]) -> Iterator[str]:
    """What is done of the objects of plans against the reports that say so; a later plan takes over what was done of the same object."""
    by_id = {one.pk: one for one in objects}
    said: dict[tuple[int, str, str, str], int] = {}
    for items in by_item(sealed.events.values()).values():
        for event in case.standing(items):
            for pk in event.facts.get("done", ()):
                if (one := by_id.get(pk)) is None or one.done_by_id != event.pk:
                    yield f"{sealed.place(event)}: what it says to be done is not"
                else:
                    said[event.pk, one.kind, one.name, one.task] = pk
    for one in objects:
        if one.done_by_id is not None and (one.done_by_id, one.kind, one.name, one.task) not in said:
            yield f"an object of a plan ({one.pk}) is done, and no report says so"


def by_item(events: Iterable[Event]) -> dict[int, list[Event]]:
    """Events by their item, in the order of the journal."""
    found: dict[int, list[Event]] = {}
    for event in events:
        found.setdefault(event.item_id or 0, []).append(event)
    return found


def report_faults(event: Event, rows: list[Progress], sealed: Sealed) -> Iterator[str]:
    """Progress against what was reported."""
    if event.move != "report_progress":
        if rows:
            yield "progress that it never told"
    elif len(rows) != 1 or differs(event, "narrative", rows[0].text, sealed):
        yield "the progress is not what it told"


def shadow_faults(inspection: Inspection, sealed: Sealed, events: Mapping[int, Sequence[Event]]) -> Iterator[str]:
    """Duties, and the plan in force, against what the standing events give."""
    held: dict[int, set[duties.Duty]] = {}
    for row in Responsibility.objects.filter(sight.believed(), item__inspection=inspection):
        held.setdefault(row.item_id, set()).add(duties.of_row(row))

    def of_item(item: Item) -> Iterator[str]:
        if held.get(item.pk, set()) != set(duties.told(case.standing(events.get(item.pk, [])))):
            yield "the duties are not what its events say"

    yield from each(sealed.items.values(), lambda item: item.address, of_item)
    yield from version_shadow(inspection, sealed, events)
    measures = Measure.objects.filter(item__inspection=inspection)
    now, due = ({*rows.values_list("pk", "item_id")} for rows in (measures.filter(ended_by__isnull=True), measures.filter(queries.in_force())))
    wrong = sorted({sealed.items[item].address for _, item in now ^ due})
    yield from (f"{address}: the plan in force is not what its events say" for address in wrong)


def version_shadow(inspection: Inspection, sealed: Sealed, events: Mapping[int, Sequence[Event]]) -> Iterator[str]:
    """Which evidence was replaced or withdrawn, what it replaces, and which check of it counts, against the standing events."""
    ended: dict[int, int] = {}
    checked: dict[int, int] = {}
    for of_item in events.values():
        for event in case.standing(of_item):
            if event.move in ("replace_evidence", "withdraw_evidence", "review_evidence"):
                (checked if event.move == "review_evidence" else ended)[event.facts["evidence"]] = event.pk
    replaced = {event.pk: event.facts["evidence"] for event in sealed.events.values() if event.move == "replace_evidence"}
    for row in Evidence.objects.filter(item__inspection=inspection).order_by("id"):
        if (row.ended_by_id, row.review_id, row.replaces_id) != (ended.get(row.pk), checked.get(row.pk), replaced.get(row.event_id)):
            yield f"{sealed.items[row.item_id].address}: the state of evidence {row.pk} is not what its events say"
