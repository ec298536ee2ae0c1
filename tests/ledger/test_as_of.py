"""What stood on a day, as known now and as known then; and the sentence of a real notice, restated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import make
import pytest
from cast import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger import intake, moves, proof, queries
from xiaohao.ledger.models import Inspection, Item

FED_BACK, COUNTED_ON = date(2021, 4, 1), date(2021, 6, 30)
WANTED = {"completed": 23, "substantially_completed": 14, "long_term": 4, "not_completed": 1}


def standing() -> Iterator[str]:
    """23, 14, 4 and 1, in the order of the items."""
    for name, count in WANTED.items():
        yield from [name] * count


def told(inspection: Inspection, day: date, at: int | None = None) -> dict[str, int]:
    """The counts by category."""
    tally = queries.tally(inspection, day, at)
    return {name: len(tally.completion(name)) for name in WANTED}


def worked(cast: Cast, item: Item, category: str, on: date = COUNTED_ON - timedelta(days=4)) -> None:
    """One main item, brought to its category by the hands that may."""
    leaves = list(item.parts.all()) or [item]
    if category in ("substantially_completed", "long_term"):
        moves.make(
            "recognise", item, by=cast.sumin, on=on, now=make.moment(on), given={"completion": category, "reason": "按方案推进"},
        )  # fmt: skip
    elif category == "completed":
        for leaf in leaves:
            make.item(cast, leaf, at="verified", on=COUNTED_ON - timedelta(days=20))


def test_the_sentence_of_the_notice_comes_back_on_its_day(cast: Cast, seed: Path) -> None:
    taken = intake.propose(seed.read_bytes(), seed.name, by=cast.sumin, now=make.moment(FED_BACK))
    inspection = intake.admit(
        taken, by=cast.sumin, on=FED_BACK, now=make.moment(FED_BACK), opening=make.opening(cast, "seed", opened_on=FED_BACK, delivered_on=FED_BACK),
    )  # fmt: skip
    main = list(inspection.items.filter(parent__isnull=True).order_by("position"))
    assert (len(main), inspection.items.filter(parts__isnull=True).count()) == (42, 49)
    for item, category in zip(main, standing(), strict=True):
        worked(cast, item, category)
    inspection.refresh_from_db()
    assert told(inspection, COUNTED_ON) == WANTED
    told_then = inspection.seq

    later = COUNTED_ON + timedelta(days=30)
    make.item(cast, main[-1], at="struck_off", on=later)
    assert told(inspection, COUNTED_ON) == WANTED
    inspection.refresh_from_db()
    assert told(inspection, later)["completed"] == 24

    back_dated = main[30]
    moves.make(
        "recognise", back_dated, by=cast.sumin, on=COUNTED_ON - timedelta(days=1), now=make.moment(later),
        given={"completion": "long_term", "reason": "补登"},
    )  # fmt: skip
    inspection.refresh_from_db()
    assert told(inspection, COUNTED_ON) == {**WANTED, "substantially_completed": 13, "long_term": 5}
    assert told(inspection, COUNTED_ON, told_then) == WANTED
    assert list(proof.replay_faults(inspection)) == []
    assert proof.chain_break(inspection) is None


def test_the_same_sentence_from_opening_balances(cast: Cast, seed: Path) -> None:
    taken = intake.propose(seed.read_bytes(), seed.name, by=cast.sumin, now=make.moment(COUNTED_ON))
    mains: dict[str, list[str]] = {}
    for row in taken.proposal["items"]:
        mains.setdefault(row["parent_number"] or row["number"], []).append(row["key"])
    changes = []
    for keys, category in zip(mains.values(), standing(), strict=True):
        if category != "not_completed" and len(keys) == 1:
            changes.append({"op": "opening", "key": keys[0], "value": {"completion": category, "authority": "整改情况通报"}})
    taken = intake.edit(taken, changes, by=cast.sumin, now=make.moment(COUNTED_ON))
    opening = make.opening(cast, "seed", opened_on=COUNTED_ON + timedelta(days=1), delivered_on=FED_BACK)
    inspection = intake.admit(taken, by=cast.sumin, on=COUNTED_ON, now=make.moment(COUNTED_ON), opening=opening)
    for number, category in zip(mains, standing(), strict=True):
        if len(mains[number]) > 1 and category != "not_completed":
            worked(cast, inspection.items.get(number=number, parent__isnull=True), category, COUNTED_ON)
    inspection.refresh_from_db()
    assert told(inspection, COUNTED_ON) == WANTED
    assert list(proof.replay_faults(inspection)) == []


def test_an_opening_balance_is_refused_once_the_ledger_is_open(cast: Cast) -> None:
    taken = intake.propose(make.notice().encode(), "a.txt", by=cast.sumin, now=make.NOW)
    key = taken.proposal["items"][0]["key"]
    taken = intake.edit(taken, [{"op": "opening", "key": key, "value": {"completion": "completed"}}], by=cast.sumin, now=make.NOW)
    with pytest.raises(Exception, match="not_before_opening"):
        intake.admit(taken, by=cast.sumin, on=make.DAY, now=make.NOW, opening=make.opening(cast))
    assert not Inspection.objects.exists()


@pytest.mark.parametrize("items", [3, 60])
def test_a_tally_is_one_query_whatever_the_number_of_items(cast: Cast, items: int) -> None:
    inspection = make.inspection(cast, items)
    with CaptureQueriesContext(connection) as asked:
        tally = queries.tally(inspection, make.DAY)
    assert (len(asked), tally.total) == (1, items)
    assert sum(len(tally.completion(name)) for name in WANTED) + len(tally.apart()) == tally.total


@pytest.mark.parametrize("items", [3, 300])
def test_an_intake_costs_the_same_whatever_its_size(cast: Cast, items: int) -> None:
    taken = intake.propose(make.notice(items).encode(), "n.txt", by=cast.sumin, now=make.NOW)
    with CaptureQueriesContext(connection) as asked:
        intake.admit(taken, by=cast.sumin, on=make.DAY, now=make.NOW, opening=make.opening(cast))
    counted = [one for one in asked.captured_queries if not one["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT"))]
    assert len(counted) <= 40, [one["sql"][:60] for one in counted]
