"""变更记录: how a change of a unit, a person or a post is written down; known by the doors of this room only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from xiaohao.lifecycle import Refused
from xiaohao.people import queries
from xiaohao.people.models import Amendment, Person, Unit, User

Facts = Mapping[str, Any]


def allowed(by: User | None, now: datetime) -> date:
    """Today, if the hand may change what stands in this room; None is the command line. Raises Refused(not_registrar)."""
    today = timezone.localdate(now)
    if by is not None and not queries.may_edit(by, today):
        raise Refused("not_registrar")
    return today


def has_come(on: date, today: date) -> None:
    """A change is entered once its day has come. Raises Refused(future_day)."""
    if on > today:
        raise Refused("future_day", effective_on=on, today=today)


def write(
    kind: Amendment.Kind, *, by: User | None, now: datetime, on: date | None = None, unit: Unit | None = None, other_unit: Unit | None = None,
    person: Person | None = None, other_person: Person | None = None, facts: Facts | None = None,
) -> Amendment:  # fmt: skip
    """One change, with its hand and its moment."""
    return Amendment.objects.create(
        kind=kind, unit=unit, other_unit=other_unit, person=person, other_person=other_person, effective_on=on, recorded_by=by, recorded_at=now,
        facts={name: value.isoformat() if isinstance(value, date) else value for name, value in (facts or {}).items()},
    )  # fmt: skip
