"""证明: that every row equals its events, and that the journal is whole. Reads only; what is wrong is named, never mended."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from xiaohao.ledger import case, journal, sight
from xiaohao.ledger.models import STATE_COLUMNS, Event, EventFact, Inspection, Item, Period, Sight, columns
from xiaohao.lifecycle import replay
from xiaohao.seal import Break, salted, walk


def replay_faults(inspection: Inspection) -> Iterator[str]:
    """Each item, period and sight row that is not what the events say, as one line."""
    events = Event.objects.filter(inspection=inspection, item__isnull=False).order_by("item_id", "seq")
    items = {item.pk: item for item in Item.objects.filter(inspection=inspection).select_related("procedure_version")}
    told: dict[int, list[tuple[object, ...]]] = {}
    for row in Period.objects.filter(inspection=inspection, seq_to__isnull=True).order_by("item_id", "from_on"):
        told.setdefault(row.item_id, []).append((row.from_on, row.to_on, *(getattr(row, name) for name in STATE_COLUMNS)))
    seen = set()
    for item_id, of_item in groupby(events, key=lambda event: event.item_id):
        history = tuple(of_item)
        seen.add(item_id)
        yield from item_faults(items[item_id], history, told.get(item_id, []))
    yield from (f"{items[item_id].address}: no event" for item_id in items.keys() - seen)
    yield from sight_faults(inspection)


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
    for place, event in enumerate(history):
        after = replay(steps[: place + 1], rules)
        if after and columns(after[-1][1]) != {name: getattr(event, name) for name in STATE_COLUMNS}:
            yield f"{item.address}: event {event.seq} left another state than the law gives"


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
        yield f"{inspection.slug}: {len(stored - due)} rows of sight too many, {len(due - stored)} missing"


def chain_break(inspection: Inspection) -> Break | None:
    """The first record of the journal that is not what was written, or None. A head that differs from the newest event is a cut tail."""
    events = Event.objects.filter(inspection=inspection).order_by("seq")
    rows = ((event.seq, event.previous, event.digest, journal.record(event)) for event in events.iterator(chunk_size=2000))
    broken = walk(rows)
    if broken is not None:
        return broken
    newest = events.values_list("seq", "digest").last() or (0, "")
    if newest != (inspection.seq, inspection.head):
        return Break(seq=min(newest[0], inspection.seq) + 1, kind="tail")
    return None


def fact_faults(inspection: Inspection) -> Iterator[str]:
    """Personal facts whose words are not those that the event sealed; erased ones are passed over."""
    facts = EventFact.objects.filter(event__inspection=inspection, erased_at__isnull=True).select_related("event").order_by("event__seq")
    for fact in facts.iterator(chunk_size=2000):
        if fact.event.digests.get(fact.name) != salted(fact.value, fact.salt):
            yield f"{inspection.slug}: event {fact.event.seq}: {fact.name} is not what was sealed"
