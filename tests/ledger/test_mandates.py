"""Who is the office, the verifier and so on of an inspection, and how that changes: by one door, from a day on, kept in the journal."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import make
import pytest
from cast import Cast, unit, user
from django.core.management import call_command
from django.test import Client

from xiaohao.ledger import access, mandates, moves, proof, queries
from xiaohao.ledger.models import Event, Inspection, Item, Mandate
from xiaohao.lifecycle import Capacity, Refused
from xiaohao.people.models import Unit, User

LATER = make.DAY + timedelta(days=10)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return make.inspection(cast)


def change(inspection: Inspection, capacity: Capacity, to: Unit | None, by: User, on: date = LATER, told: date | None = None) -> Event:
    return mandates.change(inspection, capacity=capacity, unit=to, from_on=on, by=by, now=make.moment(told or on))


def held(inspection: Inspection, capacity: Capacity, on: date) -> set[int]:
    rows = Mandate.objects.filter(inspection=inspection, capacity=capacity.value, from_on__lte=on)
    return {one.unit_id for one in rows if one.to_on is None or one.to_on >= on}


def whole(inspection: Inspection) -> None:
    inspection.refresh_from_db()
    assert list(proof.replay_faults(inspection)) == []
    assert proof.chain_break(inspection) is None


def test_another_verifier_takes_over_and_sees_what_the_first_one_saw(cast: Cast, inspection: Inspection) -> None:
    make.item(cast, inspection.items.order_by("position")[0], at="claimed")
    event = change(inspection, Capacity.VERIFIER, cast.finance, cast.sumin)
    day_before = LATER - timedelta(days=1)
    assert held(inspection, Capacity.VERIFIER, day_before) == {cast.verifiers.pk}
    assert held(inspection, Capacity.VERIFIER, LATER) == {cast.finance.pk}
    assert (event.item_id, event.capacity, event.unit_id, event.effective_on) == (None, "office", cast.office.pk, LATER)
    assert event.facts == {"capacity": "verifier", "unit": cast.finance.pk, "ended": [cast.verifiers.pk]}
    assert queries.visible_items(cast.stranger, LATER).count() == 3 and queries.visible_items(cast.stranger, day_before).count() == 0
    assert queries.visible_items(cast.handu, LATER).count() == 0 and queries.visible_items(cast.handu, day_before).count() == 3
    row = Item.objects.get(stage="claimed")
    given = {"opinion": "属实", "checked_on": LATER}
    with pytest.raises(Refused, match="not_your_move"):
        moves.make("pass_gate", row, by=cast.handu, on=LATER, now=make.moment(LATER), given=given)
    moves.make("pass_gate", row, by=cast.stranger, on=LATER, now=make.moment(LATER), given=given)
    whole(inspection)
    call_command("replay", check=True, stdout=StringIO())


def test_a_hand_is_not_taken_from_an_act_that_was_made_by_it(cast: Cast, inspection: Inspection) -> None:
    make.item(cast, inspection.items.order_by("position")[0], at="verified")
    with pytest.raises(Refused) as refused:
        change(inspection, Capacity.VERIFIER, cast.finance, cast.sumin, on=make.DAY)
    assert (refused.value.code, refused.value.facts["first"]) == ("mandate_too_early", make.DAY + timedelta(days=1))
    change(inspection, Capacity.VERIFIER, cast.finance, cast.sumin, on=make.DAY + timedelta(days=1), told=make.DAY)
    assert held(inspection, Capacity.VERIFIER, make.DAY) == {cast.verifiers.pk}


def test_a_change_that_has_not_come_yet_can_be_changed_again(cast: Cast, inspection: Inspection) -> None:
    change(inspection, Capacity.VERIFIER, cast.finance, cast.sumin, told=make.DAY)
    with pytest.raises(Refused, match="mandate_too_early"):
        change(inspection, Capacity.VERIFIER, cast.market, cast.sumin, on=LATER - timedelta(days=2), told=make.DAY)
    change(inspection, Capacity.VERIFIER, cast.market, cast.sumin, told=make.DAY)
    assert held(inspection, Capacity.VERIFIER, LATER) == {cast.market.pk}
    assert Event.objects.filter(move="change_mandate").count() == 2
    whole(inspection)


def test_the_office_hands_over_to_another_office_only(cast: Cast, inspection: Inspection) -> None:
    for nobody in (None, cast.housing):
        with pytest.raises(Refused, match="office_needed"):
            change(inspection, Capacity.OFFICE, nobody, cast.sumin)
    second = unit("示例区第二整改办", Unit.Kind.OFFICE, "zgb2", cast.district)
    heir = user("heir", "接任", (second, "主任", True))
    change(inspection, Capacity.OFFICE, second, cast.sumin)
    assert access.inspection_capacities(heir, inspection, LATER) == {Capacity.OFFICE}
    with pytest.raises(Refused, match="not_your_move"):
        change(inspection, Capacity.VERIFIER, cast.finance, cast.sumin)
    change(inspection, Capacity.VERIFIER, cast.finance, heir)
    whole(inspection)


def test_readers_read_beside_each_other_until_nobody_does(cast: Cast, inspection: Inspection) -> None:
    change(inspection, Capacity.READER, cast.finance, cast.sumin)
    change(inspection, Capacity.READER, cast.market, cast.sumin)
    assert held(inspection, Capacity.READER, LATER) == {cast.finance.pk, cast.market.pk}
    with pytest.raises(Refused, match="holds_already"):
        change(inspection, Capacity.READER, cast.market, cast.sumin)
    change(inspection, Capacity.READER, None, cast.sumin, on=LATER + timedelta(days=1))
    assert held(inspection, Capacity.READER, LATER + timedelta(days=1)) == set()
    with pytest.raises(Refused, match="holds_already"):
        change(inspection, Capacity.READER, None, cast.sumin, on=LATER + timedelta(days=2))


@pytest.mark.parametrize("who", ["lin", "hegong", "handu", "stranger"])
def test_nobody_else_changes_it(cast: Cast, inspection: Inspection, who: str) -> None:
    with pytest.raises(Refused, match="not_your_move"):
        change(inspection, Capacity.VERIFIER, cast.finance, getattr(cast, who))
    assert not Event.objects.filter(move="change_mandate").exists()


def test_an_administrator_may_and_the_journal_says_so(cast: Cast, inspection: Inspection) -> None:
    User.objects.filter(pk=cast.stranger.pk).update(is_administrator=True)
    event = change(inspection, Capacity.VERIFIER, cast.market, User.objects.get(pk=cast.stranger.pk))
    assert (event.capacity, event.by_user_id, event.unit_id) == ("system", cast.stranger.pk, None)


def browser(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def test_the_page_lists_who_acts_and_the_office_changes_it_there(cast: Cast, inspection: Inspection, today: date) -> None:
    office = browser(cast.sumin)
    page = office.get("/demo-2026/mandates/").content.decode()
    assert "示例区整改核验组" in page and "变更承担单位" in page
    given = {"capacity": "verifier", "unit": cast.finance.pk, "from_on": today.isoformat()}
    assert office.post("/demo-2026/mandates/", given).status_code == 303
    assert held(inspection, Capacity.VERIFIER, today) == {cast.finance.pk}
    again = office.post("/demo-2026/mandates/", given)
    assert (again.status_code, "不必变更" in again.content.decode()) == (409, True)
    english = office.post("/demo-2026/mandates/?lang=en", given).content.decode()
    assert "from that day on the verifier is as you ask" in english
    assert office.post("/demo-2026/mandates/", {"capacity": "x", "from_on": "?"}).status_code == 422


@pytest.mark.parametrize(("who", "status", "form"), [("sumin", 200, True), ("lin", 200, False), ("handu", 404, False), ("hegong", 404, False), ("stranger", 404, False)])
def test_who_opens_the_page(cast: Cast, inspection: Inspection, who: str, status: int, form: bool) -> None:
    answer = browser(getattr(cast, who)).get("/demo-2026/mandates/")
    assert answer.status_code == status
    assert ("变更承担单位</summary>" in answer.content.decode()) == form


def test_who_may_not_change_it_is_refused_in_words(cast: Cast, inspection: Inspection, today: date) -> None:
    given = {"capacity": "verifier", "unit": cast.finance.pk, "from_on": today.isoformat()}
    answer = browser(cast.lin).post("/demo-2026/mandates/", given)
    assert answer.status_code == 409 and not Event.objects.filter(move="change_mandate").exists()
