"""建议: what a document that came again speaks for, until the hand that may do it does it or says no."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xiaohao.ledger.models.intake import Intake
from xiaohao.ledger.models.item import Item
from xiaohao.people.models import Unit, User


class Suggestion(models.Model):
    """建议: a move on an item for which a document speaks, with what it would be given. It changes nothing by itself; `event` is the move that was made of it."""

    PERSONAL_DATA: ClassVar = frozenset({"given", "words", "declined_by", "reason"})
    PLAIN_DATA: ClassVar = frozenset({"id", "intake", "item", "move", "start", "end", "event", "declined_at"})

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="suggestions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="suggestions")
    move = models.CharField(max_length=24)
    given = models.JSONField(default=dict)
    words = models.TextField()  # what the document says, as the reason that a person reads
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="suggestions")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["item", "-id"]
        indexes: ClassVar = [models.Index(fields=["item", "event", "declined_at"], name="suggestion_of_item")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intake", "item", "move"], name="suggestion_once"),
            models.CheckConstraint(
                name="suggestion_declined_at_by",
                condition=Q(declined_at__isnull=True, declined_by__isnull=True) | Q(declined_at__isnull=False, declined_by__isnull=False),
            ),
            models.CheckConstraint(name="suggestion_made_or_declined", condition=Q(event__isnull=True) | Q(declined_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.move} {self.item_id}"


class ColumnMap(models.Model):
    """栏目对照: what an office has said that the heads of its tables mean: head to role, used again when its next document is read."""

    PERSONAL_DATA: ClassVar = frozenset({"changed_by"})
    PLAIN_DATA: ClassVar = frozenset({"id", "office", "roles", "changed_at"})

    office = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(default=dict)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["office"]

    def __str__(self) -> str:
        return f"{self.office_id}"
