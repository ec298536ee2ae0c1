"""A desk at which notices are made by the right hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import make
import pytest
from cast import Cast
from django.test import Client

from xiaohao.ledger import moves, referrals
from xiaohao.ledger.models import Inspection
from xiaohao.publication import publish
from xiaohao.publication.compose import Front
from xiaohao.publication.models import NoticeDraft, PublishedNotice

NOW = make.moment(make.DAY, 3)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where notices are made: 苏敏 drafts, checks and publishes, 林书记 approves."""

    cast: Cast

    def draft(self, inspection: Inspection, as_of: date = make.DAY, *, now: datetime = NOW, **more: Any) -> NoticeDraft:
        """A draft as of a day."""
        return publish.draft(inspection, as_of, by=self.cast.sumin, now=now, **more)

    def move(self, draft: NoticeDraft, *names: str, now: datetime = NOW) -> Any:
        """The draft, moved by the right hand each time."""
        made: Any = draft
        for name in names:
            made = publish.move(name, draft, by=self.cast.lin if name in ("approve", "return_draft") else self.cast.sumin, now=now, given={"reason": "再核"})
        draft.refresh_from_db()
        return made

    def published(self, inspection: Inspection, as_of: date = make.DAY, *, now: datetime = NOW, **more: Any) -> PublishedNotice:
        """A notice that went all the way."""
        made = self.move(self.draft(inspection, as_of, now=now, **more), "check", "approve", "publish", now=now)
        assert isinstance(made, PublishedNotice)
        return made

    def rewritten(self, draft: NoticeDraft, **changes: Any) -> NoticeDraft:
        """The draft with other paragraphs."""
        front = Front.of({**draft.front, **changes})
        return publish.rewrite(draft, front, by=self.cast.sumin, now=NOW)

    def explained(self, draft: NoticeDraft, why: str) -> NoticeDraft:
        """The draft with every difference explained."""
        for one in publish.marked(draft):
            if one.is_open:
                draft = publish.explain(draft, one.key, why, by=self.cast.sumin, now=NOW)
        return draft

    def hand(self, inspection: Inspection, kind: str, *numbers: str, concluded: int = 0, text: str = "来信内容", on: date = make.DAY) -> None:
        """Matters handed over; so many of them are concluded."""
        rows = [
            referrals.Handed(kind, number, on, text=text, concluded_on=on if place < concluded else None) for place, number in enumerate(numbers)
        ]  # fmt: skip
        referrals.take_in(inspection, rows, by=self.cast.sumin, on=on, now=make.moment(on))
        inspection.refresh_from_db()


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """The desk."""
    return Desk(cast)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    """Three items: one not assigned, one at work for the long term, one assigned."""
    made = make.inspection(cast)
    _, second, third = made.items.order_by("position")
    moves.make("recognise", second, by=cast.sumin, on=make.DAY, now=make.NOW, given={"completion": "long_term", "reason": "长期坚持"})
    make.assigned(cast, third)
    made.refresh_from_db()
    return made


@pytest.fixture
def office(client: Client, cast: Cast, today: date) -> Client:
    """The office, signed in."""
    client.force_login(cast.sumin)
    return client
