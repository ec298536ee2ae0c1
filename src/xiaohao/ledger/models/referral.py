"""移交: what an inspection hands over besides its findings: letters, clues, fix-at-once matters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xiaohao.ledger.models.inspection import Inspection
from xiaohao.people.models import Unit


class Referral(models.Model):
    """移交事项: a fix-at-once matter, a letter or visit, a clue. Of a clue no content is kept: number, days, and to whom it went."""

    PERSONAL_DATA: ClassVar = frozenset({"text"})
    PLAIN_DATA: ClassVar = frozenset({"id", "inspection", "kind", "number", "unit", "stage", "referred_on", "due_on", "concluded_on", "duplicate_of"})

    class Kind(models.TextChoices):
        """移交类别."""

        IMMEDIATE = "immediate", "立行立改"
        PETITION = "petition", "信访件"
        CLUE = "clue", "问题线索"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="referrals")
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    stage = models.CharField(max_length=20, default="received")
    referred_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates")

    class Meta:
        ordering: ClassVar = ["inspection", "kind", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "kind", "number"], name="referral_number_once"),
            models.CheckConstraint(name="referral_clue_without_content", condition=~models.Q(kind="clue") | models.Q(text="")),
        ]

    def __str__(self) -> str:
        return self.number
