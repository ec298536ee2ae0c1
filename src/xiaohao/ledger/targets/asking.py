"""目标的案情: what the law of moves asks about figures before a plan, a report or a claim is made. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from xiaohao import targets
from xiaohao.ledger.duties import Duty
from xiaohao.ledger.models import Item, Measure, PlanObject
from xiaohao.ledger.targets.followed import Followed, followed, of_items, value
from xiaohao.ledger.targets.rows import made
from xiaohao.lifecycle import Facts, Refused
from xiaohao.targets import Question, doubts_of_plan, plain

LEAVES_OPEN = frozenset({"report_progress", "claim_completion"})  # moves that are asked about targets that are there


def asked(move: str, item: Item, facts: Facts, found: Mapping[str, Any], held: Sequence[Duty], on: date, *, has_targets: bool) -> Facts:
    """The same facts with what is odd about the figures given, and what is not reached. Two statements where the plan has targets, none else.

    Raises Refused for an owner who does not answer for the item, and for readings and objects that are not of its plan.
    """
    if move == "plan":
        refuse_strange_owners(found.get("measures", ()), held)
        return replace(facts, questions=tuple(of_plan(found.get("measures", ()))))
    if move not in LEAVES_OPEN:
        return facts
    there = followed(tuple(of_items(Q(measure__item=item)))) if has_targets else ()
    if move == "claim_completion":
        return replace(facts, unreached=tuple(short(one, on) for one in there if not one.standing(on).is_reached))
    refuse_strange_readings(found.get("readings", ()), there, on)
    refuse_strange_objects(found.get("done", ()), item)
    return replace(facts, questions=tuple(of_report(found, there, on)))


def refuse_strange_owners(rows: Sequence[Mapping[str, Any]], held: Sequence[Duty]) -> None:
    """A measure is carried out by a unit that answers for the item. Raises Refused(owner_not_of_item)."""
    units = {one.unit_id for one in held if one.to_on is None}
    for row in rows:
        if row.get("owner") is not None and row["owner"] not in units:
            raise Refused("owner_not_of_item", need="measures", text=str(row["text"])[:40])


def of_plan(rows: Sequence[Mapping[str, Any]]) -> Iterator[Question]:
    """What is odd about the targets of a plan."""
    for row in rows:
        if row.get("target"):
            measure = Measure(from_on=row.get("from_on"), due_on=row.get("due_on"))
            yield from doubts_of_plan(value(made(row, measure, None), measure))


def refuse_strange_readings(rows: Sequence[Mapping[str, Any]], there: Sequence[Followed], on: date) -> None:
    """A reading is of a target in force, of one of its parts where it has any, and of a day that lies behind. Raises Refused."""
    parts = {one.row.pk: [part.name for part in one.aim.parts] or [""] for one in there}
    for row in rows:
        if row["part"] not in parts.get(row["target"], ()):
            raise Refused("not_of_item", need="readings")
        if row["on"] > on:
            raise Refused("read_ahead", need="readings", on=row["on"], effective_on=on)


def refuse_strange_objects(ids: Sequence[int], item: Item) -> None:
    """What is done is an object of the plan in force that was not done before. Raises Refused(not_of_item)."""
    if ids and PlanObject.objects.filter(pk__in=ids, measure__item=item, measure__ended_by__isnull=True, done_by__isnull=True).count() < len(ids):
        raise Refused("not_of_item", need="done")


def of_report(found: Mapping[str, Any], there: Sequence[Followed], on: date) -> Iterator[Question]:
    """What is odd about readings and prose, target by target."""
    for one in there:
        new = [targets.Reading(row["on"], targets.amount(row["value"]), row["part"]) for row in found.get("readings", ()) if row["target"] == one.row.pk]
        yield from targets.doubts(one.aim, one.known, new, str(found.get("narrative", "")), on)


def short(one: Followed, on: date) -> Question:
    """A target that is not reached, as a sentence says it."""
    now = one.standing(on)
    code = "short_of_parts" if now.missing else "short_of"
    said = one.aim.begun if now.value is None else now.value
    return Question(
        code, {"noun": one.aim.noun or one.row.measure.ordinal, "unit": one.aim.unit, "goal": plain(one.aim.goal), "value": plain(said), "missing": now.missing},
    )  # fmt: skip
