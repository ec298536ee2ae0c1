"""办理: the door through which items move. Lock, ask the law, write the event, let the row follow, and nothing else.

Pages, programs, imports and administrators all come through here; the database refuses what does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from xiaohao.ledger import case, consequences, duties, journal
from xiaohao.ledger import given as givens
from xiaohao.ledger.case import Case, Hands, Known, Wanted
from xiaohao.ledger.closing import lineage, manifest
from xiaohao.ledger.evidence import store
from xiaohao.ledger.evidence.store import Upload
from xiaohao.ledger.models import Event, Evidence, Inspection, Item, ProcedureVersion, Remainder, Wait
from xiaohao.ledger.targets import asking
from xiaohao.lifecycle import (
    KIND_DECIDED,
    MOVES,
    NEVER_ANNULLED,
    Capacity,
    Move,
    NeedKind,
    Refused,
    Rules,
    Stage,
    State,
    as_object,
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

__all__ = ["Upload", "annul", "make", "void"]
Told = tuple[tuple[int, date, State], ...]
TOUCHES_SEAL = {"amend": "text", "replace_evidence": "evidence", "withdraw_evidence": "evidence"}  # after a strike-off each of them voids it


@dataclass(frozen=True, slots=True)
class Standing:
    """在办的事项: the item as it stands under the lock, its rules, its open period, and its events: of this cycle and those that sealed its words, or all."""

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

    @property
    def claim(self) -> Event | None:
        """The claim on which the item is on its way out."""
        return next((event for event in reversed(case.standing(self.of_cycle)) if event.move == "claim_completion"), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """所请: one move as it is asked for: by whom (nobody, where the public objects), from which day, when, with what."""

    move: str
    by: User | None
    on: date
    now: datetime
    given: Mapping[str, object]
    files: Sequence[Upload] = ()
    kinds: Sequence[str] = ()  # the media type of each file

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def proves(self) -> frozenset[int]:
        """The measures that the files name."""
        return frozenset(upload.measure for upload in self.files if upload.measure is not None)


def make(
    move: str, item: Item, *, by: User | None, on: date, now: datetime, given: Mapping[str, object] | None = None, files: Sequence[Upload] = (),
    last_event: int | None = None,
) -> Event:  # fmt: skip
    """Make one move on one item and return its event.

    `on` is the day from which it is so, `now` the moment of recording; `given` holds what the move needs, by key; `files` are evidence.
    `by` is None for an objection of the public, and for nothing else. `last_event` is the item's newest event as the form was shown: where the
    item has moved on since, that is said first. Raises Refused, with nothing written, where the law, the facts or the values do not allow it.
    """
    if move not in MOVES or not MOVES[move].by_person or move == "admit" or by is None and move != "object":
        raise Refused("unknown_move", move=move)
    files, kinds = store.looked_at(files)
    asked = Asked(move, by, on, now, given or {}, files, kinds)
    with transaction.atomic():
        row = locked(item, whole=move == "annul")
        if last_event is not None:
            refuse_stale(move, row, last_event)
        found, looked, known = asked_for(asked, row)
        # Kept only once the law has said yes, so that nobody fills the store with files of a move that is refused.
        before = Evidence.objects.get(pk=str(found["evidence"])) if move == "replace_evidence" else None
        kept = tuple(store.keep(upload if before is None else next_version(upload, before)) for upload in files)
        return write(asked, row, looked, known, found, kept)


def annul(event: Event, *, by: User, on: date, now: datetime, reason: str) -> Event:
    """Put a wrong event right: from now on it never was, for every day. Raises Refused where a later one would become unlawful."""
    if event.item is None:
        raise Refused("unknown_move", move="annul")
    return make("annul", event.item, by=by, on=on, now=now, given={"event": event.pk, "reason": reason})


def void(item: Item, *, now: datetime) -> Event | None:
    """Void a strike-off under whose seal something is no longer as it was: made by the ledger itself. None where all is as it was claimed."""
    with transaction.atomic():
        row = locked(item)
        if row.item.stage != Stage.STRUCK_OFF or row.has_parts:
            return None
        changed = tuple(manifest.changes(row.item, row.claim, case.standing(row.events), case.evidence(row.item)))
        changed += ("expiry",) if manifest.has_expired(row.claim, timezone.localdate(now)) else ()
        if not changed:
            return None
        act = voiding(row, changed, max(timezone.localdate(now), row.events[-1].effective_on))
        return put(row, [act], now=now)[0]


def next_version(upload: Upload, before: Evidence) -> Upload:
    """A new version proves what the one before it proved, and shows the same."""
    return replace(upload, measure=before.measure_id or upload.measure, kind=upload.kind or before.kind)


def locked(item: Item, *, whole: bool = False) -> Standing:
    """The item, its events and its inspection's head, read under the lock of the head: two statements.

    The lock comes first and alone: what was read together with it would be as it was before the wait.
    """
    head = Inspection.objects.select_for_update(of=("self",)).filter(items=item.pk).annotate(way=F("items__procedure_version__rules")).get()
    events = Event.objects.filter(item_id=item.pk) if whole else Event.objects.filter(case.of_cycle(F("item__cycle")) | case.sealing(), item_id=item.pk)
    rows = tuple(
        events.select_related("item__procedure_version").annotate(
            has_parts=Exists(Item.objects.filter(parent_id=OuterRef("item_id"))), **journal.opened("item__")
        ).order_by("seq")
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


def asked_for(asked: Asked, row: Standing) -> tuple[dict[str, object], Case, Known]:
    """What was given, made sure of, and the case; raises the first refusal."""
    item, rules, move = row.item, row.rules, asked.move
    wanted = needs(move, rules, item.state)
    persons, units = givens.named(wanted, asked.given)
    if move == "annul":  # an earlier assignment may come to hold again
        units = frozenset(one.unit_id for event in row.events for one in duties.given(event.facts, asked.on, event.pk) if one.unit_id)
    also = Wanted(persons, units, duties=move in case.WANT_DUTIES, proof=move in case.WANT_PROOF or bool(asked.proves), targets=move in case.WANT_TARGETS)
    looked, known = weighed(asked, row, also)
    wanted = needs(move, rules, item.state, is_last_resort=looked.facts.is_last_resort)
    # Who may not make the move learns that first, not which field is empty.
    check(move, looked.facts)
    found = givens.cleaned(wanted, asked.given, known.persons, frozenset(known.paths))
    refuse_strange_rows(wanted, found, row)
    facts = replace(looked.facts, effective_on=asked.on, given={**found, **({"files": len(asked.files)} if asked.files else {})})
    refuse_strange_files(asked)
    if strange := asked.proves - known.measures.keys():
        raise Refused("bad_value", need="measure", value=", ".join(map(str, sorted(strange))))
    if move in case.WANT_PROOF:
        facts = case.with_proof(facts, known, [(one.measure, kind) for one, kind in zip(asked.files, asked.kinds, strict=True)])
    facts = asking.asked(move, item, facts, found, known.duties, asked.on, has_targets=known.has_targets)
    if move in case.WANT_SIGNERS:
        facts = replace(facts, signers=case.signers(item, facts.today, asked.by.person_id if asked.by else None))
    if move in case.WANT_CALENDAR:
        facts = case.with_calendar(facts)
    if move in case.WANT_MANIFEST:
        facts = replace(facts, changed=tuple(manifest.changes(item, row.claim, case.standing(row.events), known.proofs)))
    if move == "hand_down":
        facts = replace(facts, is_below=is_below(known, looked, cast("int | None", found.get("unit"))))
    if move == "annul":
        in_past_cycle, broken = about_annulling(row, cast("int | None", found.get("event")))
        facts = replace(facts, annul_in_past_cycle=in_past_cycle, annul_breaks=broken)
    check(move, facts)
    return found, Case(facts, looked.hands, looked.events), known


def weighed(asked: Asked, row: Standing, also: Wanted) -> tuple[Case, Known]:
    """The case of who asks, and what rows say besides. The public has one capacity and nothing to look up."""
    item, today = row.item, asked.today
    if asked.by is None:
        looked = case.weigh(None, item, today, row.of_cycle, parts=row.has_parts, rules=row.rules, mine=Hands({Capacity.PUBLIC: None}, is_of_its_units=False))
        return looked, Known()
    mine, known = case.looked_up(asked.by, item, today, case.begun(row.of_cycle), also)
    looked = case.weigh(asked.by, item, today, row.of_cycle, parts=row.has_parts, rules=row.rules, mine=mine)
    if MOVES[asked.move].bars_own_work and case.is_last_resort(asked.move, item, looked.facts, row.of_cycle):
        looked = replace(looked, facts=replace(looked.facts, is_last_resort=True))
    return looked, known


def is_below(known: Known, looked: Case, unit: int | None) -> bool:
    """Whether a unit stands below the one for which the work is handed down."""
    mine = {looked.hands.units.get(one) for one in (Capacity.LEAD_UNIT, Capacity.RESPONSIBLE_UNIT)} - {None, unit}
    path = known.paths.get(unit or 0, "")
    return any(f"/{one}/" in path for one in mine)


def refuse_strange_rows(wanted: Sequence[Any], found: Mapping[str, object], row: Standing) -> None:
    """Rows that are named by their id are of the item and still open; another item is of the same inspection; a version is another one.

    Raises Refused(not_of_item).
    """
    item = row.item
    rows: Mapping[NeedKind, Any] = {
        NeedKind.EVIDENCE: Evidence.objects.filter(item=item, ended_by__isnull=True),
        NeedKind.WAIT: Wait.objects.filter(item=item, ended_on__isnull=True),
        NeedKind.REMAINDER: Remainder.objects.filter(item=item, ended_on__isnull=True),
        NeedKind.ITEM: Item.objects.filter(inspection=item.inspection_id, parts__isnull=True).exclude(pk=item.pk).exclude(stage="withdrawn"),
        NeedKind.VERSION: ProcedureVersion.objects.exclude(pk=item.procedure_version_id),
    }
    for need in wanted:
        if need.kind in rows and need.key in found and not rows[need.kind].filter(pk=found[need.key]).exists():
            raise Refused("not_of_item", need=need.key)


def refuse_strange_files(asked: Asked) -> None:
    """What is said of a file is a kind that there is, and a last day that is not over yet. Raises Refused(bad_value)."""
    for upload in asked.files:
        if upload.kind and upload.kind not in Evidence.Kind.values:
            raise Refused("bad_value", need="files", value=upload.kind[:60])
        if upload.expires_on is not None and upload.expires_on < asked.on:
            raise Refused("bad_value", need="expires_on", value=upload.expires_on.isoformat())


def about_annulling(row: Standing, event_id: int | None) -> tuple[bool, str | None]:
    """Whether the event is of a past cycle, and which later move would become unlawful without it. Raises Refused(no_such_event)."""
    wrong = next((event for event in row.events if event.pk == event_id), None)
    if wrong is not None and wrong not in row.of_cycle:
        return True, None
    if wrong is None or wrong.move in NEVER_ANNULLED or wrong not in case.standing(row.of_cycle):
        raise Refused("no_such_event")
    broken = case.breaks_if_annulled(row.events, wrong, row.rules)
    return False, broken.move if broken else None


def answered(asked: Asked, row: Standing, looked: Case, found: Mapping[str, object]) -> int | None:
    """The request or objection that the move replies to. Raises Refused(no_such_request) for what is none, or has its answer."""
    by_seq = {event.seq: event.pk for event in row.events}
    if asked.move in KIND_DECIDED:
        return by_seq[looked.facts.course.requests[KIND_DECIDED[asked.move]]]
    if asked.move not in ("answer", "withdraw_request"):
        return None
    notice = looked.facts.course.notice
    waiting = looked.facts.course.requests.values() if asked.move == "withdraw_request" else [
        one.seq for one in (notice.objections if notice else ()) if one.answered_on is None
    ]  # fmt: skip
    if found["event"] not in {by_seq[seq] for seq in waiting}:
        raise Refused("no_such_request", need="event", move=asked.move)
    return found["event"]


def write(asked: Asked, row: Standing, looked: Case, known: Known, found: Mapping[str, object], kept: Sequence[store.Kept]) -> Event:
    """Write the event and everything that follows from it; the law has been asked."""
    move, item, rules = MOVES[asked.move], row.item, row.rules
    wanted = needs(move.name, rules, item.state, is_last_resort=looked.facts.is_last_resort)
    wrong = cast("int | None", found.get("event")) if move.name == "annul" else None
    told = without(row, wrong) if wrong else ()
    plain = {**givens.plain(wanted, found), **sealed_facts(asked, row, known, found, kept)}
    after = told[-1][2] if told else outcome(move.name, item.state, rules, found, asked.on)
    capacity = hand(move, rules, item.state, looked)
    act = journal.Act(
        move=move.name, effective_on=asked.on, capacity=capacity, item_id=item.pk, state=after, by_user_id=asked.by.pk if asked.by else None,
        by_person_id=asked.by.person_id if asked.by else None, unit_id=looked.hands.units[capacity], plain=plain, personal={**givens.personal(wanted, found), **store.words(kept)},
        annuls_id=wrong, answers_id=answered(asked, row, looked, found), gate_passed=item.gate if move.name in ("pass_gate", "end_notice") else None,
        seal=seal(move.name, row, plain),
    )  # fmt: skip
    acts = [act]
    if move.name in TOUCHES_SEAL and item.state.stage is Stage.STRUCK_OFF:
        acts.append(voiding(row, (TOUCHES_SEAL[move.name],), asked.on))
    parts = cast("Sequence[Mapping[str, Any]]", found.get("items", ()))
    born = lineage.admissions(item, rules, parts, asked.on, act)
    event, *more = put(row, acts, now=asked.now, told=told, born=born)
    if born:
        lineage.enter(item, event, parts, more[-len(born):])
    consequences.write(item, row.events, event, found, kept, known, asked.by)
    return event


def sealed_facts(asked: Asked, row: Standing, known: Known, found: Mapping[str, object], kept: Sequence[store.Kept]) -> dict[str, object]:
    """What an event holds beside what was given: the files that came along, the claim's manifest, the rules that an item leaves and takes."""
    facts: dict[str, object] = {}
    if kept:
        facts["files"] = [file.plain for file in kept]
    if asked.move == "claim_completion":
        files = [*known.proofs, *((file.sha256, file.measure) for file in kept)]
        facts["manifest"] = manifest.made(case.standing(row.events), files, row.item.procedure_version.digest)
    if asked.move == "change_procedure":
        taken = ProcedureVersion.objects.get(pk=str(found["version"]))
        facts |= {"procedure": taken.digest, "from": as_object(row.rules), "to": taken.rules}
    return facts


