"""结构: small cases of how documents are laid out: numbers, labels, lists, shared answers, deadlines."""

from __future__ import annotations

from typing import Any

import pytest

from xiaohao.notice import Item, Notice, Source, Writer, outline, read, write

HEAD = "示例区关于区委巡察整改情况的通报\n\n发布时间：2024-09-20\n\n二、反馈问题整改情况\n\n"


def notice(body: str, head: str = HEAD, published_on: str | None = None) -> Notice:
    """What the reader makes of a body under the usual head."""
    made = read(Source("notice.txt", head + body), published_on=published_on)
    assert write(made) == head + body
    return made


def item(lines: str) -> Item:
    """The one item of a notice, with these labelled lines under it."""
    made = notice(f"（一）反馈问题：学习不够\n1.制度不全。\n{lines}\n")
    assert len(made.items) == 1
    return made.items[0]


def codes(made: Notice) -> list[str]:
    """The doubts of a notice."""
    return [doubt.code for doubt in made.doubts]


@pytest.mark.parametrize(("words", "completion"), [
    ("已完成", "completed"), ("已完成整改。", "completed"), ("完成", "completed"), ("已销号", "completed"), ("基本完成整改", "substantially_completed"),
    ("长期整改", "long_term"), ("长期坚持", "long_term"), ("未完成整改", "not_completed"), ("尚未启动", "not_completed"), ("正在整改", "in_progress"),
    ("整改中", "in_progress"), ("达到序时进度", "in_progress"), ("见附件", None), ("本项工作由区政府牵头并会同各有关部门研究后再行确定完成与否", None),
])  # fmt: skip
def test_completion_is_what_its_line_says(words: str, completion: str | None) -> None:
    assert item(f"完成情况：{words}").completion == completion


@pytest.mark.parametrize("label", ["完成情况", "整改状态", "销号情况"])
def test_completion_has_several_labels(label: str) -> None:
    assert item(f"{label}：已完成。").completion == "completed"


@pytest.mark.parametrize(("words", "value"), [
    ("2024年12月底前", "2024-12-31"), ("2024年12月底", "2024-12-31"), ("2024年12月31日前", "2024-12-31"), ("2024年6月30日", "2024-06-30"), ("2024年6月", "2024-06-30"),
    ("2024年2月底前", "2024-02-29"), ("2023年2月底前", "2023-02-28"), ("2024年上半年", "2024-06-30"), ("2024年下半年", "2024-12-31"), ("2024年底前", "2024-12-31"),
    ("2024年年底前", "2024-12-31"), ("2024年第三季度", "2024-09-30"), ("2024年一季度", "2024-03-31"), ("2024年5月中旬", "2024-05-20"), ("2024-10-08", "2024-10-08"),
    ("2024.10.08", "2024-10-08"), ("2025年", "2025-12-31"), ("2024年3月至2024年9月底", "2024-09-30"), ("立行立改", None), ("长期坚持", None), ("10月前", None),
    ("2024年10月前", None), ("2024年13月底前", None), ("2024年2月30日", None), ("尽快", None),
])  # fmt: skip
def test_a_deadline_is_its_last_day(words: str, value: str | None) -> None:
    due = item(f"整改时限：{words}。").due
    assert due is not None
    assert (due.text, due.value) == (words, value)


def test_a_month_before_which_something_is_due_is_doubted_and_not_guessed() -> None:
    made = notice("（一）反馈问题：学习不够\n1.制度不全。\n整改时限：10月前\n")
    assert "deadline_ambiguous" in codes(made)
    assert "deadline_ambiguous" not in codes(notice("（一）反馈问题：学习不够\n1.制度不全。\n整改时限：10月底前\n"))


def test_a_deadline_without_a_year_takes_it_from_the_publication_and_says_so() -> None:
    due = item("整改时限：10月底前").due
    assert due is not None and (due.value, due.inferred) == ("2024-10-31", True)


@pytest.mark.parametrize(("words", "track"), [("立行立改", "immediate"), ("限期整改", "staged"), ("长期坚持", "continuing"), ("一般问题", None)])
def test_track_is_what_its_line_says(words: str, track: str | None) -> None:
    assert item(f"整改类型：{words}").track == track


