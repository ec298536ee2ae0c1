"""办理的后果: the rows beside an item that a move writes: duties, plan, progress, evidence, waits, remainders, lineage. Known by `moves` only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Case as Choose
from django.db.models import F, Q, Value, When

from xiaohao.ledger import case, duties
from xiaohao.ledger.case import Known
from xiaohao.ledger.evidence.store import Kept
from xiaohao.ledger.models import Event, Evidence, Item, Lineage, Measure, PlanObject, ProcedureVersion, Progress, Remainder, Wait
from xiaohao.ledger.targets import putting
from xiaohao.people.models import User

ENDING: Mapping[str, tuple[type[Wait] | type[Remainder], str]] = {"end_wait": (Wait, "wait"), "settle_remainder": (Remainder, "remainder")}


def write(item: Item, events: Sequence[Event], event: Event, found: Mapping[str, Any], kept: Sequence[Kept], known: Known, by: User | None) -> None:
    """All that the event puts beside its item; `events` are the item's before it, `found` what was given, `kept` the files that came along."""
    match event.move:
        case "assign":
            after = duties.assigned(known.duties, duties.given(event.facts, event.effective_on, event.pk), event.effective_on)
            duties.put(item, event, known.duties, after, known.paths)
        case "hand_down" | "grant_transfer":
            duties.put(item, event, known.duties, duties.added(event.move, known.duties, event.facts, event.effective_on, event.pk), known.paths)
        case "plan":
            put_plan(item, event, found["measures"], has_targets=known.has_targets)
        case "report_progress":
            told = Progress.objects.create(inspection_id=item.inspection_id, text=str(found["narrative"]), effective_on=event.effective_on, event=event)
            Progress.items.through.objects.bulk_create([Progress.items.through(progress=told, item=item)])
            putting.put_told(event, found.get("readings", ()), found.get("done", ()))
        case "amend":
            Item.objects.filter(pk=item.pk).update(text=found["text"])
        case "change_procedure":
            item.procedure_version = ProcedureVersion.objects.get(pk=found["version"])
            item.save(update_fields=["procedure_version"])
        case "begin_wait":
            Wait.objects.create(
                item=item, kind=found["kind"], on_whom=found["on_whom"][:120], since_on=found["since_on"], expected_on=found.get("expected_on"),
                paper=found.get("paper", "")[:200], event=event,
            )  # fmt: skip
        case "note_remainder":
            Remainder.objects.create(item=item, text=found["text"], expected_on=found["expected_on"], event=event)
        case "end_wait" | "settle_remainder":
            rows, key = ENDING[event.move]
            rows.objects.filter(pk=found[key]).update(ended_on=event.effective_on, ended_by=event)
        case "replace_evidence" | "withdraw_evidence":
            Evidence.objects.filter(pk=found["evidence"]).update(ended_by=event)
        case "review_evidence":
            Evidence.objects.filter(pk=found["evidence"]).update(review=event)
        case "merge":
            Lineage.objects.create(from_item=item, to_item_id=found["item"], event=event)
        case "annul":
            undo(item, events, event, next(one for one in events if one.pk == found["event"]), known)
    if kept:
        put_files(item, event, kept, by, replaces=found.get("evidence") if event.move == "replace_evidence" else None)


def put_files(item: Item, event: Event, kept: Sequence[Kept], by: User | None, *, replaces: int | None = None) -> None:
    """The files as evidence of the item."""
    Evidence.objects.bulk_create(
        Evidence(
            item=item, measure_id=file.measure, event=event, kind=file.kind, name=file.name[-200:], source=file.source, media_type=file.media_type,
            size=file.size, sha256=file.sha256, unit_id=event.unit_id, uploaded_by=by, uploaded_at=event.recorded_at if by else None,
            expires_on=file.expires_on, replaces_id=replaces,
        )
        for file in kept
    )  # fmt: skip


def undo(item: Item, events: Sequence[Event], event: Event, wrong: Event, known: Known) -> None:
    """What an annulled event put beside the item ends, and what it ended goes on; nothing is removed. Its evidence, readings and progress no longer count."""
    stood = tuple(one for one in case.standing(events) if one.pk != wrong.pk)
    match wrong.move:
        case "plan":
            later = next((one for one in stood if one.move == "plan" and one.seq > wrong.seq), None)
            Measure.objects.filter(Q(event=wrong) | Q(ended_by=wrong)).update(
                ended_by=Choose(When(event=wrong, then=Value(event.pk)), default=Value(later.pk if later else None))
            )
        case "assign" | "hand_down" | "grant_transfer":
            duties.put(item, event, known.duties, duties.told(stood), known.paths)
        case "report_progress" if wrong.facts.get("done"):
            PlanObject.objects.filter(done_by=wrong).update(done_on=None, done_by=None)
        case "amend":
            Item.objects.filter(pk=item.pk).update(text=words_before(stood))
        case "change_procedure":
            item.procedure_version = ProcedureVersion.objects.get(digest=procedure_before(stood))
            item.save(update_fields=["procedure_version"])
        case "begin_wait" | "note_remainder":
            rows = Wait if wrong.move == "begin_wait" else Remainder
            rows.objects.filter(event=wrong).update(ended_on=F("since_on") if rows is Wait else event.effective_on, ended_by=event)
        case "end_wait" | "settle_remainder":
            ENDING[wrong.move][0].objects.filter(ended_by=wrong).update(ended_on=None, ended_by=None)
        case "replace_evidence" | "withdraw_evidence":
            Evidence.objects.filter(ended_by=wrong).update(ended_by=None)
        case "review_evidence":
            earlier = (one for one in reversed(stood) if one.move == "review_evidence" and one.facts["evidence"] == wrong.facts["evidence"])
            Evidence.objects.filter(review=wrong).update(review=next(earlier, None))


def words_before(stood: Sequence[Event]) -> str:
    """The finding's words as the newest of these events sealed them."""
    told = next(event for event in reversed(stood) if event.move in ("admit", "amend"))
    return told.personal_facts.get(name="text").value


def procedure_before(stood: Sequence[Event]) -> str:
    """The digest of the rules that the newest of these events gave the item."""
    told = next(event for event in reversed(stood) if event.move in ("admit", "change_procedure"))
    return str(told.facts["procedure"])


def put_plan(item: Item, event: Event, rows: Sequence[Mapping[str, Any]], *, has_targets: bool) -> None:
    """The new measures take the place of those planned before; those stay, ended."""
    before = putting.carried(item, with_targets=has_targets, with_objects=any(row.get("objects") for row in rows))
    Measure.objects.filter(item=item, ended_by__isnull=True).update(ended_by=event)
    made = Measure.objects.bulk_create(
        Measure(
            item=item, ordinal=str(row["ordinal"]) or f"{place}.", text=row["text"], criterion=row["criterion"], wants=row.get("wants", ""),
            owner_id=row.get("owner"), from_on=row.get("from_on"), due_on=row["due_on"], position=place, cycle=event.cycle, event=event,
        )
        for place, row in enumerate(rows, 1)
    )  # fmt: skip
    putting.put_planned(made, rows, before)
