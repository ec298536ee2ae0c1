"""案情: what the law asks about one item and one person, gathered from rows. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, Q, QuerySet, Value, When
from django.db.models import Case as Choose
from django.db.models.functions import Cast

from xiaohao.ledger import queries, sight
from xiaohao.ledger.closing import counting
from xiaohao.ledger.days.calendar import working_calendar
from xiaohao.ledger.duties import Duty
from xiaohao.ledger.models import Event, Evidence, Item, Mandate, Measure, Reading, Remainder, Responsibility, Target, Wait
from xiaohao.lifecycle import DOERS_ACTS, PROVING, SEALING, Capacity, Facts, NeedKind, Rules, Stage, Step, breaks, course, primary_hands
from xiaohao.people import queries as people
from xiaohao.people.models import Appointment, Person, Substitution, Unit, User
from xiaohao.targets import Lack, Wants, lacking
from xiaohao.workdays import Calendar

WANT_MANIFEST = frozenset({"pass_gate", "end_notice", "strike_off"})
WANT_PROOF = frozenset({"claim_completion"}) | WANT_MANIFEST
WANT_SIGNERS = frozenset({"claim_completion"})
WANT_DUTIES = frozenset({"assign", "plan", "hand_down", "grant_transfer", "annul"})
WANT_TARGETS = frozenset({"plan", "report_progress", "claim_completion"})
WANT_CALENDAR = frozenset({"request_extension", "put_on_notice", "end_notice"})
OF_ITEM = frozenset({NeedKind.EVIDENCE, NeedKind.WAIT, NeedKind.REMAINDER})  # rows of the item itself that a move may name
PROVES = PROVING | {"admit"}  # moves whose files prove a measure or the item
ENDED, PLANNED, WITH_CRITERION = 0, 1, 2
NO_WORD, NO_NUMBER, NO_DAY = Value("", CharField()), Cast(Value(None), BigIntegerField()), Cast(Value(None), DateField())
COLUMNS = {
    "kind": NO_WORD, "word": NO_WORD, "path": NO_WORD, "unit": NO_NUMBER, "person": NO_NUMBER, "mark": NO_NUMBER, "number": NO_NUMBER, "begun": NO_DAY, "last": NO_DAY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hands:
    """身份: in what capacities a person acts, at which unit each, whether one of the item's units was theirs in this cycle, and for whom they act."""

    units: Mapping[Capacity, int | None]
    is_of_its_units: bool
    stands_for: frozenset[int] = frozenset()

    @property
    def capacities(self) -> frozenset[Capacity]:
        return frozenset(self.units)


@dataclass(frozen=True, slots=True)
class Case:
    """案情: the facts for the law, and what `moves` needs besides."""

    facts: Facts
    hands: Hands
    events: tuple[Event, ...]  # of this cycle, in order of the journal


@dataclass(frozen=True, slots=True)
class Wanted:
    """要查的: what else a move must know of rows: persons and units that its form names, the item's duties, what proves its plan."""

    persons: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    duties: bool = False
    proof: bool = False
    targets: bool = False  # whether the plan in force has any
    rows: bool = False  # whether there is anything to replace, to end, to settle


@dataclass(frozen=True, slots=True)
class Known:
    """查到的: which persons and units there are (and where these stand in the tree), duties believed now, measures and what they are proved by."""

    persons: frozenset[int] = frozenset()
    paths: Mapping[int, str] = field(default_factory=dict)
    duties: tuple[Duty, ...] = ()
    measures: Mapping[int, tuple[int, str]] = field(default_factory=dict)  # id: (ENDED, PLANNED or WITH_CRITERION, ordinal), in the order of the plan
    wants: Mapping[int, str] = field(default_factory=dict)  # id of a measure: the proof that its criterion asks for
    kinds: tuple[tuple[int | None, str], ...] = ()  # of each of `proofs`: the measure and the media type
    read: frozenset[int] = frozenset()  # measures whose target was read in the cycle
    has_targets: bool = False
    there: frozenset[NeedKind] = frozenset()  # kinds of rows that the item has
    proofs: tuple[tuple[str, int | None], ...] = ()  # of each file that stands as evidence in the cycle: its digest, and the measure that it proves
    until: tuple[date | None, ...] = ()  # the last day on which each of them proves anything


