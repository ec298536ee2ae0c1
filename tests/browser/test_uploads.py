"""Files on their way in a real Chromium: what is chosen is listed, what is refused stays as it was, a broken line is told and sent again, pairs stand side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import files_of_proof
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
ITEM = "/xunshi-2026/items/a1-f2-3/"


def test_photos_of_before_and_after_arrive_in_spite_of_a_refusal_and_a_broken_line(visit: Callable[..., Any], tmp_path: Path) -> None:
    for name, content in (("前.jpg", files_of_proof.photo()), ("后.jpg", files_of_proof.photo(side=400)), ("假.jpg", b"<html>x")):
        (tmp_path / name).write_bytes(content)
    visitor = visit("hegong")
    visitor.open(f"{ITEM}add-evidence/")
    page = visitor.page
    first = page.locator(".proof").first
    first.locator("summary").click()
    for place, name in (("-before", "前.jpg"), ("-after", "后.jpg")):
        first.locator(f"input[name$='{place}']").set_input_files(str(tmp_path / name))
    first.locator("input[type=file]").first.set_input_files(str(tmp_path / "假.jpg"))
    expect(page.locator(".chosen li")).to_have_count(3)
    page.locator("form.move-form button.main").click()
    expect(page.locator(".answer")).to_contain_text("假.jpg")
    page.locator(".chosen li", has_text="假.jpg").get_by_role("button").click()
    page.context.set_offline(True)
    page.locator("form.move-form button.main").click()
    expect(page.locator(".answer")).to_contain_text("网络中断")
    expect(page.locator(".chosen li")).to_have_count(2)
    page.context.set_offline(False)
    page.get_by_role("button", name="重新发送").click()
    expect(page.locator(".pair img")).to_have_count(2)
    for one in page.locator(".pair img").all():
        one.scroll_into_view_if_needed()
        expect(one).to_have_js_property("complete", True)
        assert one.evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 0
    assert all("409" in one or "DISCONNECTED" in one for one in visitor.complaints)
    visitor.complaints.clear()  # a browser tells of what was refused and of the broken line, as it should
