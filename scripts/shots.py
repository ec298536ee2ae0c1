"""Pictures of the main pages, for the documents: the demo is built in a folder of its own, served, and looked at in a real Chromium.

    python scripts/shots.py [FOLDER]          those of the documents, into docs/images by default
    python scripts/shots.py --all FOLDER      every main page in both widths, to be looked at
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
from dataclasses import dataclass, replace
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


IN_DOCUMENTS = (
    Shot("overview", "sumin", "/xunshi-2026/"),
    Shot("ledger", "sumin", "/xunshi-2026/ledger/"),
    Shot("item", "sumin", "/xunshi-2026/items/a1-f2-3/"),
    Shot("intake", "sumin", "/intake/", upload="docs/tutorial/notice.txt"),
    Shot("notice", "", "/notices/xunshi-2026/1/"),
    Shot("phone", "hegong", "/", width=390, height=844),
)
# Every main page, looked at in both widths by `--all`: the same pages as in the documents, and these.
MORE = (
    Shot("sign-in", "", "/sign-in/"), Shot("desk", "sumin", "/"), Shot("desk-of-a-unit", "hegong", "/"), Shot("inspections", "sumin", "/inspections/"),
    Shot("past", "sumin", "/xunshi-2026/?as_of=2026-06-30"), Shot("notice-desk", "sumin", "/xunshi-2026/notices/"), Shot("draft", "sumin", "/xunshi-2026/notices/2/"),
    Shot("oversight", "sumin", "/xunshi-2026/oversight/"), Shot("units", "sumin", "/units/"), Shot("people", "sumin", "/people/"), Shot("intakes", "sumin", "/intake/"),
    Shot("public", "", "/notices/"), Shot("suggestions", "sumin", "/suggestions/"), Shot("refused", "hegong", "/xunshi-2026/items/a1-f2-3/strike-off/"),
    Shot("not-found", "sumin", "/nowhere/"), Shot("on-notice", "sumin", "/huanbao-2026/items/a1-f1-2/"), Shot("gates", "handu", "/huanbao-2026/items/a1-f1-1/"),
    Shot("procedures", "sumin", "/procedures/"), Shot("procedure", "sumin", "/procedures/2/"), Shot("procedure-edit", "sumin", "/procedures/2/edit/"), Shot("display", "", "/display/"),
    Shot("object", "", "/display/huanbao-2026/a1-f1-2/"), Shot("accept", "handu", "/anquan-2026/items/a1-f1-2/pass-gate/"),
    Shot("calendar", "sumin", "/calendar/?day=2026-10-09"), Shot("calendar-ahead", "sumin", "/calendar/?year=2027"),
    Shot("account", "sumin", "/account/"), Shot("sign-ins", "admin", "/sign-ins/"),
)  # fmt: skip


def both_widths() -> tuple[Shot, ...]:
    """Every main page as it looks at a desk and on a phone."""
    wide = [one for one in (*IN_DOCUMENTS, *MORE) if one.width == 1440 and not one.upload]
    return tuple(replace(one, name=f"{one.name}-{width}", width=width, height=height) for one in wide for width, height in ((1440, 900), (390, 844)))


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
    if answer is None or (answer.status >= 400 and shot.name.partition("-")[0] not in ("refused", "not")):
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
    look_at_all = "--all" in words
    folders = [word for word in words if word != "--all"]
    into = Path(folders[0]) if folders else Path("var/shots") if look_at_all else TARGET
    shots = both_widths() if look_at_all else IN_DOCUMENTS
    chromium = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if chromium is None:
        print("no Chromium on this machine: no pictures", file=sys.stderr)
        return 1
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (address, passwords), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        made = [take(browser, shot, address, passwords, into) for shot in shots]
        browser.close()
    for path in made:
        print(f"{path.name} {path.stat().st_size // 1000} kB")
    return 1 if not look_at_all and any(path.stat().st_size > LARGEST for path in made) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
