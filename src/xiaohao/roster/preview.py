"""名册预览: what each row of a list would do: new, changed, as it is, or refused with the sentence of what, where and what to do. Reads only, a fixed number of statements."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import cast

from django.db.models import Max, TextChoices
from django.utils import translation

from xiaohao.lifecycle import Refused
from xiaohao.people import queries as people
from xiaohao.people.models import Appointment, FormerUnit, Person, Unit
from xiaohao.roster.sheet import LONGEST, LONGEST_NAME, NO, PEOPLE, UNITS, YES, Line, Lists

ONE_DAY = timedelta(days=1)
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
COLUMN = {"units": {key: name for name, key in UNITS.items()}, "people": {key: name for name, key in PEOPLE.items()}}


class Effect(StrEnum):
    """一行的后果: what a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """一处变化."""

    name: str  # of the column
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """一行的结论. `found` are the values as the doors take them."""

    which: str
    line: int
    name: str
    effect: Effect
    changes: tuple[Change, ...] = ()
    refused: Refused | None = None
    found: Mapping[str, object] = field(default_factory=dict)
    above: str = ""  # the code of the unit above, of a unit


@dataclass(frozen=True, slots=True)
class Preview:
    """预览."""

    rows: tuple[Told, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many rows of each effect there are."""
        found = Counter(row.effect for row in self.rows)
        return tuple((one.value, found[one]) for one in Effect)

    @property
    def enters(self) -> bool:
        """Whether anything would change."""
        return any(row.effect in (Effect.NEW, Effect.CHANGED) for row in self.rows)

    @property
    def digest(self) -> str:
        """What was shown, so that it can be told whether it still holds."""
        return hashlib.sha256(repr([(row.which, row.line, row.effect.value, row.changes) for row in self.rows]).encode()).hexdigest()


def preview(lists: Lists, on: date, today: date) -> Preview:
    """What each row would do, changes of units from the day on."""
    units = unit_rows(lists.units, on, today)
    added = frozenset(str(row.found["code"]) for row in units if row.effect is Effect.NEW)
    return Preview((*units, *people_rows(lists.people, added, today)))


def unit_rows(lines: Sequence[Line], on: date, today: date) -> tuple[Told, ...]:
    """The rows of units."""
    codes = {line.cells.get(key, "") for line in lines for key in ("code", "parent")}
    known = {one.code: one for one in Unit.objects.filter(code__in=codes).select_related("parent")}
    formers = dict(FormerUnit.objects.filter(code__in=codes).values_list("code", "unit__name"))
    last = dict(FormerUnit.objects.filter(unit__code__in=codes).order_by().values("unit_id").annotate(last=Max("until_on")).values_list("unit_id", "last"))
    first: dict[str, int] = {}
    rows = []
    for line in lines:
        rows.append(judged("units", line, partial(unit_row, line, known.get(line.cells.get("code", "")), formers, last, first, on, today)))
        first.setdefault(line.cells.get("code", ""), line.number)
    return placed(rows, known)


def unit_row(
    line: Line, known: Unit | None, formers: Mapping[str, str], last: Mapping[int, date], first: Mapping[str, int], on: date, today: date,
) -> Told:  # fmt: skip
    """One row against the unit of its code. Raises Refused."""
    cells = line.cells
    refuse_wrong("units", cells, ("code", "name"))
    if cells["code"] in first:
        raise Refused("row_twice", line=first[cells["code"]])
    after = {
        "name": cells["name"], "short_name": cells.get("short_name", ""), "kind": word(Unit.Kind, "kind", cells), "level": word(Unit.Level, "level", cells),
    }  # fmt: skip
    founded, above = day("units", "from_on", cells), cells.get("parent", "")
    if known is None:
        if founded is not None and founded > today:
            raise Refused("future_day", effective_on=founded, today=today)
        if cells["code"] in formers:
            raise Refused("code_taken", code=cells["code"], unit=formers[cells["code"]])
        found = {**after, "kind": after["kind"] or Unit.Kind.OTHER.value, "code": cells["code"], "on": founded}
        placed_at = (Change(COLUMN["units"]["parent"], "", above),) if above else ()
        return Told("units", line.number, cells["name"], Effect.NEW, placed_at, found=found, above=above)
    if known.to_on is not None and known.to_on < on:
        raise Refused("unit_gone", unit=known.name, last=known.to_on)
    fresh = {name: value for name, value in after.items() if value and value != getattr(known, name)}
    changes = [Change(COLUMN["units"][name], spoken(name, getattr(known, name)), spoken(name, value)) for name, value in fresh.items()]
    held = known.parent.code if known.parent else ""
    moves = bool(above) and above != held
    if moves:
        changes.append(Change(COLUMN["units"]["parent"], held, above))
    begun = last.get(known.pk)
    if changes and begun is not None and on <= begun:
        raise Refused("unit_changed_since", unit=known.name, last=begun + ONE_DAY, first=begun + ONE_DAY)
    effect = Effect.CHANGED if changes else Effect.SAME
    return Told("units", line.number, known.name, effect, tuple(changes), found={"unit": known.pk, "fresh": fresh}, above=above if moves else "")


def placed(rows: Sequence[Told], known: Mapping[str, Unit]) -> tuple[Told, ...]:
    """The rows with those refused whose unit above is not there, or whose units above lead in a circle."""
    standing = {code for code, unit in known.items() if unit.to_on is None}
    codes = {unit.pk: code for code, unit in known.items()}
    above = {code_of(row, codes): row.above for row in rows if row.above}
    made = [without(row, Refused("row_circle", codes=way)) if (way := circle(code_of(row, codes), above)) else row for row in rows]
    while True:  # a row whose unit above is refused is refused with it
        there = standing | {str(row.found["code"]) for row in made if row.effect is Effect.NEW}
        lost = [n for n, row in enumerate(made) if row.above and row.effect is not Effect.REFUSED and row.above not in there]
        if not lost:
            return tuple(made)
        for n in lost:
            made[n] = without(made[n], Refused("row_no_unit", code=made[n].above))


def code_of(row: Told, codes: Mapping[int, str]) -> str:
    """The code of the unit that a row means."""
    return str(row.found.get("code") or codes.get(cast(int, row.found.get("unit", 0)), ""))


def circle(code: str, above: Mapping[str, str]) -> tuple[str, ...]:
    """The way up from a code, if it leads back to it."""
    way = [code]
    while (following := above.get(way[-1])) is not None:
        way.append(following)
        if following == code:
            return tuple(way)
        if len(way) > len(above) + 1:  # a circle further up, of which this one is no part
            break
    return ()


def people_rows(lines: Sequence[Line], added: frozenset[str], today: date) -> tuple[Told, ...]:
    """The rows of people; `added` are the codes of units that come in with them."""
    names = {line.cells.get("name", "") for line in lines}
    units = Unit.objects.filter(people.not_over(today), code__in={line.cells.get("unit", "") for line in lines}).values_list("code", flat=True)
    known = Known(added | set(units), {}, {})
    for one in Person.objects.filter(name__in=names).order_by("pk"):
        known.persons.setdefault(one.name, []).append(one)
    for post in Appointment.objects.filter(people.not_over(today), person__name__in=names).select_related("unit").order_by("pk"):
        known.posts.setdefault(post.person_id, []).append(post)
    first: dict[tuple[str, ...], int] = {}
    rows = []
    for line in lines:
        key = tuple(line.cells.get(one, "") for one in ("name", "phone", "unit", "post"))
        rows.append(judged("people", line, partial(person_row, line, known, first.get(key))))
        first.setdefault(key, line.number)
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Known:
    """已有的: codes of units, persons by name, and posts of today or later by person."""

    units: frozenset[str]
    persons: dict[str, list[Person]]
    posts: dict[int, list[Appointment]]

    def at(self, person: Person, unit: str) -> list[Appointment]:
        """The person's posts at a unit."""
        return [post for post in self.posts.get(person.pk, ()) if post.unit.code == unit]


def person_row(line: Line, known: Known, first: int | None) -> Told:
    """One row against the person and the post that it means. Raises Refused."""
    cells = line.cells
    refuse_wrong("people", cells, ("name", "unit", "post"))
    if first is not None:
        raise Refused("row_twice", line=first)
    begins, ends = day("people", "from_on", cells), day("people", "to_on", cells)
    head = cells.get("is_head", "").lower()
    if head not in YES + NO:
        raise Refused("row_word", field=COLUMN["people"]["is_head"], value=cells["is_head"], choices=(YES[0], NO[0]))
    if cells["unit"] not in known.units:
        raise Refused("row_no_unit", code=cells["unit"])
    person, phone = meant(cells, known), cells.get("phone", "")
    changes = [Change(COLUMN["people"]["phone"], person.phone, phone)] if person is not None and phone not in ("", person.phone) else []
    found = {
        "person": person.pk if person else None, "name": cells["name"], "phone": phone, "unit": cells["unit"], "post": cells["post"], "is_head": head in YES,
    }  # fmt: skip
    post = next((one for one in known.at(person, cells["unit"]) if one.post == cells["post"]), None) if person else None
    if post is None:
        if begins is None:
            raise Refused("row_missing", field=COLUMN["people"]["from_on"])
        if ends is not None and ends < begins:
            raise Refused("days_turned", first=begins, last=ends)
        changes.append(Change(COLUMN["people"]["post"], "", cells["post"]))
        effect = Effect.CHANGED if person else Effect.NEW
        return Told("people", line.number, cells["name"], effect, tuple(changes), found={**found, "from_on": begins, "to_on": ends})
    if ends is not None and ends != post.to_on:
        raise Refused("row_ends_post", name=cells["name"])
    if cells.get("is_head") and (head in YES) is not post.is_head:
        changes.append(Change(COLUMN["people"]["is_head"], *((NO[0], YES[0]) if head in YES else (YES[0], NO[0]))))
        found["appointment"] = post.pk
    return Told("people", line.number, cells["name"], Effect.CHANGED if changes else Effect.SAME, tuple(changes), found=found)


def meant(cells: Mapping[str, str], known: Known) -> Person | None:
    """Whom a row means: the one of that name and phone; else the only one of that name at the unit; else the only one of that name whose phone does not differ.

    None for somebody new. Raises Refused(row_namesakes) where it stays open.
    """
    phone, persons = cells.get("phone", ""), known.persons.get(cells["name"], [])
    there = [one for one in persons if known.at(one, cells["unit"])]
    unlike = [one for one in persons if not phone or not one.phone]
    for fitting in ([one for one in persons if phone and one.phone == phone], there, unlike):
        if len(fitting) > 1:
            raise Refused("row_namesakes", name=cells["name"], count=len(fitting))
        if fitting:
            return fitting[0]
    return None


def judged(which: str, line: Line, judge: Callable[[], Told]) -> Told:
    """The row as it is judged, a refusal being a judgement too."""
    try:
        return judge()
    except Refused as why:
        return Told(which, line.number, line.cells.get("name", "") or line.cells.get("code", ""), Effect.REFUSED, refused=why)


def without(row: Told, why: Refused) -> Told:
    """The row, refused."""
    return replace(row, effect=Effect.REFUSED, changes=(), refused=why, found={}, above="")


def refuse_wrong(which: str, cells: Mapping[str, str], needed: Sequence[str]) -> None:
    """Raises Refused for what is missing or too long."""
    for key in needed:
        if not cells.get(key):
            raise Refused("row_missing", field=COLUMN[which][key])
    for key, value in cells.items():
        most = LONGEST_NAME if which == "people" and key == "name" else LONGEST.get(key, 0)
        if most and len(value) > most:
            raise Refused("row_long", field=COLUMN[which][key], most=most)


def day(which: str, key: str, cells: Mapping[str, str]) -> date | None:
    """A day as offices write it; None for an empty cell. Raises Refused(row_day)."""
    text = cells.get(key, "")
    if not text:
        return None
    found = DAY.match(text.split(" ")[0].split("T")[0])
    try:
        if found is None:
            raise ValueError(text)
        return date(*(int(one) for one in found.groups()))
    except ValueError:
        raise Refused("row_day", field=COLUMN[which][key], value=text[:30]) from None


def word(choices: type[TextChoices], key: str, cells: Mapping[str, str]) -> str:
    """The value that a word names, in either language or as it is stored; nothing for an empty cell. Raises Refused(row_word)."""
    text = cells.get(key, "")
    for lang in ("zh-hans", "en"):
        with translation.override(lang):
            for value, label in choices.choices:
                if text.lower() in (value, str(label).lower()):
                    return str(value)
    if text:
        raise Refused("row_word", field=COLUMN["units"][key], value=text[:30], choices=tuple(str(one) for one in choices.labels))
    return ""


def spoken(name: str, value: str) -> str:
    """A value as people read it."""
    choices = {"kind": Unit.Kind, "level": Unit.Level}.get(name)
    return str(choices(value).label) if choices and value else value
