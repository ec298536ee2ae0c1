"""事项页的内容: what the page of one item shows, as frozen values; no HTTP.

Twelve statements with session and account, up to three more where the plan has targets or objects, whatever the number of events, measures and files: item, events with
their words, hands, measures, evidence, progress, names, parts, the calendar, what stands beside the state. The past is told again from the events, so that any day and any moment of knowledge costs the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q

from xiaohao.ledger import access, case
from xiaohao.ledger.days.calendar import working_calendar
from xiaohao.ledger.item_page import aims, history, proofs
from xiaohao.ledger.item_page.aims import Aim, OneObject
from xiaohao.ledger.item_page.beside import Beside, beside
from xiaohao.ledger.item_page.choices import Choice, barred, choices
from xiaohao.ledger.item_page.clock import Clock, clock, lamp
from xiaohao.ledger.item_page.history import Names, Past
from xiaohao.ledger.item_page.proofs import File, Pair
from xiaohao.ledger.models import Event, Heading, Item, Measure, PlanObject, Progress
from xiaohao.ledger.pages.days import Day
from xiaohao.ledger.targets.followed import followed
from xiaohao.ledger.targets.rows import target_of
from xiaohao.lifecycle import Capacity, Rules, Stage, State, replay
from xiaohao.people.models import User
from xiaohao.targets import Wants, lacking
from xiaohao.wording import colour, label
from xiaohao.workdays import Calendar

# Who looks after the whole inspection, and so may open the document that an item came from.
OF_THE_WHOLE = frozenset({
    Capacity.OFFICE, Capacity.LEADING_GROUP, Capacity.SUPERVISION_GROUP, Capacity.VERIFIER, Capacity.INSPECTING_BODY, Capacity.READER,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """一步: a mark on the way out of the ledger. `state` is done, now or ahead."""

    name: str
    state: str
    hand: str = ""
    on: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """分项或同级: another item of the family."""

    number: str
    address: str
    text: str
    stage: str
    colour: str
    is_this: bool
    has_lead: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """责任: who answers."""

    leader: str = ""
    lead_unit: str = ""
    units: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """一条措施: with what proves it."""

    id: int
    ordinal: str
    text: str
    criterion: str
    clock: Clock
    files: tuple[File, ...]
    is_of_parent: bool
    wants: str = ""
    wanted: str = ""  # the same in words
    owner: str = ""
    from_on: date | None = None
    aim: Aim | None = None
    objects: tuple[OneObject, ...] = ()

    @property
    def wants_proof(self) -> bool:
        """It has a criterion and what it asks for is not there: what came with an annulled event, was withdrawn or has expired proves nothing."""
        kinds = [file.media_type for file in self.files if file.proves]
        return bool(self.criterion) and lacking(Wants(self.wants), kinds, is_read=self.aim is not None and bool(self.aim.told))

    @property
    def verdict(self) -> str:
        """What the reviewers hold of its criterion."""
        return proofs.verdict(self.files) if self.criterion else ""

    @property
    def tone(self) -> str:
        """The colour of that word."""
        return proofs.TONES.get(self.verdict, "grey")

    @property
    def done_count(self) -> int:
        """How many of its objects are done."""
        return sum(one.done_on is not None for one in self.objects)


@dataclass(frozen=True, slots=True)
class Report:
    """一次进展: what was told, from when, by whom; by the document itself where nobody is named."""

    text: str
    on: date
    person: str
    is_of_document: bool
    start: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """原文: the document that the words stand in, and where."""

    intake_id: int
    name: str
    start: int
    end: int
    may_open: bool


@dataclass(frozen=True, slots=True)
class Words:
    """状态的字样: stage, completion, track and ground as people read them, with the stylesheet's colours."""

    stage: str
    stage_colour: str
    completion: str
    completion_colour: str
    track: str
    ground: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """事项页."""

    item: Item
    headings: tuple[Heading, ...]
    procedure: str
    state: State | None  # None: not in the ledger on that day
    words: Words | None
    first: Clock
    due: Clock
    steps: tuple[Step, ...]
    duty: Duty
    plan: tuple[Planned, ...]
    earlier_plan: tuple[Planned, ...]
    whole_files: tuple[File, ...]
    pairs: tuple[Pair, ...]
    reports: tuple[Report, ...]
    history: tuple[Past, ...]
    family: tuple[Part, ...]
    source: Source | None
    is_past: bool
    beside: Beside
    later_count: int  # events left out because they came later than the day or moment looked at
    open: tuple[Choice, ...] = field(default=())
    barred: tuple[Choice, ...] = field(default=())

    @property
    def has_parts(self) -> bool:
        """Whether its parts answer for it: then their words stand in its place."""
        return self.item.parent_id is None and bool(self.family)

    @property
    def has_aside(self) -> bool:
        """Whether something may be made that is no step of the way."""
        return any(choice.is_aside for choice in self.open)

    @property
    def to_assign(self) -> tuple[Part, ...]:
        """Parts that nobody leads yet, for who may name somebody."""
        may = self.has_parts and any(choice.move == "assign" for choice in self.open)
        return tuple(part for part in self.family if not part.has_lead) if may else ()


