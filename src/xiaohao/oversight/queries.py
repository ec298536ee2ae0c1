"""督促的数: how many meetings and checks there were by a day, each with its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from xiaohao.ledger.models import Inspection
from xiaohao.oversight.models import FollowUpOrder, Look, LookBack, ProgressReview, SupervisoryCheck

# What each kind is called in a notice, before and behind its number, in the order in which a notice tells them.
WORDS: Mapping[str, tuple[str, str]] = {
    "standing_committee": ("召开常委会会议", "次"), "leading_group": ("召开领导小组会议", "次"), "thematic": ("召开专题会议", "次"), "full_check": ("开展全面督查", "次"),
    "check": ("开展专项督查", "次"), "order": ("发出督办单", "份"), "look_back": ("组织回头看", "次"),
}  # fmt: skip
ENGLISH: Mapping[str, str] = {
    "standing_committee": "meetings of the standing committee", "leading_group": "meetings of the leading group", "thematic": "thematic meetings",
    "full_check": "full checks on site", "check": "checks on site", "order": "follow-up orders", "look_back": "look-backs",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effort:
    """一类督促: its name, and the day of each; the count is the length."""

    name: str
    days: tuple[date, ...]


def counts(inspection: Inspection, as_of: date, known_at: datetime | None = None) -> tuple[Effort, ...]:
    """What was held by the day and on record by the moment (now, when none is given), by kind, in the order of a notice; kinds without any are left out. One query."""
    rows = of(ProgressReview.objects.all(), inspection, as_of, known_at, F("kind"))
    for more, name in ((SupervisoryCheck.objects.filter(is_full=True), "full_check"), (SupervisoryCheck.objects.filter(is_full=False), "check")):
        rows = rows.union(of(more, inspection, as_of, known_at, Value(name)), all=True)
    for every, name in ((FollowUpOrder.objects.all(), "order"), (LookBack.objects.all(), "look_back")):
        rows = rows.union(of(every, inspection, as_of, known_at, Value(name)), all=True)
    found: dict[str, list[date]] = {}
    for name, held_on in rows:
        found.setdefault(name, []).append(held_on)
    return tuple(Effort(name, tuple(sorted(found[name]))) for name in WORDS if name in found)


def of(rows: QuerySet[Any], inspection: Inspection, as_of: date, known_at: datetime | None, name: F | Value) -> QuerySet[Any, Any]:
    """(kind, day) of the rows of one table."""
    known = rows.filter(inspection=inspection, held_on__lte=as_of).order_by()
    if known_at is not None:
        known = known.filter(recorded_at__lte=known_at)
    told: QuerySet[Any, Any] = known.annotate(what=name if isinstance(name, F) else Value(name.value, output_field=CharField())).values_list("what", "held_on")
    return told


def items_of(rows: Iterable[Look]) -> dict[Look, tuple[tuple[str, str], ...]]:
    """涉及事项: (number, address) of the items that each row points at, in order of the ledger. One query, whatever the rows are."""
    known = {(type(row), row.pk): row for row in rows}
    parts = []
    for model in dict.fromkeys(model for model, _ in known):
        links, name = model.items.through._default_manager, model._meta.model_name
        own = links.filter(**{f"{name}__in": [pk for one, pk in known if one is model]}).annotate(what=Value(name, output_field=CharField()))
        parts.append(own.order_by().values_list("what", f"{name}_id", "item__position", "item__number", "item__address"))
    found: dict[Look, list[tuple[str, str]]] = {row: [] for row in known.values()}
    by_name = {(model._meta.model_name, pk): row for (model, pk), row in known.items()}
    for name, pk, _, number, address in sorted(parts[0].union(*parts[1:], all=True)) if parts else ():
        found[by_name[name, pk]].append((number, address))
    return {row: tuple(items) for row, items in found.items()}


def sentence(inspection: Inspection, as_of: date, lang: str = "zh") -> str:
    """召开常委会会议4次，…: what was held by a day, in the language of a page; nothing where nothing was."""
    found = counts(inspection, as_of)
    if lang == "en":
        return "; ".join(f"{ENGLISH[one.name]}: {len(one.days)}" for one in found).capitalize()
    return "，".join(f"{WORDS[one.name][0]}{len(one.days)}{WORDS[one.name][1]}" for one in found)
