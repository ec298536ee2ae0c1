"""证明: that every row equals its events, and that the journal is whole. Reads only; what is wrong is named, never mended, and nothing ends in a traceback."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from xiaohao.ledger import case, duties, journal, law, sealed, sight
from xiaohao.ledger.closing import manifest
from xiaohao.ledger.models import STATE_COLUMNS, Event, EventFact, Inspection, Item, Mandate, Period, Sight, columns
from xiaohao.lifecycle import MOVES, Capacity, Rules, breaks, hands, needs, replay
from xiaohao.people import queries as people
from xiaohao.seal import Break, salted, walk

Row = tuple[int, str, str, Mapping[str, object]]


def replay_faults(inspection: Inspection) -> Iterator[str]:
    """Each row that is not what the events say, as one line: items, periods, sight, and all that `sealed` holds against them."""
    events = Event.objects.filter(inspection=inspection, item__isnull=False).order_by("item_id", "seq")
    items = {item.pk: item for item in Item.objects.filter(inspection=inspection).select_related("procedure_version")}
    told: dict[int, list[tuple[object, ...]]] = {}
    for row in Period.objects.filter(inspection=inspection, seq_to__isnull=True).order_by("item_id", "from_on"):
        told.setdefault(row.item_id, []).append((row.from_on, row.to_on, *(getattr(row, name) for name in STATE_COLUMNS)))
    seen = set()
    for item_id, of_item in groupby(events, key=lambda event: event.item_id):
        history = tuple(of_item)
        seen.add(item_id)
        if item_id not in items:
            yield f"{inspection.slug}: event {history[0].seq}: its item is of another inspection"
            continue
        try:
            yield from list(item_faults(items[item_id], history, told.get(item_id, [])))
        except sealed.UNREADABLE as fault:
            yield f"{items[item_id].address}: its events cannot be told again ({fault!r})"
    yield from (f"{items[item_id].address}: no event" for item_id in items.keys() - seen)
    yield from sealed.each([inspection], lambda one: one.slug, sight_faults)
    yield from sealed.each([inspection], lambda one: one.slug, hand_faults)
    yield from sealed.faults(inspection)


def item_faults(item: Item, history: tuple[Event, ...], told: list[tuple[object, ...]]) -> Iterator[str]:
    """The item's row against the newest state, each event against the state after it, the periods against all."""
    rules = item.procedure_version.as_rules
    steps = case.steps_of(history)
    by_seq = {event.seq: event for event in history}
    states = replay(steps, rules)
    if not states:
        yield f"{item.address}: no standing event"
        return
    if columns(states[-1][1]) != {name: getattr(item, name) for name in STATE_COLUMNS}:
        yield f"{item.address}: the row is not what its events say"
    if item.last_event_id != history[-1].pk:
        yield f"{item.address}: the row does not name its newest event"
    expected = journal.periods(item, tuple((by_seq[step.seq].pk, step.effective_on, state) for step, state in states), 0)
    if [(row.from_on, row.to_on, *(getattr(row, name) for name in STATE_COLUMNS)) for row in expected] != joined(told):
        yield f"{item.address}: the periods are not what the events say"
    yield from (f"{item.address}: {fault}" for fault in unlawful(history, rules))
    for place, event in enumerate(history):
        after = replay(steps[: place + 1], rules)
        if after and columns(after[-1][1]) != {name: getattr(event, name) for name in STATE_COLUMNS}:
            yield f"{item.address}: event {event.seq} left another state than the law gives"


def unlawful(history: tuple[Event, ...], rules: Rules) -> Iterator[str]:
    """Events that no door could have written: out of order, by a hand whose own work it was, on another seal than that of their claim, on no evidence.

    Events of the first form of records had no seal.
    """
    out_of_order = breaks(case.steps_of(history), 0, rules)
    if out_of_order is not None:
        yield f"event {out_of_order} could not have been made"
    yield from unasked(history, rules)
    doers: set[tuple[int, int | None]] = set()
    claims: dict[int, Event] = {}
    for event in case.standing(history):
        if event.move in law.OF_DOERS:
            doers.add((event.cycle, event.by_person_id))
        if event.move in law.BARRED and (event.by_person_id is None or (event.cycle, event.by_person_id) in doers):
            yield f"event {event.seq} was made by a hand whose own work it was"
        if event.move == "claim_completion":
            claims[event.cycle] = event
            fixed = event.facts.get("manifest")
            if event.version > 1 and (not fixed or not fixed["evidence"] or manifest.seal_of(fixed) != event.seal):
                yield f"event {event.seq} claims on no manifest"
        if event.move in case.WANT_MANIFEST and event.cycle in claims and event.seal != claims[event.cycle].seal:
            yield f"event {event.seq} stands on another seal than its claim"


