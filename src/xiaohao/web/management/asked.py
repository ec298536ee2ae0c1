"""命令的样子: what our own commands have in common: short help, `--data`, values that are days, moments and ports."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone


class LedgerCommand(BaseCommand):
    """台账命令: Django's own options are not shown; they work under `xiaohao manage`."""

    suppressed_base_arguments = {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color"}
    requires_system_checks: tuple[str, ...] = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Named as people call it; options in full, since `--data` is looked for before."""
        return super().create_parser("xiaohao", subcommand, **{**kwargs, "allow_abbrev": False})

    def add_arguments(self, parser: CommandParser) -> None:
        """`--data` was read before the settings; it stands here so that help names it."""
        parser.add_argument("--data", metavar="DIR", help="数据文件夹，默认为用户数据目录 / data folder (default: the user's)")


def day(text: str) -> date:
    """YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: 应为 YYYY-MM-DD / a day as YYYY-MM-DD") from None


def moment(text: str) -> datetime:
    """ISO 8601; in the ledger's time zone where it names none."""
    try:
        found = datetime.fromisoformat(text)
        return timezone.make_aware(found) if timezone.is_naive(found) else found
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text!r}: 应为 ISO 时间 / a moment as in 2026-07-01T09:00") from None


def port(text: str) -> int:
    """A port of this machine."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r}: 应为 1 至 65535 / a port from 1 to 65535")
    return int(text)
