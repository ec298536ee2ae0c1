"""程序的版本: the rules in use, kept in rows so that an item goes on under the version it started with."""

from __future__ import annotations

from datetime import datetime

from xiaohao.ledger.models import Procedure, ProcedureVersion
from xiaohao.lifecycle import as_object, procedure
from xiaohao.seal import digest

KEY_OF_KIND = {
    "disciplinary": "party", "local_disciplinary": "local", "audit": "audit", "environmental": "environment", "safety": "safety",
    "petition": "petition", "international": "international",
}  # fmt: skip


def current(key: str, *, made_at: datetime) -> ProcedureVersion:
    """The newest version of a preset, made on first use; raises KeyError for a key that no preset has."""
    rules = procedure(key)
    kept = as_object(rules)
    named, _ = Procedure.objects.get_or_create(key=key)
    version, _ = ProcedureVersion.objects.get_or_create(
        procedure=named, digest=digest(kept),
        defaults={
            "number": named.versions.count() + 1, "rules": kept, "gate_count": len(rules.gates), "made_at": made_at,
        },
    )  # fmt: skip
    return version
