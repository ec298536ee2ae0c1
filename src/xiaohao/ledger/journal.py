"""变动日志: how an event is written: its place in the journal, its digest, its facts, and the periods that follow from it.

Known by `moves` and `intake` only; they hold the lock of the inspection's head before they come here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Self

from django.db import connection
from django.db.models import F, FilteredRelation, Max, Q

from xiaohao.ledger.models import STATE_COLUMNS, STATE_FIELDS, Event, EventFact, Inspection, Item, Period, columns
from xiaohao.lifecycle import Capacity, State
from xiaohao.seal import link, new_salt, salted

CANONICAL_VERSION = 2
FIRST_FIELDS = (
    "inspection_id", "item_id", "referral_id", "seq", "version", "move", "by_user_id", "by_person_id", "capacity", "unit_id", "effective_on",
    "recorded_at", "facts", "digests", "annuls_id", "gate_passed", *STATE_COLUMNS[:11],
)  # fmt: skip
# What a record of each version of the form covers: events of an earlier one keep the digest that they were written with.
RECORD_FIELDS = {1: FIRST_FIELDS, 2: (*FIRST_FIELDS, "answers_id", "seal", *STATE_COLUMNS[11:])}


@dataclass(frozen=True, slots=True)
class Act:
    """一次办理: what is to be written. `plain` facts name nobody; `personal` ones are kept apart, salted."""

    move: str
    effective_on: date
    capacity: Capacity
    item_id: int | None = None
    state: State | None = None
    by_user_id: int | None = None
    by_person_id: int | None = None
    unit_id: int | None = None
    plain: Mapping[str, object] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)
    annuls_id: int | None = None
    answers_id: int | None = None
    gate_passed: int | None = None
    seal: str = ""
    referral_id: int | None = None


def record(event: Event) -> dict[str, object]:
    """The event as the value that its digest covers; moments in UTC."""
    value: dict[str, object] = {name: getattr(event, name) for name in RECORD_FIELDS[event.version]}
    value["recorded_at"] = event.recorded_at.astimezone(UTC)
    return value


def reserve(count: int) -> range | list[int]:
    """Ids for so many items, ahead of their rows: an event is written before the item that names it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence('ledger_item', 'id')) FROM generate_series(1, %s)", [count])
            return [row[0] for row in cursor.fetchall()]
    # SQLite: the transaction holds the only write lock, and items are never removed.
    last = Item.objects.aggregate(last=Max("pk"))["last"] or 0
    return range(last + 1, last + 1 + count)


def append(inspection: Inspection, acts: Sequence[Act], *, now: datetime) -> list[Event]:
    """Write the acts at the end of the journal, in order; the caller holds the lock of `inspection` and has read its head under it.

    `recorded_at` never runs backwards along the journal: an earlier clock is lifted to the head's moment.
    """
    recorded_at = max(now, inspection.head_recorded_at) if inspection.head_recorded_at else now
    events, facts = [], []
    for act in acts:
        salts = {name: new_salt() for name in act.personal}
        event = Event(
            inspection_id=inspection.pk, item_id=act.item_id, referral_id=act.referral_id, seq=inspection.seq + 1, version=CANONICAL_VERSION,
            move=act.move, by_user_id=act.by_user_id, by_person_id=act.by_person_id, capacity=act.capacity.value, unit_id=act.unit_id,
            effective_on=act.effective_on, recorded_at=recorded_at, facts=dict(act.plain),
            digests={name: salted(value, salts[name]) for name, value in act.personal.items()},
            annuls_id=act.annuls_id, answers_id=act.answers_id, gate_passed=act.gate_passed, seal=act.seal, previous=inspection.head, **(columns(act.state) if act.state else {}),
        )  # fmt: skip
        event.digest = link(inspection.head, record(event))
        inspection.seq, inspection.head = event.seq, event.digest
        events.append(event)
        facts.append([(name, salts[name], value) for name, value in act.personal.items()])
    inspection.head_recorded_at = recorded_at
    Event.objects.bulk_create(events, batch_size=1000)
    rows = [EventFact(event=event, name=n, salt=s, value=v) for event, said in zip(events, facts, strict=True) for n, s, v in said]
    if rows:
        EventFact.objects.bulk_create(rows, batch_size=1000)
    inspection.save(update_fields=["seq", "head", "head_recorded_at"])
    return events


