"""形状: what goes over the wire, by name and type; the OpenAPI document is made from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import StrictInt

Row = dict[str, str | StrictInt | None]
Value = str | StrictInt | None | list[str | StrictInt | Row]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2026-06-30"])]


class Problem(Schema):
    """不予办理: why not, for programs (code, facts) and for people (sentence)."""

    code: str
    facts: dict[str, object] = {}
    sentence: str


class Named(Schema):
    """A unit or a person."""

    id: int
    name: str


class Counts(Schema):
    """Main items that the asking account may see; parts are not counted, but it is they that are overdue, not the number above them."""

    items: int
    completed: int
    struck_off: int
    overdue: int


class Inspection(Schema):
    """一次检查."""

    slug: str
    title: str
    kind: str
    round_number: int
    follows: str | None
    inspected_body: Named
    inspecting_body: str
    from_on: date | None
    to_on: date | None
    delivered_on: date | None
    opened_on: date
    plan_due_on: date | None
    report_due_on: date | None
    position: int
    counts: Counts


class Mandate(Schema):
    """承担: which unit acts in which capacity."""

    capacity: str
    unit: Named
    from_on: date
    to_on: date | None


class InspectionWhole(Inspection):
    """An inspection with its hands, its way out of the ledger, and the end of its journal."""

    procedure: str
    head: str
    mandates: list[Mandate]


class Inspections(Schema):
    """A page of inspections; `after` and `before` are the cursors of the neighbouring pages, empty where there is none."""

    inspections: list[Inspection]
    after: str
    before: str


class Heading(Schema):
    """方面、问题."""

    level: str
    number: str
    text: str


class State(Schema):
    """状态 on the day asked for."""

    stage: str
    gate: int
    completion: str
    track: str | None
    ground: str | None
    cycle: int
    leader: Named | None
    lead_unit: Named | None
    first_due_on: date | None
    due_on: date | None
    struck_off_on: date | None


class Item(State):
    """具体问题."""

    address: str
    number: str
    text: str
    headings: list[Heading]
    part_of: str | None
    is_counted: bool
    weight: int
    units: list[Named]


class Items(Schema):
    """A page of items as they stood on the day, as known at the position. `count` stops at 10,000, and then is not exact."""

    inspection: str
    as_of: date
    known_at: datetime | None
    position: int
    count: int
    count_is_exact: bool
    items: list[Item]
    after: str
    before: str


class File(Schema):
    """佐证材料; the bytes stand at `/<inspection>/evidence/<id>/`."""

    id: int
    name: str
    size: int
    media_type: str
    sha256: str
    measure: int | None
    kind: str
    state: str
    expires_on: date | None
    is_void: bool


class TargetPart(Schema):
    """分解目标; amounts are text, exact."""

    name: str
    goal: str
    value: str | None
    due_on: date | None
    standing: str


class TargetReading(Schema):
    """读数, with the event that told it."""

    on: date
    part: str
    value: str
    by: str
    seq: int


class Target(Schema):
    """目标 of a measure; `standing` is reached, late, behind, open or unread, `share` in hundredths."""

    id: int
    noun: str
    unit: str
    kind: str
    direction: str
    goal: str
    base: str | None
    value: str | None
    share: int
    standing: str
    parts: list[TargetPart]
    readings: list[TargetReading]


class PlanObject(Schema):
    """整改对象 of a measure."""

    id: int
    name: str
    person: str
    task: str
    due_on: date | None
    done_on: date | None


class Measure(Schema):
    """整改措施 in force."""

    id: int
    ordinal: str
    text: str
    criterion: str
    due_on: date | None
    from_on: date | None
    owner: str
    wants: str
    target: Target | None
    objects: list[PlanObject]


class Report(Schema):
    """整改进展."""

    text: str
    on: date
    by: str


class Need(Schema):
    """所需: what a move asks for in `given`; with `unless` it is required but where that other need has that value."""

    key: str
    kind: str
    required: bool
    unless: dict[str, str] = {}
    choices: list[str]


class Move(Schema):
    """可办之事: a move that this account may make now."""

    move: str
    name: str
    needs: list[Need]


class ItemWhole(Schema):
    """事项: `state` is empty where the item was not in the ledger on that day."""

    inspection: str
    address: str
    number: str
    text: str
    headings: list[Heading]
    part_of: str | None
    parts: list[str]
    procedure: str
    as_of: date
    known_at: datetime | None
    state: State | None
    units: list[str]
    measures: list[Measure]
    reports: list[Report]
    evidence: list[File]
    moves: list[Move]


class Event(Schema):
    """变动: what was said is in `facts`; the names of those erased by law stand in `erased`."""

    id: int
    seq: int
    move: str
    name: str
    by: Named | None
    capacity: str
    unit: Named | None
    effective_on: date
    recorded_at: datetime
    facts: dict[str, object]
    erased: list[str]
    annuls: int | None
    stage: str
    completion: str
    cycle: int
    previous: str
    digest: str


class Events(Schema):
    """An item's events in the order of the journal."""

    inspection: str
    address: str
    events: list[Event]


class Figure(Schema):
    """一个数字: never without the addresses of the items that it counts."""

    count: int
    items: list[str]


class Figures(Schema):
    """合计 on a day, as known at a position of the journal."""

    inspection: str
    title: str
    as_of: date
    known_at: datetime | None
    position: int
    total: Figure
    completion: dict[str, Figure]
    apart: Figure
    stage: dict[str, Figure]
    struck_off: Figure
    overdue: Figure


class Upload(Schema):
    """A file as evidence, in base64; `measure` is the id of the measure that it proves."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    content: str
    measure: int | None = None


class Made(Schema):
    """办理: one move on one item, from a day on."""

    move: Annotated[str, Field(max_length=40)]
    on: Day
    given: dict[str, Value] = {}
    files: list[Upload] = []


class Moved(Schema):
    """The event that was written, and the state that it left."""

    event: int
    seq: int
    digest: str
    recorded_at: datetime
    state: State
