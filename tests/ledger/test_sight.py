"""Who sees what: the rule, the rows and the lists agree, for every member of the cast."""

from __future__ import annotations

from datetime import timedelta

import make
import pytest
from cast import Cast, user
from django.http import Http404

from xiaohao.ledger import access, moves, queries, sight
from xiaohao.ledger.models import Inspection, Item, Sight
from xiaohao.people.models import User


@pytest.fixture
def ledger(cast: Cast) -> Inspection:
    """Three items: one for housing with market, one for finance, one for nobody yet."""
    inspection = make.inspection(cast, 3)
    first, second, _ = inspection.items.order_by("position")
    make.assigned(cast, first)

    given = {"leader": cast.lin.person_id, "lead_unit": cast.finance.pk, "due_on": make.DAY, "track": "staged"}
    moves.make("assign", second, by=cast.sumin, on=make.DAY, now=make.NOW, given=given)
    return inspection


def rule(cast: Cast, user: User) -> list[int]:
    """Which of the three items the rule of the house lets a person see."""
    everything = {cast.sumin, cast.handu, cast.lin, cast.daishuang}
    if user in everything:
        return [1, 2, 3]
    return {cast.hegong: [1], cast.zhoulan: [1], cast.stranger: [2]}.get(user, [])


def test_lists_single_items_and_the_rule_agree(cast: Cast, ledger: Inspection) -> None:
    for one in cast.users:
        wanted = rule(cast, one)
        listed = sorted(item.position for item in queries.visible_items(one, make.DAY))
        reached = []
        for item in Item.objects.all():
            try:
                reached.append(access.item(one, ledger.slug, item.address, make.DAY).position)
            except Http404:
                continue
        assert (listed, sorted(reached)) == (wanted, wanted), one.username


def test_a_tally_counts_only_what_its_reader_may_see(cast: Cast, ledger: Inspection) -> None:
    for one in cast.users:
        assert queries.tally(ledger, make.DAY, user=one, today=make.DAY).total == len(rule(cast, one))


def test_stored_sight_is_what_mandates_and_duties_give(cast: Cast, ledger: Inspection) -> None:
    assert {sight.key(row) for row in Sight.objects.filter(inspection=ledger)} == {sight.key(row) for row in sight.rebuild(ledger)}


def test_an_upper_unit_sees_what_its_units_answer_for(cast: Cast, ledger: Inspection) -> None:

    above = user("above", "区委同志", (cast.district, "委员", False))
    assert queries.visible_items(above, make.DAY).count() == 3


def test_who_leaves_the_post_sees_nothing_more(cast: Cast, ledger: Inspection) -> None:
    cast.hegong.person.appointments.update(to_on=make.DAY)

    assert queries.visible_items(cast.hegong, make.DAY).count() == 1
    assert queries.visible_items(cast.hegong, make.DAY + timedelta(days=1)).count() == 0


@pytest.mark.parametrize("name", ["stranger"])
def test_a_neighbour_finds_nothing_by_address(cast: Cast, ledger: Inspection, name: str) -> None:
    hidden = Item.objects.get(position=1)
    with pytest.raises(Http404):
        access.item(getattr(cast, name), ledger.slug, hidden.address, make.DAY)
