"""登录记录的登记: the one place where sign-ins, failures and changes of factors are written down."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils import timezone

from xiaohao.people.models import SignInRecord, User

Kind = SignInRecord.Kind
SAME_LOCK = timedelta(minutes=5)


def note(request: HttpRequest | None, kind: Kind, *, user: User | None = None, username: str = "", by: User | None = None) -> None:
    """Write down what happened to an account, or to a name that was typed; `by` names whoever did it, where it was not the owner.

    The library calls in the middle of a request, so the moment is taken here. There is no request on the command line.
    """
    now = timezone.now()
    name = user.username if user is not None else username.replace("\0", "").strip()[:60]
    if kind is Kind.LOCKED and SignInRecord.objects.filter(kind=kind, username=name, at__gte=now - SAME_LOCK).exists():
        return  # a program that goes on trying must not fill the table
    SignInRecord.objects.create(
        kind=kind, at=now, user=user or User.objects.filter(username=name).first(), username=name,
        address=get_adapter(request).get_client_ip(request) if request is not None else None, by=by if by != user else None,
    )  # fmt: skip