def item_page(user: User, slug: str, address: str, day: Day, lang: str) -> ItemPage:
    """All that the page shows of the item, on a day and as known at a moment. Raises Http404."""
    item = access.item(user, slug, address, day.today)
    rules = item.procedure_version.as_rules
    calendar, found = working_calendar(), history.told(item)
    known = tuple(event for event in found.events if day.known_at is None or event.recorded_at <= day.known_at)
    shown = tuple(event for event in known if event.effective_on <= day.on)
    state = state_on(known, rules, day.on)
    names = history.names(found.events, rules)
    every = proofs.files(history.rows_of(item), shown, found.personal, day.on)
    evidence = proofs.newest(every)
    plan, earlier_plan = planned(item, shown, evidence, state, day.on, calendar, lang)
    family = tuple(Item.objects.filter(Q(parent_id=item.pk) | Q(parent_id__isnull=False, parent_id=item.parent_id)).order_by("position"))
    has_parts = any(one.parent_id == item.pk for one in family)
    weighed = case.of_events(user, item, day.today, of_cycle(found.events, item.cycle), parts=has_parts, rules=rules, calendar=calendar)
    facts, done = weighed.facts, frozenset(event.move for event in case.standing(weighed.events))
    pack = rules.labels
    return ItemPage(
        item=item, headings=headings(item), procedure=label(rules, lang), state=state, words=words(state, pack, lang),
        first=clock_of(state, day.on, calendar, first=True, has_parts=has_parts), due=clock_of(state, day.on, calendar, has_parts=has_parts), steps=steps(state, shown, rules, lang),
        duty=duty(shown, names, day.on), plan=plan, earlier_plan=earlier_plan, whole_files=tuple(file for file in evidence if file.measure_id is None),
        pairs=proofs.pairs(evidence, {**{one.id: one.ordinal for one in plan}, None: ""}),
        reports=reports(item, shown, known), history=history.past(found, shown, names, every, rules, lang), family=parts(family, item, pack, lang),
        source=source(item, facts.capacities), is_past=day.is_past, beside=beside(item, found, shown, state, facts, names, day.on, calendar, lang), later_count=len(found.events) - len(shown),
        open=() if day.is_past else choices(facts, done, lang), barred=() if day.is_past else barred(facts, lang),
    )  # fmt: skip


def of_cycle(events: Sequence[Event], cycle: int) -> tuple[Event, ...]:
    """The events of one cycle, with what annuls them."""
    ids = {event.pk for event in events if event.cycle == cycle}
    return tuple(event for event in events if event.pk in ids or event.annuls_id in ids)


def headings(item: Item) -> tuple[Heading, ...]:
    """The levels above the item, from the top."""
    above = item.heading.parent
    return (above, item.heading) if above else (item.heading,)


