"""The whole procedure of the environment preset in a real Chromium: every gate at its own hand, a notice with an objection, an extension that comes too
late, and a strike-off that is void because a file was changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from journeys import choose, photo
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]
ITEM = "/huanbao-2026/items/a1-f2-4/"


def make(page: Page, path: str, move: str, on: str, **fields: str) -> None:
    """Open the form of a move, fill it, and make the move."""
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + f"{path}{move}/")
    for key, value in fields.items():
        page.locator(f"[name={key}]").first.fill(value)
    page.fill("[name=effective_on]", on)


def send(page: Page) -> None:
    """Press the form's own button, and be back on the item."""
    page.locator("form.move-form button.main").click()
    expect(page.locator("form.move-form")).to_have_count(0)
    expect(page.locator("ol.history")).to_be_visible()


def test_an_item_goes_through_every_gate_of_the_environment_preset(visit: Visit, tmp_path: Path) -> None:
    picture = str(photo(tmp_path / "现场.png"))
    unit = visit("hegong").page
    make(unit, ITEM, "claim-completion", "2026-10-09", statement="已整改到位，申请验收。")
    unit.check("input[name=ground][value=rectified]")
    choose(unit, "signed_off_by", "陆常委") if unit.locator("#need-signed_off_by option", has_text="陆常委").count() else choose(unit, "signed_off_by", "梁栋")
    for field in unit.locator("form.move-form input[type=file]:not([name$=camera])").all():
        field.set_input_files(picture)
    send(unit)

    make(unit := visit("daishuang").page, ITEM, "pass-gate", "2026-10-10", opinion="单位初审，属实。")
    send(unit)

    verifier = visit("handu").page
    make(verifier, ITEM, "pass-gate", "2026-10-11", opinion="现场核查，属实。", checked_on="2026-10-10")
    for one in verifier.locator("fieldset.checks input[value=met]").all():
        one.check()
    send(verifier)
    expect(verifier.locator("ol.way")).to_contain_text("公示")

    keeper = visit("sumin")
    office = keeper.page
    make(
        office, ITEM, "put-on-notice", "2026-10-12", channel="区政府网站", notice_text="第4项已完成整改并通过验收，现予公示。", first_on="2026-10-12", last_on="2026-10-20",
    )  # fmt: skip
    office.locator("form.move-form button.main").click()
    expect(office.locator(".answer")).to_contain_text("程序要求 10 个工作日")
    keeper.complaints.clear()  # the browser tells of the refusal too
    office.fill("[name=last_on]", "2026-10-23")
    send(office)

    citizen = visit().page
    citizen.goto(office.url.split("/huanbao")[0] + "/display/")
    expect(citizen.locator("main")).to_contain_text("第4项已完成整改并通过验收")
    citizen.locator("li", has_text="第4项已完成").get_by_role("link", name="提出异议").click()
    citizen.fill("[name=grounds]", "油烟仍然扰民。")
    citizen.get_by_role("button", name="提交异议").click()
    expect(citizen.locator("main")).to_contain_text("答复之前不会销号")

    office.reload()
    expect(office.locator(".choices")).to_contain_text("还有 1 件公示异议没有答复")
    day = office.locator("input[name=as_of]").input_value()
    make(office, ITEM, "answer", day, reply="已再次现场核实，达标排放。")
    office.locator("input[name=event]").first.check()
    office.check("input[name=verdict][value=not_upheld]")
    send(office)
    expect(office.locator("ol.objections")).to_contain_text("不成立")


def test_an_extension_asked_too_late_says_until_when_it_could_have_been_asked(visit: Visit) -> None:
    page = visit("hegong").page
    page.goto(page.url + "anquan-2026/items/a1-f1-1/")
    barred = page.locator(".barred", has_text="申请延期")
    expect(barred).to_contain_text("延期须在时限前至少 20 个工作日提出")


def test_a_changed_file_voids_the_strike_off(visit: Visit) -> None:
    office = visit("sumin")
    page = office.page
    page.goto(page.url + "huanbao-2026/items/a1-f1-1/")
    expect(page.locator(".tags")).to_contain_text("已销号")
    link = page.locator("a[href*='/evidence/']").first
    title = link.get_attribute("href")
    assert title
    folder = office.site.folder
    command = [sys.executable, "-m", "xiaohao", "manage", "--data", str(folder), "seals", "huanbao-2026"]
    before = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "0 void" in before
    claimed = subprocess.run(
        [sys.executable, "-m", "xiaohao", "manage", "--data", str(folder), "shell", "-c",
         "from xiaohao.ledger.models import Evidence; print(Evidence.objects.filter(item__inspection__slug='huanbao-2026', item__address='a1-f1-1').order_by('id')[0].sha256)"],
        capture_output=True, text=True, check=True,
    ).stdout.split()[-1]  # fmt: skip
    kept = folder / "evidence" / claimed[:2] / claimed[2:]
    whole = kept.read_bytes()
    kept.chmod(0o600)
    kept.write_bytes(whole + b"changed")
    try:
        assert "a1-f1-1: void (file)" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    finally:
        kept.write_bytes(whole)
    page.reload()
    expect(page.locator("header", has=page.locator("h1"))).to_contain_text("销号已失效")
    expect(page.locator(".tags")).to_contain_text("整改中")
    public = visit().page
    public.goto(page.url.split("/huanbao")[0] + "/display/")
    expect(public.locator("main")).to_contain_text("销号已失效")
    verifier = visit("handu").page
    expect(verifier.locator("main")).to_contain_text("销号失效")
