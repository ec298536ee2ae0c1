"""成形: rows and page values as the shapes that go over the wire. No queries: everything was read before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xiaohao.ledger.item_page import Aim, ItemPage, OneObject
from xiaohao.ledger.models import Event, Heading, Inspection, Period
from xiaohao.ledger.pages.days import Day
from xiaohao.ledger.queries import Tally, TallyRow
from xiaohao.lifecycle import Completion, Rules, Stage, needs
from xiaohao.people.former import Name, name_on
from xiaohao.people.models import Person, Unit
from xiaohao.wording import label

Json = dict[str, Any]
READ_AS_JSON = frozenset({"measures", "readings"})  # personal facts that are rows


def named(one: Unit | Person | None) -> Json | None:
    """A unit or a person by id and name."""
    return {"id": one.pk, "name": one.name} if one is not None else None


def inspection(row: Inspection) -> Json:
    """An inspection read with its counts, its body and the one that it follows."""
    return {
        "slug": row.slug, "title": row.title, "kind": row.kind, "round_number": row.round_number, "follows": row.follows.slug if row.follows else None,
        "inspected_body": named(row.inspected_body), "inspecting_body": row.inspecting_body_name, "from_on": row.from_on, "to_on": row.to_on,
        "delivered_on": row.delivered_on, "opened_on": row.opened_on, "plan_due_on": row.plan_due_on, "report_due_on": row.report_due_on,
        "position": row.seq,
        "counts": {
            "items": row.main_count, "completed": row.completed_count,  # type: ignore[attr-defined]  # counted with the row
            "struck_off": row.struck_off_count, "overdue": row.late_count,  # type: ignore[attr-defined]  # counted with the row
        },
    }  # fmt: skip


def whole_inspection(row: Inspection) -> Json:
    """The same with hands, procedure and head; mandates come with their units."""
    return {
        **inspection(row), "procedure": row.procedure_version.rules["key"], "head": row.head,
        "mandates": [
            {"capacity": one.capacity, "unit": named(one.unit), "from_on": one.from_on, "to_on": one.to_on} for one in row.mandates.all()
        ],
    }  # fmt: skip


def headings(above: Sequence[Heading]) -> list[Json]:
    """Levels from the top."""
    return [{"level": one.level, "number": one.number, "text": one.text} for one in above]


def state(row: Period | Event, leader: Json | None, lead_unit: Json | None) -> Json:
    """The state columns of a row."""
    return {
        "stage": row.stage, "gate": row.gate, "completion": row.completion, "track": row.track or None, "ground": row.ground or None, "cycle": row.cycle,
        "leader": leader, "lead_unit": lead_unit, "first_due_on": row.first_due_on, "due_on": row.due_on, "struck_off_on": row.struck_off_on,
    }  # fmt: skip


def item(row: Period, units: Sequence[Json], called: Mapping[int, Name]) -> Json:
    """An item as it stood; the row comes with item, headings, parent, lead unit and leader. `called` are units that had another name then."""
    of = row.item
    above = of.heading.parent
    lead = numbered(row.lead_unit_id, called.get(row.lead_unit.pk, Name(row.lead_unit.name)).name) if row.lead_unit else None
    return {
        **state(row, named(row.leader), lead), "address": of.address, "number": of.number, "text": of.text,
        "headings": headings([above, of.heading] if above else [of.heading]), "part_of": of.parent.address if of.parent else None,
        "is_counted": of.is_counted, "weight": of.weight, "units": list(units),
    }  # fmt: skip


def whole_item(page: ItemPage, day: Day, slug: str) -> Json:
    """The value of an item's page; which moves are open is added by who knows the law's facts."""
    of = page.item
    said = None
    if page.state is not None:
        said = {
            "stage": page.state.stage, "gate": page.state.gate, "completion": page.state.completion, "track": page.state.track, "ground": page.state.ground,
            "cycle": page.state.cycle, "leader": numbered(page.state.leader, page.duty.leader), "lead_unit": numbered(page.state.lead_unit, page.duty.lead_unit),
            "first_due_on": page.state.first_due_on, "due_on": page.state.due_on, "struck_off_on": page.state.struck_off_on,
        }  # fmt: skip
    files = [*page.whole_files, *(file for measure in page.plan for file in measure.files)]
    return {
        "inspection": slug, "address": of.address, "number": of.number, "text": of.text, "headings": headings(page.headings),
        "part_of": of.parent.address if of.parent else None, "parts": [part.address for part in page.family if of.parent_id is None],
        "procedure": page.procedure, "as_of": day.on, "known_at": day.known_at, "state": said, "units": list(page.duty.units),
        "measures": [
            {"id": one.id, "ordinal": one.ordinal, "text": one.text, "criterion": one.criterion, "due_on": one.clock.due_on, "from_on": one.from_on,
             "owner": one.owner, "wants": one.wants, "target": target(one.aim), "objects": [plan_object(row) for row in one.objects]}
            for one in page.plan
        ],
        "reports": [{"text": one.text, "on": one.on, "by": one.person} for one in page.reports],
        "evidence": [
            {"id": one.id, "name": one.name, "size": one.size, "media_type": one.media_type, "sha256": one.sha256, "measure": one.measure_id,
             "kind": one.kind, "state": one.state, "expires_on": one.expires_on, "is_void": one.is_void}
            for one in files
        ],
        "moves": [],
    }  # fmt: skip


def target(aim: Aim | None) -> Json | None:
    """A target with how far it is, and its readings."""
    if aim is None:
        return None
    return {
        "id": aim.id, "noun": aim.noun, "unit": aim.unit, "kind": aim.kind, "direction": aim.direction, "goal": aim.whole.goal, "base": aim.base or None,
        "value": aim.whole.value or None, "share": aim.whole.share, "standing": aim.whole.tone,
        "parts": [{"name": one.name, "goal": one.goal, "value": one.value or None, "due_on": one.due_on, "standing": one.tone} for one in aim.parts],
        "readings": [{"on": one.on, "part": one.part, "value": one.value, "by": one.person, "seq": one.seq} for one in aim.told],
    }  # fmt: skip


def plan_object(row: OneObject) -> Json:
    """An object of a plan."""
    return {"id": row.id, "name": row.name, "person": row.person, "task": row.task, "due_on": row.due_on, "done_on": row.done_on}


def numbered(pk: int | None, name: str) -> Json | None:
    """A unit or person whose name was read apart."""
    return {"id": pk, "name": name} if pk else None


def moves(page: ItemPage, rules: Rules) -> list[Json]:
    """What this account may do now, and what each move asks for."""
    return [
        {
            "move": choice.move, "name": choice.name,
            "needs": [
                {"key": one.key, "kind": one.kind.value, "required": one.required, "unless": dict([one.unless]) if one.unless else {},
                 "choices": list(one.choices)}
                for one in needs(choice.move, rules, page.item.state)
            ],
        }
        for choice in page.open
    ]  # fmt: skip


def event(row: Event, personal: Mapping[str, str | None], lang: str, formers: Sequence[tuple[date, str]] = ()) -> Json:
    """An event with all that it says; words erased by law are named, not shown. `formers` are the former names of its unit."""
    told = {key: json.loads(value) if key in READ_AS_JSON else value for key, value in personal.items() if value is not None}
    return {
        "id": row.pk, "seq": row.seq, "move": row.move, "name": label(row.move, lang, of="move"), "by": named(row.by_person), "capacity": row.capacity,
        "unit": numbered(row.unit_id, name_on(row.effective_on, formers, row.unit.name if row.unit else "")), "effective_on": row.effective_on, "recorded_at": row.recorded_at, "facts": {**row.facts, **told},
        "erased": [key for key, value in personal.items() if value is None], "annuls": row.annuls_id, "stage": row.stage, "completion": row.completion,
        "cycle": row.cycle, "previous": row.previous, "digest": row.digest,
    }  # fmt: skip


def figure(rows: Sequence[TallyRow]) -> Json:
    """A number with the items that it counts."""
    return {"count": len(rows), "items": [row.address for row in rows]}


def figures(row: Inspection, tally: Tally, day: Day) -> Json:
    """The tally: every number with its items."""
    return {
        "inspection": row.slug, "title": row.title, "as_of": tally.day, "known_at": day.known_at, "position": tally.position, "total": figure(tally.rows),
        "completion": {one.value: figure(tally.completion(one.value)) for one in Completion}, "apart": figure(tally.apart()),
        "stage": {one.value: figure(tally.stage(one.value)) for one in Stage if one is not Stage.WITHDRAWN},
        "struck_off": figure(tally.stage(Stage.STRUCK_OFF)), "overdue": figure(tally.overdue(tally.day)),
    }  # fmt: skip
