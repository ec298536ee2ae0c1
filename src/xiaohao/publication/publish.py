"""公开: the third door. A draft is made, its figures held against each other, approved by another hand, frozen and put out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from xiaohao.contract import as_object
from xiaohao.figures import counts
from xiaohao.ledger import access
from xiaohao.ledger.days.calendar import working_calendar
from xiaohao.ledger.models import Inspection
from xiaohao.lifecycle import PUBLICATION, Capacity, PublicationFacts, PublicationStage, Refused
from xiaohao.people.models import User
from xiaohao.publication import queries
from xiaohao.publication.agreement import Marked, marked, notice_of
from xiaohao.publication.compose import Composed, Front, compose
from xiaohao.publication.models import NoticeDraft, PublishedNotice
from xiaohao.publication.withhold import Hidden, for_the_public, without_letters
from xiaohao.seal import digest

DRAFTERS = frozenset({Capacity.OFFICE})
FROZEN = (
    "number", "title", "issuer", "document_number", "as_of", "known_at", "seq", "head", "sha256", "counts", "items", "withheld", "explanations", "correction",
    "supersedes_id", "drafted_by_id", "approved_by_id", "approved_at", "published_by_id", "published_at", "published_on",
)  # fmt: skip


def draft(
    inspection: Inspection, as_of: date, *, by: User, now: datetime, supersedes: PublishedNotice | None = None, reason: str = "", front: Front | None = None,
) -> NoticeDraft:  # fmt: skip
    """Compose a notice as of a day, as all is known now; one that corrects another says which, and the `reason`.

    Raises Refused: not_your_move, future_day, nothing_by_then, notice_superseded, missing.
    """
    today = timezone.localdate(now)
    if as_of > today:
        raise Refused("future_day", effective_on=as_of, today=today)
    may_draft(inspection, by, today)
    with transaction.atomic():
        locked = Inspection.objects.select_for_update(of=("self",)).select_related("inspected_body", "procedure_version").get(pk=inspection.pk)
        if supersedes is not None:
            may_supersede(locked, supersedes, by, today, reason)
        number = (NoticeDraft.objects.filter(inspection=locked).aggregate(last=Max("number"))["last"] or 0) + 1
        made = NoticeDraft(
            inspection=locked, number=number, as_of=as_of, seq=locked.seq, head=locked.head, supersedes=supersedes, correction=reason.strip()[:2000] if supersedes else "",
            drafted_by=by, drafted_at=now,
        )  # fmt: skip
        fill(made, recomposed(made, front or last_front(locked)))
        if not made.counts or not made.items:
            raise Refused("nothing_by_then", as_of=as_of)
        made.save()
        made.writers.add(by)
    return made


def supersede(old: PublishedNotice, as_of: date, *, reason: str, by: User, now: datetime, front: Front | None = None) -> NoticeDraft:
    """更正: a draft that takes the place of a published notice when it is itself published. Raises Refused as `draft` does."""
    return draft(old.inspection, as_of, by=by, now=now, supersedes=old, reason=reason, front=front)


def may_draft(inspection: Inspection, by: User, today: date) -> None:
    """Only the office drafts."""
    if not DRAFTERS & access.inspection_capacities(by, inspection, today):
        raise Refused("not_your_move", move="compose", hands=tuple(DRAFTERS))


def may_supersede(inspection: Inspection, old: PublishedNotice, by: User, today: date, reason: str) -> None:
    """Only the newest of a line is superseded, by those whom the law names, with a reason."""
    is_last = old.inspection_id == inspection.pk and not PublishedNotice.objects.filter(supersedes=old).exists()
    if not is_last:
        raise Refused("notice_superseded", number=old.number)
    hands = access.inspection_capacities(by, inspection, today)
    PUBLICATION.check("supersede", PublicationFacts(stage=PublicationStage.PUBLISHED, capacities=hands, today=today, given={"reason": reason.strip()}))


def last_front(inspection: Inspection) -> Front | None:
    """The paragraphs of the last draft: people do not write the same thing twice. A document number is of one document."""
    last = NoticeDraft.objects.filter(inspection=inspection).order_by("-number").values_list("front", flat=True).first()
    return replace(Front.of(last), document_number="") if last else None


def recomposed(row: NoticeDraft, front: Front | None, hidden: Sequence[Hidden] | None = None) -> Composed:
    """What the ledger yields for the draft's day, at its place of the journal, with these paragraphs."""
    taken = tuple(Hidden(one["words"], one["why"]) for one in row.hidden) if hidden is None else hidden
    return compose(row.inspection, row.as_of, at=row.seq, known_at=row.drafted_at, front=front, hidden=taken)


