"""核对规则: remainders, totals, rates of a headline, names, ordinals, days and contradictions; each beside what looks like it and is none."""

from __future__ import annotations

import pytest

from xiaohao.figures import Check, counts, groups, reconcile, tally
from xiaohao.notice import Notice, Source, read

HEAD = "示例区关于区委巡察整改情况的通报\n\n发布时间：2024-09-20\n\n"
FED_BACK = "2024年3月29日，区委第二巡察组向区教育局反馈了意见。"


def notice(answer: str = "已改。", item: str = "甲。", front: str = "", rest: str = "") -> Notice:
    """A notice with one item and its answer."""
    return read(Source("n.txt", f"{HEAD}{front}\n\n二、反馈问题整改情况\n\n（一）反馈问题：学习不够\n1.{item}\n整改情况：{answer}\n{rest}"))


def told(made: Notice, *codes: str) -> list[str]:
    """Code and verdict of the checks with these codes."""
    return [f"{check.code} {check.verdict.value}" for check in reconcile(made) if check.code in codes]


def differing(made: Notice) -> list[str]:
    """The codes of what differs."""
    return [check.code for check in reconcile(made) if check.verdict == "differs"]


def only(made: Notice, code: str) -> Check:
    """The one check with this code."""
    found = [check for check in reconcile(made) if check.code == code]
    assert len(found) == 1
    return found[0]


def words(made: Notice, check: Check) -> list[str]:
    """What a check points at."""
    return [made.source.text[one.start : one.end] for one in check.spans]


# --- what is left -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sentence", "spans", "computed"), [
    ("符合条件的671户，已办证650户（余下21户正在办理）。", ["671户", "650户", "21户"], "21"),
    ("交办的23件，办结18件，剩余5件年底前办结。", ["23件", "18件", "5件"], "5"),
    ("投入1.2亿元，其中区级5000万元、镇级3000万元，其余4000万元由企业承担。", ["1.2亿元", "5000万元", "3000万元", "4000万元"], "0.4"),
    ("专项资金共3200万元。已下达2700万元，其余500万元收回。", ["3200万元", "2700万元", "500万元"], "500"),
    ("仍有4个尚未整改的问题中，关于个别企业监管的问题已销案，剩余3个问题正在整改。", ["4个", "3个"], "3"),
])  # fmt: skip
def test_what_is_left_agrees_with_what_the_whole_leaves(sentence: str, spans: list[str], computed: str) -> None:
    made = notice(sentence)
    check = only(made, "remainder_agrees")
    assert (check.kind, check.verdict, check.computed) == ("remainder", "agrees", computed)
    assert words(made, check) == spans


def test_what_is_left_differs_from_what_the_whole_leaves() -> None:
    made = notice("符合条件的671户，已办证650户，余下20户正在办理。")
    check = only(made, "remainder_differs")
    assert (check.stated, check.computed, words(made, check)) == ("20", "21", ["671户", "650户", "20户"])


@pytest.mark.parametrize(("left", "expected"), [("15.1", []), ("15.2", ["remainder_differs"]), ("4.5", [])])
def test_what_is_left_is_held_against_the_one_figure_of_the_finding(left: str, expected: list[str]) -> None:
    made = notice(f"已建成管网30.5公里，其中主管网18.2公里、支管网12.3公里，剩余{left}公里年底前建成。", item="管网缺口45.6公里。")
    assert differing(made) == expected


@pytest.mark.parametrize("sentence", [
    "已售743个商铺，剩余20户正在办理。", "共671户，走访650户，剩余20户年底前走访。", "671户中有700户次申请，剩余20户。", "余下20户正在办理。", "约671户，已办650户，余下20户。",
    "全区671户，城区300户，已办证250户，余下20户。", "共23件。另有9件，余下5件。", "结余资金12万元，余额3万元。",
])  # fmt: skip
def test_what_may_be_left_of_something_else_is_left_alone(sentence: str) -> None:
    assert differing(notice(sentence)) == []


