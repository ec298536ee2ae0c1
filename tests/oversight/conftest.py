"""The cast, those who look on besides, and a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import make
import pytest
from cast import SINCE, Cast, assemble, user
from django.utils import timezone

from xiaohao.ledger.models import Inspection
from xiaohao.people.models import Appointment, User

LATER = make.DAY + timedelta(days=30)


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


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    """Three items; the housing bureau answers for the first, and the market bureau with it."""
    made = make.inspection(cast)
    make.assigned(cast, made.items.order_by("position")[0])
    return made


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
