"""措施、进展、佐证: what is to be done, what was reported, and what proves it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xiaohao.ledger.models.inspection import Inspection
from xiaohao.ledger.models.item import Item
from xiaohao.people.models import Unit
from xiaohao.targets import Wants


class Measure(models.Model):
    """整改措施: one thing to be done for an item, with the criterion that says when it is done. `event` put it there; `ended_by` took it out of the plan."""

    PERSONAL_DATA: ClassVar = frozenset({"text", "criterion"})
    PLAIN_DATA: ClassVar = frozenset({"id", "item", "kind", "ordinal", "owner", "from_on", "due_on", "wants", "position", "cycle", "event", "ended_by"})

    class Kind(models.TextChoices):
        """措施类别."""

        ACTION = "action", "整改措施"
        RULE_MADE = "rule_made", "建章立制"
        WIDER_REVIEW = "wider_review", "举一反三"
        SWEEP = "sweep", "排查"
        ACCOUNTABILITY = "accountability", "问责、追责"
        SANCTION = "sanction", "处分"
        INTERVIEW = "interview", "约谈"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.ACTION)
    ordinal = models.CharField(max_length=12)
    text = models.TextField()
    criterion = models.TextField(blank=True)
    wants = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in Wants if one.value])  # the proof that the criterion asks for
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # who carries it out; the lead unit where nobody is named
    from_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    cycle = models.PositiveSmallIntegerField(default=1)
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="measures")
    ended_by = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["item", "position", "id"]
        indexes: ClassVar = [models.Index(fields=["item", "ended_by", "position"], name="measure_of_item")]

    def __str__(self) -> str:
        return f"{self.ordinal}{self.text[:20]}"


class Progress(models.Model):
    """整改情况: what was reported, for one item or for a run of items."""

    PERSONAL_DATA: ClassVar = frozenset({"text"})
    PLAIN_DATA: ClassVar = frozenset({"id", "inspection", "items", "effective_on", "event", "intake", "start", "end"})

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    items = models.ManyToManyField(Item, related_name="progress")
    text = models.TextField()
    effective_on = models.DateField()
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="progress")
    intake = models.ForeignKey("ledger.Intake", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["effective_on", "id"]

    def __str__(self) -> str:
        return self.text[:20]


class Evidence(models.Model):
    """佐证材料: a file that proves a measure, or the item as a whole where `measure` is empty. Kept by its digest; never altered."""

    PERSONAL_DATA: ClassVar = frozenset({"name", "source", "uploaded_by"})
    PLAIN_DATA: ClassVar = frozenset({
        "id", "item", "measure", "event", "kind", "media_type", "size", "sha256", "unit", "uploaded_at", "expires_on", "replaces", "ended_by", "review",
    })  # fmt: skip

    class Kind(models.TextChoices):
        """佐证类别."""

        DOCUMENT = "document", "文件"
        PHOTO = "photo", "照片"
        BEFORE = "before", "整改前"
        AFTER = "after", "整改后"
        OTHER = "other", "其他"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="evidence")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DOCUMENT)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True, default="")  # who it comes from
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)  # the last day on which it proves anything
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    ended_by = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # replaced or withdrawn: no proof any more
    review = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # the newest check of it that stands

    class Meta:
        ordering: ClassVar = ["item", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_uploaded_at_by",
                condition=Q(uploaded_at__isnull=True, uploaded_by__isnull=True) | Q(uploaded_at__isnull=False, uploaded_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Wait(models.Model):
    """等待: an outside review, approval, court, condition or payment that holds an item up; on whom, since when, expected when, by which paper."""

    PERSONAL_DATA: ClassVar = frozenset({"on_whom", "paper"})
    PLAIN_DATA: ClassVar = frozenset({"id", "item", "kind", "since_on", "expected_on", "ended_on", "event", "ended_by"})

    class Kind(models.TextChoices):
        """等待事由."""

        REVIEW = "review", "外部评审"
        APPROVAL = "approval", "外部审批"
        COURT = "court", "司法程序"
        CONDITION = "condition", "他方条件"
        WORKS = "works", "竣工验收"
        COST_AUDIT = "cost_audit", "造价审计"
        PAYMENT = "payment", "审计付款"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="waits")
    kind = models.CharField(max_length=12, choices=Kind)
    on_whom = models.CharField(max_length=120)
    since_on = models.DateField()
    expected_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    paper = models.CharField(max_length=200, blank=True)
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["item", "since_on", "id"]
        indexes: ClassVar = [models.Index(fields=["item", "ended_on"], name="wait_of_item")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="wait_ended_on_by", condition=Q(ended_on__isnull=True, ended_by__isnull=True) | Q(ended_on__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.since_on}"
