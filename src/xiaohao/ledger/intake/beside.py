"""对照: a document beside the items of an inspection, and which inspection it most likely is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xiaohao.ledger import queries, sight
from xiaohao.ledger.intake import proposal as proposals
from xiaohao.ledger.intake.known import Comparison, Known
from xiaohao.ledger.intake.known import compared as compare
from xiaohao.ledger.models import Inspection, Intake, Item, Mandate, Measure, Progress, Responsibility
from xiaohao.lifecycle import Capacity
from xiaohao.people.models import User

LIKELY = 0.5  # of a document's rows that an inspection must know
MOST = 20_000  # items that are looked at, those of the newest inspections first


def compared(intake: Intake) -> Comparison:
    """The document's rows beside the items that the ledger has; all are new where it is compared with none. Five statements."""
    if intake.against_id is None:
        return compare(proposals.kept(intake.proposal), (), {})
    return compare(proposals.kept(intake.proposal), known_of(intake.against_id), intake.proposal.get("known", {}))


def known_of(inspection: int) -> tuple[Known, ...]:
    """The items of an inspection that stand for themselves: numbers with parts are known by their parts."""
    rows = list(
        Item.objects.filter(inspection_id=inspection, parts__isnull=True).exclude(stage="withdrawn")
        .select_related("heading", "leader", "lead_unit").order_by("position")
    )  # fmt: skip
    told = grouped(Progress.items.through.objects.filter(queries.stands(event="progress__event_id"), item__inspection_id=inspection).order_by("-progress__effective_on", "-progress_id").values_list("item_id", "progress__text"))
    parents = {row.pk: row.parent_id for row in rows}
    planned = grouped(Measure.objects.filter(item__inspection_id=inspection, ended_by__isnull=True).order_by("position").values_list("item_id", "text"))
    duties = Responsibility.objects.filter(sight.believed(), item__inspection_id=inspection, capacity="responsible_unit", to_on__isnull=True)
    units = grouped(duties.order_by("pk").values_list("item_id", "unit__name"))
    return tuple(
        Known(
            id=row.pk, address=row.address, number=row.number, text=row.text, heading=row.heading.text, leader=row.leader.name if row.leader else "",
            lead_unit=row.lead_unit.name if row.lead_unit else "", units=tuple(units.get(row.pk, ())), due_on=row.due_on.isoformat() if row.due_on else "",
            track=row.track or "", completion=row.completion, stage=row.stage, told=tuple(told.get(row.pk, ())),
            measures=(*planned.get(row.pk, ()), *planned.get(parents[row.pk] or 0, ())),
        )
        for row in rows
    )  # fmt: skip


def grouped(pairs: Any) -> dict[int, list[str]]:
    """Values by their first column."""
    found: dict[int, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def likely(rows: Mapping[str, Any], by: User, today: date) -> Inspection | None:
    """The inspection of the person's office that knows most of a document's rows, if it knows half of them. Two statements."""
    entering = proposals.kept(rows)
    if not entering["items"]:
        return None
    units = sight.posts(by, today).values("unit_id")
    mine = Mandate.objects.filter(sight.held_on(today), capacity=Capacity.OFFICE.value, unit_id__in=units).values("inspection_id")
    standing: dict[int, list[Known]] = {}
    newest = Item.objects.filter(inspection_id__in=mine, parts__isnull=True).order_by("-inspection_id", "position")[:MOST]
    for pk, inspection, number, text in newest.values_list("pk", "inspection_id", "number", "text"):
        standing.setdefault(inspection, []).append(Known(pk, "", number, text, ""))
    known = {key: sum(one.known is not None for one in compare(entering, items, {}).matches.values()) for key, items in standing.items()}
    best = max(known, key=lambda key: (known[key], key), default=None)
    if best is None or known[best] < LIKELY * len(entering["items"]):
        return None
    return Inspection.objects.get(pk=best)
