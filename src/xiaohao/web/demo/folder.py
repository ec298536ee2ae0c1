"""演示的文件夹: where the demo stands. A folder with a real ledger is never touched."""

from __future__ import annotations

import shutil
from pathlib import Path

from xiaohao.web import start

MARK = "this-is-a-demo"
DATABASE = "xiaohao.sqlite3"
ACCOUNTS = "accounts.txt"
SQLITE = b"SQLite format 3\0"  # what a database file begins with


def place(data: str | None) -> Path:
    """The folder named, else `demo` under the data folder."""
    return start.data_folder(data) if data else start.data_folder(None) / "demo"


def taken(folder: Path) -> str:
    """Why nothing is built here; empty when it may be."""
    if (folder / DATABASE).exists() and not (folder / MARK).exists():
        return f"{folder}: 这里有一份不是演示的台账，没有改动，请换一个文件夹 / a ledger that is no demo stands here and was left alone; name another folder"
    return ""


def kept(folder: Path) -> bool:
    """Whether a database of an earlier demo stands here; whether it was ever built to the end is for the database to say."""
    file = folder / DATABASE
    if not (folder / MARK).exists() or not file.exists():
        return False
    with file.open("rb") as begun:
        return begun.read(len(SQLITE)) == SQLITE


def accounts(folder: Path) -> str:
    """The accounts as they were printed when the demo was built; empty where the file was taken away."""
    file = folder / ACCOUNTS
    return file.read_text(encoding="utf-8").rstrip("\n") if file.exists() else ""


def clear(folder: Path) -> None:
    """Take an earlier demo away and mark the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / MARK).exists():
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", ACCOUNTS):
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / "evidence", ignore_errors=True)
    (folder / MARK).write_text("An invented district. `xiaohao demo --fresh` builds it anew.\n", encoding="utf-8")