def test_a_plain_date_is_no_track() -> None:
    assert item("整改时限：2024年12月底前").track is None
    assert item("整改时限：立行立改").track == "immediate"


def test_leader_and_units_are_single_names() -> None:
    one = item("责任领导：区政府分管领导\n牵头单位：区住建局\n责任单位：区水务局、区财政局，柳河镇政府；各街道等。\n配合单位：区审计局")
    assert one.leader is not None and one.leader.text == "区政府分管领导"
    assert one.lead_unit is not None and one.lead_unit.text == "区住建局"
    assert [unit.text for unit in one.units] == ["区水务局", "区财政局", "柳河镇政府", "各街道", "区审计局"]


def test_labels_in_one_line_are_read_each_by_itself() -> None:
    one = item("责任领导：张示例；牵头单位：区住建局；整改时限：2024年12月底前")
    assert one.leader is not None and one.lead_unit is not None and one.due is not None
    assert (one.leader.text, one.lead_unit.text, one.due.value) == ("张示例", "区住建局", "2024-12-31")


def test_an_item_without_labelled_lines_has_empty_fields() -> None:
    one = item("整改情况：责任领导带队调研，2024年12月底前完成，已完成3项。")
    assert (one.leader, one.lead_unit, one.units, one.due, one.completion, one.track) == (None, None, (), None, None, None)


@pytest.mark.parametrize(("heading", "words"), [
    ("关于“学习不够”问题的整改", "学习不够"), ("关于“学习不够”问题的整改情况。", "学习不够"), ("针对“学习不够”的问题", "学习不够"), ("在“学习不够”方面", "学习不够"),
    ("关于学习不够问题的整改情况", "学习不够"), ("反馈问题：学习不够", "学习不够"), ("学习“两个维护”不够", "学习“两个维护”不够"), ("关于“甲”“乙”学习不够问题的整改", "“甲”“乙”学习不够"),
    ("关于“甲”和“乙”问题的整改", "“甲”和“乙”"), ("关于“学习“两个维护”不够”问题的整改情况", "学习“两个维护”不够"), ('关于"学习不够"问题的整改', "学习不够"),
])  # fmt: skip
def test_the_words_of_an_item_are_without_lead_in_and_quotation(heading: str, words: str) -> None:
    assert [one.text for one in notice(f"（一）{heading}\n整改情况：已学习。\n（二）其他\n整改情况：好。\n").items][0] == words


def test_two_levels_give_items_without_finding() -> None:
    made = notice("（一）反馈问题：学习不够\n1.甲。\n整改情况：一。\n2.乙。\n整改情况：二。\n（二）反馈问题：作风不实\n1.丙。\n整改情况：三。\n")
    assert [(one.number, one.finding, one.text) for one in made.items] == [("1", None, "甲。"), ("2", None, "乙。"), ("1", None, "丙。")]
    assert [one.text for one in made.aspects] == ["学习不够", "作风不实"] and made.findings == ()
    assert [one.aspect for one in made.items] == [made.aspects[0].id, made.aspects[0].id, made.aspects[1].id]


@pytest.mark.parametrize("after", ["3.丙。\n整改情况：三。\n", "（二）反馈问题：作风不实\n3.丙。\n整改情况：三。\n", ""])
@pytest.mark.parametrize("entries", [2, 3, 4])
def test_a_list_inside_an_answer_is_part_of_it(entries: int, after: str) -> None:
    rows = "".join(f"{n}.做了第{n}件事。\n" for n in range(1, entries + 1))
    made = notice(f"（一）反馈问题：学习不够\n1.甲。\n整改情况：一。\n2.乙。\n整改情况：\n{rows}{after}")
    assert [one.number for one in made.items] == ["1", "2"] + (["3"] if after else [])
    assert [measure.ordinal for measure in made.progress[1].measures] == [f"{n}." for n in range(1, entries + 1)]
    assert codes(made) == []


def test_the_last_entry_of_a_list_is_no_heading_of_the_item_behind_it() -> None:
    made = notice("（一）反馈问题：学习\n7.监管不严\n（8）甲。\n整改情况：\n1.子。\n2.丑。\n3.寅。\n（9）乙。\n整改情况：卯。\n")
    assert [one.number for one in made.findings] == ["7"] and [one.number for one in made.items] == ["8", "9"]
    assert len(made.progress[0].measures) == 3


