"""台账页的内容: the table that offices know, one page of it, with what the address filters by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet

from xiaohao.ledger import queries, sight
from xiaohao.ledger.item_page.clock import Clock, clock
from xiaohao.ledger.models import Heading, Inspection, Period, Progress, Responsibility
from xiaohao.ledger.pages.days import Day
from xiaohao.lifecycle import Completion, Stage, Track
from xiaohao.people.models import Unit, User
from xiaohao.shell.pages import SIZE, Page, keyset

ORDERS: Mapping[str, tuple[str, ...]] = {
    "": ("item__position", "item_id"), "due": ("due_on", "item__position"), "-due": ("-due_on", "item__position"), "stage": ("stage", "item__position"),
    "completion": ("completion", "item__position"), "number": ("item__position", "item_id"),
}  # fmt: skip
COLUMNS = ("leader", "lead_unit", "units", "first_due", "due", "completion", "stage", "track", "progress", "struck_off")


@dataclass(frozen=True, slots=True)
class Row:
    """一行: an item as it stood; spans say over how many rows its aspect and finding cells reach, 0 where they go on from above."""

    address: str
    number: str
    text: str
    aspect: str
    finding: str
    aspect_span: int
    finding_span: int
    is_part: bool
    leader: str
    lead_unit: str
    units: str
    first_due_on: date | None
    clock: Clock
    completion: str
    stage: str
    track: str
    cycle: int
    progress: str
    struck_off_on: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """台账一页."""

    inspection: Inspection
    day: Day
    rows: tuple[Row, ...]
    page: Page[Period]
    total: int
    units: tuple[Unit, ...]
    aspects: tuple[Heading, ...]
    columns: tuple[str, ...]
    chosen: Mapping[str, str]

    @property
    def completions(self) -> tuple[str, ...]:
        return tuple(Completion)

    @property
    def stages(self) -> tuple[str, ...]:
        return tuple(Stage)

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What the filter form keeps of the address."""
        return tuple((name, self.chosen[name]) for name in ("as_of", "known_at", "sort", "columns", "counted", "apart", "track") if self.chosen.get(name))

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen.get(name) for name in ("stage", "completion", "unit", "track", "state", "aspect", "q", "counted", "apart"))


def found(inspection: Inspection, user: User, day: Day, at: int, query: Mapping[str, str]) -> QuerySet[Period]:
    """The periods of the items that the address asks for and the user may see. Raises BadRequest for values that no filter has."""
    rows = queries.states(inspection, day.on, at).filter(queries.seen(user, day.today, "item__"))
    clauses = Q()
    for name, known in (("stage", Stage), ("completion", Completion), ("track", Track)):
        if query.get(name):
            if query[name] not in set(known):
                raise BadRequest(name)
            clauses &= Q(**{name: query[name]})
    clauses &= numbered(query)
    if query.get("counted"):
        clauses &= Q(is_counted=True) & ~Q(stage="withdrawn")
    apart = Q(stage="struck_off") & ~Q(ground__in=["", "rectified"])
    if query.get("apart"):
        clauses &= apart
    elif query.get("counted") and query.get("completion"):
        clauses &= ~apart
    clauses &= timely(query.get("state", ""), day.on)
    if query.get("q"):
        clauses &= Q(item__text__icontains=query["q"][:60]) | Q(item__number=query["q"][:20])
    return rows.filter(clauses)


def numbered(query: Mapping[str, str]) -> Q:
    """Filters that name a row by its id."""
    clause = Q()
    for name, path in (("unit", "lead_unit_id"), ("aspect", "")):
        value = query.get(name)
        if not value:
            continue
        if not value.isdecimal() or len(value) > 18:
            raise BadRequest(name)
        clause &= Q(**{path: int(value)}) if path else Q(item__heading_id=int(value)) | Q(item__heading__parent_id=int(value))
    return clause


def timely(state: str, on: date) -> Q:
    """overdue, or nothing; open and overdue count as late."""
    if state == "overdue":
        return Q(due_on__lt=on) & ~Q(stage="struck_off") & ~Q(completion="completed")
    if state == "open":
        return ~Q(stage__in=["struck_off", "withdrawn"])
    if state:
        raise BadRequest("state")
    return Q()


