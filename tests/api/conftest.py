"""How each of the cast asks through the interface for programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from callers import Caller

from xiaohao.people.models import User


@pytest.fixture
def caller() -> Callable[[User], Caller]:
    """A program for any account."""
    return Caller
