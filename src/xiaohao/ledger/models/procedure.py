"""程序: which gates a close-out passes, kept as versions so that an item goes on under the rules it started with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xiaohao.lifecycle import Rules, rules_from
from xiaohao.people.models import User


class Procedure(models.Model):
    """销号程序: a named way out of the ledger; its words are in its versions."""

    PERSONAL_DATA: ClassVar = frozenset[str]()
    PLAIN_DATA: ClassVar = frozenset({"id", "key"})

    key = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.key


class ProcedureVersion(models.Model):
    """程序版本: frozen rules. `gate_count` stands beside them for the database's own check of a strike-off."""

    PERSONAL_DATA: ClassVar = frozenset({"made_by"})
    PLAIN_DATA: ClassVar = frozenset({"id", "procedure", "number", "rules", "gate_count", "digest", "made_at"})

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    rules = models.JSONField()
    gate_count = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # None: it came with the product

    class Meta:
        ordering: ClassVar = ["procedure", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_version_once"),
            models.UniqueConstraint(fields=["procedure", "digest"], name="procedure_version_digest_once"),
            models.CheckConstraint(name="procedure_version_gates", condition=models.Q(gate_count__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.number}"

    @property
    def is_edited(self) -> bool:
        """Whether an office wrote it."""
        return self.made_by_id is not None

    @property
    def as_rules(self) -> Rules:
        """The rules as the law knows them."""
        return rules_from(self.rules)
