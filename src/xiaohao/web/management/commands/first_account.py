"""`xiaohao manage first_account NAME`: the administrator with whom a ledger begins."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from xiaohao.people.forms import first_password
from xiaohao.people.models import Person, User

TAKEN = "已经有账号了，没有改动；别的账号由整改办在“单位人员”页开立 / there are accounts already, nothing was changed; further ones are opened on the people page"


class Command(BaseCommand):
    """第一个账号: only where there is none. The password is asked for on the terminal, else one for one use is made and shown once."""

    help = "建立第一个账号（管理员），已有账号时不办理 / make the first account, an administrator's; refused where there is one"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="账号 / account")
        parser.add_argument("--person", default="管理员", help="姓名，默认“管理员” / the holder's name")
        parser.add_argument("--one-time", action="store_true", help="不询问，生成一次性密码并显示一次 / ask nothing: make a password for one use and show it once")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if User.objects.exists():
            raise CommandError(TAKEN)
        name = options["username"].strip()
        if not 0 < len(name) <= 60:
            raise CommandError("账号要有一至六十个字符 / an account has one to sixty signs")
        is_asked = sys.stdin.isatty() and not options["one_time"]
        password = asked(name) if is_asked else first_password()
        with transaction.atomic():
            person = Person.objects.create(name=options["person"].strip()[:60] or name)
            User.objects.create_user(name, person=person, password=password, is_administrator=True, has_first_password=not is_asked)
        self.stdout.write(f"已建立管理员账号 {name} / made" if is_asked else f"{name}　{password}\n一次性密码，只显示这一次，登录后须先更换 / for one use: choose another after signing in")


def asked(name: str) -> str:
    """A password typed twice on the terminal, as strict as on the pages."""
    first = getpass.getpass("密码 / password: ")
    try:
        validate_password(first, User(username=name))
    except ValidationError as weak:
        raise CommandError(" ".join(weak.messages)) from None
    if getpass.getpass("再输一次 / again: ") != first:
        raise CommandError("两次输入不同，没有建立账号 / the two differ; nothing was made")
    return first