# --- totals -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sentence", "stated", "computed"), [
    ("清退资金66.57万元、追回资金146万元，合计212.75万元。", "212.75", "212.57"),
    ("招聘34名，经济类10名，城建类12名，其他类11名。", "34", "33"),
    ("投入1.2亿元，其中财政7000万元、企业5600万元。", "1.2", "1.26"),
])  # fmt: skip
def test_a_row_that_calls_itself_whole_and_does_not_close_differs(sentence: str, stated: str, computed: str) -> None:
    check = only(notice(sentence), "parts_do_not_make_whole")
    assert (check.verdict, check.stated, check.computed) == ("differs", stated, computed)


@pytest.mark.parametrize("sentence", [
    "清退资金66.57万元、追回资金146万元，历年累计合计912万元。", "招聘34名，经济类10名，城建类12名，财务类11名。", "涉及举报100件，其中水污染60件、大气45件。",
    "投入1.2亿元，其中财政7000万元、企业4900万元。", "投入1.2亿元，其中财政7000万元、企业5100万元。", "追缴120.55万元，其中甲60.28万元、乙60.28万元。", "处分35人，其中党内警告20人、政务警告18人。", "清退约66万元、追回146万元，合计212万元。", "完成投资12万元、8万元，合计50万元。",
    "移交举报件1010件，其中水污染360件，大气污染410件，噪声250件，土壤90件，其他120件。",
])  # fmt: skip
def test_rows_that_are_not_plainly_whole_are_left_alone(sentence: str) -> None:
    assert differing(notice(sentence)) == []


@pytest.mark.parametrize("sentence", ["1个项目已完工，3个项目已开工，4个项目正在推进。", "在5个部门、3个街道、2个镇试点。", "对116个县、91个单位、25个企业检查。"])
def test_numbers_that_only_happen_to_add_up_are_no_sum(sentence: str) -> None:
    assert told(notice(sentence), "parts_make_whole") == []


# --- the headline -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sentence", "values", "rates"), [
    ("截止目前，巡察反馈的97个问题，完成整改88个，基本完成取得阶段性成果并持续整改问题4个，未完成5个，总体完成率90.72%。", [97, 88, 4, 5], [90.72]),
    ("截至8月31日，33项整改全部展开，其中29项业已完成、1项基本完成、3项取得积极进展。", [33, 29, 1, 3], []),
    ("审计报告反映4个方面、29个单位（部门）共计50项具体问题，报告日已整改40项，正在整改10项（含部分整改）。", [50, 40, 10], []),
    ("截至8月31日，全区已对1-11批395件信访件进行处理，其中，已办结151件、阶段性办结209件、未办结35件，责令整改88家。", [395, 151, 209, 35], []),
    ("共反映1263个问题，截至8月中旬，已整改1153个，整改率91.29%。", [1263, 1153], [91.29]),
    ("共反映50项具体问题，资金2510.5万元。截至8月底，已整改到位40项，正在整改10项，整改率80%。", [50, 40, 10], [80]),
    ("反馈意见梳理为42项整改任务。截至8月底，42项整改任务已完成30项，达到时序进度11项，未达到时序进度1项。", [42, 30, 11, 1], []),
])  # fmt: skip
def test_a_headline_is_read_in_every_order_of_words(sentence: str, values: list[int], rates: list[float]) -> None:
    found = groups(notice(front=sentence))
    assert [[one.value for one in (group.whole, *group.parts)] for group in found] == [values]
    assert [one.value for group in found for one in group.rates] == rates
    assert differing(notice(front=sentence)) == []


def test_a_sentence_of_a_part_of_the_problems_does_not_divide_them_all() -> None:
    made = notice(front="反馈问题42个，已完成40个，正在整改2个。其中立行立改的，已完成10个，正在整改2个。目前，已完成12个，未完成3个。")
    assert differing(made) == []


