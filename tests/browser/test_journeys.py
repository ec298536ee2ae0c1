"""The whole path in a real Chromium: the office takes a notice in, a unit works, a verifier returns and passes, the office strikes off, the public reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from journeys import choose, photo
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
NOTICE = """中共示例区委关于巡视整改情况的方案

发布时间：2026-11-03

　　2026年9月1日至2026年9月20日，示例省委第九巡视组对示例区进行了巡视。2026年10月28日，示例省委第九巡视组向示例区委反馈了巡视意见。

　　一、整改任务

　　（一）反馈问题：服务群众不够到位

　　1.办事流程不优

　　（1）窗口服务排队时间长。

　　整改措施：一是增设窗口。二是推行预约。

　　（2）政策解释不清楚。

　　整改措施：编印办事指南。
"""


def begin(page: Page, move: str) -> None:
    """Press the button of a move, and wait for its form."""
    page.locator(".choices").get_by_role("link", name=move, exact=True).click()
    expect(page.locator("form.move-form")).to_be_visible()


def finish(page: Page, move: str) -> None:
    """Make the move, and wait until the item shows it."""
    page.locator("form.move-form").get_by_role("button", name=move, exact=True).click()
    expect(page.locator("form.move-form")).to_have_count(0)
    expect(page.locator("main")).to_contain_text(move)


def claim(page: Page, picture: Path) -> None:
    """A claim with a photograph."""
    begin(page, "报请销号")
    page.locator("input[name=ground][value=rectified]").check()
    page.fill("#need-statement", "两个窗口已启用，预约已上线。")
    choose(page, "signed_off_by", "邹区长")
    page.locator("input[type=file][name=files]").set_input_files(str(picture))
    finish(page, "报请销号")


def test_a_notice_goes_in_and_a_notice_comes_out(visit: Callable[..., Any], tmp_path: Path) -> None:
    document = tmp_path / "整改方案.txt"
    document.write_text(NOTICE, encoding="utf-8")
    picture = photo(tmp_path / "现场.png")

    office = visit("sumin")
    page: Page = office.page
    office.open("/intake/")
    page.set_input_files("#file", str(document))
    page.get_by_role("button", name="读取").click()
    page.wait_for_url(re.compile(r"/intake/\d+/"))
    expect(page.locator("#admission")).to_contain_text("2")
    page.locator("input[name=target][value=new]").check()
    page.fill("[name=title]", "示例省委第九巡视组巡视示例区")
    page.fill("[name=slug]", "xunshi-9")
    page.locator("[name=kind]").select_option("disciplinary")
    choose(page, "inspected_body", "中共示例区委", prefix="#id_")
    choose(page, "verifier", "核验组", prefix="#id_")
    choose(page, "leading_group", "领导小组", prefix="#id_")
    page.fill("[name=on]", "2026-11-04")
    page.locator("button[name=do][value=admit]").click()
    page.wait_for_url(re.compile(r"/xunshi-9/"))

    office.open("/xunshi-9/items/a1-f1-1/")
    begin(page, "明确责任")
    choose(page, "leader", "邹区长")
    choose(page, "lead_unit", "示例区住建局")
    page.locator("input[name=track][value=staged]").check()
    page.fill("#need-due_on", "2026-12-31")
    page.fill("#effective_on", "2026-11-05")
    finish(page, "明确责任")

    unit = visit("hegong", width=390)
    unit.open("/xunshi-9/items/a1-f1-1/")
    begin(unit.page, "报送进展")
    unit.page.fill("#need-narrative", "新增两个窗口，预约小程序已试运行。")
    finish(unit.page, "报送进展")
    claim(unit.page, picture)

    verifier = visit("handu")
    verifier.open("/xunshi-9/items/a1-f1-1/")
    begin(verifier.page, "退回整改")
    verifier.page.fill("#need-reason", "请补充预约系统的运行截图。")
    finish(verifier.page, "退回整改")

    unit.open("/xunshi-9/items/a1-f1-1/")
    claim(unit.page, picture)
    verifier.open("/xunshi-9/items/a1-f1-1/")
    begin(verifier.page, "核验通过")
    verifier.page.fill("#need-opinion", "现场核查，窗口和预约均已启用。")
    verifier.page.fill("#need-checked_on", "2026-11-20")
    finish(verifier.page, "核验通过")

    office.open("/xunshi-9/items/a1-f1-1/")
    begin(page, "销号")
    page.fill("#need-authority", "区委常委会会议2026年第21次")
    finish(page, "销号")
    expect(page.locator("main")).to_contain_text("已销号")

    office.open("/xunshi-9/notices/")
    page.get_by_role("button", name="按台账拟稿").click()
    page.wait_for_url(re.compile(r"/xunshi-9/notices/1/"))
    expect(page.locator("main")).to_contain_text("没有不符的数字")
    page.get_by_role("button", name="核对数字", exact=True).click()
    leader = visit("lin")
    leader.open("/xunshi-9/notices/1/")
    leader.page.get_by_role("button", name="审定", exact=True).click()
    expect(leader.page.locator("main")).to_contain_text("已审定")
    office.open("/xunshi-9/notices/1/")
    page.get_by_role("link", name="公开…", exact=True).click()
    expect(page.locator("main")).to_contain_text("不能撤回")
    page.get_by_role("button", name="确认公开", exact=True).click()
    page.wait_for_url(re.compile(r"/notices/xunshi-9/1/$"))

    public = visit(width=390)
    public.open("/notices/")
    public.page.get_by_role("link", name=re.compile("中共示例区委关于巡视整改进展情况的通报")).first.click()
    public.page.wait_for_url(re.compile(r"/notices/xunshi-9/1/"))
    expect(public.page.locator("article")).to_contain_text("巡视反馈2个具体问题，已完成整改1个")


def test_the_past_looks_like_the_past_and_leads_back(visit: Callable[..., Any]) -> None:
    office = visit("sumin")
    office.open("/xunshi-2026/?as_of=2026-06-30")
    expect(office.page.locator("body")).to_have_class(re.compile("past"))
    expect(office.page.get_by_text("历史视图")).to_be_visible()
    office.page.get_by_role("link", name="回到今天").click()
    expect(office.page.locator("body")).not_to_have_class(re.compile("past"))


def test_the_ledger_filters_and_every_number_leads_to_its_rows(visit: Callable[..., Any]) -> None:
    office = visit("sumin")
    office.open("/xunshi-2026/")
    link = office.page.locator(".sentence a").nth(1)
    wanted = int(link.inner_text())
    link.click()
    office.page.wait_for_url(re.compile("completion=completed"))
    expect(office.page.locator("tbody tr[data-row]")).to_have_count(wanted)


def test_a_page_speaks_english(visit: Callable[..., Any]) -> None:
    office = visit("sumin")
    office.open("/xunshi-2026/ledger/?lang=en")
    expect(office.page.locator("html")).to_have_attribute("lang", "en")
    expect(office.page.locator("h1")).to_contain_text("Ledger")


def test_nothing_scrolls_sideways_on_a_phone(visit: Callable[..., Any]) -> None:
    office = visit("sumin", width=390)
    for path in ("/", "/inspections/", "/xunshi-2026/", "/xunshi-2026/ledger/", "/xunshi-2026/items/a1-f2-3/", "/intake/", "/units/", "/xunshi-2026/notices/2/", "/notices/xunshi-2026/2/"):
        office.open(path)
        width = office.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 392, (path, width)
