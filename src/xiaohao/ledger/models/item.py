"""台账的骨架: headings, items, who answers for them, who sees them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xiaohao.ledger.models.inspection import Inspection
from xiaohao.ledger.models.procedure import ProcedureVersion
from xiaohao.ledger.models.state import STATE_PLAIN, StateColumns, state_constraints
from xiaohao.people.models import Person, Unit


class Heading(models.Model):
    """方面、问题: the levels above the items, of any depth; numbers are text as printed."""

    PERSONAL_DATA: ClassVar = frozenset({"text"})
    PLAIN_DATA: ClassVar = frozenset({"id", "inspection", "parent", "level", "number", "position", "intake", "start", "end"})

    class Level(models.TextChoices):
        """层级."""

        ASPECT = "aspect", "方面"
        FINDING = "finding", "问题"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="headings")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    level = models.CharField(max_length=10, choices=Level)
    number = models.CharField(max_length=20)
    text = models.TextField()
    position = models.PositiveIntegerField()
    intake = models.ForeignKey("ledger.Intake", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["inspection", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["inspection", "position"], name="heading_position_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:20]}"


class Item(StateColumns):
    """具体问题: what is struck off. Its state is only the shadow of its newest event; the database refuses anything else."""

    PERSONAL_DATA: ClassVar = frozenset({"text", "cause"})
    PLAIN_DATA: ClassVar = STATE_PLAIN | {
        "id", "inspection", "heading", "parent", "number", "address", "position", "weight", "carried_from", "is_counted", "procedure_version",
        "last_event", "intake", "start", "end",
    }  # fmt: skip

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="items")
    heading = models.ForeignKey(Heading, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    number = models.CharField(max_length=20)  # as printed; not unique: layouts restart their numbering
    address = models.CharField(max_length=80)  # given once at admission; stands in URLs
    position = models.PositiveIntegerField()
    text = models.TextField()
    cause = models.TextField(blank=True)  # 原因分析
    weight = models.PositiveSmallIntegerField(default=1)  # for how many problems it stands
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to")
    is_counted = models.BooleanField(default=True)  # main items are counted, parts are not
    procedure_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    last_event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey("ledger.Intake", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["inspection", "position"]
        indexes: ClassVar = [
            models.Index(fields=["inspection", "stage", "position"], name="item_stage"),
            models.Index(fields=["inspection", "completion", "position"], name="item_completion"),
            models.Index(fields=["inspection", "lead_unit", "position"], name="item_lead_unit"),
            models.Index(fields=["inspection", "due_on", "position"], name="item_due"),
            models.Index(fields=["lead_unit", "due_on"], name="item_unit_due"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "address"], name="item_address_once"),
            models.UniqueConstraint(fields=["inspection", "position"], name="item_position_once"),
            models.CheckConstraint(name="item_part_not_counted", condition=Q(parent__isnull=True) | Q(is_counted=False)),
            *state_constraints("item"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:20]}"


class Responsibility(models.Model):
    """责任分工: a unit or a person answers for an item in one capacity, from day to day, as known from one position of the journal to another."""

    PERSONAL_DATA: ClassVar = frozenset({"person"})
    PLAIN_DATA: ClassVar = frozenset({"id", "item", "unit", "capacity", "from_on", "to_on", "event", "seq_from", "seq_to"})

    CAPACITIES: ClassVar = (
        ("responsible_leader", "责任领导"), ("lead_unit", "牵头单位"), ("responsible_unit", "责任单位"), ("supporting_unit", "配合单位"),
    )  # fmt: skip

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="responsibilities")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="responsibilities")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="responsibilities")
    capacity = models.CharField(max_length=20, choices=CAPACITIES)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)  # the last day
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="+")
    seq_from = models.PositiveBigIntegerField()
    seq_to = models.PositiveBigIntegerField(null=True, blank=True)  # the first position at which this is no longer what we know

    class Meta:
        ordering: ClassVar = ["item", "capacity", "id"]
        indexes: ClassVar = [models.Index(fields=["item", "capacity"], name="responsibility_of_item")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="responsibility_unit_or_person",
                condition=Q(unit__isnull=False, person__isnull=True) | Q(unit__isnull=True, person__isnull=False),
            ),
            models.CheckConstraint(name="responsibility_days_in_order", condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))),
            models.CheckConstraint(name="responsibility_seqs_in_order", condition=Q(seq_to__isnull=True) | Q(seq_to__gt=F("seq_from"))),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.unit_id or self.person_id}"


class Sight(models.Model):
    """可见范围: holders of posts at `unit` (or `person` alone) may see one item, or the whole inspection where `item` is empty."""

    PERSONAL_DATA: ClassVar = frozenset({"person"})
    PLAIN_DATA: ClassVar = frozenset({"id", "unit", "inspection", "item", "from_on", "to_on"})

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="sights")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "inspection", "item"], name="sight_of_unit"),
            models.Index(fields=["person", "inspection", "item"], name="sight_of_person"),
            models.Index(fields=["item"], name="sight_of_item"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sight_unit_or_person",
                condition=Q(unit__isnull=False, person__isnull=True) | Q(unit__isnull=True, person__isnull=False),
            ),
        ]