def test_a_tally_tells_each_way_in_which_a_whole_is_divided() -> None:
    made = notice(front="截至8月31日，收到举报151件，已办结148件，正在办理3件，其中属实90件，不属实61件；反馈问题35个，已整改34个。")
    assert [(line.whole.value, [part.value for part in line.parts], line.computed) for line in tally(made)] == [
        (151, [148, 3], 151), (151, [90, 61], 151), (35, [34], None),
    ]  # fmt: skip


def test_what_is_received_and_handed_on_are_counts_of_their_own() -> None:
    made = notice(front="截至8月31日，共收到举报19815件，受理有效举报16700件，累计转办13441件。")
    assert [one.value for one in counts(made)] == [19815, 16700, 13441]


@pytest.mark.parametrize("sentence", ["召开会议12次，培训360人次。", "新建公厕36座，其中新建12座、改建24座。", "给予处分35人，其中党内警告20人。"])
def test_an_opening_that_says_nothing_of_problems_has_no_headline(sentence: str) -> None:
    assert counts(notice(front=sentence)) == ()


@pytest.mark.parametrize(("sentence", "expected"), [
    ("反馈问题34个，已完成30个，未完成4个，完成率78%", ["share_differs"]), ("反馈问题34个，已完成30个，未完成4个，完成率88%", []), ("反馈问题34个，已完成28个，基本完成2个，未完成4个，完成率88.2%", []),
    ("受理120件，其中重复件15件，已办结105件，办结率100%", []), ("反馈问题34个，已完成30个，未完成4个，满意率78%", []),
    ("297个党组织中，完成率达到100%的51个，80%以下的4个", []), ("反馈问题10个，已完成7个，其中销号5个，未完成3个", []),
    ("问题100个，其中立行立改类60个、分阶段整改类30个、持续整改类10个，已整改92个，整改率92%", []), ("收到举报151件，已办结148件，正在办理3件，其中属实90件，不属实61件", []),
    ("反馈问题10个，已完成7个，正在整改2个，长期坚持2个", ["parts_do_not_make_whole"]), ("受理举报100件，办结90件，回访90件", []),
])  # fmt: skip
def test_the_rate_of_a_headline_is_held_against_its_parts(sentence: str, expected: list[str]) -> None:
    assert differing(notice(front=f"截至8月31日，{sentence}。")) == expected


def test_letters_found_true_and_untrue_make_all_letters() -> None:
    made = notice(front="截至8月31日，收到举报151件，已办结148件，正在办理3件，其中属实90件，基本属实20件，不属实41件。")
    assert [check.facts["parts"] for check in reconcile(made) if check.code == "parts_make_whole"] == ["148 + 3", "90 + 20 + 41"]


@pytest.mark.parametrize(("first", "expected"), [("分解为43项具体问题", ["said_otherwise"]), ("分解为42项具体问题", []), ("其中43项具体问题需立行立改", [])])
def test_the_number_of_items_is_said_the_same_twice(first: str, expected: list[str]) -> None:
    made = notice(front=f"将反馈意见{first}。\n\n截至8月31日，巡察反馈42个具体问题，已完成整改42个。")
    assert differing(made) == expected


# --- names, words and numbers -----------------------------------------------------------------------------------------


def test_more_things_are_answered_than_the_finding_names() -> None:
    made = notice("目前，东湖桥项目已完工；西湖桥项目待结算；南湖渠项目已付款。", item="未按进度拨款，共涉及东湖桥、西湖桥2个项目。")
    check = only(made, "more_are_answered")
    assert (check.verdict, check.stated, check.computed, check.facts["extra"]) == ("differs", "2", "3", "南湖渠项目")


