"""演示的文件夹: where the demo stands. A folder with a real ledger is never touched."""

from __future__ import annotations

import shutil
from pathlib import Path

from xiaohao.web import start

MARK = "this-is-a-demo"
DATABASE = "xiaohao.sqlite3"


def place(data: str | None) -> Path:
    """The folder named, else `demo` under the data folder."""
    return start.data_folder(data) if data else start.data_folder(None) / "demo"


def taken(folder: Path) -> str:
    """Why nothing is built here; empty when it may be."""
    if (folder / DATABASE).exists() and not (folder / MARK).exists():
        return f"{folder}: 这里有一份不是演示的台账，没有改动，请换一个文件夹 / a ledger that is no demo stands here and was left alone; name another folder"
    return ""


def clear(folder: Path) -> None:
    """Take an earlier demo away and mark the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / MARK).exists():
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "accounts.txt"):
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / "evidence", ignore_errors=True)
    (folder / MARK).write_text("An invented district. It may be built anew at any time.\n", encoding="utf-8")
