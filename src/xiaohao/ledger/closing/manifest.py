"""报请清单: what a claim rests on, fixed at the claim: the finding, the criteria, the evidence, the procedure. Each gate is passed on this and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from xiaohao.ledger import sealed
from xiaohao.ledger.evidence import store
from xiaohao.ledger.models import Event, Item, Measure, PlanObject
from xiaohao.lifecycle import SEALING
from xiaohao.seal import digest

VERSION = 1
Files = Sequence[tuple[str, int | None]]  # (sha256, measure)


def made(events: Sequence[Event], files: Files, procedure: str) -> dict[str, object]:
    """The manifest of a claim: digests alone, no words. `events` are those of the item that stand, `files` the evidence with what comes along."""
    return {
        "version": VERSION, "finding": named(events, "text"), "measures": named(events, "measures"),
        "evidence": sorted([sha256, measure or 0] for sha256, measure in files), "procedure": procedure, "readings": told(events),
    }  # fmt: skip


def named(events: Sequence[Event], name: str) -> list[object] | None:
    """Place and digest of the newest words that were sealed under the name."""
    event = newest(events, name)
    return [event.seq, event.digests[name]] if event else None


def told(events: Sequence[Event]) -> list[list[object]]:
    """Place and digest of the readings that were told."""
    return [[event.seq, event.digests["readings"]] for event in events if "readings" in event.digests]


def newest(events: Sequence[Event], name: str) -> Event | None:
    """The newest of these events that sealed words under the name."""
    return next((event for event in reversed(events) if name in event.digests and event.move in SEALING), None)


def seal_of(manifest: Mapping[str, object]) -> str:
    """The digest that the claim and each of its gates carry."""
    return digest(manifest)


def has_expired(claim: Event | None, today: date) -> bool:
    """Whether the claim rests on a risk that was accepted up to a day that has gone by."""
    until = claim.facts.get("expires_on") if claim else None
    return bool(until) and date.fromisoformat(str(until)) < today


def changes(item: Item, claim: Event | None, events: Sequence[Event], files: Files) -> Iterator[str]:
    """What is no longer as the claim fixed it: text, measures, evidence, file, readings, procedure. Two statements, three where a plan names objects.

    `events` are the item's that stand, `files` the evidence of the cycle. Evidence that was added since changes nothing.
    """
    fixed: Mapping[str, Any] = claim.facts.get("manifest", {}) if claim else {}
    if not fixed:
        return
    held = sealed.of_item(item, events)
    found = list(sealed.item_faults(item, events, held))
    if named(events, "text") != fixed["finding"] or sealed.WORDS in found or sealed.NUMBER in found:
        yield "text"
    plan = newest(events, "measures")
    rows = list(Measure.objects.filter(item=item).select_related("target").order_by("position", "id"))
    of_plan = [one for one in rows if plan is not None and one.event_id == plan.pk]
    in_force = [one for one in rows if one.ended_by_id is None]
    if named(events, "measures") != fixed["measures"] or in_force != of_plan or (plan and any(sealed.plan_faults(plan, of_plan, held, objects_of(plan, of_plan, held)))):
        yield "measures"
    wanted = Counter((sha256, measure) for sha256, measure in fixed["evidence"])
    if wanted - Counter((sha256, measure or 0) for sha256, measure in files):
        yield "evidence"
    elif not all(store.is_whole(sha256) for sha256, _ in wanted):
        yield "file"
    if told(events) != fixed.get("readings", []):
        yield "readings"
    if fixed["procedure"] != item.procedure_version.digest or sealed.PROCEDURE in found:
        yield "procedure"


def objects_of(plan: Event, rows: Sequence[Measure], held: sealed.Sealed) -> dict[int, list[PlanObject]]:
    """The objects of a plan's measures: one statement where it names any, none else."""
    said = held.words.get((plan.pk, "measures"))
    return sealed.of_measures(PlanObject.objects.filter(measure__in=rows)) if said and '"objects"' in said[0] else {}
