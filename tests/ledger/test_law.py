"""The ways round, in two lists: those that the database refuses, and those that the chain names afterwards."""

from __future__ import annotations

from collections.abc import Callable

import make
import pytest
from cast import Cast
from django.db import Error, connection, transaction

from xiaohao.ledger import law, proof
from xiaohao.ledger.models import Event, EventFact, Item


def sql(statement: str, *values: object) -> None:
    """Write past everything."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def columns(event: Event) -> str:
    """The columns of an event, but its id."""
    return ", ".join(field.column for field in Event._meta.concrete_fields if field.column != "id")


@pytest.fixture
def row(cast: Cast) -> Item:
    return make.item(cast, make.inspection(cast).items.order_by("position")[0], at="claimed")


def copied(row: Item, **changes: str) -> Callable[[], None]:
    """Write an event by copying the newest one, with some columns as given in SQL."""
    names = [field.column for field in Event._meta.concrete_fields if field.column != "id"]
    values = [changes.get(name, "seq + 1" if name == "seq" else name) for name in names]
    statement = f"INSERT INTO ledger_event ({', '.join(names)}) SELECT {', '.join(values)} FROM ledger_event WHERE id = %s"
    return lambda: sql(statement, row.last_event_id)


REFUSED: dict[str, Callable[[Item, Cast], Callable[[], object]]] = {
    "an event is changed": lambda row, cast: lambda: sql("UPDATE ledger_event SET move = 'plan' WHERE item_id = %s", row.pk),
    "an event is changed through the ORM": lambda row, cast: lambda: Event.objects.filter(item=row).update(move="plan"),
    "an event is removed": lambda row, cast: lambda: sql("DELETE FROM ledger_event WHERE item_id = %s", row.pk),
    "an item is removed": lambda row, cast: lambda: sql("DELETE FROM ledger_item WHERE id = %s", row.pk),
    "an item's stage is written": lambda row, cast: lambda: sql("UPDATE ledger_item SET stage = 'open' WHERE id = %s", row.pk),
    "an item's deadline is written": lambda row, cast: lambda: Item.objects.filter(pk=row.pk).update(due_on="2030-01-01"),
    "an item names an older event": lambda row, cast: lambda: Item.objects.filter(pk=row.pk).update(last_event=Event.objects.filter(item=row).order_by("seq")[0]),
    "an item is given another address": lambda row, cast: lambda: Item.objects.filter(pk=row.pk).update(address="x"),
    "an item without an event": lambda row, cast: lambda: Item.objects.create(
        inspection=row.inspection, heading=row.heading, number="99", address="x", position=999, text="x", stage="struck_off", completion="completed",
        ground="rectified", struck_off_on=make.DAY, procedure_version=row.procedure_version, last_event_id=row.last_event_id,
    ),
    "a strike-off before the gate": lambda row, cast: copied(
        row, move="'strike_off'", stage="'struck_off'", completion="'completed'", struck_off_on="effective_on", by_person_id=str(cast.sumin.person_id),
    ),
    "a strike-off by another name": lambda row, cast: copied(row, move="'report_progress'", stage="'struck_off'", completion="'completed'", struck_off_on="effective_on"),
    "a gate passed by the doer": lambda row, cast: copied(row, move="'pass_gate'", gate="1", gate_passed="0", completion="'completed'"),
    "a strike-off by nobody": lambda row, cast: copied(row, move="'strike_off'", stage="'struck_off'", by_person_id="NULL", struck_off_on="effective_on"),
    "a second event at one place of the journal": lambda row, cast: copied(row, seq="seq"),
    "a fact is changed": lambda row, cast: lambda: EventFact.objects.filter(event__item=row).update(value="别的"),
    "a fact is removed": lambda row, cast: lambda: sql("DELETE FROM ledger_eventfact"),
}  # fmt: skip


@pytest.mark.parametrize("way", REFUSED)
def test_the_database_refuses(cast: Cast, row: Item, way: str) -> None:
    before = list(Event.objects.order_by("pk").values_list("pk", "move", "stage"))
    with pytest.raises(Error, match="law:"), transaction.atomic():
        REFUSED[way](row, cast)()
    row.refresh_from_db()
    assert (row.stage, row.completion) == ("claimed", "not_completed")
    assert list(Event.objects.order_by("pk").values_list("pk", "move", "stage")) == before


def test_writing_over_an_event_is_refused(cast: Cast, row: Item) -> None:
    names = columns(row.last_event)
    if connection.vendor == "sqlite":
        way = f"INSERT OR REPLACE INTO ledger_event (id, {names}) SELECT id, {names} FROM ledger_event WHERE id = %s"
    else:
        way = f"INSERT INTO ledger_event (id, {names}) SELECT id, {names} FROM ledger_event WHERE id = %s ON CONFLICT (id) DO UPDATE SET move = 'plan'"
    with pytest.raises(Error, match="law:"):
        sql(way, row.last_event_id)


def test_emptying_the_tables_is_refused(row: Item) -> None:
    if connection.vendor != "postgresql":
        assert ("law_event_delete", "ledger_event") in law.installed(connection)
        return
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # else PostgreSQL refuses for checks of its own that still wait
    with pytest.raises(Error, match="law:"):
        sql("TRUNCATE ledger_event CASCADE")


def test_the_law_in_the_catalogue_is_the_law_in_the_code(db: None) -> None:
    assert law.installed(connection) == law.expected(connection.vendor)


def forged(statement: str, *values: object) -> None:
    """Full rights over the database: lift the law, write, put it back."""
    law.remove(connection)
    sql(statement, *values)
    law.install(connection)


DETECTED = {
    "a day of effect is moved": ("UPDATE ledger_event SET effective_on = '2020-01-01' WHERE seq = 3", 3, "edited"),
    "a hand is exchanged": ("UPDATE ledger_event SET by_person_id = NULL WHERE seq = 2", 2, "edited"),
    "a state is exchanged": ("UPDATE ledger_event SET completion = 'completed' WHERE seq = 4", 4, "edited"),
    "the tail is cut": ("UPDATE ledger_inspection SET seq = seq + 1", 0, "tail"),
}


@pytest.mark.parametrize("way", DETECTED)
def test_the_chain_names_what_full_rights_forged(cast: Cast, row: Item, way: str) -> None:
    statement, seq, kind = DETECTED[way]
    forged(statement)
    row.inspection.refresh_from_db()
    broken = proof.chain_break(row.inspection)
    assert broken is not None
    assert broken.kind == kind
    assert seq in (0, broken.seq)


def test_erasing_a_personal_fact_leaves_the_chain_whole(cast: Cast, row: Item) -> None:
    EventFact.objects.filter(event__item=row).update(value="", salt="", erased_at=make.NOW)
    row.inspection.refresh_from_db()
    assert proof.chain_break(row.inspection) is None
    assert list(proof.fact_faults(row.inspection)) == []


def test_replay_names_a_row_that_is_not_what_its_events_say(cast: Cast, row: Item) -> None:
    forged("UPDATE ledger_item SET stage = 'open' WHERE id = %s", row.pk)
    assert any(row.address in line for line in proof.replay_faults(row.inspection))
