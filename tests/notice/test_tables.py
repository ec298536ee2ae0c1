"""台账表: rows become aspects, findings and items; what is merged, repeated, totalled, noted; what cells say."""

from __future__ import annotations

import pytest
from grids import Rows, grid, sheet, sheets
from hypothesis import given
from hypothesis import strategies as st

from xiaohao.contract import as_object
from xiaohao.figures import counts, of
from xiaohao.notice import Item, Kind, Merged, Notice, Role, read, write

HEAD = "序号|反馈问题|整改措施|整改责任|||整改时限（年月日）|整改进展情况|完成情况"
UNDER = "|||责任领导|牵头单位|责任单位|||"
WIDE = (Merged(0, 3, 1, 3), *(Merged(0, column, 2, 1) for column in (0, 1, 2, 6, 7, 8)))


def notice(*lines: str, merged: tuple[Merged, ...] = (), published_on: str | None = None) -> Notice:
    """What the reader makes of one table."""
    source = sheet(grid(*lines), merged)
    made = read(source, published_on=published_on)
    assert write(made) == source.text
    return made


def item(head: str, cell: str, published_on: str | None = None) -> Item:
    """The one item of a table with a column of this head and this cell in it."""
    made = notice(f"序号|问题|{head}", f"1|制度不全|{cell}", published_on=published_on)
    assert len(made.items) == 1
    return made.items[0]


def codes(made: Notice) -> list[str]:
    """The doubts of a notice."""
    return [doubt.code for doubt in made.doubts]


def said(made: Notice, role: Role) -> list[str]:
    """The words of the leaves of one role."""
    return [leaf.text for leaf in made.leaves if leaf.role is role]


def test_a_row_is_an_item_with_its_fields() -> None:
    made = notice(HEAD, UNDER, "1|学习不够|制定计划|张示例|区教育局|区财政局、区人社局等|2024年12月底前|一是已制定计划。二是已开展培训。|已完成", merged=WIDE)
    one = made.items[0]
    assert (one.number, one.text, one.aspect, one.finding, one.completion) == ("1", "学习不够", None, None, "completed")
    assert one.leader and one.lead_unit and one.due and (one.leader.text, one.lead_unit.text, one.due.value) == ("张示例", "区教育局", "2024-12-31")
    assert [unit.text for unit in one.units] == ["区财政局", "区人社局"]
    answer = made.progress[0]
    assert made.source.text[answer.start : answer.end] == "一是已制定计划。二是已开展培训。"
    assert [(measure.ordinal, measure.text) for measure in answer.measures] == [("一是", "一是已制定计划。"), ("二是", "二是已开展培训。")]


def test_the_measures_of_a_plan_are_its_progress_and_beside_a_progress_they_are_none() -> None:
    plan = notice("序号|问题|整改措施", "1|制度不全|1.修订制度。2.开展培训。")
    assert [measure.text for measure in plan.progress[0].measures] == ["1.修订制度。", "2.开展培训。"]
    done = notice("序号|问题|整改措施|整改情况", "1|制度不全|1.修订制度。2.开展培训。|已修订。")
    assert [done.source.text[one.start : one.end] for one in done.progress] == ["已修订。"] and done.progress[0].measures == ()
    assert said(done, Role.MEASURE) == ["1.修订制度。2.开展培训。"]


@pytest.mark.parametrize("head", ["整改要求", "审计建议", "整改目标"])
def test_what_is_asked_for_is_no_answer(head: str) -> None:
    assert item(head, "修订制度").progress is None


def test_where_both_stand_the_problem_is_the_finding_and_its_form_the_item() -> None:
    merged = (Merged(1, 0, 3, 1), Merged(1, 1, 2, 1))
    made = notice("方面|反馈问题|具体表现|责任单位", "党的建设|学习不够|计划不全|区教育局", "||研讨不多|区水务局", "|作风不实|调研不深|区住建局", merged=merged)
    assert [one.text for one in made.aspects] == ["党的建设"] and [one.text for one in made.findings] == ["学习不够", "作风不实"]
    assert [(one.text, one.aspect, one.finding) for one in made.items] == [("计划不全", "a1", "f1"), ("研讨不多", "a1", "f1"), ("调研不深", "a1", "f2")]


def test_a_problem_without_a_form_of_its_own_is_the_item() -> None:
    made = notice("反馈问题|具体表现|责任单位", "学习不够|计划不全|区教育局", "作风不实||区水务局")
    assert [(one.text, one.finding) for one in made.items] == [("计划不全", "f1"), ("作风不实", None)] and len(made.findings) == 1


