"""A demo served by the product's own commands, and a real Chromium before it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys are skipped with one line where there is no Chromium, and demanded where the pipeline says so."""
    if CHROMIUM is not None:
        return
    if "browser" in os.environ.get("XIAOHAO_DEMAND", ""):
        raise pytest.UsageError("no Chromium here, and the browser journeys are demanded")
    for item in items:
        if "browser" in Path(item.path).parts:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@dataclass(frozen=True, slots=True)
class Site:
    """The served demo: its address, and the passwords that were printed."""

    address: str
    passwords: dict[str, str]
    folder: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`xiaohao demo --no-serve`, then `xiaohao serve`, as a new user would."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "xiaohao"]
    environment = {name: value for name, value in os.environ.items() if name not in ("XIAOHAO_DATABASE", "XIAOHAO_DATA", "DJANGO_SETTINGS_MODULE")}
    printed = subprocess.run([*command, "demo", "--no-serve", "--data", str(folder)], env=environment, capture_output=True, text=True, check=True).stdout
    passwords = {found[1]: found[2] for line in printed.splitlines() if (found := re.match(r"([a-z]+)\s+(\S+)\s", line))}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([*command, "serve", "--data", str(folder), "--port", str(port)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                urlopen(f"{address}/healthz", timeout=1).close()
                break
            except (URLError, OSError):
                time.sleep(0.1)
        else:
            pytest.fail("the served demo did not answer")
        yield Site(address, passwords, folder)
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass(slots=True)
class Visitor:
    """Somebody at a browser; whatever the page complains of on its console is kept."""

    page: Page
    site: Site
    complaints: list[str]

    def open(self, path: str) -> None:
        """Go to an address of the site."""
        answer = self.page.goto(self.site.address + path)
        assert answer is not None
        assert answer.status < 400, (path, answer.status)


@pytest.fixture
def visit(site: Site, chromium: Browser) -> Iterator[object]:
    """`visit(account, width=…)`: a visitor, signed in where an account is named."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def come(account: str = "", width: int = 1440) -> Visitor:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        visitor = Visitor(page, site, [])
        visitors.append(visitor)
        page.on("console", lambda message: visitor.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda problem: visitor.complaints.append(str(problem)))
        if account:
            visitor.open("/sign-in/")
            page.fill("#id_username", account)
            page.fill("#id_password", site.passwords[account])
            page.get_by_role("button", name="登录").click()
            page.wait_for_url(site.address + "/")
        return visitor

    yield come
    for visitor in visitors:
        assert not visitor.complaints, visitor.complaints
    for context in contexts:
        context.close()
