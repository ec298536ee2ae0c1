"""数: which numbers of a text are figures, and what each is; the headline counts and the deadlines."""

from __future__ import annotations

from datetime import date

import pytest

from xiaohao.figures import counts, due, find, of, reconcile, tally
from xiaohao.notice import Source, read
from xiaohao.workdays import Calendar

ONE: list[tuple[str, str, float | int | str, str | None, str, str]] = [
    ("完成12项任务", "12项", 12, "项", "count", "exact"), ("查处62900余起", "62900余起", 62900, "起", "count", "at_least"), ("接待240余人次", "240余人次", 240, "人次", "count", "at_least"),
    ("共2,219户", "2,219户", 2219, "户", "count", "exact"), ("１２个问题", "１２个", 12, "个", "count", "exact"), ("超过30家", "30家", 30, "家", "count", "at_least"),
    ("不少于5次", "5次", 5, "次", "count", "at_least"), ("不低于5次", "5次", 5, "次", "count", "at_least"), ("少于5次", "5次", 5, "次", "count", "at_most"), ("不超过5次", "5次", 5, "次", "count", "at_most"), ("约5吨", "5吨", 5, "吨", "count", "about"),
    ("5人以上", "5人", 5, "人", "count", "at_least"), ("5人以内", "5人", 5, "人", "count", "at_most"), ("10多次", "10多次", 10, "次", "count", "at_least"),
    ("投资33.1亿元", "33.1亿元", 33.1, "亿元", "money", "exact"), ("拨付专项12万资金", "12万", 12, "万", "money", "exact"), ("罚款500元", "500元", 500, "元", "money", "exact"),
    ("面积0.84公顷", "0.84公顷", 0.84, "公顷", "area", "exact"), ("占地3平方公里", "3平方公里", 3, "平方公里", "area", "exact"), ("管网8.5公里", "8.5公里", 8.5, "公里", "length", "exact"),
    ("增长57.1%", "57.1%", 57.1, "%", "share", "exact"), ("提高３.２％", "３.２％", 3.2, "%", "share", "exact"), ("提高2个百分点", "2个百分点", 2, "个百分点", "share", "exact"),
    ("为期3个月", "3个月", 3, "个月", "period", "exact"), ("60岁老人", "60岁", 60, "岁", "other", "exact"),
    ("2021年4月1日反馈", "2021年4月1日", "2021-04-01", None, "date", "exact"), ("4月1日反馈", "4月1日", "2024-04-01", None, "date", "exact"),
    ("2021年4月完成", "2021年4月", "2021-04", None, "date", "exact"), ("2021年4月底前完成", "2021年4月底", "2021-04-30", None, "date", "at_most"),
    ("2021年上半年", "2021年上半年", "2021-01/2021-06", None, "period", "exact"), ("2018年至2020年", "2018年至2020年", "2018/2020", None, "period", "exact"),
    ("2020年以来", "2020年", "2020/..", None, "period", "at_least"), ("1-5月实现", "1-5月", "2024-01/2024-05", None, "period", "exact"),
]  # fmt: skip
NONE = [
    "", "没有数字", "《示例区2021年12项办法》", "编号12", "〔2021〕12号", "第12次", "5号楼", "2024年13月40日的第1", "3+2", "90后", "9" * 5000 + "个", "2021级", "副处级以上", "处级3级以上", "1.2.3", "12345", "4G网络",
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value", "unit", "kind", "qualifier"), ONE)
def test_a_figure_is_read_with_its_unit_and_how_exact_it_is(text: str, words: str, value: float | str, unit: str | None, kind: str, qualifier: str) -> None:
    found = find(text, published_on=date(2024, 9, 20))
    assert [(one.text, one.value, one.unit, one.kind, one.qualifier) for one in found] == [(words, value, unit, kind, qualifier)]
    assert text[found[0].start : found[0].end] == words


@pytest.mark.parametrize("text", NONE)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert [one for one in find(text, year=2024) if one.kind not in ("date", "period")] == []


@pytest.mark.parametrize(("text", "base"), [("33.1亿元", 3_310_000_000), ("12万元", 120_000), ("0.3万元", 3000), ("1,200元", 1200), ("5个", None)])
def test_money_is_given_in_yuan_too(text: str, base: float | None) -> None:
    assert find(text)[0].base_value == base


def test_a_day_without_a_year_is_none_where_no_year_is_known() -> None:
    assert [one.text for one in find("4月1日完成3项")] == ["3项"]


BODY = (
    "示例区关于区委巡察整改情况的通报\n\n发布时间：2024-09-20\n\n截至8月31日，反馈问题10个，已完成整改6个，未完成整改4个；移交信访件14件，已办结13件，正在办理1件。\n\n二、反馈问题整改情况\n\n"
    "（一）反馈问题：学习\n1.有12人未学。\n整改情况：培训30人，预计2025年3月底前全部学完。\n整改时限：2024年12月底前\n2.乙。\n整改情况：已于2024年5月完成。\n整改时限：长期坚持\n\n联系电话：0000-00001234\n"
)  # fmt: skip


def test_a_figure_belongs_to_the_item_whose_words_or_answer_hold_it() -> None:
    made = read(Source("n.txt", BODY))
    owned = {one.text: one.item for one in of(made)}
    assert owned["12人"] == owned["30人"] == made.items[0].id
    assert owned["10个"] is None and owned["2024年5月"] == made.items[1].id
    assert not any(one.text.startswith("0000") for one in of(made))


def test_headline_counts_name_what_they_count() -> None:
    found = counts(read(Source("n.txt", BODY)))
    assert [(one.value, one.unit) for one in found] == [(10, "个"), (6, "个"), (4, "个"), (14, "件"), (13, "件"), (1, "件")]
    assert [one.label for one in found if one.value in (6, 4, 13, 1)] == ["已完成整改", "未完成整改", "已办结", "正在办理"]


def test_a_tally_adds_its_parts() -> None:
    assert [(line.whole.value, line.computed) for line in tally(read(Source("n.txt", BODY)))] == [(10, 10), (14, 14)]


def test_a_text_without_a_day_of_its_figures_has_its_headline_in_the_opening() -> None:
    found = counts(read(Source("n.txt", BODY.replace("截至8月31日", "目前").replace("反馈问题10个", "召开会议3次，反馈问题10个"))))
    assert [one.value for one in found] == [10, 6, 4, 14, 13, 1]
    assert counts(read(Source("n.txt", BODY.replace("截至8月31日，反馈问题10个，已完成整改6个，未完成整改4个；移交信访件14件，已办结13件，正在办理1件", "召开会议3次")))) == ()


def test_deadlines_come_in_the_order_of_their_days_and_undated_ones_last() -> None:
    rows = due(read(Source("n.txt", BODY)))
    assert [(row.day, row.item) for row in rows] == [("2024-12-31", "i1"), ("2025-03-31", "i1"), (None, "i2")]


COUNTED = """中共示例区委关于巡视整改进展情况的通报

一、整改进展情况

(一)反馈问题:履行职责存在差距

1.工作推进不力

整改情况:{}

"""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("要求自2024年9月29日起10个工作日内完成整改。", "2024-10-17"),  # the holidays do not count, the make-up day of 12 October does
        ("责令于2026年3月3日之后5个工作日内办结。", "2026-03-10"),
        ("要求自2031年3月3日起10个工作日内完成整改。", None),  # nobody has announced that year
        ("责令15个工作日内办结。", None),  # from which day is not said
    ],
)
def test_a_deadline_in_working_days_is_counted_from_the_day_beside_it(words: str, day: str | None) -> None:
    (row,) = [one for one in due(read(Source("n.txt", COUNTED.format(words)))) if "工作日" in one.place.text]
    assert (row.day, row.inferred) == (day, day is not None)


@pytest.mark.parametrize("words", ["收到来件后5个工作日内答复。", "已在10个工作日内办结。", "公示期为10个工作日。", "要求收到投诉后3个工作日内受理。"])
def test_how_long_something_takes_is_no_deadline(words: str) -> None:
    assert due(read(Source("n.txt", COUNTED.format(words)))) == ()


def test_an_installation_may_count_by_its_own_calendar() -> None:
    made = read(Source("n.txt", COUNTED.format("要求自2026年3月3日起1个工作日内完成。公示期为2026年3月2日至3月6日，共5个工作日。")))
    games = Calendar.load().amended(local={date(2026, 3, 4): False})
    assert [due(made)[0].day, due(made, games)[0].day] == ["2026-03-04", "2026-03-05"]
    told = [[(one.code, one.computed) for one in reconcile(made, calendar=by) if one.code.startswith("working_days")] for by in (None, games)]
    assert told == [[("working_days_agree", "5")], [("working_days_differ", "4")]]