LEFT_EMPTY = grid("序号|方面|反馈问题|具体表现|责任单位", "1|党的建设|学习不够|计划不全|区教育局", "2|||研讨不多|", "3|业务工作||台账不清|")


def test_where_nothing_is_merged_an_empty_heading_goes_on_and_an_empty_unit_does_not() -> None:
    made = read(sheet(LEFT_EMPTY))
    assert [(one.aspect, one.finding) for one in made.items] == [("a1", "f1"), ("a1", "f1"), ("a2", None)]
    assert [len(one.units) for one in made.items] == [1, 0, 0]


def test_where_cells_are_merged_an_empty_one_says_nothing() -> None:
    made = read(sheet(LEFT_EMPTY, (Merged(1, 1, 2, 1),)))
    assert [(one.aspect, one.finding) for one in made.items] == [("a1", "f1"), ("a1", None), ("a2", None)]


def test_repeated_headings_are_one() -> None:
    made = notice("方面|问题|时限", "党的建设|学习不够|2024年6月", "业务工作|台账不清|2024年6月", "党的建设|研讨不多|2024年6月")
    assert [one.text for one in made.aspects] == ["党的建设", "业务工作"] and [one.aspect for one in made.items] == ["a1", "a2", "a1"]


ROWS = grid("序号|问题|整改措施|责任单位|时限", "1|制度不全|修订制度|区教育局|2024年6月", "||2.开展培训|区人社局、区教育局|2024年6月", "2|台账不清|补齐台账|区水务局|2024年9月")
DOWN = (Merged(1, 0, 2, 1), Merged(1, 1, 2, 1))
AGAIN = [ROWS[0], ROWS[1], ["1", "制度不全", *ROWS[2][2:]], ROWS[3]]


@pytest.mark.parametrize(("rows", "merged"), [(ROWS, DOWN), (ROWS, ()), (AGAIN, ())], ids=["merged", "left empty", "said again"])
def test_a_problem_over_several_rows_is_one_item(rows: Rows, merged: tuple[Merged, ...]) -> None:
    made = read(sheet(rows, merged))
    assert [(one.number, one.text) for one in made.items] == [("1", "制度不全"), ("2", "台账不清")]
    first = made.items[0]
    assert [unit.text for unit in first.units] == ["区教育局", "区人社局"] and first.due is not None and first.due.value == "2024-06-30"
    answer = made.progress[0]
    assert [(one.ordinal, one.text) for one in answer.measures] == [("", "修订制度"), ("2.", "2.开展培训")]
    assert made.source.text[answer.start : answer.end].endswith("2.开展培训") and answer.items == ("i1",)


def test_rows_of_one_item_that_do_not_agree_are_doubted() -> None:
    made = notice("序号|问题|整改措施|时限|完成情况", "1|制度不全|修订制度|2024年6月|已完成", "||开展培训|2024年9月|已整改", merged=DOWN)
    assert (made.items[0].due, made.items[0].completion) == (None, "completed") and codes(made) == ["rows_differ"]


def test_a_merged_answer_is_shared() -> None:
    made = notice("序号|问题|整改情况|责任单位", "1|制度不全|已修订制度。|区教育局", "2|台账不清||", "3|调研不深|已调研。|区水务局", merged=(Merged(1, 2, 2, 1), Merged(1, 3, 2, 1)))
    assert [(one.items, one.id) for one in made.progress] == [(("i1", "i2"), "p1"), (("i3",), "p2")]
    assert [one.progress for one in made.items] == ["p1", "p1", "p2"] and codes(made) == ["progress_shared"]
    assert [[unit.text for unit in one.units] for one in made.items] == [["区教育局"], ["区教育局"], ["区水务局"]]


def test_rows_over_all_columns_are_headings() -> None:
    lines = ("序号|问题|时限", "一、履行主体责任方面||", "1|学习不够|2024年6月", "2|研讨不多|2024年6月", "二、作风方面||", "1|调研不深|2024年6月")
    for merged in ((), (Merged(1, 0, 1, 3), Merged(4, 0, 1, 3))):
        made = notice(*lines, merged=merged)
        assert [(one.number, one.text) for one in made.aspects] == [("一", "履行主体责任方面"), ("二", "作风方面")]
        assert [(one.number, one.aspect) for one in made.items] == [("1", "a1"), ("2", "a1"), ("1", "a2")]