def state_on(known: Sequence[Event], rules: Rules, day: date) -> State | None:
    """The state on the day, as these events tell it."""
    told = [state for step, state in replay(case.steps_of(known), rules) if step.effective_on <= day]
    return told[-1] if told else None


def words(state: State | None, pack: str, lang: str) -> Words | None:
    """The state in words of its kind of inspection."""
    if state is None:
        return None
    return Words(
        stage=label(state.stage, lang, pack=pack), stage_colour=colour(state.stage, pack), completion=label(state.completion, lang, pack=pack),
        completion_colour=colour(state.completion, pack), track=label(state.track, lang) if state.track else "",
        ground=label(state.ground, lang) if state.ground else "",
    )  # fmt: skip


def clock_of(state: State | None, day: date, calendar: Calendar, *, first: bool = False, has_parts: bool = False) -> Clock:
    """The first or the current deadline, seen from the day as every list sees it."""
    if state is None:
        return clock(None, day, calendar)
    due_on = state.first_due_on if first else state.due_on
    return lamp(due_on, day, calendar, state.stage, state.completion, state.struck_off_on, has_parts=has_parts)


def planned(
    item: Item, shown: Sequence[Event], evidence: Sequence[File], state: State | None, day: date, calendar: Calendar, lang: str,
) -> tuple[tuple[Planned, ...], tuple[Planned, ...]]:  # fmt: skip
    """The plan in force and the measures that it replaced; those of the number as a whole stand at its parts too. A plan that was annulled never was."""
    stood = case.standing(shown)
    by_id = {event.pk: event for event in stood}
    ids = {event.pk: event.seq for event in stood}
    newest = max((event.seq for event in stood if event.move == "plan"), default=0)
    now: list[Planned] = []
    before: list[Planned] = []
    rows = Measure.objects.filter(Q(item=item) | Q(item_id=item.parent_id)).select_related("owner", "target").annotate(
        has_objects=Exists(PlanObject.objects.filter(measure_id=OuterRef("pk"))),
    )  # fmt: skip
    measures = list(rows.order_by("position", "id"))
    targets = [target for row in measures if (target := target_of(row)) is not None]
    aimed = {one.row.measure_id: one for one in followed(targets, frozenset(by_id))}
    objects = objects_of([row.pk for row in measures if row.has_objects])
    for row in measures:
        is_own = row.item_id == item.pk
        if is_own and row.event_id not in ids:
            continue
        stands = state or State()
        one = Planned(
            id=row.pk, ordinal=row.ordinal, text=row.text, criterion=row.criterion, clock=lamp(row.due_on, day, calendar, stands.stage, stands.completion, stands.struck_off_on),
            files=tuple(file for file in evidence if file.measure_id == row.pk), is_of_parent=not is_own, wants=row.wants,
            wanted=label(row.wants, lang, of="wants") if row.wants else "", owner=row.owner.name if row.owner else "", from_on=row.from_on,
            aim=aims.aim(aimed[row.pk], by_id, evidence, day, lang) if row.pk in aimed else None, objects=aims.objects(objects.get(row.pk, ()), by_id, day, lang),
        )  # fmt: skip
        is_ended = ids[row.event_id] < newest if is_own else row.ended_by_id is not None
        (before if is_ended else now).append(one)
    return tuple(now), tuple(before)


def objects_of(measures: Sequence[int]) -> dict[int, list[PlanObject]]:
    """The objects of measures in the order of the plan: one statement, none where there are none."""
    found: dict[int, list[PlanObject]] = {}
    for row in PlanObject.objects.filter(measure_id__in=measures).order_by("position", "id") if measures else ():
        found.setdefault(row.measure_id, []).append(row)
    return found


