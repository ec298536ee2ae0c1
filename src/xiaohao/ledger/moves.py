"""办理: the door through which items move. Lock, ask the law, write the event, let the row follow, and nothing else.

Pages, programs, imports and administrators all come through here; the database refuses what does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.db.models import Case as Choose
from django.db.models import Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from xiaohao.ledger import case, duties, journal, store
from xiaohao.ledger import given as givens
from xiaohao.ledger.case import Case, Known, Wanted
from xiaohao.ledger.models import Event, Evidence, Inspection, Item, Measure, Progress
from xiaohao.ledger.store import Kept, Upload
from xiaohao.lifecycle import (
    MOVES,
    Capacity,
    Move,
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
    rules_from,
)
from xiaohao.people.models import User

__all__ = ["Upload", "annul", "make"]
Told = tuple[tuple[int, date, State], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """在办的事项: the item as it stands under the lock, its rules, its open period, and its events: of this cycle, or all of them for an annulment."""

    item: Item
    rules: Rules
    events: tuple[Event, ...]
    opened: journal.Opened | None
    has_parts: bool

    @property
    def of_cycle(self) -> tuple[Event, ...]:
        """The events of this cycle, with what annuls them."""
        ids = {event.pk for event in self.events if event.cycle == self.item.cycle}
        return tuple(event for event in self.events if event.pk in ids or event.annuls_id in ids)


def make(
    move: str, item: Item, *, by: User, on: date, now: datetime, given: Mapping[str, object] | None = None, files: Sequence[Upload] = (),
    last_event: int | None = None,
) -> Event:  # fmt: skip
    """Make one move on one item and return its event.

    `on` is the day from which it is so, `now` the moment of recording; `given` holds what the move needs, by key; `files` are evidence.
    `last_event` is the item's newest event as the form was shown: where the item has moved on since, that is said first.
    Raises Refused, with nothing written, where the law, the facts or the values do not allow it.
    """
    if move not in MOVES or not MOVES[move].by_person or move == "admit":
        raise Refused("unknown_move", move=move)
    with transaction.atomic():
        row = locked(item, whole=move == "annul")
        if last_event is not None:
            refuse_stale(move, row, last_event)
        found, looked, known = asked_for(move, row, by, on, now, given or {}, files)
        # Kept only once the law has said yes, so that nobody fills the store with files of a move that is refused.
        kept = tuple(store.keep(upload) for upload in files)
        return write(MOVES[move], row, looked, known, found, by=by, on=on, now=now, kept=kept)


def annul(event: Event, *, by: User, on: date, now: datetime, reason: str) -> Event:
    """Put a wrong event right: from now on it never was, for every day. Raises Refused where a later one would become unlawful."""
    if event.item is None:
        raise Refused("unknown_move", move="annul")
    return make("annul", event.item, by=by, on=on, now=now, given={"event": event.pk, "reason": reason})


def locked(item: Item, *, whole: bool = False) -> Standing:
    """The item, its events and its inspection's head, read under the lock of the head: two statements.

    The lock comes first and alone: what was read together with it would be as it was before the wait.
    """
    head = Inspection.objects.select_for_update(of=("self",)).filter(items=item.pk).annotate(way=F("items__procedure_version__rules")).get()
    events = Event.objects.filter(item_id=item.pk) if whole else Event.objects.filter(case.of_cycle(F("item__cycle")), item_id=item.pk)
    rows = tuple(
        events.select_related("item").annotate(has_parts=Exists(Item.objects.filter(parent_id=OuterRef("item_id"))), **journal.opened("item__"))
        .order_by("seq")
    )  # fmt: skip
    row = cast(Item, rows[-1].item)
    row.inspection = head
    return Standing(row, rules_from(head.way), rows, journal.Opened.of(rows[-1]), rows[-1].has_parts)


def refuse_stale(move: str, row: Standing, last_event: int) -> None:
    """Say what has happened to the item since its newest event was `last_event`. Raises Refused(moved_on)."""
    newest = row.events[-1]
    if newest.pk != last_event:
        since = [event.pk for event in row.events].index(last_event) + 1 if last_event in {event.pk for event in row.events} else 0
        person = newest.by_person.name if newest.by_person else ""
        raise Refused(
            "moved_on", move=move, later=tuple(event.move for event in row.events[since:]), on=newest.effective_on, person=person, event=newest.pk
        )


def asked_for(
    move: str, row: Standing, by: User, on: date, now: datetime, raw: Mapping[str, object], files: Sequence[Upload],
) -> tuple[dict[str, object], Case, Known]:  # fmt: skip
    """What was given, made sure of, and the case; raises the first refusal."""
    item, rules, today = row.item, row.rules, timezone.localdate(now)
    wanted = needs(move, rules, item.state)
    persons, units = givens.named(wanted, raw)
    if move == "annul":  # an earlier assignment may come to hold again
        units = frozenset(one.unit_id for event in row.events for one in duties.given(event.facts, on, event.pk) if one.unit_id)
    also = Wanted(persons, units, duties=move in case.WANT_DUTIES, proof=move in case.WANT_PROOF or bool(proves(files)))
    mine, known = case.looked_up(by, item, today, case.begun(row.of_cycle), also)
    looked = case.weigh(by, item, today, row.of_cycle, parts=row.has_parts, rules=rules, mine=mine)
    # Who may not make the move learns that first, not which field is empty.
    check(move, looked.facts)
    found = givens.cleaned(wanted, raw, known.persons, frozenset(known.paths))
    facts = replace(looked.facts, effective_on=on, given={**found, **({"files": len(files)} if files else {})})
    if strange := proves(files) - known.measures.keys():
        raise Refused("bad_value", need="measure", value=", ".join(map(str, sorted(strange))))
    if move in case.WANT_PROOF:
        facts = case.with_proof(facts, known, proves(files), len(files))
    if move in case.WANT_SIGNERS:
        facts = replace(facts, signers=case.signers(item, facts.today, by.person_id))
    if move == "annul":
        in_past_cycle, broken = about_annulling(row, cast("int | None", found.get("event")))
        facts = replace(facts, annul_in_past_cycle=in_past_cycle, annul_breaks=broken)
    check(move, facts)
    return found, Case(facts, looked.hands, looked.events), known


def proves(files: Sequence[Upload]) -> frozenset[int]:
    """The measures that the files name."""
    return frozenset(upload.measure for upload in files if upload.measure is not None)


def about_annulling(row: Standing, event_id: int | None) -> tuple[bool, str | None]:
    """Whether the event is of a past cycle, and which later move would become unlawful without it. Raises Refused(no_such_event)."""
    wrong = next((event for event in row.events if event.pk == event_id), None)
    if wrong is not None and wrong not in row.of_cycle:
        return True, None
    if wrong is None or wrong.move in ("annul", "admit", "follow_parts") or wrong not in case.standing(row.of_cycle):
        raise Refused("no_such_event")
    broken = case.breaks_if_annulled(row.events, wrong, row.rules)
    return False, broken.move if broken else None


def write(
    move: Move, row: Standing, looked: Case, known: Known, found: Mapping[str, object], *, by: User, on: date, now: datetime, kept: Sequence[Kept],
) -> Event:  # fmt: skip
    """Write the event and everything that follows from it; the law has been asked."""
    item, rules = row.item, row.rules
    wanted = needs(move.name, rules, item.state)
    before, wrong = item.state, cast("int | None", found.get("event"))
    told = without(row, wrong) if move.name == "annul" else ()
    after = told[-1][2] if told else outcome(move.name, before, rules, found, on)
    capacity = hand(move, rules, before, looked)
    plain = givens.plain(wanted, found)
    if kept:
        plain["files"] = [{"sha256": file.sha256, "size": file.size, "measure": file.measure} for file in kept]
    act = journal.Act(
        move=move.name, effective_on=on, capacity=capacity, item_id=item.pk, state=after, by_user_id=by.pk, by_person_id=by.person_id,
        unit_id=looked.hands.units[capacity], plain=plain, personal=givens.personal(wanted, found),
        annuls_id=wrong, gate_passed=item.gate if move.name == "pass_gate" else None,
    )  # fmt: skip
    parent = followed(item, after, on) if item.parent_id and tells_parent(before, after) else None
    event, *more = journal.append(item.inspection, [act, parent.act] if parent else [act], now=now)
    changes = [journal.Change(item, event, after, row.opened, told if told and retells(row, told) else ())]
    journal.follow([*changes, *(journal.Change(parent.item, one, parent.state, parent.opened) for one in more if parent)])
    consequences(move, row, event, found, kept, known, by)
    return event


def hand(move: Move, rules: Rules, state: State, looked: Case) -> Capacity:
    """The capacity in which the move is made: the first that the move allows, in the order of the table of capacities."""
    allowed = hands(move.name, rules, state)
    return next(one for one in Capacity if one in allowed and one in looked.hands.capacities)


def without(row: Standing, event_id: int | None) -> Told:
    """The item's states as they follow when the event is left out: (event, day, state)."""
    by_seq = {event.seq: event.pk for event in row.events}
    steps = tuple(step for step in case.steps_of(row.events) if by_seq[step.seq] != event_id)
    return tuple((by_seq[step.seq], step.effective_on, state) for step, state in replay(steps, row.rules))


