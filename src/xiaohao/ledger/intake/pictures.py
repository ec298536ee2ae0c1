"""文件中的图片: with the item whose row they stand in they become evidence, or files of the move that a document speaks for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from xiaohao.ledger.models import Event, Evidence, Intake, IntakePicture, Item, Suggestion
from xiaohao.ledger.store import Upload, path_of
from xiaohao.people.models import User

BLOCK = 65536


def line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole lines that hold a range of the text: a row of a table."""
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, last if last >= 0 else len(text)


def to_evidence(intake: Intake, items: Sequence[Item], events: Mapping[int, Event], *, by: User, now: datetime) -> None:
    """Pictures in the rows of items that enter are their evidence; one that stands in no such row belongs to the item above, whose cells go on over it."""
    pictures = list(IntakePicture.objects.filter(intake=intake))
    starts = sorted((item.start, item.pk) for item in items if item.start is not None)
    if not pictures or not starts:
        return
    rows = []
    for one in pictures:
        _, end = line_of(intake.text, one.start, one.start)
        place = bisect_right(starts, (end, 2**63))
        if place:
            owner = starts[place - 1][1]
            rows.append(Evidence(
                item_id=owner, event=events[owner], name=one.name, media_type=one.media_type, size=one.size, sha256=one.sha256, uploaded_by=by, uploaded_at=now,
            ))  # fmt: skip
    Evidence.objects.bulk_create(rows, batch_size=1000)


def uploads(one: Suggestion) -> tuple[Upload, ...]:
    """The pictures that stand in the document at the item's row, as files of the move."""
    start, end = line_of(one.intake.text, one.start, one.end)
    return tuple(Upload(each.name, pieces(each.sha256)) for each in IntakePicture.objects.filter(intake_id=one.intake_id, start__gte=start, start__lte=end))


def pieces(sha256: str) -> Iterator[bytes]:
    """A kept file, read bit by bit."""
    with path_of(sha256).open("rb") as file:
        while piece := file.read(BLOCK):
            yield piece
