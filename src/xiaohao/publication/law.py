"""冻结: what is published is never changed or removed, on both databases."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "publication_publishednotice"
SENTENCE = "law: a published notice is never changed or removed"


def install(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE FUNCTION law_notice() RETURNS trigger LANGUAGE plpgsql AS $law$ BEGIN"
            f" RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $law$"
        )
        editor.execute(f"CREATE TRIGGER law_notice BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION law_notice()")
        editor.execute(f"CREATE TRIGGER law_notice_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION law_notice()")
        return
    for act in ("UPDATE", "DELETE"):
        editor.execute(f"CREATE TRIGGER law_notice_{act.lower()} BEFORE {act} ON {TABLE} FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END")
    editor.execute(
        f"CREATE TRIGGER law_notice_once BEFORE INSERT ON {TABLE} FOR EACH ROW WHEN EXISTS (SELECT 1 FROM {TABLE} n WHERE n.id = NEW.id"
        f" OR (n.inspection_id = NEW.inspection_id AND n.number = NEW.number)) BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    )


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away, for a migration that goes back."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER law_notice ON {TABLE}")
        editor.execute(f"DROP TRIGGER law_notice_truncate ON {TABLE}")
        editor.execute("DROP FUNCTION law_notice()")
        return
    for name in ("update", "delete", "once"):
        editor.execute(f"DROP TRIGGER law_notice_{name}")
