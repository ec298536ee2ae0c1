"""Pictures of the main pages, for the documents: the demo is built in a folder of its own, served, and looked at in a real Chromium.

    python scripts/shots.py [FOLDER]       docs/images by default
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "images"
TODAY = "2026-11-24"
LARGEST = 300_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN"]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: whose eyes, which page, how wide. `upload` is a document that is sent there first."""

    name: str
    account: str
    path: str
    width: int = 1440
    height: int = 900
    upload: str = ""


SHOTS = (
    Shot("overview", "sumin", "/xunshi-2026/"),
    Shot("ledger", "sumin", "/xunshi-2026/ledger/"),
    Shot("item", "sumin", "/xunshi-2026/items/a1-f2-3/"),
    Shot("intake", "sumin", "/intake/", upload="docs/tutorial/notice.txt"),
    Shot("notice", "", "/notices/xunshi-2026/1/"),
    Shot("phone", "hegong", "/", width=390, height=844),
)


def xiaohao(*words: str) -> list[str]:
    """The product's own command."""
    return [sys.executable, "-m", "xiaohao", *words]


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The demo's address and its passwords."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("XIAOHAO_", "DJANGO_"))}
    printed = subprocess.run(
        xiaohao("demo", "--no-serve", "--data", str(folder), "--today", TODAY), env=outside, capture_output=True, text=True, check=True
    ).stdout
    passwords = {found[1]: found[2] for line in printed.splitlines() if (found := re.match(r"([a-z]+)\s+(\S+)\s", line))}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(xiaohao("serve", "--data", str(folder), "--port", str(port)), env=outside, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        yield address, passwords
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address: str) -> None:
    """Until the pages answer; TimeoutError after fifteen seconds."""
    for _ in range(150):
        try:
            urlopen(f"{address}/healthz", timeout=1).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(address)


def take(browser: Browser, shot: Shot, address: str, passwords: dict[str, str], into: Path) -> Path:
    """One picture, as small as it can be while it is still sharp."""
    context = browser.new_context(viewport={"width": shot.width, "height": shot.height}, locale="zh-CN", reduced_motion="reduce")
    page: Page = context.new_page()
    if shot.account:
        page.goto(f"{address}/sign-in/")
        page.fill("#id_username", shot.account)
        page.fill("#id_password", passwords[shot.account])
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"{address}/")
    answer = page.goto(address + shot.path)
    if answer is None or answer.status >= 400:
        raise SystemExit(f"{shot.path}: {answer.status if answer else 'no answer'}")
    if shot.upload:
        page.set_input_files("#file", str(ROOT / shot.upload))
        page.get_by_role("button", name="读取").click()
        page.wait_for_url(re.compile(r"/intake/\d+/"))
        page.wait_for_load_state("networkidle")
    target = into / f"{shot.name}.png"
    page.screenshot(path=str(target))
    context.close()
    return target


def main(words: list[str]) -> int:
    """All pictures; status 1 when one is larger than what belongs in the repository."""
    into = Path(words[0]) if words else TARGET
    chromium = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if chromium is None:
        print("no Chromium on this machine: no pictures", file=sys.stderr)
        return 1
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (address, passwords), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        made = [take(browser, shot, address, passwords, into) for shot in SHOTS]
        browser.close()
    for path in made:
        print(f"{path.name} {path.stat().st_size // 1000} kB")
    return 1 if any(path.stat().st_size > LARGEST for path in made) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
