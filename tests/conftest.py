"""What every test may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import hypothesis
import make
import pytest
from cast import SINCE, Cast, assemble, user
from catalogue import compiled
from django.utils import timezone

from xiaohao.people.models import Appointment, User

hypothesis.settings.register_profile("house", deadline=None)  # time is measured by `make bench`, never in a test
hypothesis.settings.load_profile("house")
LATER = make.DAY + timedelta(days=30)
SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """Pages speak English in tests as they do once installed."""
    compiled()


@pytest.fixture
def seed() -> Path:
    """The real document beside the checkout, where there is one."""
    found = sorted((SHARED / "seed").glob("*.txt")) if SHARED.is_dir() else []
    if not found:
        pytest.skip("no shared document beside this checkout")
    return found[0]


@pytest.fixture
def cast(db: None, settings, tmp_path) -> Cast:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    """Everybody, and a folder for evidence."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    settings.PREVIEW_FOLDER = tmp_path / "previews"
    return assemble()


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


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The clock of the pages stands still, a month after the day on which the makers begin."""
    monkeypatch.setattr(timezone, "now", lambda: make.moment(LATER, 2))
    return LATER