def hands(user: User, item: Item, day: date, since: date | None = None) -> Hands:
    """Capacities on the day, and whether a post at exactly one of the item's units was held since the cycle began: one query."""
    return looked_up(user, item, day, since, Wanted())[0]


def looked_up(user: User, item: Item, day: date, since: date | None, wanted: Wanted) -> tuple[Hands, Known]:
    """The hands, and all else that is wanted, in the same query."""
    units = sight.posts(user, day).values("unit_id")
    duties = Responsibility.objects.filter(sight.believed(), item=item)
    begun = since or day
    of_my_units = duties.filter(Q(to_on__isnull=True) | Q(to_on__gte=begun), unit_id__in=people.own_units(user.person_id, begun, day))
    first = tagged(
        Mandate.objects.filter(sight.held_on(day), inspection_id=item.inspection_id, unit_id__in=units), "hand", word=F("capacity"), unit=F("unit_id")
    )
    rows = list(
        first.union(
            tagged(duties.filter(sight.held_on(day), unit_id__in=units), "hand", word=F("capacity"), unit=F("unit_id")),
            tagged(duties.filter(sight.held_on(day)).filter(sight.stands_for(user, day)), "hand", word=F("capacity"), unit=F("unit_id")),
            tagged(people.acting_for(user.person_id, day), "for", person=F("appointment__person_id")),
            tagged(of_my_units, "own"), *others(item, duties, wanted), all=True,
        )
    )  # fmt: skip
    of: dict[str, list[tuple[Any, ...]]] = {}
    for kind, *found in rows:
        of.setdefault(kind, []).append(tuple(found))
    capacities = {Capacity(word): unit for word, _, unit, *_ in sorted(of.get("hand", []), key=str)}
    return Hands(capacities, "own" in of, frozenset(person for _, _, _, person, *_ in of.get("for", []))), Known(
        persons=frozenset(person for _, _, _, person, *_ in of.get("person", [])),
        paths={unit: path for kind in ("unit", "duty") for _, path, unit, *_ in of.get(kind, []) if unit},
        duties=tuple(Duty(word, unit, person, begun, last, mark, number) for word, _, unit, person, mark, number, begun, last in of.get("duty", [])),
        measures={number: (mark, word) for word, _, _, _, mark, number, *_ in sorted(of.get("measure", []), key=lambda row: (row[2], row[5]))},
        wants={number: wants for _, wants, _, _, _, number, *_ in of.get("measure", [])}, read=frozenset(number for *_, number, _, _ in of.get("reading", [])),
        kinds=tuple((number, kind) for _, kind, _, _, _, number, _, _ in of.get("file", [])), has_targets="target" in of,
        there=frozenset(NeedKind(word) for word, *_ in of.get("there", [])),
        proofs=tuple((sha256, number) for sha256, _, _, _, _, number, _, _ in of.get("file", [])), until=tuple(row[-1] for row in of.get("file", [])),
    )  # fmt: skip