def board(
    inspection: Inspection, user: User, day: Day, query: Mapping[str, str], *, size: int = SIZE, whole_progress: bool = False,
) -> Board:  # fmt: skip
    """One page of the ledger: a fixed number of statements, whatever the number of items."""
    at = day.position(inspection)
    rows = found(inspection, user, day, at, query)
    order = ORDERS.get(query.get("sort", ""))
    if order is None:
        raise BadRequest("sort")
    if "due_on" in order[0]:
        rows = rows.filter(due_on__isnull=False)
    related = rows.select_related("item__heading__parent", "item__parent", "lead_unit", "leader")
    page = keyset(related, order, query.get("after", ""), size)
    merged = order[0] == "item__position"
    columns = tuple(name for name in query.get("columns", "").split(",") if name in COLUMNS) or COLUMNS
    return Board(
        inspection, day, shown(page.rows, day, at, merged=merged, whole_progress=whole_progress), page, rows.count(),
        tuple(Unit.objects.filter(pk__in=inspection.items.filter(queries.seen(user, day.today)).values("lead_unit_id")).order_by("position", "path")),
        tuple(inspection.headings.filter(level="aspect")), columns, dict(query),
    )  # fmt: skip


def shown(rows: Sequence[Period], day: Day, at: int, *, merged: bool, whole_progress: bool) -> tuple[Row, ...]:
    """The page's periods as rows, with their units and their newest progress."""
    ids = [row.item_id for row in rows]
    units: dict[int, list[str]] = {}
    for item_id, short, name in (
        Responsibility.objects.filter(sight.held_on(day.on), item_id__in=ids, unit__isnull=False)
        .exclude(capacity="lead_unit").order_by("id").values_list("item_id", "unit__short_name", "unit__name")
    ):  # fmt: skip
        units.setdefault(item_id, []).append(short or name)
    told = dict(
        Progress.items.through.objects.filter(item_id__in=ids, progress__effective_on__lte=day.on, progress__event__seq__lte=at)
        .order_by("progress__effective_on", "progress_id").values_list("item_id", "progress__text")
    )  # fmt: skip
    aspects = [aspect_of(row) for row in rows]
    findings = [row.item.heading for row in rows]
    aspect_spans = spans([one.pk for one in aspects]) if merged else [1] * len(rows)
    finding_spans = spans([one.pk for one in findings]) if merged else [1] * len(rows)
    return tuple(
        Row(
            address=row.item.address, number=row.item.number, text=row.item.text, aspect=headed(aspects[n]), finding=headed(findings[n]) if findings[n].parent_id else "",
            aspect_span=aspect_spans[n], finding_span=finding_spans[n], is_part=row.item.parent_id is not None,
            leader=row.leader.name if row.leader else "", lead_unit=(row.lead_unit.short_name or row.lead_unit.name) if row.lead_unit else "",
            units="、".join(units.get(row.item_id, [])), first_due_on=row.first_due_on,
            clock=clock(row.due_on, day.on, Stage(row.stage), row.struck_off_on), completion=row.completion, stage=row.stage, track=row.track,
            cycle=row.cycle, progress=told.get(row.item_id, "") if whole_progress else one_line(told.get(row.item_id, "")), struck_off_on=row.struck_off_on,
        )
        for n, row in enumerate(rows)
    )  # fmt: skip


def aspect_of(row: Period) -> Heading:
    """The aspect above an item."""
    return row.item.heading.parent or row.item.heading


def headed(heading: Heading) -> str:
    """Number and words."""
    return f"{heading.number}{'、' if heading.level == 'aspect' and heading.number else '.' if heading.number else ''}{heading.text}"


def spans(keys: Sequence[int]) -> list[int]:
    """How many rows each run of equal keys covers, at its first row; 0 at the others."""
    lengths = [0] * len(keys)
    first = 0
    for n, key in enumerate(keys):
        if n and key != keys[first]:
            first = n
        lengths[first] += 1
    return lengths


def one_line(text: str, length: int = 60) -> str:
    """The beginning of a report."""
    plain = " ".join(text.split())
    return plain if len(plain) <= length else f"{plain[:length]}…"


