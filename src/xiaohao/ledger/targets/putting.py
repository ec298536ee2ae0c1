"""目标的落账: the rows of targets, readings and objects that a plan or a report writes. Called by what follows from a move, and by nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from xiaohao.ledger.models import Event, Item, Measure, PlanObject, Reading, Target
from xiaohao.ledger.targets import rows as planned
from xiaohao.ledger.targets.followed import first_of

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """承接的旧方案: what an earlier plan leaves to the next: with which target the readings of the same amount are kept, what is done of which objects."""

    firsts: Mapping[Key, int] = field(default_factory=dict)
    done: Mapping[Key, PlanObject] = field(default_factory=dict)


def carried(item: Item, *, with_targets: bool, with_objects: bool) -> Carried:
    """What the plan in force leaves; a statement for each of the two that is wanted."""
    of_plan = Q(measure__item=item, measure__ended_by__isnull=True)
    targets = Target.objects.filter(of_plan) if with_targets else ()
    objects = PlanObject.objects.filter(of_plan, done_by__isnull=False) if with_objects else ()
    return Carried(
        {(one.noun, one.unit, one.kind, one.direction): first_of(one) for one in targets}, {(one.kind, one.name, one.task): one for one in objects},
    )  # fmt: skip


def put_planned(made: Sequence[Measure], rows: Sequence[Mapping[str, Any]], before: Carried) -> None:
    """Targets and objects of new measures. A target of the same amount goes on with its readings, an object that was done stays done."""
    aimed = [
        planned.made(row, bearer, before.firsts.get(tuple(row["target"][name] for name in ("noun", "unit", "kind", "direction"))))
        for bearer, row in zip(made, rows, strict=True) if row.get("target")
    ]  # fmt: skip
    if aimed:
        Target.objects.bulk_create(aimed)
    objects = []
    for bearer, row in zip(made, rows, strict=True):
        for place, one in enumerate(row.get("objects", ()), 1):
            done = before.done.get((row["object_kind"], one["name"], one["task"]))
            objects.append(
                PlanObject(
                    measure=bearer, kind=row["object_kind"], name=one["name"], person=one["person"], task=one["task"], due_on=one.get("due_on"), position=place,
                    done_on=done.done_on if done else None, done_by_id=done.done_by_id if done else None,
                )
            )  # fmt: skip
    if objects:
        PlanObject.objects.bulk_create(objects, batch_size=1000)


def put_told(event: Event, readings: Sequence[Mapping[str, Any]], done: Sequence[int]) -> None:
    """What a report reads and says to be done."""
    if readings:
        firsts = {one.pk: first_of(one) for one in Target.objects.filter(pk__in={row["target"] for row in readings})}
        Reading.objects.bulk_create(
            Reading(target_id=firsts[row["target"]], part=row["part"], value=Decimal(row["value"]), on=row["on"], event=event) for row in readings
        )
    if done:
        PlanObject.objects.filter(pk__in=done).update(done_on=event.effective_on, done_by=event)
