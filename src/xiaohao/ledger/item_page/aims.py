"""目标的样子: a target beside its measure: how far it is, part by part, every reading with its day, hand and files, and a small picture of its course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xiaohao.ledger.item_page.proofs import File
from xiaohao.ledger.models import Event, PlanObject
from xiaohao.ledger.targets.followed import Followed
from xiaohao.targets import Standing, Target, plain
from xiaohao.wording import label

WIDTH, HEIGHT = 320, 96
ROOM = 6  # above the highest value, so that its dot is whole


@dataclass(frozen=True, slots=True)
class Dot:
    """图上一点."""

    x: float
    y: float
    word: str


@dataclass(frozen=True, slots=True)
class Chart:
    """走势图: the values as they were read, the goal, and the course that evenly spent time would take."""

    points: str
    dots: tuple[Dot, ...]
    goal_y: float
    even: str  # the even course; empty where nobody says when it began or ends
    first_on: date
    last_on: date
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Told:
    """一次读数."""

    on: date
    part: str
    value: str
    person: str
    seq: int
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """一个目标或一个分解目标走到哪里. `tone` is reached, late, behind, open or unread."""

    name: str
    value: str
    goal: str
    share: int
    width: int  # of a bar of a hundred
    tone: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """目标一览."""

    id: int
    noun: str
    unit: str
    kind: str
    direction: str
    way: str
    base: str
    whole: Reached
    parts: tuple[Reached, ...]
    told: tuple[Told, ...]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class OneObject:
    """一个对象."""

    id: int
    name: str
    kind: str
    person: str
    task: str
    due_on: date | None
    done_on: date | None
    is_late: bool


def aim(one: Followed, events: Mapping[int, Event], files: Sequence[File], day: date, lang: str) -> Aim:
    """A target on a day. `events` are those that stand, by id; files that came with a reading's event and prove its measure stand beside it."""
    now = one.standing(day)
    read = sorted((row for row in one.readings if row.on <= day), key=lambda row: (row.on, row.pk))
    of_measure = [file for file in files if file.measure_id == one.row.measure_id]
    return Aim(
        id=one.row.pk, noun=one.aim.noun, unit=one.aim.unit, kind=one.aim.kind.value, direction=one.aim.direction.value, way=label(one.aim.direction.value, lang, of="direction"), base=plain(one.aim.base) if one.aim.base is not None else "",
        whole=reached("", one.aim, now), parts=tuple(reached(part.noun, part, of) for part, (_, of) in zip(one.aim.of_parts(), now.parts, strict=True)),
        told=tuple(
            Told(
                row.on, row.part, plain(row.value), person(events.get(row.event_id)), events[row.event_id].seq if row.event_id in events else 0,
                tuple(file for file in of_measure if file.event_id == row.event_id),
            )
            for row in reversed(read)
        ),
        chart=chart(one, day),
    )  # fmt: skip


def reached(name: str, target: Target, now: Standing) -> Reached:
    """One line of it."""
    hundredths = int(now.share * 100)
    return Reached(name, "" if now.value is None else plain(now.value), plain(target.goal), hundredths, min(100, hundredths), tone(now), target.last_due)


def tone(now: Standing) -> str:
    """The word of the stylesheet, which a page says in words too."""
    if now.is_reached:
        return "reached"
    if now.is_late:
        return "late"
    if now.value is None:
        return "unread"
    return "behind" if now.is_behind else "open"


def person(event: Event | None) -> str:
    """Who told it."""
    return event.by_person.name if event and event.by_person else ""


def chart(one: Followed, day: date) -> Chart | None:
    """The course by the days on which something was read; nothing before the first reading."""
    days = sorted({row.on for row in one.readings if row.on <= day})
    values = [(on, value) for on in days if (value := one.standing(on).value) is not None]
    if not values:
        return None
    first, last = min(one.aim.start or days[0], days[0]), max(one.aim.last_due or day, days[-1])
    highest = max([one.aim.goal, one.aim.begun, *(value for _, value in values)]) or Decimal(1)
    span = max(1, (last - first).days)

    def x(on: date) -> float:
        return round(WIDTH * (on - first).days / span, 1)

    def y(value: Decimal) -> float:
        return round(float(HEIGHT - (HEIGHT - ROOM) * value / highest), 1)

    dots = tuple(Dot(x(on), y(value), plain(value)) for on, value in values)
    begun = [f"{x(one.aim.start)},{y(one.aim.begun)}"] if one.aim.start is not None and one.aim.start < days[0] else []
    start, due = one.aim.start, one.aim.last_due
    even = f"{x(start)},{y(one.aim.begun)} {x(due)},{y(one.aim.goal)}" if start and due and start < due else ""
    return Chart(" ".join([*begun, *(f"{dot.x},{dot.y}" for dot in dots)]), dots, y(one.aim.goal), even, first, last)


def objects(rows: Sequence[PlanObject], events: Mapping[int, Event], day: date, lang: str) -> tuple[OneObject, ...]:
    """The objects of a measure on a day; done are those whose report stands."""
    found = []
    for row in rows:
        done = row.done_on if row.done_by_id in events else None
        late = done is None and row.due_on is not None and row.due_on < day
        found.append(OneObject(row.pk, row.name, label(row.kind, lang, of="object"), row.person, row.task, row.due_on, done, late))
    return tuple(found)