def others(item: Item, duties: QuerySet[Responsibility], wanted: Wanted) -> Iterator[QuerySet[Any, Any]]:
    """What is asked for beside the hands."""
    if wanted.duties:
        yield tagged(
            duties, "duty", word=F("capacity"), path=F("unit__path"), unit=F("unit_id"), person=F("person_id"), mark=F("event_id"), number=F("pk"),
            begun=F("from_on"), last=F("to_on"),
        )  # fmt: skip
    if wanted.persons:
        yield tagged(Person.objects.filter(pk__in=wanted.persons), "person", person=F("pk"))
    if wanted.units:
        yield tagged(Unit.objects.filter(pk__in=wanted.units), "unit", path=F("path"), unit=F("pk"))
    if wanted.rows:
        yield tagged(Wait.objects.filter(item=item, ended_on__isnull=True), "there", word=Value(NeedKind.WAIT.value, CharField()))
        yield tagged(Remainder.objects.filter(item=item, ended_on__isnull=True), "there", word=Value(NeedKind.REMAINDER.value, CharField()))
        yield tagged(Evidence.objects.filter(item=item, ended_by__isnull=True), "there", word=Value(NeedKind.EVIDENCE.value, CharField()))
    if wanted.proof:
        mark = Choose(When(ended_by__isnull=False, then=Value(ENDED)), When(criterion="", then=Value(PLANNED)), default=Value(WITH_CRITERION))
        place = Cast(F("position"), BigIntegerField())
        yield tagged(Measure.objects.filter(item=item), "measure", word=F("ordinal"), path=F("wants"), unit=place, mark=Cast(mark, BigIntegerField()), number=F("pk"))
        yield tagged(
            Evidence.objects.filter(queries.stands(), item=item, event__cycle=item.cycle, event__move__in=PROVES, ended_by__isnull=True), "file",
            word=F("sha256"), path=F("media_type"), number=F("measure_id"), last=F("expires_on"),
        )  # fmt: skip
        of_cycle = Reading.objects.filter(queries.stands(), event__item=item, event__cycle=item.cycle)
        yield tagged(Target.objects.filter(first_or_self_in(of_cycle), measure__item=item, measure__ended_by__isnull=True), "reading", number=F("measure_id"))
    if wanted.targets:
        yield tagged(Target.objects.filter(measure__item=item, measure__ended_by__isnull=True), "target", number=F("pk"))


def first_or_self_in(read: QuerySet[Reading]) -> Q:
    """Targets with which one of the readings is kept."""
    firsts = read.values("target_id")
    return Q(first__isnull=True, pk__in=firsts) | Q(first__in=firsts)


def tagged(rows: QuerySet[Any], kind: str, **columns: Any) -> QuerySet[Any, Any]:
    """The rows as COLUMNS, so that unlike ones can be asked for at once."""
    said = {**COLUMNS, "kind": Value(kind, CharField()), **columns}
    found: QuerySet[Any, Any] = rows.order_by().annotate(**{f"a_{name}": one for name, one in said.items()})
    return found.values_list(*(f"a_{name}" for name in COLUMNS))


def standing(events: Sequence[Event]) -> tuple[Event, ...]:
    """Events that no annulment has taken away; annulments themselves are no steps."""
    gone = {event.annuls_id for event in events if event.annuls_id is not None}
    return tuple(event for event in events if event.pk not in gone and event.move != "annul")


def gather(user: User, item: Item, today: date) -> Case:
    """The facts as they stand before a move is asked for. `item` carries its inspection and procedure version."""
    events = tuple(Event.objects.filter(of_cycle(Value(item.cycle)), item=item).order_by("seq"))
    return of_events(user, item, today, events, parts=has_parts(item))


def of_events(
    user: User, item: Item, today: date, events: tuple[Event, ...], *, parts: bool, rules: Rules | None = None, calendar: Calendar | None = None,
) -> Case:  # fmt: skip
    """The same from events of this cycle that were read already: one query, two where days have to be counted and no calendar comes along."""
    mine, known = looked_up(user, item, today, begun(events), Wanted(proof=True, rows=True))
    found = weigh(user, item, today, events, parts=parts, mine=mine, rules=rules)
    facts = replace(with_proof(found.facts, known), lacking=OF_ITEM - known.there)
    if decided := deciding(facts):
        facts = replace(facts, is_last_resort=is_last_resort(decided, item, facts, events))
    return replace(found, facts=with_calendar(facts, calendar) if wants_calendar(facts) else facts)


def deciding(facts: Facts) -> str:
    """The move that decides next on a claim, for one who holds the procedure's fallback hand; empty for everybody else."""
    if facts.state is None or facts.rules.fallback not in facts.capacities or facts.state.stage is not Stage.CLAIMED:
        return ""
    return "strike_off" if facts.state.gate >= len(facts.rules.gates) else "pass_gate"


