"""所求之行: what the address of the ledger asks for: which rows, in what order, with which columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import BadRequest
from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from xiaohao.ledger import queries
from xiaohao.ledger.item_page.clock import NEAR
from xiaohao.ledger.models import Inspection, Period
from xiaohao.ledger.pages.days import Day
from xiaohao.lifecycle import Completion, Stage, Track
from xiaohao.people.models import User
from xiaohao.workdays import Calendar

NEVER = date(9999, 12, 31)  # sorts what has no day behind all that has one
FILTERS = ("stage", "completion", "unit", "track", "state", "aspect", "q", "counted", "leaf", "apart")
SORTS: Mapping[str, str] = {"number": "", "due": "due_key", "completion": "completion", "stage": "stage", "struck_off": "struck_key"}
COLUMNS = ("leader", "lead_unit", "units", "first_due", "due", "completion", "stage", "track", "progress", "struck_off")
USUAL = ("leader", "lead_unit", "units", "due", "completion", "stage", "progress", "struck_off")
APART = Q(stage="struck_off") & ~Q(ground__in=["", "rectified"])


def found(inspection: Inspection, user: User, day: Day, at: int, query: Mapping[str, str], calendar: Calendar) -> QuerySet[Period]:
    """The periods of the items that the address asks for and the user may see. Raises BadRequest for values that no filter has."""
    rows = queries.states(inspection, day.on, at).filter(queries.seen(user, day.today, "item__"))
    return rows.filter(named(query), numbered(query), counted(query), timely(query.get("state", ""), day.on, calendar), worded(query.get("q", "")))


def named(query: Mapping[str, str]) -> Q:
    """Filters by a word of the law."""
    clause = Q()
    for name, known in (("stage", Stage), ("completion", Completion), ("track", Track)):
        if query.get(name):
            if query[name] not in set(known):
                raise BadRequest(name)
            clause &= Q(**{name: query[name]})
    return clause


def numbered(query: Mapping[str, str]) -> Q:
    """Filters that name a row by its id; `unit=0` are items whose lead unit is not named yet."""
    clause = Q()
    for name in ("unit", "aspect"):
        value = query.get(name, "")
        if not value:
            continue
        if not (value.isascii() and value.isdecimal()) or len(value) > 18:
            raise BadRequest(name)
        if name == "unit":
            clause &= Q(lead_unit_id=int(value)) if int(value) else Q(lead_unit__isnull=True)
        else:
            clause &= Q(item__heading_id=int(value)) | Q(item__heading__parent_id=int(value))
    return clause


def counted(query: Mapping[str, str]) -> Q:
    """Rows as the headline counts them: main numbers, and what left on other grounds apart from the categories; or as they answer, part by part."""
    clause = Q(is_counted=True) & ~Q(stage="withdrawn") if query.get("counted") else Q()
    if query.get("leaf"):
        clause &= queries.leaves() & ~Q(stage="withdrawn")
    if query.get("apart"):
        return clause & APART
    return clause & ~APART if query.get("counted") and query.get("completion") else clause


def timely(state: str, on: date, calendar: Calendar) -> Q:
    """overdue, near, open, claimed (or further on), or nothing. Raises BadRequest for any other word."""
    if not state:
        return Q()
    if state == "overdue":
        return queries.overdue(on)
    if state == "near":
        return queries.near(on, near_until(on, calendar))
    if state == "open":
        return ~Q(stage__in=["struck_off", "withdrawn"])
    if state == "claimed":
        return Q(stage__in=["claimed", "in_notice", "struck_off"])
    raise BadRequest("state")


def near_until(on: date, calendar: Calendar) -> date:
    """The last deadline that counts as near: so many working days ahead, or two weeks where the holidays are not announced."""
    ahead = on + timedelta(days=2 * NEAR)
    return calendar.add(on, NEAR) if calendar.confirms(on, ahead) else on + timedelta(days=14)


def worded(words: str, to_item: str = "item__") -> Q:
    """Words in the item's text, or its number."""
    words = words.strip()[:60]
    return Q(**{f"{to_item}text__icontains": words}) | Q(**{f"{to_item}number": words}) if words and "\0" not in words else Q()


def ordered(rows: QuerySet[Period], sort: str) -> tuple[QuerySet[Period], tuple[str, ...]]:
    """The rows with what they are sorted by, and the order for paging; `-` runs downward. Raises BadRequest for an unknown word."""
    way, name = ("-", sort[1:]) if sort.startswith("-") else ("", sort)
    if name and name not in SORTS:
        raise BadRequest("sort")
    column = SORTS.get(name, "")
    if column.endswith("_key"):
        rows = rows.annotate(**{column: Coalesce(F("due_on" if name == "due" else "struck_off_on"), Value(NEVER), output_field=DateField())})
    by_place = (f"{way}item__position", f"{way}item_id") if not column else ("item__position", "item_id")
    return rows, ((f"{way}{column}", *by_place) if column else by_place)


def columns(query: Mapping[str, str]) -> tuple[str, ...]:
    """The columns chosen, in the table's own order; the usual ones where none is named."""
    wanted = set(query.get("columns", "").split(","))
    return tuple(name for name in COLUMNS if name in wanted) or USUAL