def test_a_heading_behind_a_list_is_known_by_its_end() -> None:
    made = notice("（一）反馈问题：学习\n2.监管不严\n（8）甲。\n整改情况：\n1.子。\n2.丑。\n3.作风不实\n（9）乙。\n整改情况：卯。\n")
    assert [one.number for one in made.findings] == ["2", "3"] and [one.text for one in made.items] == ["甲。", "乙。"]
    assert len(made.progress[0].measures) == 2


def test_a_number_may_run_on_into_a_year() -> None:
    made = notice("（一）反馈问题：学习\n12.甲。\n整改情况：一。\n13.2019年以来审核不严。\n整改情况：二。\n")
    assert [(one.number, one.text) for one in made.items] == [("12", "甲。"), ("13", "2019年以来审核不严。")]
    assert "number_runs_on" in codes(made)


def test_a_decimal_is_no_number_of_a_heading() -> None:
    made = notice("（一）反馈问题：学习\n1.甲。\n整改情况：投入资金\n3.5万元用于整改。\n")
    assert [one.number for one in made.items] == ["1"]
    assert made.source.text[made.progress[0].start : made.progress[0].end] == "投入资金\n3.5万元用于整改。"


def test_items_in_a_row_share_the_answer_behind_them() -> None:
    made = notice("（一）反馈问题：学习\n1.不够\n（1）甲。\n（2）乙。\n（3-1）丙。\n整改情况：都改了。\n（4）丁。\n整改情况：也改了。\n")
    assert [one.items for one in made.progress] == [tuple(one.id for one in made.items[:3]), (made.items[3].id,)]
    assert [one.number for one in made.items] == ["1", "2", "3-1", "4"]
    assert "progress_shared" in codes(made)


def test_an_answer_is_not_shared_over_a_heading() -> None:
    made = notice("（一）反馈问题：学习\n1.甲\n（1）子。\n2.乙\n（2）丑。\n整改情况：改了。\n")
    assert [(one.number, one.progress is not None) for one in made.items] == [("1", False), ("2", True)]


def test_a_missing_number_is_told_and_not_filled_in() -> None:
    made = notice("（一）反馈问题：学习\n1.甲。\n整改情况：一。\n3.乙。\n整改情况：二。\n")
    doubt = next(one for one in made.doubts if one.code == "number_missing")
    assert doubt.facts == {"missing": "2", "after": "1", "before": "3"}
    assert made.source.text[doubt.start : doubt.end] == "3." and [one.number for one in made.items] == ["1", "3"]


def test_a_row_that_begins_again_misses_nothing() -> None:
    made = notice("（一）反馈问题：学习\n1.甲。\n整改情况：一。\n2.乙。\n整改情况：二。\n（二）反馈问题：作风\n1.丙。\n整改情况：三。\n")
    assert "number_missing" not in codes(made)


@pytest.mark.parametrize(("words", "ordinals"), [
    ("一是甲。二是乙。", ["一是", "二是"]), ("一是甲。", ["一是"]), ("首先甲。1.甲。2.乙。", ["1.", "2."]), ("①甲；②乙。", ["①", "②"]), ("（1）甲。（2）乙。", ["（1）", "（2）"]),
    ("第一，甲。第二，乙。", ["第一", "第二"]), ("甲乙丙。", []), ("统一是好事。", []), ("投入1.5万元。2.5万元到位。", []), ("一是甲。三是丙。", ["一是"]), ("1.甲。", []),
])  # fmt: skip
def test_measures_are_a_row_of_ordinals(words: str, ordinals: list[str]) -> None:
    made = notice(f"（一）反馈问题：学习\n1.甲。\n整改情况：{words}\n")
    assert [measure.ordinal for measure in made.progress[0].measures] == ordinals
    assert all(measure.text.startswith(measure.ordinal) for measure in made.progress[0].measures)


def test_an_item_names_what_was_done_and_what_was_planned_stands_beside_it() -> None:
    made = notice("（一）反馈问题：学习\n1.甲。\n整改措施：一是子。二是丑。\n整改情况：都做了。\n")
    planned, done = made.progress
    assert len(planned.measures) == 2 and planned.items == done.items == ("i1",)
    assert made.items[0].progress == done.id and made.source.text[done.start : done.end] == "都做了。"


