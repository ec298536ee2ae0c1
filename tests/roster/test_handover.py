"""Handing over: every duty is named, passes through the doors of the ledger, and nothing is left without anyone."""

from __future__ import annotations

from datetime import timedelta

import make
import pytest
from cast import Cast, user
from counted import queries_of
from django.test import Client

from xiaohao.ledger import case, proof
from xiaohao.ledger.models import Inspection, Item
from xiaohao.lifecycle import Capacity, Refused
from xiaohao.oversight import record
from xiaohao.people import posts
from xiaohao.people.models import Appointment, Unit, User
from xiaohao.people.tree import plant
from xiaohao.roster import handover, hanging

DAY, NOW = make.DAY, make.NOW
LATER = DAY + timedelta(days=30)
THEN = make.moment(LATER)


def fresh(item: Item) -> Item:
    """The item as it is now."""
    return Item.objects.get(pk=item.pk)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    """Two open items of the housing bureau with 林书记 as their leader, a third on its way out."""
    made = make.inspection(cast)
    first, second, third = made.items.order_by("position")
    make.assigned(cast, first)
    make.assigned(cast, second)
    make.item(cast, third, at="claimed")
    return made


def post_of(one: User, unit: Unit | None = None) -> Appointment:
    """The person's post, at the unit where there are several."""
    rows = Appointment.objects.filter(person=one.person)
    return rows.get(unit=unit) if unit else rows.get()


def test_a_leader_hands_every_open_item_to_the_successor(cast: Cast, inspection: Inspection) -> None:
    handover.end_post(post_of(cast.lin), to_on=LATER, by=cast.sumin, now=THEN, successor=cast.zhoulan.person)
    first, second, third = inspection.items.order_by("position")
    assert [one.leader for one in (first, second)] == [cast.zhoulan.person] * 2
    assert third.leader == cast.lin.person  # on its way out: nobody is named anew
    assert first.lead_unit == cast.housing
    assert first.last_event is not None
    assert (first.last_event.move, first.last_event.by_person) == ("assign", cast.sumin.person)
    taken = Appointment.objects.get(unit=cast.group, person=cast.zhoulan.person)
    assert (taken.post, taken.is_head, taken.from_on) == ("组长", True, LATER + timedelta(days=1))
    assert not list(proof.replay_faults(Inspection.objects.get(pk=inspection.pk)))


def test_the_last_post_does_not_end_while_items_have_no_other_leader(cast: Cast, inspection: Inspection) -> None:
    user("fu", "副手", (cast.group, "副组长", False))
    with pytest.raises(Refused) as refused:
        handover.end_post(post_of(cast.lin), to_on=LATER, by=cast.sumin, now=THEN)
    assert refused.value.code == "duties_left"
    assert len(refused.value.facts["duties"]) == 2  # type: ignore[arg-type]  # a tuple of words
    assert post_of(cast.lin).to_on is None


def test_the_last_post_of_a_unit_with_duties_ends_with_a_successor_only(cast: Cast, inspection: Inspection) -> None:
    for row in Appointment.objects.filter(unit=cast.housing).exclude(person=cast.hegong.person):
        posts.end(row, to_on=DAY, by=cast.sumin, now=NOW)
    with pytest.raises(Refused) as refused:
        handover.end_post(post_of(cast.hegong), to_on=LATER, by=cast.sumin, now=THEN)
    assert refused.value.code == "duties_left"
    handover.end_post(post_of(cast.hegong), to_on=LATER, by=cast.sumin, now=THEN, successor=cast.stranger.person)
    assert Appointment.objects.get(unit=cast.housing, person=cast.stranger.person).from_on == LATER + timedelta(days=1)


def test_an_order_without_an_answer_keeps_a_unit(cast: Cast, inspection: Inspection) -> None:
    record.order(inspection, to_unit=cast.finance, answer_due_on=LATER, subject="催办", words="", items=[], by=cast.sumin, on=DAY, now=NOW)
    with pytest.raises(Refused) as refused:
        handover.end_post(post_of(cast.stranger), to_on=LATER, by=cast.sumin, now=THEN)
    assert refused.value.code == "duties_left"


def test_a_post_on_which_nothing_hangs_just_ends(cast: Cast, inspection: Inspection) -> None:
    assert handover.end_post(post_of(cast.stranger), to_on=LATER, by=cast.sumin, now=THEN).to_on == LATER


def test_what_the_law_refuses_stays_and_says_why(cast: Cast, inspection: Inspection) -> None:
    first, second, third = inspection.items.order_by("position")
    passed = handover.pass_on(cast.lin.person, cast.zhoulan.person, [first.pk, third.pk], by=cast.sumin, now=THEN)
    assert [one.item_id for one in passed.done] == [first.pk]
    assert [why.code for _, why in passed.refused] == ["wrong_stage"]
    assert fresh(second).leader == cast.lin.person


def test_nobody_hands_over_who_is_not_the_office(cast: Cast, inspection: Inspection) -> None:
    first = inspection.items.order_by("position")[0]
    passed = handover.pass_on(cast.lin.person, cast.zhoulan.person, [first.pk], by=cast.handu, now=THEN)
    assert [why.code for _, why in passed.refused] == ["not_your_move"]
    assert fresh(first).leader == cast.lin.person


