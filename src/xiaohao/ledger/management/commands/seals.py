"""xiaohao manage seals: look under the seal of every strike-off; where something changed since its claim, the strike-off is void."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from xiaohao.ledger import moves
from xiaohao.ledger.models import Item


class Command(BaseCommand):
    """Prints one line for each strike-off that it voids, and how many it looked at. Safe to run twice."""

    help = "Void each strike-off under whose seal something has changed, and name what."

    def add_arguments(self, parser: CommandParser) -> None:
        """One inspection, or all."""
        parser.add_argument("inspection", nargs="?", help="its address; all of them where none is given")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each item by itself: what is void is written at once."""
        now = timezone.now()
        rows = Item.objects.filter(stage="struck_off", parts__isnull=True).select_related("inspection").order_by("inspection_id", "position")
        if options["inspection"]:
            rows = rows.filter(inspection__slug=options["inspection"])
        seen = void = 0
        for item in rows.iterator(chunk_size=500):
            seen += 1
            event = moves.void(item, now=now)
            if event is not None:
                void += 1
                self.stdout.write(f"{item.inspection.slug}/{item.address}: void ({', '.join(event.facts['changed'])})")
        self.stdout.write(f"{seen} looked at, {void} void")