def test_a_container_section_is_no_aspect_and_belongs_to_no_answer() -> None:
    made = notice("1.甲。\n整改情况：一。\n三、移交问题整改情况\n1.乙。\n整改情况：二。\n四、下一步打算\n继续努力。\n")
    assert made.aspects == () and [one.text for one in made.items] == ["甲。", "乙。"]
    assert [made.source.text[one.start : one.end] for one in made.progress] == ["一。", "二。"]


def test_sections_that_name_a_subject_are_aspects() -> None:
    made = notice("1.甲。\n整改情况：一。\n2.乙。\n整改情况：二。\n二、作风建设方面\n1.丙。\n整改情况：三。\n", head="示例区审计整改情况报告\n\n一、预算管理方面\n")
    assert [one.text for one in made.aspects] == ["预算管理方面", "作风建设方面"]
    assert [one.aspect for one in made.items] == ["a1", "a1", "a2"]


def test_the_day_of_the_figures_takes_its_year_from_the_publication() -> None:
    made = notice("截至6月30日，反馈问题2个，已完成2个。\n", head=HEAD.removesuffix("二、反馈问题整改情况\n\n"))
    assert made.as_of is not None and (made.as_of.value, made.as_of.inferred) == ("2024-06-30", True)
    assert "year_missing" in codes(made)
    later = notice("截至11月30日，反馈问题2个。\n", head="示例区整改情况通报\n", published_on="2024-09-20")
    assert later.as_of is not None and later.as_of.value == "2023-11-30"


def usual() -> Writer:
    """A notice of our own with every sort of line."""
    writer = Writer()
    writer.title("示例区教育局关于区委巡察整改情况的通报")
    writer.dateline("发布时间：2026-09-30")
    writer.section("整改工作情况")
    writer.paragraph("截至2026年8月31日，反馈问题3个，已完成2个，未完成1个。")
    writer.section("反馈问题整改情况")
    writer.aspect("一", "政治学习不够")
    writer.finding("1", "制度不落实")
    writer.item("1", "学习次数少。")
    writer.progress("一是补学4次。二是制定《学习制度》。")
    writer.labelled("完成情况", "已完成")
    writer.item("2", "记录不全。")
    writer.progress("补齐记录12份。")
    writer.labelled("责任单位", "办公室、人事科")
    writer.labelled("整改时限", "2026年12月底前")
    writer.aspect("二", "作风不实")
    writer.finding("2", "调研不够")
    writer.item("3-1", "下乡少。")
    writer.progress("全员下乡2次。")
    writer.contacts("欢迎监督。", [("联系电话", "0000-00001234"), ("电子邮箱", "jy@example.com")])
    return writer


def test_what_the_writer_wrote_is_what_the_reader_reads() -> None:
    told: dict[str, Any] = outline(usual().notice())
    assert told["title"] == "示例区教育局关于区委巡察整改情况的通报" and told["as_of"] == "2026-08-31"
    assert told["aspects"] == [("一", "政治学习不够"), ("二", "作风不实")]
    assert told["findings"] == [("一", "1", "制度不落实"), ("二", "2", "调研不够")]
    assert [(one["number"], one["finding"], one["text"], one["progress"]) for one in told["items"]] == [
        ("1", "1", "学习次数少。", "一是补学4次。二是制定《学习制度》。"), ("2", "1", "记录不全。", "补齐记录12份。"), ("3-1", "2", "下乡少。", "全员下乡2次。"),
    ]  # fmt: skip
    assert told["items"][0]["measures"] == ["一是补学4次。", "二是制定《学习制度》。"] and told["items"][0]["completion"] == "completed"
    assert told["items"][1]["units"] == ["办公室", "人事科"] and told["items"][1]["due"] == "2026年12月底前"
    assert told["contacts"] == [("phone", "0000-00001234"), ("email", "jy@example.com")]


def test_the_writer_names_its_own_pieces_as_the_reader_does() -> None:
    writer = usual()
    assert "".join(leaf.text for leaf in writer.leaves()) == writer.text
    read_again = {(leaf.start, leaf.end): leaf.role for leaf in writer.notice().leaves}
    for leaf in writer.leaves():
        if leaf.role in ("title", "aspect", "finding", "item", "field"):
            assert read_again[leaf.start, leaf.end] == leaf.role, leaf


