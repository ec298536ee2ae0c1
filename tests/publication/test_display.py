"""公示页: what the public sees of closings on notice, and how anybody objects."""

from __future__ import annotations

from datetime import date, timedelta

import full
import pytest
from cast import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger import moves
from xiaohao.ledger.models import Event, EventFact, Evidence, Item
from xiaohao.publication import display


@pytest.fixture
def item(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Item:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda value=None: value.date() if value else date(2026, 3, 4))
    return full.walked(cast, full.inspection(cast).items.order_by("position")[0], "put_on_notice", through=True)


def test_only_the_words_for_the_public_are_shown(item: Item) -> None:
    page = Client().get("/display/").content.decode()
    assert "第1项已完成整改" in page and item.text not in page and "何工" not in page


def test_anybody_objects_and_it_stands_in_the_way(cast: Cast, item: Item) -> None:
    path = f"/display/{item.inspection.slug}/{item.address}/"
    answer = Client().post(path, {"grounds": "仍有异味", "objector": "老马"}, follow=True)
    assert "已收到您的异议" in answer.content.decode() and "老马" not in answer.content.decode()
    event = Event.objects.get(item=item, move="object")
    assert (event.capacity, event.by_person, event.facts["channel_kind"]) == ("public", None, "page")
    with pytest.raises(moves.Refused):
        full.do(cast, item, "end_notice")


def test_an_empty_objection_comes_back(item: Item) -> None:
    assert Client().post(f"/display/{item.inspection.slug}/{item.address}/", {"grounds": ""}).status_code == 422
    assert not Event.objects.filter(move="object").exists()


@pytest.mark.parametrize("address", ["a1-f1-2", "nowhere"])
def test_what_is_not_on_notice_has_no_page(item: Item, address: str) -> None:
    assert Client().get(f"/display/{item.inspection.slug}/{address}/").status_code == 404


def test_a_flood_is_sent_elsewhere(item: Item, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "MOST_A_DAY", 1)
    path = f"/display/{item.inspection.slug}/{item.address}/"
    Client().post(path, {"grounds": "一"})
    assert Client().post(path, {"grounds": "二"}).status_code == 409
    assert Event.objects.filter(item=item, move="object").count() == 1


def test_a_void_strike_off_is_said_in_public(cast: Cast, item: Item) -> None:
    for name in ("end_notice", "pass approval", "report_up", "pass filing", "strike_off"):
        full.do(cast, item, name)
    assert "公示期满无异议" in Client().get("/display/").content.decode()
    Evidence.objects.filter(item=item).update(sha256="0" * 64)
    moves.void(item, now=full.make.moment(full.FIRST + timedelta(days=20)))
    page = Client().get("/display/").content.decode()
    assert "销号已失效" in page and "已恢复整改" in page


def test_what_was_erased_by_law_is_not_shown(item: Item) -> None:
    EventFact.objects.filter(event__item=item, name="notice_text").update(value="", salt="", erased_at=full.make.NOW)
    assert "第1项已完成整改" not in Client().get("/display/").content.decode()


def test_the_page_costs_the_same_for_one_and_for_many(cast: Cast, item: Item) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            Client().get("/display/")
        return len(asked)

    few = cost()
    for row in item.inspection.items.order_by("position")[1:]:
        full.walked(cast, row, "put_on_notice", through=True)
    assert cost() == few
