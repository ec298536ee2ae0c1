"""xiaohao manage seal: append to the tree what has been written since, and sign its root with the ends of all journals."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from xiaohao.ledger.heads import tree
from xiaohao.seal import signing


class Command(BaseCommand):
    """Prints the head. Safe to run twice; run it by a timer, and keep what it prints elsewhere."""

    help = "Sign the head of the ledger with the installation's key."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line: size, root, fingerprint of the key."""
        head = tree.append_and_sign(timezone.now())
        self.stdout.write(f"{head.size} {head.root} {signing.fingerprint(head.key)}" if head else "0 - nothing to sign yet")
