"""Units and posts through their doors: what they were stays, nothing is turned round, and each change has its hand and its moment."""

from __future__ import annotations

from datetime import date, timedelta

import make
import pytest
from cast import SINCE, Cast

from xiaohao.lifecycle import Refused
from xiaohao.people import former, posts, queries, units
from xiaohao.people.models import Amendment, Appointment, Substitution, Unit

DAY, NOW = make.DAY, make.NOW
YESTERDAY = DAY - timedelta(days=1)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    """What was refused."""
    return refused.value.code


def test_a_renamed_unit_is_called_as_it_was_on_every_day_before(cast: Cast) -> None:
    units.rename(cast.housing, on=date(2025, 3, 1), by=cast.sumin, now=NOW, name="示例区住房和建设局")
    units.rename(cast.housing, on=date(2026, 1, 1), by=cast.sumin, now=NOW, name="示例区住房局", code="zfj")
    told = [former.names_on(day, DAY).get(cast.housing.pk) for day in (date(2025, 2, 28), date(2025, 3, 1), date(2025, 12, 31), date(2026, 1, 1), DAY)]
    assert [one and one.name for one in told] == ["示例区住建局", "示例区住房和建设局", "示例区住房和建设局", None, None]
    assert Unit.objects.get(pk=cast.housing.pk).name == "示例区住房局"


def test_a_slip_put_right_leaves_no_former_name(cast: Cast) -> None:
    units.rename(cast.housing, on=None, by=cast.sumin, now=NOW, name="示例区住建局（正）")
    assert former.names_on(SINCE, DAY) == {}
    assert Amendment.objects.get(unit=cast.housing).kind == "correct"


def test_the_past_of_a_unit_is_told_in_order(cast: Cast) -> None:
    units.rename(cast.housing, on=date(2026, 1, 1), by=cast.sumin, now=NOW, name="示例区住房局")
    with pytest.raises(Refused) as refused:
        units.rename(cast.housing, on=date(2025, 12, 31), by=cast.sumin, now=NOW, name="示例区房管局")
    assert code(refused) == "unit_changed_since"


def test_two_changes_on_one_day_leave_one_former_state(cast: Cast) -> None:
    units.rename(cast.housing, on=DAY, by=cast.sumin, now=NOW, name="示例区住房局")
    units.move(cast.housing, cast.office, on=DAY, by=cast.sumin, now=NOW)
    assert [(one.name, one.parent) for one in cast.housing.formers.all()] == [("示例区住建局", cast.district)]


def test_a_code_names_one_unit_now_and_of_old(cast: Cast) -> None:
    units.rename(cast.housing, on=DAY, by=cast.sumin, now=NOW, code="zfj")
    for taken in ("zjj", "zfj", "sjj"):
        with pytest.raises(Refused) as refused:
            units.found(name="新局", kind="bureau", code=taken, by=cast.sumin, now=NOW, parent=cast.district)
        assert code(refused) == "code_taken"
    assert units.rename(cast.housing, on=DAY + timedelta(days=1), by=cast.sumin, now=make.moment(DAY + timedelta(days=1)), code="zjj").code == "zjj"


def test_a_unit_moves_with_all_that_stands_below_it(cast: Cast) -> None:
    town = units.found(name="示例镇", kind="town", code="z1", by=cast.sumin, now=NOW, parent=cast.district)
    village = units.found(name="柳村", kind="village", code="c1", by=cast.sumin, now=NOW, parent=town)
    units.move(town, cast.market, on=DAY, by=cast.sumin, now=NOW)
    village.refresh_from_db()
    assert village.path == f"{cast.market.path}{town.pk}/{village.pk}/"
    assert village.ancestor_ids == (cast.district.pk, cast.market.pk, town.pk, village.pk)


def test_nothing_is_moved_below_itself(cast: Cast) -> None:
    for above in (cast.district, cast.housing):
        with pytest.raises(Refused) as refused:
            units.move(cast.district, above, on=DAY, by=cast.sumin, now=NOW)
        assert code(refused) == "under_itself"


def test_a_unit_with_units_or_holders_is_not_dissolved(cast: Cast) -> None:
    for unit, why in ((cast.district, "units_below"), (cast.housing, "holders_left")):
        with pytest.raises(Refused) as refused:
            units.dissolve(unit, on=DAY, by=cast.sumin, now=NOW)
        assert code(refused) == why


def test_a_merged_unit_says_into_which(cast: Cast) -> None:
    posts.end(Appointment.objects.get(unit=cast.finance), to_on=YESTERDAY, by=cast.sumin, now=NOW)
    row = units.merge(cast.finance, cast.market, on=DAY, by=cast.sumin, now=NOW)
    assert (row.to_on, row.merged_into) == (YESTERDAY, cast.market)
    with pytest.raises(Refused) as refused:
        posts.appoint(cast.lin.person, cast.finance, post="局长", from_on=DAY, by=cast.sumin, now=NOW)
    assert code(refused) == "unit_gone"


def test_a_change_ahead_of_its_day_is_refused(cast: Cast) -> None:
    for act in (units.dissolve, units.rename):
        with pytest.raises(Refused) as refused:
            act(cast.finance, on=DAY + timedelta(days=1), by=cast.sumin, now=NOW, **({"name": "x"} if act is units.rename else {}))  # type: ignore[operator]
        assert code(refused) == "future_day"