def seal(move: str, row: Standing, plain: Mapping[str, object]) -> str:
    """What the event seals: a claim its manifest, a gate and the strike-off that of their claim."""
    if move == "claim_completion":
        return manifest.seal_of(cast("Mapping[str, object]", plain["manifest"]))
    return row.claim.seal if row.claim is not None and move in case.WANT_MANIFEST else ""


def voiding(row: Standing, changed: Sequence[str], on: date) -> journal.Act:
    """The ledger's own act that voids a closure."""
    state = outcome("void", row.item.state, row.rules, {}, on)
    return journal.Act(move="void", effective_on=on, capacity=Capacity.SYSTEM, item_id=row.item.pk, state=state, plain={"changed": list(changed)})


def put(row: Standing, acts: Sequence[journal.Act], *, now: datetime, told: Told = (), born: Sequence[journal.Act] = ()) -> list[Event]:
    """Write acts of one item, what its parent takes from them, and the admissions of its successors; the rows follow."""
    item, before, last = row.item, row.item.state, acts[-1]
    after = cast(State, last.state)
    parent = followed(item, after, last.effective_on) if item.parent_id and tells_parent(before, after) else None
    events = journal.append(item.inspection, [*acts, *([parent.act] if parent else []), *born], now=now)
    changes = [journal.Change(item, events[len(acts) - 1], after, row.opened, told if told and retells(row, told) else ())]
    if parent:
        changes.append(journal.Change(parent.item, events[len(acts)], parent.state, parent.opened))
    journal.follow(changes)
    return events


def hand(move: Move, rules: Rules, state: State, looked: Case) -> Capacity:
    """The capacity in which the move is made: the first that the move allows, in the order of the table of capacities."""
    allowed = hands(move.name, rules, state, is_last_resort=looked.facts.is_last_resort)
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