# --- labels -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", [
    "整改情况：都改了。", "整改情况:都改了。", "整 改 情 况 ： 都改了。", "【整改情况】都改了。", "[整改情况]都改了。", "【整改情况】：都改了。", "**整改情况：**都改了。", "整改情况\n都改了。", "整改情况：\n都改了。",
    "整改情況：都改了。", "整改落实情况：都改了。", "整改进展：都改了。", "整改措施及成效：都改了。", "目前进展情况：都改了。", "调查处理情况：都改了。", "（二）整改情况：都改了。", "★整改情况：都改了。",
])  # fmt: skip
def test_an_answer_is_known_by_its_label_however_it_is_printed(line: str) -> None:
    made = notice(f"（一）反馈问题：学习不够\n1.制度不全。\n{line}\n")
    assert [one.text for one in made.items] == ["制度不全。"]
    assert [made.source.text[one.start : one.end] for one in made.progress] == ["都改了。"]


@pytest.mark.parametrize("line", ["说明：都改了。", "会议强调：都改了。", "公示情况：都改了。", "验收意见：同意。", "下一步打算：再改。"])
def test_what_is_no_answer_is_none(line: str) -> None:
    assert notice(f"（一）反馈问题：学习不够\n1.制度不全。\n完成情况：已完成\n{line}\n").progress == ()


@pytest.mark.parametrize(("label", "field"), [
    ("责任领导", "leader"), ("包案领导", "leader"), ("整改责任人", "leader"), ("县级责任领导", "leader"), ("責任領導", "leader"), ("牵头单位", "lead_unit"), ("主责部门", "lead_unit"), ("牵头责任单位", "lead_unit"),
    ("牵头科室", "lead_unit"),
])  # fmt: skip
def test_who_answers_has_many_labels(label: str, field: str) -> None:
    value = getattr(item(f"{label}：张示例"), field)
    assert value is not None and value.text == "张示例"


@pytest.mark.parametrize("label", ["责任单位", "責任單位", "配合单位", "责任部门", "实施主体", "整改主体", "整改责任单位", "责任科室", "协同单位", "责 任 单 位"])
def test_units_have_many_labels(label: str) -> None:
    assert [unit.text for unit in item(f"{label}：区水务局").units] == ["区水务局"]


@pytest.mark.parametrize("line", ["督导单位：区纪委", "验收单位：区生态环境局", "责任单位及责任人：区水务局 张示例", "责任领导：无", "责任单位：/", "责任单位：—", "主办单位：区政府办"])
def test_what_names_nobody_who_answers_leaves_the_fields_empty(line: str) -> None:
    one = item(f"完成情况：已完成\n{line}")
    assert (one.leader, one.lead_unit, one.units) == (None, None, ())


@pytest.mark.parametrize(("words", "units"), [
    ("区水务局、区住建局", ["区水务局", "区住建局"]), ("区水务局和区住建局", ["区水务局", "区住建局"]), ("区自然资源和规划局", ["区自然资源和规划局"]), ("区住房和城乡建设局及各街道办事处", ["区住房和城乡建设局", "各街道办事处"]),
    ("区人力资源和社会保障局，区文化和旅游局", ["区人力资源和社会保障局", "区文化和旅游局"]), ("区民政局以及各镇（街道）", ["区民政局", "各镇（街道）"]), ("各镇街", ["各镇街"]), ("区教育局等", ["区教育局"]),
    ("区教育局等有关部门", ["区教育局"]), ("区教育局、区财政局等5个部门", ["区教育局", "区财政局"]), ("区住建局（人防办）", ["区住建局"]), ("各县（市、区）人民政府", ["各县（市、区）人民政府"]), ("区工信局　区商务局", ["区工信局", "区商务局"]),
])  # fmt: skip
def test_units_are_parted_one_by_one_and_their_names_are_not(words: str, units: list[str]) -> None:
    assert [unit.text for unit in item(f"责任单位：{words}").units] == units


def test_a_unit_that_is_said_to_lead_leads() -> None:
    one = item("责任单位：区水务局（牵头）、区住建局")
    assert one.lead_unit is not None and one.lead_unit.text == "区水务局"
    assert [unit.text for unit in one.units] == ["区住建局"]


