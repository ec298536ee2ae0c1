"""本机密钥: the installation's own key, in a file of its owner alone, outside of the database."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from xiaohao.seal import signing


def private() -> bytes:
    """The private key as PEM, made on first use."""
    path = Path(settings.SEAL_KEY)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes()
        with os.fdopen(handle, "wb") as file:
            file.write(signing.new_key())
    return path.read_bytes()


def public() -> str:
    """The public key, as it may be given to anybody."""
    return signing.public_of(private())
