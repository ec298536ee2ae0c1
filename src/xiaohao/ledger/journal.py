"""变动日志: how an event is written: its place in the journal, its digest, its facts, and the periods that follow from it.

Known by `moves` and `intake` only; they hold the lock of the inspection's head before they come here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from xiaohao.ledger.models import STATE_COLUMNS, Event, EventFact, Inspection, Item, Period, columns
from xiaohao.lifecycle import Capacity, State
from xiaohao.seal import link, new_salt, salted

CANONICAL_VERSION = 1
RECORD_FIELDS = (
    "inspection_id", "item_id", "referral_id", "seq", "version", "move", "by_user_id", "by_person_id", "capacity", "unit_id", "effective_on",
    "recorded_at", "facts", "digests", "annuls_id", "gate_passed", *STATE_COLUMNS,
)  # fmt: skip


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
    gate_passed: int | None = None
    referral_id: int | None = None


def record(event: Event) -> dict[str, object]:
    """The event as the value that its digest covers; moments in UTC."""
    value: dict[str, object] = {name: getattr(event, name) for name in RECORD_FIELDS}
    value["recorded_at"] = event.recorded_at.astimezone(UTC)
    return value


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
            annuls_id=act.annuls_id, gate_passed=act.gate_passed, previous=inspection.head, **(columns(act.state) if act.state else {}),
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


def follow(item: Item, event: Event, state: State) -> None:
    """Make the item's row the shadow of `event`, and its periods with it: from the event's day on it is so, as known from now on."""
    for name, value in columns(state).items():
        setattr(item, name, value)
    item.last_event = event
    item.save(update_fields=[*STATE_COLUMNS, "last_event"])
    last = Period.objects.filter(item=item, seq_to__isnull=True, to_on__isnull=True).values("id", "from_on", "event_id", *STATE_COLUMNS).first()
    fresh = [period(item, event.pk, columns(state), event.effective_on, None, event.seq)]
    if last is not None:
        Period.objects.filter(pk=last.pop("id")).update(seq_to=event.seq)
        from_on, of_event = last.pop("from_on"), last.pop("event_id")
        if from_on < event.effective_on:
            fresh.append(period(item, of_event, last, from_on, event.effective_on, event.seq))
    Period.objects.bulk_create(fresh)


def retell(item: Item, event: Event, told: Iterable[tuple[int, date, State]], state: State) -> None:
    """Tell the item's whole past anew, as known from `event` on: after an annulment. `told` is (event, day, state) in order of days."""
    for name, value in columns(state).items():
        setattr(item, name, value)
    item.last_event = event
    item.save(update_fields=[*STATE_COLUMNS, "last_event"])
    Period.objects.filter(item=item, seq_to__isnull=True).update(seq_to=event.seq)
    Period.objects.bulk_create(periods(item, tuple(told), event.seq))


def periods(item: Item, told: Sequence[tuple[int, date, State]], seq_from: int) -> list[Period]:
    """The states as periods that do not overlap; of several on one day the last one counts."""
    rows = []
    for (event_id, from_on, state), following in zip(told, [*told[1:], None], strict=True):
        to_on = following[1] if following else None
        if to_on is None or to_on > from_on:
            rows.append(period(item, event_id, columns(state), from_on, to_on, seq_from))
    return rows


def period(item: Item, event_id: int, state: Mapping[str, object], from_on: date, to_on: date | None, seq_from: int) -> Period:
    """One period of an item, still believed."""
    return Period(
        inspection_id=item.inspection_id, item_id=item.pk, event_id=event_id, from_on=from_on, to_on=to_on, seq_from=seq_from,
        is_counted=item.is_counted, **state,
    )  # fmt: skip
