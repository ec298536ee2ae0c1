"""有名字的问题: who holds what on a day, and who may change it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xiaohao.people.models import Amendment, Appointment, FormerUnit, Person, Substitution, Unit, User


def held_on(day: date, path: str = "") -> Q:
    """Posts that are held on the day: from the first to the last day, both included. `path` leads to the appointment, such as "appointments__"."""
    return Q(**{f"{path}from_on__lte": day}) & (Q(**{f"{path}to_on__isnull": True}) | Q(**{f"{path}to_on__gte": day}))


def not_over(day: date, path: str = "") -> Q:
    """Posts whose last day is not past on the day: held then, or to begin."""
    return Q(**{f"{path}to_on__isnull": True}) | Q(**{f"{path}to_on__gte": day})


def meets(first: date, last: date | None) -> Q:
    """Posts that have a day in common with the span."""
    return not_over(first) if last is None else not_over(first) & Q(from_on__lte=last)


def standing(day: date) -> Q:
    """Units that stand on the day."""
    return (Q(from_on__isnull=True) | Q(from_on__lte=day)) & not_over(day)


def acting_for(person: int, day: date) -> QuerySet[Substitution]:
    """The substitutions in which a person acts for another on the day, in posts that are held on it."""
    return Substitution.objects.filter(held_on(day), held_on(day, "appointment__"), person_id=person).order_by()


def posts_of(person: int, day: date) -> QuerySet[Appointment]:
    """The posts in which a person acts on the day: those held, and those of others for whom one acts.

    By their ids, as one list of the two: each half is read by its own index.
    """
    own = Appointment.objects.filter(person_id=person).order_by().values("pk")
    return Appointment.objects.filter(held_on(day), pk__in=own.union(acting_for(person, day).values("appointment_id"), all=True))


def own_units(person: int, since: date, day: date) -> QuerySet[Unit, Any]:
    """Units at which a person held a post or acted in one on any day since; and those of whom the person acts for today: a bar counts for both."""
    held = Appointment.objects.filter(not_over(since)).order_by()
    represented = acting_for(person, day).values("appointment__person_id")
    acted = Substitution.objects.filter(person_id=person, to_on__gte=since, from_on__lte=day).order_by()
    ids = held.filter(person_id=person).values("unit_id").union(
        held.filter(person_id__in=represented).values("unit_id"), acted.values("appointment__unit_id"), all=True
    )  # fmt: skip
    return Unit.objects.filter(pk__in=ids).order_by().values("pk")


def appointments_of(user: User, day: date) -> QuerySet[Appointment]:
    """The posts in which an account's person acts on the day, with the holder of each."""
    return posts_of(user.person_id, day).select_related("unit", "person")


def office_posts(day: date) -> QuerySet[Appointment]:
    """Posts at rectification offices on the day."""
    return Appointment.objects.filter(held_on(day), unit__kind=Unit.Kind.OFFICE)


def in_office(day: date, person: OuterRef) -> Q:
    """Whether the person of an outer query acts at a rectification office on the day: as holder, or for one."""
    acts = Substitution.objects.filter(held_on(day), held_on(day, "appointment__"), appointment__unit__kind=Unit.Kind.OFFICE, person_id=person)
    return Q(Exists(office_posts(day).filter(person_id=person))) | Q(Exists(acts))


def may_edit(user: User, day: date) -> bool:
    """Whether the account may change units, persons and posts: administrators, and who acts in a post at a rectification office."""
    return user.is_administrator or posts_of(user.person_id, day).filter(unit__kind=Unit.Kind.OFFICE).exists()


def named(words: str) -> Q:
    """Units whose name, short name or code holds the words, as it is or as it was."""
    formerly = FormerUnit.objects.filter(Q(name__icontains=words) | Q(code__icontains=words) | Q(short_name__icontains=words), unit_id=OuterRef("pk"))
    return Q(name__icontains=words) | Q(code__icontains=words) | Q(short_name__icontains=words) | Q(Exists(formerly))


