"""The cast, as for the ledger's own tests."""

from __future__ import annotations

import pytest
from cast import Cast, assemble


@pytest.fixture
def cast(db: None, settings, tmp_path) -> Cast:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    """Everybody, and a folder for evidence."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    return assemble()
