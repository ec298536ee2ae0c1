"""状态: the columns that an item shows, an event leaves behind, and a period keeps. One definition, three tables."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from xiaohao.lifecycle import Cadence, Completion, Ground, Stage, State, Track
from xiaohao.people.models import Person, Unit

STATE_FIELDS = (
    "stage", "gate", "completion", "track", "cycle", "first_due_on", "due_on", "lead_unit", "leader", "ground", "struck_off_on",
    "report_every", "report_due_on",
)  # fmt: skip
STATE_COLUMNS = tuple(f"{name}_id" if name in ("lead_unit", "leader") else name for name in STATE_FIELDS)


class StateColumns(models.Model):
    """状态: `lifecycle.State` as columns; empty strings stand for None where the column is text."""

    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stage])
    gate = models.PositiveSmallIntegerField(default=0)
    completion = models.CharField(max_length=24, choices=[(c.value, c.value) for c in Completion])
    track = models.CharField(max_length=12, blank=True, choices=[(t.value, t.value) for t in Track])
    cycle = models.PositiveSmallIntegerField(default=1)
    first_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ground = models.CharField(max_length=24, blank=True, choices=[(g.value, g.value) for g in Ground])
    struck_off_on = models.DateField(null=True, blank=True)
    report_every = models.CharField(max_length=12, blank=True, choices=[(c.value, c.value) for c in Cadence])
    report_due_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def state(self) -> State:
        """The row's columns as the value that the law knows."""
        return State(
            stage=Stage(self.stage), gate=self.gate, completion=Completion(self.completion),
            track=Track(self.track) if self.track else None, cycle=self.cycle, first_due_on=self.first_due_on, due_on=self.due_on,
            lead_unit=self.lead_unit_id, leader=self.leader_id, ground=Ground(self.ground) if self.ground else None,
            struck_off_on=self.struck_off_on, report_every=Cadence(self.report_every) if self.report_every else None, report_due_on=self.report_due_on,
        )  # fmt: skip


def columns(state: State) -> dict[str, object]:
    """The value as column names and what to store in them."""
    return {
        "stage": state.stage.value, "gate": state.gate, "completion": state.completion.value,
        "track": state.track.value if state.track else "", "cycle": state.cycle, "first_due_on": state.first_due_on,
        "due_on": state.due_on, "lead_unit_id": state.lead_unit, "leader_id": state.leader,
        "ground": state.ground.value if state.ground else "", "struck_off_on": state.struck_off_on,
        "report_every": state.report_every.value if state.report_every else "", "report_due_on": state.report_due_on,
    }  # fmt: skip


def state_constraints(table: str) -> list[models.BaseConstraint]:
    """The law's pairs once more, as the table's own checks."""
    return [
        models.CheckConstraint(
            name=f"{table}_stage_completion",
            condition=Q(stage__in=["claimed", "in_notice"]) | Q(stage="open") & ~Q(completion="completed") | Q(stage="withdrawn")
            | Q(stage="struck_off") & (Q(completion="completed") | ~Q(ground="rectified")),
        ),
        models.CheckConstraint(
            name=f"{table}_struck_off_day",
            condition=Q(stage="struck_off", struck_off_on__isnull=False) | ~Q(stage="struck_off") & Q(struck_off_on__isnull=True),
        ),
        models.CheckConstraint(name=f"{table}_first_due", condition=Q(due_on__isnull=True) | Q(first_due_on__isnull=False)),
    ]  # fmt: skip


STATE_PLAIN = frozenset(STATE_FIELDS)