def wants_calendar(facts: Facts) -> bool:
    """Whether what this person could do hangs on a count of days: an extension that can be asked for, a notice that runs."""
    if facts.state is None:
        return False
    asks = facts.state.stage is Stage.OPEN and Capacity.LEAD_UNIT in facts.capacities and facts.rules.time("extension_ahead") is not None
    return asks or facts.state.stage is Stage.IN_NOTICE


def with_calendar(facts: Facts, calendar: Calendar | None = None) -> Facts:
    """The same facts with the days counted: one query where no calendar comes along."""
    return replace(facts, counted=counting.about(facts.rules, facts.state, facts.course, facts.today, calendar or working_calendar(), facts.given))


def of_cycle(cycle: Any) -> Q:
    """Events of a cycle, with the annulments that took one of them away: taking back a reopening is itself an act of the cycle before."""
    return Q(cycle=cycle) | Q(annuls__cycle=cycle)


def sealing() -> Q:
    """Events whose words a claim's manifest names, of whatever cycle, with what took one of them away."""
    return Q(move__in=SEALING) | Q(annuls__move__in=SEALING)


def begun(events: Sequence[Event]) -> date | None:
    """The day on which the cycle of these events began."""
    steps = standing(events)
    return steps[0].effective_on if steps else None


def weigh(
    user: User | None, item: Item, today: date, events: tuple[Event, ...], *, parts: bool, rules: Rules | None = None, mine: Hands | None = None,
) -> Case:  # fmt: skip
    """The same from events of this cycle that were read already, proof aside: one query, none where the hands are known too."""
    steps = standing(events)
    if mine is None:
        assert user is not None, "whoever has no account comes with their hands"
        mine = hands(user, item, today, begun(events))
    facts = Facts(
        rules=rules or item.procedure_version.as_rules,
        state=item.state,
        capacities=mine.capacities,
        today=today,
        last_effective_on=max((event.effective_on for event in steps), default=None),
        opened_on=item.inspection.opened_on,
        person=user.person_id if user else None,
        is_own_work=mine.is_of_its_units or is_own_act(user, mine, steps),
        is_own_act=is_own_act(user, mine, steps),
        has_parts=parts,
        course=course(steps_of(steps)),
    )
    return Case(facts, mine, events)


def evidence(item: Item) -> tuple[tuple[str, int | None], ...]:
    """The files that stand as evidence in the item's cycle: digest, and the measure that each proves: one query."""
    rows = Evidence.objects.filter(queries.stands(), item=item, event__cycle=item.cycle, event__move__in=PROVES, ended_by__isnull=True)
    return tuple(rows.values_list("sha256", "measure_id"))


def is_own_act(user: User | None, mine: Hands, steps: Sequence[Event]) -> bool:
    """Whether the person, or one for whom the person acts, did a doer's act among these events."""
    return user is not None and any(event.by_person_id in (user.person_id, *mine.stands_for) and event.move in DOERS_ACTS for event in steps)


def is_last_resort(move: str, item: Item, facts: Facts, events: Sequence[Event]) -> bool:
    """无人可办: whether nobody is left at the move's own hand whose own work it is not, so that the procedure's fallback hand decides.

    Asked only for one who holds that hand and not the move's own: one query.
    """
    own = primary_hands(move, facts.rules, facts.state)
    if facts.rules.fallback not in facts.capacities or facts.capacities & own:
        return False
    doers = [event.by_person_id for event in standing(events) if event.move in DOERS_ACTS and event.by_person_id is not None]
    units = Mandate.objects.filter(sight.held_on(facts.today), inspection_id=item.inspection_id, capacity__in=[one.value for one in own]).values("unit_id")
    its_units = Responsibility.objects.filter(sight.believed(), item=item, unit__isnull=False).values("unit_id")
    barred = Appointment.objects.filter(unit_id__in=its_units).filter(Q(to_on__isnull=True) | Q(to_on__gte=begun(events) or facts.today)).values("person_id")
    left = Appointment.objects.filter(sight.held_on(facts.today), unit_id__in=units, person__user__is_active=True)
    return not left.exclude(person_id__in=doers).exclude(person_id__in=barred).exists()


