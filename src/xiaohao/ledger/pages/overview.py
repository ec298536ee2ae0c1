"""总览的内容: how one inspection stands on a day: the headline sentence, by aspect, by unit, over time, late and near, beside what documents claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from xiaohao.ledger import headline, queries
from xiaohao.ledger.item_page.clock import NEAR, Clock, clock
from xiaohao.ledger.models import Event, Heading, Inspection, StatedFigure
from xiaohao.ledger.pages.days import Day
from xiaohao.ledger.queries import Tally, TallyRow
from xiaohao.lifecycle import Stage
from xiaohao.people.models import Unit, User

COLOURS = (("completed", "green"), ("substantially_completed", "teal"), ("long_term", "violet"), ("not_completed", "amber"))
COURSE = {"claim_completion": "blue", "pass_gate": "green", "strike_off": "red"}
WIDTH, HEIGHT = 620, 150


@dataclass(frozen=True, slots=True)
class Slice:
    """一段: so many of a bar, where it begins and how long it is, of 1000."""

    name: str
    count: int
    colour: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """一条: an aspect with its slices."""

    id: int
    name: str
    total: int
    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """一格: an item in the matrix of units."""

    address: str
    number: str
    colour: str
    is_late: bool
    is_struck_off: bool
    completion: str
    stage: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """一个单位: its items as squares."""

    id: int | None
    name: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """临期或逾期的一条."""

    row: TallyRow
    clock: Clock
    unit: str


@dataclass(frozen=True, slots=True)
class Line:
    """走势的一条线: the points of a polyline, and the numbers by month."""

    move: str
    colour: str
    points: str
    last: int


@dataclass(frozen=True, slots=True)
class Course:
    """走势: how many had been claimed, verified and struck off by each day."""

    lines: tuple[Line, ...]
    months: tuple[tuple[date, tuple[int, ...]], ...]
    first: date
    last: date
    top: int


@dataclass(frozen=True, slots=True)
class Overview:
    """总览."""

    inspection: Inspection
    day: Day
    tally: Tally
    sentence: tuple[headline.Said, ...]
    bars: tuple[Bar, ...]
    units: tuple[UnitRow, ...]
    dated: tuple[Dated, ...]
    course: Course | None
    stated: tuple[StatedFigure, ...]
    struck_off: int


def overview(inspection: Inspection, user: User, day: Day, lang: str) -> Overview:
    """Everything for one day, of what the user may see; a fixed number of statements."""
    at = day.position(inspection)
    tally = queries.tally(inspection, day.on, at, user=user, today=day.today)
    names = {unit.pk: unit.short_name or unit.name for unit in Unit.objects.filter(pk__in={row.lead_unit_id for row in tally.rows if row.lead_unit_id})}
    return Overview(
        inspection, day, tally, headline.sentence(inspection, tally, referred(inspection, day.on), lang), bars(inspection, tally), matrix(tally, names),
        dated(tally, names), course(inspection, tally, day, at), tuple(StatedFigure.objects.filter(inspection=inspection).select_related("intake")[:60]),
        len(tally.stage("struck_off")),
    )  # fmt: skip


def referred(inspection: Inspection, on: date) -> dict[str, tuple[int, int]]:
    """By kind: how many matters had been referred by the day, and how many of them were concluded by it. Duplicates are not counted."""
    done = Count("pk", filter=Q(concluded_on__lte=on))
    rows = inspection.referrals.filter(referred_on__lte=on, duplicate_of__isnull=True).order_by().values_list("kind").annotate(Count("pk"), done)
    return {kind: (total, concluded) for kind, total, concluded in rows}


def bars(inspection: Inspection, tally: Tally) -> tuple[Bar, ...]:
    """Completion by aspect."""
    made = []
    for aspect in Heading.objects.filter(inspection=inspection, level="aspect"):
        rows = tally.where(lambda row, key=aspect.pk: row.aspect_id == key)  # type: ignore[misc]
        if rows:
            made.append(Bar(aspect.pk, f"{aspect.number}、{aspect.text}" if aspect.number else aspect.text, len(rows), slices(rows)))
    return tuple(made)


def slices(rows: Sequence[TallyRow]) -> tuple[Slice, ...]:
    """The categories of some rows, side by side."""
    made, start = [], 0.0
    for name, colour in COLOURS:
        count = sum(1 for row in rows if row.completion == name and not queries.row_apart(row))
        if count:
            width = 1000 * count / len(rows)
            made.append(Slice(name, count, colour, round(start, 2), round(width, 2)))
            start += width
    apart = sum(1 for row in rows if queries.row_apart(row))
    if apart:
        made.append(Slice("apart", apart, "grey", round(start, 2), round(1000 * apart / len(rows), 2)))
    return tuple(made)


def matrix(tally: Tally, names: dict[int, str]) -> tuple[UnitRow, ...]:
    """Items by lead unit, those with most first."""
    late = {row.item_id for row in tally.overdue(tally.day)}
    groups: dict[int | None, list[Square]] = {}
    colour_of = dict(COLOURS)
    for row in tally.rows:
        colour = "late" if row.item_id in late else colour_of[row.completion]
        groups.setdefault(row.lead_unit_id, []).append(
            Square(row.address, row.number, colour, row.item_id in late, row.stage == "struck_off", row.completion, row.stage)
        )
    rows = [UnitRow(unit, names.get(unit or 0, ""), tuple(squares)) for unit, squares in groups.items()]
    return tuple(sorted(rows, key=lambda one: (one.id is None, -len(one.squares), one.name)))


def dated(tally: Tally, names: dict[int, str]) -> tuple[Dated, ...]:
    """What is late or near its deadline, the most urgent first."""
    soon = tally.day + timedelta(days=NEAR * 2)
    rows = tally.where(lambda row: row.due_on is not None and row.due_on <= soon and row.stage != "struck_off" and row.completion != "completed")
    found = [Dated(row, clock(row.due_on, tally.day, Stage(row.stage)), names.get(row.lead_unit_id or 0, "")) for row in rows]
    urgent = [one for one in found if one.clock.tone in ("late", "near")]
    return tuple(sorted(urgent, key=lambda one: one.row.due_on or tally.day)[:20])


def course(inspection: Inspection, tally: Tally, day: Day, at: int) -> Course | None:
    """Claims, verifications and strike-offs by day, of the items counted; events annulled by then are left out."""
    counted = {row.item_id for row in tally.rows}
    gone = Event.objects.filter(inspection=inspection, annuls__isnull=False, seq__lte=at).values("annuls_id")
    told = Event.objects.filter(inspection=inspection, move__in=[*COURSE, "admit"], effective_on__lte=day.on, seq__lte=at).exclude(pk__in=gone)
    first_of: dict[tuple[str, int], date] = {}
    begun: date | None = None
    for move, item_id, on in told.order_by("effective_on", "seq").values_list("move", "item_id", "effective_on"):
        begun = begun or on
        if item_id in counted and move != "admit":
            first_of.setdefault((move, item_id), on)
    if begun is None or not first_of:
        return None
    days = {move: sorted(on for (one, _), on in first_of.items() if one == move) for move in COURSE}
    top = max(len(row) for row in days.values())
    lines = tuple(Line(move, colour, points(days[move], begun, day.on, top), len(days[move])) for move, colour in COURSE.items())
    months = tuple((end, tuple(sum(1 for on in days[move] if on <= end) for move in COURSE)) for end in month_ends(begun, day.on))
    return Course(lines, months, begun, day.on, top)


def points(days: Sequence[date], first: date, last: date, top: int) -> str:
    """A stepped line across the picture."""
    span = max(1, (last - first).days)
    made, height = [f"0,{HEIGHT}"], 0
    for on in days:
        x = round(WIDTH * (on - first).days / span, 1)
        made.append(f"{x},{round(HEIGHT - HEIGHT * height / top, 1)}")
        height += 1
        made.append(f"{x},{round(HEIGHT - HEIGHT * height / top, 1)}")
    made.append(f"{WIDTH},{round(HEIGHT - HEIGHT * height / top, 1)}")
    return " ".join(made)


def month_ends(first: date, last: date) -> list[date]:
    """The last day of each month up to the last one, at most the newest twelve."""
    ends, day = [], first
    while True:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        if following > last:
            break
        ends.append(following - timedelta(days=1))
        day = following
    return [*ends, last][-12:]
