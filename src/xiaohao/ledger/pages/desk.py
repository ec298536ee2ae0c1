"""待办的内容: what waits for me, as the moves I may make, late ones first; what I wait for from others; what is near in my sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from xiaohao.ledger import queries, sight
from xiaohao.ledger.item_page.clock import Clock, lamp
from xiaohao.ledger.models import Event, Intake, Item, Mandate, ProcedureVersion, Responsibility
from xiaohao.ledger.pages.asked import NEVER, near_until, worded
from xiaohao.lifecycle import DOERS_ACTS, Capacity, Rules
from xiaohao.people import queries as people
from xiaohao.people.models import User
from xiaohao.shell.pages import Page, keyset

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
    intakes: tuple[Intake, ...]
    others_are_cut: bool
    near_is_cut: bool

    @property
    def late(self) -> int:
        """How many of those on this page are late."""
        return sum(one.clock.tone == "late" for one in self.mine)


def desk(user: User, today: date, cursor: str, *, is_office: bool, words: str = "") -> Desk:
    """The desk in six statements at most: hands, procedures, three lists, documents not admitted yet. Raises BadRequest for a bad cursor."""
    hands = hands_of(user, today)
    rules = {one.pk: one.as_rules for one in ProcedureVersion.objects.all()}
    rows = with_facts(queries.visible_items(user, today).filter(worded(words, "")), user, today)
    due_here = waits_for_me(user, hands, rules)
    page = keyset(rows.filter(due_here), ORDER, cursor)
    others = list(rows.filter(waits_for_others(hands)).exclude(due_here).order_by(*ORDER)[: MOST + 1]) if not cursor else []
    near = list(rows.filter(is_near(today)).exclude(due_here).order_by(*ORDER)[: MOST + 1]) if not cursor else []
    return Desk(
        waiting(page.rows, rules, today), page, waiting(others[:MOST], rules, today), waiting(near[:MOST], rules, today),
        unadmitted(user) if is_office and not cursor else (), len(others) > MOST, len(near) > MOST,
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
    own_units = duties.filter(unit_id__in=people.own_units(user.person_id, date.min, today))
    own_acts = events.filter(move__in=DOERS_ACTS).filter(sight.stands_for(user, today, "by_"))
    return rows.annotate(
        due_key=Coalesce(F("due_on"), Value(NEVER), output_field=DateField()),
        leads=Exists(duties.filter(sight.held_on(today), capacity="lead_unit", unit_id__in=units)),
        directs=Exists(duties.filter(sight.held_on(today), capacity="responsible_leader").filter(sight.stands_for(user, today))),
        worked=Exists(own_units) | Exists(own_acts),
        last_duty=Subquery(events.filter(move__in=["assign", "acknowledge"]).values("move")[:1]),
        has_parts=Exists(Item.objects.filter(parent_id=OuterRef("pk"))),
    ).select_related("inspection", "lead_unit")  # fmt: skip


def waits_for_me(user: User, hands: Hands, rules: Mapping[int, Rules]) -> Q:
    """Items on which the next move is this person's, own work apart: the law bars it, and the desk does not offer it."""
    office = hands.get(Capacity.OFFICE.value, frozenset())
    clause = Q(stage="open", lead_unit__isnull=True, has_parts=False, inspection_id__in=office)
    clause |= Q(stage="open", leads=True, has_parts=False)
    for version, one in rules.items():
        for index, gate in enumerate(one.gates):
            at_gate = Q(stage="claimed", procedure_version_id=version, gate=index, has_parts=False) & held(gate.hand, hands)
            clause |= at_gate & Q(worked=False) if gate.bars_own_work else at_gate
        for hand in one.strikes_off:
            clause |= Q(stage="claimed", procedure_version_id=version, gate__gte=len(one.gates), has_parts=False, worked=False) & held(hand, hands)
    return clause


def held(hand: Capacity, hands: Hands) -> Q:
    """Items at which the person acts in this capacity."""
    if hand is Capacity.LEAD_UNIT:
        return Q(leads=True)
    if hand is Capacity.RESPONSIBLE_LEADER:
        return Q(directs=True)
    return Q(inspection_id__in=hands.get(hand.value, frozenset()))


def waits_for_others(hands: Hands) -> Q:
    """Items that have gone on from this person and are at another hand: claims on their way, duties not acknowledged yet."""
    office = hands.get(Capacity.OFFICE.value, frozenset())
    clause = Q(stage="claimed", leads=True) | Q(stage="claimed", inspection_id__in=office)
    return (clause | Q(stage="open", last_duty="assign", inspection_id__in=office)) & Q(has_parts=False)


def is_near(today: date) -> Q:
    """Items still worked on whose deadline is near or past."""
    return Q(stage="open", due_on__lte=near_until(today), has_parts=False)


def waiting(rows: Sequence[Item], rules: Mapping[int, Rules], today: date) -> tuple[Waiting, ...]:
    """The rows with their next move."""
    return tuple(Waiting(row, next_move(row, rules.get(row.procedure_version_id)), lamp(row.due_on, today, row.stage, row.completion)) for row in rows)


def next_move(item: Item, rules: Rules | None) -> str:
    """The move that comes next on an item."""
    if item.stage == "open":
        if item.lead_unit_id is None:
            return "assign"
        return "acknowledge" if getattr(item, "last_duty", "") == "assign" else "report_progress"
    return "strike_off" if rules is not None and item.gate >= len(rules.gates) else "pass_gate"


def unadmitted(user: User) -> tuple[Intake, ...]:
    """Documents that the person took in and that are not in a ledger yet."""
    heavy = ("text", "reading", "proposal", "answers", "tables")
    return tuple(Intake.objects.filter(proposed_by=user, admitted_at__isnull=True).defer(*heavy)[:10])
