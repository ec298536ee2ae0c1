"""翻页: pages by key: the next page begins after the last row shown, however many rows lie before it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """一页: the rows, and the cursors of the pages after and before; empty where there is none."""

    rows: tuple[Row, ...]
    after: str
    before: str


def cursor_of(row: Model, order: Sequence[str], way: str) -> str:
    """Where a page goes on: the row's values of the order."""
    values = [value_of(row, name.lstrip("-")) for name in order]
    return base64.urlsafe_b64encode(json.dumps([way, *values]).encode()).decode().rstrip("=")


def value_of(row: Model, path: str) -> Any:
    """A value along a path such as item__position."""
    value: Any = row
    for part in path.split("__"):
        value = getattr(value, part)
    return value.isoformat() if isinstance(value, date) else value


def keyset(rows: QuerySet[Row], order: Sequence[str], cursor: str, size: int = SIZE) -> Page[Row]:
    """One page of `rows` in `order` (field paths, `-` for downward, the last one unique and none of them null). Raises BadRequest for a bad cursor."""
    way, values = opened(cursor, len(order))
    backwards = way == "b"
    found = rows.order_by(*(flipped(name) for name in order) if backwards else order)
    try:
        # A value of the wrong kind shows when the clause is built, one that the database cannot hold when it is asked.
        taken = list((found.filter(beyond(order, values, backwards=backwards)) if values else found)[: size + 1])
    except (ValueError, ValidationError, TypeError):
        raise BadRequest("cursor") from None
    more = len(taken) > size
    taken = taken[:size]
    if backwards:
        taken.reverse()
    has_after = bool(values) if backwards else more
    has_before = more if backwards else bool(values)
    return Page(
        tuple(taken), cursor_of(taken[-1], order, "a") if taken and has_after else "", cursor_of(taken[0], order, "b") if taken and has_before else "",
    )  # fmt: skip


def opened(cursor: str, length: int) -> tuple[str, list[Any]]:
    """The way and the values of a cursor; nothing for the first page."""
    if not cursor:
        return "a", []
    try:
        way, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, TypeError):
        raise BadRequest("cursor") from None
    known = way in ("a", "b") and len(values) == length and all(isinstance(v, (str, int)) and not isinstance(v, bool) for v in values)
    if not known or any(isinstance(v, int) and abs(v) >= 2**63 for v in values):
        raise BadRequest("cursor")
    return way, values


def flipped(name: str) -> str:
    """The other direction."""
    return name[1:] if name.startswith("-") else f"-{name}"


def beyond(order: Sequence[str], values: Sequence[Any], *, backwards: bool) -> Q:
    """Rows behind a row of these values: greater in the first that differs."""
    clause = Q()
    for place, name in enumerate(order):
        down = name.startswith("-") is not backwards
        equal = {one.lstrip("-"): value for one, value in zip(order[:place], values[:place], strict=True)}
        clause |= Q(**equal, **{f"{name.lstrip('-')}__{'lt' if down else 'gt'}": values[place]})
    return clause
