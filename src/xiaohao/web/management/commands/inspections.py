"""`xiaohao inspections`: what there is."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from xiaohao.web import answers
from xiaohao.web.management.asked import LedgerCommand


class Command(LedgerCommand):
    """检查清单: each with its short name, title, kind and counts."""

    help = "列出各次检查 / list the inspections"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--format", choices=("json", "text"), default="text", help="输出形式 / form of output")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = answers.inspections()
        as_json = options["format"] == "json"
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1, default=str) if as_json else answers.inspections_text(rows))
