"""目标: amounts that grow or fall, in parts, with readings: how far they are, and what of them is asked about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaohao.targets import (
    Direction,
    Lack,
    Part,
    Reading,
    Split,
    Target,
    TargetKind,
    Wants,
    amount,
    doubts,
    doubts_of_plan,
    lacking,
    plain,
    standing,
)
from xiaohao.wording import say

DAY = date(2022, 6, 30)
SUM, LEVEL, RATIO, UP, DOWN = TargetKind.SUM, TargetKind.LEVEL, TargetKind.RATIO, Direction.UP, Direction.DOWN


def homes(**changes: object) -> Target:
    """6,530 households in a plan of years."""
    said: dict[str, object] = {
        "kind": SUM, "direction": UP, "goal": Decimal(6530), "unit": "户", "noun": "老旧小区改造", "base": Decimal(6530), "start": date(2021, 1, 1),
        "due": date(2025, 12, 31), "split": Split.YEAR,
        "parts": (Part("2021", Decimal(2219), date(2021, 12, 31)), Part("2022", Decimal(3002), date(2022, 12, 31))),
    }  # fmt: skip
    return Target(**{**said, **changes})  # type: ignore[arg-type]  # a maker's shorthand


def read(value: object, part: str = "", day: date = DAY) -> Reading:
    return Reading(day, Decimal(str(value)), part)


def codes(target: Target, before: list[Reading], new: list[Reading], prose: str = "", day: date = DAY) -> list[str]:
    return [one.code for one in doubts(target, before, new, prose, day)]


POSTS = Target(LEVEL, DOWN, goal=Decimal(0), unit="名", noun="超职数配备干部", base=Decimal(6))
HOUSES = Target(LEVEL, UP, goal=Decimal(100), unit="户", noun="改造", base=Decimal(100))
MARKETS = Target(
    LEVEL, UP, goal=Decimal(6), unit="个", noun="农贸市场提质", base=Decimal(6), split=Split.OBJECT,
    parts=tuple(Part(f"{n}号市场", Decimal(1), date(2021, 12, 31) if n < 5 else date(2022, 12, 31)) for n in range(1, 7)),
)  # fmt: skip


def test_years_of_a_plan_add_up_and_what_no_year_names_is_asked_about() -> None:
    now = standing(homes(), [read(2219, "2021", date(2021, 12, 20)), read(1500, "2022")], DAY)
    assert (now.value, now.is_reached, now.is_late, now.missing) == (Decimal(3719), False, False, ("2022",))
    assert [one.code for one in doubts_of_plan(homes())] == ["parts_do_not_sum"]
    rest = Part("2024", Decimal(1309), date(2024, 12, 31))
    assert list(doubts_of_plan(homes(parts=(*homes().parts, rest)))) == []


def test_what_one_year_leaves_may_be_made_up_in_another() -> None:
    whole = homes(goal=Decimal(5221), base=Decimal(5221))
    now = standing(whole, [read(2000, "2021", date(2021, 12, 20)), read(3221, "2022")], DAY)
    assert now.is_reached and now.missing == ("2021",) and not now.is_late


def test_six_markets_with_two_deadlines_are_reached_one_by_one() -> None:
    first = [read(1, f"{n}号市场", date(2021, 12, 1)) for n in range(1, 5)]
    now = standing(MARKETS, first, DAY)
    assert (now.value, now.is_late, now.missing) == (Decimal(4), False, ("5号市场", "6号市场"))
    assert standing(MARKETS, first[:3], DAY).is_late
    assert standing(MARKETS, [*first, read(1, "5号市场"), read(1, "6号市场")], DAY).is_reached
    assert not standing(MARKETS, [*first, read(2, "5号市场")], DAY).is_reached, "one market more than done does not stand for another"


def test_the_whole_is_due_with_the_last_of_its_parts() -> None:
    whole = replace(MARKETS, due=date(2022, 3, 31))
    first = [read(1, f"{n}号市场", date(2021, 12, 1)) for n in range(1, 5)]
    assert not standing(whole, first, DAY).is_late
    assert standing(whole, first, date(2023, 1, 1)).is_late


def test_a_count_to_be_reduced_falls() -> None:
    now = standing(POSTS, [read(3)], DAY)
    assert (now.value, now.share, now.is_reached) == (Decimal(3), Decimal("0.5"), False)
    assert standing(POSTS, [read(3), read(0)], DAY).is_reached
    absorbed = Target(SUM, DOWN, goal=Decimal(0), unit="名", noun="超职数配备干部", base=Decimal(6))
    assert standing(absorbed, [read(3)], DAY).value == 3
    assert standing(absorbed, [read(3), read(3)], DAY).is_reached


@pytest.mark.parametrize(("target", "before", "new", "told"), [
    (POSTS, [3], 4, ["against_direction"]), (POSTS, [3], 7, ["against_direction", "beyond_base"]), (POSTS, [3], 2, []),
    (HOUSES, [80], 79, ["against_direction"]), (HOUSES, [80], 101, ["beyond_base"]), (HOUSES, [80], 99, []),
    (Target(SUM, UP, Decimal(10), base=Decimal(10)), [8], 3, ["beyond_base"]), (Target(SUM, DOWN, Decimal(0), base=Decimal(6)), [3], 4, ["beyond_base"]),
    (Target(RATIO, UP, Decimal(95), unit="%"), [90], 101, ["beyond_base"]), (Target(LEVEL, UP, Decimal(95)), [], 120, []),
])  # fmt: skip
def test_a_reading_against_its_direction_or_beyond_its_base_is_asked_about(target: Target, before: list[int], new: int, told: list[str]) -> None:
    assert codes(target, [read(one, day=DAY - timedelta(days=9)) for one in before], [read(new)]) == told


@pytest.mark.parametrize(("prose", "is_asked"), [
    ("100户已全部完成改造，群众满意。", True), ("改造任务均已完成。", True), ("All houses are done: all work completed.", True), ("各项任务全部落实到位。", True),
    ("尚有1户，力争年底全部完成。", False), ("计划12月底前全部完成改造。", False), ("已完成99户。", False), ("未能全部完成。", False),
    ("3份台账已全部完成整改。", False),  # of other things
])  # fmt: skip
def test_prose_that_says_all_is_done_beside_99_of_100_is_asked_about(prose: str, is_asked: bool) -> None:
    assert ("prose_says_done" in codes(HOUSES, [], [read(99)], prose)) is is_asked
    assert codes(HOUSES, [], [read(100)], prose) == []


def test_a_figure_in_the_prose_that_no_reading_knows_is_asked_about() -> None:
    assert codes(HOUSES, [read(50)], [read(80)], "累计完成改造85户。") == ["prose_says_otherwise"]
    for told in ("累计完成改造80户。", "改造100户中还剩20户。", "完成20份台账。", "组织培训85人次。"):
        assert codes(HOUSES, [read(50)], [read(80)], told) == [], told


def test_a_day_gone_by_is_asked_about() -> None:
    late = homes(parts=(), split=None, due=date(2022, 5, 31))
    assert codes(late, [], [read(10)]) == ["goal_due_passed"]
    assert codes(late, [], []) == [], "where nothing is read, nothing is asked"


def test_every_question_has_its_sentence_with_all_its_facts() -> None:
    asked = [
        *doubts_of_plan(homes()), *doubts_of_plan(homes(goal=Decimal(7000), parts=(), split=None)), *doubts(HOUSES, [read(50)], [read(101)], "", DAY),
        *doubts(HOUSES, [read(50)], [read(40)], "改造85户，其他全部完成。", DAY), *doubts(MARKETS, [], [read(0, "1号市场")], "", date(2023, 1, 1)),
    ]  # fmt: skip
    assert len({one.code for one in asked}) == 7
    for one in (*asked, Lack("一是", "photo")):
        for lang in ("zh", "en"):
            assert "—" not in say(one, lang) and "{" not in say(one, lang)


@pytest.mark.parametrize(("wants", "kinds", "is_read", "lacks"), [
    (Wants.ANY, [], False, True), (Wants.ANY, ["image/png"], False, False), (Wants.DOCUMENT, ["image/png"], False, True),
    (Wants.DOCUMENT, ["image/png", "application/pdf"], False, False), (Wants.PHOTO, ["application/pdf"], False, True), (Wants.PHOTO, ["image/jpeg"], False, False),
    (Wants.BEFORE_AFTER, ["image/png"], False, True), (Wants.BEFORE_AFTER, ["image/png", "image/png"], False, False),
    (Wants.READING, ["image/png"], False, True), (Wants.READING, [], True, False), (Wants.DOCUMENT, [], True, True),
])  # fmt: skip
def test_a_criterion_asks_for_its_kind_of_proof(wants: Wants, kinds: list[str], is_read: bool, lacks: bool) -> None:
    assert lacking(wants, kinds, is_read=is_read) is lacks


@pytest.mark.parametrize(("said", "value"), [("6,530", "6530"), ("６５３０", "6530"), ("93.50%", "93.5"), (7, "7"), ("0.0001", "0.0001"), ("12,345,678.9", "12345678.9")])
def test_an_amount_is_read_as_people_type_it(said: object, value: str) -> None:
    assert plain(amount(said)) == value


@pytest.mark.parametrize("said", ["", "-3", "三", "1.23456", "1e5", "NaN", "inf", "12,34", "9" * 15, None, True, [], "3 户"])
def test_what_is_no_amount_is_refused(said: object) -> None:
    with pytest.raises(ValueError):
        amount(said)


def test_on_schedule_is_reckoned_by_the_time_that_has_passed() -> None:
    half = Target(SUM, UP, Decimal(100), start=date(2022, 1, 1), due=date(2022, 12, 28))
    assert standing(half, [read(60)], DAY).is_behind is False
    assert standing(half, [read(40)], DAY).is_behind is True
    assert standing(half, [], date(2021, 12, 31)).is_behind is False


whole = st.integers(0, 10_000).map(Decimal)
days = st.dates(date(2020, 1, 1), date(2024, 12, 31))


@given(st.lists(st.tuples(days, whole), max_size=12), days)
def test_a_sum_is_the_sum_of_what_was_read_by_then(told: list[tuple[date, Decimal]], day: date) -> None:
    now = standing(Target(SUM, UP, Decimal(10**6)), [Reading(*one) for one in told], day)
    assert (now.value or 0) == sum(value for on, value in told if on <= day)


@given(st.lists(st.tuples(days, st.sampled_from("甲乙丙"), whole), max_size=12), st.sampled_from([SUM, LEVEL]), st.sampled_from([UP, DOWN]))
def test_a_whole_has_moved_by_as_much_as_its_parts_together(told: list[tuple[date, str, Decimal]], kind: TargetKind, way: Direction) -> None:
    parts = tuple(Part(name, Decimal(0) if way is DOWN else Decimal(50), None, Decimal(50)) for name in "甲乙丙")
    target = Target(kind, way, Decimal(0) if way is DOWN else Decimal(150), base=Decimal(150), split=Split.OBJECT, parts=parts)
    now = standing(target, [Reading(on, value, part) for on, part, value in told], date(2025, 1, 1))
    begun = target.begun
    moved = sum(((one.value - part.begun) for part, (_, one) in zip(target.of_parts(), now.parts, strict=True) if one.value is not None), Decimal(0))
    assert now.value is None or now.value - begun == moved
    assert list(doubts_of_plan(target)) == []


@given(whole, whole, whole)
def test_no_share_is_below_nothing_and_the_goal_is_reached_exactly_at_the_whole_of_it(base: Decimal, goal: Decimal, value: Decimal) -> None:
    low, high = sorted((base, goal))
    for target in (Target(LEVEL, UP, high), Target(LEVEL, DOWN, low, base=high), Target(RATIO, UP, high, base=low)):
        now = standing(target, [read(value)], DAY)
        assert now.share >= 0
        if target.amount:
            assert now.is_reached is (now.share >= 1)


@given(st.lists(whole, min_size=1, max_size=8))
def test_a_level_that_only_rises_is_never_against_its_direction(values: list[Decimal]) -> None:
    told = [Reading(DAY - timedelta(days=20 - n), value) for n, value in enumerate(sorted(values))]
    assert "against_direction" not in codes(Target(LEVEL, UP, Decimal(10**6)), told[:-1], told[-1:])


def test_a_ratio_of_parts_stands_where_its_worst_part_stands() -> None:
    parts = (Part("甲镇", Decimal(95)), Part("乙镇", Decimal(95)))
    target = Target(RATIO, UP, Decimal(95), unit="%", noun="无害化率", split=Split.OBJECT, parts=parts)
    now = standing(target, [read(97, "甲镇"), read("93.5", "乙镇")], DAY)
    assert (plain(now.value or Decimal(0)), now.is_reached, now.missing) == ("93.5", False, ("乙镇",))
    assert list(doubts_of_plan(target)) == []


def test_the_figures_of_the_real_document_are_followed(seed: Path) -> None:
    text = seed.read_text("utf-8")
    said = re.search(r"改造户数(\d+)户,其中2021年改造(\d+)户,2022年改造(\d+)户", text)
    assert said is not None
    total, first, second = map(Decimal, said.groups())
    plan = homes(goal=total, base=total, parts=(Part("2021", first), Part("2022", second)))
    (asked,) = doubts_of_plan(plan)
    assert (asked.code, asked.facts["parts"]) == ("parts_do_not_sum", plain(first + second))
    now = standing(plan, [read(first, "2021", date(2021, 12, 31))], DAY)
    assert plain(now.value or Decimal(0)) == said[2] and not now.is_reached and now.missing == ("2022",)
    shops = re.search(r"已售(\d+)个商铺,符合办证条件的(\d+)户,已办证(\d+)户\(余下(\d+)户", text)
    assert shops is not None
    sold, entitled, done, left = map(Decimal, shops.groups())
    deeds = Target(LEVEL, UP, entitled, unit="户", noun="办证", base=entitled)
    assert entitled - (standing(deeds, [read(done)], DAY).value or 0) == left
    assert codes(deeds, [], [read(done)], shops[0]) == []
    assert codes(deeds, [], [read(sold)]) == ["beyond_base"]
