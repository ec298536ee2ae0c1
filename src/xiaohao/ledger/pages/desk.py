"""待办的内容: what waits for me, as the moves I may make, late ones first; what I wait for from others; what is near in my sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from xiaohao.ledger import queries, sight
from xiaohao.ledger.days.calendar import working_calendar
from xiaohao.ledger.item_page.clock import Clock, lamp
from xiaohao.ledger.models import Event, Intake, Item, Mandate, ProcedureVersion, Responsibility
from xiaohao.ledger.pages.asked import NEVER, near_until, worded
from xiaohao.lifecycle import DOERS_ACTS, REQUESTS, Capacity, Gate, GateKind, Rules, TimeUnit, months_later
from xiaohao.people import queries as people
from xiaohao.people.models import User
from xiaohao.shell.pages import Page, keyset
from xiaohao.workdays import Calendar

ORDER = ("due_key", "inspection_id", "position")
MOST = 12  # of the two lists that are only for looking at
Hands = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """一件待办: an item, the move that comes next on it, and how its deadline looks."""

    item: Item
    move: str
    clock: Clock


@dataclass(frozen=True, slots=True)
class Desk:
    """待办."""

    mine: tuple[Waiting, ...]
    page: Page[Item]
    others: tuple[Waiting, ...]
    near: tuple[Waiting, ...]
    voided: tuple[Waiting, ...]  # strike-offs that are void, and not put right yet: for the office and who verified them
    intakes: tuple[Intake, ...]
    others_are_cut: bool
    near_is_cut: bool

    @property
    def late(self) -> int:
        """How many of those on this page are late."""
        return sum(one.clock.tone == "late" for one in self.mine)


def desk(user: User, today: date, cursor: str, *, is_office: bool, words: str = "") -> Desk:
    """The desk in eight statements at most: hands, procedures, the calendar, four lists, documents not admitted yet. Raises BadRequest for a bad cursor."""
    mine, calendar = hands_of(user, today), working_calendar()
    rules = {one.pk: one.as_rules for one in ProcedureVersion.objects.all()}
    rows = with_facts(queries.visible_items(user, today).filter(worded(words, "")), user, today)
    due_here = waits_for_me(mine, rules, today, calendar)
    page = keyset(rows.filter(due_here), ORDER, cursor)
    others = list(rows.filter(waits_for_others(mine)).exclude(due_here).order_by(*ORDER)[: MOST + 1]) if not cursor else []
    voided = list(rows.filter(is_void(mine)).order_by(*ORDER)[:MOST]) if not cursor else []
    near = list(rows.filter(is_near(today, calendar)).exclude(due_here).order_by(*ORDER)[: MOST + 1]) if not cursor else []
    return Desk(
        waiting(page.rows, rules, today, calendar), page, waiting(others[:MOST], rules, today, calendar), waiting(near[:MOST], rules, today, calendar),
        waiting(voided, rules, today, calendar), unadmitted(user) if is_office and not cursor else (), len(others) > MOST, len(near) > MOST,
    )  # fmt: skip


def hands_of(user: User, today: date) -> Hands:
    """By capacity: the inspections in which the person acts in it today."""
    units = sight.posts(user, today).values("unit_id")
    found: dict[str, set[int]] = {}
    for capacity, inspection in Mandate.objects.filter(sight.held_on(today), unit_id__in=units).values_list("capacity", "inspection_id"):
        found.setdefault(capacity, set()).add(inspection)
    return {capacity: frozenset(ids) for capacity, ids in found.items()}


def with_facts(rows: QuerySet[Item], user: User, today: date) -> QuerySet[Item]:
    """Items with what tells whose turn it is: duties of mine, own work of this cycle, whether it was acknowledged, whether it has parts."""
    units = sight.posts(user, today).values("unit_id")
    duties = Responsibility.objects.filter(sight.believed(), item_id=OuterRef("pk"))
    events = Event.objects.filter(item_id=OuterRef("pk"), cycle=OuterRef("cycle")).order_by("-seq")
    stood = events.filter(queries.stands(event="pk"))
    answers = Event.objects.filter(queries.stands(event="pk"), answers_id=OuterRef("pk"))
    own_units = duties.filter(unit_id__in=people.own_units(user.person_id, date.min, today))
    own_acts = events.filter(move__in=DOERS_ACTS).filter(sight.stands_for(user, today, "by_"))
    return rows.annotate(
        due_key=Coalesce(F("due_on"), F("report_due_on"), Value(NEVER), output_field=DateField()),
        leads=Exists(duties.filter(sight.held_on(today), capacity="lead_unit", unit_id__in=units)),
        directs=Exists(duties.filter(sight.held_on(today), capacity="responsible_leader").filter(sight.stands_for(user, today))),
        worked=Exists(own_units) | Exists(own_acts),
        last_duty=newest(stood.filter(move__in=["assign", "grant_transfer", "acknowledge"])),
        asked=newest(stood.filter(~Exists(answers), move__in=KIND_OF)),
        plan_mark=newest(stood.filter(move__in=["plan", "approve_plan", "return_plan"])),
        claim_mark=newest(stood.filter(move__in=["claim_completion", "report_up"])),
        objected=Exists(stood.filter(~Exists(answers), move="object")),
        notice_last=newest(stood.filter(move="put_on_notice").annotate(last=KT("facts__last_on")), "last"),
        rechecked=Exists(stood.filter(move="recheck")), voided=Exists(stood.filter(move="void")),
        has_parts=Exists(Item.objects.filter(parent_id=OuterRef("pk"))),
    ).select_related("inspection", "lead_unit")  # fmt: skip


def newest(events: QuerySet[Event], column: str = "move") -> Coalesce:
    """A column of the newest of an item's events; empty where there is none, so that a question can be turned round."""
    return Coalesce(Subquery(events.values(column)[:1]), Value(""), output_field=TextField())