@dataclass(frozen=True, slots=True)
class Opened:
    """未完的期间: of an item's period that is believed and has no end yet: since when, by which event, as known from where."""

    from_on: date
    event_id: int
    seq_from: int

    @classmethod
    def of(cls, row: Any) -> Self | None:
        """As read with `opened`."""
        return cls(row.open_from, row.open_event, row.open_seq) if row.open_seq is not None else None


def opened(to_item: str = "") -> dict[str, Any]:
    """Annotations that read an item's open period with its row; `to_item` is the path to the item, such as "item__"."""
    path = f"{to_item}periods"
    return {
        "open_period": FilteredRelation(path, condition=Q(**{f"{path}__seq_to__isnull": True, f"{path}__to_on__isnull": True})),
        "open_from": F("open_period__from_on"), "open_event": F("open_period__event_id"), "open_seq": F("open_period__seq_from"),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """一处变化: an item, the event that is now its newest, the state that it leaves, and the period that was open until now.

    `told` is the item's whole past, (event, day, state) in order of days, where an annulment tells it anew.
    """

    item: Item
    event: Event
    state: State
    opened: Opened | None
    told: Sequence[tuple[int, date, State]] = ()


def follow(changes: Sequence[Change]) -> None:
    """Make each item's row the shadow of its event, and its periods with it. What did not change is not written."""
    rows: list[Period] = []
    for change in changes:
        item, event = change.item, change.event
        if change.told:
            Period.objects.filter(item=item, seq_to__isnull=True).update(seq_to=event.seq)
            rows += periods(item, change.told, event.seq)
        elif change.state != item.state:
            rows += turned(change)
    is_same = all(change.state == change.item.state for change in changes)
    for change in changes:
        for name, value in columns(change.state).items():
            setattr(change.item, name, value)
        change.item.last_event = change.event
    if len(changes) == 1:
        (item,) = (change.item for change in changes)
        item.save(update_fields=["last_event"] if is_same else [*STATE_COLUMNS, "last_event"])
    else:
        Item.objects.bulk_update([change.item for change in changes], [*STATE_FIELDS, "last_event"])
    # One statement closes the open periods and writes what takes their place: a period is known by its item, its day and its place in the journal.
    Period.objects.bulk_create(rows, update_conflicts=True, unique_fields=["item", "seq_from", "from_on"], update_fields=["seq_to"])


def turned(change: Change) -> list[Period]:
    """The periods of an item that goes over into another state: the open one closed as no longer what we know, and from the event's day on the new one."""
    item, event, held = change.item, change.event, change.opened
    fresh = [period(item, event.pk, columns(change.state), event.effective_on, None, event.seq)]
    if held is None:
        return fresh
    before = columns(item.state)
    closed = period(item, held.event_id, before, held.from_on, None, held.seq_from)
    closed.seq_to = event.seq
    if held.from_on < event.effective_on:
        fresh.append(period(item, held.event_id, before, held.from_on, event.effective_on, event.seq))
    return [closed, *fresh]


def spans(told: Sequence[tuple[int, date, State]]) -> list[tuple[int, date, date | None, State]]:
    """(event, from, to, state): the states as days that do not overlap; of several on one day the last one counts, and a state that goes on is one span."""
    rows: list[tuple[int, date, date | None, State]] = []
    for (event_id, from_on, state), following in zip(told, [*told[1:], None], strict=True):
        to_on = following[1] if following else None
        if to_on is not None and to_on <= from_on:
            continue
        if rows and rows[-1][2:] == (from_on, state):
            rows[-1] = (*rows[-1][:2], to_on, state)
        else:
            rows.append((event_id, from_on, to_on, state))
    return rows


def periods(item: Item, told: Sequence[tuple[int, date, State]], seq_from: int) -> list[Period]:
    """The spans as periods of the item."""
    return [period(item, event_id, columns(state), from_on, to_on, seq_from) for event_id, from_on, to_on, state in spans(told)]


def period(item: Item, event_id: int, state: Mapping[str, object], from_on: date, to_on: date | None, seq_from: int) -> Period:
    """One period of an item, still believed."""
    return Period(
        inspection_id=item.inspection_id, item_id=item.pk, event_id=event_id, from_on=from_on, to_on=to_on, seq_from=seq_from,
        is_counted=item.is_counted, **state,
    )  # fmt: skip
