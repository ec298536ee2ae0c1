"""What an annulment takes back: rows beside the item end or go on again, none is removed, and what was known then stays known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import make
import pytest
from cast import Cast
from django.test import Client

from xiaohao.ledger import access, moves, proof, queries, sight
from xiaohao.ledger.intake import beside
from xiaohao.ledger.models import Event, Evidence, Inspection, Item, Measure, Progress, Responsibility
from xiaohao.lifecycle import Capacity, Refused
from xiaohao.people.models import User

CLAIM = {"ground": "rectified", "statement": "已整改到位"}


@pytest.fixture
def row(cast: Cast) -> Item:
    return make.inspection(cast).items.order_by("position")[0]


def act(move: str, row: Item, by: User, given: Mapping[str, Any], *files: moves.Upload, days: int = 0, told: int | None = None) -> Event:
    """A move so many days after the first, told on the same day or later."""
    on = make.DAY + timedelta(days=days)
    now = make.moment(make.DAY + timedelta(days=days if told is None else told))
    return moves.make(move, row, by=by, on=on, now=now, given=given, files=files)


def annulled(event: Event, cast: Cast, days: int = 0) -> Event:
    on = make.DAY + timedelta(days=days)
    return moves.annul(event, by=cast.sumin, on=on, now=make.moment(on), reason="误登")


def plan(row: Item, cast: Cast, *texts: str) -> Event:
    measures = [{"ordinal": f"{n}.", "text": text, "criterion": "印发", "due_on": ""} for n, text in enumerate(texts, 1)]
    return act("plan", row, cast.hegong, {"measures": measures})


def in_force(row: Item, at: int | None = None) -> list[str]:
    """The plan, by the events; the rows themselves must say the same of now."""
    if at is None:
        shadow = list(Measure.objects.filter(item=row, ended_by__isnull=True).order_by("position").values_list("text", flat=True))
        assert shadow == list(Measure.objects.filter(queries.in_force(), item=row).order_by("position").values_list("text", flat=True))
        return shadow
    return list(Measure.objects.filter(queries.in_force(at), item=row).order_by("position").values_list("text", flat=True))


def claim(row: Item, cast: Cast, *files: moves.Upload) -> Event:
    return act("claim_completion", row, cast.hegong, {**CLAIM, "signed_off_by": cast.lin.person_id}, *files)


def whole(row: Item) -> None:
    inspection = Inspection.objects.get(pk=row.inspection_id)
    assert list(proof.replay_faults(inspection)) == []
    assert proof.chain_break(inspection) is None
    assert list(proof.fact_faults(inspection)) == []


def test_a_plan_that_was_annulled_asks_nothing_of_the_claim(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="acknowledged")
    wrong = plan(row, cast, "多登的措施")
    with pytest.raises(Refused, match="unproved"):
        claim(row, cast, make.proof())
    annulled(wrong, cast)
    assert "多登的措施" not in in_force(row) and Measure.objects.filter(event=wrong).count() == 1
    claim(row, cast, make.proof())
    whole(row)


def test_the_plan_that_an_annulled_one_had_replaced_holds_again_and_the_past_stays_as_it_was_known(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="acknowledged")
    first = plan(row, cast, "甲", "乙")
    second = plan(row, cast, "丙")
    assert in_force(row) == ["丙"]
    gone = annulled(second, cast)
    assert in_force(row) == ["甲", "乙"]
    third = plan(row, cast, "丁")
    assert [in_force(row, at) for at in (first.seq, second.seq, gone.seq, third.seq)] == [["甲", "乙"], ["丙"], ["甲", "乙"], ["丁"]]
    assert in_force(row) == ["丁"]
    whole(row)


def test_annulling_a_plan_that_another_has_replaced_leaves_that_one(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="acknowledged")
    plan(row, cast, "甲")
    second = plan(row, cast, "乙")
    third = plan(row, cast, "丙")
    annulled(second, cast)
    assert in_force(row) == ["丙"]
    annulled(third, cast)
    assert in_force(row) == ["甲"]
    whole(row)


def test_evidence_of_an_annulled_report_proves_nothing_and_is_kept(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="acknowledged")
    plan(row, cast, "甲")
    (measure,) = Measure.objects.filter(item=row, text="甲")
    wrong = act("report_progress", row, cast.hegong, {"narrative": "张冠李戴"}, make.proof("a.png", measure.pk), make.proof("b.png"))
    annulled(wrong, cast)
    facts = access.facts(cast.hegong, row, make.DAY)
    assert ([one.ordinal for one in facts.unproved], facts.evidence_count) == (["1."], 0)
    assert Evidence.objects.filter(event=wrong).count() == 2
    with pytest.raises(Refused, match="unproved"):
        claim(row, cast, make.proof("c.png"))
    claim(row, cast, make.proof("c.png", measure.pk))
    whole(row)


def test_progress_of_an_annulled_report_is_kept_and_shown_nowhere_but_in_the_history(cast: Cast, row: Item, today: date) -> None:
    row = make.item(cast, row, at="acknowledged")
    wrong = act("report_progress", row, cast.hegong, {"narrative": "张冠李戴的进展"})
    client = Client()
    client.force_login(cast.sumin)
    board = f"/demo-2026/ledger/?columns=number,progress&as_of={today}"
    assert "张冠李戴的进展" in client.get(board).content.decode()
    annulled(wrong, cast, days=3)
    assert Progress.objects.filter(event=wrong).count() == 1
    assert "张冠李戴的进展" not in client.get(board).content.decode()
    assert "张冠李戴的进展" in client.get(f"{board}&known_at=2026-03-03T08:00:00%2B08:00").content.decode()
    page = client.get(f"/demo-2026/items/{row.address}/").context["page"]
    assert "张冠李戴的进展" not in [one.text for one in page.reports]
    assert any("张冠李戴的进展" in said.text for event in page.history for said in event.said)
    (known,) = (one for one in beside.known_of(row.inspection_id) if one.id == row.pk)
    assert "张冠李戴的进展" not in known.told


def duties(row: Item, day: date, at: int | None = None) -> set[tuple[str, int | None]]:
    held = Responsibility.objects.filter(sight.believed(at), sight.held_on(day), item=row, unit__isnull=False)
    return set(held.values_list("capacity", "unit_id"))


def assignment(cast: Cast, lead: str, *units: str) -> dict[str, Any]:
    return {
        "leader": cast.lin.person_id, "lead_unit": getattr(cast, lead).pk, "units": [getattr(cast, one).pk for one in units], "track": "continuing",
    }  # fmt: skip


def test_who_answered_is_known_as_it_was_known(cast: Cast, row: Item) -> None:
    first = act("assign", row, cast.sumin, assignment(cast, "housing", "market"))
    second = act("assign", row, cast.sumin, assignment(cast, "housing", "finance"), days=5, told=9)
    day = make.DAY + timedelta(days=7)
    housing, market, finance = cast.housing.pk, cast.market.pk, cast.finance.pk
    assert duties(row, day, first.seq) == {("lead_unit", housing), ("responsible_unit", market)}
    assert duties(row, day, second.seq) == {("lead_unit", housing), ("responsible_unit", finance)} == duties(row, day)
    assert duties(row, make.DAY) == {("lead_unit", housing), ("responsible_unit", market)}
    gone = annulled(second, cast, days=10)
    assert duties(row, day, second.seq) == {("lead_unit", housing), ("responsible_unit", finance)}
    assert duties(row, day, gone.seq) == {("lead_unit", housing), ("responsible_unit", market)} == duties(row, day)
    assert Responsibility.objects.filter(item=row, capacity="lead_unit").count() == 1, "what goes on is not written anew"
    assert queries.visible_items(cast.stranger, make.DAY + timedelta(days=10)).count() == 0
    whole(row)


def test_units_given_later_are_not_shown_as_if_known_before(cast: Cast, row: Item, today: date) -> None:
    act("assign", row, cast.sumin, assignment(cast, "housing", "market"))
    act("assign", row, cast.sumin, assignment(cast, "housing", "finance"), days=2, told=9)
    client = Client()
    client.force_login(cast.sumin)
    query = f"as_of={make.DAY + timedelta(days=4)}"
    then = "known_at=2026-03-05T08:00:00%2B08:00"
    assert client.get(f"/api/inspections/demo-2026/items?{query}").json()["items"][0]["units"][0]["name"] == "示例区财政局"
    assert client.get(f"/api/inspections/demo-2026/items?{query}&{then}").json()["items"][0]["units"][0]["name"] == "示例区市监局"
    for asked, units in ((query, "示例区财政局"), (f"{query}&{then}", "示例区市监局")):
        assert client.get(f"/demo-2026/ledger/?{asked}").context["board"].rows[0].units == units


def test_an_assignment_taken_back_leaves_nobody_in_charge(cast: Cast, row: Item) -> None:
    only = act("assign", row, cast.sumin, assignment(cast, "housing"))
    annulled(only, cast)
    row.refresh_from_db()
    assert row.lead_unit_id is None and duties(row, make.DAY) == set()
    assert access.capacities(cast.hegong, row, make.DAY) == frozenset()
    assert access.capacities(cast.sumin, row, make.DAY) == {Capacity.OFFICE}
    whole(row)


def test_two_assignments_of_one_day_leave_the_second_until_it_is_annulled(cast: Cast, row: Item) -> None:
    act("assign", row, cast.sumin, assignment(cast, "housing", "market"))
    second = act("assign", row, cast.sumin, assignment(cast, "finance"))
    assert duties(row, make.DAY) == {("lead_unit", cast.finance.pk)}
    whole(row)
    annulled(second, cast)
    assert duties(row, make.DAY) == {("lead_unit", cast.housing.pk), ("responsible_unit", cast.market.pk)}
    whole(row)


def test_an_item_reopened_by_mistake_can_be_reopened_from_an_earlier_day(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="struck_off")
    due = make.DAY + timedelta(days=90)
    again = {"basis": "look_back", "reason": "反弹", "due_on": due}
    wrong = act("reopen", row, cast.sumin, again, days=10)
    annulled(wrong, cast, days=10)
    act("reopen", row, cast.sumin, again, days=5, told=10)
    act("acknowledge", row, cast.hegong, {}, days=7, told=10)
    row.refresh_from_db()
    assert (row.stage, row.cycle) == ("open", 2)
    whole(row)


def test_an_intake_beside_the_ledger_knows_the_duties_of_now(cast: Cast, row: Item) -> None:
    act("assign", row, cast.sumin, assignment(cast, "housing", "market"))
    act("assign", row, cast.sumin, assignment(cast, "housing", "finance"), days=5)
    (known,) = (one for one in beside.known_of(row.inspection_id) if one.id == row.pk)
    assert known.units == ("示例区财政局",)
