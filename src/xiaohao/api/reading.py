"""查阅: what programs may read: inspections, items, events, figures, on any day and as known at any moment. The same questions as the pages ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from xiaohao.api import asked, shapes, shaping
from xiaohao.api.account import asking
from xiaohao.ledger import access, queries, sight
from xiaohao.ledger.days.calendar import working_calendar
from xiaohao.ledger.item_page import history, item_page
from xiaohao.ledger.models import Period, Responsibility
from xiaohao.ledger.pages import board, days
from xiaohao.ledger.pages.days import Day
from xiaohao.people import former
from xiaohao.people.models import User
from xiaohao.shell.pages import keyset
from xiaohao.shell.templatetags.shell import language

Json = dict[str, Any]
MOST = 10_000  # counted exactly up to here
INSPECTION_ORDER = ("-opened_on", "-id")
AsOf = Annotated[str, Field(description="YYYY-MM-DD: as of this day; today by default")]
KnownAt = Annotated[str, Field(description="ISO 8601: as known at this moment; now by default")]
Late = Annotated[str, Field(description="open or overdue")]
router = Router(tags=["ledger"])


def answers(shape: type[Schema]) -> dict[int, type[Schema]]:
    """What a question may be answered with."""
    return {200: shape, 401: shapes.Problem, 404: shapes.Problem, 422: shapes.Problem}


@router.get("/inspections", response=answers(shapes.Inspections), summary="检查 / inspections")
def inspections(request: HttpRequest, after: str = "") -> Json:
    """Inspections of which the account may see something, the newest first, fifty to a page."""
    today = timezone.localdate()
    user = asking(request)
    rows = queries.with_counts(queries.visible_inspections(user, today), user, today).select_related("inspected_body", "follows")
    page = keyset(rows, INSPECTION_ORDER, asked.query(request).get("after", ""))
    return {"inspections": [shaping.inspection(row) for row in page.rows], "after": page.after, "before": page.before}


@router.get("/inspections/{slug:slug}", response=answers(shapes.InspectionWhole), summary="一次检查 / one inspection")
def inspection(request: HttpRequest, slug: str) -> Json:
    """One inspection with its counts and its hands."""
    today = timezone.localdate()
    user = asking(request)
    found = access.inspection(user, slug, today)
    rows = queries.with_counts(queries.visible_inspections(user, today).filter(pk=found.pk), user, today)
    row = rows.select_related("inspected_body", "follows", "procedure_version").prefetch_related("mandates__unit").get()
    return shaping.whole_inspection(row)


@router.get("/inspections/{slug:slug}/items", response=answers(shapes.Items), summary="事项 / items")
def items(
    request: HttpRequest, slug: str, as_of: AsOf = "", known_at: KnownAt = "", stage: str = "", completion: str = "", unit: str = "",
    track: str = "", state: Late = "", q: str = "", sort: str = "", after: str = "",
) -> Json:  # fmt: skip
    """The items that the account may see, as they stood on the day, fifty to a page, in the order of the ledger."""
    today = timezone.localdate()
    user = asking(request)
    found = access.inspection(user, slug, today)
    query = asked.query(request)
    day = days.asked(query, today)
    at = day.position(found)
    order = board.ORDERS.get(query.get("sort", ""))
    if order is None:
        raise BadRequest("sort")
    rows = board.found(found, user, day, at, asked.filters(query), working_calendar())
    if "due_on" in order[0]:
        rows = rows.filter(due_on__isnull=False)
    related = rows.select_related("item__heading__parent", "item__parent", "lead_unit", "leader")
    page = keyset(related, order, query.get("after", ""))
    count = rows.order_by()[: MOST + 1].count()
    called = former.names_on(day.on, today)
    units = units_of(page.rows, day, at, called)
    return {
        "inspection": found.slug, "as_of": day.on, "known_at": day.known_at, "position": at, "count": min(count, MOST), "count_is_exact": count <= MOST,
        "items": [shaping.item(row, units.get(row.item_id, []), called) for row in page.rows], "after": page.after, "before": page.before,
    }  # fmt: skip


def units_of(rows: tuple[Period, ...], day: Day, at: int, called: Mapping[int, former.Name]) -> dict[int, list[Json]]:
    """The responsible and supporting units of a page's items on the day, as known at the position: one query."""
    duties = (
        Responsibility.objects.filter(sight.believed(at), sight.held_on(day.on), item_id__in=[row.item_id for row in rows], unit__isnull=False)
        .exclude(capacity="lead_unit").order_by("id").values_list("item_id", "unit_id", "unit__name")
    )  # fmt: skip
    found: dict[int, list[Json]] = {}
    for item_id, unit_id, name in duties:
        found.setdefault(item_id, []).append({"id": unit_id, "name": called.get(unit_id or 0, former.Name(name)).name})
    return found


@router.get("/items/{slug:slug}/{slug:address}", response=answers(shapes.ItemWhole), summary="一个事项 / one item")
def item(request: HttpRequest, slug: str, address: str, as_of: AsOf = "", known_at: KnownAt = "") -> Json:
    """One item with its plan, reports, evidence, and the moves that this account may make on it now."""
    day = days.asked(asked.query(request), timezone.localdate())
    page = item_page(asking(request), slug, address, day, language())
    return {**shaping.whole_item(page, day, slug), "moves": shaping.moves(page, page.item.procedure_version.as_rules)}


@router.get("/items/{slug:slug}/{slug:address}/events", response=answers(shapes.Events), summary="变动记录 / events")
def events(request: HttpRequest, slug: str, address: str, as_of: AsOf = "", known_at: KnownAt = "") -> Json:
    """Every event of the item up to the day and the moment, in the order of the journal."""
    today = timezone.localdate()
    user: User = asking(request)
    day = days.asked(asked.query(request), today)
    found = history.told(access.item(user, slug, address, today))
    lang = language()
    rows = [row for row in found.events if row.effective_on <= day.on and (day.known_at is None or row.recorded_at <= day.known_at)]
    formers = former.past_of({row.unit_id for row in rows if row.unit_id})
    told = [shaping.event(row, found.personal.get(row.pk, {}), lang, formers.get(row.unit_id or 0, ())) for row in rows]
    return {"inspection": slug, "address": address, "events": told}


@router.get("/inspections/{slug:slug}/figures", response=answers(shapes.Figures), summary="合计 / figures")
def figures(request: HttpRequest, slug: str, as_of: AsOf = "", known_at: KnownAt = "") -> Json:
    """The tally of the items that the account may see: each number with their addresses."""
    today = timezone.localdate()
    user = asking(request)
    found = access.inspection(user, slug, today)
    day = days.asked(asked.query(request), today)
    return shaping.figures(found, queries.tally(found, day.on, day.position(found), user=user, today=today), day)
