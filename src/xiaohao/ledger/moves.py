"""办理: the door through which items move. Lock, ask the law, write the event, let the row follow, and nothing else.

Pages, programs, imports and administrators all come through here; the database refuses what does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import cast

from django.db import transaction
from django.utils import timezone

from xiaohao.ledger import case, journal, sight, store
from xiaohao.ledger import given as givens
from xiaohao.ledger.case import Case
from xiaohao.ledger.models import Event, Evidence, Inspection, Item, Measure, Progress, Responsibility
from xiaohao.ledger.store import Kept, Upload
from xiaohao.lifecycle import (
    MOVES,
    Capacity,
    Move,
    Need,
    Refused,
    Rules,
    State,
    check,
    hands,
    needs,
    outcome,
    parts_given,
    parts_state,
    replay,
)
from xiaohao.people.models import User

__all__ = ["Upload", "annul", "make"]


def make(
    move: str, item: Item, *, by: User, on: date, now: datetime, given: Mapping[str, object] | None = None, files: Sequence[Upload] = (),
) -> Event:  # fmt: skip
    """Make one move on one item and return its event.

    `on` is the day from which it is so, `now` the moment of recording; `given` holds what the move needs, by key; `files` are evidence.
    Raises Refused, with nothing written, where the law, the facts or the values do not allow it.
    """
    if move not in MOVES or not MOVES[move].by_person or move == "admit":
        raise Refused("unknown_move", move=move)
    with transaction.atomic():
        row = locked(item)
        found, looked = asked_for(move, row, by, on, now, given or {}, files)
        # Kept only once the law has said yes, so that nobody fills the store with files of a move that is refused.
        kept = tuple(store.keep(upload) for upload in files)
        return write(MOVES[move], row, looked, found, by=by, on=on, now=now, kept=kept)


def annul(event: Event, *, by: User, on: date, now: datetime, reason: str) -> Event:
    """Put a wrong event right: from now on it never was, for every day. Raises Refused where a later one would become unlawful."""
    if event.item is None:
        raise Refused("unknown_move", move="annul")
    return make("annul", event.item, by=by, on=on, now=now, given={"event": event.pk, "reason": reason})


def locked(item: Item) -> Item:
    """The item and its inspection's head, read again under the lock of the head: one statement."""
    return Item.objects.select_related("inspection", "procedure_version").select_for_update(of=("inspection",)).get(pk=item.pk)


def asked_for(
    move: str, item: Item, by: User, on: date, now: datetime, raw: Mapping[str, object], files: Sequence[Upload],
) -> tuple[dict[str, object], Case]:  # fmt: skip
    """What was given, made sure of, and the case; raises the first refusal."""
    rules = item.procedure_version.as_rules
    wanted = needs(move, rules, item.state)
    looked = case.gather(by, item, timezone.localdate(now), move=move, rules=rules)
    # Who may not make the move learns that first, not which field is empty.
    check(move, looked.facts)
    found = givens.cleaned(wanted, raw)
    facts = replace(looked.facts, effective_on=on, given={**found, **({"files": len(files)} if files else {})})
    if proves(files) and Measure.objects.filter(item=item, pk__in=proves(files)).count() != len(proves(files)):
        raise Refused("bad_value", need="measure", value=", ".join(map(str, sorted(proves(files)))))
    if move in case.WANT_PROOF:
        facts = case.with_proof(facts, item, proves(files), len(files))
    if move in case.WANT_SIGNERS:
        facts = replace(facts, signers=case.signers(item, facts.today, by.person_id))
    if move == "annul":
        in_past_cycle, broken = about_annulling(item, found, looked, rules)
        facts = replace(facts, annul_in_past_cycle=in_past_cycle, annul_breaks=broken)
    check(move, facts)
    return found, Case(facts, looked.hands, looked.events)


def proves(files: Sequence[Upload]) -> frozenset[int]:
    """The measures that the files name."""
    return frozenset(upload.measure for upload in files if upload.measure is not None)


def about_annulling(item: Item, found: Mapping[str, object], looked: Case, rules: Rules) -> tuple[bool, str | None]:
    """Whether the event is of a past cycle, and which later move would become unlawful without it. Raises Refused(no_such_event)."""
    wrong = next((event for event in looked.events if event.pk == found.get("event")), None)
    if wrong is None:
        if Event.objects.filter(pk=cast(int, found.get("event", 0)), item=item).exists():
            return True, None
        raise Refused("no_such_event")
    if wrong.move in ("annul", "admit", "follow_parts") or wrong not in case.standing(looked.events):
        raise Refused("no_such_event")
    broken = case.breaks_if_annulled(all_events(item), wrong, rules)
    return False, broken.move if broken else None


def all_events(item: Item) -> tuple[Event, ...]:
    """Every event of the item, in order of the journal."""
    return tuple(Event.objects.filter(item=item).order_by("seq"))


