"""台账页的内容: the table that offices know, one page of it, with what the address filters by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from xiaohao.ledger import queries, sight
from xiaohao.ledger.days.calendar import working_calendar
from xiaohao.ledger.item_page.clock import Clock, lamp
from xiaohao.ledger.models import Heading, Inspection, Item, Period, Progress, Responsibility
from xiaohao.ledger.pages import asked
from xiaohao.ledger.pages.asked import found as found  # asked by programs too
from xiaohao.ledger.pages.days import Day
from xiaohao.lifecycle import Completion, Stage, Track
from xiaohao.people import former
from xiaohao.people.models import Unit, User
from xiaohao.shell.pages import SIZE, Page, keyset
from xiaohao.workdays import Calendar

ORDERS: Mapping[str, tuple[str, ...]] = {
    "": ("item__position", "item_id"), "due": ("due_on", "item__position"), "-due": ("-due_on", "item__position"), "stage": ("stage", "item__position"),
    "completion": ("completion", "item__position"), "number": ("item__position", "item_id"),
}  # fmt: skip
MOST_COUNTED = 10_000
MOST_PRINTED = 2_000
BATCH = 500
MANY_MOVES = ("assign", "acknowledge", "strike_off")  # what may be made on many items at once, each by itself


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
    parts: tuple[str, ...]  # the numbers of its parts, where it has any
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

    @property
    def brief(self) -> str:
        """The first paragraph, cut."""
        return one_line(self.text.strip().split("\n", 1)[0], 90)

    @property
    def progress_brief(self) -> str:
        return one_line(self.progress, 34)

    @property
    def was_moved(self) -> bool:
        """Whether the deadline is no longer the first one."""
        return self.first_due_on is not None and self.first_due_on != self.clock.due_on


@dataclass(frozen=True, slots=True)
class Choice:
    """一个可选项: an aspect or a unit to filter by."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Board:
    """台账一页."""

    inspection: Inspection
    day: Day
    rows: tuple[Row, ...]
    page: Page[Period]
    count: int
    main: int  # how many of them are main numbers; the others are parts
    units: tuple[Choice, ...]
    aspects: tuple[Choice, ...]
    columns: tuple[str, ...]
    chosen: Mapping[str, str]

    completions = tuple(Completion)
    stages = tuple(Stage)
    tracks = tuple(Track)
    all_columns = asked.COLUMNS
    many_moves = MANY_MOVES

    @property
    def total(self) -> str:
        """How many there are; beyond ten thousand nobody counts."""
        return f"{MOST_COUNTED:,}+" if self.count > MOST_COUNTED else f"{self.count:,}"

    @property
    def parts(self) -> int:
        """How many of the rows are parts of a number; nothing is said of it where nobody counts to the end."""
        return self.count - self.main if self.count <= MOST_COUNTED else 0

    @property
    def is_printed(self) -> bool:
        """Whether all rows are asked for at once, to be printed."""
        return bool(self.chosen.get("print"))

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than are printed at once."""
        return self.is_printed and self.count > MOST_PRINTED

    @property
    def may_select(self) -> bool:
        """Whether rows are offered to be moved together: only as they stand today."""
        return bool(self.chosen.get("select")) and not self.day.is_past

    @property
    def by_aspect(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """The rows under the name of their aspect, each a table of its own so that the name stands on every sheet; one table in any other order."""
        if not self.is_merged:
            return (("", self.rows),)
        groups: list[tuple[str, list[Row]]] = []
        for row in self.rows:
            if not groups or row.aspect_span:
                groups.append((row.aspect, []))
            groups[-1][1].append(row)
        return tuple((name, tuple(rows)) for name, rows in groups)

    @property
    def counts_leaves(self) -> bool:
        """Whether the rows are what answers for a deadline, part by part."""
        return bool(self.chosen.get("leaf")) or self.chosen.get("state") in ("overdue", "near")

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What the filter form keeps of the address besides its own fields."""
        return tuple((name, self.chosen[name]) for name in ("as_of", "known_at", "sort", "columns", "counted", "leaf", "apart", "select") if self.chosen.get(name))

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen.get(name) for name in asked.FILTERS)

    @property
    def sort(self) -> str:
        return self.chosen.get("sort", "").lstrip("-") or "number"

    @property
    def is_merged(self) -> bool:
        """Whether cells reach down: only in the ledger's own order."""
        return self.sort == "number"

    @property
    def is_wide(self) -> bool:
        """Whether there are more columns than a screen usually holds."""
        return len(self.columns) > len(asked.USUAL)

    @property
    def goes_down(self) -> bool:
        return self.chosen.get("sort", "").startswith("-")


def board(inspection: Inspection, user: User, day: Day, query: Mapping[str, str]) -> Board:
    """One page of the ledger in seven statements at most, whatever the number of items; in eight for a day of the past, on which units are called as they were. Raises BadRequest."""
    at, calendar = day.position(inspection), working_calendar()
    wanted = found(inspection, user, day, at, query, calendar)
    called = former.names_on(day.on, day.today)
    rows, page = rows_of(wanted, day, at, query, MOST_PRINTED if query.get("print") else SIZE, called, calendar)
    aspects, units = choices(inspection, user, day.today, called)
    counts = wanted.order_by()[: MOST_COUNTED + 1].aggregate(rows=Count("pk"), main=Count("pk", filter=Q(is_counted=True)))
    return Board(inspection, day, rows, page, counts["rows"], counts["main"], units, aspects, asked.columns(query), query)


