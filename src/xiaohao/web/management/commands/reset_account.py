"""`xiaohao manage reset_account NAME`: the way back in for the last administrator who lost password or second factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from xiaohao.people.forms import first_password
from xiaohao.people.models import User
from xiaohao.people.sign_in import sessions
from xiaohao.people.sign_in.record import Kind, note


class Command(BaseCommand):
    """重设账号: a new password for one use, and no second factor; every session of the account ends. Whoever may run it may read the database anyway."""

    help = "为账号生成一次性密码并解除双重验证 / a password for one use, and the second factor taken away"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="账号 / account")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"{options['username']}: 没有这个账号 / no such account")
        password = first_password()
        with transaction.atomic():
            user.set_password(password)
            user.has_first_password = user.is_active = True
            user.save(update_fields=["password", "has_first_password", "is_active"])
            taken, _ = Authenticator.objects.filter(user=user).delete()
            sessions.end(user)
            note(None, Kind.PASSWORD_RESET, user=user)
            if taken:
                note(None, Kind.FACTOR_TAKEN, user=user)
        self.stdout.write(f"{user.username}　{password}\n一次性密码，只显示这一次，登录后须先更换 / for one use: choose another after signing in")
