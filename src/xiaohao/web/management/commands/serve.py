"""`xiaohao serve`: migrate and serve."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser

from xiaohao.people.models import User
from xiaohao.web import server
from xiaohao.web.management.asked import LedgerCommand, port

NOBODY = "还没有账号，先运行 xiaohao manage first_account NAME / no account yet; run xiaohao manage first_account NAME"


class Command(LedgerCommand):
    """启动网页: brings the database up to date and serves until stopped."""

    help = "启动网页，首次运行时建库 / serve the pages; the database is made or brought up to date first"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--host", default="127.0.0.1", help="默认 127.0.0.1 / address to listen on")
        parser.add_argument("--port", type=port, default=8000, help="默认 8000")

    def handle(self, *args: Any, **options: Any) -> None:
        server.claim(options["host"], options["port"])
        call_command("migrate", verbosity=0, interactive=False)
        if not User.objects.exists():
            self.stdout.write(NOBODY)
        server.run(options["host"], options["port"], say=self.stdout.write)
