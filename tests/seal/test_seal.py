"""封存: the same value has the same bytes, a fact hides behind its salt, and the chain names its first break."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import given
from hypothesis import strategies as some

from xiaohao.seal import Break, canonical, digest, link, new_salt, salted, walk

PLAIN = some.recursive(
    some.none() | some.booleans() | some.integers(-(2**63), 2**63) | some.text(some.characters(exclude_categories=["Cs"])),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(some.characters(exclude_categories=["Cs"])), inner, max_size=4),
    max_leaves=20,
)
Row = tuple[int, str, str, Mapping[str, object]]


def chain(count: int) -> list[Row]:
    """A chain of so many records, whole."""
    rows: list[Row] = []
    head = ""
    for seq in range(1, count + 1):
        record = {"seq": seq, "move": "销号", "effective_on": date(2026, 3, 1)}
        rows.append((seq, head, link(head, record), record))
        head = rows[-1][2]
    return rows


def test_the_canonical_form_is_written_down_once_and_for_all() -> None:
    moment = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))
    value = {"乙": [1, True, None], "甲": "“销号”\n", "on": date(2026, 6, 30), "at": moment, "area": Decimal("0.3480")}
    expected = '{"area":"0.348","at":"2026-03-02T01:30:00.000000Z","on":"2026-06-30","乙":[1,true,null],"甲":"“销号”\\n"}'
    assert canonical(value) == expected.encode()


def test_the_digest_is_sha_256_as_another_library_counts_it() -> None:
    other = hashes.Hash(hashes.SHA256())
    other.update(b'{"number":"35-1"}')
    assert digest({"number": "35-1"}) == other.finalize().hex()


@given(PLAIN)
def test_a_value_read_back_from_json_has_the_same_bytes(value: object) -> None:
    assert canonical(json.loads(json.dumps(value))) == canonical(value)
    assert json.loads(canonical(value)) == value


@given(some.dictionaries(some.text(some.characters(exclude_categories=["Cs"])), some.integers()))
def test_the_order_in_which_facts_were_given_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(list(value.items())))) == canonical(value)


@given(some.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_decimal_keeps_its_value_whatever_zeros_it_was_printed_with(value: Decimal) -> None:
    printed = json.loads(canonical(value))
    assert Decimal(printed) == value
    assert canonical(value) == canonical(Decimal(f"{value:f}00" if "." in f"{value:f}" else f"{value:f}.00"))


ZONELESS = datetime(2026, 3, 2, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize("value", [1.5, {"a": 0.1}, {1: "a"}, {"a", "b"}, b"bytes", ZONELESS, Decimal("NaN")], ids=lambda value: type(value).__name__)
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_broken_text_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        canonical("\ud800")


def test_a_day_and_its_text_have_one_form() -> None:
    assert canonical(date(2026, 6, 30)) == canonical("2026-06-30")


def test_a_fact_cannot_be_told_from_its_digest_without_the_salt() -> None:
    first, second = new_salt(), new_salt()
    assert first != second
    assert len(bytes.fromhex(first)) == 16
    assert salted("何工", first) != salted("何工", second)
    assert salted("何工", first) == salted("何工", bytes.fromhex(first))
    assert salted("何", f"{first}工") != salted(f"工{first}", "何")


@given(some.integers(0, 12))
def test_a_whole_chain_has_no_break(count: int) -> None:
    assert walk(chain(count)) is None


@given(some.integers(1, 9))
def test_an_edited_record_is_named(at: int) -> None:
    rows = chain(9)
    seq, previous, written, record = rows[at - 1]
    rows[at - 1] = (seq, previous, written, {**record, "move": "reopen"})
    assert walk(rows) == Break(at, "edited")


@given(some.integers(1, 8))
def test_an_edited_record_with_a_digest_to_match_is_named(at: int) -> None:
    rows = chain(9)
    seq, previous, _, record = rows[at - 1]
    forged = {**record, "move": "reopen"}
    rows[at - 1] = (seq, previous, link(previous, forged), forged)
    assert walk(rows) == Break(at, "edited")


@given(some.integers(1, 8))
def test_a_missing_record_is_named(at: int) -> None:
    rows = chain(9)
    del rows[at - 1]
    assert walk(rows) == Break(at, "missing")


@given(some.integers(1, 9), some.integers(1, 9))
def test_records_that_changed_places_are_named(one: int, other: int) -> None:
    rows = chain(9)
    rows[one - 1], rows[other - 1] = rows[other - 1], rows[one - 1]
    assert walk(rows) == (None if one == other else Break(min(one, other), "reordered"))


@given(some.integers(1, 9), some.integers(1, 9))
def test_records_that_changed_places_and_numbers_are_named(one: int, other: int) -> None:
    rows = chain(9)
    if one == other:
        return
    first, second = rows[one - 1], rows[other - 1]
    rows[one - 1], rows[other - 1] = (first[0], *second[1:]), (second[0], *first[1:])
    broken = walk(rows)
    assert broken is not None
    assert broken.seq <= min(one, other)


def test_moments_of_any_zone_are_one_moment() -> None:
    here = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))
    assert digest(here) == digest(here.astimezone(UTC))
