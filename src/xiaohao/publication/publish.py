"""公开: the third door. A draft is made, its figures held against each other, approved by another hand, frozen and put out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from xiaohao.contract import as_object
from xiaohao.figures import Check, counts, reconcile
from xiaohao.ledger import access, queries
from xiaohao.ledger.models import Inspection
from xiaohao.lifecycle import PUBLICATION, Capacity, PublicationFacts, PublicationStage, Refused
from xiaohao.notice import Notice, Source, read
from xiaohao.people.models import User
from xiaohao.publication.compose import Composed, Front, compose
from xiaohao.publication.models import NoticeDraft, PublishedNotice
from xiaohao.seal import digest

DRAFTERS = frozenset({Capacity.OFFICE})


@dataclass(frozen=True, slots=True)
class Marked:
    """核过的数字: a check of our own text, and the explanation where it differs."""

    check: Check
    key: str
    explanation: str

    @property
    def is_open(self) -> bool:
        """It differs and nobody says why."""
        return self.check.verdict == "differs" and not self.explanation


def key_of(check: Check, text: str) -> str:
    """What makes a difference the same one when the text is composed anew: its kind, its numbers, the words it points at."""
    return digest([check.code, check.stated or "", check.computed or "", [text[span.start : span.end] for span in check.spans]])[:16]


def marked(draft: NoticeDraft) -> tuple[Marked, ...]:
    """Every check of a draft's own words."""
    notice = notice_of(draft.text)
    return tuple(
        Marked(check, key, draft.explanations.get(key, "")) for check in reconcile(notice) if (key := key_of(check, draft.text))
    )  # fmt: skip


def notice_of(text: str) -> Notice:
    """What our own reader makes of a text of ours."""
    return read(Source("notice.txt", text))


def facts(draft: NoticeDraft, user: User, now: datetime, given: Mapping[str, object] | None = None) -> PublicationFacts:
    """All that the law of notices asks."""
    today = timezone.localdate(now)
    return PublicationFacts(
        stage=PublicationStage(draft.stage), capacities=access.inspection_capacities(user, draft.inspection, today), today=today,
        is_own_work=draft.drafted_by_id == user.pk, unexplained=sum(1 for one in marked(draft) if one.is_open), given=given,
    )  # fmt: skip


def draft(inspection: Inspection, as_of: date, *, by: User, now: datetime, supersedes: PublishedNotice | None = None, front: Front | None = None) -> NoticeDraft:
    """Compose a notice as of a day, as all is known now. Raises Refused: not_your_move, future_day, not_of_this_inspection."""
    today = timezone.localdate(now)
    if as_of > today:
        raise Refused("future_day", effective_on=as_of, today=today)
    may_draft(inspection, by, today)
    if supersedes is not None and (supersedes.inspection_id != inspection.pk or PublishedNotice.objects.filter(supersedes=supersedes).exists()):
        raise Refused("notice_superseded", number=supersedes.number)
    with transaction.atomic():
        locked = Inspection.objects.select_for_update().select_related("inspected_body", "procedure_version").get(pk=inspection.pk)
        number = (NoticeDraft.objects.filter(inspection=locked).aggregate(last=Max("number"))["last"] or 0) + 1
        made = NoticeDraft(inspection=locked, number=number, as_of=as_of, seq=locked.seq, head=locked.head, supersedes=supersedes, drafted_by=by, drafted_at=now)
        fill(made, compose(locked, as_of, at=locked.seq, front=front or last_front(locked)))
        made.save()
    return made


def may_draft(inspection: Inspection, by: User, today: date) -> None:
    """Only the office drafts."""
    if not DRAFTERS & access.inspection_capacities(by, inspection, today):
        raise Refused("not_your_move", move="compose", hands=tuple(DRAFTERS))


def last_front(inspection: Inspection) -> Front | None:
    """The paragraphs of the last draft: people do not write the same thing twice."""
    last = NoticeDraft.objects.filter(inspection=inspection).order_by("-number").first()
    return Front.of(last.front) if last else None


def fill(made: NoticeDraft, composed: Composed) -> None:
    """Put what was composed into a draft."""
    made.title, made.text, made.counts, made.withheld = composed.front.title[:200], composed.text, list(composed.counts), list(composed.withheld)
    made.reading = as_object(composed.notice)
    made.front = composed.front.as_object()


