"""Signing in, in a real Chromium: an authenticator set up and used, a security key, a session ended, a password for one use."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from entering import code
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser


def enter(page: Page, site: Any, account: str, password: str = "") -> None:
    """Give account and password."""
    page.goto(f"{site.address}/sign-in/")
    page.fill("#id_username", account)
    page.fill("#id_password", password or site.passwords[account])
    page.get_by_role("button", name="登录", exact=True).click()


def prove(page: Page, site: Any, account: str) -> None:
    """The password once more."""
    expect(page.get_by_role("heading", name="确认是您本人")).to_be_visible()
    page.fill("#id_password", site.passwords[account])
    page.get_by_role("button", name="继续").click()


def test_an_authenticator_is_set_up_used_and_given_up(visit: Callable[..., Any], site: Any) -> None:
    owner = visit("zhoulan", width=390)
    page: Page = owner.page
    owner.open("/account/")
    page.get_by_role("link", name="启用验证器").click()
    prove(page, site, "zhoulan")
    expect(page.locator("img.code-square")).to_be_visible()
    secret = page.locator("#secret").inner_text()
    page.fill("#id_code", code(secret))
    page.get_by_role("button", name="启用").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    spare = page.locator(".codes code").first.inner_text()
    assert page.locator(".codes code").count() == 10
    page.get_by_role("link", name="已经存好").click()
    expect(page.locator("#factor")).to_contain_text("已启用")
    assert page.evaluate("document.documentElement.scrollWidth") <= 392

    again = visit()
    enter(again.page, site, "zhoulan")
    expect(again.page.get_by_role("heading", name="双重验证")).to_be_visible()
    again.page.fill("#id_code", code(secret, 1))
    again.page.get_by_role("button", name="继续").click()
    again.page.wait_for_url(site.address + "/")

    third = visit()
    enter(third.page, site, "zhoulan")
    third.page.fill("#id_code", spare)
    third.page.get_by_role("button", name="继续").click()
    third.page.wait_for_url(site.address + "/")

    owner.open("/account/app/off/")
    page.get_by_role("button", name="停用验证器").click()
    expect(page.locator("#factor")).to_contain_text("启用验证器")


def key_of(context: BrowserContext, page: Page) -> None:
    """A security key that answers by itself, plugged into the browser."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_security_key_is_registered_and_answers_at_the_next_sign_in(visit: Callable[..., Any], site: Any) -> None:
    visitor = visit()
    page: Page = visitor.page
    named = type(site)(site.address.replace("127.0.0.1", "localhost"), site.passwords, site.folder)  # a key belongs to a name, not to an address
    key_of(page.context, page)
    enter(page, named, "handu")
    page.wait_for_url(named.address + "/")
    page.goto(f"{named.address}/account/keys/new/")
    prove(page, named, "handu")
    page.fill("#id_name", "办公室的钥匙")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    page.goto(f"{named.address}/account/")
    expect(page.locator("#factor")).to_contain_text("办公室的钥匙")
    page.get_by_role("button", name="退出").click()

    enter(page, named, "handu")
    expect(page.get_by_role("heading", name="双重验证")).to_be_visible()
    page.get_by_role("button", name="用安全密钥").click()
    page.wait_for_url(named.address + "/")

    page.goto(f"{named.address}/account/")
    page.locator("#factor li", has_text="办公室的钥匙").get_by_role("link", name="移除").click()
    page.get_by_role("link", name="改用安全密钥").click()
    page.get_by_role("button", name="用安全密钥").click()
    page.get_by_role("button", name="移除").click()
    expect(page.locator("#factor")).not_to_contain_text("办公室的钥匙")


def test_a_session_elsewhere_is_ended(visit: Callable[..., Any]) -> None:
    here, elsewhere = visit("daishuang"), visit("daishuang", width=390)
    here.open("/account/")
    rows = here.page.locator("#sessions tbody tr")
    before = rows.count()
    assert before >= 2
    rows.filter(has_not_text="本机").first.get_by_role("button", name="结束").click()
    expect(rows).to_have_count(before - 1)
    elsewhere.page.reload()
    expect(elsewhere.page).to_have_url(re.compile("/sign-in/"))
    here.open("/account/")


def test_a_password_that_the_office_made_is_changed_before_anything_else(visit: Callable[..., Any], site: Any) -> None:
    office = visit("sumin")
    office.open("/people/?q=方明")
    office.page.get_by_role("link", name="方明").click()
    office.page.get_by_role("button", name="重设密码").click()
    found = re.search(r"初始密码：(\w+)", office.page.locator("main").inner_text())
    assert found is not None
    owner = visit(width=390)
    enter(owner.page, site, "ducha", found[1])
    expect(owner.page.locator("main")).to_contain_text("请先换成自己的密码")
    owner.page.goto(f"{site.address}/units/")
    expect(owner.page).to_have_url(re.compile("/account/"))
    owner.page.fill("#id_old_password", found[1])
    owner.page.fill("#id_new_password1", "kite over river 7")
    owner.page.fill("#id_new_password2", "kite over river 7")
    owner.page.get_by_role("button", name="更换").click()
    owner.page.wait_for_url(site.address + "/")
    site.passwords["ducha"] = "kite over river 7"


def test_an_administrator_reads_who_signed_in(visit: Callable[..., Any]) -> None:
    admin = visit("admin")
    admin.open("/sign-ins/?kind=signed_in")
    expect(admin.page.locator("tbody tr").first).to_contain_text("登录")
    assert admin.page.locator("tbody tr").count() >= 1
