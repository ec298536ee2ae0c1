"""The cast, in a database of its own."""

from __future__ import annotations

from datetime import date, timedelta

import make
import pytest
from cast import Cast, assemble
from django.utils import timezone

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
