"""The ways round: those that the database refuses, those that the chain names afterwards, and the one that only a head kept elsewhere tells."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import make
import pytest
from cast import Cast
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction
from django.db.models import Model

from xiaohao.ledger import journal, law, proof
from xiaohao.ledger.models import Event, EventFact, Inspection, Item, ProcedureVersion
from xiaohao.seal import link


def sql(statement: str, *values: object) -> None:
    """Write past everything."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def row(cast: Cast) -> Item:
    return make.item(cast, make.inspection(cast).items.order_by("position")[0], at="claimed")


def copied(row: Item, **changes: str) -> Callable[[], None]:
    """Write an event by copying the newest one, with some columns as given in SQL."""
    names = [field.column for field in Event._meta.concrete_fields if field.column != "id"]
    values = [changes.get(name, "seq + 1" if name == "seq" else name) for name in names]
    statement = f"INSERT INTO ledger_event ({', '.join(names)}) SELECT {', '.join(values)} FROM ledger_event WHERE id = %s"
    return lambda: sql(statement, row.last_event_id)


def easier(row: Item) -> ProcedureVersion:
    """A version of the item's procedure with one gate."""
    version = row.procedure_version
    return ProcedureVersion.objects.create(procedure=version.procedure, number=99, rules=version.rules, gate_count=1, digest="0" * 64, made_at=make.NOW)


def erase(row: Item) -> None:
    """What the law on personal data allows."""
    EventFact.objects.filter(event__item=row).update(value="", salt="", erased_at=make.NOW)


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
    "a strike-off kept alive by another move": lambda row, cast: copied(row, move="'annul'", annuls_id="id", stage="'struck_off'", by_person_id=str(cast.handu.person_id)),
    "an item is admitted again, as if struck off before the ledger": lambda row, cast: copied(
        row, move="'admit'", stage="'struck_off'", completion="'completed'", effective_on="'2020-01-01'", struck_off_on="'2020-01-01'", ground="'rectified'",
    ),
    "the opening day is moved": lambda row, cast: lambda: sql("UPDATE ledger_inspection SET opened_on = '2099-01-01'"),
    "an inspection is removed": lambda row, cast: lambda: sql("DELETE FROM ledger_inspection WHERE id = %s", row.inspection_id),
    "a procedure loses its gates": lambda row, cast: lambda: sql("UPDATE ledger_procedureversion SET gate_count = 0"),
    "a procedure's rules are changed": lambda row, cast: lambda: ProcedureVersion.objects.update(rules={}),
    "a procedure is removed": lambda row, cast: lambda: sql("DELETE FROM ledger_procedureversion"),
    "an item goes over to an easier procedure": lambda row, cast: lambda: Item.objects.filter(pk=row.pk).update(procedure_version=easier(row)),
    "an item becomes a part": lambda row, cast: lambda: Item.objects.filter(pk=row.pk).update(parent=Item.objects.exclude(pk=row.pk)[0], is_counted=False),
    "an event in the journal of another inspection": lambda row, cast: copied(row, inspection_id=str(make.inspection(cast, slug="other").pk), seq="9999"),
    "an event is taken away under another name": lambda row, cast: copied(row, annuls_id="id"),
    "an annulment of nothing": lambda row, cast: copied(row, move="'annul'", by_person_id=str(cast.sumin.person_id)),
    "an admission is annulled": lambda row, cast: copied(
        row, move="'annul'", annuls_id=f"(SELECT a.id FROM ledger_event a WHERE a.move = 'admit' AND a.item_id = {row.pk})", by_person_id=str(cast.sumin.person_id),
    ),
    "the doer annuls what was done": lambda row, cast: copied(row, move="'annul'", annuls_id="id"),
    "a fact is changed": lambda row, cast: lambda: EventFact.objects.filter(event__item=row).update(value="别的"),
    "a fact is removed": lambda row, cast: lambda: sql("DELETE FROM ledger_eventfact"),
    "a fact is given another name": lambda row, cast: lambda: EventFact.objects.filter(event__item=row, name="statement").update(name="opinion"),
    "a fact is given another salt": lambda row, cast: lambda: EventFact.objects.filter(event__item=row).update(salt="0" * 32),
    "a fact is emptied without a word": lambda row, cast: lambda: EventFact.objects.filter(event__item=row).update(value="", salt=""),
    "a fact is marked erased and stays": lambda row, cast: lambda: EventFact.objects.filter(event__item=row).update(erased_at=make.NOW),
    "a fact is erased twice": lambda row, cast: lambda: [erase(row), erase(row)],
    "an erased fact is filled again": lambda row, cast: lambda: [erase(row), EventFact.objects.filter(event__item=row).update(value="别的")],
    "a fact that was never there is erased": lambda row, cast: lambda: EventFact.objects.create(event_id=row.last_event_id, name="reason", erased_at=make.NOW),
    "a fact is said a second time": lambda row, cast: lambda: EventFact.objects.create(event_id=row.last_event_id, name="statement", value="别的"),
}  # fmt: skip


