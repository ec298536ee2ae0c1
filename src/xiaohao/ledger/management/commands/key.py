"""xiaohao manage key: the installation's public key, to be given to whoever verifies its bundles."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from xiaohao.ledger.heads import key
from xiaohao.seal import signing


class Command(BaseCommand):
    """Prints the public key and its fingerprint."""

    help = "Print the installation's public key and its fingerprint."

    def handle(self, *args: Any, **options: Any) -> None:
        """Two words on a line."""
        public = key.public()
        self.stdout.write(f"{public} {signing.fingerprint(public)}")
