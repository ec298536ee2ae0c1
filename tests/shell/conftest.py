"""The cast, for pages that need somebody signed in."""

from __future__ import annotations

import pytest
from cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody."""
    return assemble()