@pytest.mark.parametrize("way", REFUSED)
def test_the_database_refuses(cast: Cast, row: Item, way: str) -> None:
    before = list(Event.objects.order_by("pk").values_list("pk", "move", "stage"))
    with pytest.raises(Error, match="law:"), transaction.atomic():
        REFUSED[way](row, cast)()
    row.refresh_from_db()
    assert (row.stage, row.completion) == ("claimed", "not_completed")
    assert list(Event.objects.order_by("pk").values_list("pk", "move", "stage")) == before


@pytest.mark.parametrize("model", [Event, EventFact, Item, Inspection, ProcedureVersion])
def test_writing_over_a_row_is_refused(cast: Cast, row: Item, model: type[Model]) -> None:
    table, names = model._meta.db_table, ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if field.column != "id")
    copy = f"INTO {table} (id, {names}) SELECT id, {names} FROM {table} WHERE true"
    way = f"INSERT OR REPLACE {copy}" if connection.vendor == "sqlite" else f"INSERT {copy} ON CONFLICT (id) DO UPDATE SET id = EXCLUDED.id"
    with pytest.raises(Error, match="law:"):
        sql(way)


def test_emptying_the_tables_is_refused(row: Item) -> None:
    if connection.vendor != "postgresql":
        assert ("law_event_delete", "ledger_event") in [one[:2] for one in law.installed(connection)]
        return
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # else PostgreSQL refuses for checks of its own that still wait
    with pytest.raises(Error, match="law:"):
        sql("TRUNCATE ledger_event CASCADE")


def test_the_law_in_the_catalogue_is_the_law_in_the_code(db: None) -> None:
    assert law.installed(connection) == law.expected(connection.vendor)
    assert list(law.faults(connection)) == []


def neutered() -> None:
    """The law's trigger on events is there by name, and does nothing."""
    if connection.vendor == "sqlite":
        sql("DROP TRIGGER law_event_update")
        sql("CREATE TRIGGER law_event_update BEFORE UPDATE ON ledger_event FOR EACH ROW WHEN 1 = 0 BEGIN SELECT 1; END")
    else:
        sql("CREATE OR REPLACE FUNCTION law_event_update() RETURNS trigger LANGUAGE plpgsql AS $law$ BEGIN RETURN NEW; END $law$")


def switched_off() -> None:
    """The same by taking it away, or off."""
    sql("DROP TRIGGER law_event_update" if connection.vendor == "sqlite" else "ALTER TABLE ledger_event DISABLE TRIGGER law_event_update")


def added() -> None:
    """A trigger that the law does not know, by a name of the law."""
    if connection.vendor == "sqlite":
        sql("CREATE TRIGGER law_event_update2 BEFORE UPDATE ON ledger_event FOR EACH ROW BEGIN SELECT 1; END")
    else:
        sql("CREATE TRIGGER law_event_update2 BEFORE UPDATE ON ledger_event FOR EACH ROW EXECUTE FUNCTION law_event_update()")


@pytest.mark.parametrize("way", [neutered, switched_off, added])
def test_a_trigger_that_is_not_what_the_law_says_is_named(cast: Cast, row: Item, way: Callable[[], None]) -> None:
    sql("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")
    way()
    assert law.installed(connection) != law.expected(connection.vendor)
    assert [line.split(" on ")[0].rstrip("2") for line in law.faults(connection)] == ["law_event_update"]
    said = StringIO()
    with pytest.raises(CommandError, match="1 处"):
        call_command("replay", check=True, stdout=said, stderr=said)
    assert "law_event_update" in said.getvalue()


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


def test_a_journal_computed_anew_is_told_only_by_a_head_kept_elsewhere(cast: Cast, row: Item) -> None:
    inspection = Inspection.objects.get(pk=row.inspection_id)
    noted = inspection.head
    law.remove(connection)
    Event.objects.filter(inspection=inspection, seq=1).update(recorded_at=make.moment(make.DAY, 0))
    head = ""
    for event in Event.objects.filter(inspection=inspection).order_by("seq"):
        Event.objects.filter(pk=event.pk).update(previous=head, digest=(head := link(head, journal.record(event))))
    Inspection.objects.filter(pk=inspection.pk).update(head=head)
    law.install(connection)
    inspection.refresh_from_db()
    assert proof.chain_break(inspection) is None
    assert noted not in Event.objects.filter(inspection=inspection).values_list("digest", flat=True)


def test_erasing_a_personal_fact_leaves_the_chain_whole(cast: Cast, row: Item) -> None:
    EventFact.objects.filter(event__item=row).update(value="", salt="", erased_at=make.NOW)
    row.inspection.refresh_from_db()
    assert proof.chain_break(row.inspection) is None
    assert list(proof.fact_faults(row.inspection)) == []


def test_replay_names_a_row_that_is_not_what_its_events_say(cast: Cast, row: Item) -> None:
    forged("UPDATE ledger_item SET stage = 'open' WHERE id = %s", row.pk)
    assert any(row.address in line for line in proof.replay_faults(row.inspection))
