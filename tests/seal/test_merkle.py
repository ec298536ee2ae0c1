"""默克尔树: roots and proofs beside a naive tree written after RFC 9162's own definitions."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from xiaohao.seal import merkle

SIZES = some.integers(1, 130)


def naive(leaves: list[bytes]) -> bytes:
    """MTH of section 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + naive(leaves[:k]) + naive(leaves[k:])).digest()


def records(size: int) -> list[bytes]:
    return [str(n).encode() for n in range(size)]


def grown(*sizes: int) -> merkle.Node:
    """A tree that was appended to in batches."""
    nodes: dict[tuple[int, int], bytes] = {}
    for start, end in pairwise((0, *sizes)):
        for level, place, digest in merkle.whole(start, [merkle.leaf(one) for one in records(end)[start:]], lambda level, place: nodes[level, place]):
            nodes[level, place] = digest
    return lambda level, place: nodes[level, place]


@pytest.mark.parametrize(("size", "root"), [
    (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), (1, hashlib.sha256(b"\x000").hexdigest()),
])  # fmt: skip
def test_the_smallest_trees_are_as_the_standard_says(size: int, root: str) -> None:
    assert merkle.root(size, grown(size) if size else lambda level, place: b"").hex() == root


@settings(max_examples=60, deadline=None)
@given(SIZES, some.integers(0, 129))
def test_a_root_is_that_of_the_naive_tree_however_it_grew(size: int, cut: int) -> None:
    assert merkle.root(size, grown(min(cut, size), size)) == naive(records(size))


@settings(max_examples=60, deadline=None)
@given(SIZES, some.data())
def test_each_leaf_is_proved_and_no_other(size: int, data: some.DataObject) -> None:
    place = data.draw(some.integers(0, size - 1))
    node, root = grown(size), naive(records(size))
    path = merkle.inclusion(place, size, node)
    assert len(path) <= size.bit_length()
    assert merkle.includes(merkle.leaf(records(size)[place]), place, size, path, root)
    assert not merkle.includes(merkle.leaf(b"other"), place, size, path, root)
    assert not merkle.includes(merkle.leaf(records(size)[place]), place, size, [*path, root], root)
    for n in range(len(path)):
        assert not merkle.includes(merkle.leaf(records(size)[place]), place, size, [*path[:n], b"\x00" * 32, *path[n + 1 :]], root)


@settings(max_examples=60, deadline=None)
@given(SIZES, some.data())
def test_a_tree_is_shown_to_go_on_from_an_earlier_one(size: int, data: some.DataObject) -> None:
    first = data.draw(some.integers(1, size))
    before, after = naive(records(first)), naive(records(size))
    path = merkle.consistency(first, size, grown(size))
    assert merkle.goes_on(first, size, before, after, path)
    assert not merkle.goes_on(first, size, b"\x01" * 32, after, path)
    assert first == size or not merkle.goes_on(first, size, before, b"\x01" * 32, path)


def test_what_is_not_in_the_tree_has_no_proof() -> None:
    with pytest.raises(IndexError):
        merkle.inclusion(3, 3, grown(3))
