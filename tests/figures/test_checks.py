"""数据核对: for each rule what it names, and what looks like it and is left alone. A false alarm is worse than a missed one."""

from __future__ import annotations

import pytest

from xiaohao.figures import Check, reconcile
from xiaohao.notice import Notice, Source, read

HEAD = "示例区关于区委巡察整改情况的通报\n\n发布时间：2024-09-20\n\n"


def notice(front: str = "", item: str = "甲。", answer: str = "已改。", rest: str = "") -> Notice:
    """A notice with one item, its answer, and a paragraph before."""
    return read(Source("n.txt", f"{HEAD}{front}\n\n二、反馈问题整改情况\n\n（一）反馈问题：学习不够\n1.{item}\n整改情况：{answer}\n{rest}"))


def told(made: Notice, *kinds: str) -> list[tuple[str, str]]:
    """(verdict, code) of the checks, days in order left out."""
    return [(check.verdict.value, check.code) for check in reconcile(made) if check.code != "days_in_order" and (not kinds or check.code in kinds)]


def only(made: Notice, code: str) -> Check:
    """The one check with this code."""
    found = [check for check in reconcile(made) if check.code == code]
    assert len(found) == 1
    return found[0]


def words(made: Notice, check: Check) -> list[str]:
    """What a check points at."""
    return [made.source.text[one.start : one.end] for one in check.spans]


def test_a_headline_that_adds_up_agrees_with_each_place() -> None:
    made = notice("截至8月31日，反馈问题42个，已完成整改23个，基本完成整改14个，长期整改4个，未完成整改1个。")
    check = only(made, "parts_make_whole")
    assert (check.verdict, check.stated, check.computed) == ("agrees", "42", "42")
    assert words(made, check) == ["23个", "14个", "4个", "1个", "42个"]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("反馈问题10个，已完成整改7个，未完成整改4个", ("differs", "parts_do_not_make_whole")),
    ("反馈问题10个，已完成整改7个，未完成整改2个", ("differs", "parts_do_not_make_whole")),
    ("反馈问题10个，已完成整改7个，基本完成整改4个", ("differs", "parts_do_not_make_whole")),
    ("反馈问题10个，已完成整改11个", ("differs", "part_exceeds_whole")),
    ("反馈问题10个，已完成整改10个", ("agrees", "parts_make_whole")),
    ("移交信访件251件，已办结248件，正在办理3件", ("agrees", "parts_make_whole")),
])  # fmt: skip
def test_a_headline_is_held_against_its_parts(sentence: str, expected: tuple[str, str]) -> None:
    assert expected in told(notice(f"截至8月31日，{sentence}。"))


@pytest.mark.parametrize("sentence", [
    "反馈问题10个，已完成整改7个",  # the rest is not told
    "反馈问题10个，已完成整改6个，基本完成整改2个",  # nothing says that the row is whole
    "反馈问题10个，已完成整改9个，其中本月完成3个",
    "反馈问题10个，制定措施31条，已完成25条",
    "反馈问题10个，已完成整改7个，涉及问题20个",
    "反馈问题10余个，已完成整改7个",
])  # fmt: skip
def test_a_headline_that_is_not_plainly_whole_is_left_alone(sentence: str) -> None:
    assert [one for one in told(notice(f"截至8月31日，{sentence}。")) if one[0] == "differs"] == []


@pytest.mark.parametrize(("sentence", "spans"), [
    ("处理23人，其中党纪处分18人，政务处分5人。", ["18人", "5人", "23人"]), ("党纪处分18人，政务处分5人，共处理23人。", ["18人", "5人", "23人"]),
    ("追回资金963.1万元，其中甲镇534.7万元、乙镇428.4万元。", ["534.7万元", "428.4万元", "963.1万元"]), ("新建管网12.5公里，其中东区8公里、西区4.5公里。", ["8公里", "4.5公里", "12.5公里"]),
    ("投入1.2亿元，其中财政7000万元、企业5000万元。", ["7000万元", "5000万元", "1.2亿元"]),
])  # fmt: skip
def test_a_whole_and_the_parts_beside_it_agree(sentence: str, spans: list[str]) -> None:
    made = notice(answer=sentence)
    check = only(made, "parts_make_whole")
    assert check.verdict == "agrees" and words(made, check) == spans


@pytest.mark.parametrize("sentence", [
    "处理23人，其中党纪处分18人，政务处分6人。", "新建3个站、5个点、8公里路。", "2022年完成10个，2023年完成12个，2024年完成15个。", "召开会议3次，调研2次，培训4次。",
    "检查12家，发现问题20个，整改20个。", "约12人参加，其中8人发言，4人提问。", "投入10万元，8万元，3万元。", "上半年12次。下半年5次。全年17次。",
])  # fmt: skip
def test_figures_that_are_no_sum_are_never_said_to_differ(sentence: str) -> None:
    assert [one for one in told(notice(answer=sentence)) if one[0] == "differs"] == []


