"""从网址到事项: from an address to a thing that this user may see, and in what capacities."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from xiaohao.ledger import case, queries, sight
from xiaohao.ledger.models import Inspection, Item, Mandate, Suggestion
from xiaohao.lifecycle import Capacity, Facts
from xiaohao.people.models import Unit, User

DESK = frozenset({Capacity.OFFICE, Capacity.LEADING_GROUP, Capacity.SUPERVISION_GROUP})  # who works on the notices of an inspection


def mine(user: User, today: date, inspection: str) -> Exists:
    """Whether the user acts on the inspection as a whole today: a column for rows that have it at `inspection`."""
    return Exists(Mandate.objects.filter(sight.held_on(today), inspection_id=OuterRef(inspection), unit_id__in=sight.posts(user, today).values("unit_id")))


def at_desk(user: User, today: date, inspection: str) -> Exists:
    """The same for those who work on its notices."""
    held = Mandate.objects.filter(sight.held_on(today), unit_id__in=sight.posts(user, today).values("unit_id"), capacity__in=DESK)
    return Exists(held.filter(inspection_id=OuterRef(inspection)))


def inspection(user: User, slug: str, today: date) -> Inspection:
    """The inspection, if the user may see anything of it today; else Http404."""
    found = (
        queries.visible_inspections(user, today)
        .select_related("inspected_body", "procedure_version", "follows")
        .annotate(acts_here=mine(user, today, "pk"), writes_here=at_desk(user, today, "pk"))
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise Http404
    found.has_hand, found.has_desk = found.acts_here, found.writes_here
    return found


def item(user: User, slug: str, address: str, today: date) -> Item:
    """The item, if the user may see it today; else Http404."""
    found = (
        queries.visible_items(user, today)
        .select_related("inspection", "heading__parent", "lead_unit", "leader", "procedure_version", "parent", "intake")
        .defer("intake__text", "intake__reading", "intake__proposal", "intake__answers", "intake__tables")  # a document may be large, a page shows its name
        .annotate(
            acts_here=mine(user, today, "inspection_id"), writes_here=at_desk(user, today, "inspection_id"),
            is_spoken_of=Exists(Suggestion.objects.filter(item_id=OuterRef("pk"), event__isnull=True, declined_at__isnull=True)),
        )
        .filter(inspection__slug=slug, address=address)
        .first()
    )
    if found is None:
        raise Http404
    found.inspection.has_hand, found.inspection.has_desk = found.acts_here, found.writes_here
    return found


def capacities(user: User, item: Item, day: date) -> frozenset[Capacity]:
    """In what capacities the user acts on the item on the day."""
    return case.hands(user, item, day).capacities


def facts(user: User, item: Item, today: date) -> Facts:
    """All that the law asks, to show what the user could do now."""
    return case.gather(user, item, today).facts


def inspection_capacities(user: User, inspection: Inspection, day: date) -> frozenset[Capacity]:
    """In what capacities the user acts on the inspection as a whole on the day."""
    units = sight.posts(user, day).values("unit_id")
    rows = inspection.mandates.filter(sight.held_on(day), unit_id__in=units).values_list("capacity", flat=True)
    return frozenset(Capacity(value) for value in rows)


def offices(user: User, today: date) -> QuerySet[Unit]:
    """The rectification offices at which the user holds a post today."""
    return Unit.objects.filter(kind=Unit.Kind.OFFICE, pk__in=sight.posts(user, today).values("unit_id"))


def is_office(user: User, today: date) -> bool:
    """Whether the user may take in documents and open inspections."""
    return offices(user, today).exists()
