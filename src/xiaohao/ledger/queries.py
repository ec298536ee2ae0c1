"""有名字的问题: what one may ask of the ledger. Whoever asks sees only what sight allows; every figure carries its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xiaohao.ledger import sight
from xiaohao.ledger.models import Event, Inspection, Item, Period
from xiaohao.people.models import User


def visible_inspections(user: User, today: date) -> QuerySet[Inspection]:
    """Inspections of which the user may see something today."""
    return Inspection.objects.filter(pk__in=sight.of(user, today).values("inspection_id"))


def visible_items(user: User, today: date) -> QuerySet[Item]:
    """Items that the user may see today: one WHERE clause over the sight rows, whatever the number of items."""
    return Item.objects.filter(seen(user, today))


def seen(user: User, today: date, to_item: str = "") -> Q:
    """The same clause for rows that point at an item: `to_item` is the path, such as "item__"."""
    mine = sight.of(user, today)
    return Q(**{f"{to_item}pk__in": mine.filter(item__isnull=False).values("item_id")}) | Q(
        **{f"{to_item}inspection_id__in": mine.filter(item__isnull=True).values("inspection_id")}
    )


def stands(at: int | None = None, event: str = "event_id") -> Q:
    """Rows whose event no annulment has taken away, as known at a position of the journal (now, when none is given); `event` is the path to it."""
    taken = Event.objects.filter(annuls_id=OuterRef(event))
    return ~Q(Exists(taken if at is None else taken.filter(seq__lte=at)))


def in_force(at: int | None = None, on: date | None = None) -> Q:
    """Measures that are the plan, as known at a position (now, when none is given) on a day (whichever is told last, when none is given).

    Of an event that stands, and no later plan that stands took their place.
    """
    later = Event.objects.filter(stands(at, "pk"), item_id=OuterRef("item_id"), move="plan", seq__gt=OuterRef("event__seq"))
    by_then = Q()
    if at is not None:
        later, by_then = later.filter(seq__lte=at), by_then & Q(event__seq__lte=at)
    if on is not None:
        later, by_then = later.filter(effective_on__lte=on), by_then & Q(event__effective_on__lte=on)
    return stands(at) & by_then & ~Q(Exists(later))


def position(inspection: Inspection, known_at: datetime | None = None) -> int:
    """The place in the journal that was its end at the moment; without a moment, its end now."""
    if known_at is None:
        return inspection.seq
    return Event.objects.filter(inspection=inspection, recorded_at__lte=known_at).aggregate(last=Max("seq"))["last"] or 0


def states(inspection: Inspection, day: date, at: int) -> QuerySet[Period]:
    """Each item's state on the day, as known at the position of the journal."""
    return Period.objects.filter(sight.believed(at), Q(to_on__isnull=True) | Q(to_on__gt=day), inspection=inspection, from_on__lte=day)


def leaves(to_item: str = "item__") -> Q:
    """Items that answer for themselves: parts, and numbers without parts. A number whose parts answer is not asked for a deadline beside them."""
    return Q(**{f"{to_item}parts__isnull": True})


def running(to_item: str = "item__") -> Q:
    """Leaves still worked on and not verified yet: what alone can be late or near. `item_page.lamp` is the same rule for one row."""
    return leaves(to_item) & ~Q(stage__in=["struck_off", "withdrawn"]) & ~Q(completion="completed")


def overdue(on: date, to_item: str = "item__") -> Q:
    """Running leaves whose current deadline has passed on the day."""
    return running(to_item) & Q(due_on__lt=on)


def near(on: date, until: date, to_item: str = "item__") -> Q:
    """Running leaves whose current deadline lies between the days, both included."""
    return running(to_item) & Q(due_on__gte=on, due_on__lte=until)


@dataclass(frozen=True, slots=True)
class TallyRow:
    """一条: an item as it is counted."""

    item_id: int
    address: str
    number: str
    heading_id: int
    aspect_id: int
    stage: str
    completion: str
    track: str
    ground: str
    cycle: int
    lead_unit_id: int | None
    first_due_on: date | None
    due_on: date | None
    struck_off_on: date | None
    is_counted: bool
    is_leaf: bool

    @property
    def is_running(self) -> bool:
        """Whether it can be late: `running`, for a row that was read."""
        return self.is_leaf and self.stage not in ("struck_off", "withdrawn") and self.completion != "completed"


