"""列名与表头: what the words at the head of a column mean, which rows are a head, and what a person may correct."""

from __future__ import annotations

import pytest
from grids import grid, sheet, sheets

from xiaohao.notice import ROLES, Merged, columns_of, read
from xiaohao.notice.columns import normalised, role_of

HEADS = {
    "number": "序号 编号 问题编号 No. Ref ID Ref.No 受理编号",
    "aspect": "方面 类别 问题类型 隐患类别 存在方面 领域 Category",
    "problem": "反馈问题 存在问题 问题 主要问题 审计查出的问题 检查发现问题 隐患 巡察反馈的主要问题 存在的主要问题 反馈意见 督察反馈问题 存在问题和不足 Finding Issue Observation 举报内容",
    "detail": "具体表现 具体问题 问题描述 问题摘要 主要表现 问题具体表现 隐患描述 Description",
    "task": "整改任务 整改事项 任务内容 重点任务",
    "goal": "整改目标 目标任务 工作目标 整改标准",
    "measures": "整改措施 重点措施 采取措施 具体举措 拟采取的整改措施 措施 Management_response Agreed_action Action Corrective_action_plan Milestones",
    "demand": "整改要求 处理意见 整改要求及建议",
    "recommendation": "审计建议 整改建议 建议 Recommendation",
    "leader": "责任领导 分管领导 包案领导 牵头领导 整改责任领导 包保领导",
    "lead_unit": "牵头单位 主责单位 牵头部门 牵头责任单位 牵头（责任）单位",
    "units": "责任单位 责任部门 配合单位 协办单位 实施主体 整改责任单位 责任单位（部门） 责任部门/单位 责任单位和配合单位 Owner Responsible_party Responsible",
    "responsible": "责任单位及责任人 责任单位、责任人 责任领导和责任单位",
    "person": "责任人 整改责任人 负责人 具体责任人",
    "contact": "联系人 联络员 联系电话",
    "due": "整改时限 完成时限 整改期限 计划完成时间 办理时限 整改时限（年月日） 时限 预计完成时间 整改完成时限 Target_date Due_date Implementation_date",
    "when": "完成时间 整改时间 完成日期",
    "track": "整改类型 整改方式 整改分类",
    "progress": "整改进展 进展情况 整改情况 落实情况 办理情况 整改结果 整改落实情况 整改进展情况 截至6月底整改情况 整改成效 整改措施落实情况 Progress Update Actions_taken",
    "completion": "完成情况 整改状态 是否完成 是否整改到位 整改完成情况 状态 是否已完成整改 Status Implementation_status",
    "struck_off": "是否销号 销号时间 销号情况",
    "evidence": "佐证材料 证明材料 整改佐证资料",
    "reason": "未完成原因 尚未完成原因 未整改到位原因",
    "next_steps": "下步打算 下一步打算 下一步工作计划 后续措施",
    "amount": "金额 涉及金额（万元） 问题金额",
    "remark": "备注 说明 Remarks",
    "priority": "隐患等级 Priority Risk_rating",
    "aside": "检查时间 检查人 被检查单位 具体地点 整改前图片 复查结果 单位 实际完成时间",
}
UNKNOWN = "问题数 问题个数 问题金额占比 已完成 完成率 整改率 问题线索 甲 责任 名称与规格 责任单位数 整改问题数量 完成 是 序 号 问题及整改情况"


def words(row: str) -> list[str]:
    """The heads in a row; an underscore stands for a space."""
    return [one.replace("_", " ") for one in row.split()]


@pytest.mark.parametrize(("head", "role"), [(head, role) for role, row in HEADS.items() for head in words(row)])
def test_a_head_is_known_by_its_words(head: str, role: str) -> None:
    assert role_of(normalised(head)) == role
    assert role in ROLES


@pytest.mark.parametrize("head", words(UNKNOWN))
def test_a_head_is_not_known_by_a_character_in_it(head: str) -> None:
    assert role_of(normalised(head)) == ""


@pytest.mark.parametrize(("head", "plain"), [
    ("整改 时限\u3000（年月日）：", "整改时限"), ("＊责任领导", "责任领导"), ("Due  Date", "duedate"), ("【问题】", "【问题】"), ("（一）", "(一)"), ("", ""),
])  # fmt: skip
def test_a_head_is_compared_without_space_brackets_and_marks(head: str, plain: str) -> None:
    assert normalised(head) == plain


def roles(*lines: str, merged: tuple[Merged, ...] = ()) -> tuple[str, ...]:
    """What the columns of one table hold."""
    return columns_of(sheet(grid(*lines), merged))[0].roles


