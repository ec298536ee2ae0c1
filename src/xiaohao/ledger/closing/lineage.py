"""拆分: an item's successors: admitted in the same breath in which it is withdrawn, each with its own way ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from xiaohao.ledger import journal
from xiaohao.ledger.models import Event, Item, Lineage, Period, columns
from xiaohao.lifecycle import Capacity, Rules, outcome


def admissions(item: Item, rules: Rules, rows: Sequence[Mapping[str, Any]], on: date, act: journal.Act) -> list[journal.Act]:
    """An admission for each row that the item is split into, by the hand that splits it."""
    if not rows:
        return []
    state = outcome("admit", None, rules, {}, on)
    return [
        journal.Act(
            move="admit", effective_on=on, capacity=Capacity.OFFICE, item_id=pk, state=state, by_user_id=act.by_user_id, by_person_id=act.by_person_id,
            unit_id=act.unit_id, personal={"text": row["text"]},
            plain={"number": row["number"] or f"{item.number}-{place}", "procedure": item.procedure_version.digest, "split_from": item.pk},
        )
        for place, (pk, row) in enumerate(zip(journal.reserve(len(rows)), rows, strict=True), 1)
    ]  # fmt: skip


def enter(item: Item, split: Event, rows: Sequence[Mapping[str, Any]], events: Sequence[Event]) -> None:
    """The successors as rows: under the same heading, at the end of the ledger, at addresses of their own. A part's successors are parts of its parent."""
    last = Item.objects.filter(inspection=item.inspection_id).aggregate(last=Max("position"))["last"] or 0
    made = [
        Item(
            pk=event.item_id, inspection_id=item.inspection_id, heading_id=item.heading_id, parent_id=item.parent_id, number=event.facts["number"],
            address=f"{item.address[:60]}-s{split.seq}-{place}", position=last + place, text=row["text"], is_counted=item.is_counted,
            procedure_version_id=item.procedure_version_id, carried_from_id=item.carried_from_id, last_event=event, intake_id=item.intake_id,
            start=item.start, end=item.end, **{name: getattr(event, name) for name in columns(event.state)},
        )
        for place, (row, event) in enumerate(zip(rows, events, strict=True), 1)
    ]  # fmt: skip
    Item.objects.bulk_create(made)
    Period.objects.bulk_create(
        journal.period(one, event.pk, columns(event.state), event.effective_on, None, event.seq) for one, event in zip(made, events, strict=True)
    )
    Lineage.objects.bulk_create(Lineage(from_item=item, to_item=one, event=split) for one in made)
