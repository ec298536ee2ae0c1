"""调度、督查、督办、回头看: each points at items; none holds a status of theirs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xiaohao.ledger.models import Inspection, Item
from xiaohao.people.models import Unit, User

PLAIN = frozenset({"id", "inspection", "number", "items", "held_on", "recorded_at"})
PERSONAL = frozenset({"subject", "words", "recorded_by"})


class Look(models.Model):
    """一次督促: what meetings, checks, orders and look-backs have in common."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="%(class)ss")
    number = models.PositiveIntegerField()
    held_on = models.DateField()
    subject = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    items = models.ManyToManyField(Item, blank=True, related_name="%(class)ss")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.held_on} {self.subject}"


class ProgressReview(Look):
    """调度: a meeting that heard how the work goes."""

    PERSONAL_DATA: ClassVar = PERSONAL
    PLAIN_DATA: ClassVar = PLAIN | {"kind"}

    class Kind(models.TextChoices):
        """会议类别."""

        STANDING_COMMITTEE = "standing_committee", _("常委会会议")
        THEMATIC = "thematic", _("专题会议")
        LEADING_GROUP = "leading_group", _("领导小组会议")

    kind = models.CharField(max_length=20, choices=Kind)

    class Meta(Look.Meta):
        abstract = False
        constraints: ClassVar = [models.UniqueConstraint(fields=["inspection", "number"], name="review_number_once")]


class SupervisoryCheck(Look):
    """督查: a visit on site."""

    PERSONAL_DATA: ClassVar = PERSONAL
    PLAIN_DATA: ClassVar = PLAIN | {"is_full"}

    is_full = models.BooleanField(default=False)  # 全面督查

    class Meta(Look.Meta):
        abstract = False
        constraints: ClassVar = [models.UniqueConstraint(fields=["inspection", "number"], name="check_number_once")]


class FollowUpOrder(Look):
    """督办: a numbered letter to a unit, with the day by which it is to be answered."""

    PERSONAL_DATA: ClassVar = PERSONAL | {"answer", "answer_recorded_by"}
    PLAIN_DATA: ClassVar = PLAIN | {"to_unit", "answer_due_on", "answered_on", "answer_recorded_at"}

    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    answer_due_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answer_recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer_recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta(Look.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="order_number_once"),
            models.CheckConstraint(name="order_days_in_order", condition=Q(answer_due_on__gte=models.F("held_on"))),
            models.CheckConstraint(
                name="order_answer_at_by",
                condition=Q(answered_on__isnull=True, answer="", answer_recorded_at__isnull=True, answer_recorded_by__isnull=True)
                | Q(answered_on__gte=models.F("held_on"), answer_recorded_at__isnull=False, answer_recorded_by__isnull=False) & ~Q(answer=""),
            ),
        ]


class LookBack(Look):
    """回头看: a re-check of what was struck off."""

    PERSONAL_DATA: ClassVar = PERSONAL
    PLAIN_DATA: ClassVar = PLAIN | {"found_relapse"}

    found_relapse = models.BooleanField(default=False)

    class Meta(Look.Meta):
        abstract = False
        constraints: ClassVar = [models.UniqueConstraint(fields=["inspection", "number"], name="look_back_number_once")]
