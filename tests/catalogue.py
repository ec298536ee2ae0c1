"""The English catalogue as the pages read it: compiled beside its source where it is missing or older."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import xiaohao

SOURCE = Path(xiaohao.__file__).parent / "shell" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def compiled() -> Path:
    """The compiled catalogue; several test processes may ask at once."""
    made = SOURCE.with_suffix(".mo")
    if not made.exists() or made.stat().st_mtime < SOURCE.stat().st_mtime:
        with SOURCE.open("rb") as source:
            catalogue = read_po(source, locale="en")
        handle, name = tempfile.mkstemp(dir=made.parent, suffix=".mo.part")
        with os.fdopen(handle, "wb") as file:
            write_mo(file, catalogue)
        Path(name).chmod(0o644)
        Path(name).replace(made)
    return made