@pytest.mark.parametrize(("item", "answer"), [
    ("涉及东湖桥、西湖桥等2个项目。", "东湖桥项目已完工；西湖桥项目待结算；南湖渠项目已付款。"), ("涉及东湖桥、西湖桥2个项目。", "东湖桥项目已完工；南湖渠项目已付款。"),
    ("涉及东湖桥、西湖桥2个项目。", "东湖桥项目已完工；西湖桥项目待结算；同时加强监管。"), ("涉及2个项目。", "东湖桥项目已完工；西湖桥项目待结算；南湖渠项目已付款。"),
])  # fmt: skip
def test_an_answer_that_does_not_take_up_each_name_is_left_alone(item: str, answer: str) -> None:
    assert differing(notice(answer, item=item)) == []


@pytest.mark.parametrize(("sentence", "agrees"), [
    ("推进6家市场整改，制定《六个市场整改方案》。", True), ("在十年化债方案的基础上，按照《10年化债方案》执行。", True), ("推进6家市场整改，制定《五个市场整改方案》。", False),
    ("推进6家企业整改，制定《六个市场整改方案》。", False), ("第六个市场，6家市场。", False),
])  # fmt: skip
def test_a_number_in_words_agrees_with_the_same_in_digits(sentence: str, agrees: bool) -> None:
    assert bool(told(notice(sentence), "said_again")) is agrees


@pytest.mark.parametrize(("sentence", "expected"), [
    ("实施《改造（2021-2023年）三年行动计划》。", ["years_agree agrees"]), ("实施（2021-2023年）五年行动计划。", ["years_differ differs"]), ("2021年至2024年三年行动。", []),
    ("2021年至2023年完成五年规划。", []), ("2021—2023年全市河道治理三年行动。", ["years_agree agrees"]),
])  # fmt: skip
def test_years_named_are_as_many_as_stated(sentence: str, expected: list[str]) -> None:
    assert told(notice(sentence), "years_agree", "years_differ") == expected


@pytest.mark.parametrize(("item", "answer", "expected"), [
    ("有12户未安置。", "上述13户已安置。", ["said_otherwise"]), ("有12户未安置。", "上述12户已安置。", []), ("有12户未安置。", "经排查共13户，上述13户已安置。", []),
    ("有12户未安置、3户未签约。", "上述13户已安置。", []), ("有12户未安置。", "走访13户。", []), ("有12户未安置。", "反馈的13个问题已改。", []),
])  # fmt: skip
def test_a_number_that_points_back_is_the_one_of_the_finding(item: str, answer: str, expected: list[str]) -> None:
    assert differing(notice(answer, item=item)) == expected


@pytest.mark.parametrize(("answer", "expected"), [
    ("一是学习。三是整改。", ["ordinal_missing"]), ("一是学习。二是整改。", []), ("一是学习。二是整改。二是巩固。", ["number_repeated"]), ("一是学习。二是整改。一是巩固。", []),
    ("一是学习：一是集中学；二是自学。二是整改。", []), ("二是整改。四是巩固。", []), ("一是学习，三是重点。二是整改。", []),
])  # fmt: skip
def test_ordinals_leave_none_out_and_none_stands_twice(answer: str, expected: list[str]) -> None:
    assert differing(notice(answer)) == expected


def test_a_number_that_stands_twice_is_named_but_a_row_that_begins_again_is_not() -> None:
    again = "2.乙。\n整改情况：已改。\n2.丙。\n整改情况：已改。\n"
    assert told(notice(rest=again), "number_repeated") == ["number_repeated differs"]
    assert told(notice(rest="（二）反馈问题：作风不实\n1.乙。\n整改情况：已改。\n"), "number_repeated") == []


@pytest.mark.parametrize(("sentence", "expected"), [
    ("2024年6月31日完成改造。", ["2024年6月31日"]), ("2023年2月29日验收。", ["2023年2月29日"]), ("2024年2月29日验收。", []), ("2月29日验收。", []), ("13月1日验收。", ["13月1日"]), ("2.6月31日", []),
])  # fmt: skip
def test_a_day_that_does_not_exist_is_named(sentence: str, expected: list[str]) -> None:
    assert [check.stated for check in reconcile(notice(sentence)) if check.code == "no_such_day"] == expected


