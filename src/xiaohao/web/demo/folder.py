"""演示的文件夹: where the demo stands. A folder with a real ledger is never touched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MARK = "this-is-a-demo"


def made_ready(data: str | None) -> tuple[Path, str]:
    """(folder, problem): an empty folder for a new demo; an earlier demo in it is taken away, anything else is left alone."""
    base = os.environ.get("XDG_DATA_HOME")
    home = (Path(base) if base else Path.home() / ".local" / "share") / "xiaohao"
    place = Path(data).expanduser().resolve() if data else home / "demo"
    if (place / "xiaohao.sqlite3").exists() and not (place / MARK).exists():
        return place, f"{place}: 这里有一份不是演示的台账，请换一个文件夹 / a ledger that is no demo stands here; name another folder"
    if (place / MARK).exists():
        for name in ("xiaohao.sqlite3", "xiaohao.sqlite3-wal", "xiaohao.sqlite3-shm", "accounts.txt"):
            (place / name).unlink(missing_ok=True)
        shutil.rmtree(place / "evidence", ignore_errors=True)
    place.mkdir(parents=True, exist_ok=True)
    (place / MARK).write_text("An invented district. It may be built anew at any time.\n", encoding="utf-8")
    return place, ""