def test_a_leader_is_as_printed() -> None:
    one = item("责任领导：区委副书记、区长　张某")
    assert one.leader is not None and one.leader.text == "区委副书记、区长　张某"


# --- deadlines --------------------------------------------------------------------------------------------------------

VISIT = "示例区关于区委巡察整改情况的通报\n\n发布时间：2024-09-20\n\n2024年1月31日，区委第一巡察组向区教育局党组反馈了巡察意见。\n\n二、反馈问题整改情况\n\n"


@pytest.mark.parametrize(("words", "value", "code"), [
    ("1个月内", "2024-02-29", "deadline_counted_from"), ("3个月内", "2024-04-30", "deadline_counted_from"), ("六个月内", "2024-07-31", "deadline_counted_from"), ("自反馈之日起10日内", "2024-02-10", "deadline_counted_from"),
    ("自反馈之日起30个工作日内", None, "deadline_counted"), ("2024年第三季度", "2024-09-30", ""), ("2024年三季度前", None, "deadline_ambiguous"), ("2024年3月至12月", "2024-12-31", ""), ("2024年3月-2025年6月", "2025-06-30", ""),
    ("10月前", None, "deadline_ambiguous"), ("10月底前", "2024-10-31", "deadline_year"), ("年底前", "2024-12-31", "deadline_year"), ("每年12月底前", None, ""), ("2024年12月底前，并长期坚持", "2024-12-31", ""), ("2024-06", "2024-06-30", ""),
    ("2024 年 6 月底前", "2024-06-30", ""),
])  # fmt: skip
def test_a_deadline_is_counted_inferred_or_left_open_and_says_so(words: str, value: str | None, code: str) -> None:
    made = notice(f"（一）反馈问题：学习\n1.甲。\n整改时限：{words}\n", head=VISIT)
    due = made.items[0].due
    assert due is not None and (due.text, due.value) == (words, value)
    assert [one for one in codes(made) if one.startswith("deadline")] == ([code] if code else [])
    assert due.inferred is (code in ("deadline_counted_from", "deadline_year"))


def test_a_deadline_that_counts_from_a_day_nobody_knows_has_no_day() -> None:
    made = notice("（一）反馈问题：学习\n1.甲。\n整改时限：3个月内\n")
    assert made.items[0].due is not None and made.items[0].due.value is None and "deadline_counted" in codes(made)


def test_a_plan_for_a_month_that_is_over_is_left_open() -> None:
    made = notice("一、学习方面\n1.甲。\n整改时限：3月底前\n", head="示例区巡察反馈问题整改方案\n\n2024年7月1日\n\n")
    assert made.items[0].due is not None and made.items[0].due.value is None and "deadline_without_year" in codes(made)


def test_a_deadline_that_says_done_is_a_state() -> None:
    one = item("整改时限：已完成")
    assert one.completion == "completed" and one.due is not None and one.due.value is None


# --- how an item stands ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "completion"), [
    ("已完成整改。一是学习。二是考核。", "completed"), ("已完成，并长期坚持。学习4次。", "completed"), ("基本完成。学习4次。", "substantially_completed"), ("正在推进。学习4次。", "in_progress"), ("长期坚持。学习4次。", "long_term"),
    ("未完成。资金没有到位。", "not_completed"), ("已完成整改3处，其余正在整改。", None), ("已完成了学习计划的制定。", None), ("学习4次，已完成。", None), ("完成整改任务12项。", None),
])  # fmt: skip
def test_an_answer_may_begin_with_how_the_item_stands(words: str, completion: str | None) -> None:
    assert item(f"整改情况：{words}").completion == completion


def test_a_part_that_is_done_says_nothing_of_the_whole() -> None:
    assert item("完成情况：已整改3个，正在整改2个").completion is None
    assert item("完成情况：部分完成").completion == "in_progress"