def unasked(history: tuple[Event, ...], rules: Rules) -> Iterator[str]:
    """Events that lack what their move needs, or were made in a capacity that the move is not for."""
    by_seq, before = {event.seq: event for event in history}, None
    for step, state in replay(case.steps_of(history), rules):
        event = by_seq[step.seq]
        resorted = "letter" in event.digests
        if event.version > 1 and MOVES[event.move].sources:
            given = {**event.facts, **event.digests}
            for need in needs(event.move, rules, before, is_last_resort=resorted):
                if need.is_asked(given) and not given.get(need.key):
                    yield f"event {event.seq} was made without its {need.key}"
            if Capacity(event.capacity) not in hands(event.move, rules, before, is_last_resort=resorted):
                yield f"event {event.seq} was made in a capacity that it is not for"
        before = state


def hand_faults(inspection: Inspection) -> Iterator[str]:
    """Events made in a capacity that the person did not hold on the day of recording: by posts, mandates and duties. Two statements for each person and day."""
    mandates = list(Mandate.objects.filter(inspection=inspection))
    held: dict[tuple[int, date], frozenset[int]] = {}
    stood_for: dict[tuple[int, date], frozenset[int]] = {}
    before: dict[int, list[Event]] = {}
    for event in Event.objects.filter(inspection=inspection, item__isnull=False).order_by("seq"):
        past = before.setdefault(event.item_id or 0, [])
        if event.by_person_id is not None and event.move != "admit":
            day = timezone.localdate(event.recorded_at)
            key = (event.by_person_id, day)
            if key not in held:
                held[key] = frozenset(people.posts_of(event.by_person_id, day).values_list("unit_id", flat=True))
                stood_for[key] = frozenset(people.acting_for(event.by_person_id, day).values_list("appointment__person_id", flat=True)) | {event.by_person_id}
            if not holds(event, day, held[key], stood_for[key], mandates, past):
                yield f"event {event.seq}: whoever made it did not act as {event.capacity} on that day"
        past.append(event)


def holds(event: Event, day: date, units: frozenset[int], persons: frozenset[int], mandates: Sequence[Mandate], past: Sequence[Event]) -> bool:
    """Whether the capacity of an event was that of somebody with posts at these units who acts for these persons, on the day, as far as was known then."""
    given = [one for one in mandates if one.capacity == event.capacity and one.from_on <= day and (one.to_on is None or one.to_on >= day)]
    if any(one.unit_id in units for one in given):
        return True
    told = [one for one in duties.told(case.standing(past)) if one.capacity == event.capacity and one.from_on <= day and (one.to_on is None or one.to_on >= day)]
    return any(one.unit_id in units or one.person_id in persons for one in told)


def joined(told: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """(from, to, state …) with a state that goes on as one span."""
    rows: list[tuple[Any, ...]] = []
    for row in told:
        if rows and (rows[-1][1], *rows[-1][2:]) == (row[0], *row[2:]):
            rows[-1] = (rows[-1][0], *row[1:])
        else:
            rows.append(row)
    return rows


def sight_faults(inspection: Inspection) -> Iterator[str]:
    """Sight rows that are not what mandates and duties give."""
    stored = {sight.key(row) for row in Sight.objects.filter(inspection=inspection)}
    due = {sight.key(row) for row in sight.rebuild(inspection)}
    if stored != due:
        yield f"{len(stored - due)} rows of sight too many, {len(due - stored)} missing"


def chain_break(inspection: Inspection) -> Break | None:
    """The first record of the journal that is not what was written, or None. A head that differs from the newest event is a cut tail."""
    events = Event.objects.filter(inspection=inspection).order_by("seq")
    reached = [0]

    def rows() -> Iterator[Row]:
        for event in events.iterator(chunk_size=2000):
            reached[0] = event.seq
            yield event.seq, event.previous, event.digest, journal.record(event)

    try:
        broken = walk(rows())
    except (TypeError, ValueError):  # a value that no event of ours can hold
        return Break(reached[0], "edited")
    if broken is not None:
        return broken
    newest = events.values_list("seq", "digest").last() or (0, "")
    if newest != (inspection.seq, inspection.head):
        return Break(seq=min(newest[0], inspection.seq) + 1, kind="tail")
    return None


def fact_faults(inspection: Inspection) -> Iterator[str]:
    """Personal facts whose words are not those that the event sealed, or that are not there. Of what was erased nothing is left, not even a salt."""
    facts: dict[int, dict[str, EventFact]] = {}
    for fact in EventFact.objects.filter(event__inspection=inspection).iterator(chunk_size=2000):
        facts.setdefault(fact.event_id, {})[fact.name] = fact
    for pk, seq, digests in Event.objects.filter(inspection=inspection).order_by("seq").values_list("pk", "seq", "digests").iterator(chunk_size=2000):
        said, sealed_by = facts.get(pk, {}), digests if isinstance(digests, dict) else {}
        for name in sorted(sealed_by.keys() | said.keys()):
            if name not in said:
                yield f"{inspection.slug}: event {seq}: {name} is missing"
            elif name not in sealed_by or not is_sealed(said[name], sealed_by[name]):
                yield f"{inspection.slug}: event {seq}: {name} is not what was sealed"


def is_sealed(fact: EventFact, digest: object) -> bool:
    """Whether a fact's words are those of the digest, or were erased whole."""
    return not (fact.value or fact.salt) if fact.erased_at else salted(fact.value, fact.salt) == digest