def reports(item: Item, shown: Sequence[Event], known: Sequence[Event]) -> tuple[Report, ...]:
    """What was told as done, the newest first. What a document told of a run of items stands at each of them."""
    by_id = {event.pk: event for event in case.standing(shown)}
    hidden = {event.pk for event in known} - set(by_id)
    rows = Progress.objects.filter(items=item).order_by("-effective_on", "-id")
    admitted = bool(shown)
    return tuple(
        Report(
            text=row.text, on=row.effective_on, person=teller.by_person.name if (teller := by_id.get(row.event_id)) and teller.by_person else "",
            is_of_document=row.intake_id is not None, start=row.start,
        )
        for row in rows
        if row.event_id in by_id or (row.intake_id is not None and admitted and row.event_id not in hidden)
    )  # fmt: skip


def duty(shown: Sequence[Event], names: Names, on: date) -> Duty:
    """Who answers, by the last assignment that stands."""
    assigned = next((event for event in reversed(case.standing(shown)) if event.facts.get("lead_unit")), None)
    if assigned is None:
        return Duty()
    lead = assigned.facts["lead_unit"]
    return Duty(
        leader=names.persons.get(assigned.facts.get("leader"), ""), lead_unit=names.unit(lead, on), since=assigned.effective_on,
        units=tuple(names.unit(one, on) for one in assigned.facts.get("units", []) if one != lead),
    )  # fmt: skip


def steps(state: State | None, shown: Sequence[Event], rules: Rules, lang: str) -> tuple[Step, ...]:
    """The way out of the ledger as its procedure has it, and how far the item is on it in this cycle."""
    if state is None:
        return ()
    stood = case.standing(of_cycle(shown, state.cycle))
    last = {event.move: event for event in stood}
    claimed = last.get("claim_completion")
    passed = {event.gate_passed: event for event in stood if event.gate_passed is not None and claimed and event.seq > claimed.seq}
    way = [
        Step(label("admit", lang, of="move"), "done", label(Capacity.OFFICE, lang), *by(last.get("admit") or last.get("reopen") or last.get("void"))),
        Step(label(Stage.OPEN, lang, pack=rules.labels), "now" if state.stage is Stage.OPEN else "done", label(Capacity.LEAD_UNIT, lang)),
        Step(
            label("claim_completion", lang, of="move"), "ahead" if state.stage is Stage.OPEN else "done", label(Capacity.LEAD_UNIT, lang),
            *(by(claimed) if state.stage is not Stage.OPEN else (None, "")),
        ),
    ]  # fmt: skip
    for place, gate in enumerate(rules.gates):
        mark = "ahead" if state.stage is Stage.OPEN or place > state.gate else "done" if place < state.gate else "now"
        way.append(Step(label(gate, lang), mark, label(gate.hand, lang), *(by(passed.get(place)) if mark == "done" else (None, ""))))
    end = "done" if state.stage is Stage.STRUCK_OFF else "now" if state.stage is Stage.CLAIMED and state.gate >= len(rules.gates) else "ahead"
    decides = "、".join(label(one, lang) for one in Capacity if one in rules.strikes_off)
    struck = last.get("strike_off")
    way.append(Step(label("strike_off", lang, of="move"), end, decides, state.struck_off_on, by(struck)[1]))
    return tuple(way)


def by(event: Event | None) -> tuple[date | None, str]:
    """The day of an event and the person who made it."""
    return (event.effective_on, event.by_person.name if event.by_person else "") if event else (None, "")


def parts(family: Sequence[Item], item: Item, pack: str, lang: str) -> tuple[Part, ...]:
    """The parts of the item, or its fellow parts."""
    return tuple(
        Part(one.number, one.address, one.text, label(Stage(one.stage), lang, pack=pack), colour(Stage(one.stage), pack), is_this=one.pk == item.pk, has_lead=one.lead_unit_id is not None)
        for one in family
    )


def source(item: Item, capacities: frozenset[Capacity]) -> Source | None:
    """The place of the item's words in its document."""
    if item.intake is None or item.start is None or item.end is None:
        return None
    return Source(item.intake.pk, item.intake.name, item.start, item.end, may_open=bool(capacities & OF_THE_WHOLE))