def fill(row: NoticeDraft, composed: Composed) -> None:
    """Put what was composed into a draft."""
    row.title, row.text, row.counts, row.items, row.withheld = composed.front.title[:200], composed.text, list(composed.counts), list(composed.items), list(composed.withheld)
    row.reading = as_object(composed.notice, calendar=working_calendar())
    row.front = composed.front.as_object()
    row.unexplained = still_open(marked(row))


def still_open(checks: Sequence[Marked]) -> int:
    """How many differ and nobody says why."""
    return sum(one.is_open for one in checks)


def held(row: NoticeDraft, by: User, now: datetime) -> NoticeDraft:
    """The draft under its lock, for those who may write in it. Raises Refused: not_your_move, not_a_draft."""
    may_draft(row.inspection, by, timezone.localdate(now))
    found = NoticeDraft.objects.select_for_update(of=("self",)).select_related("inspection__inspected_body", "inspection__procedure_version").get(pk=row.pk)
    if found.stage != PublicationStage.DRAFT:
        raise Refused("not_a_draft", stage=PublicationStage(found.stage))
    return found


def rewrite(row: NoticeDraft, front: Front, *, by: User, now: datetime) -> NoticeDraft:
    """Change the paragraphs that people write; the figures come from the rows again, as known now where the text rested on what was annulled since.

    Raises Refused: not_your_move, not_a_draft.
    """
    with transaction.atomic():
        found = held(row, by, now)
        if rests_on_annulled(found):
            found.seq, found.head, found.drafted_at = found.inspection.seq, found.inspection.head, now
        fill(found, recomposed(found, front))
        found.save(update_fields=["title", "front", "text", "reading", "counts", "items", "withheld", "unexplained", "seq", "head", "drafted_at"])
        found.writers.add(by)
    return found


def withhold(row: NoticeDraft, words: str, why: str, *, by: User, now: datetime) -> NoticeDraft:
    """脱敏: take words out of the items, and say why; an empty reason puts them back. Raises Refused: not_your_move, not_a_draft, missing, words_not_found."""
    words = " ".join(words.split())
    if not words:
        raise Refused("missing", move="compose", need="words")
    with transaction.atomic():
        found = held(row, by, now)
        kept = tuple(Hidden(one["words"], one["why"]) for one in found.hidden if one["words"] != words)
        is_new = len(kept) == len(found.hidden)
        if is_new and not why.strip():
            raise Refused("missing", move="compose", need="reason")
        if why.strip():
            kept = (*kept, Hidden(words, why.strip().rstrip("。")[:400]))
        composed = recomposed(found, Front.of(found.front), kept)
        if is_new and composed.text == found.text:
            raise Refused("words_not_found", words=words[:80])
        found.hidden = [one.as_object() for one in kept]
        fill(found, composed)
        found.save(update_fields=["hidden", "text", "reading", "counts", "items", "withheld", "unexplained"])
        found.writers.add(by)
    return found


def explain(row: NoticeDraft, key: str, words: str, *, by: User, now: datetime) -> NoticeDraft:
    """Say why one figure differs; empty words take an explanation back. Raises Refused as `explain_all` does."""
    return explain_all(row, {key: words}, by=by, now=now)


def explain_all(row: NoticeDraft, words: Mapping[str, str], *, by: User, now: datetime) -> NoticeDraft:
    """Say why figures differ, all at once or not at all; differences that are not named keep theirs, and empty words take one back.

    Empty words for what stands no longer say nothing. Raises Refused: not_your_move, not_a_draft, no_such_difference.
    """
    said = {key: why.strip()[:2000] for key, why in words.items()}
    with transaction.atomic():
        found = held(row, by, now)
        differing = {one.key for one in marked(found) if one.is_open or one.explanation}
        if any(key not in differing for key, why in said.items() if why):
            raise Refused("no_such_difference")
        before = {key: why for key, why in found.explanations.items() if key in differing}
        found.explanations = {key: why for key, why in {**before, **said}.items() if why and key in differing}
        found.unexplained = len(differing - set(found.explanations))
        found.save(update_fields=["explanations", "unexplained"])
        found.writers.add(by)
    return found


