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
    "report_every", "report_due_on",
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
        f"EXISTS (SELECT 1 FROM ledger_event e WHERE e.id = {row}.last_event_id AND e.item_id = {row}.id AND e.inspection_id = {row}.inspection_id"
        f" AND {same}"
        f" AND NOT EXISTS (SELECT 1 FROM ledger_event l WHERE l.item_id = {row}.id AND l.seq > e.seq))"
    )


STANDS = "NOT EXISTS (SELECT 1 FROM ledger_event a WHERE a.annuls_id = e.id)"
OF_CYCLE = "e.item_id = NEW.item_id AND e.cycle = NEW.cycle"
GATES_WANTED = (
    "(SELECT v.gate_count FROM ledger_procedureversion v JOIN ledger_item i ON i.procedure_version_id = v.id WHERE i.id = NEW.item_id)"
)
CLAIM_STANDS = "NOT EXISTS (SELECT 1 FROM ledger_event b WHERE b.annuls_id = c.id)"
A_CLAIM = f"c.item_id = NEW.item_id AND c.cycle = NEW.cycle AND c.move IN ('claim_completion', 'admit') AND {CLAIM_STANDS}"
# What was passed before the newest claim was passed on another claim, and counts for nothing.
LAST_CLAIM = f"COALESCE((SELECT MAX(c.seq) FROM ledger_event c WHERE {A_CLAIM}), 0)"
GATES_PASSED = (
    f"(SELECT COUNT(DISTINCT e.gate_passed) FROM ledger_event e WHERE {OF_CYCLE} AND e.move IN ('pass_gate', 'end_notice') AND {STANDS}"
    f" AND e.seq > {LAST_CLAIM})"
)
TAKEN_OVER = f"EXISTS (SELECT 1 FROM ledger_event e WHERE {OF_CYCLE} AND e.move = 'admit' AND e.gate >= {GATES_WANTED})"
OF_DOERS = (
    "acknowledge", "hand_down", "plan", "report_progress", "request_extension", "request_conversion", "request_transfer", "dispute", "withdraw_request",
    "add_evidence", "replace_evidence", "withdraw_evidence", "claim_completion",
)  # fmt: skip
DECIDING = (
    "approve_plan", "return_plan", "recognise", "grant_extension", "refuse_extension", "grant_conversion", "refuse_conversion", "grant_transfer",
    "refuse_transfer", "uphold_dispute", "reject_dispute", "review_evidence", "report_up", "put_on_notice", "answer", "return_for_work", "recheck", "amend",
    "merge", "split", "transfer_out", "change_procedure",
)  # fmt: skip
BARRED = (*DECIDING, "pass_gate", "end_notice", "strike_off")  # what nobody does in work of their own
A_DOERS = f"e.by_person_id = NEW.by_person_id AND e.move IN ({', '.join(map(repr, OF_DOERS))})"
DONE_BY_SAME = f"EXISTS (SELECT 1 FROM ledger_event e WHERE {OF_CYCLE} AND {A_DOERS} AND {STANDS})"
# Of the cycle of what is annulled: taking back a reopening is itself an act of the cycle before.
ANNULLED_BY_DOER = (
    "EXISTS (SELECT 1 FROM ledger_event e JOIN ledger_event w ON w.item_id = e.item_id AND w.cycle = e.cycle"
    f" WHERE w.id = NEW.annuls_id AND {A_DOERS} AND {STANDS})"
)
ANNULLABLE = (
    "EXISTS (SELECT 1 FROM ledger_event e WHERE e.id = NEW.annuls_id AND e.item_id = NEW.item_id"
    f" AND e.move NOT IN ('annul', 'admit', 'follow_parts') AND {STANDS})"
)
UNANSWERED = (
    f"EXISTS (SELECT 1 FROM ledger_event e WHERE {OF_CYCLE} AND e.move = 'object' AND e.seq > {LAST_CLAIM} AND {STANDS} AND NOT EXISTS"
    " (SELECT 1 FROM ledger_event r WHERE r.answers_id = e.id AND r.move = 'answer'"
    " AND NOT EXISTS (SELECT 1 FROM ledger_event a WHERE a.annuls_id = r.id)))"
)
OTHER_SEAL = (
    f"EXISTS (SELECT 1 FROM ledger_event c WHERE {A_CLAIM} AND c.seq = {LAST_CLAIM} AND c.seal {{differs}} NEW.seal)"
)
OF_EVIDENCE = (
    f"JOIN ledger_event e ON e.id = v.event_id WHERE v.ended_by_id IS NULL AND e.cycle = NEW.cycle AND {STANDS}"
    " AND (v.expires_on IS NULL OR v.expires_on >= NEW.effective_on)"
)
OF_READING = (
    "JOIN ledger_event e ON e.id = v.event_id JOIN ledger_target t ON v.target_id = COALESCE(t.first_id, t.id)"
    f" WHERE t.measure_id = m.id AND e.cycle = NEW.cycle AND {STANDS}"
)
NO_EVIDENCE = f"NOT EXISTS (SELECT 1 FROM ledger_evidence v {OF_EVIDENCE} AND v.item_id = NEW.item_id)"
UNPROVED = (
    "EXISTS (SELECT 1 FROM ledger_measure m WHERE m.item_id = NEW.item_id AND m.ended_by_id IS NULL AND m.criterion <> '' AND ("
    f"m.wants <> 'reading' AND NOT EXISTS (SELECT 1 FROM ledger_evidence v {OF_EVIDENCE} AND v.measure_id = m.id)"
    f" OR m.wants = 'reading' AND NOT EXISTS (SELECT 1 FROM ledger_reading v {OF_READING})))"
)
STRUCK_OFF_BEFORE = f"EXISTS (SELECT 1 FROM ledger_event e WHERE {OF_CYCLE} AND e.stage = 'struck_off' AND e.id <> NEW.annuls_id AND {STANDS})"
# What may be done after a strike-off without undoing it.
AFTER_STRIKE_OFF = ("recheck", "hand_over", "note_remainder", "settle_remainder", "end_wait", "amend", "replace_evidence", "withdraw_evidence")
STILL_STRUCK_OFF = (
    f"NEW.move IN ({', '.join(map(repr, AFTER_STRIKE_OFF))}) AND EXISTS (SELECT 1 FROM ledger_event e WHERE {OF_CYCLE} AND e.stage = 'struck_off'"
    " AND NOT EXISTS (SELECT 1 FROM ledger_event l WHERE l.item_id = e.item_id AND l.seq > e.seq))"
)
# By the newest event of each part, which is written before its row.
PARTS_OUT = (
    "EXISTS (SELECT 1 FROM ledger_item p WHERE p.parent_id = NEW.item_id)"
    " AND NOT EXISTS (SELECT 1 FROM ledger_item p JOIN ledger_event l ON l.item_id = p.id WHERE p.parent_id = NEW.item_id"
    " AND l.stage NOT IN ('struck_off', 'withdrawn') AND NOT EXISTS (SELECT 1 FROM ledger_event m WHERE m.item_id = p.id AND m.seq > l.seq))"
)
BEFORE_OPENING = "NEW.effective_on < (SELECT n.opened_on FROM ledger_inspection n WHERE n.id = NEW.inspection_id)"
HAS_EVENTS = "EXISTS (SELECT 1 FROM ledger_event e WHERE e.inspection_id = OLD.id)"
ERASED = "NEW.value = '' AND NEW.salt = '' AND NEW.erased_at IS NOT NULL"
SAME_FACT = "NEW.id = OLD.id AND NEW.event_id = OLD.event_id AND NEW.name = OLD.name"
STATE_CHANGES = " OR ".join(f"(OLD.{c} {{differs}} NEW.{c})" for c in (*STATE_COLUMNS, "last_event_id"))
FACT = "law: a fact of an event is erased or left alone"
PROCEDURE = "law: a version of a procedure is never changed, removed or written over"
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
        f"NEW.move IN ('pass_gate', 'end_notice') AND (NEW.by_person_id IS NULL OR {DONE_BY_SAME})",
        "law: nobody passes work of their own",
    ),
    Rule(
        "law_decides_hand", "ledger_event", "INSERT",
        f"NEW.move IN ({', '.join(map(repr, DECIDING))}) AND (NEW.by_person_id IS NULL OR {DONE_BY_SAME})",
        "law: nobody decides on work of their own",
    ),
    Rule(
        "law_objection_answered", "ledger_event", "INSERT", f"NEW.move IN ('end_notice', 'strike_off') AND {UNANSWERED}",
        "law: no notice ends, and nothing is struck off, before every objection is answered",
    ),
    Rule(
        "law_gate_seal", "ledger_event", "INSERT", f"NEW.move IN ('pass_gate', 'end_notice', 'strike_off') AND {OTHER_SEAL}",
        "law: a gate is passed on the manifest of its claim",
    ),
    Rule(
        "law_strike_off_proof", "ledger_event", "INSERT", f"NEW.move = 'strike_off' AND NOT {TAKEN_OVER} AND ({NO_EVIDENCE} OR {UNPROVED})",
        "law: no strike-off without evidence, and some for each criterion",
    ),
    Rule(
        "law_withdrawn_by_move", "ledger_event", "INSERT",
        "NEW.stage = 'withdrawn' AND NEW.move NOT IN ('merge', 'split', 'transfer_out', 'uphold_dispute', 'follow_parts', 'annul')"
        f" AND NOT EXISTS (SELECT 1 FROM ledger_event e WHERE {OF_CYCLE} AND e.stage = 'withdrawn' AND {STANDS})",
        "law: an item is withdrawn by a merger, a split, a transfer or a dispute only",
    ),
    Rule(
        "law_answers", "ledger_event", "INSERT",
        "NEW.answers_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_event e WHERE e.id = NEW.answers_id AND e.item_id = NEW.item_id)",
        "law: an answer is to an event of its item",
    ),
    Rule(
        "law_struck_off_by_move", "ledger_event", "INSERT",
        "NEW.stage = 'struck_off' AND NEW.move <> 'strike_off'"
        f" AND NOT (NEW.move = 'admit' AND {BEFORE_OPENING}) AND NOT (NEW.move = 'follow_parts' AND {PARTS_OUT})"
        f" AND NOT (NEW.move = 'annul' AND {STRUCK_OFF_BEFORE}) AND NOT ({STILL_STRUCK_OFF})",
        "law: an item leaves the ledger by a strike-off only",
    ),
    Rule(
        "law_opening_balance", "ledger_event", "INSERT",
        f"NEW.move = 'admit' AND (NEW.stage <> 'open' OR NEW.completion <> 'not_completed' OR NEW.gate <> 0) AND NOT ({BEFORE_OPENING})",
        "law: an opening balance is for days before the ledger's opening day",
    ),
    Rule(
        "law_admit_once", "ledger_event", "INSERT",
        "NEW.move = 'admit' AND (NEW.item_id IS NULL OR EXISTS (SELECT 1 FROM ledger_event e WHERE e.item_id = NEW.item_id))",
        "law: an item is admitted once, before all else",
    ),
    Rule(
        "law_event_of_inspection", "ledger_event", "INSERT",
        "EXISTS (SELECT 1 FROM ledger_item i WHERE i.id = NEW.item_id AND i.inspection_id <> NEW.inspection_id)",
        "law: an event stands in the journal of its item's inspection",
    ),
    Rule(
        "law_annul_event", "ledger_event", "INSERT",
        f"(NEW.move = 'annul' OR NEW.annuls_id IS NOT NULL) AND NOT (NEW.move = 'annul' AND NEW.annuls_id IS NOT NULL AND {ANNULLABLE})",
        "law: an annulment takes away one event of its item that stands",
    ),
    Rule(
        "law_annul_hand", "ledger_event", "INSERT",
        f"NEW.move = 'annul' AND (NEW.by_person_id IS NULL OR {ANNULLED_BY_DOER})",
        "law: nobody annuls in work of their own",
    ),
    Rule(
        "law_inspection_update", "ledger_inspection", "UPDATE",
        f"(OLD.id <> NEW.id OR OLD.opened_on <> NEW.opened_on) AND {HAS_EVENTS}",
        "law: the opening day stands once something is in the journal",
    ),
    Rule(
        "law_inspection_once", "ledger_inspection", "INSERT",
        "EXISTS (SELECT 1 FROM ledger_inspection n WHERE n.id = NEW.id OR n.slug = NEW.slug)",
        "law: an inspection is never written over",
    ),
    Rule("law_inspection_delete", "ledger_inspection", "DELETE", HAS_EVENTS, "law: an inspection with a journal is never removed"),
    Rule("law_procedure_update", "ledger_procedureversion", "UPDATE", "1 = 1", PROCEDURE),
    Rule("law_procedure_delete", "ledger_procedureversion", "DELETE", "1 = 1", PROCEDURE),
    Rule(
        "law_procedure_once", "ledger_procedureversion", "INSERT",
        "EXISTS (SELECT 1 FROM ledger_procedureversion v WHERE v.id = NEW.id"
        " OR (v.procedure_id = NEW.procedure_id AND (v.number = NEW.number OR v.digest = NEW.digest)))",
        PROCEDURE,
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
        "OLD.id <> NEW.id OR OLD.inspection_id <> NEW.inspection_id OR OLD.address <> NEW.address OR OLD.parent_id {differs} NEW.parent_id"
        " OR OLD.procedure_version_id <> NEW.procedure_version_id AND NOT EXISTS"
        " (SELECT 1 FROM ledger_event e WHERE e.id = NEW.last_event_id AND e.item_id = NEW.id AND e.move IN ('change_procedure', 'annul'))",
        "law: an item keeps its place, its address and its procedure",
    ),
    Rule("law_item_delete", "ledger_item", "DELETE", "1 = 1", "law: an item is never removed"),
    Rule("law_fact_update", "ledger_eventfact", "UPDATE", f"NOT ({SAME_FACT} AND OLD.erased_at IS NULL AND {ERASED})", FACT),
    Rule("law_fact_delete", "ledger_eventfact", "DELETE", "1 = 1", FACT),
    Rule(
        "law_fact_once", "ledger_eventfact", "INSERT",
        "NEW.erased_at IS NOT NULL OR EXISTS (SELECT 1 FROM ledger_eventfact f WHERE f.id = NEW.id OR (f.event_id = NEW.event_id AND f.name = NEW.name))",
        "law: a fact of an event is written once, whole",
    ),
)  # fmt: skip
TRUNCATED = ("ledger_event", "ledger_item", "ledger_eventfact")


