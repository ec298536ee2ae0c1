"""单位树: where a unit stands, and how it is put there. `path` is written here and nowhere else."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from xiaohao.people.models import Unit


def plant(
    *, name: str, kind: str, code: str, parent: Unit | None = None, short_name: str = "", position: int = 0, level: str = "", from_on: date | None = None,
) -> Unit:  # fmt: skip
    """A new unit under its parent, with its path."""
    with transaction.atomic():
        made = Unit.objects.create(
            name=name, kind=kind, code=code, parent=parent, short_name=short_name, position=position, level=level, from_on=from_on,
            path=f"new-{secrets.token_hex(8)}",
        )  # fmt: skip
        made.path = f"{parent.path if parent else '/'}{made.pk}/"
        made.save(update_fields=["path"])
    return made


def replant(unit: Unit, parent: Unit | None) -> None:
    """The unit and all below it to another place: one statement for the subtree, whatever its size."""
    before, after = unit.path, f"{parent.path if parent else '/'}{unit.pk}/"
    # The prefix is cut by its length: a path holds numbers and strokes only, so that every database counts it alike.
    Unit.objects.filter(path__startswith=before).update(path=Concat(Value(after), Substr(F("path"), len(before) + 1)))
    unit.parent, unit.path = parent, after
    unit.save(update_fields=["parent"])
