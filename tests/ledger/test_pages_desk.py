"""The desk and the list of inspections: what waits for whom, and nothing that the law would refuse."""

from __future__ import annotations

import re
from datetime import date

import make
import pytest
from cast import Cast
from counted import queries_of, size_of
from django.test import Client

from xiaohao.ledger import access
from xiaohao.ledger.models import Inspection, Item
from xiaohao.ledger.pages.desk import desk
from xiaohao.lifecycle import open_moves
from xiaohao.people.models import User


@pytest.fixture
def inspection(cast: Cast, today: date) -> Inspection:
    """An item at every step."""
    made = make.inspection(cast, 7)
    rows = list(made.items.order_by("position"))
    for row, step in zip(rows, make.STEPS, strict=False):
        make.item(cast, row, at=step)
    return made


def mine(user: User, today: date) -> dict[str, str]:
    """Number and move of what waits for the person."""
    return {one.item.number: one.move for one in desk(user, today, "", is_office=False).mine}


def test_each_hand_is_offered_its_own_next_move(cast: Cast, inspection: Inspection, today: date) -> None:
    assert mine(cast.sumin, today) == {"5": "strike_off", "7": "assign"}
    assert mine(cast.hegong, today) == {"1": "acknowledge", "2": "report_progress", "3": "report_progress"}
    assert mine(cast.handu, today) == {"4": "pass_gate"}
    assert mine(cast.zhoulan, today) == {}
    assert mine(cast.stranger, today) == {}


def test_the_desk_offers_no_move_that_the_law_would_refuse(cast: Cast, inspection: Inspection, today: date) -> None:
    for user in cast.users:
        for number, move in mine(user, today).items():
            item = Item.objects.select_related("procedure_version", "inspection").get(inspection=inspection, number=number)
            assert move in {str(one) for one in open_moves(access.facts(user, item, today))}, (user.username, number)


def test_who_holds_two_posts_is_not_offered_to_verify_the_own_unit(cast: Cast, inspection: Inspection, today: date) -> None:
    assert "pass_gate" not in mine(cast.daishuang, today).values()
    assert "strike_off" not in mine(cast.daishuang, today).values()


def test_late_ones_come_first(cast: Cast, today: date) -> None:
    made = make.inspection(cast, 3)
    for row, days in zip(made.items.order_by("position"), (40, 5, 20), strict=True):
        make.assigned(cast, row, days=days)
    found = desk(cast.hegong, today, "", is_office=False).mine
    assert [one.item.number for one in found] == ["2", "3", "1"]
    assert [one.clock.tone for one in found] == ["late", "late", "near"]


def test_what_one_has_sent_on_is_seen_waiting(cast: Cast, inspection: Inspection, today: date) -> None:
    others = desk(cast.hegong, today, "", is_office=False).others
    assert {one.item.number: one.move for one in others} == {"4": "pass_gate", "5": "strike_off"}


def test_what_is_near_at_others_is_seen_by_who_looks_after_it(cast: Cast, today: date) -> None:
    row = make.inspection(cast, 1).items.get()
    make.assigned(cast, row, days=33)
    assert [one.item.number for one in desk(cast.lin, today, "", is_office=False).near] == ["1"]
    assert desk(cast.stranger, today, "", is_office=False).near == ()


def test_the_move_stands_beside_the_item_as_a_link(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.handu)
    page = client.get("/").content.decode()
    found = re.search(r'href="(/demo-2026/items/[^"]*/pass-gate/)"', page)
    assert found is not None
    assert client.get(found[1]).status_code == 200


def test_an_empty_desk_says_where_to_go(client: Client, cast: Cast) -> None:
    client.force_login(cast.stranger)
    page = client.get("/").content.decode()
    assert "没有等您办理的事项" in page
    assert 'href="/inspections/"' in page


@pytest.mark.parametrize("who", ["sumin", "hegong"])
def test_the_desk_costs_the_same_for_ten_and_for_many(client: Client, cast: Cast, today: date, who: str) -> None:
    def fill(slug: str, count: int, assigned: int) -> None:
        for row in make.inspection(cast, count, slug=slug).items.order_by("position")[:assigned]:
            make.assigned(cast, row, days=10)

    client.force_login(getattr(cast, who))
    fill("few", 10, 5)
    few = queries_of(client, "/")
    fill("many", 300, 60)
    assert queries_of(client, "/") == few
    assert few <= 10  # the calendar of the installation is one of them
    assert size_of(client, "/") <= 60_000


def test_the_inspections_cost_the_same_for_ten_and_for_many(client: Client, cast: Cast, today: date) -> None:
    client.force_login(cast.sumin)
    for n in range(3):
        make.inspection(cast, 1, slug=f"i-{n}")
    few = queries_of(client, "/inspections/")
    for n in range(3, 60):
        make.inspection(cast, 1, slug=f"i-{n}")
    assert queries_of(client, "/inspections/") == few
    assert few <= 8
    assert size_of(client, "/inspections/") <= 60_000


def test_inspections_show_the_counts_that_one_may_see(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.hegong)
    page = client.get("/inspections/").content.decode()
    assert re.search(r"counted=1\">6</a>", page)
    client.force_login(cast.stranger)
    assert "还没有您可以看到的检查" in client.get("/inspections/").content.decode()


def test_inspections_are_found_by_kind_and_words(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.sumin)
    assert "示例省委巡视示例区" in client.get("/inspections/?kind=disciplinary&q=巡视").content.decode()
    assert "没有符合条件的检查" in client.get("/inspections/?kind=audit").content.decode()


def test_a_check_is_named_neutrally_and_may_end_either_way(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.handu)
    page = client.get("/").content.decode()
    assert "核验通过" not in page
    found = re.search(r'href="(/demo-2026/items/[^"]*/)pass-gate/">核验</a>', page)
    assert found is not None
    form = client.get(f"{found[1]}pass-gate/").content.decode()
    assert f'href="{found[1]}return-for-work/"' in form
    assert "已整改到位" in form
    assert "照片.png" in form
    assert 'class="button main"' not in client.get(found[1]).content.decode().split('class="choice-list"')[1].split("</div>")[0]


def test_the_desk_is_searched(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.sumin)
    assert 'type="search"' in client.get("/").content.decode()
    assert "没有等您办理的事项" in client.get("/?q=没有这样的字").content.decode()
