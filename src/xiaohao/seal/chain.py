"""链条: each record carries the digest of the one before, so that a change anywhere shows from there on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from xiaohao.seal.form import digest

Row = tuple[int, str, str, Mapping[str, object]]  # seq, previous, digest, record


@dataclass(frozen=True, slots=True)
class Break:
    """断裂: the first record that is not what was written, by its position, and how it fails.

    edited: its words are not those that its digest, or the record after it, was made from. missing: it is not there. reordered: another
    stands in its place, and it stands later. tail: the chain ends before, or after, the head that was kept of it.
    """

    seq: int
    kind: Literal["edited", "missing", "reordered", "tail"]


def link(previous: str, record: Mapping[str, object]) -> str:
    """The digest of a record and of all before it; `previous` is that of the record before, empty for the first."""
    return digest({"previous": previous, "record": record})


def walk(rows: Iterable[Row]) -> Break | None:
    """The first break of a chain; None when it is whole. Positions run from 1 without a gap, `previous` of the first is empty.

    A chain whose tail was cut is whole in itself, and so is one that was written anew from some record to its end: compare its last seq
    and digest with a head that is kept elsewhere. Rows are read one by one; only a break reads on, to tell missing from reordered.
    """
    head = ""
    following = iter(rows)
    for place, (seq, previous, written, record) in enumerate(following, 1):
        if seq != place:
            return Break(place, "reordered" if any(row[0] == place for row in following) else "missing")
        if link(previous, record) != written:
            return Break(seq, "edited")
        if previous != head:
            # This record still tells what the one before it was: that one has been written anew since, with a digest to match.
            return Break(max(seq - 1, 1), "edited")
        head = written
    return None
