"""通报的问题: what was published, newest first; and what moved between two notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from xiaohao.ledger.models import Inspection, Referral
from xiaohao.publication.models import NoticeDraft, PublishedNotice

LONG = ("text", "reading", "counts", "items", "explanations", "withheld")


def published() -> QuerySet[PublishedNotice]:
    """Everything published, without the long texts."""
    return PublishedNotice.objects.select_related("inspection", "superseded_by").defer(*LONG, *(f"superseded_by__{name}" for name in LONG))


def drafts(inspection: Inspection) -> QuerySet[NoticeDraft]:
    """The drafts of an inspection, published ones among them, without the long texts."""
    return NoticeDraft.objects.filter(inspection=inspection).select_related("drafted_by__person").defer(*LONG, "front", "hidden")


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
