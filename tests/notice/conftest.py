"""The tool that scores a reading, where it stands beside the checkout."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[3] / "shared" / "tools" / "score_reading.py"


@pytest.fixture(scope="session")
def scorer() -> ModuleType:
    """It, as a module."""
    if not TOOL.is_file():
        pytest.skip("the scoring tool does not stand beside this checkout")
    spec = importlib.util.spec_from_file_location("score_reading", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