def retells(row: Standing, told: Told) -> bool:
    """Whether leaving the event out changes any day of the item's past."""
    return [span[1:] for span in journal.spans(without(row, None))] != [span[1:] for span in journal.spans(told)]


def tells_parent(before: State, after: State) -> bool:
    """Whether a part has changed in what its parent goes by."""
    return any(getattr(before, name) != getattr(after, name) for name in ("stage", "gate", "completion", "ground", "struck_off_on"))


@dataclass(frozen=True, slots=True)
class Followed:
    """随之而变的上级: a parent whose stage follows its parts, and what the ledger itself records of it."""

    act: journal.Act
    item: Item
    state: State
    opened: journal.Opened | None


def followed(part: Item, after: State, on: date) -> Followed | None:
    """A parent's stage is the least of its parts: where that changed, what the ledger itself records of it. One statement."""
    family = Item.objects.filter(Q(pk=part.parent_id) | Q(parent_id=part.parent_id)).annotate(newest_on=F("last_event__effective_on"), **journal.opened())
    rows = {one.pk: one for one in family.order_by("position")}
    parent = rows.pop(cast(int, part.parent_id))
    state = parts_state(parent.state, [after if one.pk == part.pk else one.state for one in rows.values()])
    if state == parent.state:
        return None
    act = journal.Act(
        move="follow_parts", effective_on=max(on, parent.newest_on), capacity=Capacity.SYSTEM, item_id=parent.pk, state=state, plain=parts_given(state),
    )  # fmt: skip
    return Followed(act, parent, state, journal.Opened.of(parent))


