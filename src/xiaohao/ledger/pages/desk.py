"""待办的内容: what waits for me, as the moves I may make, late ones first; and what I wait for from others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xiaohao.ledger import queries, sight
from xiaohao.ledger.item_page.clock import Clock, clock
from xiaohao.ledger.models import Intake, Item, Mandate, Responsibility
from xiaohao.lifecycle import Stage
from xiaohao.people.models import User

MOST = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """一件待办: an item and the move that is due on it."""

    item: Item
    move: str
    clock: Clock


@dataclass(frozen=True, slots=True)
class Desk:
    """待办."""

    mine: tuple[Waiting, ...]
    others: tuple[Waiting, ...]
    near: tuple[Waiting, ...]
    intakes: tuple[Intake, ...]
    today: date
    is_cut: bool


def desk(user: User, today: date, *, is_office: bool) -> Desk:
    """A fixed number of statements: hands of the person, items of those hands, documents that are not admitted yet."""
    units = sight.posts(user, today).values("unit_id")
    mandates = Mandate.objects.filter(sight.held_on(today), unit_id__in=units)
    hands: dict[str, set[int]] = {}
    for capacity, inspection in mandates.values_list("capacity", "inspection_id"):
        hands.setdefault(capacity, set()).add(inspection)
    leads = Responsibility.objects.filter(sight.held_on(today), capacity="lead_unit", unit_id__in=units).values("item_id")
    rows = list(found(user, today, hands, leads)[: MOST + 1])
    led = set(Responsibility.objects.filter(sight.held_on(today), capacity="lead_unit", unit_id__in=units, item__in=[r.pk for r in rows]).values_list("item_id", flat=True))
    mine, others, near = [], [], []
    for item in rows[:MOST]:
        move, is_mine = next_move(item, hands, is_lead=item.pk in led)
        waiting = Waiting(item, move, clock(item.due_on, today, Stage(item.stage)))
        if is_mine:
            mine.append(waiting)
        elif waiting.clock.tone in ("late", "near"):
            near.append(waiting)
        else:
            others.append(waiting)
    intakes = tuple(Intake.objects.filter(proposed_by=user, admitted_at__isnull=True).defer("text", "reading", "proposal")[:10]) if is_office else ()
    return Desk(tuple(mine), tuple(others), tuple(near), intakes, today, len(rows) > MOST)


def found(user: User, today: date, hands: dict[str, set[int]], leads: QuerySet[Responsibility, dict[str, object]]) -> QuerySet[Item]:
    """Items at which one of the person's hands may be wanted, late ones first."""
    wanted = Q(stage="open", pk__in=leads)
    wanted |= Q(stage="open", lead_unit__isnull=True, inspection__in=hands.get("office", set()))
    wanted |= Q(stage="claimed", inspection__in=hands.get("verifier", set()) | hands.get("office", set()))
    wanted |= Q(stage="claimed", pk__in=leads)
    return (
        queries.visible_items(user, today).filter(wanted).select_related("inspection", "lead_unit", "procedure_version")
        .order_by(*("due_on", "inspection_id", "position"))
    )  # fmt: skip


def next_move(item: Item, hands: dict[str, set[int]], *, is_lead: bool) -> tuple[str, bool]:
    """The move that comes next on an item, and whether it is this person's."""
    def holds(capacity: str) -> bool:
        return item.inspection_id in hands.get(capacity, set())

    if item.stage == "open":
        if item.lead_unit_id is None:
            return "assign", holds("office")
        return "report_progress", is_lead
    rules = item.procedure_version.as_rules
    if item.gate < len(rules.gates):
        return "pass_gate", holds(rules.gates[item.gate].hand.value)
    return "strike_off", any(holds(one.value) for one in rules.strikes_off)
