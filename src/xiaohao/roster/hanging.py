"""所系责任: what hangs on a person and on a unit: items, mandates, orders to answer. Reads only.

Who looks sees the words of what the rule of sight shows; of the rest it is told how much there is, and at which office to ask. The number of statements
does not grow with the duties.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from xiaohao.ledger import queries, sight
from xiaohao.ledger.models import Inspection, Item, Mandate, Responsibility
from xiaohao.lifecycle import Stage
from xiaohao.oversight.models import FollowUpOrder
from xiaohao.people import queries as people
from xiaohao.people.models import Appointment, Person, Substitution, Unit, User

OVER = (Stage.STRUCK_OFF.value, Stage.WITHDRAWN.value)


@dataclass(frozen=True, slots=True)
class Duty:
    """一项责任: what answers for what. `item_id` is empty for a mandate and for an order."""

    capacity: str  # a capacity, or "order"
    inspection_id: int
    slug: str
    title: str
    item_id: int | None = None
    address: str = ""
    number: str = ""
    text: str = ""
    stage: str = ""
    due_on: date | None = None

    @property
    def is_on_its_way(self) -> bool:
        """Whether the item has been claimed: nobody is named anew until it comes back or is struck off."""
        return bool(self.item_id) and self.stage != Stage.OPEN

    @property
    def words(self) -> str:
        """In a sentence."""
        return f"{self.title} {self.number}".strip()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """看不到的责任: so many in an inspection that the viewer does not see, and the offices that do."""

    offices: str
    count: int
    open: int  # of them, those that keep a post from ending


@dataclass(frozen=True, slots=True)
class Hanging:
    """所系责任."""

    duties: tuple[Duty, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def open(self) -> tuple[Duty, ...]:
        """Those that somebody has to answer for from tomorrow on."""
        return tuple(one for one in self.duties if not one.is_on_its_way)

    @property
    def count(self) -> int:
        return len(self.duties) + sum(one.count for one in self.elsewhere)

    @property
    def keeps(self) -> bool:
        """Whether something would be left without anyone."""
        return bool(self.open) or any(one.open for one in self.elsewhere)


def of_person(person: Person, viewer: User, today: date) -> Hanging:
    """Items that the person answers for as responsible leader, and that are not over: two statements."""
    return told(responsibilities(today).filter(person=person), [], [], viewer, today)


def of_unit(unit: Unit, viewer: User, today: date) -> Hanging:
    """What the unit answers for: items, its mandates, orders that it has not answered: four statements."""
    mandates = Mandate.objects.filter(people.not_over(today), unit=unit).annotate(is_seen=of_sight(viewer, today, "inspection_id")).select_related("inspection")
    orders = FollowUpOrder.objects.filter(to_unit=unit, answered_on__isnull=True).annotate(is_seen=of_sight(viewer, today, "inspection_id"))
    return told(
        responsibilities(today).filter(unit=unit), mandates.order_by("inspection__slug", "capacity", "pk"), orders.select_related("inspection").order_by("answer_due_on", "pk"),
        viewer, today,
    )  # fmt: skip


def responsibilities(today: date) -> QuerySet[Responsibility]:
    """Duties that hold today or are to begin, of items that are not over."""
    rows = Responsibility.objects.filter(sight.believed(), people.not_over(today)).exclude(item__stage__in=OVER)
    return rows.select_related("item__inspection").order_by("item__inspection__slug", "item__position", "pk")


def of_sight(viewer: User, today: date, inspection: str) -> Exists:
    """Whether the viewer sees the whole of the inspection: a column for rows that have it at `inspection`."""
    return Exists(sight.of(viewer, today).filter(inspection_id=OuterRef(inspection), item__isnull=True))


def told(
    duties: QuerySet[Responsibility], mandates: Iterable[Mandate], orders: Iterable[FollowUpOrder], viewer: User, today: date,
) -> Hanging:  # fmt: skip
    """The rows as values, those that the viewer does not see counted by their inspection."""
    seen: list[Duty] = []
    hidden: dict[int, list[Duty]] = {}
    visible = Case(When(queries.seen(viewer, today, "item__"), then=Value(True)), default=Value(False))
    rows: list[tuple[Any, Duty]] = [(row, of_item(row.capacity, row.item)) for row in duties.annotate(is_seen=visible)]
    rows += [(row, Duty(row.capacity, row.inspection_id, row.inspection.slug, row.inspection.title)) for row in mandates]
    rows += [(row, of_order(row)) for row in orders]
    for row, duty in rows:
        if row.is_seen:
            seen.append(duty)
        else:
            hidden.setdefault(duty.inspection_id, []).append(duty)
    offices = offices_of(hidden, today)
    return Hanging(
        tuple(seen), tuple(Elsewhere(offices.get(pk, ""), len(found), sum(not one.is_on_its_way for one in found)) for pk, found in hidden.items()),
    )  # fmt: skip


def of_item(capacity: str, item: Item) -> Duty:
    """A duty on an item."""
    return Duty(
        capacity, item.inspection_id, item.inspection.slug, item.inspection.title, item.pk, item.address, item.number, item.text.strip().split("\n", 1)[0],
        item.stage, item.due_on,
    )  # fmt: skip


def of_order(row: FollowUpOrder) -> Duty:
    """An order that waits for its answer."""
    return Duty("order", row.inspection_id, row.inspection.slug, row.inspection.title, number=str(row.number), text=row.subject, due_on=row.answer_due_on)


def offices_of(inspections: Iterable[int], today: date) -> dict[int, str]:
    """By inspection: the names of its office of today. Nothing is asked where there are none."""
    found: dict[int, list[str]] = {}
    ids = list(inspections)
    if ids:
        for pk, name in Mandate.objects.filter(sight.held_on(today), inspection_id__in=ids, capacity="office").values_list("inspection_id", "unit__name"):
            found.setdefault(pk, []).append(name)
    return {pk: "、".join(names) for pk, names in found.items()}


def is_last_of_unit(post: Appointment, after: date) -> bool:
    """Whether nobody else holds a post at the unit after the day, or is to hold one."""
    return not Appointment.objects.filter(unit_id=post.unit_id, pk__gt=0).filter(Q(to_on__isnull=True) | Q(to_on__gt=after)).exclude(pk=post.pk).exists()


def is_last_of_person(post: Appointment, after: date) -> bool:
    """Whether the person holds no other post after the day."""
    return not Appointment.objects.filter(person_id=post.person_id).filter(Q(to_on__isnull=True) | Q(to_on__gt=after)).exclude(pk=post.pk).exists()


def substitutions(person: Person, today: date) -> tuple[Substitution, ...]:
    """Where the person acts for another, and where another acts for the person, today or later."""
    rows = Substitution.objects.filter(Q(person=person) | Q(appointment__person=person), to_on__gte=today)
    return tuple(rows.select_related("person", "appointment__person", "appointment__unit").order_by("from_on", "pk"))


def orphans(viewer: User, today: date) -> QuerySet[Item]:
    """无人承担: items that the viewer sees, not over and led by a unit at which nobody holds a post today, or answered for by somebody who holds none.

    `is_unled` and `is_unheaded` say which.
    """
    held = Appointment.objects.filter(people.held_on(today))
    rows = queries.visible_items(viewer, today).exclude(stage__in=OVER).filter(lead_unit__isnull=False).annotate(
        is_unled=~Exists(held.filter(unit_id=OuterRef("lead_unit_id"))), is_unheaded=~Exists(held.filter(person_id=OuterRef("leader_id"))),
    )  # fmt: skip
    return rows.filter(Q(is_unled=True) | Q(is_unheaded=True, leader__isnull=False)).select_related("inspection", "lead_unit", "leader")


def inspections_of(duties: Iterable[Duty]) -> dict[int, Inspection]:
    """The inspections of some duties: one statement."""
    return Inspection.objects.in_bulk({one.inspection_id for one in duties})
