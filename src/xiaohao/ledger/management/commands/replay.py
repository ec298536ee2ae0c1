"""`xiaohao manage replay --check`: every row against its events."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from xiaohao.ledger import law, proof
from xiaohao.ledger.models import Event, Inspection


class Command(BaseCommand):
    """重放核对: proves that the law is in place and that rows equal events, or names what is not."""

    help = "核对每一行是否与变动记录一致 / prove that every row equals its events"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="只核对，不改动（目前唯一的方式） / check only: the rows are never mended")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(law.faults(connection)) + [line for inspection in Inspection.objects.order_by("pk") for line in proof.replay_faults(inspection)]
        for line in faults:
            self.stderr.write(line)
        if faults:
            raise CommandError(f"{len(faults)} 处与变动记录不一致 / rows differ from their events")
        self.stdout.write(f"全部一致：{Inspection.objects.count()} 次检查，{Event.objects.count()} 条变动 / rows equal events")
