"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def seed() -> Path:
    """The real document beside the checkout, where there is one."""
    found = sorted((SHARED / "seed").glob("*.txt")) if SHARED.is_dir() else []
    if not found:
        pytest.skip("no shared document beside this checkout")
    return found[0]
