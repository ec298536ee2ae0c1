"""What is published never changes: the database itself refuses, whatever way is tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import make
import pytest
from django.db import Error, IntegrityError, connection, transaction

from xiaohao.ledger.models import Inspection
from xiaohao.publication import law
from xiaohao.publication.models import NoticeDraft, PublishedNotice


def sql(statement: str, *values: object) -> None:
    """Write past everything."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def saved(row: PublishedNotice, **changes: object) -> None:
    """Save the row with other values."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))


def replaced(row: PublishedNotice, **changes: object) -> None:
    """Write a row in the way of the old one: INSERT OR REPLACE on SQLite, a plain INSERT elsewhere."""
    names = [field.column for field in row._meta.concrete_fields]
    values = [f"'{changes[name]}'" if name in changes else name for name in names]
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    sql(f"{verb} INTO {law.TABLE} ({', '.join(names)}) SELECT {', '.join(values)} FROM {law.TABLE} WHERE id = %s", row.pk)


WAYS: dict[str, Callable[[PublishedNotice], object]] = {
    "its text is saved anew": lambda row: saved(row, text="改"),
    "its title is updated": lambda row: PublishedNotice.objects.filter(pk=row.pk).update(title="改"),
    "its explanations are emptied": lambda row: PublishedNotice.objects.update(explanations=[]),
    "its day is written": lambda row: sql(f"UPDATE {law.TABLE} SET published_on = '2020-01-01' WHERE id = %s", row.pk),
    "nothing of it is changed": lambda row: sql(f"UPDATE {law.TABLE} SET text = text"),
    "it is deleted": lambda row: row.delete(),
    "all are deleted": lambda row: PublishedNotice.objects.all()._raw_delete(PublishedNotice.objects.db),
    "it is removed in SQL": lambda row: sql(f"DELETE FROM {law.TABLE} WHERE id = %s", row.pk),
    "another takes its id": lambda row: replaced(row, number=99),
    "another takes its number": lambda row: replaced(row, id=row.pk + 50),
}


def test_the_database_refuses_every_way_of_changing_one(desk: Any, inspection: Inspection) -> None:
    desk.published(inspection)
    before = PublishedNotice.objects.values().get()
    for way, tried in WAYS.items():
        with pytest.raises(Error), transaction.atomic():
            tried(PublishedNotice.objects.get())
            pytest.fail(way)
        assert PublishedNotice.objects.values().get() == before, way


def test_the_table_is_not_emptied_either(desk: Any, inspection: Inspection) -> None:
    desk.published(inspection)
    statement = f"DELETE FROM {law.TABLE}"
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")  # else what is pending in this transaction is refused first
        statement = f"TRUNCATE {law.TABLE} CASCADE"
    with pytest.raises(Error, match="never changed or removed"), transaction.atomic():
        sql(statement)
    assert PublishedNotice.objects.exists()


def test_a_correction_that_another_corrects_already_is_not_written(desk: Any, inspection: Inspection) -> None:
    old = desk.published(inspection)
    desk.published(inspection, supersedes=old, reason="误")
    new = PublishedNotice.objects.get(number=2)
    new.pk, new.number = None, 3
    with pytest.raises(Error), transaction.atomic():
        new.save(force_insert=True)


def test_the_law_is_where_it_should_be(db: None) -> None:
    assert law.installed(connection) == law.expected(connection.vendor)


def test_the_database_refuses_a_notice_that_could_not_be(desk: Any, inspection: Inspection) -> None:
    row = desk.published(inspection)
    for changes in ({"approved_by": row.drafted_by, "number": 2}, {"supersedes": row, "correction": "", "number": 2}, {"number": 1}):
        other = PublishedNotice.objects.get()
        other.pk = None
        for name, value in changes.items():
            setattr(other, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            other.save(force_insert=True)


def test_the_database_refuses_a_draft_that_its_drafter_approves(cast: Any, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    for half in ({"approved_by": cast.sumin, "approved_at": make.NOW}, {"approved_by": cast.lin}, {"approved_at": make.NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            NoticeDraft.objects.filter(pk=draft.pk).update(**half)


def test_a_notice_that_is_in_the_way_of_nothing_is_written(desk: Any, inspection: Inspection) -> None:
    assert [desk.published(inspection).number, desk.published(inspection).number] == [1, 2]
