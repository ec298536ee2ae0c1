"""Several people at once, each on a connection of their own: one of them wins, the journal is whole, and rows equal events."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

import xiaohao

RACING = Path(__file__).with_name("racing.py")


@pytest.fixture
def database() -> Iterator[str]:
    """XIAOHAO_DATABASE of a fresh database on the server of the tests; nothing for SQLite, which is a file in the data folder."""
    if connection.vendor != "postgresql":
        yield ""
        return
    psycopg = pytest.importorskip("psycopg")
    of = settings.DATABASES["default"]
    name = f"together_{uuid4().hex[:12]}"
    with psycopg.connect(dbname="postgres", user=of["USER"], password=of["PASSWORD"], host=of["HOST"], port=of["PORT"] or None, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        at = "" if of["HOST"].startswith("/") else of["HOST"] + (f":{of['PORT']}" if of["PORT"] else "")
        socket = f"?host={of['HOST']}" if of["HOST"].startswith("/") else ""
        yield f"postgresql://{of['USER']}:{of['PASSWORD']}@{at}/{name}{socket}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def raced(place: Path, database: str) -> dict[str, Any]:
    """What the races say."""
    environment = {
        **os.environ, "XIAOHAO_DATA": str(place), "XIAOHAO_DATABASE": database, "PYTHONPATH": str(Path(xiaohao.__file__).parents[1]), "XIAOHAO_HOSTS": "testserver",
    }  # fmt: skip
    done = subprocess.run([sys.executable, str(RACING)], env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_of_several_people_at_once_one_wins_and_the_journal_is_whole(tmp_path: Path, database: str) -> None:
    told = raced(tmp_path, database)
    statuses = told["statuses"]
    assert sorted(statuses["one claim"]) == [303] + [409] * 7
    assert told["claims"] == 1
    assert statuses["different items"] == statuses["one item"] == statuses["all parts"] == [303] * 8
    assert told["parent"] == "struck_off"
    assert (told["faults"], told["breaks"], told["gaps"], told["open periods"]) == ([], [], [], 0)
