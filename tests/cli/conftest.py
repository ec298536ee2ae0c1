"""A command run in this process, and folders of invented notices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xiaohao.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process: exit status, standard output, standard error."""

    def go(*argv: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        status = main([str(word) for word in argv])
        out, err = capfd.readouterr()
        return status, out, err

    return go
