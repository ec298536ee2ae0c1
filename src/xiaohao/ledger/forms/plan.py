"""方案表单: the rows of a plan as a form shows and takes them; targets and objects stand folded below each measure, parts and objects a line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.http import QueryDict

from xiaohao.ledger.models import Measure, PlanObject
from xiaohao.ledger.targets.followed import Followed
from xiaohao.ledger.targets.rows import told
from xiaohao.targets import Direction, Split, TargetKind, Wants, plain

MOST_ROWS = 200
ORDINALS = "一二三四五六七八九十"
OF_TARGET = ("noun", "unit", "kind", "direction", "base", "goal", "split", "parts")


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """一行措施: every cell as text."""

    place: int
    ordinal: str = ""
    text: str = ""
    criterion: str = ""
    due_on: str = ""
    from_on: str = ""
    owner: str = ""
    wants: str = ""
    noun: str = ""
    unit: str = ""
    kind: str = ""
    direction: str = ""
    base: str = ""
    goal: str = ""
    split: str = ""
    parts: str = ""
    object_kind: str = ""
    objects: str = ""

    @property
    def is_filled(self) -> bool:
        """Whether anything is typed that is no mere beginning."""
        return any((self.text, self.criterion, self.due_on, self.noun, self.goal, self.parts, self.objects))

    @property
    def has_more(self) -> bool:
        """Whether something stands in the folded part."""
        return any((self.from_on, self.owner, self.wants, self.noun, self.goal, self.parts, self.objects))

    @property
    def given(self) -> dict[str, object]:
        """The row as the door takes it."""
        target = {key: getattr(self, key) for key in OF_TARGET} if self.noun or self.goal or self.base or self.parts else None
        return {
            "ordinal": self.ordinal, "text": self.text, "criterion": self.criterion, "due_on": self.due_on, "from_on": self.from_on, "owner": self.owner,
            "wants": self.wants, "target": target, "object_kind": self.object_kind, "objects": self.objects,
        }  # fmt: skip


CELLS = tuple(one.name for one in fields(MeasureRow) if one.name != "place")
ROW = re.compile(rf"^measures-(\d{{1,4}})-(?:{'|'.join(CELLS)})$")
WANTS, KINDS, DIRECTIONS, SPLITS = (tuple(one.value for one in kind) for kind in (Wants, TargetKind, Direction, Split))
OBJECT_KINDS = tuple(PlanObject.Kind.values)


def typed(data: QueryDict | None) -> list[MeasureRow]:
    """Rows as they were typed, empty ones left out."""
    places = sorted({int(row[1]) for key in data or () if (row := ROW.match(key))})[:MOST_ROWS]
    rows = [MeasureRow(n, *((data.get(f"measures-{n}-{name}") or "").strip() for name in CELLS)) for n in places] if data is not None else []
    return [row for row in rows if row.is_filled]


def of_plan(plan: Sequence[Measure]) -> list[MeasureRow]:
    """Rows of the plan in force; targets and objects come with the measures."""
    return of_rows(told(one, list(one.plan_objects.all())) for one in plan)


def of_rows(rows: Iterable[Mapping[str, Any]]) -> list[MeasureRow]:
    """Rows as an event or a document gives them."""
    return [of_row(place, row) for place, row in enumerate(rows)]


def of_row(place: int, row: Mapping[str, Any]) -> MeasureRow:
    """One of them."""
    target = row.get("target") or {}
    own = {name: text(row.get(name)) for name in CELLS if name not in (*OF_TARGET, "objects")}
    aimed = {name: text(target.get(name)) for name in OF_TARGET if name != "parts"}
    return MeasureRow(
        place, **own, **aimed, parts="\n".join(line(one.get("name"), one.get("goal"), one.get("base"), one.get("due_on")) for one in target.get("parts", ())),
        objects="\n".join(line(one.get("name"), one.get("person") or "", one.get("task"), one.get("due_on")) for one in row.get("objects", ())),
    )  # fmt: skip


def line(*cells: object) -> str:
    """Cells with strokes between; those that are missing left out, empty ones kept in their place."""
    return " | ".join(text(cell) for cell in cells if cell is not None).rstrip(" |")


def text(said: object) -> str:
    """A cell; nothing for nothing."""
    return "" if said is None else str(said)


def ordinal(place: int) -> str:
    """一是, 二是: what a new row begins with."""
    return f"{ORDINALS[place]}是" if place < len(ORDINALS) else ""


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """一个读数栏: a target, or one of its parts, with where it stood last."""

    key: str
    target: int
    part: str
    name: str
    unit: str
    goal: str
    last: str
    last_on: str
    is_sum: bool
    value: str = ""
    on: str = ""


def reading_rows(there: Sequence[Followed], today: str, data: QueryDict | None) -> tuple[ReadingRow, ...]:
    """A row for each target without parts, and for each part of the others, with what was typed."""
    rows = []
    for one in there:
        for n, part in enumerate([p.name for p in one.aim.parts] or [""]):
            key = f"readings-{one.row.pk}-{n}"
            goal = one.aim.parts[n].goal if part else one.aim.goal
            read = [row for row in one.readings if row.part == part]
            last = max(read, key=lambda row: (row.on, row.pk)) if read else None
            rows.append(
                ReadingRow(
                    key, one.row.pk, part, f"{one.aim.noun} {part}".strip(), one.aim.unit, plain(goal), plain(last.value) if last else "",
                    last.on.isoformat() if last else "", one.aim.kind is TargetKind.SUM, *cells(data, key, today),
                )
            )  # fmt: skip
    return tuple(rows)


def cells(data: QueryDict | None, key: str, today: str) -> tuple[str, str]:
    """The value and the day as typed; today where nothing was."""
    if data is None:
        return "", today
    return (data.get(f"{key}-value") or "").strip(), (data.get(f"{key}-on") or "").strip() or today
