"""单位旧名: what units were called on a day. A page that looks at a day of the past calls them as they were called then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from xiaohao.people.models import FormerUnit


@dataclass(frozen=True, slots=True)
class Name:
    """一个名称."""

    name: str
    short_name: str = ""

    @property
    def brief(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


def names_on(day: date, today: date) -> Mapping[int, Name]:
    """By unit: what those were called on the day that are called otherwise now. One statement, and none for today, on which all is as it is."""
    if day >= today:
        return {}
    rows = FormerUnit.objects.filter(until_on__gte=day).order_by("-until_on").values_list("unit_id", "name", "short_name")
    return {unit: Name(name, short) for unit, name, short in rows}  # of several, the one that ended first after the day


def past_of(units: Iterable[int]) -> Mapping[int, list[tuple[date, str]]]:
    """By unit: its former names, each with its last day, in their order. One statement."""
    return as_called(FormerUnit.objects.filter(unit_id__in=list(units)).order_by().values_list("unit_id", "until_on", "name"))


def as_called(rows: Iterable[tuple[int, date, str]]) -> dict[int, list[tuple[date, str]]]:
    """By unit, from (unit, last day, name): its former names in their order, for `name_on`."""
    found: dict[int, list[tuple[date, str]]] = {}
    for unit, until_on, name in sorted(rows):
        found.setdefault(unit, []).append((until_on, name))
    return found


def name_on(day: date, formers: Iterable[tuple[date, str]], name: str) -> str:
    """What a unit was called on the day, of its former names in their order and the one of now."""
    return next((former for until_on, former in formers if day <= until_on), name)
