"""一次巡视、审计、督察、检查: the visit whose findings are kept, and who has which part in putting them right."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xiaohao.ledger.models.procedure import ProcedureVersion
from xiaohao.people.models import Unit


class Inspection(models.Model):
    """一次巡视/审计: one visit of one body to one unit. `seq` and `head` are the end of its journal."""

    PERSONAL_DATA: ClassVar = frozenset[str]()
    PLAIN_DATA: ClassVar = frozenset({
        "id", "slug", "title", "kind", "round_number", "follows", "inspected_body", "inspecting_body_name", "from_on", "to_on", "delivered_on", "opened_on",
        "plan_due_on", "report_due_on", "evaluation_due_on", "procedure_version", "seq", "head", "head_recorded_at",
    })  # fmt: skip

    class Kind(models.TextChoices):
        """检查类别."""

        DISCIPLINARY = "disciplinary", "巡视"
        LOCAL_DISCIPLINARY = "local_disciplinary", "巡察"
        AUDIT = "audit", "审计"
        ENVIRONMENTAL = "environmental", "环保督察"
        SAFETY = "safety", "安全检查"
        PETITION = "petition", "信访督办"
        INTERNATIONAL = "international", "国际审计"

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    round_number = models.PositiveSmallIntegerField(default=1)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    inspected_body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspections")
    inspecting_body_name = models.CharField(max_length=120, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField()  # the ledger's opening day: earlier facts enter as opening balances
    plan_due_on = models.DateField(null=True, blank=True)
    report_due_on = models.DateField(null=True, blank=True)
    evaluation_due_on = models.DateField(null=True, blank=True)
    procedure_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="inspections")
    seq = models.PositiveBigIntegerField(default=0)  # position of the newest event in the journal
    head = models.CharField(max_length=64, blank=True)  # digest of that event
    head_recorded_at = models.DateTimeField(null=True, blank=True)  # its moment: the journal never runs backwards

    # Read with the row for the person who asks: whether they act on the whole of it, and whether they work on its notices. No columns.
    has_hand = False
    has_desk = False

    class Meta:
        ordering: ClassVar = ["-opened_on", "-id"]
        indexes: ClassVar = [models.Index(fields=["kind", "-opened_on", "-id"], name="inspection_of_kind")]
        constraints: ClassVar = [
            models.CheckConstraint(name="inspection_days_in_order", condition=Q(to_on__isnull=True) | Q(from_on__isnull=True) | Q(to_on__gte=F("from_on"))),
        ]

    def __str__(self) -> str:
        return self.title


class Mandate(models.Model):
    """承担: which unit is the office, the leading group, the supervision group, the verifier, the inspecting body of an inspection, and from when to when."""

    PERSONAL_DATA: ClassVar = frozenset[str]()
    PLAIN_DATA: ClassVar = frozenset({"id", "inspection", "unit", "capacity", "from_on", "to_on"})

    CAPACITIES: ClassVar = (
        ("office", "整改办"), ("leading_group", "领导小组"), ("supervision_group", "督查组"), ("verifier", "核验组"),
        ("inspecting_body", "巡视组、审计组"), ("reader", "查阅"),
    )  # fmt: skip

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="mandates")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="mandates")
    capacity = models.CharField(max_length=20, choices=CAPACITIES)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["inspection", "capacity", "from_on"]
        indexes: ClassVar = [models.Index(fields=["unit", "inspection"], name="mandate_of_unit")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "unit", "capacity", "from_on"], name="mandate_once"),
            models.CheckConstraint(name="mandate_days_in_order", condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.unit_id}"
