"""目标页和表单: the targets of an inspection by unit, what its reader may see, what it costs; readings typed in a form, and the item's page with its course."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import make
import pytest
from cast import Cast
from counted import queries_of
from django.test import Client

from xiaohao.ledger import moves
from xiaohao.ledger.models import Event, Inspection, Item, Measure, PlanObject, Reading, Target
from xiaohao.people.models import User

pytestmark = pytest.mark.usefixtures("today")
SOON = make.DAY + timedelta(days=10)
DUE = make.DAY + timedelta(days=120)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def planned(cast: Cast, item: Item, *nouns: str, value: str = "40") -> Item:
    """An item with a target for each noun, of which one half was read."""
    row = make.item(cast, item, at="acknowledged")
    rows = [
        {"ordinal": f"{n}.", "text": f"做{noun}", "criterion": "做完", "due_on": DUE, "from_on": make.DAY,
         "target": {"noun": noun, "unit": "户", "kind": "level", "direction": "up", "goal": "80", "base": "100"}}
        for n, noun in enumerate(nouns, 1)
    ]  # fmt: skip
    moves.make("plan", row, by=cast.hegong, on=make.DAY, now=make.NOW, given={"measures": rows})
    told = [{"target": one.pk, "part": "", "value": value, "on": SOON} for one in Target.objects.filter(measure__item=row)]
    moves.make("report_progress", row, by=cast.hegong, on=SOON, now=make.moment(SOON), given={"narrative": "在办", "readings": told})
    return Item.objects.get(pk=row.pk)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return make.inspection(cast, 3)


@pytest.fixture
def row(cast: Cast, inspection: Inspection) -> Item:
    return planned(cast, inspection.items.order_by("position")[0], "改造", "办证")


def url(row: Item, rest: str = "") -> str:
    return f"/{row.inspection.slug}/items/{row.address}/{rest}"


def test_targets_stand_by_unit_with_what_they_come_to(cast: Cast, inspection: Inspection, row: Item) -> None:
    planned(cast, inspection.items.order_by("position")[1], "改造", value="80")
    told = client_of(cast.sumin).get(f"/{inspection.slug}/targets/").content.decode()
    assert "示例区住建局" in told and "50%" in told and "100%" in told and "已达到" in told
    assert "小计" in told and "160 户" in told and ">120<" in told


def test_the_same_rows_come_as_csv_and_json(cast: Cast, inspection: Inspection, row: Item) -> None:
    client = client_of(cast.sumin)
    lines = list(csv.reader(io.StringIO(b"".join(client.get(f"/{inspection.slug}/targets/?format=csv").streaming_content).decode("utf-8-sig"))))  # type: ignore[arg-type]  # bytes, from our own views
    assert [line[3] for line in lines[1:]] == ["改造", "办证"] and lines[1][5:9] == ["100", "80", "40", "50"]
    rows = client.get(f"/{inspection.slug}/targets/?format=json").json()["targets"]
    assert [(one["noun"], one["goal"], one["value"], one["share"], one["last_on"]) for one in rows] == [("改造", "80", "40", 50, SOON.isoformat()), ("办证", "80", "40", 50, SOON.isoformat())]
    assert client.get(f"/{inspection.slug}/targets/?format=xml").status_code == 400


def test_an_earlier_day_and_an_earlier_knowledge_show_what_was_read_by_then(cast: Cast, inspection: Inspection, row: Item) -> None:
    client = client_of(cast.sumin)
    before = (SOON - timedelta(days=1)).isoformat()
    for query in (f"as_of={before}", f"known_at={before}T12:00:00"):
        rows = client.get(f"/{inspection.slug}/targets/?format=json&{query}").json()["targets"]
        assert [one["value"] for one in rows] == [None, None], query
    assert "尚无读数" in client.get(f"{url(row)}?as_of={before}").content.decode()


def test_nobody_sees_targets_of_items_that_are_hidden_from_them(cast: Cast, inspection: Inspection, row: Item) -> None:
    given = {"leader": cast.lin.person_id, "lead_unit": cast.finance.pk, "due_on": DUE, "track": "staged"}
    moves.make("assign", inspection.items.order_by("position")[1], by=cast.sumin, on=make.DAY, now=make.NOW, given=given)
    for rest in ("", "?format=json", "?format=csv"):
        answer = client_of(cast.stranger).get(f"/{inspection.slug}/targets/{rest}")
        told = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]  # bytes, from our own views
        assert answer.status_code == 200 and "改造".encode() not in told
    assert Client().get(f"/{inspection.slug}/targets/").status_code == 302


def test_the_page_costs_the_same_for_one_target_and_for_many(cast: Cast, inspection: Inspection, row: Item) -> None:
    client, there = client_of(cast.sumin), f"/{inspection.slug}/targets/"
    client.get(there)
    few = queries_of(client, there)
    planned(cast, inspection.items.order_by("position")[1], *(f"改造{n}" for n in range(45)))
    assert queries_of(client, there) == few <= 8
    planned(cast, inspection.items.order_by("position")[2], *(f"改造{n}" for n in range(45)))
    told = client.get(there).content.decode()
    assert "下一页" in told
    assert len(client.get(f"{there}?format=json").json()["targets"]) == 92


def test_the_items_page_shows_the_course_of_a_target(cast: Cast, row: Item) -> None:
    told = client_of(cast.sumin).get(url(row)).content.decode()
    for words in ("aim-chart", "增加到 80 户", "40 户", "50%", "读数 1 次", "何工", "总数或起始 100 户"):
        assert words in told, words


def test_the_items_page_costs_three_statements_more_with_targets_and_objects(cast: Cast, inspection: Inspection, row: Item) -> None:
    client = client_of(cast.sumin)
    with_targets = queries_of(client, url(row))
    plain = make.item(cast, inspection.items.order_by("position")[1], at="acknowledged")
    assert with_targets <= queries_of(client, url(plain)) + 3


def test_readings_are_typed_in_the_form_and_an_odd_one_is_kept_until_it_is_explained(cast: Cast, row: Item) -> None:
    client = client_of(cast.hegong)
    first = Target.objects.get(measure__item=row, noun="改造")
    shown = client.get(url(row, "report-progress/")).content.decode()
    assert f"readings-{first.pk}-0-value" in shown and "上次 40" in shown and "差异说明" in shown
    typed = {"narrative": "继续改造", f"readings-{first.pk}-0-value": "35", f"readings-{first.pk}-0-on": (SOON + timedelta(days=1)).isoformat()}
    answer = client.post(url(row, "report-progress/"), typed)
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "上次是40户" in told and 'value="35"' in told
    assert client.post(url(row, "report-progress/"), {**typed, "explanation": "复核剔除5户"}).status_code == 303
    assert Reading.objects.filter(value=35).count() == 1
    assert "复核剔除5户" in client.get(url(row)).content.decode()


def test_a_plan_is_typed_with_target_and_objects_and_comes_back_as_it_was(cast: Cast, inspection: Inspection) -> None:
    row = make.item(cast, inspection.items.order_by("position")[2], at="acknowledged")
    client = client_of(cast.hegong)
    typed: dict[str, Any] = {
        "measures-0-ordinal": "一是", "measures-0-text": "提质市场", "measures-0-criterion": "验收", "measures-0-due_on": DUE.isoformat(),
        "measures-0-owner": str(cast.market.pk), "measures-0-wants": "photo", "measures-0-noun": "市场提质", "measures-0-unit": "个", "measures-0-kind": "level",
        "measures-0-direction": "up", "measures-0-goal": "2", "measures-0-base": "2", "measures-0-split": "object",
        "measures-0-parts": "东市场 | 1 | 2026-05-01\n西市场 | 1", "measures-0-object_kind": "project", "measures-0-objects": "东市场 | 示例甲 | 改造\n西市场 |  | 改造",
    }
    assert client.post(url(row, "plan/"), typed).status_code == 303
    measure = Measure.objects.get(item=row, ended_by__isnull=True)
    assert (measure.owner, measure.wants, measure.target.goal) == (cast.market, "photo", 2)
    assert [(one.name, one.person, one.task) for one in measure.plan_objects.all()] == [("东市场", "示例甲", "改造"), ("西市场", "", "改造")]
    shown = client.get(url(row, "plan/")).content.decode()
    assert "东市场 | 1 | 2026-05-01\n西市场 | 1" in shown and "东市场 | 示例甲 | 改造\n西市场 |  | 改造" in shown
    wrong = client.post(url(row, "plan/"), {**typed, "measures-0-goal": "许多"})
    assert wrong.status_code == 409 and "许多" in wrong.content.decode()


def test_an_object_is_ticked_as_done(cast: Cast, inspection: Inspection) -> None:
    row = make.item(cast, inspection.items.order_by("position")[2], at="acknowledged")
    rows = [{"text": "入户", "object_kind": "household", "objects": [{"name": "示例户", "person": "示例甲", "task": "修缮"}]}]
    moves.make("plan", row, by=cast.hegong, on=make.DAY, now=make.NOW, given={"measures": rows})
    one = PlanObject.objects.get(name="示例户")
    assert client_of(cast.hegong).post(url(row, "report-progress/"), {"narrative": "已修缮", "done": [str(one.pk)]}).status_code == 303
    told = client_of(cast.hegong).get(url(row)).content.decode()
    assert "对象 1 个，已办结 1 个" in told and "示例甲" in told


def test_a_program_reads_targets_and_sends_readings(cast: Cast, row: Item) -> None:
    client = client_of(cast.hegong)
    told = client.get(f"/api/items/{row.inspection.slug}/{row.address}").json()["measures"]
    assert [(one["target"]["noun"], one["target"]["value"], len(one["target"]["readings"])) for one in told] == [("改造", "40", 1), ("办证", "40", 1)]
    event = Event.objects.filter(item=row, move="report_progress").latest("seq")
    told = client.get(f"/api/items/{row.inspection.slug}/{row.address}/events").json()
    read = next(one for one in told["events"] if one["id"] == event.pk)["facts"]["readings"]
    assert read[0]["value"] == "40" and date.fromisoformat(read[0]["on"]) == SOON
