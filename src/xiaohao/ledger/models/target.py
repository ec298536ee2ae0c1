"""目标、读数、对象: what a measure promises in figures, what was read of it, and for whom or what it is done one by one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xiaohao.ledger.models.progress import Measure
from xiaohao.targets import Direction, Split, TargetKind


class Target(models.Model):
    """目标: how much of what a measure is to reach, by the measure's own days. Written once with its plan; a part never lives without it.

    `first` is the target of an earlier plan that this one goes on with: readings are kept with the first, and count for all that follow.
    """

    PERSONAL_DATA: ClassVar = frozenset({"noun", "parts"})
    PLAIN_DATA: ClassVar = frozenset({"id", "measure", "first", "unit", "kind", "direction", "goal", "base", "split"})

    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="target")
    first = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noun = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in TargetKind])
    direction = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Direction])
    goal = models.DecimalField(max_digits=18, decimal_places=4)
    base = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    split = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Split], blank=True)
    parts = models.JSONField(default=list)  # rows of {name, goal, base, due_on}

    class Meta:
        ordering: ClassVar = ["measure"]
        constraints: ClassVar = [
            models.CheckConstraint(name="target_not_negative", condition=Q(goal__gte=0) & (Q(base__isnull=True) | Q(base__gte=0))),
            models.CheckConstraint(name="target_falls_from", condition=Q(direction="up") | Q(base__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.noun}{self.goal}{self.unit}"


class Reading(models.Model):
    """读数: what was read of a target, or of one part, on a day; told with a report of progress, and gone with it when that is annulled."""

    PERSONAL_DATA: ClassVar = frozenset({"part"})
    PLAIN_DATA: ClassVar = frozenset({"id", "target", "value", "on", "event"})

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="readings")
    part = models.CharField(max_length=80, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    on = models.DateField()
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="readings")

    class Meta:
        ordering: ClassVar = ["target", "on", "id"]
        constraints: ClassVar = [models.CheckConstraint(name="reading_not_negative", condition=Q(value__gte=0))]

    def __str__(self) -> str:
        return f"{self.on} {self.part} {self.value}"


class PlanObject(models.Model):
    """整改对象: one household, project or sub-problem of a measure, with its own person and task; done when a report says so."""

    PERSONAL_DATA: ClassVar = frozenset({"name", "person", "task"})
    PLAIN_DATA: ClassVar = frozenset({"id", "measure", "kind", "due_on", "position", "done_on", "done_by"})

    class Kind(models.TextChoices):
        """对象种类."""

        HOUSEHOLD = "household", "户"
        PROJECT = "project", "项目"
        SUB_PROBLEM = "sub_problem", "子问题"

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="plan_objects")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    person = models.CharField(max_length=60, blank=True)
    task = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["measure", "position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="plan_object_done_on_by", condition=Q(done_on__isnull=True, done_by__isnull=True) | Q(done_on__isnull=False, done_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
