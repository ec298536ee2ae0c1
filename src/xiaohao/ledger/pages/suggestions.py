"""建议的清单: what documents speak for and nothing has been made of yet; those at this person's hand say so."""

from __future__ import annotations

from datetime import date

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from xiaohao.ledger import queries, sight
from xiaohao.ledger.intake import suggesting
from xiaohao.ledger.models import Mandate, Responsibility, Suggestion
from xiaohao.lifecycle import MOVES, Capacity
from xiaohao.people.models import User

HEAVY = ("text", "reading", "proposal", "answers", "tables", "counts")
OF_OFFICE = tuple(name for name, move in MOVES.items() if Capacity.OFFICE in move.hands)
OF_LEAD = tuple(name for name, move in MOVES.items() if Capacity.LEAD_UNIT in move.hands)


def suggestions(user: User, today: date, *, slug: str = "", address: str = "", only_mine: bool = False) -> QuerySet[Suggestion]:
    """Open suggestions on items that the user may see, with `is_mine`: whether the move is at this person's hand; `is_office`: whether they may decline it."""
    units = sight.posts(user, today).values("unit_id")
    leads = Responsibility.objects.filter(sight.believed(), sight.held_on(today), item_id=OuterRef("item_id"), capacity="lead_unit", unit_id__in=units)
    office = Mandate.objects.filter(sight.held_on(today), inspection_id=OuterRef("item__inspection_id"), capacity="office", unit_id__in=units)
    rows = (
        suggesting.open_ones().filter(queries.seen(user, today, "item__")).annotate(leads=Exists(leads), is_office=Exists(office))
        .annotate(is_mine=Case(When(Q(move__in=OF_LEAD, leads=True) | Q(move__in=OF_OFFICE, is_office=True), then=Value(True)), default=Value(False), output_field=BooleanField()))
        .select_related("item__inspection", "intake").defer(*(f"intake__{name}" for name in HEAVY))
    )  # fmt: skip
    if slug:
        rows = rows.filter(item__inspection__slug=slug)
    if address:
        rows = rows.filter(item__address=address)
    return rows.filter(is_mine=True) if only_mine else rows