TRUNCATE = " BEGIN RAISE EXCEPTION 'law: the ledger is never emptied' USING ERRCODE = 'integrity_constraint_violation'; END "


def sqlite_triggers() -> Iterator[tuple[str, str, str]]:
    """(name, table, statement): one trigger a rule. The catalogue keeps the statement word for word."""
    for rule in RULES:
        condition = rule.condition.format(differs="IS NOT")
        yield rule.name, rule.table, (
            f"CREATE TRIGGER {rule.name} BEFORE {rule.act} ON {rule.table} FOR EACH ROW WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{quoted(rule.sentence)}'); END"
        )


def quoted(text: str) -> str:
    """Text as it stands between SQL's quotes."""
    return text.replace("'", "''")


def postgres_functions() -> Iterator[tuple[str, str]]:
    """(name, body): one function a rule, and one against TRUNCATE."""
    for rule in RULES:
        condition = rule.condition.format(differs="IS DISTINCT FROM")
        refusal = f"RAISE EXCEPTION '{quoted(rule.sentence)}' USING ERRCODE = 'integrity_constraint_violation'"
        yield rule.name, f" BEGIN IF {condition} THEN {refusal}; END IF; RETURN {'OLD' if rule.act == 'DELETE' else 'NEW'}; END "
    yield "law_truncate", TRUNCATE


