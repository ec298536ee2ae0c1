"""不查循环: Python looks for cycles among its values again and again; a text makes hundreds of thousands of values and no cycle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

LONG = 20_000  # characters


@contextmanager
def uncollected(length: int) -> Iterator[None]:
    """Without the search for cycles while a long text is worked on: the values made of it hold none, and the search through them costs up to a third of the time."""
    pauses = length > LONG and gc.isenabled()
    if pauses:
        gc.disable()
    try:
        yield
    finally:
        if pauses:
            gc.enable()