@pytest.mark.parametrize(("words_", "expected"), [
    ("剩余2个问题整改情况如下", ["items_of_finding agrees"]), ("剩余3个问题整改情况如下", ["items_of_finding_differ differs"]), ("仍有3个问题未整改到位", []),
])  # fmt: skip
def test_problems_that_are_announced_stand_under_their_heading(words_: str, expected: list[str]) -> None:
    body = f"{HEAD}二、整改情况\n\n（一）反馈问题：学习\n1.专项审计整改不到位\n{words_}。\n（1）甲。\n整改情况：好。\n（2）乙。\n整改情况：好。\n"
    assert told(read(Source("n.txt", body)), "items_of_finding", "items_of_finding_differ") == expected


def test_without_a_level_between_the_items_are_the_problems() -> None:
    rest = "2.乙。\n整改情况：已改。\n"
    assert told(notice(front="将巡察反馈的1个方面2个问题逐条整改。", rest=rest), "items_printed") == ["items_printed agrees"]
    assert told(notice(front="将巡察反馈的1个方面3个问题逐条整改。", rest=rest), "items_printed") == ["items_printed differs"]


# --- contradictions ---------------------------------------------------------------------------------------------------


def test_what_is_still_applied_for_does_not_count_as_done() -> None:
    made = notice("已拨付资金534.7万元，正在申请拨付428.4万元，建设资金已实际发挥效益963.1万元。")
    check = only(made, "pending_counted_as_done")
    assert (check.kind, check.stated, check.computed, words(made, check)) == ("contradiction", "963.1", "534.7", ["428.4万元", "963.1万元"])


@pytest.mark.parametrize("sentence", [
    "已拨付资金534.7万元，已支付428.4万元，已实际发挥效益963.1万元。", "已拨付资金534.7万元，正在申请拨付428.4万元，共需963.1万元。", "受理25件，已办结18件，正在办理7件。",
])  # fmt: skip
def test_parts_that_are_all_done_or_a_whole_that_is_not_are_no_contradiction(sentence: str) -> None:
    assert differing(notice(sentence)) == []


@pytest.mark.parametrize(("sentence", "expected"), [
    ("根据（2021-2023年）三年计划，改造6530户，余下户数将在2024、2025年完成。", ["left_beyond_plan"]), ("根据（2021-2023年）三年计划，改造6530户，余下户数将在2023年完成。", []),
    ("余下户数将在2024年完成。", []), ("分三年度化解借款，已列入预算，预计年底将完成。", ["years_yet_year_end"]), ("分三年度化解借款，今年任务预计年底将完成。", []), ("分三年级授课，预计年底完成。", []),
])  # fmt: skip
def test_plans_and_their_ends_are_held_against_each_other(sentence: str, expected: list[str]) -> None:
    assert differing(notice(sentence)) == expected


@pytest.mark.parametrize(("answer", "expected"), [
    ("“十三五”期间，大部分片区实现雨污分流。", []), ("“十三五”期间，建成区大部分实现雨污分流。", ["done_before_found"]), ("2024年4月以来，建成区大部分实现雨污分流。", []), ("建成区全部实现雨污分流。", []),
])  # fmt: skip
def test_what_was_found_undone_was_not_done_before(answer: str, expected: list[str]) -> None:
    made = notice(answer, item="城区94.5%的建成区未实施雨污分流。", front=FED_BACK)
    assert differing(made) == expected


# --- inferred days ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("as_of", "sentence", "expired"), [
    ("6月30日", "预计7月底前完成。", True), ("6月30日", "预计年底前完成。", False), ("8月31日", "预计1月底前完成。", False), ("6月30日", "力争明年3月底前完成。", False),
])  # fmt: skip
def test_a_month_far_behind_that_is_still_to_come_is_one_of_the_next_year(as_of: str, sentence: str, expired: bool) -> None:
    made = notice(sentence, front=f"截至{as_of}，反馈问题1个，已完成整改1个。")
    assert bool(told(made, "expected_day_passed")) is expired
