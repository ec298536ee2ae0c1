"""实例: the real document, held against what people read in it. Skipped where it does not stand beside the checkout."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from xiaohao.contract import as_object
from xiaohao.notice import decode, read

pytestmark = pytest.mark.seed
PERFECT = ("aspects", "findings", "items", "item_parents", "item_text", "progress", "measures", "differs_precision", "validity")


@pytest.fixture
def made(seed: Path) -> dict[str, Any]:
    """What our reader makes of the document."""
    return as_object(read(decode(seed.read_bytes(), seed.name)))


def test_the_reading_is_as_good_as_it_was(seed: Path, made: dict[str, Any], scorer: ModuleType) -> None:
    expected = json.loads((seed.parent / "expected.json").read_text("utf-8"))
    scores, broken = scorer.score(expected, made, decode(seed.read_bytes()).text)
    values = {name: score.value for name, score in scores.items()}
    assert broken == []
    assert {name: values[name] for name in PERFECT} == dict.fromkeys(PERFECT, 1.0)
    assert scorer.overall(values) >= 0.97


def test_the_check_names_what_does_not_agree(made: dict[str, Any]) -> None:
    differs = [check for check in made["checks"] if check["verdict"] == "differs"]
    told = {(check["kind"], check["stated"], check["computed"]) for check in differs}
    assert ("area", "0.84", "0.83") in told
    assert any(check["code"] == "part_without_count" and check["stated"] == "17" and check["kind"] == "sum" for check in differs)
    assert any(check["code"] == "aspects_listed" and check["stated"] == "8" for check in made["checks"])
    assert any(check["code"] == "number_missing" and check["stated"] == "3" for check in differs)


def test_the_check_agrees_where_the_document_does(made: dict[str, Any]) -> None:
    agrees = Counter(check["kind"] for check in made["checks"] if check["verdict"] == "agrees")
    assert agrees["sum"] >= 3 and agrees["share"] >= 1 and agrees["count"] >= 5
    assert any(check["stated"] == "42" and check["kind"] == "sum" for check in made["checks"] if check["verdict"] == "agrees")
