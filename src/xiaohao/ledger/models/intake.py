"""录入: a document on its way into the ledger, whole, with what the reader proposed and what a person decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xiaohao.ledger.models.inspection import Inspection
from xiaohao.people.models import User


class Intake(models.Model):
    """录入: the text, unchanged; the reader's object (`xiaohao.notice/1`); the proposed rows; answers to doubts. Nothing enters before admission."""

    PERSONAL_DATA: ClassVar = frozenset({"name", "text", "reading", "proposal", "answers", "proposed_by", "admitted_by"})
    PLAIN_DATA: ClassVar = frozenset({
        "id", "sha256", "media_type", "encoding", "kind", "tables", "against", "counts", "inspection", "reader", "proposed_at", "admitted_at",
    })  # fmt: skip

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    encoding = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    tables = models.JSONField(default=list)  # where the text's tables stand and what is merged in them, so that it can be read again
    kind = models.CharField(max_length=24)
    reading = models.JSONField()
    proposal = models.JSONField()
    answers = models.JSONField(default=dict)
    reader = models.CharField(max_length=20)  # version of the product that read it
    against = models.ForeignKey(Inspection, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # whose items it is compared with
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, null=True, blank=True, related_name="intakes")
    counts = models.JSONField(default=dict)  # created, changed, untouched, gone, suggested: what came of it at admission
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    admitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    admitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-proposed_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["proposed_by", "-proposed_at", "-id"], name="intake_of_user")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="intake_admitted_at_by",
                condition=Q(admitted_at__isnull=True, admitted_by__isnull=True) | Q(admitted_at__isnull=False, admitted_by__isnull=False),
            ),
            models.CheckConstraint(name="intake_admitted_into", condition=Q(admitted_at__isnull=True) | Q(inspection__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name


class IntakePicture(models.Model):
    """文件中的图片: a picture that stood in a cell or a line of the document; with its item it becomes evidence."""

    PERSONAL_DATA: ClassVar = frozenset({"name"})
    PLAIN_DATA: ClassVar = frozenset({"id", "intake", "start", "end", "media_type", "size", "sha256"})

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="pictures")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["intake", "start", "id"]

    def __str__(self) -> str:
        return self.name


class StatedFigure(models.Model):
    """文中数字: what a document claims ("44 found, 27 done"), kept beside our own counts and never corrected."""

    PERSONAL_DATA: ClassVar = frozenset[str]()
    PLAIN_DATA: ClassVar = frozenset({"id", "intake", "inspection", "label", "value", "unit", "of", "start", "end"})

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="stated_figures")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="stated_figures")
    label = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=20, blank=True)
    of = models.CharField(max_length=120, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["intake", "start"]

    def __str__(self) -> str:
        return f"{self.label} {self.value}"