def consequences(
    move: Move, row: Standing, event: Event, found: Mapping[str, object], kept: Sequence[Kept], known: Known, by: User,
) -> None:  # fmt: skip
    """The rows beside the item that a move writes."""
    item = row.item
    match move.name:
        case "assign":
            after = duties.assigned(known.duties, duties.given(event.facts, event.effective_on, event.pk), event.effective_on)
            duties.put(item, event, known.duties, after, known.paths)
        case "plan":
            put_plan(item, event, cast("list[dict[str, object]]", found["measures"]))
        case "report_progress":
            told = Progress.objects.create(
                inspection_id=item.inspection_id, text=str(found["narrative"]), effective_on=event.effective_on, event=event,
            )  # fmt: skip
            Progress.items.through.objects.bulk_create([Progress.items.through(progress=told, item=item)])
        case "annul":
            undo(row, event, next(one for one in row.events if one.pk == found["event"]), known)
    if kept:
        Evidence.objects.bulk_create(
            Evidence(
                item=item, measure_id=file.measure, event=event, name=file.name[-200:], media_type=file.media_type, size=file.size, sha256=file.sha256,
                unit_id=event.unit_id, uploaded_by=by, uploaded_at=event.recorded_at,
            )
            for file in kept
        )  # fmt: skip


def undo(row: Standing, event: Event, wrong: Event, known: Known) -> None:
    """What an annulled event put beside the item ends, and what it ended goes on; nothing is removed. Its evidence and progress no longer count."""
    stood = tuple(one for one in case.standing(row.events) if one.pk != wrong.pk)
    if wrong.move == "plan":
        later = next((one for one in stood if one.move == "plan" and one.seq > wrong.seq), None)
        Measure.objects.filter(Q(event=wrong) | Q(ended_by=wrong)).update(
            ended_by=Choose(When(event=wrong, then=Value(event.pk)), default=Value(later.pk if later else None))
        )
    if wrong.move == "assign":
        duties.put(row.item, event, known.duties, duties.told(stood), known.paths)


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
