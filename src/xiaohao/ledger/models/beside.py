"""状态之旁: what stands beside an item's state: what is left to do of it, and where it came from or went."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xiaohao.ledger.models.item import Item


class Remainder(models.Model):
    """遗留事项: what is left to do of an item, with the day on which it is expected; it may outlive the strike-off."""

    PERSONAL_DATA: ClassVar = frozenset({"text"})
    PLAIN_DATA: ClassVar = frozenset({"id", "item", "expected_on", "ended_on", "event", "ended_by"})

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="remainders")
    text = models.TextField()
    expected_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["item", "expected_on", "id"]
        indexes: ClassVar = [models.Index(fields=["item", "ended_on"], name="remainder_of_item")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="remainder_ended_on_by",
                condition=models.Q(ended_on__isnull=True, ended_by__isnull=True) | models.Q(ended_on__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:20]


class Lineage(models.Model):
    """来龙去脉: an item that was merged into another, or split, and what came of it."""

    PERSONAL_DATA: ClassVar = frozenset[str]()
    PLAIN_DATA: ClassVar = frozenset({"id", "from_item", "to_item", "event"})

    from_item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="successors")
    to_item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="predecessors")
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["from_item", "to_item"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["from_item", "to_item", "event"], name="lineage_once")]

    def __str__(self) -> str:
        return f"{self.from_item_id} > {self.to_item_id}"
