"""导出证据包: an inspection, an item or a published notice as a file that proves itself. Of an item the other records of the journal are digests only."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import IO, Any

from django.conf import settings

from xiaohao.ledger import journal
from xiaohao.ledger.evidence import store
from xiaohao.ledger.heads import key
from xiaohao.ledger.models import Event, EventFact, Inspection, Item, SignedHead
from xiaohao.seal import bundle, canonical

Line = Mapping[str, Any]


def write(target: IO[bytes], inspection: Inspection, *, item: Item | None = None, extra: Mapping[str, object] | None = None, personal: bool = False, until: int | None = None) -> None:
    """Write the bundle. `until` ends the journal at a position, as a notice knew it; `personal` takes the words along that may name somebody."""
    seq = inspection.seq if until is None else until
    head = SignedHead.objects.order_by("-size").first()
    about: dict[str, object] = {
        "inspection": inspection.slug, "title": inspection.title, "item": item.address if item else "", "seq": seq, **(extra or {}),
        "signed_head": {"size": head.size, "root": head.root, "signature": head.signature, "algorithm": head.algorithm} if head else None,
    }  # fmt: skip
    bundle.write(target, about, records(inspection, item, seq), facts(inspection, item, seq) if personal else (), files(inspection, item, seq), key.private(), key.public(), settings.SEAL_DIGEST)


def records(inspection: Inspection, item: Item | None, seq: int) -> Iterator[Line]:
    """The journal in order; of an item's bundle only its own records speak."""
    for event in Event.objects.filter(inspection=inspection, seq__lte=seq).order_by("seq").iterator(chunk_size=2000):
        line: dict[str, Any] = {"seq": event.seq, "previous": event.previous, "digest": event.digest}
        if item is None or event.item_id == item.pk:
            line["record"] = plain(journal.record(event))
        yield line


def plain(record: Mapping[str, object]) -> Any:
    """A record as JSON holds it, with the digest that it has."""
    return json.loads(canonical(record))


def facts(inspection: Inspection, item: Item | None, seq: int) -> Iterator[Line]:
    """The words that records sealed; what was erased by law is not there."""
    rows = EventFact.objects.filter(event__inspection=inspection, event__seq__lte=seq, erased_at__isnull=True)
    for place, name, salt, value in rows.filter(**({"event__item": item} if item else {})).order_by("event__seq", "name").values_list("event__seq", "name", "salt", "value"):
        yield {"seq": place, "name": name, "salt": salt, "value": value}


def files(inspection: Inspection, item: Item | None, seq: int) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    """Every file that the records name, and how to open it."""
    events = Event.objects.filter(inspection=inspection, seq__lte=seq, **({"item": item} if item else {})).order_by("seq")
    for told in events.values_list("facts", flat=True).iterator(chunk_size=2000):
        for one in told.get("files", ()):
            yield one["sha256"], partial(opened, one["sha256"])


def opened(sha256: str) -> IO[bytes]:
    """A kept file; nothing where it is gone, which its digest then tells."""
    return store.opened(sha256) if store.is_whole(sha256) else io.BytesIO()
