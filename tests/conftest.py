"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue import compiled
from hypothesis import settings

settings.register_profile("house", deadline=None)  # time is measured by `make bench`, never in a test
settings.load_profile("house")
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
