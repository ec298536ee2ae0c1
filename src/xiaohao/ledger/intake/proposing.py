"""拟录入: a document read and kept with the rows it would become, and what a person changes of them before anything enters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from xiaohao.contract import as_object
from xiaohao.ledger import access
from xiaohao.ledger.days.calendar import working_calendar
from xiaohao.ledger.evidence import store
from xiaohao.ledger.evidence.store import Upload
from xiaohao.ledger.intake import beside, proposal
from xiaohao.ledger.models import ColumnMap, Inspection, Intake, IntakePicture
from xiaohao.lifecycle import Capacity, Refused
from xiaohao.notice import ROLES, Limits, Merged, Source, Table, TableHead, Unreadable, columns_of, decode, read
from xiaohao.people.models import User

Json = dict[str, Any]
READER = "xiaohao.notice/1"
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def limits() -> Limits:
    """What the reading of one document may cost, by the settings."""
    return Limits(largest=settings.UPLOAD_LIMIT, seconds=settings.READ_SECONDS, memory=settings.READ_MEMORY, pages=settings.READ_PAGES, rows=settings.READ_ROWS)


def propose(raw: bytes, name: str, *, by: User, now: datetime) -> Intake:
    """Read a document and keep it with the rows it would become. Nothing enters the ledger.

    Raises Refused: not_office; duplicate_document(intake=…) when the same bytes were taken in before; unreadable(reason=…).
    """
    today = timezone.localdate(now)
    if not access.is_office(by, today):
        raise Refused("not_office")
    try:
        source = decode(raw, name, limits=limits())
    except Unreadable as problem:
        raise Refused("unreadable", name=name, reason=problem) from problem
    known = Intake.objects.filter(sha256=source.sha256).first()
    if known is not None:
        raise Refused("duplicate_document", name=known.name, intake=known.pk, proposed_on=timezone.localdate(known.proposed_at))
    reading = as_object(read(source, columns=roles_of(by, now)), calendar=working_calendar())
    rows = proposal.proposed(reading, source.text)
    against = beside.likely(rows, by, today)
    kept = [(one, store.keep(Upload(one.name, [one.content], of_document=True))) for one in source.pictures if one.content]
    with transaction.atomic():
        made = Intake.objects.create(
            name=name[-200:], sha256=source.sha256, media_type=source.media_type, encoding=source.encoding, text=source.text, kind=reading["kind"],
            tables=as_rows(source.tables), reading=reading, proposal=rows, against=against, reader=READER, proposed_by=by, proposed_at=now,
        )  # fmt: skip
        IntakePicture.objects.bulk_create(
            IntakePicture(intake=made, start=one.start, end=one.end, name=one.name[-200:], media_type=file.media_type, size=file.size, sha256=file.sha256)
            for one, file in kept
            if file.media_type in PICTURES
        )
    return made


def as_rows(tables: Sequence[Table]) -> list[Json]:
    """Tables as JSON keeps them."""
    return [{"start": one.start, "end": one.end, "name": one.name, "merged": [[m.row, m.column, m.rows, m.columns] for m in one.merged]} for one in tables]


def source_of(intake: Intake) -> Source:
    """The document as it was drawn, to be read again."""
    tables = tuple(Table(one["start"], one["end"], one["name"], tuple(Merged(*cell) for cell in one["merged"])) for one in intake.tables)
    return Source(intake.name, intake.text, intake.media_type, intake.encoding, intake.sha256, tables)


def open_draft(intake: Intake, by: User, now: datetime) -> Intake:
    """The row, locked, that is still a draft. Raises Refused: not_office, admitted."""
    if not access.is_office(by, timezone.localdate(now)):
        raise Refused("not_office")
    row = Intake.objects.select_for_update().get(pk=intake.pk)
    if row.admitted_at is not None:
        raise Refused("admitted", name=row.name)
    return row


def edit(intake: Intake, changes: Sequence[Mapping[str, Any]], *, by: User, now: datetime) -> Intake:
    """Change the proposal, or answer a doubt ({"op": "answer", "key": "doubt-3", "value": "…"}). Raises Refused: not_office, admitted, no_such_row, bad_change."""
    with transaction.atomic():
        row = open_draft(intake, by, now)
        for change in changes:
            if change.get("op") == "answer":
                row.answers = {**row.answers, str(change.get("key", ""))[:40]: str(change.get("value", ""))[:400]}
            else:
                row.proposal = proposal.changed(row.proposal, change)
        row.save(update_fields=["proposal", "answers"])
    return row


def compare_with(intake: Intake, inspection: Inspection | None, *, by: User, now: datetime) -> Intake:
    """Name the inspection whose items the document is compared with, or none. Raises Refused: not_office, admitted."""
    if inspection is not None and Capacity.OFFICE not in access.inspection_capacities(by, inspection, timezone.localdate(now)):
        raise Refused("not_office")
    with transaction.atomic():
        row = open_draft(intake, by, now)
        row.against = inspection
        row.proposal = {**row.proposal, "known": {}}
        row.save(update_fields=["against", "proposal"])
    return row


def read_again(intake: Intake, roles: Mapping[str, str], *, by: User, now: datetime) -> Intake:
    """Read the document anew with what the office says that the heads of its tables mean, and keep that for its next one. Changes made to the proposal are gone.

    `roles` is head to role, an empty role for a column of no meaning. Raises Refused: not_office, admitted, bad_change.
    """
    strange = sorted(set(roles.values()) - set(ROLES) - {""})
    if strange:
        raise Refused("bad_change", op="columns", key=strange[0])
    with transaction.atomic():
        row = open_draft(intake, by, now)
        office = access.offices(by, timezone.localdate(now)).first()
        kept, _ = ColumnMap.objects.select_for_update().get_or_create(office=office, defaults={"changed_by": by, "changed_at": now})
        kept.roles, kept.changed_by, kept.changed_at = {**kept.roles, **roles}, by, now
        kept.save(update_fields=["roles", "changed_by", "changed_at"])
        source = source_of(row)
        row.reading = as_object(read(source, columns=kept.roles), calendar=working_calendar())
        row.kind, row.proposal = row.reading["kind"], proposal.proposed(row.reading, source.text)
        row.save(update_fields=["reading", "kind", "proposal"])
    return row


def roles_of(by: User, now: datetime) -> dict[str, str]:
    """What the person's office has said that heads mean."""
    found = ColumnMap.objects.filter(office__in=access.offices(by, timezone.localdate(now))).first()
    return dict(found.roles) if found else {}


def heads_of(intake: Intake, by: User, now: datetime) -> tuple[TableHead, ...]:
    """The heads of the document's tables with what their columns hold, as the office has it."""
    return columns_of(source_of(intake), roles_of(by, now)) if intake.tables else ()
