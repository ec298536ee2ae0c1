"""数据库里的规矩: what the database itself refuses, on SQLite and on PostgreSQL (decision records 1 and 2).

Each rule is one condition, written once in SQL that both databases read; `install` makes a trigger of each. A migration that rebuilds
the tables of items or events begins with `RemoveLaw` and ends with `InstallLaw`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

STATE_COLUMNS = (
    "stage", "gate", "completion", "track", "cycle", "first_due_on", "due_on", "lead_unit_id", "leader_id", "ground", "struck_off_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """一条规矩: before an act on a table, refuse where the condition holds. `{differs}` is the database's own "is distinct from"."""

    name: str
    table: str
    act: str  # INSERT, UPDATE, DELETE
    condition: str
    sentence: str


def newest_event_equals(row: str) -> str:
    """SQL: the item's newest event is the one it names, and left exactly this state."""
    same = " AND ".join(f"NOT (e.{c} {{differs}} {row}.{c})" for c in STATE_COLUMNS)
    return (
        f"EXISTS (SELECT 1 FROM ledger_event e WHERE e.id = {row}.last_event_id AND e.item_id = {row}.id AND {same}"
        f" AND NOT EXISTS (SELECT 1 FROM ledger_event l WHERE l.item_id = {row}.id AND l.seq > e.seq))"
    )


STANDS = "NOT EXISTS (SELECT 1 FROM ledger_event a WHERE a.annuls_id = e.id)"
OF_CYCLE = "e.item_id = NEW.item_id AND e.cycle = NEW.cycle"
GATES_WANTED = (
    "(SELECT v.gate_count FROM ledger_procedureversion v JOIN ledger_item i ON i.procedure_version_id = v.id WHERE i.id = NEW.item_id)"
)
GATES_PASSED = f"(SELECT COUNT(DISTINCT e.gate_passed) FROM ledger_event e WHERE {OF_CYCLE} AND e.move = 'pass_gate' AND {STANDS})"
TAKEN_OVER = f"EXISTS (SELECT 1 FROM ledger_event e WHERE {OF_CYCLE} AND e.move = 'admit' AND e.gate >= {GATES_WANTED})"
DONE_BY_SAME = (
    f"EXISTS (SELECT 1 FROM ledger_event e WHERE {OF_CYCLE} AND e.by_person_id = NEW.by_person_id"
    f" AND e.move IN ('acknowledge', 'plan', 'report_progress', 'claim_completion') AND {STANDS})"
)
WAS_STRUCK_OFF = (
    "EXISTS (SELECT 1 FROM ledger_event e WHERE e.item_id = NEW.item_id AND e.cycle = NEW.cycle AND e.stage = 'struck_off')"
)
# By the newest event of each part, which is written before its row.
PARTS_OUT = (
    "EXISTS (SELECT 1 FROM ledger_item p WHERE p.parent_id = NEW.item_id)"
    " AND NOT EXISTS (SELECT 1 FROM ledger_item p JOIN ledger_event l ON l.item_id = p.id WHERE p.parent_id = NEW.item_id"
    " AND l.stage NOT IN ('struck_off', 'withdrawn') AND NOT EXISTS (SELECT 1 FROM ledger_event m WHERE m.item_id = p.id AND m.seq > l.seq))"
)
BEFORE_OPENING = "NEW.effective_on < (SELECT n.opened_on FROM ledger_inspection n WHERE n.id = NEW.inspection_id)"
STATE_CHANGES = " OR ".join(f"(OLD.{c} {{differs}} NEW.{c})" for c in (*STATE_COLUMNS, "last_event_id"))
SHADOW = "law: an item shows what its newest event left; make a move"

RULES = (
    Rule("law_event_update", "ledger_event", "UPDATE", "1 = 1", "law: an event is never changed"),
    Rule("law_event_delete", "ledger_event", "DELETE", "1 = 1", "law: an event is never removed"),
    Rule(
        "law_event_once", "ledger_event", "INSERT",
        "EXISTS (SELECT 1 FROM ledger_event e WHERE e.id = NEW.id OR (e.inspection_id = NEW.inspection_id AND e.seq = NEW.seq))",
        "law: an event is never written over",
    ),
    Rule(
        "law_strike_off_gates", "ledger_event", "INSERT",
        f"NEW.move = 'strike_off' AND {GATES_PASSED} < {GATES_WANTED} AND NOT {TAKEN_OVER}",
        "law: no strike-off before every gate of the cycle is passed",
    ),
    Rule(
        "law_strike_off_hand", "ledger_event", "INSERT",
        f"NEW.move = 'strike_off' AND (NEW.by_person_id IS NULL OR {DONE_BY_SAME})",
        "law: nobody strikes off work of their own",
    ),
    Rule(
        "law_pass_gate_hand", "ledger_event", "INSERT",
        f"NEW.move = 'pass_gate' AND (NEW.by_person_id IS NULL OR {DONE_BY_SAME})",
        "law: nobody passes work of their own",
    ),
    Rule(
        "law_struck_off_by_move", "ledger_event", "INSERT",
        "NEW.stage = 'struck_off' AND NEW.move <> 'strike_off'"
        f" AND NOT (NEW.move = 'admit' AND {BEFORE_OPENING}) AND NOT (NEW.move = 'follow_parts' AND {PARTS_OUT})"
        f" AND NOT (NEW.move NOT IN ('admit', 'follow_parts') AND {WAS_STRUCK_OFF})",
        "law: an item leaves the ledger by a strike-off only",
    ),
    Rule(
        "law_opening_balance", "ledger_event", "INSERT",
        f"NEW.move = 'admit' AND (NEW.stage <> 'open' OR NEW.completion <> 'not_completed' OR NEW.gate <> 0) AND NOT ({BEFORE_OPENING})",
        "law: an opening balance is for days before the ledger's opening day",
    ),
    Rule("law_item_insert", "ledger_item", "INSERT", f"NOT ({newest_event_equals('NEW')})", SHADOW),
    Rule(
        "law_item_once", "ledger_item", "INSERT",
        "EXISTS (SELECT 1 FROM ledger_item i WHERE i.id = NEW.id OR (i.inspection_id = NEW.inspection_id AND i.address = NEW.address))",
        "law: an item is never written over",
    ),
    Rule("law_item_update", "ledger_item", "UPDATE", f"({STATE_CHANGES}) AND NOT ({newest_event_equals('NEW')})", SHADOW),
    Rule(
        "law_item_identity", "ledger_item", "UPDATE",
        "OLD.id <> NEW.id OR OLD.inspection_id <> NEW.inspection_id OR OLD.address <> NEW.address",
        "law: an item keeps its place and its address",
    ),
    Rule("law_item_delete", "ledger_item", "DELETE", "1 = 1", "law: an item is never removed"),
    Rule("law_fact_update", "ledger_eventfact", "UPDATE", "NEW.value <> ''", "law: a fact of an event is erased or left alone"),
    Rule("law_fact_delete", "ledger_eventfact", "DELETE", "1 = 1", "law: a fact of an event is erased or left alone"),
)  # fmt: skip
TRUNCATED = ("ledger_event", "ledger_item", "ledger_eventfact")


