"""画图进程: starts `drawing.py` with its limits and takes what it draws. The file goes in as bytes and a picture comes out; nothing of ours is in reach of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

DRAWING = Path(__file__).with_name("drawing.py")
KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "SYSTEMROOT")


def drawn(work: str, raw: bytes, *, side: int, page: int = 1) -> bytes | None:
    """What the child drew: `picture`, `page` or `flat`; None where the file cannot be drawn within the limits."""
    told = (work, settings.PREVIEW_MEMORY, settings.PREVIEW_SECONDS, settings.PICTURE_PIXELS, page, side)
    environment = {key: value for key, value in os.environ.items() if key in KEPT}
    with tempfile.TemporaryDirectory(prefix="xiaohao-", ignore_cleanup_errors=True) as folder:
        try:
            child = subprocess.run(
                [sys.executable, "-I", str(DRAWING), *map(str, told)], input=raw, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder,
                env=environment | {"HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}, timeout=settings.PREVIEW_SECONDS + 5, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return None
    return child.stdout or None if child.returncode == 0 else None
