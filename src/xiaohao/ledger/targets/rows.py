"""方案的行: a row of a plan, a reading, as a form or a program gives them, made sure of; and a measure's rows told back as such a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from xiaohao.ledger.models import Measure, PlanObject, Target
from xiaohao.lifecycle import Refused
from xiaohao.targets import Direction, Split, TargetKind, Wants, amount, plain

LONGEST_TEXT, LONGEST_NAME, LONGEST_UNIT = 20_000, 80, 20
MOST_PARTS, MOST_OBJECTS = 200, 20_000
CELLS, GAPS = re.compile(r"[\t|｜]"), re.compile(r" {2,}")  # as pasted from a sheet, as typed; with neither, wide gaps
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def wrong(value: object) -> Refused:
    """What cannot be understood of a plan."""
    return Refused("bad_value", need="measures", value=str(value)[:60])


def measure(row: object) -> dict[str, object]:
    """One row of a plan; what it leaves out is left out. Raises Refused."""
    if not isinstance(row, Mapping) or not words(row.get("text")):
        raise wrong(row)
    due = row.get("due_on")
    found: dict[str, object] = {
        "ordinal": words(row.get("ordinal"))[:12], "text": words(row["text"])[:LONGEST_TEXT], "criterion": words(row.get("criterion"))[:LONGEST_TEXT],
        "due_on": day(due) if due not in (None, "") else None,
    }  # fmt: skip
    if row.get("owner") not in (None, ""):
        found["owner"] = whole(row["owner"])
    if row.get("from_on") not in (None, ""):
        found["from_on"] = day(row["from_on"])
    if wants := member(Wants, row.get("wants")):
        found["wants"] = wants
    if aimed := target(row.get("target")):
        found["target"] = aimed
    if objects := objects_of(row.get("objects")):
        found["object_kind"] = member(PlanObject.Kind, row.get("object_kind")) or PlanObject.Kind.SUB_PROBLEM.value
        found["objects"] = objects
    if wants == Wants.READING and not aimed:
        raise Refused("nothing_to_read", need="measures", text=str(found["text"])[:40])
    return found


def target(said: object) -> dict[str, object]:
    """A target; nothing where none is meant. Raises Refused."""
    if not isinstance(said, Mapping) or not any(said.get(key) not in (None, "", [], ()) for key in ("goal", "base", "parts", "noun")):
        return {}
    kind, direction = member(TargetKind, said.get("kind")) or TargetKind.LEVEL.value, member(Direction, said.get("direction")) or Direction.UP.value
    if not words(said.get("noun")):
        raise wrong(said.get("goal") or said.get("base"))
    found: dict[str, object] = {
        "noun": words(said.get("noun"))[:LONGEST_NAME], "unit": "%" if kind == TargetKind.RATIO else words(said.get("unit"))[:LONGEST_UNIT], "kind": kind,
        "direction": direction, "goal": number(said.get("goal")),
    }  # fmt: skip
    if said.get("base") not in (None, ""):
        found["base"] = number(said["base"])
    elif direction == Direction.DOWN:
        raise Refused("falls_from_nothing", need="measures", noun=found["noun"] or found["unit"])
    if parts := [part(one) for one in lines(said.get("parts"), ("name",))]:
        if len(parts) > MOST_PARTS or len({str(one["name"]) for one in parts}) < len(parts):
            raise wrong("、".join(str(one["name"]) for one in parts))
        found["split"] = member(Split, said.get("split")) or Split.OBJECT.value
        found["parts"] = parts
    return found


def part(cells: Mapping[str, object]) -> dict[str, object]:
    """One part of a target. Raises Refused."""
    name = words(cells.get("name"))[:LONGEST_NAME]
    numbers = cells.get("rest", [])
    goal = cells.get("goal", numbers[0] if isinstance(numbers, list) and numbers else None)
    base = cells.get("base", numbers[1] if isinstance(numbers, list) and len(numbers) > 1 else None)
    if not name:
        raise wrong(goal)
    found: dict[str, object] = {"name": name, "goal": number(goal)}
    if base not in (None, ""):
        found["base"] = number(base)
    if cells.get("due_on") not in (None, ""):
        found["due_on"] = day(cells["due_on"])
    return found


def objects_of(said: object) -> list[dict[str, object]]:
    """The objects of a measure, each with its person and task. Raises Refused."""
    found = []
    for cells in lines(said, ("name", "person", "task")):
        name = words(cells.get("name"))[:120]
        if not name:
            raise wrong(cells)
        row: dict[str, object] = {"name": name, "person": words(cells.get("person"))[:60], "task": words(cells.get("task"))[:LONGEST_TEXT]}
        if cells.get("due_on") not in (None, ""):
            row["due_on"] = day(cells["due_on"])
        found.append(row)
    if len(found) > MOST_OBJECTS:
        raise wrong(len(found))
    return found


def lines(said: object, names: Sequence[str]) -> list[Mapping[str, object]]:
    """Rows as a program gives them, or lines of text with the cells in the order of the names; a day may stand anywhere, what is left over is `rest`."""
    if isinstance(said, str):
        return [cells_of(line, names) for line in said.splitlines() if line.strip()]
    if said in (None, ()):
        return []
    if not isinstance(said, (list, tuple)) or not all(isinstance(one, Mapping) for one in said):
        raise wrong(said)
    return list(said)


def cells_of(line: str, names: Sequence[str]) -> dict[str, object]:
    """One line."""
    cells = [cell.strip() for cell in (CELLS if CELLS.search(line) else GAPS).split(line.strip())]
    days = [cell for cell in cells[1:] if DAY.fullmatch(cell)]
    others = [cell for place, cell in enumerate(cells) if not place or cell not in days]
    if len(days) > 1 or len(others) > len(names) + 2:
        raise wrong(line)
    found: dict[str, object] = dict(zip(names, others, strict=False))
    return {**found, "rest": [cell for cell in others[len(names):] if cell], "due_on": days[0] if days else None}


def reading(row: object) -> dict[str, object]:
    """One reading: of which target and part, how much, on which day. Raises Refused."""
    unreadable = Refused("bad_value", need="readings", value=str(row.get("value") if isinstance(row, Mapping) else row)[:60])
    if not isinstance(row, Mapping) or row.get("on") in (None, ""):
        raise unreadable
    try:
        return {
            "target": whole(row.get("target")), "part": words(row.get("part"))[:LONGEST_NAME], "value": plain(amount(row.get("value"))),
            "on": day(row["on"]),
        }  # fmt: skip
    except (ValueError, Refused):
        raise unreadable from None


def words(said: object) -> str:
    """Plain words; nothing for nothing."""
    return str(said).strip() if said is not None else ""


def number(said: object) -> str:
    """An amount in its plain writing. Raises Refused."""
    try:
        return plain(amount(said))
    except ValueError:
        raise wrong(said) from None


def whole(said: object) -> int:
    """An id. Raises Refused."""
    text = str(said)
    if isinstance(said, bool) or not (text.isascii() and text.isdecimal() and 0 < int(text) < 2**63):
        raise wrong(said)
    return int(text)


def day(said: object) -> date:
    """A day. Raises Refused."""
    try:
        return said if isinstance(said, date) else date.fromisoformat(str(said))
    except ValueError:
        raise wrong(said) from None


def member(kind: type[StrEnum] | type[Any], said: object) -> str:
    """A word of an enum, or nothing. Raises Refused."""
    if said in (None, ""):
        return ""
    if str(said) not in {str(one.value) for one in kind}:
        raise wrong(said)
    return str(said)


# The rows of a plan once they are stored.


def made(row: Mapping[str, Any], bearer: Measure, first: int | None) -> Target:
    """The target of a planned row, for its measure."""
    aimed = row["target"]
    parts = [{**one, **({"due_on": one["due_on"].isoformat()} if "due_on" in one else {})} for one in aimed.get("parts", ())]
    return Target(
        measure=bearer, first_id=first, noun=aimed["noun"], unit=aimed["unit"], kind=aimed["kind"], direction=aimed["direction"],
        goal=Decimal(aimed["goal"]), base=Decimal(aimed["base"]) if "base" in aimed else None, split=aimed.get("split", ""), parts=parts,
    )  # fmt: skip


def told(row: Measure, objects: Sequence[PlanObject]) -> dict[str, object]:
    """A measure as its plan gave it, days as text: what `measure` makes of it again."""
    found: dict[str, object] = {"ordinal": row.ordinal, "text": row.text, "criterion": row.criterion, "due_on": iso(row.due_on)}
    if row.owner_id:
        found["owner"] = row.owner_id
    if row.from_on:
        found["from_on"] = iso(row.from_on)
    if row.wants:
        found["wants"] = row.wants
    if aimed := target_of(row):
        found["target"] = {
            "noun": aimed.noun, "unit": aimed.unit, "kind": aimed.kind, "direction": aimed.direction, "goal": plain(aimed.goal),
            **({"base": plain(aimed.base)} if aimed.base is not None else {}), **({"split": aimed.split, "parts": aimed.parts} if aimed.parts else {}),
        }  # fmt: skip
    if objects:
        found["object_kind"] = objects[0].kind
        found["objects"] = [
            {"name": one.name, "person": one.person, "task": one.task, **({"due_on": iso(one.due_on)} if one.due_on else {})} for one in objects
        ]
    return found


def target_of(row: Measure) -> Target | None:
    """The measure's target, where it has one."""
    return row.target if hasattr(row, "target") else None


def iso(said: date | None) -> str | None:
    """A day as text."""
    return said.isoformat() if said else None