def facts(row: NoticeDraft, user: User, now: datetime, checks: Sequence[Marked], given: Mapping[str, object] | None = None) -> PublicationFacts:
    """All that the law of notices asks. Own work is whatever one drafted, rewrote or explained."""
    today = timezone.localdate(now)
    return PublicationFacts(
        stage=PublicationStage(row.stage), capacities=access.inspection_capacities(user, row.inspection, today), today=today,
        is_own_work=row.drafted_by_id == user.pk or row.writers.filter(pk=user.pk).exists(), unexplained=still_open(checks), given=given,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """轮到谁: what this person could do with a draft now; the step that it waits for, and why it is not theirs to make yet."""

    moves: tuple[str, ...]
    step: str
    refusals: tuple[Refused, ...]


def turn(row: NoticeDraft, user: User, now: datetime, checks: Sequence[Marked]) -> Turn:
    """Whose turn it is; what is published is superseded by a new draft."""
    step = queries.NEXT.get(row.stage, "")
    if not step:
        return Turn((), "", ())
    found = facts(row, user, now, checks)
    return Turn(PUBLICATION.open_moves(found), step, tuple(PUBLICATION.refusals(step, found)))


def open_moves(row: NoticeDraft, user: User, now: datetime, checks: Sequence[Marked]) -> tuple[str, ...]:
    """What this person could do with the draft now."""
    return turn(row, user, now, checks).moves


def move(name: str, row: NoticeDraft, *, by: User, now: datetime, given: Mapping[str, Any] | None = None) -> NoticeDraft | PublishedNotice:
    """check, approve, return_draft or publish, by the law of notices.

    Raises Refused; `figures_unbound` where the text states other counts than the rows, `ledger_moved` where it is no longer what the rows yield.
    """
    given = given or {}
    with transaction.atomic():
        inspection = Inspection.objects.select_for_update(of=("self",)).select_related("inspected_body", "procedure_version").get(pk=row.inspection_id)
        found = NoticeDraft.objects.select_for_update(of=("self",)).select_related("supersedes").get(pk=row.pk)
        found.inspection = inspection
        checks = marked(found)
        PUBLICATION.check(name, facts(found, by, now, checks, given))
        if name in ("check", "publish"):
            bound(found)
        match name:
            case "approve":
                found.stage, found.approved_by, found.approved_at = PublicationStage.APPROVED.value, by, now
            case "return_draft":
                found.stage, found.approved_by, found.approved_at = PublicationStage.DRAFT.value, None, None
                found.reason = str(given.get("reason", "")).strip()[:2000]
            case "check":
                found.stage = PublicationStage.CHECKED.value
            case _:
                found.stage = PublicationStage.PUBLISHED.value
        found.save(update_fields=["stage", "approved_by", "approved_at", "reason"])
        return frozen(found, checks, by, now) if name == "publish" else found


def rests_on_annulled(row: NoticeDraft) -> bool:
    """Whether an event that the draft knew was annulled after it was composed."""
    return row.inspection.events.filter(seq__gt=row.seq, annuls__seq__lte=row.seq, annuls__effective_on__lte=row.as_of).exists()


def bound(row: NoticeDraft) -> None:
    """The text is what the rows yield, rests on nothing that was annulled since, and the counts that it prints are the counts of their rows."""
    again = recomposed(row, Front.of(row.front))
    if rests_on_annulled(row) or again.text != row.text or list(again.counts) != row.counts:
        raise Refused("ledger_moved")
    printed = [int(count.value) for count in counts(notice_of(row.text))]
    wanted = [one["value"] for one in row.counts if not one["key"].startswith("oversight:")]
    if printed != wanted:
        raise Refused("figures_unbound", printed="、".join(map(str, printed)), counted="、".join(map(str, wanted)))


def frozen(row: NoticeDraft, checks: Sequence[Marked], by: User, now: datetime) -> PublishedNotice:
    """The published notice: nothing of it is ever changed. The one that it corrects is superseded."""
    if row.approved_by is None or row.approved_at is None:
        raise Refused("not_approved")
    if row.supersedes is not None:
        may_supersede(row.inspection, row.supersedes, by, timezone.localdate(now), row.correction)
        NoticeDraft.objects.filter(inspection=row.inspection, number=row.supersedes.number).update(stage=PublicationStage.SUPERSEDED.value)
    made = PublishedNotice(
        inspection=row.inspection, number=row.number, title=row.title, issuer=row.front["issuer"],
        document_number=Front.of(row.front).document_number, as_of=row.as_of, known_at=row.drafted_at, seq=row.seq, head=row.head, text=row.text, reading=row.reading, counts=without_letters(row.counts), items=row.items, withheld=for_the_public(row.withheld),
        explanations=[one.as_object() for one in checks if one.explanation and not one.is_open], sha256=hashlib.sha256(row.text.encode("utf-8")).hexdigest(),
        supersedes=row.supersedes, correction=row.correction, drafted_by=row.drafted_by, approved_by=row.approved_by, approved_at=row.approved_at,
        published_by=by, published_at=now, published_on=timezone.localdate(now),
    )  # fmt: skip
    made.digest = digest_of(made)
    made.save(force_insert=True)
    return made


def digest_of(notice: PublishedNotice) -> str:
    """The digest of all that a notice states, and of the hands and days by which it went out, in the canonical form of our records."""
    return digest({"inspection": notice.inspection.slug, **{name: getattr(notice, name) for name in FROZEN}})


__all__ = ["Marked", "Turn", "digest_of", "draft", "explain", "explain_all", "facts", "marked", "move", "open_moves", "rewrite", "still_open", "supersede", "turn", "withhold"]