def test_a_row_with_a_chinese_number_over_arabic_ones_is_a_heading() -> None:
    made = notice("序号|问题|时限", "一|履行主体责任方面|", "1|学习不够|2024年6月", "二|作风方面|", "2|调研不深|2024年6月")
    assert [(one.number, one.text) for one in made.aspects] == [("一", "履行主体责任方面"), ("二", "作风方面")]
    assert [(one.number, one.aspect) for one in made.items] == [("1", "a1"), ("2", "a2")] and codes(made) == []
    assert [one.number for one in notice("序号|问题|时限", "一|学习不够|", "二|调研不深|").items] == ["一", "二"]


def test_tasks_with_numbers_of_their_own_are_the_items_of_a_problem() -> None:
    made = notice("反馈问题|序号|整改任务|时限", "学习不够|1|健全制度|2024年6月", "|2|完善考核|2024年7月", merged=(Merged(1, 0, 2, 1),))
    assert [(one.number, one.text, one.finding) for one in made.items] == [("1", "健全制度", "f1"), ("2", "完善考核", "f1")]


def test_a_heading_below_a_heading_is_a_finding() -> None:
    made = notice("序号|问题|时限", "一、党建方面||", "（一）学习不够||", "1|计划不全|2024年6月", "（二）调研不深||", "2|下沉不多|2024年6月")
    assert [(one.number, one.text, one.aspect) for one in made.findings] == [("一", "学习不够", "a1"), ("二", "调研不深", "a1")]
    assert [one.finding for one in made.items] == ["f1", "f2"]


def test_title_notes_totals_repeated_heads_and_column_numbers_are_no_items() -> None:
    made = notice(
        "示例区委巡察反馈问题整改台账||||", "填报单位：示例区教育局|||填报日期：2024年9月10日|", "序号|问题|金额|责任单位|备注", "1|2|3|4|5", "1|制度不全|10|区教育局|无", "小计||10||", "序号|问题|金额|责任单位|备注",
        "2|台账不清|20|区水务局|/", "合 计||30||", "注：1.金额单位为万元。||||", "2.本表一式两份。||||", "填表人：张示例|||审核人：李示例|",
        merged=(Merged(0, 0, 1, 5), Merged(9, 0, 1, 5), Merged(10, 0, 1, 5)),
    )  # fmt: skip
    assert [(one.number, one.text) for one in made.items] == [("1", "制度不全"), ("2", "台账不清")]
    assert made.title is not None and made.title.text == "示例区委巡察反馈问题整改台账" and made.kind is Kind.LEDGER
    assert made.issuer is not None and made.issuer.text == "示例区教育局"
    assert made.published_on is not None and made.published_on.value == "2024-09-10"
    assert made.aspects == () and codes(made) == []
    assert said(made, Role.LABEL).count("责任单位") == 2


@pytest.mark.parametrize(("printed", "number"), [("35-1", "35-1"), ("1.1", "1.1"), ("一", "一"), ("（3）", "3"), ("4.", "4"), ("序号十", "十"), ("2024-07", "2024-07"), ("A-3", "A-3")])
def test_a_number_is_as_printed(printed: str, number: str) -> None:
    assert notice("序号|问题|时限", f"{printed}|制度不全|2024年6月").items[0].number == number


def test_a_number_in_front_of_the_words_is_theirs() -> None:
    made = notice("反馈问题|时限", "1.制度不全|2024年6月", "13.2019年以来台账不清|2024年6月")
    assert [(one.number, one.text) for one in made.items] == [("1", "制度不全"), ("13", "2019年以来台账不清")]


def test_a_number_belongs_to_the_level_that_it_counts() -> None:
    merged = (Merged(1, 0, 2, 1), Merged(1, 1, 2, 1))
    made = notice("序号|反馈问题|具体表现|时限", "1|学习不够|（1）计划不全|2024年6月", "||（2）研讨不多|2024年6月", "2|作风不实|（1）调研不深|2024年6月", merged=merged)
    assert [one.number for one in made.findings] == ["1", "2"] and [one.number for one in made.items] == ["1", "2", "1"]


def test_a_number_left_out_is_doubted_and_a_choice_of_numbers_is_not() -> None:
    def numbers(*printed: int) -> list[str]:
        return codes(notice("序号|问题|时限", *(f"{n}|制度不全第{n}处|2024年6月" for n in printed)))

    assert numbers(1, 2, 3, 5, 6) == ["number_missing"]
    assert numbers(1, 2, 5, 9, 12, 13) == numbers(3, 4, 5, 1, 2, 3) == numbers(1, 2, 3, 90, 91) == []


