"""通报的问题: what was published, newest first; and what moved between two notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from xiaohao.publication.models import NoticeDraft, PublishedNotice


def published() -> QuerySet[PublishedNotice]:
    """Everything published, without the long texts."""
    return PublishedNotice.objects.select_related("inspection", "superseded_by").defer("text", "reading", "counts", "explanations", "withheld")


def before(draft: NoticeDraft) -> PublishedNotice | None:
    """The newest notice of the inspection as of an earlier day."""
    return PublishedNotice.objects.filter(inspection=draft.inspection, as_of__lte=draft.as_of).exclude(number=draft.number).order_by("-as_of", "-id").first()


@dataclass(frozen=True, slots=True)
class Moved:
    """一处变化: a count then and now, and the items that came and went."""

    words: str
    before: int
    now: int
    came: tuple[str, ...]
    went: tuple[str, ...]


def difference(before_: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> tuple[Moved, ...]:
    """What moved between the counts of two notices."""
    known = {one["key"]: one for one in before_}
    rows = []
    for one in now:
        old = known.get(one["key"])
        if old is None:
            continue
        had, has = set(old["items"]), set(one["items"])
        if old["value"] != one["value"] or had != has:
            rows.append(Moved(one["words"].strip("，；。"), old["value"], one["value"], tuple(sorted(has - had)), tuple(sorted(had - has))))
    return tuple(rows)
