"""督促的数: how many meetings and checks there were by a day, each with its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from xiaohao.ledger.models import Inspection
from xiaohao.oversight.models import FollowUpOrder, LookBack, ProgressReview, SupervisoryCheck

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


def sentence(inspection: Inspection, as_of: date, lang: str = "zh") -> str:
    """召开常委会会议4次，…: what was held by a day, in the language of a page; nothing where nothing was."""
    found = counts(inspection, as_of)
    if lang == "en":
        return "; ".join(f"{ENGLISH[one.name]}: {len(one.days)}" for one in found).capitalize()
    return "，".join(f"{WORDS[one.name][0]}{len(one.days)}{WORDS[one.name][1]}" for one in found)
