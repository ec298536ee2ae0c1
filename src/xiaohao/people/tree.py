"""单位树: where a unit stands, and how it is put there. `path` is written here and nowhere else."""

from __future__ import annotations

import secrets

from django.db import transaction

from xiaohao.people.models import Unit


def plant(*, name: str, kind: str, code: str, parent: Unit | None = None, short_name: str = "", position: int = 0) -> Unit:
    """A new unit under its parent, with its path."""
    with transaction.atomic():
        made = Unit.objects.create(
            name=name, kind=kind, code=code, parent=parent, short_name=short_name, position=position, path=f"new-{secrets.token_hex(8)}",
        )  # fmt: skip
        made.path = f"{parent.path if parent else '/'}{made.pk}/"
        made.save(update_fields=["path"])
    return made
