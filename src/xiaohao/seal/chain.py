"""链条: each record carries the digest of the one before, so that a change anywhere shows from there on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xiaohao.seal.form import digest


@dataclass(frozen=True, slots=True)
class Break:
    """断裂: where the chain first fails. kind: edited, missing, reordered, tail."""

    seq: int
    kind: str


def link(previous: str, record: Mapping[str, object]) -> str:
    """The digest of a record and of all before it; `previous` is empty for the first."""
    return digest({"previous": previous, "record": record})


def walk(rows: Iterable[tuple[int, str, str, Mapping[str, object]]]) -> Break | None:
    """The first record of (seq, previous, digest, record) that is not what was written; None when all are. Positions run from 1 without a gap."""
    head = ""
    for place, (seq, previous, written, record) in enumerate(rows, 1):
        if seq != place:
            return Break(place, "missing" if seq > place else "reordered")
        if link(previous, record) != written:
            return Break(seq, "edited")
        if previous != head:
            return Break(seq, "reordered")
        head = written
    return None
