"""变动记录: the truth of the ledger. Rows are its shadow; the database refuses to change or remove an event."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xiaohao.ledger.models.inspection import Inspection
from xiaohao.ledger.models.item import Item
from xiaohao.ledger.models.referral import Referral
from xiaohao.ledger.models.state import STATE_PLAIN, StateColumns, state_constraints
from xiaohao.people.models import Person, Unit, User


class Event(StateColumns):
    """变动: one move by one hand. `effective_on` is the day it became so, `recorded_at` the moment we were told.

    `facts` holds what names nobody, `digests` a salted digest of each fact that may; those stand in `EventFact` and can be erased.
    The state columns are the item's state after the move, as the law computed it.
    """

    PERSONAL_DATA: ClassVar = frozenset({"by_user", "by_person"})
    PLAIN_DATA: ClassVar = STATE_PLAIN | {
        "id", "inspection", "item", "referral", "seq", "version", "move", "capacity", "unit", "effective_on", "recorded_at", "facts", "digests", "annuls",
        "answers", "gate_passed", "seal", "previous", "digest",
    }  # fmt: skip

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="events")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    seq = models.PositiveBigIntegerField()
    version = models.PositiveSmallIntegerField(default=1)  # of the canonical form
    move = models.CharField(max_length=24)
    by_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    digests = models.JSONField(default=dict)
    annuls = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="annulled_by")
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answered_by")  # the request or objection
    gate_passed = models.PositiveSmallIntegerField(null=True, blank=True)  # index of the gate that this event passed
    seal = models.CharField(max_length=64, blank=True)  # digest of the claim's manifest, on the claim and on each gate that was passed upon it
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    # An event about the inspection itself has no item and no state.
    stage = models.CharField(max_length=12, blank=True)
    completion = models.CharField(max_length=24, blank=True)

    class Meta:
        ordering: ClassVar = ["inspection", "seq"]
        indexes: ClassVar = [
            models.Index(fields=["item", "seq"], name="event_of_item"),
            models.Index(fields=["inspection", "recorded_at"], name="event_recorded"),
            models.Index(fields=["by_person", "recorded_at"], name="event_by_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "seq"], name="event_seq_once"),
            models.CheckConstraint(name="event_gate_of_pass", condition=Q(gate_passed__isnull=True) | Q(move__in=["pass_gate", "end_notice"])),
            *[c for c in state_constraints("event") if c.name == "event_first_due"],
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id}/{self.seq} {self.move}"


class EventFact(models.Model):
    """变动内容: a fact that may name or locate a person, apart from its event so that the law can erase it and the chain still holds."""

    PERSONAL_DATA: ClassVar = frozenset({"value"})
    PLAIN_DATA: ClassVar = frozenset({"id", "event", "name", "salt", "erased_at"})

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="personal_facts")
    name = models.CharField(max_length=40)
    salt = models.CharField(max_length=64, blank=True)
    value = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "name"], name="event_fact_once"),
            models.CheckConstraint(name="event_fact_erased_empty", condition=Q(erased_at__isnull=True) | Q(value="", salt="")),
        ]


class Period(StateColumns):
    """状态期间: an item's state from a day to a day, as known from one position of the journal to another. Both ends are half-open."""

    PERSONAL_DATA: ClassVar = frozenset[str]()
    PLAIN_DATA: ClassVar = STATE_PLAIN | {"id", "inspection", "item", "event", "from_on", "to_on", "seq_from", "seq_to", "is_counted"}

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="periods")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)  # the first day it no longer held; None: still
    seq_from = models.PositiveBigIntegerField()
    seq_to = models.PositiveBigIntegerField(null=True, blank=True)  # the first position at which this is no longer what we know
    is_counted = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["inspection", "is_counted", "from_on", "to_on"], name="period_of_day"),
            models.Index(fields=["item", "seq_to", "from_on"], name="period_of_item"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "seq_from", "from_on"], name="period_once"),
            models.CheckConstraint(name="period_days_in_order", condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on"))),
            models.CheckConstraint(name="period_seqs_in_order", condition=Q(seq_to__isnull=True) | Q(seq_to__gt=F("seq_from"))),
            *state_constraints("period"),
        ]


class Delivery(models.Model):
    """送达: that a person was told of an event, by which channel, when. Never written on the event itself."""

    PERSONAL_DATA: ClassVar = frozenset({"person", "address"})
    PLAIN_DATA: ClassVar = frozenset({"id", "event", "channel", "made_at", "delivered_at", "failure"})

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "made_at"], name="delivery_of_person")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "person", "channel"], name="delivery_once")]
