"""移交事项的门: how matters handed over by an inspection enter, and how they stand. One event each, in the same journal as the items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from xiaohao.ledger import access, journal
from xiaohao.ledger.models import Inspection, Referral
from xiaohao.lifecycle import Capacity, ReferralStage, Refused
from xiaohao.people.models import Unit, User


@dataclass(frozen=True, slots=True)
class Handed:
    """一件移交: as it was handed over. Of a clue no content is kept. `concluded_on` where it was concluded already when it entered."""

    kind: str
    number: str
    referred_on: date
    text: str = ""
    unit: Unit | None = None
    due_on: date | None = None
    concluded_on: date | None = None


def take_in(inspection: Inspection, rows: Sequence[Handed], *, by: User, on: date, now: datetime) -> list[Referral]:
    """Enter matters as they stand, all or nothing. Raises Refused: not_your_move, future_day, number_taken."""
    today = timezone.localdate(now)
    if on > today or any(row.concluded_on and row.concluded_on > on for row in rows):
        raise Refused("future_day", effective_on=on, today=today)
    with transaction.atomic():
        locked = Inspection.objects.select_for_update().get(pk=inspection.pk)
        if Capacity.OFFICE not in access.inspection_capacities(by, locked, today):
            raise Refused("not_your_move", move="accept", hands=(Capacity.OFFICE,))
        numbers = {(row.kind, row.number) for row in rows}
        known = set(Referral.objects.filter(inspection=locked).values_list("kind", "number"))
        if len(numbers) < len(rows) or numbers & known:
            raise Refused("number_taken", number="、".join(sorted(number for _, number in numbers & known))[:80])
        made = Referral.objects.bulk_create(
            Referral(
                inspection=locked, kind=row.kind, number=row.number, text="" if row.kind == Referral.Kind.CLUE else row.text, unit=row.unit,
                stage=(ReferralStage.CONCLUDED if row.concluded_on else ReferralStage.IN_HAND).value, referred_on=row.referred_on, due_on=row.due_on,
                concluded_on=row.concluded_on,
            )
            for row in rows
        )  # fmt: skip
        acts = [
            journal.Act(
                move="accept", effective_on=on, capacity=Capacity.OFFICE, referral_id=one.pk, by_user_id=by.pk, by_person_id=by.person_id,
                plain={
                    "kind": one.kind, "number": one.number, "stage": one.stage, "referred_on": one.referred_on.isoformat(),
                    "concluded_on": one.concluded_on.isoformat() if one.concluded_on else "",
                },
            )
            for one in made
        ]  # fmt: skip
        journal.append(locked, acts, now=now)
    return made