def waits_for_me(mine: Hands, rules: Mapping[int, Rules], today: date, calendar: Calendar) -> Q:
    """Items on which the next move is this person's, own work apart: the law bars it, and the desk does not offer it."""
    office = mine.get(Capacity.OFFICE.value, frozenset())
    clause = Q(stage="open", lead_unit__isnull=True, has_parts=False, inspection_id__in=office)
    clause |= Q(stage="open", leads=True, has_parts=False)
    for version, one in rules.items():
        of_version = Q(procedure_version_id=version, has_parts=False)
        for index, gate in enumerate(one.gates):
            at_gate = of_version & at(gate, index, today) & held(gate.hand, mine)
            clause |= at_gate & Q(worked=False) if gate.bars_own_work else at_gate
        for hand in one.strikes_off:
            clause |= of_version & Q(stage="claimed", gate__gte=len(one.gates), worked=False) & held(hand, mine)
        for move, kind in KIND_OF.items():
            for hand in one.decider(kind):
                clause |= of_version & Q(stage="open", asked=move, worked=False) & held(hand, mine)
        if one.approves_plan:
            clause |= of_version & Q(stage="open", plan_mark="plan", worked=False) & held(Capacity.OFFICE, mine)
        if cut := looked_at_before(one, today, calendar):
            due = of_version & Q(stage="struck_off", struck_off_on__lte=cut, rechecked=False, worked=False)
            clause |= due & (held(Capacity.VERIFIER, mine) | held(Capacity.SUPERVISION_GROUP, mine))
    return clause


KIND_OF = {asked: kind for kind, (asked, _, _) in REQUESTS.items()}


def at(gate: Gate, index: int, today: date) -> Q:
    """Items that stand before a gate and can be brought past it: in a notice, where an objection waits or the days are over."""
    if gate.kind is GateKind.NOTICE:
        over = Q(stage="in_notice", notice_last__gt="", notice_last__lt=today.isoformat())
        return Q(gate=index) & (Q(stage="claimed") | Q(stage="in_notice", objected=True) | over)
    return Q(stage="claimed", gate=index)


