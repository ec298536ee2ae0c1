"""立账: the proposal becomes rows, all or nothing. What the ledger knows already is not entered again: it is suggested to the hand that may act on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from xiaohao.ledger import access, procedures, sight
from xiaohao.ledger.intake import beside, proposal, suggesting
from xiaohao.ledger.intake.entering import enter
from xiaohao.ledger.intake.known import CREATED, Comparison, compared
from xiaohao.ledger.models import Inspection, Intake, Mandate
from xiaohao.lifecycle import Capacity, Refused
from xiaohao.people.models import Unit, User

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opening:
    """新开一次检查: what an inspection is, when a document opens it. `mandates` are (capacity, unit); the office is the admitting person's own."""

    slug: str
    title: str
    kind: str
    inspected_body: Unit
    inspecting_body_name: str = ""
    opened_on: date | None = None
    from_on: date | None = None
    to_on: date | None = None
    delivered_on: date | None = None
    plan_due_on: date | None = None
    report_due_on: date | None = None
    round_number: int = 1
    follows: Inspection | None = None
    procedure: str = ""
    mandates: tuple[tuple[Capacity, Unit], ...] = field(default=())


def admit(intake: Intake, *, by: User, on: date, now: datetime, opening: Opening | None = None, inspection: Inspection | None = None) -> Inspection:
    """Make ledger rows of the proposal, all or nothing, and return the inspection they are in.

    Exactly one of `opening` (a new inspection) and `inspection` (one that the person is the office of) is given. `on` is the day from which new
    items stand in the ledger. Items that the inspection has already are not touched: what the document says of them otherwise becomes suggestions.
    Raises Refused: not_office, admitted, nothing_to_admit, future_day, slug_taken, not_before_opening.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        row = Intake.objects.select_for_update().get(pk=intake.pk)
        if row.admitted_at is not None:
            raise Refused("admitted", name=row.name)
        rows = proposal.kept(row.proposal)
        if not rows["items"]:
            raise Refused("nothing_to_admit", name=row.name)
        if on > today:
            raise Refused("future_day", effective_on=on, today=today)
        target = opened(opening, by, on, now) if opening else taken(inspection, by, today)
        target = Inspection.objects.select_related("procedure_version").select_for_update(of=("self",)).get(pk=target.pk)
        found = Comparison() if opening else compared(rows, beside.known_of(target.pk), row.proposal.get("known", {}) if row.against_id == target.pk else {})
        entering = unknown(rows, found) if found.matches else rows
        if entering["items"]:
            enter(row, target, entering, by=by, on=on, now=now)
        suggested = suggesting.suggest(row, rows, found)
        row.inspection, row.admitted_by, row.admitted_at = target, by, now
        row.counts = counted(rows, found, suggested)
        row.save(update_fields=["inspection", "admitted_by", "admitted_at", "counts"])
    return target


def unknown(rows: Json, found: Comparison) -> Json:
    """The rows that are new to the inspection, with the headings above them."""
    items = [one for one in rows["items"] if found.matches[one["key"]].state == CREATED]
    used = {one["heading"] for one in items}
    used |= {one["parent"] for one in rows["headings"] if one["key"] in used}
    keys = {one["key"] for one in items}
    return {
        **rows, "items": items, "headings": [one for one in rows["headings"] if one["key"] in used],
        "progress": [one for one in rows["progress"] if keys & set(one["items"])],
    }  # fmt: skip


def counted(rows: Mapping[str, Any], found: Comparison, suggested: int) -> Json:
    """What came of the document, as its history keeps it."""
    if not found.matches:
        return {"created": len(rows["items"]), "changed": 0, "untouched": 0, "gone": 0, "suggested": 0}
    return {**{state: found.count(state) for state in ("created", "changed", "untouched")}, "gone": len(found.gone), "suggested": suggested}


def taken(inspection: Inspection | None, by: User, today: date) -> Inspection:
    """An inspection that stands already, if the person is its office."""
    if inspection is None or Capacity.OFFICE not in access.inspection_capacities(by, inspection, today):
        raise Refused("not_office")
    return inspection


def opened(opening: Opening, by: User, on: date, now: datetime) -> Inspection:
    """A new inspection with its mandates and the sight they give."""
    office = access.offices(by, timezone.localdate(now)).first()
    if office is None:
        raise Refused("not_office")
    if Inspection.objects.filter(slug=opening.slug).exists():
        raise Refused("slug_taken", slug=opening.slug)
    version = procedures.current(opening.procedure or procedures.KEY_OF_KIND[opening.kind], made_at=now)
    inspection = Inspection.objects.create(
        slug=opening.slug, title=opening.title, kind=opening.kind, round_number=opening.round_number, follows=opening.follows,
        inspected_body=opening.inspected_body, inspecting_body_name=opening.inspecting_body_name, from_on=opening.from_on, to_on=opening.to_on,
        delivered_on=opening.delivered_on, opened_on=opening.opened_on or on, plan_due_on=opening.plan_due_on, report_due_on=opening.report_due_on,
        procedure_version=version,
    )  # fmt: skip
    begun = min(on, inspection.opened_on, opening.delivered_on or on)
    named = dict.fromkeys([(Capacity.OFFICE, office), *opening.mandates])
    Mandate.objects.bulk_create(Mandate(inspection=inspection, unit=unit, capacity=capacity.value, from_on=begun) for capacity, unit in named)
    sight.renew_inspection(inspection)
    return inspection
