"""The cast, a clock that stands still, and a desk at which notices are made by the right hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import make
import pytest
from cast import SINCE, Cast, assemble, user
from django.test import Client
from django.utils import timezone

from xiaohao.ledger import moves, referrals
from xiaohao.ledger.models import Inspection
from xiaohao.people.models import Appointment, User
from xiaohao.publication import publish
from xiaohao.publication.compose import Front
from xiaohao.publication.models import NoticeDraft, PublishedNotice

LATER = make.DAY + timedelta(days=30)
NOW = make.moment(make.DAY, 3)


@pytest.fixture
def cast(db: None, settings, tmp_path) -> Cast:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    """Everybody, and a folder for evidence."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    return assemble()


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The clock of the pages stands still, a month after the day on which the makers begin."""
    monkeypatch.setattr(timezone, "now", lambda: make.moment(LATER, 2))
    return LATER


@dataclass(frozen=True, slots=True)
class Others:
    """Those whom the cast lacks: of the supervision group, of the inspecting body, above the group, and one whose post at the office has ended."""

    watcher: User
    visitor: User
    above: User
    former: User


@pytest.fixture
def others(cast: Cast) -> Others:
    """Them, with their posts."""
    found = Others(
        user("ducha", "杜察", (cast.supervision, "组长", True)), user("xunshi", "荀视", (cast.inspectors, "组员", False)),
        user("quwei", "区委", (cast.district, "书记", True)), user("qianren", "钱任", (cast.office, "主任", False)),
    )  # fmt: skip
    Appointment.objects.filter(person=found.former.person).update(to_on=SINCE)
    return found


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