def test_another_office_learns_how_much_hangs_and_whom_to_ask_but_no_words(cast: Cast, inspection: Inspection) -> None:
    other = plant(name="示例二区整改办", kind="office", code="zgb2", parent=cast.district)
    far = user("far", "远办", (other, "主任", True))
    found = hanging.of_person(cast.lin.person, far, LATER)
    assert found.duties == ()
    assert [(one.offices, one.count, one.open) for one in found.elsewhere] == [("示例区整改办", 3, 2)]
    client = Client()
    client.force_login(far)
    page = client.get(f"/people/{cast.lin.person_id}/handover/").content.decode()
    assert "示例区整改办" in page
    assert "办理不够规范" not in page
    assert inspection.title not in page


def test_a_merged_unit_hands_over_items_mandates_and_people(cast: Cast, inspection: Inspection) -> None:
    heir = plant(name="示例区城乡建设局", kind="bureau", code="cjj", parent=cast.district)
    handover.merge(cast.housing, heir, on=LATER, by=cast.sumin, now=THEN)
    first, _, third = inspection.items.order_by("position")
    assert (first.lead_unit, third.lead_unit) == (heir, cast.housing)
    assert case.hands(cast.hegong, first, LATER).units.get(Capacity.LEAD_UNIT) == heir.pk
    assert Unit.objects.get(pk=cast.housing.pk).merged_into == heir
    handover.merge(cast.verifiers, cast.supervision, on=LATER, by=cast.sumin, now=THEN)
    held = inspection.mandates.filter(capacity="verifier", to_on__isnull=True)
    assert [one.unit for one in held] == [cast.supervision]
    assert not list(proof.replay_faults(Inspection.objects.get(pk=inspection.pk)))


def test_a_merger_that_the_law_refuses_leaves_all_as_it_was(cast: Cast, inspection: Inspection) -> None:
    other = plant(name="示例二区整改办", kind="office", code="zgb2", parent=cast.district)
    far = user("far", "远办", (other, "主任", True))
    with pytest.raises(Refused) as refused:
        handover.merge(cast.housing, cast.market, on=LATER, by=far, now=THEN)
    assert refused.value.code == "duties_left"
    assert Unit.objects.get(pk=cast.housing.pk).to_on is None
    assert Appointment.objects.filter(unit=cast.housing, to_on__isnull=True).count() == 2


def test_a_unit_on_which_anything_hangs_is_not_dissolved(cast: Cast, inspection: Inspection) -> None:
    with pytest.raises(Refused) as refused:
        handover.dissolve(cast.housing, on=LATER, by=cast.sumin, now=THEN)
    assert refused.value.code == "duties_left"


def test_who_stands_above_sees_what_a_moved_unit_does_and_who_stood_above_no_longer(cast: Cast, inspection: Inspection) -> None:
    county = plant(name="示例县政府", kind="government", code="xzf", parent=None, level="county")
    chief = user("chief", "县长", (county, "县长", True))
    client = Client()
    client.force_login(chief)
    assert client.get(f"/{inspection.slug}/").status_code == 404
    handover.move(cast.housing, county, on=LATER, by=cast.sumin, now=THEN)
    assert client.get(f"/{inspection.slug}/ledger/?format=json").status_code == 200
    assert not list(proof.replay_faults(Inspection.objects.get(pk=inspection.pk)))


def test_what_nobody_answers_for_is_listed(cast: Cast, inspection: Inspection) -> None:
    assert not hanging.orphans(cast.sumin, LATER)
    Appointment.objects.filter(person=cast.lin.person).update(to_on=DAY)
    found = hanging.orphans(cast.sumin, LATER)
    assert {(one.is_unled, one.is_unheaded) for one in found} == {(False, True)}  # type: ignore[attr-defined]  # told with the row
    assert len(found) == 3


def test_pages_name_what_hangs_and_cost_the_same_for_more(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.sumin)
    paths = [f"/people/{cast.lin.person_id}/handover/", f"/posts/{post_of(cast.lin).pk}/end/", f"/units/{cast.housing.pk}/merge/", "/handover/"]
    few = [queries_of(client, path) for path in paths]
    more = make.inspection(cast, 12, slug="more-2026")
    for item in more.items.all():
        make.assigned(cast, item)
    assert [queries_of(client, path) for path in paths] == few
    page = client.get(paths[0]).content.decode()
    assert more.title in page
    assert page.count('name="item"') == 14


def test_a_post_ends_on_its_page_and_a_refusal_keeps_what_was_typed(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.sumin)
    path = f"/posts/{post_of(cast.lin).pk}/end/"
    answer = client.post(path, {"to_on": "2026-03-31"})
    assert answer.status_code == 409
    assert "还有未了的责任没有人接" in answer.content.decode()
    assert client.post(path, {"to_on": "2026-03-31", "successor": cast.zhoulan.person_id}).status_code == 302
    assert str(post_of(cast.lin).to_on) == "2026-03-31"


def test_items_pass_on_from_the_page(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.sumin)
    first = inspection.items.order_by("position")[0]
    answer = client.post(f"/people/{cast.lin.person_id}/handover/", {"successor": cast.zhoulan.person_id, "item": [first.pk]}, follow=True)
    assert "已移交 1 项" in answer.content.decode()
    assert fresh(first).leader == cast.zhoulan.person


@pytest.mark.parametrize("path", ["/people/{p}/handover/", "/posts/{a}/end/", "/units/{u}/move/", "/units/{u}/merge/", "/units/{u}/dissolve/", "/handover/", "/roster/", "/roster/template/"])
def test_who_is_no_office_sees_none_of_it(client: Client, cast: Cast, path: str) -> None:
    client.force_login(cast.hegong)
    assert client.get(path.format(p=cast.lin.person_id, a=post_of(cast.lin).pk, u=cast.housing.pk)).status_code == 403
