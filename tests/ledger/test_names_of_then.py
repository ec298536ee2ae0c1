"""Pages that look at a day of the past call units as they were called then: the ledger, an item, the overview, an export, the interface, a notice as of a day."""

from __future__ import annotations

from datetime import timedelta

import make
import pytest
from cast import Cast
from counted import queries_of
from django.test import Client
from django.utils import timezone

from xiaohao.ledger.models import Inspection
from xiaohao.people import units
from xiaohao.publication.compose import compose

RENAMED = make.DAY + timedelta(days=30)
TODAY = make.DAY + timedelta(days=60)
THEN = (make.DAY + timedelta(days=10)).isoformat()
OLD, NEW = "示例区住建局", "示例区住房局"


@pytest.fixture
def inspection(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Inspection:
    """An item of the housing bureau, which has another name by now; so has the inspected body."""
    monkeypatch.setattr(timezone, "now", lambda: make.moment(TODAY))
    made = make.inspection(cast, 2)
    first, second = made.items.order_by("position")
    make.item(cast, first, at="reported")
    make.assigned(cast, second, units=[cast.housing.pk])
    for unit, name in ((cast.housing, NEW), (cast.district, "示例县委")):
        units.rename(unit, on=RENAMED, by=cast.sumin, now=make.moment(RENAMED), name=name)
    client.force_login(cast.sumin)
    return Inspection.objects.get(pk=made.pk)


PAGES = (
    "/{slug}/", "/{slug}/ledger/", "/{slug}/ledger/?format=csv", "/{slug}/ledger/?format=json", "/{slug}/items/a1-f1-1/", "/api/inspections/{slug}/items",
    "/api/items/{slug}/a1-f1-1",
)  # fmt: skip


def words(client: Client, path: str) -> str:
    """All words of an answer."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()  # type: ignore[arg-type]  # never awaited


@pytest.mark.parametrize("page", PAGES)
def test_a_past_day_has_the_former_name_and_today_the_new_one(client: Client, inspection: Inspection, page: str) -> None:
    path = page.format(slug=inspection.slug)
    past = f"{path}{'&' if '?' in path else '?'}as_of={THEN}"
    assert OLD in words(client, past)
    assert NEW not in words(client, past)
    assert NEW in words(client, path)


def test_an_event_keeps_the_name_of_its_day(client: Client, inspection: Inspection) -> None:
    told = client.get(f"/api/items/{inspection.slug}/a1-f1-1/events").json()["events"]
    assert {one["unit"]["name"] for one in told if one["capacity"] == "lead_unit"} == {OLD}
    assert OLD in words(client, f"/{inspection.slug}/items/a1-f1-1/")


def test_a_notice_as_of_a_past_day_names_the_body_of_then(inspection: Inspection) -> None:
    assert "示例区委关于" in compose(inspection, make.DAY + timedelta(days=10)).text
    assert "示例县委关于" in compose(inspection, TODAY).text


def test_former_names_cost_one_statement_for_the_past_and_none_for_today(client: Client, cast: Cast, inspection: Inspection) -> None:
    path = f"/{inspection.slug}/ledger/"
    today, past = queries_of(client, path), queries_of(client, f"{path}?as_of={THEN}")
    for n in range(5):
        units.rename(cast.market, on=RENAMED + timedelta(days=n), by=cast.sumin, now=make.moment(TODAY), name=f"示例区市监局{n}")
    assert (queries_of(client, path), queries_of(client, f"{path}?as_of={THEN}")) == (today, past)
    assert past <= today + 1