def test_later_sheets_go_on() -> None:
    table = grid("序号|方面|问题|时限", "1|党建|学习不够|2024年6月")
    made = read(sheets([(table, ()), (grid("序号|方面|问题|时限", "1|党建|研讨不多|2024年6月"), ()), (grid("2|业务|台账不清|2024年6月"), ())]))
    assert [(one.number, one.aspect, one.text) for one in made.items] == [("1", "a1", "学习不够"), ("1", "a1", "研讨不多"), ("2", "a2", "台账不清")]


@pytest.mark.parametrize(("cell", "leader", "lead", "units"), [
    ("牵头单位：区教育局；配合单位：区财政局、区人社局", None, "区教育局", ["区财政局", "区人社局"]), ("区教育局 区财政局", None, None, ["区教育局", "区财政局"]),
    ("区教育局（牵头）、区财政局", None, "区教育局", ["区财政局"]), ("各镇（街道、开发区）、区水务局等", None, None, ["各镇（街道、开发区）", "区水务局"]),
    ("责任领导：张示例 责任单位：区教育局", "张示例", None, ["区教育局"]), ("/", None, None, []), ("无", None, None, []), ("区教育局、区教育局", None, None, ["区教育局"]),
])  # fmt: skip
def test_names_in_a_cell_are_single(cell: str, leader: str | None, lead: str | None, units: list[str]) -> None:
    one = item("责任单位", cell)
    assert (one.leader and one.leader.text, one.lead_unit and one.lead_unit.text, [unit.text for unit in one.units]) == (leader, lead, units)


def test_of_units_and_persons_in_one_column_only_the_units_are_sure() -> None:
    assert [unit.text for unit in item("责任单位及责任人", "区教育局 张示例").units] == ["区教育局"]


@pytest.mark.parametrize(("cell", "value", "track"), [
    ("2024年12月底前", "2024-12-31", None), ("2024-12-31", "2024-12-31", None), ("2024.12", "2024-12-31", None), ("2024/6/1", "2024-06-01", None), ("立行立改", None, "immediate"),
    ("长期坚持", None, "continuing"), ("立行立改，2024年6月底前", "2024-06-30", "immediate"), ("30", None, None), ("15天", None, None), ("10月底前", "2024-10-31", None), ("10月前", None, None),
    ("31 December 2024", "2024-12-31", None), ("Dec 31, 2024", "2024-12-31", None), ("June 2025", "2025-06-30", None), ("Q1 2025", "2025-03-31", None), ("31/12/2024", "2024-12-31", None),
    ("03/04/2025", None, None), ("Ongoing", None, None), ("by 30 June 2025", "2025-06-30", None),
])  # fmt: skip
def test_a_deadline_is_its_last_day_or_none(cell: str, value: str | None, track: str | None) -> None:
    one = item("整改时限", cell, published_on="2024-09-20")
    assert one.due is not None and (one.due.text, one.due.value, one.track) == (cell, value, track)


@pytest.mark.parametrize(("cell", "track"), [("立行立改", "immediate"), ("限期整改", "staged"), ("分阶段整改", "staged"), ("持续整改", "continuing"), ("长期", "continuing"), ("一般", None)])
def test_track_is_what_its_column_says(cell: str, track: str | None) -> None:
    assert item("整改方式", cell).track == track


COMPLETED = "已完成 已整改 整改到位 完成 是 √ 已办结 已销号 已完成，长期坚持 已完成。正在巩固 100% Implemented Closed-Implemented Closed - Implemented Closed Complete"
STATUS = {
    "completed": COMPLETED, "substantially_completed": "基本完成 基本整改到位", "long_term": "长期整改 持续整改 长期坚持", "not_completed": "未完成 未整改 尚未完成 未全部完成 否 Not_implemented",
    "in_progress": "正在整改 整改中 推进中 达到序时进度 部分整改 正在推进 60% Open In_progress Partially_implemented",
}


@pytest.mark.parametrize(("cell", "completion"), [(one.replace("_", " "), name) for name, row in STATUS.items() for one in row.replace("Closed - I", "Closed_-_I").split()])
def test_a_status_is_what_its_column_says(cell: str, completion: str) -> None:
    made = notice("序号|问题|整改状态", f"1|制度不全|{cell}")
    assert (made.items[0].completion, codes(made)) == (completion, [])