def units(day: date, words: str = "", *, kind: str = "", under: str = "", with_past: bool = False) -> QuerySet[Unit]:
    """Units with `holder_count`, how many posts are held at each on the day, and `below_count`, how many units stand right below it.

    `words` look in names and codes of now and then; `under` is the path of a unit whose children alone are asked for ("/" for the roots).
    """
    held = count_of(Appointment.objects.filter(held_on(day), unit_id=OuterRef("pk")), "unit_id")
    below = count_of(Unit.objects.filter(Q() if with_past else standing(day), parent_id=OuterRef("pk")), "parent_id")
    rows = Unit.objects.annotate(holder_count=held, below_count=below)
    if not with_past:
        rows = rows.filter(not_over(day))
    if kind:
        rows = rows.filter(kind=kind)
    if under:
        rows = rows.filter(parent__isnull=True) if under == "/" else rows.filter(parent__path=under)
    return rows.filter(named(words)) if words else rows


def names_of_standing() -> QuerySet[Unit, Any]:
    """(id, name, short name) by which documents may mean a unit that stands: its own, its former ones, and those of the units that merged into it."""
    known = Unit.objects.filter(to_on__isnull=True).order_by().values_list("pk", "name", "short_name")
    formers = FormerUnit.objects.filter(unit__to_on__isnull=True).order_by().values_list("unit_id", "name", "short_name")
    merged = Unit.objects.filter(merged_into__to_on__isnull=True, merged_into__isnull=False).order_by().values_list("merged_into_id", "name", "short_name")
    return known.union(formers, merged, all=True)


def acting(person: Person, today: date) -> QuerySet[Substitution]:
    """Where a person acts for others, today or later."""
    return Substitution.objects.filter(person=person, to_on__gte=today).select_related("appointment__person", "appointment__unit").order_by("from_on", "pk")


def amendments(*, unit: Unit | None = None, person: Person | None = None) -> QuerySet[Amendment]:
    """What was changed of a unit itself, or of a person and the person's posts, the newest first."""
    rows = Amendment.objects.select_related("unit", "other_unit", "person", "other_person", "recorded_by__person").order_by("-id")
    if unit is not None:
        return rows.filter(Q(unit=unit) | Q(other_unit=unit, kind=Amendment.Kind.MERGE), person__isnull=True)
    return rows.filter(Q(person=person) | Q(other_person=person))


def unfolded(rows: QuerySet[Unit], open_units: Collection[int]) -> QuerySet[Unit]:
    """The roots, and what stands right below the open units."""
    return rows.filter(Q(parent__isnull=True) | Q(parent_id__in=open_units))


def acting_today(day: date) -> Prefetch[str, QuerySet[Substitution], str]:
    """Of posts: who acts in each on the day, as `acting`."""
    return Prefetch("substitutions", Substitution.objects.filter(held_on(day)).select_related("person"), to_attr="acting")


def count_of(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many rows there are for the outer one: a count of its own, so that two of them do not multiply each other."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)


def appointments(day: date, words: str = "", unit: int | None = None, *, with_past: bool = False) -> QuerySet[Appointment]:
    """Posts with their unit and person, by unit; those that have ended only where asked for."""
    rows = Appointment.objects.select_related("person", "unit")
    if not with_past:
        rows = rows.filter(not_over(day))
    if words:
        rows = rows.filter(Q(person__name__icontains=words) | Q(post__icontains=words) | Q(unit__name__icontains=words))
    return rows.filter(unit_id=unit) if unit else rows


def second_factors() -> QuerySet[Authenticator]:
    """Second factors of all accounts: recovery codes alone are none."""
    return cast("QuerySet[Authenticator]", Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES))


def has_second_factor(user: User) -> bool:
    """Whether an account has a second factor."""
    return second_factors().filter(user=user).exists()
