"""`xiaohao demo`: build the invented district once, and serve it."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import CommandParser
from django.db import connection
from django.utils import timezone

from xiaohao.people.models import User
from xiaohao.web import server
from xiaohao.web.demo import builder, folder
from xiaohao.web.management.asked import LedgerCommand, day, port

HOST = "127.0.0.1"
AS_IT_STANDS = "沿用已有的演示，没有改动；要重新建立，请加 --fresh / the demo in this folder was kept as it stands; --fresh builds it anew"


class Command(LedgerCommand):
    """建立演示: an earlier demo in the folder is served as it stands, what was done in it kept; a ledger that is no demo is left alone."""

    help = "建立示例区的演示台账并启动；已建过的照原样启动 / build the demo district and serve it; one that is built already is served as it stands"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--port", type=port, default=8000, help="默认 8000")
        parser.add_argument("--no-serve", action="store_true", help="只建立，不启动 / build only")
        parser.add_argument("--fresh", action="store_true", help="清空已有的演示，重新建立 / take the demo in the folder away and build it anew")
        parser.add_argument("--today", type=day, help=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("演示只建在自己的文件里，请不要设置 XIAOHAO_DATABASE / the demo is built in a file of its own; unset XIAOHAO_DATABASE")
        if problem := folder.taken(settings.DATA):
            raise CommandError(problem)
        if not options["no_serve"]:
            server.claim(HOST, options["port"])
        if options["fresh"] or not is_built():
            self.stdout.write(built(options["today"] or timezone.localdate()))
        else:
            self.stdout.write(as_it_stands())
        if options["no_serve"]:
            self.stdout.write(f"数据 / data: {settings.DATA}")
        else:
            server.run(HOST, options["port"], say=self.stdout.write)


def is_built() -> bool:
    """Whether a demo stands in the folder, whole: it is written in one transaction, accounts and all."""
    if not folder.kept(settings.DATA):
        return False
    found = User._meta.db_table in connection.introspection.table_names() and User.objects.exists()
    connection.close()  # a file that is taken away must not stay open
    return found


def built(today: date) -> str:
    """Build it in an empty folder; the accounts with their passwords."""
    folder.clear(settings.DATA)
    call_command("migrate", verbosity=0, interactive=False)
    return builder.build(settings.DATA, today)


def as_it_stands() -> str:
    """Bring the demo that is there up to date, nothing of it lost; the accounts as they were printed when it was built."""
    call_command("migrate", verbosity=0, interactive=False)
    known = folder.accounts(settings.DATA) or "账号、密码在第一次建立时显示过 / accounts and passwords were shown when it was built"
    return f"{known}\n{AS_IT_STANDS}"