def sqlite_statements() -> Iterator[str]:
    """One trigger a rule."""
    for rule in RULES:
        condition = rule.condition.format(differs="IS NOT")
        yield (
            f"CREATE TRIGGER {rule.name} BEFORE {rule.act} ON {rule.table} FOR EACH ROW WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{rule.sentence.replace(chr(39), chr(39) * 2)}'); END"
        )


def postgres_statements() -> Iterator[str]:
    """One function and one trigger a rule, and one against TRUNCATE for each table."""
    for rule in RULES:
        condition = rule.condition.format(differs="IS DISTINCT FROM")
        sentence = rule.sentence.replace("'", "''")
        answer = "OLD" if rule.act == "DELETE" else "NEW"
        yield (
            f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $law$ BEGIN"
            f" IF {condition} THEN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {answer}; END $law$"
        )
        yield f"CREATE TRIGGER {rule.name} BEFORE {rule.act} ON {rule.table} FOR EACH ROW EXECUTE FUNCTION {rule.name}()"
    yield (
        "CREATE FUNCTION law_truncate() RETURNS trigger LANGUAGE plpgsql AS $law$ BEGIN"
        " RAISE EXCEPTION 'law: the ledger is never emptied' USING ERRCODE = 'integrity_constraint_violation'; END $law$"
    )
    for table in TRUNCATED:
        yield f"CREATE TRIGGER law_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION law_truncate()"


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place; those of an earlier version go first."""
    remove(connection)
    statements = postgres_statements() if connection.vendor == "postgresql" else sqlite_statements()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take away every trigger of the law, whatever version put it there."""
    with connection.cursor() as cursor:
        for name, table in installed(connection):
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
            else:
                cursor.execute(f'DROP TRIGGER "{name}"')
        if connection.vendor == "postgresql":
            for name in {rule.name for rule in RULES} | {"law_truncate"}:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def installed(connection: BaseDatabaseWrapper) -> tuple[tuple[str, str], ...]:
    """(trigger, table) of the law as the database's own catalogue has them, in order of name."""
    tables = sorted({rule.table for rule in RULES})
    marks = ", ".join(["%s"] * len(tables))
    if connection.vendor == "postgresql":
        catalogue = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            f" WHERE NOT t.tgisinternal AND t.tgname LIKE 'law!_%%' ESCAPE '!' AND c.relname IN ({marks})"
            " AND c.relnamespace = current_schema()::regnamespace ORDER BY 1, 2"
        )
    else:
        catalogue = (
            f"SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'law!_%%' ESCAPE '!' AND tbl_name IN ({marks}) ORDER BY 1, 2"
        )
    with connection.cursor() as cursor:
        cursor.execute(catalogue, tables)
        return tuple((str(name), str(table)) for name, table in cursor.fetchall())


def expected(vendor: str) -> tuple[tuple[str, str], ...]:
    """What `installed` must answer."""
    rows = [(rule.name, rule.table) for rule in RULES]
    if vendor == "postgresql":
        rows += [("law_truncate", table) for table in TRUNCATED]
    return tuple(sorted(rows))


class InstallLaw(Operation):
    """Migration step: put the law in place."""

    reduces_to_sql = False
    reversible = True
    elidable = False

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The law is no part of Django's state."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState) -> None:
        install(schema_editor.connection)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState) -> None:
        remove(schema_editor.connection)

    def describe(self) -> str:
        return "Put the law of the ledger in place"


class RemoveLaw(InstallLaw):
    """Migration step: lift the law while tables are rebuilt."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState) -> None:
        remove(schema_editor.connection)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState) -> None:
        install(schema_editor.connection)

    def describe(self) -> str:
        return "Lift the law of the ledger"