@pytest.mark.parametrize("cell", ["待定", "阶段性办结", "未到期", "Risk accepted", "No longer applicable", "已移交"])
def test_a_status_that_is_none_of_ours_is_doubted_once(cell: str) -> None:
    made = notice("序号|问题|整改状态", f"1|制度不全|{cell}", f"2|台账不清|{cell}")
    assert [one.completion for one in made.items] == [None, None] and codes(made) == ["status_unknown"]


@pytest.mark.parametrize(("head", "cell", "completion"), [
    ("是否销号", "否", None), ("是否销号", "是", None), ("整改情况", "已完成", "completed"), ("整改情况", "已完成制度修订并印发各单位执行", None), ("备注", "已完成", None), ("整改措施", "已完成", None),
])  # fmt: skip
def test_only_a_standing_is_a_status(head: str, cell: str, completion: str | None) -> None:
    assert item(head, cell).completion == completion


def test_rows_without_a_problem_are_doubted_together() -> None:
    made = notice("序号|问题|责任单位", "1|制度不全|区教育局", "2||区水务局", "3||区住建局", "4|台账不清|区财政局", "5||", "6|无|/")
    assert [one.number for one in made.items] == ["1", "4"]
    assert [(one.code, made.source.text[one.start : one.end]) for one in made.doubts] == [("row_without_problem", "2\t\t区水务局\n3\t\t区住建局")]


def test_recommendations_are_items_where_a_list_has_nothing_else_or_more_of_them() -> None:
    only = notice("Recommendation|Status|Target date|Owner", "Review access|Open|31 March 2025|Head of IT; Finance Department", "Test backups|Closed|Q1 2025|IT")
    assert [(one.text, one.completion, [unit.text for unit in one.units]) for one in only.items] == [
        ("Review access", "in_progress", ["Head of IT", "Finance Department"]), ("Test backups", "completed", ["IT"]),
    ]  # fmt: skip
    more = notice("Finding|No.|Recommendation|Status", "Weak controls|1.1|Review access|Open", "|1.2|Test backups|Closed", merged=(Merged(1, 0, 2, 1),))
    assert [(one.number, one.text, one.finding) for one in more.items] == [("1.1", "Review access", "f1"), ("1.2", "Test backups", "f1")]
    beside = notice("Ref|Finding|Recommendation|Management response", "1|Weak controls|Review access|Agreed.")
    assert [(one.text, one.finding, one.progress) for one in beside.items] == [("Weak controls", None, "p1")]


@pytest.mark.parametrize(("title", "kind"), [
    ("示例区巡察整改台账", Kind.LEDGER), ("示例区审计查出问题整改清单", Kind.PLAN), ("示例区整改任务验收销号公示", Kind.STRIKE_OFF_NOTICE), ("示例区审计发现问题整改情况表", Kind.LEDGER),
    ("示例区巡察整改方案", Kind.PLAN), ("Recommendations tracker", Kind.LEDGER), ("", Kind.LEDGER),
])  # fmt: skip
def test_the_kind_is_what_the_title_says_else_a_ledger(title: str, kind: Kind) -> None:
    lines = ("序号|问题|整改措施|整改情况|完成情况", "1|制度不全|修订制度|已修订制度|已完成", "2|台账不清|补齐台账|已补齐台账|已完成")
    made = notice(*((f"{title}||||",) if title else ()), *lines)
    assert made.kind is kind and (made.title.text if made.title else "") == title


def test_prose_around_a_table_keeps_its_counts_and_makes_no_items() -> None:
    before = "示例区关于巡察整改情况的通报\n\n一、总体情况\n截至2024年9月30日，巡察反馈的2个问题，已完成整改1个，正在整改1个。\n二、具体情况\n1.加强领导。\n整改台账见下表：\n"
    source = sheet(grid("序号|问题|整改情况|完成情况", "1|制度不全|已修订制度3项。|已完成", "2|台账不清|截至2024年8月1日，补齐台账5本。|整改中"), before=before, behind="\n联系电话：000-00000000\n")
    made = read(source)
    assert [one.text for one in made.items] == ["制度不全", "台账不清"] and made.kind is Kind.PROGRESS_NOTICE
    assert made.as_of is not None and made.as_of.value == "2024-09-30"
    assert {(one.value, one.label) for one in counts(made)} >= {(1, "已完成整改"), (1, "正在整改")}
    assert {(one.text, one.item) for one in of(made)} >= {("3项", "i1"), ("5本", "i2")}
    assert len(as_object(made)["items"]) == 2


