"""走势的内容: how many items had been claimed, verified and struck off by each day, drawn as stepped lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from xiaohao.ledger import queries
from xiaohao.ledger.models import Inspection, Period
from xiaohao.ledger.pages.days import Day
from xiaohao.people.models import User

WIDTH, HEIGHT = 560, 200
# Each line counts the items that stand so on a day; the words behind it are how the ledger filters to them.
LINES: Mapping[str, tuple[str, str]] = {"claimed": ("blue", "state=claimed"), "completed": ("green", "completion=completed"), "struck_off": ("red", "stage=struck_off")}
MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """走势的一条线: a polyline, and where it ends."""

    name: str
    colour: str
    query: str
    points: str
    count: int
    end_y: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """刻度: a place on an axis and its word."""

    at: float
    word: str


@dataclass(frozen=True, slots=True)
class Month:
    """数表一行: the numbers at the end of a month."""

    on: date
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Course:
    """走势."""

    lines: tuple[Line, ...]
    months: tuple[Month, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT


def course(inspection: Inspection, user: User, day: Day, at: int, total: int) -> Course | None:
    """The course up to the day, as known at the position: one statement. Nothing where nothing was claimed yet."""
    changes, begun = changes_of(inspection, user, day, at)
    if begun is None or not any(changes.values()):
        return None
    first = max(begun, day.on - timedelta(days=730))
    if first == day.on:
        first -= timedelta(days=1)
    top = round_up(max(total, 1))
    steps = {name: stepped(changes[name], first, day.on) for name in LINES}
    lines = [
        Line(name, colour, query, points(steps[name], first, day.on, top), steps[name][-1][1], height_of(steps[name][-1][1], top), 0)
        for name, (colour, query) in LINES.items()
    ]
    return Course(apart(lines), months(changes, first, day.on), across(first, day.on), up(top), first, day.on)


def changes_of(inspection: Inspection, user: User, day: Day, at: int) -> tuple[dict[str, dict[date, int]], date | None]:
    """By line: how many items came to stand so on each day, less those that ceased to. And the day on which the first item entered."""
    known = Period.objects.filter(
        Q(seq_to__isnull=True) | Q(seq_to__gt=at), queries.seen(user, day.today, "item__"), inspection=inspection, seq_from__lte=at,
        from_on__lte=day.on, is_counted=True,
    )  # fmt: skip
    grouped = known.order_by().values_list("stage", "completion", "ground", "from_on", "to_on").annotate(n=Count("pk"))
    changes: dict[str, dict[date, int]] = {name: {} for name in LINES}
    begun: date | None = None
    for stage, completion, ground, from_on, to_on, n in grouped:
        begun = from_on if begun is None else min(begun, from_on)
        is_apart = stage == "struck_off" and ground not in ("", "rectified")
        holds = {
            "claimed": stage in ("claimed", "in_notice", "struck_off"), "completed": completion == "completed" and stage != "withdrawn" and not is_apart,
            "struck_off": stage == "struck_off",
        }  # fmt: skip
        for name in (name for name, is_so in holds.items() if is_so):
            line = changes[name]
            line[from_on] = line.get(from_on, 0) + n
            if to_on is not None and to_on <= day.on:
                line[to_on] = line.get(to_on, 0) - n
    return changes, begun


def stepped(changes: Mapping[date, int], first: date, last: date) -> list[tuple[date, int]]:
    """The level on each day on which it changes, with the first and the last day."""
    level = sum(n for on, n in changes.items() if on <= first)
    steps = [(first, level)]
    for on in sorted(on for on in changes if first < on <= last):
        level += changes[on]
        steps.append((on, level))
    return [*steps, (last, level)]


def round_up(number: int) -> int:
    """The top of the axis: four even steps."""
    return -(-number // 4) * 4


def height_of(count: int, top: int) -> float:
    """Where a number lies in the picture."""
    return round(HEIGHT - HEIGHT * count / top, 1)


def place_of(on: date, first: date, last: date) -> float:
    """Where a day lies in the picture."""
    return round(WIDTH * (on - first).days / (last - first).days, 1)


def points(steps: Sequence[tuple[date, int]], first: date, last: date, top: int) -> str:
    """A stepped line across the picture."""
    made: list[str] = []
    before = steps[0][1]
    for on, level in steps:
        x = place_of(on, first, last)
        if level != before:
            made.append(f"{x},{height_of(before, top)}")
        made.append(f"{x},{height_of(level, top)}")
        before = level
    return " ".join(made)


def apart(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with their end labels pushed apart, so that none covers another."""
    made, floor = [], -100.0
    for line in sorted(lines, key=lambda one: one.end_y):
        floor = max(line.end_y, floor + 15)
        made.append((line, floor))
    low = max(0.0, made[-1][1] - HEIGHT)
    placed = {line.name: place - low for line, place in made}
    return tuple(Line(one.name, one.colour, one.query, one.points, one.count, one.end_y, round(placed[one.name], 1)) for one in lines)


def month_ends(first: date, last: date) -> list[date]:
    """The last day of each whole month between the days, then the last one; at most the newest twelve."""
    ends, day = [], first
    while True:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        if following > last:
            break
        ends.append(following - timedelta(days=1))
        day = following
    return [*(on for on in ends if on > first), last][-MOST_MONTHS:]


def months(changes: Mapping[str, Mapping[date, int]], first: date, last: date) -> tuple[Month, ...]:
    """The table beside the picture."""
    return tuple(
        Month(end, tuple((LINES[name][1], sum(n for on, n in changes[name].items() if on <= end)) for name in LINES)) for end in month_ends(first, last)
    )


def across(first: date, last: date) -> tuple[Tick, ...]:
    """First days of months below the picture, at most eight of them."""
    starts = [end + timedelta(days=1) for end in month_ends(first, last)[:-1]]
    every = -(-len(starts) // 8) or 1
    return tuple(Tick(place_of(on, first, last), f"{on:%Y-%m}" if n == 0 or on.month == 1 else f"{on.month}") for n, on in enumerate(starts[::every]))


def up(top: int) -> tuple[Tick, ...]:
    """Five numbers beside the picture."""
    return tuple(Tick(height_of(top * n // 4, top), str(top * n // 4)) for n in range(5))
