"""目标页的内容: the targets of an inspection by the unit that carries them out, how far each is, and what they come to together. Two statements a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from xiaohao.ledger import queries
from xiaohao.ledger.item_page import Reached, reached
from xiaohao.ledger.models import Inspection, Target
from xiaohao.ledger.pages.days import Day
from xiaohao.ledger.targets.followed import Followed, followed, of_items
from xiaohao.people.models import User
from xiaohao.shell.pages import Page, keyset
from xiaohao.targets import TargetKind, plain

ORDER = ("path", "measure__item__position", "measure__position", "id")
BATCH = 500


@dataclass(frozen=True, slots=True)
class Row:
    """一个目标: of which unit and item, and how far it is."""

    unit: str
    address: str
    number: str
    ordinal: str
    noun: str
    measured_in: str
    kind: str
    direction: str
    base: str
    reached: Reached
    parts: tuple[Reached, ...]
    last_on: str


@dataclass(frozen=True, slots=True)
class Total:
    """小计: targets of a unit that count the same thing in the same way."""

    noun: str
    measured_in: str
    goal: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class UnitRows:
    """一个单位的目标."""

    unit: str
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """目标页."""

    units: tuple[UnitRows, ...]
    page: Page[Target]


def wanted(inspection: Inspection, user: User, day: Day) -> QuerySet[Target]:
    """Targets of plans in force that the user may see, on a day and as known at a moment, in the order of the units' tree."""
    seen = queries.seen(user, day.today, "measure__item__")
    at = day.position(inspection)
    rows = of_items(seen, at, day.on).filter(measure__item__inspection=inspection).exclude(measure__item__stage="withdrawn")
    unit = Coalesce(F("measure__owner__path"), F("measure__item__lead_unit__path"), Value(""))
    return rows.annotate(path=unit).select_related("measure__item__lead_unit", "measure__owner")


def targets(inspection: Inspection, user: User, day: Day, query: Mapping[str, str]) -> Targets:
    """One page of them."""
    page = keyset(wanted(inspection, user, day), ORDER, query.get("after", ""))
    rows = followed(page.rows, at=day.position(inspection))
    groups = []
    for unit, of_unit in groupby(rows, key=unit_of):
        there = list(of_unit)
        groups.append(UnitRows(unit, tuple(row_of(one, day) for one in there), totals(there, day)))
    return Targets(tuple(groups), page)


def every(inspection: Inspection, user: User, day: Day) -> Iterator[Row]:
    """All of them, a batch at a time."""
    after, at = "", day.position(inspection)
    while True:
        page = keyset(wanted(inspection, user, day), ORDER, after, BATCH)
        yield from (row_of(one, day) for one in followed(page.rows, at=at))
        after = page.after
        if not after:
            return


def unit_of(one: Followed) -> str:
    """Who carries it out."""
    measure = one.row.measure
    unit = measure.owner or measure.item.lead_unit
    return unit.name if unit else ""


def row_of(one: Followed, day: Day) -> Row:
    """A target as a line."""
    item, now = one.row.measure.item, one.standing(day.on)
    return Row(
        unit=unit_of(one), address=item.address, number=item.number, ordinal=one.row.measure.ordinal, noun=one.aim.noun, measured_in=one.aim.unit,
        kind=one.aim.kind.value, direction=one.aim.direction.value, base=plain(one.aim.base) if one.aim.base is not None else "",
        reached=reached("", one.aim, now), last_on=now.last_on.isoformat() if now.last_on else "",
        parts=tuple(reached(part.noun, part, of) for part, (_, of) in zip(one.aim.of_parts(), now.parts, strict=True)),
    )  # fmt: skip


def totals(rows: Sequence[Followed], day: Day) -> tuple[Total, ...]:
    """What several targets of the same thing come to; ratios are not added."""
    groups: dict[tuple[str, str, str], list[Followed]] = {}
    for one in rows:
        if one.aim.kind is not TargetKind.RATIO:
            groups.setdefault((one.aim.noun, one.aim.unit, one.aim.direction.value), []).append(one)
    return tuple(
        Total(
            noun, unit, plain(sum((one.aim.goal for one in of), Decimal(0))),
            plain(sum((one.aim.begun if (value := one.standing(day.on).value) is None else value for one in of), Decimal(0))), len(of),
        )
        for (noun, unit, _), of in groups.items() if len(of) > 1
    )  # fmt: skip
