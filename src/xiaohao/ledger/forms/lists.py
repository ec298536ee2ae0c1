"""名单: the persons, units, measures and events that a form lets one choose from; asked for only when a form is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from xiaohao.ledger import case, sight
from xiaohao.ledger.models import Event, Item, Measure, Responsibility
from xiaohao.lifecycle import Need, NeedKind
from xiaohao.people.models import Appointment, Unit

NOT_ALONE = ("annul", "admit", "follow_parts")  # events that cannot be annulled by themselves


@dataclass(frozen=True, slots=True)
class Option:
    """一个选项."""

    value: str
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """一组选项: the persons of one unit."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """各种名单."""

    persons: tuple[Group, ...] = ()
    units: tuple[Option, ...] = ()
    plan: tuple[Measure, ...] = ()
    events: tuple[Event, ...] = ()
    answering: tuple[int, ...] = field(default=())  # ids of the responsible units of today


def lists(needs: Sequence[Need], item: Item, today: date, *, annulling: bool = False) -> Lists:
    """What these needs choose from: one statement for each kind that is asked for."""
    kinds = {need.kind for need in needs}
    return Lists(
        persons=persons(today) if NeedKind.PERSON in kinds else (),
        units=units(today) if kinds & {NeedKind.UNIT, NeedKind.UNITS} else (),
        plan=tuple(Measure.objects.filter(item=item, ended_by__isnull=True).order_by("position", "id")) if kinds & {NeedKind.FILES, NeedKind.MEASURES} else (),
        events=annullable(item) if annulling else (),
        answering=answering(item, today) if NeedKind.UNITS in kinds else (),
    )  # fmt: skip


def persons(today: date) -> tuple[Group, ...]:
    """Everybody who holds a post today, under the unit of the first post, heads first."""
    seen: set[int] = set()
    groups: dict[str, list[Option]] = {}
    for post in Appointment.objects.filter(sight.held_on(today)).select_related("person", "unit").order_by("unit__path", "-is_head", "id"):
        if post.person_id not in seen:
            seen.add(post.person_id)
            groups.setdefault(post.unit.name, []).append(Option(str(post.person_id), f"{post.person.name}（{post.post}）"))
    return tuple(Group(name, tuple(options)) for name, options in groups.items())


def units(today: date) -> tuple[Option, ...]:
    """Units that exist today, in the order of their tree."""
    standing = (Q(from_on__isnull=True) | Q(from_on__lte=today)) & (Q(to_on__isnull=True) | Q(to_on__gte=today))
    return tuple(Option(str(unit.pk), unit.name, unit.path.count("/") - 2) for unit in Unit.objects.filter(standing).order_by("path"))


def annullable(item: Item) -> tuple[Event, ...]:
    """Events of this cycle that an annulment may name, the newest first."""
    events = tuple(Event.objects.filter(item=item, cycle=item.cycle).select_related("by_person").order_by("seq"))
    return tuple(event for event in reversed(case.standing(events)) if event.move not in NOT_ALONE)


def answering(item: Item, today: date) -> tuple[int, ...]:
    """The responsible units of today."""
    rows = Responsibility.objects.filter(sight.believed(), sight.held_on(today), item=item, capacity="responsible_unit", unit__isnull=False)
    return tuple(unit for unit in rows.values_list("unit_id", flat=True) if unit is not None)