# --- numbers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mark", "number"), [
    ("问题一：", "一"), ("问题1：", "1"), ("【问题1】", "1"), ("序号十：", "十"), ("第7项：", "7"), ("第七项问题：", "七"), ("243号问题：", "243"), ("1、", "1"), ("1．", "1"), ("1 、", "1"), ("（1）", "1"), ("(1)", "1"), ("( 1 )", "1"),
])  # fmt: skip
def test_a_problem_bears_its_number_however_it_is_printed(mark: str, number: str) -> None:
    made = notice(f"（一）反馈问题：学习\n{mark}制度不全。\n整改情况：都改了。\n")
    assert [(one.number, one.text) for one in made.items] == [(number, "制度不全。")]


@pytest.mark.parametrize("line", ["第一项工作是学习。", "问题很多。", "1.5万元已退回。", "2024.5.10", "1000人参加。", "一二三", "第7项规定的内容"])
def test_words_that_look_like_numbers_are_none(line: str) -> None:
    assert len(notice(f"（一）反馈问题：学习\n1.甲。\n整改情况：好。\n{line}\n").items) == 1


def test_a_number_that_runs_into_a_figure_is_known_by_its_row() -> None:
    made = notice("（一）反馈问题：学习\n1.9个村班子不齐。\n整改情况：补选21名。\n2.管理宽松。\n整改情况：排查33名。\n")
    assert [(one.number, one.text) for one in made.items] == [("1", "9个村班子不齐。"), ("2", "管理宽松。")]
    assert "number_runs_into" in codes(made)


def test_a_number_that_stands_twice_is_told() -> None:
    made = notice("（一）反馈问题：学习\n1.甲。\n整改情况：一。\n2.乙。\n整改情况：二。\n2.丙。\n整改情况：三。\n")
    assert [one.number for one in made.items] == ["1", "2", "2"] and "number_repeated" in codes(made)


def test_numbers_of_another_list_may_leave_some_out() -> None:
    made = notice("第2项：甲。\n整改情况：一。\n第11项：乙。\n整改情况：二。\n")
    assert [one.number for one in made.items] == ["2", "11"] and codes(made) == []


# --- layouts -----------------------------------------------------------------------------------------------------------


def test_problems_and_what_answers_them_may_stand_in_two_lists() -> None:
    made = notice("一、反馈的主要问题\n1.甲。\n2.乙。\n二、整改情况\n1.改了甲。\n2.改了乙。\n", head="示例区关于区委巡察整改情况的通报\n\n发布时间：2024-09-20\n\n")
    told = {one.id: made.source.text[one.start : one.end] for one in made.progress}
    assert [(one.text, told[one.progress or ""]) for one in made.items] == [("甲。", "改了甲。"), ("乙。", "改了乙。")]


def test_lists_with_other_numbers_are_not_joined() -> None:
    made = notice("一、反馈的主要问题\n1.甲。\n2.乙。\n二、整改情况\n1.改了。\n2.改了。\n3.改了。\n", head="示例区关于区委巡察整改情况的通报\n\n发布时间：2024-09-20\n\n")
    assert all(one.progress is None for one in made.items)


def test_one_paragraph_may_hold_several_problems() -> None:
    made = notice("（一）学习不够。整改情况：学了4次，1.读书。2.讨论。（二）作风不实。整改情况：下乡2次。\n")
    assert [(one.number, one.text) for one in made.items] == [("一", "学习不够。"), ("二", "作风不实。")]
    assert made.source.text[made.progress[0].start : made.progress[0].end].endswith("讨论。")


def test_one_problem_may_be_told_under_numbered_heads() -> None:
    made = notice("一、整改问题\n河水不清。\n二、实施主体\n区水务局\n三、完成时限\n2024年6月底\n四、完成情况\n已完成。清淤3公里。\n", head="示例区督察反馈第七项问题整改完成情况公示\n\n")
    one = made.items[0]
    assert (one.number, one.text, one.completion, [unit.text for unit in one.units]) == ("七", "河水不清。", "completed", ["区水务局"])
    assert one.due is not None and one.due.value == "2024-06-30" and len(made.items) == 1


def test_broken_lines_are_one_paragraph() -> None:
    body = "（一）反馈问题：学习\n1.理论学习中心组学习不够经常，部分党员干部对学习的重要性认识不足，存在以干代\n学、学用脱节的现象。\n整改情况：制定学习计划，每月集中学习两次以上，开展专题研讨，并且组织全体党员干\n部撰写心得体会，开展检查。\n2.作风建设方面还存在不足，少数干部深入基层调查研究的次数比较少，掌握的情况不够\n全面。\n整改情况：好。\n"
    made = notice(body)
    assert [one.text.endswith(end) for one, end in zip(made.items, ("学用脱节的现象。", "全面。"), strict=True)] == [True, True]
    assert made.source.text[made.progress[0].start : made.progress[0].end].endswith("开展检查。")


