"""名册导入: the lists come in through the doors, row by row, all or nothing, once a person has seen what they would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from django.core import signing
from django.db import transaction
from django.utils import timezone

from xiaohao.lifecycle import Refused
from xiaohao.people import posts, units
from xiaohao.people.models import Appointment, Person, Unit, User
from xiaohao.roster import handover
from xiaohao.roster.preview import Effect, Preview, Told, preview
from xiaohao.roster.sheet import Line, Lists

SALT = "xiaohao.roster"
HOURS = 2
ENTERING = (Effect.NEW, Effect.CHANGED)


def sealed(lists: Lists, shown: Preview, on: date, by: User) -> str:
    """What was read and shown, to be handed back when it is confirmed; nothing is kept on the server."""
    value = {
        "units": [[line.number, line.cells] for line in lists.units], "people": [[line.number, line.cells] for line in lists.people], "on": on.isoformat(),
        "by": by.pk, "digest": shown.digest,
    }  # fmt: skip
    return signing.dumps(value, salt=SALT, compress=True)


def opened(text: str, by: User) -> tuple[Lists, date, str]:
    """The lists, the day and the digest of what was shown. Raises Refused(roster_stale)."""
    try:
        value = signing.loads(text, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        raise Refused("roster_stale") from None
    if value["by"] != by.pk:
        raise Refused("roster_stale")
    lists = Lists(*(tuple(Line(number, cells) for number, cells in value[name]) for name in ("units", "people")))
    return lists, date.fromisoformat(value["on"]), value["digest"]


def enter(lists: Lists, on: date, digest: str, *, by: User, now: datetime) -> Preview:
    """Let in what the preview promised, and return it. Rows that it refused stay out.

    Raises Refused: roster_moved where it would be another one now; roster_refused(line, reason) where a door refuses a row; then nothing has come in.
    """
    with transaction.atomic():
        shown = preview(lists, on, timezone.localdate(now))
        if shown.digest != digest:
            raise Refused("roster_moved")
        rows = [row for row in shown.rows if row.effect in ENTERING]
        for row in in_order([row for row in rows if row.which == "units"]):
            through(row, on, by, now)
        made: dict[tuple[str, str], Person] = {}
        for row in (row for row in rows if row.which == "people"):
            through(row, on, by, now, made)
    return shown


def in_order(rows: Sequence[Told]) -> list[Told]:
    """The rows of units so that a new one comes after the new one above it."""
    adding = {str(row.found["code"]): row for row in rows if row.effect is Effect.NEW}
    done: dict[int, Told] = {}

    def put(row: Told) -> None:
        way = [row]
        while (above := adding.get(way[-1].above)) is not None and above.line not in done:
            way.append(above)
        done.update((one.line, one) for one in reversed(way) if one.line not in done)

    for row in sorted(rows, key=lambda one: one.effect is not Effect.NEW):
        put(row)
    return list(done.values())


def through(row: Told, on: date, by: User, now: datetime, made: dict[tuple[str, str], Person] | None = None) -> None:
    """One row through its doors. Raises Refused(roster_refused)."""
    try:
        if made is None:
            put_unit(row, on, by, now)
        else:
            put_person(row.found, made, by, now)
    except Refused as why:
        raise Refused("roster_refused", line=row.line, reason=why) from why


def put_unit(row: Told, on: date, by: User, now: datetime) -> None:
    """A unit founded, or named anew and moved."""
    above = Unit.objects.filter(code=row.above).first() if row.above else None
    if row.effect is Effect.NEW:
        units.found(**cast("dict[str, Any]", row.found), parent=above, by=by, now=now)
        return
    unit = Unit.objects.get(pk=cast(int, row.found["unit"]))
    fresh = cast("Mapping[str, str]", row.found["fresh"])
    if fresh:
        unit = units.rename(unit, on=on, by=by, now=now, **fresh)
    if above is not None:
        handover.move(unit, above, on=on, by=by, now=now)


def put_person(found: Mapping[str, Any], made: dict[tuple[str, str], Person], by: User, now: datetime) -> None:
    """A person registered or put right, and a post. Two rows of one new person are one person."""
    key = (found["name"], found["phone"])
    person = Person.objects.get(pk=found["person"]) if found["person"] else made.get(key)
    if person is None:
        person = made[key] = posts.register(name=found["name"], phone=found["phone"], by=by, now=now)
    elif found["phone"] and found["phone"] != person.phone:
        person = posts.correct(person, name=person.name, phone=found["phone"], by=by, now=now)
    if "appointment" in found:
        posts.make_head(Appointment.objects.get(pk=found["appointment"]), is_head=found["is_head"], by=by, now=now)
    elif "from_on" in found:
        unit = Unit.objects.get(code=found["unit"])
        posts.appoint(person, unit, post=found["post"], is_head=found["is_head"], from_on=found["from_on"], to_on=found["to_on"], by=by, now=now)
