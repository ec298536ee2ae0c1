"""佐证的样子: evidence as a page shows it: its versions, what a check said of it, whether it still proves; what stood before beside what stands after.

Values only, told from rows and events that were read already, so that the past looks as it looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest

from xiaohao.ledger.evidence import previews
from xiaohao.ledger.models import Event, Evidence

ENDS = {"replace_evidence": "replaced", "withdraw_evidence": "withdrawn"}
TONES = {"accepted": "green", "insufficient": "amber", "rejected": "red", "expired": "red", "unreviewed": "grey"}


@dataclass(frozen=True, slots=True)
class Check:
    """一次核对: what a reviewer found of one file."""

    verdict: str
    opinion: str
    person: str
    on: date


@dataclass(frozen=True, slots=True)
class File:
    """一份材料: evidence as a page lists it. `state` is void, withdrawn, replaced, expired, or what its newest check said."""

    id: int
    name: str
    size: int
    media_type: str
    sha256: str
    measure_id: int | None
    event_id: int
    kind: str
    source: str
    expires_on: date | None
    uploaded_at: datetime | None
    uploader: str
    state: str
    check: Check | None = None
    replaces_id: int | None = None
    earlier: tuple[File, ...] = ()  # the versions before it, the newest first

    @property
    def is_void(self) -> bool:
        """Whether it came with an event that was annulled."""
        return self.state == "void"

    @property
    def is_picture(self) -> bool:
        """Whether it may be shown in the page."""
        return self.media_type in ("image/png", "image/jpeg", "image/webp")

    @property
    def is_drawn(self) -> bool:
        """Whether it has a preview."""
        return previews.is_drawn(self.media_type)

    @property
    def proves(self) -> bool:
        """Whether it counts: it stands, and has not expired."""
        return self.state not in ("void", "withdrawn", "replaced", "expired")

    @property
    def version(self) -> int:
        return len(self.earlier) + 1

    @property
    def tone(self) -> str:
        """The colour of its state; it never stands without the word."""
        return TONES.get(self.state, "grey")


@dataclass(frozen=True, slots=True)
class Pair:
    """前后对照: a photo of before beside one of after; either may be missing."""

    ordinal: str
    before: File | None
    after: File | None


def files(rows: Iterable[Evidence], events: Sequence[Event], personal: Mapping[int, Mapping[str, str | None]], day: date | None) -> tuple[File, ...]:
    """Evidence of these events as it stood by them, on a day; nothing has expired where no day is given. One file a row, in the order of the rows."""
    gone = {event.annuls_id for event in events if event.annuls_id is not None}
    standing = [event for event in events if event.pk not in gone]
    ended = {event.facts["evidence"]: ENDS[event.move] for event in standing if event.move in ENDS}
    checked = {event.facts["evidence"]: check(event, personal) for event in standing if event.move == "review_evidence"}
    ids = {event.pk for event in events}
    found: dict[int, File] = {}
    for row in rows:
        if row.event_id not in ids:
            continue
        said = checked.get(row.pk)
        expired = day is not None and row.expires_on is not None and row.expires_on < day
        state = "void" if row.event_id in gone else ended.get(row.pk) or ("expired" if expired else said.verdict if said else "unreviewed")
        before = found.get(row.replaces_id or 0)
        found[row.pk] = File(
            row.pk, row.name, row.size, row.media_type, row.sha256, row.measure_id, row.event_id, row.kind, row.source, row.expires_on, row.uploaded_at,
            row.uploaded_by.person.name if row.uploaded_by and row.uploaded_by.person else "", state, said, row.replaces_id,
            (replace(before, earlier=()), *before.earlier) if before else (),
        )  # fmt: skip
    return tuple(found.values())


def check(event: Event, personal: Mapping[int, Mapping[str, str | None]]) -> Check:
    """What an event says of the file that it checked."""
    words = personal.get(event.pk) or {}
    return Check(str(event.facts["verdict"]), words.get("opinion") or "", event.by_person.name if event.by_person else "", event.effective_on)


def newest(found: Sequence[File]) -> tuple[File, ...]:
    """The files without those that stand as an earlier version under a newer one."""
    under = {file.replaces_id for file in found if not file.is_void}
    return tuple(file for file in found if file.id not in under)


def verdict(found: Sequence[File]) -> str:
    """What the reviewers hold of one criterion: the best that was said of a file that proves it; empty where nothing proves it."""
    states = {file.state for file in found if file.proves}
    return next((one for one in ("accepted", "insufficient", "rejected", "unreviewed") if one in states), "")


def pairs(found: Sequence[File], ordinals: Mapping[int | None, str]) -> tuple[Pair, ...]:
    """Photos of before and after, each with its like, measure by measure."""
    made: list[Pair] = []
    for measure, ordinal in ordinals.items():
        shown = [file for file in found if file.measure_id == measure and file.is_drawn and file.state not in ("void", "withdrawn", "replaced")]
        before, after = ([file for file in shown if file.kind == kind] for kind in ("before", "after"))
        made += [Pair(ordinal, *both) for both in zip_longest(before, after)]
    return tuple(made)
