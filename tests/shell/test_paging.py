"""Pages by key: every row once, forwards and backwards, and no cursor that breaks anything."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest

from xiaohao.people.models import Person
from xiaohao.shell.pages import Page, keyset

ORDER = ("name", "-id")


@pytest.fixture
def persons(db: None) -> list[int]:
    """Seventeen people, some of the same name, in the order of the list."""
    for n in range(17):
        Person.objects.create(name=f"人{n % 5}")
    return [row.pk for row in Person.objects.order_by(*ORDER)]


def page(cursor: str = "", size: int = 5) -> Page[Person]:
    return keyset(Person.objects.all(), ORDER, cursor, size)


def test_going_forward_shows_every_row_once(persons: list[int]) -> None:
    seen, cursor = [], ""
    while True:
        one = page(cursor)
        seen += [row.pk for row in one.rows]
        cursor = one.after
        if not cursor:
            break
    assert seen == persons


def test_going_back_shows_the_same_pages(persons: list[int]) -> None:
    first = page()
    second = page(first.after)
    third = page(second.after)
    assert [row.pk for row in page(third.before).rows] == [row.pk for row in second.rows]
    assert [row.pk for row in page(second.before).rows] == [row.pk for row in first.rows]


def test_the_first_page_has_none_before_and_the_last_none_after(persons: list[int]) -> None:
    assert page().before == ""
    assert page("", 17).after == ""
    assert page(page(page("").after, 12).before).before == ""


def test_a_row_added_before_the_place_moves_nothing(persons: list[int]) -> None:
    second = [row.pk for row in page(page().after).rows]
    cursor = page().after
    Person.objects.create(name="人")
    assert [row.pk for row in page(cursor).rows] == second


@pytest.mark.parametrize("cursor", ["x", "e30", "bnVsbA", "WyJhIl0", "WyJhIiwgMSwgMiwgM10", "WyJjIiwgImEiLCAxXQ", "%00", "甲", "WyJhIiwgbnVsbCwgMV0", "W1tdLCBbXSwgW11d"])
def test_a_bad_cursor_is_a_bad_request(persons: list[int], cursor: str) -> None:
    with pytest.raises(BadRequest):
        page(cursor)


def test_a_cursor_with_a_number_too_large_is_a_bad_request(persons: list[int]) -> None:
    with pytest.raises(BadRequest):
        keyset(Person.objects.all(), ("id",), "WyJhIiwgOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ")
