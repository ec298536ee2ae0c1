"""总树与签名: one tree over all events and all evidence, and its roots as the installation signed them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xiaohao.ledger.models.event import Event
from xiaohao.ledger.models.progress import Evidence


class TreeLeaf(models.Model):
    """树叶: one event, or one piece of evidence, at its place in the tree."""

    PERSONAL_DATA: ClassVar = frozenset[str]()
    PLAIN_DATA: ClassVar = frozenset({"place", "event", "evidence"})

    place = models.PositiveBigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, null=True, related_name="leaf")
    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, null=True, related_name="leaf")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="tree_leaf_of_one",
                condition=models.Q(event__isnull=False, evidence__isnull=True) | models.Q(event__isnull=True, evidence__isnull=False),
            ),
        ]


class TreeNode(models.Model):
    """树节: the digest of a whole node: level, and its place on that level. It never changes."""

    PERSONAL_DATA: ClassVar = frozenset[str]()
    PLAIN_DATA: ClassVar = frozenset({"id", "level", "place", "digest"})

    level = models.PositiveSmallIntegerField()
    place = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["level", "place"], name="tree_node_once")]


class SignedHead(models.Model):
    """签名链头: the root of the tree and the end of each journal, signed with a key that is not in the database."""

    PERSONAL_DATA: ClassVar = frozenset[str]()
    PLAIN_DATA: ClassVar = frozenset({"id", "size", "root", "heads", "signed_at", "key", "algorithm", "signature"})

    size = models.PositiveBigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    heads = models.JSONField()  # {inspection: [seq, digest]}
    signed_at = models.DateTimeField()
    key = models.CharField(max_length=64)  # the public key
    algorithm = models.CharField(max_length=12)
    signature = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["size"]

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"

    @property
    def statement(self) -> dict[str, object]:
        """What is signed."""
        return {"size": self.size, "root": self.root, "heads": self.heads, "signed_at": self.signed_at}