@pytest.mark.parametrize(("lines", "first", "last"), [
    (("序号|问题|整改措施", "1|制度不全|修订制度"), 0, 1),
    (("整改台账||", "单位：万元||", "序号|问题|整改措施", "1|制度不全|修订制度"), 2, 3),
    (("序号|问题|整改责任|", "||责任领导|责任单位", "1|制度不全|张示例|区教育局"), 0, 2),
    (("台账||||", "序号|问题|整改||", "||责任||时限", "||领导|单位|", "1|制度不全|张示例|区教育局|2024年6月"), 1, 4),
])  # fmt: skip
def test_the_head_is_one_to_three_rows(lines: tuple[str, ...], first: int, last: int) -> None:
    head = columns_of(sheet(grid(*lines)))[0]
    assert (head.first, head.last, head.is_ledger) == (first, last, True)


def test_a_group_of_columns_lends_its_words_to_those_below() -> None:
    merged = (Merged(0, 2, 1, 2), Merged(0, 0, 2, 1), Merged(0, 1, 2, 1))
    head = columns_of(sheet(grid("序号|问题|责任|", "||领导|单位", "1|制度不全|张示例|区教育局"), merged))[0]
    assert [column.words for column in head.columns] == ["序号", "问题", "责任/领导", "责任/单位"]
    assert head.roles == ("number", "problem", "leader", "units")


@pytest.mark.parametrize(("head", "cells", "role"), [
    ("隐患类别", ("一般", "重大", "一般"), "priority"), ("类别", ("立行立改", "长期坚持", ""), "track"), ("类别", ("党的建设", "选人用人", "廉洁"), "aspect"),
    ("整改类型", ("限期整改", "立行立改", "限期整改"), "track"), ("完成情况", ("已完成", "整改中", "未完成"), "completion"),
    ("完成情况", ("已经制定学习计划并组织培训两次", "已经修订财务管理制度并印发各单位", "已完成"), "progress"),
    ("完成时间", ("2024年12月底前", "立行立改", "长期坚持"), "due"), ("完成时间", ("2024-05-01", "2024-05-02", "2024-05-03"), "due"),
])  # fmt: skip
def test_what_words_leave_open_is_settled_by_use(head: str, cells: tuple[str, ...], role: str) -> None:
    assert roles(f"序号|问题|{head}", *(f"{n}|制度不全第{n}处|{cell}" for n, cell in enumerate(cells, 1)))[2] == role


@pytest.mark.parametrize("beside", ["整改时限", "整改情况", "完成情况", "复查时间"])
def test_a_day_that_may_be_when_it_was_done_is_no_deadline(beside: str) -> None:
    assert roles(f"序号|问题|{beside}|完成时间", "1|制度不全|已办|2024-05-01")[3] == "aside"


@pytest.mark.parametrize("lines", [
    ("单位|问题数|已完成", "区教育局|12|10"),
    ("类别|问题|已完成|未完成", "党建|12|10|2", "业务|3|3|0"),
    ("审批环节|意见|签字|日期", "责任单位|同意|张示例|2024-05-01", "主管部门|同意|李示例|2024-05-02"),
    ("受理件数|办结|阶段性办结", "120|90|20"),
    ("问题|数量", "学习不够|3"),
    ("", ""),
])  # fmt: skip
def test_other_tables_are_no_ledgers(lines: tuple[str, ...]) -> None:
    source = sheet(grid(*lines))
    assert not columns_of(source)[0].is_ledger
    assert read(source).items == ()


def test_a_later_sheet_without_a_head_goes_on_by_its_numbers() -> None:
    first = grid("序号|问题|责任单位", "1|制度不全|区教育局", "2|研讨不多|区教育局")
    on, other = columns_of(sheets([(first, ()), (grid("3|调研不深|区水务局"), ())])), columns_of(sheets([(first, ()), (grid("7|调研不深|区水务局"), ())]))
    assert [head.is_ledger for head in on] == [True, True] and on[1].roles == on[0].roles
    assert [head.is_ledger for head in other] == [True, False]


def test_a_person_may_say_what_a_column_holds() -> None:
    source = sheet(grid("序号|毛病|谁来办|责任单位", "1|制度不全|张示例|区教育局"))
    assert not columns_of(source)[0].is_ledger
    said = {"毛病": "problem", "谁来办": "leader", "责任单位": ""}
    assert columns_of(source, said)[0].roles == ("number", "problem", "leader", "")
    item = read(source, columns=said).items[0]
    assert (item.text, item.leader.text if item.leader else None, item.units) == ("制度不全", "张示例", ())


def test_a_person_may_say_it_of_one_column_in_a_group() -> None:
    source = sheet(grid("序号|问题|市级|区级", "||领导|领导", "1|制度不全|张示例|李示例"))
    head = columns_of(source, {"市级/领导": "aside", "领导": "leader"})[0]
    assert head.roles[2:] == ("aside", "leader")


def test_what_nobody_knows_is_said_once() -> None:
    table = grid("序号|问题|责任单位|风水", "1|制度不全|区教育局|好")
    made = read(sheets([(table, ()), (table, ())]))
    assert [(one.code, dict(one.facts)) for one in made.doubts] == [("column_unknown", {"words": "风水"})]
    assert read(sheet(table), columns={"风水": "aside"}).doubts == ()
