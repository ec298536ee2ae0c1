"""Who acts for another: in the capacity of the post, under the own name, from day to day; and nobody passes work of the one or of the other."""

from __future__ import annotations

from datetime import timedelta

import make
import pytest
from cast import Cast, user
from counted import queries_of
from django.test import Client

from xiaohao.ledger import access, case, moves, proof
from xiaohao.ledger.models import Inspection, Item
from xiaohao.lifecycle import Capacity, Refused
from xiaohao.people import posts
from xiaohao.people.models import Appointment, User
from xiaohao.people.tree import plant

DAY, NOW = make.DAY, make.NOW
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def item(cast: Cast) -> Item:
    """An item of the housing bureau."""
    return make.assigned(cast, make.inspection(cast, 1).items.get())


@pytest.fixture
def deputy(cast: Cast) -> User:
    """Somebody of no unit that matters."""
    return user("fu", "傅代", (plant(name="示例区气象局", kind="bureau", code="qxj", parent=cast.district), "科员", False))


def acts_for(cast: Cast, one: User, deputy: User, days: int = 0) -> None:
    """From the first day on the deputy acts in the post of another."""
    posts.substitute(Appointment.objects.get(person=one.person), deputy.person, from_on=DAY, to_on=DAY + timedelta(days=days), by=cast.sumin, now=NOW)


def test_a_substitute_moves_an_item_in_the_capacity_of_the_post_under_the_own_name(cast: Cast, item: Item, deputy: User) -> None:
    acts_for(cast, cast.hegong, deputy)
    event = moves.make("acknowledge", item, by=deputy, on=DAY, now=NOW)
    assert (event.by_person, event.capacity, event.unit) == (deputy.person, "lead_unit", cast.housing)


def test_a_substitute_has_no_hand_the_day_after(cast: Cast, item: Item, deputy: User) -> None:
    acts_for(cast, cast.hegong, deputy)
    with pytest.raises(Refused) as refused:
        moves.make("acknowledge", item, by=deputy, on=NEXT, now=make.moment(NEXT))
    assert refused.value.code == "not_your_move"


def test_who_acts_for_a_leader_acts_as_the_leader(cast: Cast, item: Item, deputy: User) -> None:
    acts_for(cast, cast.lin, deputy)
    assert Capacity.RESPONSIBLE_LEADER in access.capacities(deputy, item, DAY)
    assert Capacity.RESPONSIBLE_LEADER not in access.capacities(deputy, item, NEXT)


def test_who_acted_at_a_unit_of_the_item_passes_none_of_its_gates_later(cast: Cast, item: Item, deputy: User) -> None:
    acts_for(cast, cast.hegong, deputy)
    posts.appoint(deputy.person, cast.verifiers, post="组员", from_on=DAY, by=cast.sumin, now=NOW)
    assert case.gather(deputy, item, NEXT).facts.is_own_work


def test_who_acts_for_somebody_barred_is_barred(cast: Cast, item: Item, deputy: User) -> None:
    held = Appointment.objects.get(person=cast.daishuang.person, unit=cast.verifiers)
    posts.substitute(held, deputy.person, from_on=DAY, to_on=DAY, by=cast.sumin, now=NOW)
    facts = case.gather(deputy, item, DAY).facts
    assert Capacity.VERIFIER in facts.capacities
    assert facts.is_own_work  # 戴双 holds a post at the housing bureau
    assert not case.gather(deputy, item, NEXT).facts.is_own_work


def test_the_act_of_somebody_counts_for_who_acts_for_him(cast: Cast, item: Item, deputy: User) -> None:
    moves.make("acknowledge", item, by=cast.hegong, on=DAY, now=NOW)
    acts_for(cast, cast.hegong, deputy)
    assert case.gather(deputy, Item.objects.get(pk=item.pk), DAY).facts.is_own_act


def test_a_substitute_sees_what_the_other_sees_and_only_as_long(cast: Cast, item: Item, deputy: User, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    acts_for(cast, cast.hegong, deputy)
    client.force_login(deputy)
    page = f"/{item.inspection.slug}/items/{item.address}/"
    for day, status in ((DAY, 200), (NEXT, 404)):
        monkeypatch.setattr("django.utils.timezone.now", lambda day=day: make.moment(day))
        assert client.get(page).status_code == status


def test_substitutes_cost_no_statement_more(cast: Cast, item: Item, deputy: User, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client.force_login(cast.hegong)
    paths = ("/", f"/{item.inspection.slug}/ledger/", f"/{item.inspection.slug}/items/{item.address}/")
    before = [queries_of(client, path) for path in paths]
    client.force_login(deputy)
    acts_for(cast, cast.hegong, deputy)
    assert [queries_of(client, path) for path in paths] == before


def test_a_head_who_is_away_signs_by_who_acts_for_him(cast: Cast, item: Item, deputy: User) -> None:
    head = user("liang", "梁栋", (cast.housing, "局长", True))
    acts_for(cast, head, deputy)
    assert case.signers(item, DAY, cast.hegong.person_id)[:2] == (head.person_id, deputy.person_id)
    assert not list(proof.replay_faults(Inspection.objects.get()))
