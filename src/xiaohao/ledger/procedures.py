"""程序的版本: the rules in use, kept in rows so that an item goes on under the version it started with. One door for a procedure that an office edits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from xiaohao.ledger import access, journal
from xiaohao.ledger.models import Event, Inspection, Procedure, ProcedureVersion
from xiaohao.lifecycle import Capacity, Refused, Rules, Unsound, as_object, procedure, rules_from
from xiaohao.people import queries as people
from xiaohao.people.models import User
from xiaohao.seal import digest

MOVE = "use_procedure"
KEY_OF_KIND = {
    "disciplinary": "party", "local_disciplinary": "local", "audit": "audit", "environmental": "environment", "safety": "safety",
    "petition": "petition", "international": "international",
}  # fmt: skip


def current(key: str, *, made_at: datetime) -> ProcedureVersion:
    """The newest version of a procedure; a preset's is made on first use. Raises KeyError for a key that is neither kept nor a preset."""
    newest = ProcedureVersion.objects.filter(procedure__key=key).order_by("-number").first()
    return newest if newest is not None and newest.is_edited else kept(procedure(key), made_at=made_at)


def kept(rules: Rules, *, made_at: datetime, by: User | None = None) -> ProcedureVersion:
    """The rules as a version: the one that holds them already, or the next."""
    value = as_object(rules)
    named, _ = Procedure.objects.get_or_create(key=rules.key)
    version, _ = ProcedureVersion.objects.get_or_create(
        procedure=named, digest=digest(value),
        defaults={"number": named.versions.count() + 1, "rules": value, "gate_count": len(rules.gates), "made_at": made_at, "made_by": by},
    )  # fmt: skip
    return version


def edit(key: str, value: Mapping[str, Any], *, by: User, now: datetime) -> ProcedureVersion:
    """Keep an office's own rules as the next version under a key; what is in use goes on under its own. Raises Refused: not_office, bad_procedure, same_rules."""
    with transaction.atomic():
        if not people.may_edit(by, timezone.localdate(now)):
            raise Refused("not_office")
        rules = checked({**value, "key": key})
        newest = ProcedureVersion.objects.filter(procedure__key=key).order_by("-number").first()
        if newest is not None and newest.digest == digest(as_object(rules)):
            raise Refused("same_rules")
        return kept(rules, made_at=now, by=by)


def checked(value: Mapping[str, Any]) -> Rules:
    """Rules that hold together. Raises Refused(bad_procedure) with what does not."""
    try:
        return rules_from(value)
    except Unsound as unsound:
        raise Refused("bad_procedure", fault=unsound) from None
    except (KeyError, TypeError, ValueError):
        raise Refused("bad_procedure", fault=Unsound("procedure_unreadable")) from None


def use(inspection: Inspection, version: ProcedureVersion, *, by: User, now: datetime) -> Event:
    """From now on what is admitted to the inspection goes under the version; items that stand keep theirs until each is moved. One event in its journal.

    Raises Refused: not_your_move, same_rules.
    """
    with transaction.atomic():
        row = Inspection.objects.select_for_update().get(pk=inspection.pk)
        today = timezone.localdate(now)
        if Capacity.OFFICE not in access.inspection_capacities(by, row, today):
            raise Refused("not_your_move", move=MOVE, hands=(Capacity.OFFICE,))
        if row.procedure_version_id == version.pk:
            raise Refused("same_rules")
        row.procedure_version = version
        row.save(update_fields=["procedure_version"])
        act = journal.Act(
            move=MOVE, effective_on=today, capacity=Capacity.OFFICE, by_user_id=by.pk, by_person_id=by.person_id,
            plain={"procedure": version.digest, "version": version.pk},
        )  # fmt: skip
        (event,) = journal.append(row, [act], now=now)
    return event
