"""`xiaohao demo`: build the invented district, and serve it."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import CommandParser
from django.db import connection
from django.utils import timezone

from xiaohao.web import server
from xiaohao.web.demo import builder, folder
from xiaohao.web.management.asked import LedgerCommand, day, port

HOST = "127.0.0.1"


class Command(LedgerCommand):
    """建立演示: an earlier demo in the folder is built anew; a ledger that is no demo is left alone."""

    help = "建立示例区的演示台账并启动 / build the demo district and serve it"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--port", type=port, default=8000, help="默认 8000")
        parser.add_argument("--no-serve", action="store_true", help="只建立，不启动 / build only")
        parser.add_argument("--today", type=day, help=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("演示只建在自己的文件里，请不要设置 XIAOHAO_DATABASE / the demo is built in a file of its own; unset XIAOHAO_DATABASE")
        if problem := folder.taken(settings.DATA):
            raise CommandError(problem)
        if not options["no_serve"]:
            server.claim(HOST, options["port"])
        folder.clear(settings.DATA)
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(builder.build(settings.DATA, options["today"] or timezone.localdate()))
        if options["no_serve"]:
            self.stdout.write(f"数据 / data: {settings.DATA}")
        else:
            server.run(HOST, options["port"], say=self.stdout.write)
