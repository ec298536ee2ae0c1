"""真实文件: what is found and reckoned in the document beside the checkout; skipped where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from xiaohao.figures import counts, due, of, reconcile, tally
from xiaohao.notice import Notice, decode, read

pytestmark = pytest.mark.seed


@pytest.fixture
def made(seed: Path) -> Notice:
    """The document, read."""
    return read(decode(seed.read_bytes(), seed.name))


def test_its_headline_has_ten_counts_in_three_groups_that_add_up(made: Notice) -> None:
    assert [one.value for one in counts(made)] == [42, 23, 14, 4, 1, 6, 6, 251, 248, 3]
    assert [(line.whole.value, line.computed) for line in tally(made)] == [(42, 42), (6, 6), (251, 251)]


def test_its_figures_are_counts_amounts_and_days_with_their_items(made: Notice) -> None:
    found = of(made)
    assert sum(one.kind in ("count", "money", "area", "length", "share") for one in found) > 190
    assert {one.text for one in found if one.kind == "area"} >= {"0.84公顷", "0.348公顷", "0.482公顷"}
    assert all(made.source.text[one.start : one.end] == one.text for one in found)
    assert [one.value for one in found if one.text.startswith("2019年") and one.item is None] == ["2019", "2019"]


def test_what_does_not_close_is_named_with_its_places(made: Notice) -> None:
    differ = [check for check in reconcile(made) if check.verdict == "differs"]
    area = next(check for check in differ if check.kind == "area")
    assert (area.stated, area.computed) == ("0.84", "0.83")
    assert [check.stated for check in differ if check.code == "part_without_count"] == ["17"]
    assert [check.stated for check in differ if check.code == "number_missing"] == ["3"]
    assert [(check.stated, check.computed) for check in differ if check.code == "more_are_answered"] == [("4", "6")]
    assert sum(check.code == "expected_day_passed" for check in differ) == 6
    assert sum(check.code == "acted_before_feedback" for check in differ) == 5


def test_its_deadlines_stand_in_order_and_the_one_with_two_readings_has_no_day(made: Notice) -> None:
    rows = due(made)
    days = [row.day for row in rows if row.day]
    assert days == sorted(days) and days[0] == "2021-07-31" and days[-1] == "2025-12-31"
    assert [row.place.text for row in rows if row.day is None] == ["10月"]
    assert all(row.inferred == ("20" not in row.place.text) for row in rows if row.day)