def test_only_an_office_or_an_administrator_changes_anything(cast: Cast) -> None:
    post = Appointment.objects.get(person=cast.hegong.person)
    acts = (
        lambda: units.rename(cast.housing, on=DAY, by=cast.hegong, now=NOW, name="x"), lambda: units.move(cast.housing, None, on=DAY, by=cast.hegong, now=NOW),
        lambda: units.dissolve(cast.housing, on=DAY, by=cast.hegong, now=NOW), lambda: units.merge(cast.housing, cast.market, on=DAY, by=cast.hegong, now=NOW),
        lambda: units.found(name="x", kind="other", code="x", by=cast.hegong, now=NOW), lambda: posts.register(name="x", by=cast.hegong, now=NOW),
        lambda: posts.correct(cast.lin.person, name="x", phone="", by=cast.hegong, now=NOW), lambda: posts.end(post, to_on=DAY, by=cast.hegong, now=NOW),
        lambda: posts.appoint(cast.hegong.person, cast.office, post="主任", from_on=DAY, by=cast.hegong, now=NOW),
        lambda: posts.substitute(Appointment.objects.get(person=cast.sumin.person), cast.hegong.person, from_on=DAY, to_on=DAY, by=cast.hegong, now=NOW),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert code(refused) == "not_registrar"
    assert not Amendment.objects.exists()


def test_each_change_is_on_record_with_its_hand_and_moment(cast: Cast) -> None:
    person = posts.register(name="田野", by=cast.sumin, now=NOW)
    post = posts.appoint(person, cast.market, post="科长", from_on=DAY, by=cast.sumin, now=NOW)
    posts.substitute(post, cast.zhoulan.person, from_on=DAY, to_on=DAY + timedelta(days=9), authority="会议纪要", by=cast.sumin, now=NOW)
    posts.end(post, to_on=DAY + timedelta(days=3), by=cast.sumin, now=NOW)
    told = Amendment.objects.order_by("id").values_list("kind", "effective_on", "recorded_by", "recorded_at")
    assert [row[0] for row in told] == ["register", "appoint", "substitute", "end_post"]
    assert {row[2:] for row in told} == {(cast.sumin.pk, NOW)}
    assert Substitution.objects.get().to_on == DAY + timedelta(days=3)


def test_a_substitute_acts_in_the_posts_of_the_other_from_day_to_day(cast: Cast) -> None:
    post = Appointment.objects.get(person=cast.sumin.person)
    last = DAY + timedelta(days=5)
    posts.substitute(post, cast.zhoulan.person, from_on=DAY, to_on=last, by=cast.sumin, now=NOW)
    acts = [cast.office in [one.unit for one in queries.appointments_of(cast.zhoulan, day)] for day in (YESTERDAY, DAY, last, last + timedelta(days=1))]
    assert acts == [False, True, True, False]
    assert queries.may_edit(cast.zhoulan, DAY)
    assert not queries.may_edit(cast.zhoulan, last + timedelta(days=1))


def test_nobody_is_made_a_substitute_afterwards_without_end_or_of_himself(cast: Cast) -> None:
    post = Appointment.objects.get(person=cast.hegong.person)
    wrong = {
        "substitute_late": (cast.zhoulan, YESTERDAY, DAY), "substitute_long": (cast.zhoulan, DAY, DAY + timedelta(days=800)),
        "own_substitute": (cast.hegong, DAY, DAY), "days_turned": (cast.zhoulan, DAY, YESTERDAY),
    }  # fmt: skip
    for why, (user, first, last) in wrong.items():
        with pytest.raises(Refused) as refused:
            posts.substitute(post, user.person, from_on=first, to_on=last, by=cast.sumin, now=NOW)
        assert code(refused) == why
    posts.substitute(post, cast.zhoulan.person, from_on=DAY, to_on=DAY + timedelta(days=3), by=cast.sumin, now=NOW)
    with pytest.raises(Refused) as refused:
        posts.substitute(post, cast.lin.person, from_on=DAY + timedelta(days=3), to_on=DAY + timedelta(days=5), by=cast.sumin, now=NOW)
    assert code(refused) == "substituted"


def test_a_substitution_is_ended_from_tomorrow_or_called_off(cast: Cast) -> None:
    post = Appointment.objects.get(person=cast.hegong.person)
    begun = posts.substitute(post, cast.zhoulan.person, from_on=DAY, to_on=DAY + timedelta(days=3), by=cast.sumin, now=NOW)
    ahead = posts.substitute(post, cast.zhoulan.person, from_on=DAY + timedelta(days=5), to_on=DAY + timedelta(days=9), by=cast.sumin, now=NOW)
    for one in (begun, ahead):
        posts.end_substitution(one, by=cast.sumin, now=NOW)
    assert list(Substitution.objects.values_list("to_on", flat=True)) == [DAY]


def test_units_are_found_by_what_they_were_called(cast: Cast) -> None:
    units.rename(cast.housing, on=DAY, by=cast.sumin, now=NOW, name="示例区住房局", short_name="住房局", code="zfj")
    for words in ("住建", "zjj", "住房", "zfj"):
        assert list(queries.units(DAY, words)) == [cast.housing], words
    assert (cast.housing.pk, "示例区住建局", "") in set(queries.names_of_standing())
