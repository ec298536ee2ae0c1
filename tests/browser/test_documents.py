"""任何文件进来: a Word notice is dropped, two rows corrected, a figure explained, admitted; then next month's workbook shows exactly what changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
ITEMS = ("窗口服务排队时间长，群众等候超过半小时。", "政策解释不清楚，办事指南没有更新。", "投诉件办理超期，答复内容过于简单。")
LINES = (
    "中共示例区委关于第八巡察组反馈意见整改进展情况的通报", "截至2026年10月31日，巡察反馈的3个具体问题，已完成整改1个，未完成整改1个。", "一、巡察反馈问题整改进展情况",
    "（一）反馈问题：服务群众不够到位", "1.办事流程不优",
)  # fmt: skip


def notice(path: Path) -> Path:
    """The notice as a .docx."""
    paper = Document()
    for line in LINES:
        paper.add_paragraph(line)
    for number, text in enumerate(ITEMS, 1):
        paper.add_paragraph(f"（{number}）{text}")
        paper.add_paragraph(f"整改情况：一是增设窗口{number}个。二是开展培训。")
    paper.save(path)
    return path


def sheet(path: Path) -> Path:
    """Next month's list: the first row as it was, the second with a deadline, the third told anew, and one more."""
    book = Workbook()
    rows = (
        ("序号", "存在问题", "整改情况", "整改时限"), (1, ITEMS[0], None, None), (2, ITEMS[1], None, "2026年12月31日"), (3, ITEMS[2], "超期件已全部办结。", None),
        (4, "自助设备故障多，维修不及时。", "报修3台。", "2026年12月31日"),
    )  # fmt: skip
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def send(page: Page, path: Path) -> None:
    """Send a file to be read."""
    page.set_input_files("#file", str(path))
    page.get_by_role("button", name="读取").click()
    page.wait_for_url(re.compile(r"/intake/\d+/"))


def correct(page: Page, row: str, text: str) -> None:
    """Change the words of a row, in place."""
    line = page.locator(".row.item", has_text=row)
    line.get_by_role("link", name="修改").click()
    area = page.locator(".row.editing textarea[name=text]")
    area.fill(text)
    page.locator(".row.editing").get_by_role("button", name="保存").click()
    expect(page.locator(".row.item", has_text=text)).to_be_visible()


def test_a_paper_enters_and_next_months_sheet_shows_what_changed(visit: Callable[..., Any], tmp_path: Path) -> None:
    office = visit("sumin")
    page: Page = office.page
    office.open("/intake/")
    send(page, notice(tmp_path / "通报.docx"))
    expect(page.locator(".summing")).to_contain_text("3")
    correct(page, "窗口服务", f"{ITEMS[0]}（据反馈意见）")
    correct(page, "政策解释", f"{ITEMS[1]}（据反馈意见）")

    differing = page.locator(".questions li", has_text="不符").first
    differing.get_by_label("已说明").check()
    differing.get_by_label("说明", exact=True).fill("另有1个按序时推进，未单列。")
    page.get_by_role("button", name="保存答复").click()
    expect(page.locator(".questions li.settled").first).to_contain_text("不符")

    page.locator("input[name=target][value=new]").check()
    page.fill("[name=title]", "第八巡察组巡察示例区")
    page.fill("[name=slug]", "xuncha-8")
    page.locator("[name=kind]").select_option("local_disciplinary")
    for name, words in (("inspected_body", "中共示例区委"), ("verifier", "核验组")):
        value = page.locator(f"#id_{name} option", has_text=words).first.get_attribute("value")
        page.locator(f"#id_{name}").select_option(value)
    page.locator("button[name=do][value=admit]").click()
    page.wait_for_url(re.compile(r"/xuncha-8/"))

    office.open("/intake/")
    send(page, sheet(tmp_path / "十一月台账.xlsx"))
    against = page.locator(".against")
    expect(against).to_contain_text("新增 1 项，有变动 3 项，无变动 0 项，台账有而文件没有 0 项")
    changed = page.locator(".row.item", has_text="政策解释")
    expect(changed.locator(".differences")).to_contain_text("整改时限")
    expect(page.locator(".row.item", has_text="投诉件").locator(".differences")).to_contain_text("超期件已全部办结")
    page.locator("button[name=do][value=admit]").click()
    page.wait_for_url(re.compile(r"/xuncha-8/ledger/"))
    expect(page.locator("tbody tr[data-row]")).to_have_count(4)
    office.open("/suggestions/?inspection=xuncha-8")
    expect(page.locator("tbody")).to_contain_text("整改时限：2026-12-31")