def write(
    move: Move, item: Item, looked: Case, found: Mapping[str, object], *, by: User, on: date, now: datetime, kept: Sequence[Kept],
) -> Event:  # fmt: skip
    """Write the event and everything that follows from it; the law has been asked."""
    rules, inspection = looked.facts.rules, item.inspection
    wanted = needs(move.name, rules, item.state)
    told: tuple[tuple[int, date, State], ...] = ()
    if move.name == "annul":
        told = without(item, cast(int, found["event"]), rules)
        after = told[-1][2]
    else:
        after = outcome(move.name, item.state, rules, found, on)
    capacity = hand(move, rules, item.state, looked)
    plain = givens.plain(wanted, found)
    if kept:
        plain["files"] = [{"sha256": file.sha256, "size": file.size, "measure": file.measure} for file in kept]
    act = journal.Act(
        move=move.name, effective_on=on, capacity=capacity, item_id=item.pk, state=after, by_user_id=by.pk, by_person_id=by.person_id,
        unit_id=looked.hands.units[capacity], plain=plain, personal=givens.personal(wanted, found),
        annuls_id=cast("int | None", found.get("event")), gate_passed=item.gate if move.name == "pass_gate" else None,
    )  # fmt: skip
    (event,) = journal.append(inspection, [act], now=now)
    if told:
        journal.retell(item, event, told, after)
        undo(item, cast(int, found["event"]))
    else:
        journal.follow(item, event, after)
    consequences(move, item, event, found, wanted, kept, by)
    if item.parent_id:
        follow_parts(inspection, item.parent_id, on, now)
    return event


def hand(move: Move, rules: Rules, state: State, looked: Case) -> Capacity:
    """The capacity in which the move is made: the first that the move allows, in the order of the table of capacities."""
    allowed = hands(move.name, rules, state)
    return next(one for one in Capacity if one in allowed and one in looked.hands.capacities)


def without(item: Item, event_id: int, rules: Rules) -> tuple[tuple[int, date, State], ...]:
    """The item's states as they follow when the event is left out: (event, day, state)."""
    events = all_events(item)
    by_seq = {event.seq: event for event in events}
    steps = tuple(step for step in case.steps_of(events) if step.seq != next(e.seq for e in events if e.pk == event_id))
    return tuple((by_seq[step.seq].pk, step.effective_on, state) for step, state in replay(steps, rules))


def undo(item: Item, event_id: int) -> None:
    """What stood in other rows because of an annulled event goes with it: its progress, its duties, its plan."""
    Measure.objects.filter(ended_by_id=event_id).update(ended_by=None)
    Progress.objects.filter(event_id=event_id).delete()
    if Responsibility.objects.filter(event_id=event_id).exists():
        renew_duties(item)


def consequences(
    move: Move, item: Item, event: Event, found: Mapping[str, object], wanted: Sequence[Need], kept: Sequence[Kept], by: User,
) -> None:  # fmt: skip
    """The rows beside the item that a move writes."""
    match move.name:
        case "assign":
            renew_duties(item)
        case "plan":
            put_plan(item, event, cast("list[dict[str, object]]", found["measures"]))
        case "report_progress":
            told = Progress.objects.create(
                inspection_id=item.inspection_id, text=str(found["narrative"]), effective_on=event.effective_on, event=event,
            )  # fmt: skip
            told.items.add(item)
    if kept:
        Evidence.objects.bulk_create(
            Evidence(
                item=item, measure_id=file.measure, event=event, name=file.name[-200:], media_type=file.media_type, size=file.size, sha256=file.sha256,
                unit_id=event.unit_id, uploaded_by=by, uploaded_at=event.recorded_at,
            )
            for file in kept
        )  # fmt: skip


def put_plan(item: Item, event: Event, rows: Sequence[Mapping[str, object]]) -> None:
    """The new measures take the place of those planned before; those stay, ended."""
    Measure.objects.filter(item=item, ended_by__isnull=True).update(ended_by=event)
    Measure.objects.bulk_create(
        Measure(
            item=item, ordinal=str(row["ordinal"]) or f"{place}.", text=str(row["text"]), criterion=str(row["criterion"]),
            due_on=cast("date | None", row["due_on"]), position=place, cycle=event.cycle, event=event,
        )
        for place, row in enumerate(rows, 1)
    )  # fmt: skip


def renew_duties(item: Item) -> None:
    """Write the item's duties anew from its standing assignments, each to the day before the next one changes it, and its sight with them."""
    Responsibility.objects.filter(item=item).delete()
    assignments = [event for event in case.standing(all_events(item)) if event.move in ("assign", "admit") and event.facts]
    rows: list[Responsibility] = []
    for event, following in zip(assignments, [*assignments[1:], None], strict=True):
        last = following.effective_on - timedelta(days=1) if following else None
        if last is None or last >= event.effective_on:
            rows += duties_of(event, item, last)
    Responsibility.objects.bulk_create(rows)
    sight.renew_item(item)


def duties_of(event: Event, item: Item, last: date | None) -> list[Responsibility]:
    """The duties that one assignment gives."""
    said = [("lead_unit", "unit_id", event.facts.get("lead_unit")), ("responsible_leader", "person_id", event.facts.get("leader"))]
    said += [("responsible_unit", "unit_id", unit) for unit in event.facts.get("units", []) if unit != event.facts.get("lead_unit")]
    return [
        Responsibility(item=item, capacity=capacity, from_on=event.effective_on, to_on=last, event=event, **{column: one})
        for capacity, column, one in said
        if one
    ]


def follow_parts(inspection: Inspection, parent_id: int, on: date, now: datetime) -> None:
    """A parent's stage is the least of its parts: where that changed, the ledger itself records it."""
    parent = Item.objects.select_related("procedure_version").get(pk=parent_id)
    parts = [part.state for part in Item.objects.filter(parent_id=parent_id)]
    after = parts_state(parent.state, parts)
    if after == parent.state:
        return
    newest = Event.objects.filter(item_id=parent_id).order_by("-seq").values_list("effective_on", flat=True).first()
    act = journal.Act(
        move="follow_parts", effective_on=max(on, newest or on), capacity=Capacity.SYSTEM, item_id=parent_id, state=after, plain=parts_given(after),
    )  # fmt: skip
    (event,) = journal.append(inspection, [act], now=now)
    parent.inspection = inspection
    journal.follow(parent, event, after)
