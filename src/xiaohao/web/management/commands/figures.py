"""`xiaohao figures INSPECTION --as-of DAY`: the tally, with the items behind each number."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from xiaohao.web import answers
from xiaohao.web.management.asked import LedgerCommand, day, moment


class Command(LedgerCommand):
    """合计: one inspection on one day, as known now or at a moment."""

    help = "某次检查截至某日的合计，每个数字附其条目 / the tally of an inspection as of a day, with the items behind each number"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("inspection", metavar="INSPECTION", help="检查的短名（见 xiaohao inspections）/ its short name")
        parser.add_argument("--as-of", required=True, type=day, metavar="DAY", help="YYYY-MM-DD")
        parser.add_argument("--known-at", type=moment, metavar="TIME", help="按当时所知，ISO 时间 / as known at a moment")
        parser.add_argument("--format", choices=("json", "text"), default="text", help="输出形式 / form of output")

    def handle(self, *args: Any, **options: Any) -> None:
        found = answers.figures(options["inspection"], options["as_of"], options["known_at"])
        if found is None:
            raise CommandError(f"{options['inspection']}: 没有这次检查，请用 xiaohao inspections 查看 / no such inspection")
        as_json = options["format"] == "json"
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1, default=str) if as_json else answers.figures_text(found))