@dataclass(frozen=True, slots=True)
class Tally:
    """合计: the counted items of an inspection on a day, as known at a position. Every number is the length of a tuple of rows.

    `rows` are the main numbers, as notices count them; `leaves` are what answers for a deadline: parts, and numbers without parts.
    """

    day: date
    position: int
    rows: tuple[TallyRow, ...]
    leaves: tuple[TallyRow, ...]

    @property
    def total(self) -> int:
        return len(self.rows)

    def where(self, test: Callable[[TallyRow], bool]) -> tuple[TallyRow, ...]:
        """The rows for which the test holds."""
        return tuple(row for row in self.rows if test(row))

    def completion(self, value: str) -> tuple[TallyRow, ...]:
        """Rows of a public category. What left on another ground than rectification is a slice of its own, never part of a category."""
        return self.where(lambda row: row.completion == value and not row_apart(row))

    def apart(self) -> tuple[TallyRow, ...]:
        """Rows struck off as no longer applicable, with the risk accepted, or without being carried out."""
        return self.where(row_apart)

    def stage(self, *values: str) -> tuple[TallyRow, ...]:
        """Rows at one of the stages."""
        return self.where(lambda row: row.stage in values)

    def overdue(self, day: date) -> tuple[TallyRow, ...]:
        """Leaves whose current deadline has passed and which are still in the ledger and not completed."""
        return tuple(row for row in self.leaves if row.is_running and row.due_on is not None and row.due_on < day)

    def near(self, until: date) -> tuple[TallyRow, ...]:
        """The same for those whose deadline lies between the day and another."""
        return tuple(row for row in self.leaves if row.is_running and row.due_on is not None and self.day <= row.due_on <= until)


def row_apart(row: TallyRow) -> bool:
    """Left the ledger otherwise than by being put right."""
    return row.stage == "struck_off" and row.ground not in ("", "rectified")


def tally(inspection: Inspection, day: date, at: int | None = None, *, user: User | None = None, today: date | None = None) -> Tally:
    """Count an inspection's items on a day, as known at a position (now, when none is given): one query.

    With `user` and `today`, only the items which that person may see; without, all of them.
    """
    at = inspection.seq if at is None else at
    found = states(inspection, day, at).exclude(stage="withdrawn").annotate(is_leaf=~Exists(Item.objects.filter(parent_id=OuterRef("item_id"))))
    if user is not None and today is not None:
        found = found.filter(seen(user, today, "item__"))
    rows = found.order_by("item__position").values_list(
        "item_id", "item__address", "item__number", "item__heading_id", "item__heading__parent_id", "stage", "completion", "track", "ground", "cycle",
        "lead_unit_id", "first_due_on", "due_on", "struck_off_on", "is_counted", "is_leaf",
    )  # fmt: skip
    told = [TallyRow(a, b, c, d, e or d, *rest) for a, b, c, d, e, *rest in rows]  # in the order of the fields
    return Tally(day, at, tuple(row for row in told if row.is_counted), tuple(row for row in told if row.is_leaf))


def with_counts(rows: QuerySet[Inspection], user: User, today: date) -> QuerySet[Inspection]:
    """Inspections with `main_count`, `completed_count` and `struck_off_count` of the counted items, `late_count` of the leaves, that the user may see."""
    mine = Item.objects.filter(seen(user, today), inspection_id=OuterRef("pk")).order_by()
    seen_items = mine.filter(is_counted=True).exclude(stage="withdrawn")

    def count(items: QuerySet[Item]) -> Coalesce:
        return Coalesce(Subquery(items.values("inspection_id").annotate(n=Count("pk")).values("n")), 0)

    return rows.annotate(
        main_count=count(seen_items), completed_count=count(seen_items.filter(completion="completed")),
        struck_off_count=count(seen_items.filter(stage="struck_off")), late_count=count(mine.filter(overdue(today, ""))),
    )  # fmt: skip
