"""An inspection, one item of which is somebody's to answer for."""

from __future__ import annotations

import make
import pytest
from cast import Cast

from xiaohao.ledger.models import Inspection


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    """Three items; the housing bureau answers for the first, and the market bureau with it."""
    made = make.inspection(cast)
    make.assigned(cast, made.items.order_by("position")[0])
    return made
