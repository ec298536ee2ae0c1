"""启动: settings with the data folder that a command names; one sentence for whatever keeps a command from running."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, load_command_class
from django.db import DatabaseError, connection

from xiaohao.lifecycle import Refused
from xiaohao.wording import say

FAILED, STOPPED = 2, 130


def complain(sentence: str) -> int:
    """One line on standard error, and the status of a command that could not run."""
    sys.stderr.write(" ".join(sentence.split()) + "\n")
    return FAILED


def named(argv: Sequence[str], *names: str) -> dict[str, str]:
    """The options that settings depend on, read before anything else is: {"data": "…", "host": "…"}. What is wrong in them shows later."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for name in names:
        parser.add_argument(f"--{name}")
    try:
        known, _ = parser.parse_known_args([word for word in argv if word not in ("-h", "--help")])
    except argparse.ArgumentError:
        return {}
    return {name: value for name, value in vars(known).items() if value}


def data_folder(data: str | None) -> Path:
    """The folder of the database, the evidence and the secret: the one named, else XIAOHAO_DATA, else the user's."""
    given = data or os.environ.get("XIAOHAO_DATA")
    if given:
        return Path(given).expanduser().resolve()
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "xiaohao"


def no_ledger(data: str | None) -> str:
    """Why there is no ledger in the folder; empty where there is one, or where the database is elsewhere. Asked before anything is written."""
    file = data_folder(data) / "xiaohao.sqlite3"
    if os.environ.get("XIAOHAO_DATABASE") or file.exists():
        return ""
    return f"{file}: 没有台账，请先运行 xiaohao serve 或 xiaohao demo，或用 --data 指定文件夹 / no ledger here; run serve or demo first, or name a folder with --data"


def no_tables() -> str:
    """Why the database cannot be asked; empty when it can."""
    if "ledger_inspection" in connection.introspection.table_names():
        return ""
    return "数据库里还没有台账的表，请运行 xiaohao manage migrate / the database has no ledger yet; run xiaohao manage migrate"


def set_up(data: str | None, host: str | None = None) -> None:
    """Settings and rooms, with the folder and the host named on the command line."""
    if data:
        os.environ["XIAOHAO_DATA"] = str(data_folder(data))
    if host and "XIAOHAO_HOSTS" not in os.environ:
        os.environ["XIAOHAO_HOSTS"] = ",".join(dict.fromkeys(["127.0.0.1", "localhost", "[::1]", host]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiaohao.web.settings")
    django.setup()


def guarded(act: Callable[[], object]) -> int:
    """The exit status of an act; whatever keeps it from being done is one sentence and status 2."""
    try:
        act()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else FAILED if stop.code else 0
    except CommandError as problem:
        return complain(str(problem).removeprefix("Error: "))
    except Refused as refused:
        return complain(say(refused))
    except ImproperlyConfigured as problem:
        return complain(f"设置有误 / settings: {problem}")
    except DatabaseError as problem:
        return complain(f"数据库无法使用 / the database cannot be used: {problem}")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as problem:
        return complain(f"{problem.filename or ''}: {problem.strerror or problem}")
    except KeyboardInterrupt:
        return STOPPED
    return 0


def run(name: str, argv: Sequence[str], *, data: str | None, host: str | None = None, wants_ledger: bool = True) -> int:
    """Run one of our commands by its name, and return its exit status."""
    asks_for_help = bool({"-h", "--help"} & set(argv))
    if wants_ledger and not asks_for_help and (problem := no_ledger(data)):
        return complain(problem)

    def act() -> None:
        set_up(data, host)
        if wants_ledger and not asks_for_help and (problem := no_tables()):
            raise CommandError(problem)
        call_command(load_command_class("xiaohao.web", name), *argv)

    return guarded(act)
