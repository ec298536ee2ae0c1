"""有名字的问题: who holds what on a day, and who may change it."""

from __future__ import annotations

from datetime import date
from typing import cast

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q, QuerySet

from xiaohao.people.models import Appointment, Unit, User


def held_on(day: date, path: str = "") -> Q:
    """Posts that are held on the day: from the first to the last day, both included. `path` leads to the appointment, such as "appointments__"."""
    return Q(**{f"{path}from_on__lte": day}) & (Q(**{f"{path}to_on__isnull": True}) | Q(**{f"{path}to_on__gte": day}))


def appointments_of(user: User, day: date) -> QuerySet[Appointment]:
    """The posts of an account's person on the day."""
    return Appointment.objects.filter(held_on(day), person_id=user.person_id).select_related("unit")


def office_posts(day: date) -> QuerySet[Appointment]:
    """Posts at rectification offices on the day."""
    return Appointment.objects.filter(held_on(day), unit__kind=Unit.Kind.OFFICE)


def may_edit(user: User, day: date) -> bool:
    """Whether the account may change units, persons and posts: administrators, and who holds a post at a rectification office."""
    return user.is_administrator or office_posts(day).filter(person_id=user.person_id).exists()


def units(day: date, words: str = "") -> QuerySet[Unit]:
    """Units with `holder_count`, how many posts are held at each on the day; `words` look in names and codes."""
    rows = Unit.objects.annotate(holder_count=Count("appointments", filter=held_on(day, "appointments__")))
    return rows.filter(Q(name__icontains=words) | Q(code__icontains=words) | Q(short_name__icontains=words)) if words else rows


def appointments(day: date, words: str = "", unit: int | None = None, *, with_past: bool = False) -> QuerySet[Appointment]:
    """Posts with their unit and person, by unit; those that have ended only where asked for."""
    rows = Appointment.objects.select_related("person", "unit")
    if not with_past:
        rows = rows.filter(Q(to_on__isnull=True) | Q(to_on__gte=day))
    if words:
        rows = rows.filter(Q(person__name__icontains=words) | Q(post__icontains=words) | Q(unit__name__icontains=words))
    return rows.filter(unit_id=unit) if unit else rows


def second_factors() -> QuerySet[Authenticator]:
    """Second factors of all accounts: recovery codes alone are none."""
    return cast("QuerySet[Authenticator]", Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES))


def has_second_factor(user: User) -> bool:
    """Whether an account has a second factor."""
    return second_factors().filter(user=user).exists()
