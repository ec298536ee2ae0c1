"""The cast, and how each of them asks through the interface for programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from callers import Caller
from cast import Cast, assemble

from xiaohao.people.models import User


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path) -> Cast:
    """Everybody, and a folder for evidence."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    return assemble()


@pytest.fixture
def caller() -> Callable[[User], Caller]:
    """A program for any account."""
    return Caller
