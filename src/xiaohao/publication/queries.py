"""通报的问题: what was published, newest first; what waits for somebody; and what moved between two notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from xiaohao.ledger import sight
from xiaohao.ledger.models import Inspection, Mandate, Referral
from xiaohao.lifecycle import PUBLICATION_MOVES
from xiaohao.people.models import User
from xiaohao.publication.models import NoticeDraft, PublishedNotice

LONG = ("text", "reading", "counts", "items", "explanations", "withheld")
NEXT = {"draft": "check", "checked": "approve", "approved": "publish"}  # the step that a draft waits for, by its stage


def published() -> QuerySet[PublishedNotice]:
    """Everything published, without the long texts."""
    return PublishedNotice.objects.select_related("inspection", "superseded_by").defer(*LONG, *(f"superseded_by__{name}" for name in LONG))


def drafts(inspection: Inspection) -> QuerySet[NoticeDraft]:
    """The drafts of an inspection, published ones among them, without the long texts."""
    return NoticeDraft.objects.filter(inspection=inspection).select_related("drafted_by__person").defer(*LONG, "front", "hidden")


def waiting(user: User, today: date) -> QuerySet[NoticeDraft]:
    """等我办理的通报: drafts of every inspection whose next step this user may make today, without the long texts.

    By the table of moves: whose hand a step is, and whether it is barred to those who wrote in the draft.
    """
    units = sight.posts(user, today).values("unit_id")
    held = Mandate.objects.filter(sight.held_on(today), inspection_id=OuterRef("inspection_id"), unit_id__in=units)
    wrote = Exists(NoticeDraft.writers.through.objects.filter(noticedraft_id=OuterRef("pk"), user_id=user.pk))
    mine = Q()
    for stage, name in NEXT.items():
        move = PUBLICATION_MOVES[name]
        step = Q(Exists(held.filter(capacity__in=move.hands)), stage=stage)
        mine |= step & ~Q(wrote) if move.bars_own_work else step
    rows = NoticeDraft.objects.filter(mine).select_related("inspection", "drafted_by__person")
    return rows.defer(*LONG, "front", "hidden")


def before(draft: NoticeDraft) -> PublishedNotice | None:
    """The notice that a draft is to be read beside: the one that it corrects, else the newest standing one as of an earlier day or the same."""
    if draft.supersedes is not None:
        return draft.supersedes
    rows = PublishedNotice.objects.filter(inspection_id=draft.inspection_id, as_of__lte=draft.as_of, superseded_by__isnull=True).exclude(number=draft.number)
    return rows.order_by("-as_of", "-id").first()


@dataclass(frozen=True, slots=True)
class Moved:
    """一处变化: a count then and now, and the rows that came and went: addresses of items, or days of meetings and checks."""

    are_items: bool
    words: str
    before: int
    now: int
    came: tuple[str, ...]
    went: tuple[str, ...]


def difference(before_: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> tuple[Moved, ...]:
    """What moved between the counts of two notices; a count that only one of them has stands against nothing."""
    old, new = ({one["key"]: one for one in rows} for rows in (before_, now))
    rows = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, one = old.get(key), new.get(key)
        had, has = rows_of(was), rows_of(one)
        values = (was["value"] if was else 0, one["value"] if one else 0)
        if values[0] != values[1] or had != has:
            rows.append(Moved(":" not in key, (one or was or {})["words"], *values, tuple(sorted(has - had)), tuple(sorted(had - has))))
    return tuple(rows)


def rows_of(one: Mapping[str, Any] | None) -> set[str]:
    """The rows of a count; of letters none, for what is published does not keep them."""
    return set(one["items"]) if one and not one["key"].startswith(f"referral:{Referral.Kind.PETITION.value}") else set()