@pytest.mark.parametrize("text", [
    "示例区人民政府关于印发重点工程实施方案的通知\n\n一、重点任务\n（一）新建学校3所。\n责任单位：区教育局\n完成时限：2024年8月底前\n",
    "示例区召开巡察整改工作推进会\n\n发布时间：2024-04-12 来源：示例融媒\n\n会议强调，一是压实责任；二是健全机制。\n",
    "中共示例区纪委关于上半年工作情况的报告\n\n一、主要工作\n（一）推进巡察整改。约谈8人。\n二、存在问题\n1.监督不够。\n2.力量不强。\n",
    "示例区会议室管理办法\n\n第一条 为加强管理，制定本办法。\n第二条 会议室由办公室管理。\n一、登记\n1.先登记。\n2.后使用。\n",
])  # fmt: skip
def test_a_document_about_something_else_has_no_items(text: str) -> None:
    made = read(Source("other.txt", text))
    assert made.items == () and made.kind == "unknown"


@pytest.mark.parametrize(("opening", "body", "whom", "days"), [
    ("2024年3月1日至5月10日，区委第一巡察组对区教育局党组进行了巡察。", "区委第一巡察组", "区教育局党组", ("2024-03-01", "2024-05-10")),
    ("区委第一巡察组于2024年3月1日至5月10日对区教育局党组开展了常规巡察。", "区委第一巡察组", "区教育局党组", ("2024-03-01", "2024-05-10")),
    ("2024年3月1日至2024年5月10日，区教育局党组接受了区委第一巡察组的巡察。", "区委第一巡察组", "区教育局党组", ("2024-03-01", "2024-05-10")),
    ("2023年9月4日至10月20日，示例市审计局对示例区人民政府进行了审计。", "示例市审计局", "示例区人民政府", ("2023-09-04", "2023-10-20")),
    ("中央第四生态环境保护督察组对示例省开展了生态环境保护督察。", "中央第四生态环境保护督察组", "示例省", None),
    ("区教育局认真学习，做好工作。", None, None, None),
])  # fmt: skip
def test_who_inspected_whom_is_read_in_the_usual_phrasings(opening: str, body: str | None, whom: str | None, days: tuple[str, str] | None) -> None:
    seen = read(Source("notice.txt", f"示例区关于整改情况的通报\n\n{opening}\n")).inspection
    assert (seen.body.text if seen.body else None, seen.inspected.text if seen.inspected else None) == (body, whom)
    assert ((seen.from_on.value, seen.to_on.value) if seen.from_on and seen.to_on else None) == days


@pytest.mark.parametrize(("sentence", "day"), [
    ("2024年6月18日，区委第一巡察组向区教育局党组反馈了巡察意见。", "2024-06-18"), ("2024年6月18日，区委第一巡察组反馈了巡察意见。", "2024-06-18"), ("2024年6月18日收到区委第一巡察组反馈意见后，立即部署。", "2024-06-18"),
    ("2024年6月18日，区委召开巡察反馈会。", "2024-06-18"), ("区教育局于2024年6月18日召开专题会研究工作。", None),
])  # fmt: skip
def test_the_day_of_the_feedback_is_read_in_the_usual_phrasings(sentence: str, day: str | None) -> None:
    delivered = read(Source("notice.txt", f"示例区关于整改情况的通报\n\n{sentence}\n")).inspection.delivered_on
    assert (delivered.value if delivered else None) == day


def test_who_signs_at_the_end_issues_what_its_title_does_not_say() -> None:
    made = notice("1.甲。\n整改情况：一。\n\n示例区住房和城乡建设局\n2024年7月10日\n", head="关于巡察反馈问题整改情况的通报\n\n")
    assert made.issuer is not None and made.issuer.text == "示例区住房和城乡建设局"
    assert made.published_on is not None and made.published_on.value == "2024-07-10"
    assert made.source.text[made.progress[0].start : made.progress[0].end] == "一。"