def postgres_triggers() -> Iterator[tuple[str, str, str]]:
    """(name, table, statement): one trigger a rule, and one against TRUNCATE for each table; written as the catalogue writes them."""
    for rule in RULES:
        yield rule.name, rule.table, f"CREATE TRIGGER {rule.name} BEFORE {rule.act} ON {rule.table} FOR EACH ROW EXECUTE FUNCTION {rule.name}()"
    for table in TRUNCATED:
        yield "law_truncate", table, f"CREATE TRIGGER law_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION law_truncate()"


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place; those of an earlier version go first."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, body in postgres_functions():
                cursor.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $law${body}$law$")
        for _, _, statement in postgres_triggers() if connection.vendor == "postgresql" else sqlite_triggers():
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take away every trigger of the law, whatever version put it there."""
    with connection.cursor() as cursor:
        for name, table, _ in installed(connection):
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
            else:
                cursor.execute(f'DROP TRIGGER "{name}"')
        if connection.vendor == "postgresql":
            for name, _ in postgres_functions():
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


Trigger = tuple[str, str, str]  # name, table, definition


def installed(connection: BaseDatabaseWrapper) -> tuple[Trigger, ...]:
    """The law as the database's own catalogue has it, in order of name: each trigger with all that makes it do what it does."""
    tables = sorted({rule.table for rule in RULES})
    marks = ", ".join(["%s"] * len(tables))
    if connection.vendor == "postgresql":
        # Enabled or not, statement, and the body of its function: one that was emptied or switched off is still there by name.
        catalogue = (
            "SELECT t.tgname, c.relname, t.tgenabled::text || ' ' || pg_get_triggerdef(t.oid, true) || p.prosrc"
            " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
            f" WHERE NOT t.tgisinternal AND t.tgname LIKE 'law!_%%' ESCAPE '!' AND c.relname IN ({marks})"
            " AND c.relnamespace = current_schema()::regnamespace"
        )
    else:
        catalogue = (
            "SELECT name, tbl_name, sql FROM sqlite_master"
            f" WHERE type = 'trigger' AND name LIKE 'law!_%%' ESCAPE '!' AND tbl_name IN ({marks})"
        )
    with connection.cursor() as cursor:
        cursor.execute(catalogue, tables)
        return tuple(sorted((str(name), str(table), str(definition)) for name, table, definition in cursor.fetchall()))


def expected(vendor: str) -> tuple[Trigger, ...]:
    """What `installed` must answer."""
    if vendor != "postgresql":
        return tuple(sorted(sqlite_triggers()))
    bodies = dict(postgres_functions())
    return tuple(sorted((name, table, f"O {statement}{bodies[name]}") for name, table, statement in postgres_triggers()))


def faults(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Each trigger of the law that is not there, or is there by name only."""
    there = {(name, table): definition for name, table, definition in installed(connection)}
    for name, table, definition in expected(connection.vendor):
        if there.pop((name, table), None) != definition:
            yield f"{name} on {table}: not as the law has it"
    yield from (f"{name} on {table}: unknown to the law" for name, table in there)


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
