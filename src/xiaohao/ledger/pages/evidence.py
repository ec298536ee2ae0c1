"""佐证清单: all evidence of an inspection that a person may see, newest first, with what the address filters by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from xiaohao.ledger import queries
from xiaohao.ledger.evidence import previews
from xiaohao.ledger.item_page.proofs import TONES
from xiaohao.ledger.models import Event, Evidence, Inspection
from xiaohao.people.models import Unit, User
from xiaohao.shell.pages import Page, keyset

STATES = ("unreviewed", "accepted", "insufficient", "rejected", "expired", "replaced", "withdrawn", "void")
FILTERS = ("q", "kind", "state", "unit")
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Listing:
    """佐证清单一页."""

    page: Page[Any]  # evidence with its `state`
    count: int
    units: tuple[tuple[str, str], ...]
    chosen: Mapping[str, str]

    kinds = tuple(Evidence.Kind.values)
    states = STATES

    @property
    def total(self) -> str:
        """How many there are; beyond ten thousand nobody counts."""
        return f"{MOST_COUNTED:,}+" if self.count > MOST_COUNTED else f"{self.count:,}"

    @property
    def rows(self) -> tuple[tuple[Any, str, bool], ...]:
        """Each row with the colour of its state, and whether it has a preview."""
        return tuple((row, TONES.get(row.state, "grey"), previews.is_drawn(row.media_type)) for row in self.page.rows)

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen.get(name) for name in FILTERS)


def listing(inspection: Inspection, user: User, today: date, query: Mapping[str, str]) -> Listing:
    """One page in three statements. Raises BadRequest."""
    seen = Evidence.objects.filter(queries.seen(user, today, "item__"), item__inspection=inspection)
    rows = filtered(with_state(seen, today), query)
    page = keyset(rows.select_related("item", "measure", "unit", "uploaded_by__person").defer("item__cause"), ("-id",), query.get("after", ""))
    units = Unit.objects.filter(pk__in=seen.values("unit_id")).order_by("path").values_list("pk", "short_name", "name")
    return Listing(page, rows.order_by()[: MOST_COUNTED + 1].count(), tuple((str(pk), short or name) for pk, short, name in units), query)


def with_state(rows: QuerySet[Evidence], today: date) -> QuerySet[Any]:
    """The rows with `state`, the same words as on the page of an item."""
    annulled = Exists(Event.objects.filter(annuls_id=OuterRef("event_id")))
    state = Case(
        When(annulled, then=Value("void")), When(ended_by__move="replace_evidence", then=Value("replaced")),
        When(ended_by__isnull=False, then=Value("withdrawn")), When(expires_on__lt=today, then=Value("expired")),
        *(When(review__facts__verdict=word, then=Value(word)) for word in ("accepted", "insufficient", "rejected")),
        default=Value("unreviewed"), output_field=CharField(),
    )  # fmt: skip
    return rows.annotate(state=state)


def filtered(rows: QuerySet[Any], query: Mapping[str, str]) -> QuerySet[Any]:
    """What the address asks for. Raises BadRequest for what is none of the choices."""
    if words := query.get("q", "").strip()[:100]:
        rows = rows.filter(Q(name__icontains=words) | Q(source__icontains=words) | Q(item__number=words) | Q(sha256__startswith=words.lower()))
    if kind := query.get("kind"):
        if kind not in Evidence.Kind.values:
            raise BadRequest("kind")
        rows = rows.filter(kind=kind)
    if state := query.get("state"):
        if state not in STATES:
            raise BadRequest("state")
        rows = rows.filter(state=state)
    if unit := query.get("unit"):
        if not (unit.isascii() and unit.isdecimal() and len(unit) < 19):
            raise BadRequest("unit")
        rows = rows.filter(unit_id=int(unit))
    return rows
