"""启动 Django: with the data folder that a command names, and a sentence where there is none."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection


def parser(name: str, text: str) -> argparse.ArgumentParser:
    """A command's parser with `--data`."""
    made = argparse.ArgumentParser(prog=f"xiaohao {name}", description=text)
    made.add_argument("--data", metavar="DIR", help="数据文件夹，默认为用户数据目录 / data folder (default: the user's)")
    return made


def set_up(data: str | None) -> None:
    """Settings, with the data folder named on the command line."""
    if data:
        os.environ["XIAOHAO_DATA"] = str(Path(data).expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiaohao.web.settings")
    django.setup()


def missing() -> str:
    """Why there is no ledger to ask; empty when there is one."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite" and not Path(str(settings["NAME"])).exists():
        return f"{settings['NAME']}: 没有台账，请先运行 xiaohao serve 或 xiaohao demo（或用 --data 指定）/ no ledger here; run serve or demo first"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM ledger_inspection LIMIT 1")
    except (OperationalError, ProgrammingError):
        return "数据库里还没有台账的表，请运行 xiaohao manage migrate / the database has no ledger yet; run xiaohao manage migrate"
    return ""


def complain(sentence: str) -> int:
    """One line on standard error, and status 2."""
    print(sentence, file=sys.stderr)
    return 2


def migrate() -> None:
    """Bring the database up to date, quietly."""
    call_command("migrate", verbosity=0, interactive=False)