def has_parts(item: Item) -> bool:
    """Whether the item is a parent whose stage follows its parts. Parts are told by their own parent."""
    return item.parent_id is None and item.parts.exists()


def with_proof(facts: Facts, known: Known, new: Sequence[tuple[int | None, str]] = ()) -> Facts:
    """The same facts with what the plan and its evidence of this cycle say; files that come with the move count too.

    Those of annulled events do not, and those that have expired on the day prove nothing any more. `new` are the files that come with the move: the measure
    that each proves, and its media type.
    """
    day = facts.effective_on or facts.today
    lasting = [one for one, until in zip(known.kinds, known.until, strict=True) if until is None or until >= day]
    by_measure: dict[int | None, list[str]] = {}
    for one, kind in (*lasting, *new):
        by_measure.setdefault(one, []).append(kind)
    unproved = {
        pk: Lack(ordinal, known.wants.get(pk, "")) for pk, (mark, ordinal) in known.measures.items()
        if mark == WITH_CRITERION and lacking(Wants(known.wants.get(pk, "")), by_measure.get(pk, ()), is_read=pk in known.read)
    }  # fmt: skip
    ended = {measure for measure, _ in known.kinds} - {measure for measure, _ in lasting}
    return replace(
        facts,
        measure_count=sum(mark != ENDED for mark, _ in known.measures.values()),
        unproved=tuple(unproved.values()),
        evidence_count=len(lasting) + len(new),
        expired=tuple(lack.ordinal for pk, lack in unproved.items() if pk in ended),
        has_only_expired=bool(known.kinds) and not lasting and not new,
    )


def signers(item: Item, day: date, doer: int | None) -> tuple[int, ...]:
    """签批人: persons who may sign a claim that `doer` makes, in the order in which a list offers them: one query.

    Heads of the lead unit and who acts for them, then the responsible leader; where there is neither beside the doer, the others who hold a post at the lead unit.
    """
    unit = item.lead_unit_id or 0  # nothing is claimed before somebody leads
    posts = Appointment.objects.filter(sight.held_on(day), unit_id=unit).order_by().values_list("is_head", "pk", Value(0), "person_id")
    acting = Substitution.objects.filter(sight.held_on(day), people.held_on(day, "appointment__"), appointment__unit_id=unit).order_by()
    rows = sorted(
        posts.union(acting.values_list("appointment__is_head", "appointment_id", Value(1), "person_id"), all=True), key=lambda row: (not row[0], *row[1:])
    )
    of_unit = [(person, is_head) for is_head, _, _, person in rows if person != doer]
    first = [person for person, is_head in of_unit if is_head] + [one for one in (item.leader_id,) if one is not None and one != doer]
    return tuple(dict.fromkeys(first or [person for person, _ in of_unit]))


def steps_of(events: Sequence[Event]) -> tuple[Step, ...]:
    """An item's events as the law replays them."""
    seq_of = {event.pk: event.seq for event in events}
    return tuple(
        Step(
            seq=event.seq, move=event.move, given=as_given(event), effective_on=event.effective_on,
            annuls=seq_of.get(event.annuls_id) if event.annuls_id else None, answers=seq_of.get(event.answers_id) if event.answers_id else None,
        )
        for event in events
    )  # fmt: skip


def as_given(event: Event) -> dict[str, object]:
    """The facts that name nobody, as the form held them: days are days again."""
    return {
        key: date.fromisoformat(value) if key.endswith("_on") and isinstance(value, str) and value else value for key, value in event.facts.items()
    }


def breaks_if_annulled(events: Sequence[Event], wrong: Event, rules: Rules) -> Event | None:
    """The later event that would become unlawful if `wrong` had never been."""
    seq = breaks(steps_of(events), wrong.seq, rules)
    return next((event for event in events if event.seq == seq), None)
