"""写入: a document's rows into the ledger, as many statements for ten items as for a thousand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from xiaohao.ledger import journal
from xiaohao.ledger.intake import pictures
from xiaohao.ledger.intake.known import plain
from xiaohao.ledger.models import Event, Heading, Inspection, Intake, IntakePicture, Item, Measure, Period, Progress, StatedFigure, columns
from xiaohao.lifecycle import Capacity, Facts, Rules, State, check, outcome
from xiaohao.numerals import number
from xiaohao.people.models import User

Json = dict[str, Any]
PLANNED = frozenset({"plan", "feedback"})


def enter(intake: Intake, inspection: Inspection, entering: Json, *, by: User, on: date, now: datetime) -> None:
    """Headings, events, items, periods, progress, measures and stated figures: as many statements for ten items as for a thousand."""
    headings = put_headings(intake, inspection, entering["headings"])
    rows = with_parents(inspection, entering["items"], headings, intake)
    rules = inspection.procedure_version.as_rules
    ids = journal.reserve(len(rows))
    states = opening_states(rows, rules, on, timezone.localdate(now), inspection)
    by_key = dict(zip((row["key"] for row in rows), ids, strict=True))
    links, planned = told_of(intake, entering["progress"], rows, by_key)
    owned = pictures.owned(intake, {item_id: row["start"] for item_id, row in zip(ids, rows, strict=True)})
    acts = [
        journal.Act(
            move="admit", effective_on=on, capacity=Capacity.OFFICE, item_id=item_id, state=state, by_user_id=by.pk, by_person_id=by.person_id,
            plain=facts_of(row, intake, inspection, owned.get(item_id, [])), personal=words_of(row, planned.get(item_id, [])),
        )
        for item_id, row, state in zip(ids, rows, states, strict=True)
    ]  # fmt: skip
    events = journal.append(inspection, acts, now=now)
    items = [
        Item(
            pk=item_id, inspection=inspection, heading_id=headings[row["heading"]].pk, parent_id=by_key.get(row["parent_key"]), number=row["number"],
            address=row["address"], position=row["position"], text=row["text"], weight=row["weight"], is_counted=row["parent_key"] is None,
            procedure_version=inspection.procedure_version, last_event=event, intake=intake, start=row["start"], end=row["end"], **columns(state),
        )
        for item_id, row, state, event in zip(ids, rows, states, events, strict=True)
    ]  # fmt: skip
    Item.objects.bulk_create(items, batch_size=1000)
    Period.objects.bulk_create(
        (journal.period(item, event.pk, columns(state), on, None, event.seq) for item, event, state in zip(items, events, states, strict=True)),
        batch_size=1000,
    )
    by_item = dict(zip(ids, events, strict=True))
    put_told(intake, inspection, links, planned, by_item, on)
    pictures.to_evidence(owned, by_item, by=by, now=now)
    StatedFigure.objects.bulk_create(
        StatedFigure(
            intake=intake, inspection=inspection, label=one["label"][:60], value=one["value"], unit=one["unit"] or "", of=(one["of"] or "")[:120],
            start=one["start"], end=one["end"],
        )
        for one in entering["counts"]
    )  # fmt: skip


def put_headings(intake: Intake, inspection: Inspection, rows: Sequence[Json]) -> dict[str, Heading]:
    """Headings by key, aspects before findings, those that the inspection has already taken again; items without any stand under one that says so."""
    standing = list(Heading.objects.filter(inspection=inspection))
    last = max((one.position for one in standing), default=0)
    known = {(one.level, plain(one.text), one.parent_id): one for one in standing}
    made: dict[str, Heading] = {}
    for level in (Heading.Level.ASPECT, Heading.Level.FINDING):
        for one in rows:
            parent = made.get(one["parent"] or "")
            if one["level"] == level and (same := known.get((level, plain(one["text"]), parent.pk if parent else None))):
                made[one["key"]] = same
        batch = [
            (
                one["key"],
                Heading(
                    inspection=inspection, parent=made.get(one["parent"] or ""), level=level, number=one["number"][:20], text=one["text"],
                    position=last + 1 + place, intake=intake, start=one["start"], end=one["end"],
                ),
            )
            for place, one in enumerate(rows)
            if one["level"] == level and one["key"] not in made
        ]  # fmt: skip
        Heading.objects.bulk_create([heading for _, heading in batch])
        made.update(batch)
    if not made:
        made[""] = known.get((Heading.Level.ASPECT, plain(intake.name), None)) or Heading.objects.create(inspection=inspection, level=Heading.Level.ASPECT, number="", text=intake.name, position=last + 1, intake=intake)
    return made


def with_parents(inspection: Inspection, items: Sequence[Json], headings: Mapping[str, Heading], intake: Intake) -> list[Json]:
    """The rows in order, each with address, position and parent; a number printed only in parts gets a parent whose words are theirs, a line each."""
    rows: list[Json] = []
    parents: dict[tuple[str, str], str] = {}
    for one in items:
        heading = one["heading"] if one["heading"] in headings else next(iter(headings))
        number = one["parent_number"]
        if not number:
            parents.setdefault((heading, one["number"]), one["key"])
        elif (heading, number) not in parents:
            parts = [other for other in items if other["parent_number"] == number and other["heading"] == one["heading"]]
            start, end = min(p["start"] for p in parts), max(p["end"] for p in parts)
            key = f"parent-{heading}-{number}"
            parents[heading, number] = key
            rows.append({
                **one, "key": key, "number": number, "text": "\n".join(p["text"] for p in parts), "start": start, "end": end, "parent_number": None,
                "weight": sum(p["weight"] for p in parts), "heading": heading, "opening": None, "progress": None,
            })  # fmt: skip
        rows.append({**one, "heading": heading})
    used = set(Item.objects.filter(inspection=inspection).values_list("address", flat=True))
    last = Item.objects.filter(inspection=inspection).aggregate(last=Max("position"))["last"] or 0
    for place, row in enumerate(rows, last + 1):
        row["parent_key"] = parents.get((row["heading"], row["parent_number"])) if row["parent_number"] else None
        row["address"], row["position"] = address(row, headings, used), place
        used.add(row["address"])
    return rows


def address(row: Json, headings: Mapping[str, Heading], used: set[str]) -> str:
    """Such as a4-f12-35-1: the printed numbers, made unique, fit for an address on the web."""
    heading: Heading | None = headings[row["heading"]]
    parts = [plain_number(row["number"])]
    while heading is not None:
        parts.insert(0, ("f" if heading.level == Heading.Level.FINDING else "a") + plain_number(heading.number, heading.position))
        heading = heading.parent
    wanted = "-".join(part for part in parts if part)[:70] or "item"
    return next(one for n in range(1, len(used) + 2) if (one := wanted if n == 1 else f"{wanted}-n{n}") not in used)


def plain_number(printed: str, place: int = 0) -> str:
    """A printed number in ASCII digits and hyphens; 四 becomes 4."""
    whole = number(printed)
    if whole is not None and whole == int(whole):
        return str(int(whole))
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in printed).strip("-")
    return kept or (str(place) if place else "")


def opening_states(rows: Sequence[Json], rules: Rules, on: date, today: date, inspection: Inspection) -> list[State]:
    """Each item's state on admission; a stated standing (承接) is taken over only for days before the ledger's opening day."""
    states = []
    for row in rows:
        stated = {key: value for key, value in (row.get("opening") or {}).items() if value}
        if stated:
            facts = Facts(
                rules, None, frozenset({Capacity.OFFICE}), today, effective_on=on, opened_on=inspection.opened_on,
                given={"opening": {**stated, "struck_off_on": struck(stated)}},
            )  # fmt: skip
            check("admit", facts)
        states.append(outcome("admit", None, rules, {"opening": stated} if stated else {}, on))
    return states


def struck(stated: Json) -> date | None:
    """The day on which another authority is stated to have struck an item off."""
    return date.fromisoformat(stated["struck_off_on"]) if stated.get("struck_off_on") else None


def facts_of(row: Json, intake: Intake, inspection: Inspection, files: Sequence[IntakePicture]) -> Json:
    """What the admission rests on: the place in the document, the way out of the ledger, the pictures in its row, and what was taken over."""
    facts: Json = {
        "intake": intake.pk, "sha256": intake.sha256, "start": row["start"], "end": row["end"], "number": row["number"],
        "procedure": inspection.procedure_version.digest,
    }  # fmt: skip
    if files:
        facts["files"] = [{"sha256": file.sha256, "size": file.size, "measure": None, "kind": "photo", "expires_on": None} for file in files]
    if row.get("opening"):
        facts["opening"] = {key: value for key, value in row["opening"].items() if value}
    return facts


def words_of(row: Json, planned: Sequence[Json]) -> dict[str, str]:
    """What the admission seals of words that may name somebody: those of the item, and of its measures."""
    return {"text": row["text"], **({"measures": json.dumps(planned, ensure_ascii=False, sort_keys=True)} if planned else {})}


def told_of(
    intake: Intake, told: Sequence[Json], rows: Sequence[Json], by_key: Mapping[str, int]
) -> tuple[list[tuple[Json, list[int]]], dict[int, list[Json]]]:
    """What the document tells as done, each with its run of items, and its measures by the item, or by the parent of the run."""
    parent_of = {row["key"]: row["parent_key"] for row in rows}
    links: list[tuple[Json, list[int]]] = []
    planned: dict[int, list[Json]] = {}
    for one in told:
        keys = [key for key in one["items"] if key in by_key]
        if not keys:
            continue
        parents = {parent_of[key] for key in keys}
        bearer = by_key[keys[0] if len(keys) == 1 or len(parents) > 1 or None in parents else parents.pop()]
        if intake.kind in PLANNED:
            # What a plan lists is still to be done: measures, not progress.
            rows_of = one["measures"] or [{"ordinal": "", "text": one["text"]}]
        else:
            rows_of = one["measures"]
            links.append((one, [by_key[key] for key in keys]))
        planned.setdefault(bearer, []).extend({"ordinal": m["ordinal"][:12], "text": m["text"], "criterion": "", "due_on": None} for m in rows_of)
    return links, {item_id: measures for item_id, measures in planned.items() if measures}


def put_told(
    intake: Intake, inspection: Inspection, links: Sequence[tuple[Json, list[int]]], planned: Mapping[int, Sequence[Json]], events: Mapping[int, Event],
    on: date,
) -> None:  # fmt: skip
    """One progress for each run of items, and the measures of each item in their order."""
    made = [
        Progress(inspection=inspection, text=one["text"], effective_on=on, event=events[items[0]], intake=intake, start=one["start"], end=one["end"])
        for one, items in links
    ]
    Progress.objects.bulk_create(made, batch_size=1000)
    through = Progress.items.through
    through.objects.bulk_create(
        [through(progress_id=progress.pk, item_id=item) for progress, (_, items) in zip(made, links, strict=True) for item in items], batch_size=1000,
    )  # fmt: skip
    Measure.objects.bulk_create(
        [
            Measure(item_id=bearer, ordinal=one["ordinal"], text=one["text"], position=place, event=events[bearer])
            for bearer, rows_of in planned.items()
            for place, one in enumerate(rows_of, 1)
        ],
        batch_size=1000,
    )