def test_a_row_is_no_title_no_label_and_no_heading_of_prose() -> None:
    made = notice("序号|反馈问题|整改措施|整改情况", "1|学习不够|责任领导：张示例|整改情况：已学习。", "2|一、研讨不多|无|（一）已研讨。")
    assert made.title is None and len(made.items) == 2 and made.aspects == ()


def test_as_of_stands_above_a_table() -> None:
    made = notice("示例区巡察整改台账（截至2024年6月30日）|||", "序号|问题|整改情况|完成情况", "一|制度不全|截至2024年5月1日，已修订3项|整改中")
    assert made.as_of is not None and made.as_of.value == "2024-06-30"


WORDS = st.sampled_from([
    "", "", "序号", "反馈问题", "具体表现", "问题", "整改措施", "整改情况", "责任单位", "整改时限", "完成情况", "类别", "方面", "1", "2", "一、党建方面", "（一）学习", "合计", "注：甲", "学习不够", "已完成",
    "2024年6月", "1.甲。2.乙。", "区教育局、区水务局", "牵头单位：甲；配合单位：乙", " ", "/", "无", "“", "（", "Finding", "Status", "填表人：甲", "《甲》",
])  # fmt: skip
GRIDS = st.integers(1, 6).flatmap(lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=9))
MERGES = st.lists(st.builds(Merged, st.integers(0, 9), st.integers(0, 6), st.integers(1, 4), st.integers(1, 7)), max_size=5)


@given(st.lists(st.tuples(GRIDS, MERGES), min_size=1, max_size=3), st.sampled_from(["", "示例区整改台账\n", "一、甲\n1.乙。\n整改情况：丙。\n"]))
def test_any_tables_come_back_as_they_were(tables: list[tuple[list[list[str]], list[Merged]]], before: str) -> None:
    made = read(sheets(tables, before=before))
    assert write(made) == made.source.text and as_object(made)["items"] is not None
    assert all(one.end == behind.start for one, behind in zip(made.leaves, made.leaves[1:], strict=False))
    ids = {one.id for one in (*made.aspects, *made.findings, *made.items, *made.progress)}
    assert len(ids) == len(made.aspects) + len(made.findings) + len(made.items) + len(made.progress)
    for one in made.items:
        assert {one.aspect, one.finding, one.progress} - {None} <= ids and one.text
    for place in (*made.items, *made.findings, *made.aspects):
        assert made.source.text[place.start : place.end] == place.text


FORM = (
    "整改任务|2", "整改问题|某企业废水直排河道", "实施主体|示例厂", "重点措施|1.建设管网。2.加强巡查。", "目标任务|达标排放", "完成时限|2024年12月底前", "完成情况|已完成整改", "公示期|7天",
)


def test_a_form_with_labels_beside_values_is_an_item() -> None:
    source = sheet(grid(*FORM), before="示例区生态环境保护督察整改任务销号公示\n\n")
    made = read(source)
    one = made.items[0]
    assert write(made) == source.text and made.kind is Kind.STRIKE_OFF_NOTICE and len(made.items) == 1
    assert (one.text, one.completion, [unit.text for unit in one.units]) == ("某企业废水直排河道", "completed", ["示例厂"])
    assert one.due is not None and one.due.value == "2024-12-31" and [m.ordinal for m in made.progress[0].measures] == ["1.", "2."]


def test_a_form_may_hold_two_pairs_in_a_row_and_several_problems() -> None:
    made = notice("存在问题|制度不全|责任单位|区教育局", "整改措施|修订制度|完成时限|2024年6月", "存在问题|台账不清|责任单位|区水务局", "整改措施|补齐台账|完成时限|2024年9月")
    assert [(one.text, one.units[0].text, one.due.value if one.due else None) for one in made.items] == [("制度不全", "区教育局", "2024-06-30"), ("台账不清", "区水务局", "2024-09-30")]


@pytest.mark.parametrize("lines", [
    ("事项|同意销号", "责任单位|同意", "主管部门|同意", "日期|2024-05-01"), ("存在问题|制度不全", "负责人签字|张示例", "日期|2024-05-01"), ("指标|数值", "问题|12", "已整改|10"),
])  # fmt: skip
def test_a_sheet_of_signatures_or_figures_is_no_form(lines: tuple[str, ...]) -> None:
    assert notice(*lines).items == ()
