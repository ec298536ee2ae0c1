"""文件中的图片: with the item whose row they stand in they become evidence, or files of the move that a document speaks for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime

from xiaohao.ledger.evidence.store import Upload, pieces
from xiaohao.ledger.models import Event, Evidence, Intake, IntakePicture, Suggestion
from xiaohao.people.models import User


def line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole lines that hold a range of the text: a row of a table."""
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, last if last >= 0 else len(text)


def owned(intake: Intake, starts_of: Mapping[int, int | None]) -> dict[int, list[IntakePicture]]:
    """The pictures of each item that enters: those in its row; one that stands in no such row belongs to the item above, whose cells go on over it."""
    starts = sorted((start, item_id) for item_id, start in starts_of.items() if start is not None)
    found: dict[int, list[IntakePicture]] = {}
    for one in IntakePicture.objects.filter(intake=intake):
        _, end = line_of(intake.text, one.start, one.start)
        place = bisect_right(starts, (end, 2**63))
        if place:
            found.setdefault(starts[place - 1][1], []).append(one)
    return found


def to_evidence(pictures: Mapping[int, Sequence[IntakePicture]], events: Mapping[int, Event], *, by: User, now: datetime) -> None:
    """Pictures in the rows of items that enter are their evidence."""
    rows = [
        Evidence(
            item_id=owner, event=events[owner], kind=Evidence.Kind.PHOTO, name=one.name, media_type=one.media_type, size=one.size, sha256=one.sha256, uploaded_by=by, uploaded_at=now,
        )
        for owner, of_item in pictures.items()
        for one in of_item
    ]  # fmt: skip
    Evidence.objects.bulk_create(rows, batch_size=1000)


def uploads(one: Suggestion) -> tuple[Upload, ...]:
    """The pictures that stand in the document at the item's row, as files of the move."""
    start, end = line_of(one.intake.text, one.start, one.end)
    return tuple(Upload(each.name, pieces(each.sha256), of_document=True) for each in IntakePicture.objects.filter(intake_id=one.intake_id, start__gte=start, start__lte=end))