def rewrite(row: NoticeDraft, front: Front, *, by: User, now: datetime) -> NoticeDraft:
    """Change the paragraphs that people write; the figures come from the rows again. Raises Refused: not_your_move, not_a_draft."""
    may_draft(row.inspection, by, timezone.localdate(now))
    with transaction.atomic():
        held = NoticeDraft.objects.select_for_update().select_related("inspection__inspected_body", "inspection__procedure_version").get(pk=row.pk)
        if held.stage != PublicationStage.DRAFT:
            raise Refused("not_a_draft", stage=PublicationStage(held.stage))
        fill(held, compose(held.inspection, held.as_of, at=held.seq, front=front))
        held.save(update_fields=["title", "front", "text", "reading", "counts", "withheld"])
    return held


def explain(row: NoticeDraft, key: str, words: str, *, by: User, now: datetime) -> NoticeDraft:
    """Say why a figure differs; empty words take an explanation back. Raises Refused: not_your_move, not_a_draft."""
    may_draft(row.inspection, by, timezone.localdate(now))
    with transaction.atomic():
        held = NoticeDraft.objects.select_for_update().select_related("inspection").get(pk=row.pk)
        if held.stage != PublicationStage.DRAFT:
            raise Refused("not_a_draft", stage=PublicationStage(held.stage))
        explanations = {name: text for name, text in held.explanations.items() if name != key}
        if words.strip():
            explanations[key[:16]] = words.strip()[:2000]
        held.explanations = explanations
        held.save(update_fields=["explanations"])
    return held


def open_moves(row: NoticeDraft, user: User, now: datetime) -> tuple[str, ...]:
    """What this person could do with the draft now."""
    return PUBLICATION.open_moves(facts(row, user, now)) if row.stage != PublicationStage.PUBLISHED else ()


def move(name: str, row: NoticeDraft, *, by: User, now: datetime, given: Mapping[str, Any] | None = None) -> NoticeDraft | PublishedNotice:
    """check, approve, return_draft or publish, by the law of notices. Raises Refused; `figures_unbound` where the text does not say what the rows say."""
    with transaction.atomic():
        held = NoticeDraft.objects.select_for_update(of=("self",)).select_related("inspection__inspected_body").get(pk=row.pk)
        PUBLICATION.check(name, facts(held, by, now, given or {}))
        if name in ("check", "publish"):
            bound(held)
        match name:
            case "approve":
                held.stage, held.approved_by, held.approved_at = PublicationStage.APPROVED.value, by, now
            case "return_draft":
                held.stage, held.approved_by, held.approved_at = PublicationStage.DRAFT.value, None, None
                held.reason = str((given or {}).get("reason", ""))[:2000]
            case "check":
                held.stage = PublicationStage.CHECKED.value
            case _:
                held.stage = PublicationStage.PUBLISHED.value
        held.save(update_fields=["stage", "approved_by", "approved_at", "reason"])
        return frozen(held, by, now) if name == "publish" else held


def bound(row: NoticeDraft) -> None:
    """Every headline count that the text prints is the count of its rows, as the journal stood at the draft's position."""
    printed = [int(count.value) for count in counts(notice_of(row.text))]
    wanted = [int(one["value"]) for one in row.counts]
    tally = queries.tally(row.inspection, row.as_of, row.seq)
    if printed != wanted or tally.total != wanted[0]:
        raise Refused("figures_unbound", printed="、".join(map(str, printed)), counted="、".join(map(str, wanted)))


def frozen(row: NoticeDraft, by: User, now: datetime) -> PublishedNotice:
    """The published notice: nothing of it is ever changed."""
    if row.approved_by is None or row.approved_at is None:
        raise Refused("not_approved")
    return PublishedNotice.objects.create(
        inspection=row.inspection, number=row.number, title=row.title, issuer=row.front["issuer"], as_of=row.as_of, known_at=row.drafted_at, seq=row.seq,
        head=row.head, text=row.text, reading=row.reading, counts=row.counts, withheld=row.withheld, explanations=row.explanations,
        sha256=hashlib.sha256(row.text.encode("utf-8")).hexdigest(), supersedes=row.supersedes, drafted_by=row.drafted_by, approved_by=row.approved_by,
        approved_at=row.approved_at, published_by=by, published_at=now, published_on=timezone.localdate(now),
    )  # fmt: skip


__all__ = ["Marked", "draft", "explain", "facts", "marked", "move", "open_moves", "rewrite"]
