"""冻结: what is published is never changed, removed or written over, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "publication_publishednotice"
SENTENCE = "law: a published notice is never changed or removed"
# SQLite's INSERT OR REPLACE removes the rows in its way without asking the trigger on DELETE: each way of being in its way is refused beforehand.
IN_THE_WAY = "n.id = NEW.id OR (n.inspection_id = NEW.inspection_id AND n.number = NEW.number) OR n.supersedes_id = NEW.supersedes_id"


def triggers(vendor: str) -> Iterator[tuple[str, str]]:
    """(name, statement) of each trigger."""
    if vendor == "postgresql":
        for name, acts, each in (("law_notice", "UPDATE OR DELETE", "ROW"), ("law_notice_truncate", "TRUNCATE", "STATEMENT")):
            yield name, f"CREATE TRIGGER {name} BEFORE {acts} ON {TABLE} FOR EACH {each} EXECUTE FUNCTION law_notice()"
        return
    for act in ("UPDATE", "DELETE"):
        name = f"law_notice_{act.lower()}"
        yield name, f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    yield "law_notice_once", (
        f"CREATE TRIGGER law_notice_once BEFORE INSERT ON {TABLE} FOR EACH ROW WHEN EXISTS (SELECT 1 FROM {TABLE} n WHERE {IN_THE_WAY})"
        f" BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    )


def install(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    vendor = editor.connection.vendor
    if vendor == "postgresql":
        editor.execute(
            f"CREATE FUNCTION law_notice() RETURNS trigger LANGUAGE plpgsql AS $law$ BEGIN"
            f" RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $law$"
        )
    for _, statement in triggers(vendor):
        editor.execute(statement)


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away, for a migration that goes back."""
    vendor = editor.connection.vendor
    for name, _ in triggers(vendor):
        editor.execute(f"DROP TRIGGER {name} ON {TABLE}" if vendor == "postgresql" else f"DROP TRIGGER {name}")
    if vendor == "postgresql":
        editor.execute("DROP FUNCTION law_notice()")


def installed(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The triggers of the law as the database's own catalogue has them, in order of name."""
    if connection.vendor == "postgresql":
        catalogue = (
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relname = %s"
            " AND c.relnamespace = current_schema()::regnamespace ORDER BY 1"
        )
    else:
        catalogue = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s ORDER BY 1"
    with connection.cursor() as cursor:
        cursor.execute(catalogue, [TABLE])
        return tuple(str(name) for (name,) in cursor.fetchall())


def expected(vendor: str) -> tuple[str, ...]:
    """What `installed` must answer."""
    return tuple(sorted(name for name, _ in triggers(vendor)))
