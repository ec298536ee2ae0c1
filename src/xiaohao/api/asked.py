"""所问: values from outside, made sure of before a query sees them. What is wrong is a BadRequest that names the field."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from datetime import date

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from xiaohao.api.shapes import Upload as Sent
from xiaohao.ledger.moves import Upload

FILTERS = ("stage", "completion", "unit", "track", "state", "aspect", "q", "counted", "leaf", "apart")


def is_text(value: str) -> bool:
    """Whether a database can hold it: no NUL, no half of a pair."""
    return "\x00" not in value and not any("\ud800" <= c <= "\udfff" for c in value)


def query(request: HttpRequest) -> dict[str, str]:
    """The query of the address. Raises BadRequest for text that no database holds."""
    found = {name: value for name, value in request.GET.dict().items() if isinstance(value, str)}
    for name, value in found.items():
        if not is_text(value) or not is_text(name):
            raise BadRequest(name if is_text(name) else "query")
    return found


def filters(found: dict[str, str]) -> dict[str, str]:
    """What a list is filtered and ordered by."""
    return {name: found[name] for name in (*FILTERS, "sort") if name in found}


def on(text: str) -> date:
    """A day that looks like one already. Raises BadRequest for 2026-02-30."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequest("on") from None


def texts(value: object) -> Iterator[str]:
    """Every text in a value of at most three levels."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def given(value: dict[str, object]) -> dict[str, object]:
    """What a move is given. Raises BadRequest for text that no database holds."""
    if not all(is_text(text) for text in texts(value)):
        raise BadRequest("given")
    return value


def uploads(sent: Iterable[Sent]) -> tuple[Upload, ...]:
    """Files as the door takes them. Raises BadRequest for what is no base64."""
    made = []
    for one in sent:
        try:
            content = base64.b64decode(one.content.encode("ascii"), validate=True)
        except (ValueError, binascii.Error):
            raise BadRequest("files") from None
        if not is_text(one.name) or not 0 <= (one.measure or 0) < 2**63:
            raise BadRequest("files")
        made.append(Upload(one.name, [content], one.measure))
    return tuple(made)
