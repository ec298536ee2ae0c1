"""Programs that ask through the interface, each with the token of one account."""

from __future__ import annotations

from typing import Any

from django.test import Client

from xiaohao.api import account
from xiaohao.people.models import User


class Caller:
    """A program with the token of one account."""

    def __init__(self, user: User) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {account.issue(user)}"})

    def get(self, path: str, status: int = 200, **query: str) -> Any:
        """The JSON of an answer that has the expected status."""
        return told(self.client.get(f"/api/{path}", query), status)

    def post(self, path: str, body: object, status: int = 201) -> Any:
        """The same for what writes."""
        return told(self.client.post(f"/api/{path}", body, content_type="application/json"), status)


def told(answer: Any, status: int) -> Any:
    """The JSON of an answer; its words are shown where the status is another."""
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[:400])
    assert answer["Content-Type"].startswith("application/json")
    return answer.json()


def signed_in(user: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(user)
    return client
