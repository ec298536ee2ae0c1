"""总览的内容: how one inspection stands on a day: the headline sentence, by aspect, by unit, over time, late and near, beside what documents claimed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xiaohao.ledger import headline, queries
from xiaohao.ledger.days.calendar import working_calendar
from xiaohao.ledger.item_page.clock import Clock, lamp
from xiaohao.ledger.models import Inspection
from xiaohao.ledger.pages import beside as besides
from xiaohao.ledger.pages.asked import near_until
from xiaohao.ledger.pages.course import Course, course
from xiaohao.ledger.pages.days import Day
from xiaohao.ledger.queries import Tally, TallyRow
from xiaohao.people.models import User
from xiaohao.workdays import Calendar

COLOURS: Mapping[str, str] = {
    "completed": "green", "substantially_completed": "teal", "long_term": "violet", "not_completed": "amber", "apart": "grey",
}  # fmt: skip
MOST_DATED = 12


@dataclass(frozen=True, slots=True)
class Slice:
    """一段: so many of a bar, where it begins and how long it is, in hundredths; `query` is how the ledger filters to them."""

    name: str
    colour: str
    count: int
    start: float
    width: float
    query: str

    @property
    def room(self) -> str:
        """How far the picture may shrink before the number has no room in it: the table beside it says it too."""
        return " hair" if self.width < 3 else " slim" if self.width < 22 else ""

    @property
    def middle(self) -> float:
        return round(self.start + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """一条: some items in their categories."""

    name: str
    total: int
    slices: tuple[Slice, ...]
    query: str
    struck_off: int
    late: int  # leaves, as everywhere: parts are late, not the number above them
    late_query: str


@dataclass(frozen=True, slots=True)
class Square:
    """一格: a leaf in the matrix of units."""

    address: str
    number: str
    colour: str
    completion: str
    stage: str
    is_late: bool
    is_struck_off: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    """一个单位: what it answers for, as squares."""

    id: int
    name: str
    squares: tuple[Square, ...]
    late: int
    struck_off: int


@dataclass(frozen=True, slots=True)
class Dated:
    """临期或逾期的一条."""

    row: TallyRow
    clock: Clock
    unit: str


@dataclass(frozen=True, slots=True)
class Overview:
    """总览."""

    inspection: Inspection
    day: Day
    tally: Tally
    sentence: tuple[headline.Said, ...]
    whole: Bar
    bars: tuple[Bar, ...]
    units: tuple[UnitRow, ...]
    dated: tuple[Dated, ...]
    near: int
    course: Course | None
    stated: tuple[besides.Stated, ...]
    handed: tuple[besides.Handed, ...]
    earlier: Bar | None
    has_apart: bool

    @property
    def has_parts(self) -> bool:
        """Whether some numbers answer by their parts, so that there are more squares than items."""
        return any(not row.is_counted for row in self.tally.leaves)

    @property
    def more_dated(self) -> int:
        """How many late or near ones are not listed."""
        return self.whole.late + self.near - len(self.dated)


def overview(inspection: Inspection, user: User, day: Day, lang: str) -> Overview:
    """Everything for one day, of what the user may see: four statements (the tally, the calendar, the course, what stands beside them)."""
    at, calendar = day.position(inspection), working_calendar()
    tally = queries.tally(inspection, day.on, at, user=user, today=day.today)
    aside = besides.beside(inspection, user, day)
    sentence = headline.sentence(inspection, tally, aside.referred, lang)
    late, near = tally.overdue(day.on), tally.near(near_until(day.on, calendar))
    return Overview(
        inspection, day, tally, sentence, whole=bar("", tally.rows, "", late), bars=bars(tally, aside, late),
        units=matrix(tally, aside.units), dated=dated(tally, (*late, *near), aside.units, calendar), near=len(near),
        course=course(inspection, user, day, at, tally.total),
        stated=besides.compared(aside.stated, sentence, headline.pack_of(inspection)), handed=aside.handed,
        earlier=earlier(aside.earlier), has_apart=bool(tally.apart()),
    )  # fmt: skip


def bars(tally: Tally, aside: besides.Beside, late: Sequence[TallyRow]) -> tuple[Bar, ...]:
    """Completion by aspect, in the order of the document; aspects without a counted item are left out."""
    rows_of: dict[int, Sequence[TallyRow]] = {}
    for row in tally.rows:
        rows_of[row.aspect_id] = (*rows_of.get(row.aspect_id, ()), row)
    late_in = {one.pk: tuple(row for row in late if row.aspect_id == one.pk) for one in aside.aspects}
    return tuple(bar(one.name, rows_of.get(one.pk, ()), f"aspect={one.pk}", late_in[one.pk]) for one in aside.aspects if one.pk in rows_of or late_in[one.pk])


def bar(name: str, rows: Sequence[TallyRow], within: str, late: Sequence[TallyRow]) -> Bar:
    """Some rows in their categories, side by side, and which leaves among them are late. What left on other grounds is a slice of its own."""
    counts = dict.fromkeys(COLOURS, 0)
    for row in rows:
        counts["apart" if queries.row_apart(row) else row.completion] += 1
    query, late_query = "&".join(filter(None, ("counted=1", within))), "&".join(filter(None, (within, "state=overdue")))
    return Bar(name, len(rows), slices(counts, query), query, sum(row.stage == "struck_off" for row in rows), len(late), late_query)


def slices(counts: Mapping[str, int], query: str) -> tuple[Slice, ...]:
    """All categories in order, empty ones too: they are cells of the table."""
    total, start, made = sum(counts.values()) or 1, 0.0, []
    for name, colour in COLOURS.items():
        width = 100 * counts.get(name, 0) / total
        asks = "apart=1" if name == "apart" else f"completion={name}"
        made.append(Slice(name, colour, counts.get(name, 0), round(start, 2), round(width, 2), f"{query}&{asks}"))
        start += width
    return tuple(made)


def earlier(counts: Mapping[str, int]) -> Bar | None:
    """The round before, if there was one."""
    return Bar("", sum(counts.values()), slices(counts, "counted=1"), "counted=1", 0, 0, "") if counts else None


def matrix(tally: Tally, names: Mapping[int, str]) -> tuple[UnitRow, ...]:
    """What each lead unit answers for, part by part, those with most first; what nobody leads yet last."""
    groups: dict[int, list[Square]] = {}
    late = frozenset(row.item_id for row in tally.overdue(tally.day))
    for row in tally.leaves:
        groups.setdefault(row.lead_unit_id or 0, []).append(
            Square(
                row.address, row.number, COLOURS["apart" if queries.row_apart(row) else row.completion], row.completion, row.stage, row.item_id in late,
                row.stage == "struck_off",
            )  # fmt: skip
        )
    rows = [
        UnitRow(unit, names.get(unit, ""), tuple(squares), sum(one.is_late for one in squares), sum(one.is_struck_off for one in squares))
        for unit, squares in groups.items()
    ]
    return tuple(sorted(rows, key=lambda one: (one.id == 0, -len(one.squares), one.name)))


def dated(tally: Tally, rows: Sequence[TallyRow], names: Mapping[int, str], calendar: Calendar) -> tuple[Dated, ...]:
    """What is late or near its deadline, the most urgent first."""
    urgent = sorted(rows, key=lambda row: row.due_on or tally.day)[:MOST_DATED]
    return tuple(Dated(row, lamp(row.due_on, tally.day, calendar, row.stage, row.completion, row.struck_off_on), names.get(row.lead_unit_id or 0, "")) for row in urgent)
