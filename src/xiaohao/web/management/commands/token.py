"""`xiaohao manage token USERNAME`: a token for programs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from xiaohao.api import account
from xiaohao.people.models import User


class Command(BaseCommand):
    """口令签发: a new token in place of the one before; it is shown once and cannot be read again."""

    help = "为账号签发接口口令，原口令即时失效 / issue a token for programs; the one before is void"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="账号 / account")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"{options['username']}: 没有这个账号，或已停用 / no such account, or it is closed")
        self.stdout.write(account.issue(user))