def every(inspection: Inspection, user: User, day: Day, query: Mapping[str, str]) -> Iterator[Row]:
    """All rows that the address asks for, a batch at a time, in the order of the ledger."""
    at, calendar = day.position(inspection), working_calendar()
    wanted = found(inspection, user, day, at, query, calendar)
    going = {**query, "after": ""}
    called = former.names_on(day.on, day.today)
    while True:
        rows, page = rows_of(wanted, day, at, going, BATCH, called, calendar)
        yield from rows
        if not page.after:
            return
        going["after"] = page.after


def rows_of(
    wanted: QuerySet[Period], day: Day, at: int, query: Mapping[str, str], size: int, called: Mapping[int, former.Name], calendar: Calendar,
) -> tuple[tuple[Row, ...], Page[Period]]:  # fmt: skip
    """The rows of one page: two statements."""
    told = (
        Progress.items.through.objects.filter(
            queries.stands(at, "progress__event_id"), item_id=OuterRef("item_id"), progress__effective_on__lte=day.on, progress__event__seq__lte=at,
        )
        .order_by("-progress__effective_on", "-progress_id").values("progress__text")[:1]
    )  # fmt: skip
    related = wanted.select_related("item__heading__parent", "lead_unit", "leader").annotate(
        told=Subquery(told), has_parts=Exists(Item.objects.filter(parent_id=OuterRef("item_id"))),
    ).defer("item__cause")  # fmt: skip
    rows, order = asked.ordered(related, query.get("sort", ""))
    page = keyset(rows, order, query.get("after", ""), size)
    return shown(page.rows, day, at, called, calendar, merged=order[0].endswith("item__position")), page


def choices(
    inspection: Inspection, user: User, today: date, called: Mapping[int, former.Name],
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:  # fmt: skip
    """The aspects and the lead units that the user may filter by: one statement."""
    mine = inspection.items.filter(queries.seen(user, today))
    aspects = inspection.headings.filter(level=Heading.Level.ASPECT).order_by().values_list(
        Value("aspect"), F("pk"), F("number"), F("text"), F("position"),
    )  # fmt: skip
    units = Unit.objects.filter(pk__in=mine.values("lead_unit_id")).order_by().values_list(Value("unit"), F("pk"), F("short_name"), F("name"), F("position"))
    made: dict[str, list[Choice]] = {"aspect": [], "unit": []}
    for kind, pk, short, name, _ in sorted(aspects.union(units, all=True), key=lambda row: (row[4], row[1])):
        words = (f"{short}、{name}" if short else name) if kind == "aspect" else called.get(pk, former.Name(name, short)).brief
        made[kind].append(Choice(str(pk), words))
    return tuple(made["aspect"]), tuple(made["unit"])


def shown(rows: Sequence[Period], day: Day, at: int, called: Mapping[int, former.Name], calendar: Calendar, *, merged: bool) -> tuple[Row, ...]:
    """The page's periods as rows, with the units of each."""
    ids = [row.item_id for row in rows]
    units: dict[int, list[str]] = {}
    for item_id, unit, short, name in (
        Responsibility.objects.filter(sight.believed(at), sight.held_on(day.on), item_id__in=ids, unit__isnull=False)
        .exclude(capacity="lead_unit").order_by("id").values_list("item_id", "unit_id", "unit__short_name", "unit__name")
    ):  # fmt: skip
        units.setdefault(item_id, []).append(called.get(unit or 0, former.Name(name, short)).brief)
    parts = numbers_of_parts([row.item_id for row in rows if getattr(row, "has_parts", False)])
    aspects = [aspect_of(row) for row in rows]
    findings = [row.item.heading for row in rows]
    aspect_spans = spans([one.pk for one in aspects]) if merged else [1] * len(rows)
    finding_spans = spans([one.pk for one in findings]) if merged else [1] * len(rows)
    return tuple(
        Row(
            address=row.item.address, number=row.item.number, text=row.item.text, aspect=headed(aspects[n]),
            finding=headed(findings[n]) if findings[n].parent_id else "", aspect_span=aspect_spans[n], finding_span=finding_spans[n],
            is_part=row.item.parent_id is not None, parts=parts.get(row.item_id, ()), leader=row.leader.name if row.leader else "",
            lead_unit=called.get(row.lead_unit.pk, former.Name(row.lead_unit.name, row.lead_unit.short_name)).brief if row.lead_unit else "", units="、".join(units.get(row.item_id, [])),
            first_due_on=row.first_due_on, completion=row.completion, stage=row.stage,
            clock=lamp(row.due_on, day.on, calendar, row.stage, row.completion, row.struck_off_on, has_parts=row.item_id in parts),
            track=row.track, cycle=row.cycle, progress=getattr(row, "told", "") or "", struck_off_on=row.struck_off_on,
        )
        for n, row in enumerate(rows)
    )  # fmt: skip


def numbers_of_parts(ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """By number: the numbers of its parts, in their order; nothing is asked where there are none."""
    found: dict[int, tuple[str, ...]] = {}
    for parent, number in Item.objects.filter(parent_id__in=ids).order_by("position").values_list("parent_id", "number") if ids else ():
        found[parent or 0] = (*found.get(parent or 0, ()), number)
    return found


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


def one_line(text: str, length: int) -> str:
    """The beginning of a text, in one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= length else f"{plain[:length]}…"
