"""与台账比对: which rows of a document the ledger has already, by their words and never by a number alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaohao.ledger.intake.known import CHANGED, CREATED, NEW, UNTOUCHED, Comparison, Known, compared, likeness

ROADS = "部分路段窨井盖破损，修复不及时。"
SCHOOL = "城区学位供给不足，大班额问题没有消除。"
WATER = "部分老旧小区供水管网老化，漏损率偏高。"


def row(number: str, text: str, key: str = "", **said: Any) -> dict[str, Any]:
    made = {"key": key or f"i{number}", "number": number, "text": text, "heading": "f1", "leader": None, "lead_unit": None, "units": [], "due_on": None, "track": None, "completion": None}
    return made | said


def known(id_: int, number: str, text: str, **stands: Any) -> Known:
    return Known(id_, f"a1-{number}", number, text, "民生方面", **stands)


def beside(rows: Sequence[Mapping[str, Any]], items: Sequence[Known], chosen: Mapping[str, str] | None = None, told: Sequence[Mapping[str, Any]] = ()) -> Comparison:
    return compared({"headings": [{"key": "f1", "text": "民生方面"}], "items": rows, "progress": told}, items, chosen or {})


def states(found: Comparison) -> dict[str, tuple[str, int | None]]:
    return {key: (one.state, one.known.id if one.known else None) for key, one in found.matches.items()}


def test_equal_words_are_the_same_item_whatever_their_number() -> None:
    found = beside([row("9", ROADS)], [known(1, "3", ROADS)])
    assert states(found) == {"i9": (UNTOUCHED, 1)}


def test_width_and_stops_make_no_difference() -> None:
    assert states(beside([row("3", "部分路段窨井盖破损,修复不及时")], [known(1, "3", ROADS)])) == {"i3": (UNTOUCHED, 1)}


def test_a_number_alone_is_not_enough() -> None:
    found = beside([row("3", SCHOOL)], [known(1, "3", ROADS)])
    assert states(found) == {"i3": (CREATED, None)}
    assert [one.id for one in found.gone] == [1]


def test_words_that_were_mended_under_the_same_number_are_a_change() -> None:
    found = beside([row("3", "部分路段窨井盖破损，修复不够及时、不够彻底。")], [known(1, "3", ROADS)])
    assert states(found) == {"i3": (CHANGED, 1)}
    assert [one.field for one in found.matches["i3"].differences] == ["text"]


def test_words_that_are_nearly_the_same_are_found_under_another_number() -> None:
    found = beside([row("12", WATER.replace("偏高", "较高"))], [known(1, "3", ROADS), known(2, "4", WATER)])
    assert states(found)["i12"] == (CHANGED, 2)


def test_the_same_words_twice_are_told_apart_by_number() -> None:
    found = beside([row("1", ROADS), row("2", ROADS)], [known(1, "1", ROADS), known(2, "2", ROADS)])
    assert states(found) == {"i1": (UNTOUCHED, 1), "i2": (UNTOUCHED, 2)}


def test_what_only_resembles_an_item_is_a_question() -> None:
    found = beside([row("3", "部分路段窨井盖缺失，路灯不亮，绿化带无人管护。")], [known(1, "3", ROADS)])
    assert found.matches["i3"].state == CREATED
    assert found.matches["i3"].near is not None


@pytest.mark.parametrize(("choice", "expected"), [("a1-3", (CHANGED, 1)), (NEW, (CREATED, None))])
def test_what_a_person_chose_stands(choice: str, expected: tuple[str, int | None]) -> None:
    text = SCHOOL if choice != NEW else ROADS
    assert states(beside([row("3", text)], [known(1, "3", ROADS)], {"i3": choice}))["i3"] == expected


@pytest.mark.parametrize(
    ("said", "stands", "fields"),
    [
        ({"due_on": "2026-12-31"}, {"due_on": "2026-06-30"}, ["due_on"]),
        ({"due_on": None}, {"due_on": "2026-06-30"}, []),
        ({"lead_unit": "区住建局"}, {"lead_unit": "示例区住建局"}, []),
        ({"lead_unit": "区水利局"}, {"lead_unit": "示例区住建局"}, ["lead_unit"]),
        ({"leader": "区委副书记、区长 邹区长"}, {"leader": "邹区长"}, []),
        ({"units": ["区财政局", "区市监局"]}, {"units": ("示例区财政局",)}, ["units"]),
        ({"units": ["区财政局"]}, {"units": ("示例区财政局", "示例区市监局")}, []),
        ({"completion": "completed"}, {"completion": "not_completed"}, ["completion"]),
        ({"track": "continuing"}, {"track": "continuing"}, []),
    ],
)  # fmt: skip
def test_only_what_the_document_states_can_differ(said: dict[str, Any], stands: dict[str, Any], fields: list[str]) -> None:
    found = beside([row("3", ROADS, **said)], [known(1, "3", ROADS, **stands)])
    assert [one.field for one in found.matches["i3"].differences] == fields


def test_an_answer_that_the_ledger_has_heard_is_no_news() -> None:
    told = [{"items": ["i3"], "text": "一是更换井盖12处。二是建立巡查制度。", "measures": [{"ordinal": "一是", "text": "更换井盖12处。"}, {"ordinal": "二是", "text": "建立巡查制度。"}]}]
    heard = known(1, "3", ROADS, measures=("更换井盖12处。", "建立巡查制度。"))
    assert beside([row("3", ROADS)], [heard], told=told).matches["i3"].state == UNTOUCHED
    assert beside([row("3", ROADS)], [known(1, "3", ROADS)], told=told).matches["i3"].differences[0].field == "told"


WORDS = st.lists(st.text("整改问题落实不到位区委政府单位责任措施", min_size=4, max_size=30), min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_no_item_is_taken_twice_and_none_is_lost(left: list[str], right: list[str]) -> None:
    rows = [row(str(n % 5), text, key=f"k{n}") for n, text in enumerate(left)]
    items = [known(n + 1, str(n % 5), text) for n, text in enumerate(right)]
    found = beside(rows, items)
    taken = [one.known.id for one in found.matches.values() if one.known]
    assert len(taken) == len(set(taken))
    assert sorted([*taken, *(one.id for one in found.gone)]) == [one.id for one in items]
    assert set(found.matches) == {one["key"] for one in rows}


@given(WORDS)
def test_a_document_beside_itself_has_nothing_new(texts: list[str]) -> None:
    rows = [row(str(n), text, key=f"k{n}") for n, text in enumerate(dict.fromkeys(texts))]
    items = [known(n + 1, str(n), text) for n, text in enumerate(dict.fromkeys(texts))]
    assert {one.state for one in beside(rows, items).matches.values()} == {UNTOUCHED}


def test_likeness_runs_from_nothing_to_the_same() -> None:
    assert likeness(ROADS, ROADS) == 1
    assert likeness(ROADS, SCHOOL) < 0.3
    assert likeness("", ROADS) == 0
