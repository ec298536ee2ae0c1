"""默克尔树: one root over all records in their order; that one record is in it, or that one tree goes on from another, is shown by a few digests.

RFC 9162, section 2.1, with SHA-256: a leaf is hashed behind 0x00, a node behind 0x01. Nodes are addressed by level and place: node (k, n) covers
the 2**k leaves from n * 2**k on. Only whole nodes are ever stored; they never change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

Node = Callable[[int, int], bytes]  # the stored digest of a whole node: (level, place)
EMPTY = hashlib.sha256(b"").digest()


def leaf(record: bytes) -> bytes:
    """The digest of a leaf."""
    return hashlib.sha256(b"\x00" + record).digest()


def joined(left: bytes, right: bytes) -> bytes:
    """The digest of a node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def whole(first: int, leaves: Sequence[bytes], node: Node) -> Iterable[tuple[int, int, bytes]]:
    """The nodes (level, place, digest) that become whole when these leaves' digests come behind the first `first` ones: their own, and those above."""
    for place, digest in enumerate(leaves, first):
        level, at = 0, place
        yield 0, at, digest
        while at % 2:
            digest = joined(node(level, at - 1), digest)
            level, at = level + 1, at // 2
            yield level, at, digest


def peaks(start: int, end: int) -> list[tuple[int, int]]:
    """The whole nodes (level, place) that cover the leaves from start to end, from the left; `start` is a multiple of the size of the tree that is asked."""
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        while start % (1 << level):
            level -= 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def root_of(start: int, end: int, node: Node) -> bytes:
    """The root over the leaves from start to end."""
    tops = [node(level, place) for level, place in peaks(start, end)]
    if not tops:
        return EMPTY
    digest = tops.pop()
    while tops:
        digest = joined(tops.pop(), digest)
    return digest


def root(size: int, node: Node) -> bytes:
    """The root of a tree of so many leaves."""
    return root_of(0, size, node)


def split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion(place: int, size: int, node: Node) -> list[bytes]:
    """The proof that leaf `place` is in the tree of that size, from the leaf up (RFC 9162, 2.1.3.1). Raises IndexError for a leaf that is not in it."""
    if not 0 <= place < size:
        raise IndexError(place)
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + split(end - start)
        if place < middle:
            path.append(root_of(middle, end, node))
            end = middle
        else:
            path.append(root_of(start, middle, node))
            start = middle
    return path[::-1]


def includes(record: bytes, place: int, size: int, path: Sequence[bytes], wanted: bytes) -> bool:
    """Whether the proof leads from the leaf's digest to the root (RFC 9162, 2.1.3.2)."""
    if place >= size:
        return False
    at, last, digest = place, size - 1, record
    for one in path:
        if last == 0:
            return False
        if at % 2 or at == last:
            digest = joined(one, digest)
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            digest = joined(digest, one)
        at, last = at >> 1, last >> 1
    return last == 0 and digest == wanted


def consistency(first: int, second: int, node: Node) -> list[bytes]:
    """The proof that the tree of `second` leaves goes on from that of `first` (RFC 9162, 2.1.4.1)."""
    if not 0 < first <= second:
        raise IndexError(first)
    return sub_proof(first, 0, second, True, node)


def sub_proof(first: int, start: int, end: int, is_known: bool, node: Node) -> list[bytes]:
    """RFC 9162's SUBPROOF over the leaves from start to end."""
    if first == end - start:
        return [] if is_known else [root_of(start, end, node)]
    middle = split(end - start)
    if first <= middle:
        return [*sub_proof(first, start, start + middle, is_known, node), root_of(start + middle, end, node)]
    return [*sub_proof(first - middle, start + middle, end, False, node), root_of(start, start + middle, node)]


def goes_on(first: int, second: int, before: bytes, after: bytes, path: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree with root `after` goes on from the one with root `before` (RFC 9162, 2.1.4.2)."""
    if first == second:
        return not path and before == after
    if not path and first & (first - 1):
        return False
    proof = [before, *path] if not first & (first - 1) else list(path)
    at, last = first - 1, second - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    if not proof:
        return False
    old = new = proof[0]
    for one in proof[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            old, new = joined(one, old), joined(one, new)
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            new = joined(new, one)
        at, last = at >> 1, last >> 1
    return last == 0 and old == before and new == after
