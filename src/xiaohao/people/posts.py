"""人员与任职的变更: the doors through which a person is registered, takes a post, has a substitute, and leaves a post.

`end` knows nothing of what hangs on a post. It is called by `roster` alone, which sees to the handover first.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from xiaohao.lifecycle import Refused
from xiaohao.people import journal, queries
from xiaohao.people.models import Amendment, Appointment, Person, Substitution, Unit, User
from xiaohao.people.units import locked, refuse_gone

ONE_DAY = timedelta(days=1)
LONGEST_SUBSTITUTION = timedelta(days=366)


def register(*, name: str, phone: str = "", by: User | None, now: datetime) -> Person:
    """Somebody who is not known here yet. Raises Refused(not_registrar)."""
    journal.allowed(by, now)
    with transaction.atomic():
        made = Person.objects.create(name=name, phone=phone)
        journal.write(Amendment.Kind.REGISTER, by=by, now=now, person=made, facts={"name": name})
    return made


def correct(person: Person, *, name: str, phone: str, by: User | None, now: datetime) -> Person:
    """Name and phone as they should be. Raises Refused(not_registrar)."""
    journal.allowed(by, now)
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        facts = {key: [getattr(row, key), value] for key, value in (("name", name), ("phone", phone)) if value != getattr(row, key)}
        if facts:
            row.name, row.phone = name, phone
            row.save(update_fields=["name", "phone"])
            journal.write(Amendment.Kind.CORRECT, by=by, now=now, person=row, facts=facts)
    return row


def appoint(
    person: Person, unit: Unit, *, post: str, is_head: bool = False, from_on: date, to_on: date | None = None, by: User | None, now: datetime,
) -> Appointment:  # fmt: skip
    """A post from the day on, which may lie ahead. Raises Refused: not_registrar, unit_gone, days_turned, post_held."""
    journal.allowed(by, now)
    with transaction.atomic():
        at = locked(unit)
        refuse_gone(at, to_on or from_on)
        if to_on is not None and to_on < from_on:
            raise Refused("days_turned", first=from_on, last=to_on)
        held = Appointment.objects.filter(queries.meets(from_on, to_on), person=person, unit=at, post=post).first()
        if held is not None:
            raise Refused("post_held", person=person.name, unit=at.name, post=post, since=held.from_on)
        made = Appointment.objects.create(person=person, unit=at, post=post, is_head=is_head, from_on=from_on, to_on=to_on)
        journal.write(Amendment.Kind.APPOINT, by=by, now=now, on=from_on, person=person, unit=at, facts={"post": post, "appointment": made.pk, "to_on": to_on})
    return made


def end(appointment: Appointment, *, to_on: date, by: User | None, now: datetime) -> Appointment:
    """The last day of a post; whoever acts for its holder acts no longer than that. Raises Refused: not_registrar, days_turned, post_over."""
    journal.allowed(by, now)
    with transaction.atomic():
        row = Appointment.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=appointment.pk)
        if row.to_on is not None and row.to_on <= to_on:
            raise Refused("post_over", person=row.person.name, unit=row.unit.name, last=row.to_on)
        if to_on < row.from_on:
            raise Refused("days_turned", first=row.from_on, last=to_on)
        row.to_on = to_on
        row.save(update_fields=["to_on"])
        Substitution.objects.filter(appointment=row, from_on__gt=to_on).delete()
        Substitution.objects.filter(appointment=row, to_on__gt=to_on).update(to_on=to_on)
        journal.write(Amendment.Kind.END_POST, by=by, now=now, on=to_on, person=row.person, unit=row.unit, facts={"post": row.post, "appointment": row.pk})
    return row


def substitute(
    appointment: Appointment, person: Person, *, from_on: date, to_on: date, authority: str = "", by: User | None, now: datetime,
) -> Substitution:  # fmt: skip
    """From day to day the person acts in the post for its holder.

    Not before today: what was done by another hand is not made lawful afterwards. Raises Refused: not_registrar, days_turned, substitute_late,
    substitute_long, own_substitute, post_over, substituted.
    """
    today = journal.allowed(by, now)
    with transaction.atomic():
        row = Appointment.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=appointment.pk)
        if to_on < from_on:
            raise Refused("days_turned", first=from_on, last=to_on)
        if by is not None and from_on < today:
            raise Refused("substitute_late", first=today)
        if to_on - from_on > LONGEST_SUBSTITUTION:
            raise Refused("substitute_long", days=LONGEST_SUBSTITUTION.days)
        if row.person_id == person.pk:
            raise Refused("own_substitute", person=person.name)
        if from_on < row.from_on or (row.to_on is not None and row.to_on < to_on):
            raise Refused("post_over", person=row.person.name, unit=row.unit.name, last=row.to_on)
        known = row.substitutions.filter(from_on__lte=to_on, to_on__gte=from_on).select_related("person").first()
        if known is not None:
            raise Refused("substituted", person=known.person.name, first=known.from_on, last=known.to_on)
        made = Substitution.objects.create(appointment=row, person=person, from_on=from_on, to_on=to_on, authority=authority)
        journal.write(
            Amendment.Kind.SUBSTITUTE, by=by, now=now, on=from_on, person=person, other_person=row.person, unit=row.unit,
            facts={"post": row.post, "to_on": to_on, "authority": authority},
        )  # fmt: skip
    return made


def end_substitution(substitution: Substitution, *, by: User | None, now: datetime) -> None:
    """From tomorrow on the holder acts alone again; a substitution that has not begun is called off. Raises Refused: not_registrar, post_over."""
    today = journal.allowed(by, now)
    with transaction.atomic():
        row = Substitution.objects.select_for_update(of=("self",)).select_related("appointment__person", "appointment__unit", "person").get(pk=substitution.pk)
        post = row.appointment
        if row.to_on <= today:
            raise Refused("post_over", person=row.person.name, unit=post.unit.name, last=row.to_on)
        journal.write(
            Amendment.Kind.END_SUBSTITUTION, by=by, now=now, on=today, person=row.person, other_person=post.person, unit=post.unit, facts={"post": post.post}
        )
        if row.from_on > today:
            row.delete()
        else:
            row.to_on = today
            row.save(update_fields=["to_on"])


def make_head(appointment: Appointment, *, is_head: bool, by: User | None, now: datetime) -> Appointment:
    """Whether the holder of a post is a head of the unit. Raises Refused(not_registrar)."""
    journal.allowed(by, now)
    with transaction.atomic():
        row = Appointment.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=appointment.pk)
        if row.is_head is not is_head:
            row.is_head = is_head
            row.save(update_fields=["is_head"])
            facts = {"post": row.post, "is_head": [not is_head, is_head]}
            journal.write(Amendment.Kind.CORRECT, by=by, now=now, person=row.person, unit=row.unit, facts=facts)
    return row
