"""`xiaohao manage chain`: walk the journal of each inspection and name the first broken record; hold the tree and the signed heads against them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from xiaohao.ledger import proof
from xiaohao.ledger.heads import proving
from xiaohao.ledger.models import Inspection


class Command(BaseCommand):
    """链条核验: proves that no record was changed, put in, taken out or moved."""

    help = "核验每次检查的变动链条 / walk every journal and name the first broken record"

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for inspection in Inspection.objects.order_by("pk"):
            fault = proof.chain_break(inspection)
            lines = [f"{inspection.slug}: {fault.kind} at {fault.seq}"] if fault else list(proof.fact_faults(inspection))
            broken += len(lines)
            for line in lines:
                self.stderr.write(line)
            if not lines:
                self.stdout.write(f"{inspection.slug}: {inspection.seq} 条，链尾 {inspection.head[:16] or '-'}")
        for line in proving.faults():
            broken += 1
            self.stderr.write(line)
        if broken:
            raise CommandError(f"链条有 {broken} 处断裂 / the chain is broken")