def looked_at_before(rules: Rules, today: date, calendar: Calendar) -> date | None:
    """Struck off on this day or before, an item is due for its re-check; so many days by the calendar where the holidays are not announced."""
    rule = rules.time("recheck")
    if rule is None:
        return None
    if rule.unit is TimeUnit.MONTH:
        return months_later(today, -rule.count)
    if rule.unit is TimeUnit.WORKDAY and calendar.confirms(today - timedelta(days=2 * rule.count + 14), today):
        return calendar.add(today, -rule.count)
    return today - timedelta(days=rule.count)


def is_void(mine: Hands) -> Q:
    """Strike-offs that are void, where the person keeps the ledger or verifies."""
    return Q(stage="open", voided=True) & (held(Capacity.OFFICE, mine) | held(Capacity.VERIFIER, mine))


def held(hand: Capacity, mine: Hands) -> Q:
    """Items at which the person acts in this capacity."""
    if hand is Capacity.LEAD_UNIT:
        return Q(leads=True)
    if hand is Capacity.RESPONSIBLE_LEADER:
        return Q(directs=True)
    return Q(inspection_id__in=mine.get(hand.value, frozenset()))


def waits_for_others(mine: Hands) -> Q:
    """Items that have gone on from this person and are at another hand: claims on their way, duties not acknowledged yet."""
    office = mine.get(Capacity.OFFICE.value, frozenset())
    clause = Q(stage="claimed", leads=True) | Q(stage="claimed", inspection_id__in=office) | Q(stage="in_notice", inspection_id__in=office) | Q(stage="open", leads=True, asked__gt="")
    return (clause | Q(stage="open", last_duty="assign", inspection_id__in=office)) & Q(has_parts=False)


def is_near(today: date, calendar: Calendar) -> Q:
    """Items still worked on whose deadline is near or past."""
    return Q(stage="open", due_on__lte=near_until(today, calendar), has_parts=False)


def waiting(rows: Sequence[Item], rules: Mapping[int, Rules], today: date, calendar: Calendar) -> tuple[Waiting, ...]:
    """The rows with their next move."""
    return tuple(Waiting(row, next_move(row, rules.get(row.procedure_version_id)), lamp(row.due_on, today, calendar, row.stage, row.completion)) for row in rows)


def next_move(item: Item, rules: Rules | None) -> str:
    """The move that comes next on an item."""
    marks: Any = item  # with what `with_facts` has read beside it
    match item.stage:
        case "open":
            return next_while_open(marks, rules)
        case "in_notice":
            return "answer" if marks.objected else "end_notice"
        case "struck_off":
            return "recheck"
    if rules is None or item.gate >= len(rules.gates):
        return "strike_off"
    gate = rules.gates[item.gate]
    if gate.kind is GateKind.NOTICE:
        return "put_on_notice"
    return "report_up" if gate.kind is GateKind.UPWARD and marks.claim_mark != "report_up" else "pass_gate"


def next_while_open(item: Any, rules: Rules | None) -> str:
    """The same for an item that is worked on: the answer that somebody waits for, else the next act of its lead unit. A decider's list begins with the answer."""
    if item.lead_unit_id is None:
        return "assign"
    if item.asked and not item.leads:
        return REQUESTS[KIND_OF[item.asked]][1]
    if rules is not None and rules.approves_plan and item.plan_mark == "plan" and not item.leads:
        return "approve_plan"
    if item.last_duty in ("assign", "grant_transfer"):
        return "acknowledge"
    return "plan" if rules is not None and rules.approves_plan and item.plan_mark in ("", "return_plan") else "report_progress"


def unadmitted(user: User) -> tuple[Intake, ...]:
    """Documents that the person took in and that are not in a ledger yet."""
    heavy = ("text", "reading", "proposal", "answers", "tables")
    return tuple(Intake.objects.filter(proposed_by=user, admitted_at__isnull=True).defer(*heavy)[:10])
