"""What a page costs: statements, as the budgets count them."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "SET ")


def queries_of(client: Client, url: str) -> int:
    """How many SQL statements a page takes, session and account included, transaction statements not. The page must be there."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url)
        if answer.streaming:
            b"".join(answer.streaming_content)  # type: ignore[arg-type]  # bytes, from our own views
    assert answer.status_code == 200, (url, answer.status_code)
    return len([row for row in seen.captured_queries if not row["sql"].upper().startswith(FRAMES)])


def size_of(client: Client, url: str) -> int:
    """How many bytes a page takes."""
    return len(client.get(url).content)