def test_a_sum_does_not_reach_over_sentences() -> None:
    assert told(notice(answer="处理23人。党纪处分18人。政务处分5人。"), "parts_make_whole") == []


@pytest.mark.parametrize(("sentence", "verdict"), [
    ("反馈44个，已整改18个，完成率40.91%。", "agrees"), ("排查44处，整改26处，占59.1%。", "agrees"), ("排查3处，整改2处，整改率66.6%。", "agrees"),
    ("排查3处，整改2处，整改率66.7%。", "agrees"), ("排查20处，整改19处，整改率为95%。", "agrees"), ("排查20处，整改19处，整改率为96%。", "differs"),
    ("排查20处，整改20处，整改率100%。", None), ("排查20处，发现问题35个，整改率96%。", None), ("排查20处，整改19处，空气优良率96%。", None), ("绿化率提高5%。", None),
    ("排查20余处，整改19处，整改率96%。", None), ("排查20处，整改19处，复查15处，整改率96%。", None),
])  # fmt: skip
def test_a_rate_is_held_against_the_counts_of_its_sentence(sentence: str, verdict: str | None) -> None:
    found = told(notice(answer=sentence), "share_agrees", "share_rounded", "share_truncated", "share_differs")
    if verdict is None:
        assert ("differs", "share_differs") not in found
    else:
        assert [one for one, _ in found] == [verdict]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("推进东湖、西湖、南湖3个市场改造。", [("agrees", "list_agrees")]), ("推进东湖、西湖等3个市场改造。", []), ("推进东湖、西湖、南湖、北湖、中湖等3个市场改造。", [("differs", "list_too_long")]),
    ("推进东湖、西湖、南湖2个市场改造。", [("differs", "list_too_long")]), ("推进道路、管网、绿化2个项目。", []), ("涉及教育、卫生、民政系统2个单位。", []),
    ("在6月底前完成东湖、西湖2个市场。", [("agrees", "list_agrees")]), ("推进市场、商场和超市的3个项目。", []), ("制度3个、措施2个、办法5个。", []),
])  # fmt: skip
def test_a_list_is_held_against_the_number_behind_it(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(notice(answer=sentence), "list_agrees", "list_too_long") == expected


def test_things_told_one_by_one_are_held_against_their_whole() -> None:
    differs = notice(answer="涉及两个项目，面积0.84公顷。一是东湖项目0.348公顷。二是西湖项目0.482公顷。")
    check = only(differs, "parts_do_not_make_whole")
    assert (check.kind, check.verdict, check.stated, check.computed) == ("area", "differs", "0.84", "0.83")
    assert words(differs, check) == ["0.348公顷", "0.482公顷", "0.84公顷"]
    agrees = notice(answer="涉及两个项目，面积0.83公顷。一是东湖项目0.348公顷。二是西湖项目0.482公顷。")
    assert only(agrees, "parts_make_whole").verdict == "agrees"


@pytest.mark.parametrize("answer", [
    "涉及三个项目，面积0.84公顷。一是东湖项目0.348公顷。二是西湖项目0.482公顷。",  # not as many as announced
    "涉及两个项目，面积0.84公顷。一是东湖项目0.348公顷。二是西湖项目。",
    "面积0.84公顷。一是完成0.348公顷。二是清退0.482公顷。",  # nothing says how many there are
])  # fmt: skip
def test_a_list_that_may_not_be_whole_is_left_alone(answer: str) -> None:
    assert [one for one in told(notice(answer=answer)) if one[0] == "differs"] == []


def test_the_figure_of_a_finding_is_said_again_in_its_answer() -> None:
    made = notice(item="有55处隐患未改。", answer="55处隐患已改。")
    assert words(made, only(made, "said_again")) == ["55处", "55处"]
    assert told(notice(item="有55处隐患未改。", answer="已改50处。"), "said_again") == []
    assert told(notice(item="有1处隐患未改。", answer="召开1处现场会。"), "said_again") == []


@pytest.mark.parametrize(("sentence", "again"), [("排查隐患55处、整改完成55处。", True), ("开会5次，调研5次。", False), ("基本完成整改2个，未完成整改2个。", False), ("改造2219户，2219户均已开工。", True)])
def test_a_measure_says_a_figure_twice(sentence: str, again: bool) -> None:
    assert bool(told(notice(answer=sentence), "said_again")) is again


@pytest.mark.parametrize(("visit", "expected"), [
    ("2024年1月8日至3月8日，区委第二巡察组对区教育局进行了巡察。2024年3月29日，区委第二巡察组向区教育局反馈了意见。", "days_in_order"),
    ("2024年1月8日至2024年3月8日，区委第二巡察组对区教育局进行了巡察。2024年2月1日，区委第二巡察组向区教育局反馈了意见。", "days_out_of_order"),
    ("2024年9月29日，区委第二巡察组向区教育局反馈了意见。", "days_out_of_order"),
])  # fmt: skip
def test_the_days_of_a_document_stand_in_order(visit: str, expected: str) -> None:
    codes = [check.code for check in reconcile(notice(visit))]
    assert [code for code in codes if code.startswith("days_")] == [expected]


FED_BACK = "2024年3月29日，区委第二巡察组向区教育局反馈了意见。"


@pytest.mark.parametrize(("sentence", "expired"), [
    ("预计2024年8月底前完成。", True), ("预计8月中旬开工。", True), ("力争2024年7月15日完成。", True), ("预计2024年12月底前完成。", False), ("已于2024年8月完成。", False),
    ("2024年8月完成了改造。", False), ("截至2024年8月，计划改造12户。", False), ("每年8月检查。", False),
])  # fmt: skip
def test_what_was_expected_and_has_passed_is_named(sentence: str, expired: bool) -> None:
    assert bool(told(notice(answer=sentence), "expected_day_passed")) is expired


@pytest.mark.parametrize(("sentence", "early"), [
    ("2023年12月完成改造。", True), ("2024年3月28日召开会议。", True), ("2024年4月完成改造。", False), ("2023年12月以来完成改造。", False), ("按照2023年12月印发的办法处理。", False),
    ("对2023年12月的账目进行核查。", False), ("2024年3月完成改造。", False), ("自2023年12月起整治。", False),
])  # fmt: skip
def test_what_was_done_before_the_feedback_is_named(sentence: str, early: bool) -> None:
    assert bool(told(notice(FED_BACK, answer=sentence), "acted_before_feedback")) is early


@pytest.mark.parametrize(("sentence", "agrees"), [
    ("实施2021年至2023年三年行动。", True), ("实施（2021-2023年）三年行动计划。", True), ("实施2021年至2024年三年行动。", False), ("2021年至2023年连续三年增长。", False),
])  # fmt: skip
def test_years_are_counted(sentence: str, agrees: bool) -> None:
    found = told(notice(answer=sentence), "years_agree")
    assert found == ([("agrees", "years_agree")] if agrees else [])


TWO = "2.乙。\n整改情况：已改。\n"


@pytest.mark.parametrize(("front", "expected"), [
    ("将巡察反馈的1个方面2个问题细化。", [("agrees", "aspects_printed")]), ("将巡察反馈的2个方面2个问题细化。", [("differs", "aspects_printed")]),
    ("共有2个方面2个问题。", []), ("巡察反馈2个问题。", []),
])  # fmt: skip
def test_stated_aspects_are_held_against_the_printed_ones(front: str, expected: list[tuple[str, str]]) -> None:
    assert told(notice(front, rest=TWO), "aspects_printed") == expected


def test_stated_problems_and_items_are_held_against_the_printed_ones() -> None:
    body = f"{HEAD}将巡察反馈的1个方面3个问题分解为3项具体问题。\n\n二、反馈问题整改情况\n\n（一）反馈问题：学习\n1.甲\n（1）子。\n整改情况：好。\n2.乙\n（2-1）丑。\n整改情况：好。\n（2-2）寅。\n整改情况：好。\n"
    found = {check.code: (check.verdict.value, check.stated, check.computed) for check in reconcile(read(Source("n.txt", body)))}
    assert found["aspects_printed"] == ("agrees", "1", "1")
    assert found["findings_printed"] == ("differs", "3", "2")
    assert found["items_printed"] == ("differs", "3", "2")


def test_a_number_that_is_missing_differs() -> None:
    made = notice(rest="3.乙。\n整改情况：已改。\n")
    assert only(made, "number_missing").verdict == "differs"
    assert told(notice(rest=TWO), "number_missing") == []


@pytest.mark.parametrize(("stated", "last", "expected"), [
    ("2个方面5个问题", "存在问题2个", [("agrees", "parts_make_whole")]), ("2个方面6个问题", "存在问题2个", [("differs", "parts_do_not_make_whole")]),
    ("2个方面3个问题", "情况不明", [("agrees", "parts_make_whole"), ("differs", "part_without_count")]), ("2个方面7个问题", "情况不明", []), ("3个方面5个问题", "存在问题2个", []),
])  # fmt: skip
def test_a_finding_is_held_against_what_its_parts_say(stated: str, last: str, expected: list[tuple[str, str]]) -> None:
    body = f"{HEAD}二、反馈问题整改情况\n\n（一）反馈问题：学习\n1.专项检查反馈{stated}\n（1）财务管理，存在问题3个。\n整改情况：好。\n（2）资产管理，{last}。\n整改情况：好。\n"
    made = read(Source("n.txt", body))
    assert sorted(told(made, "parts_make_whole", "parts_do_not_make_whole", "part_without_count")) == sorted(expected)


def test_nothing_is_checked_twice() -> None:
    made = notice("截至8月31日，反馈问题10个，已完成整改6个，未完成整改4个。", answer="处理23人，其中党纪处分18人，政务处分5人。")
    rows = [(check.kind, check.verdict, frozenset((one.start, one.end) for one in check.spans)) for check in reconcile(made)]
    assert len(rows) == len(set(rows)) == 3
