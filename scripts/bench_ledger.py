"""Work counted and time beside a bare page: lists, one item, tallies, moves, an intake; on the database that XIAOHAO_DATABASE names, else a scratch SQLite.

    python scripts/bench_ledger.py [ITEMS …]

Times are medians of a warm process in milliseconds; the ratio is to a page that reads fifty rows and shows them, measured in the same run.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("XIAOHAO_DATA", tempfile.mkdtemp(prefix="xiaohao-bench-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "xiaohao.web.settings"
sys.path[:0] = [str(ROOT / "tests")]

import django  # noqa: E402

django.setup()

import make  # noqa: E402
from cast import Cast, assemble  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template import Context, Template  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from xiaohao.ledger import intake, moves, queries  # noqa: E402
from xiaohao.ledger.models import Event, Inspection, Item  # noqa: E402
from xiaohao.people.models import Unit  # noqa: E402

BARE = Template("<table>{% for one in rows %}<tr><td>{{ one.number }}</td><td>{{ one.text }}</td><td>{{ one.stage }}</td></tr>{% endfor %}</table>")
RUNS = 9


def timed(act: Callable[[], object]) -> tuple[float, int, int]:
    """(median ms, SQL statements, bytes) of an act; the first run is not counted."""
    with CaptureQueriesContext(connection) as asked:
        answer = act()
    count = sum(1 for one in asked.captured_queries if not one["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")))
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), count, len(getattr(answer, "content", b""))


def filled(cast: Cast, items: int) -> Inspection:
    """An inspection with so many items, a third of them assigned, and the time that its intake took."""
    raw = make.notice(min(items, 900), name=f"{items}").encode()
    begun = time.perf_counter()
    taken = intake.propose(raw, f"{items}.txt", by=cast.sumin, now=make.NOW)
    inspection = intake.admit(taken, by=cast.sumin, on=make.DAY, now=make.NOW, opening=make.opening(cast, f"b-{items}"))
    print(f"  intake of {inspection.items.count()} items: {(time.perf_counter() - begun) * 1000:.0f} ms")
    for item in inspection.items.order_by("position")[:: max(1, items // 30)]:
        make.item(cast, item, at="claimed")
    inspection.refresh_from_db()
    return inspection


def measured(cast: Cast, inspection: Inspection, items: int) -> None:
    """One table."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.sumin)
    item = inspection.items.filter(stage="claimed").order_by("position").first()
    day = timezone.localdate()

    def bare() -> HttpResponse:
        return HttpResponse(BARE.render(Context({"rows": list(Item.objects.filter(inspection=inspection).order_by("position")[:50])})))

    acts: dict[str, Callable[[], object]] = {
        "bare page of 50 rows": bare,
        "ledger page of 50": lambda: client.get(f"/{inspection.slug}/ledger/"),
        "ledger page, filtered, of a past day": lambda: client.get(f"/{inspection.slug}/ledger/?stage=open&as_of={make.DAY.isoformat()}"),
        "ledger page, searched": lambda: client.get(f"/{inspection.slug}/ledger/?q=事项"),
        "one item": lambda: client.get(f"/{inspection.slug}/items/{item.address}/") if item else None,
        "overview": lambda: client.get(f"/{inspection.slug}/"),
        "desk": lambda: client.get("/"),
        "tally of a day": lambda: queries.tally(inspection, day),
    }  # fmt: skip
    base = 0.0
    for name, act in acts.items():
        took, count, size = timed(act)
        base = base or took
        print(f"  {name:<38} {took:8.2f} ms  x{took / base:5.1f}  {count:3d} SQL  {size / 1024:6.1f} KB")


def moved(cast: Cast, inspection: Inspection) -> None:
    """What each move of one item costs."""
    item = inspection.items.filter(stage="open", lead_unit__isnull=True).order_by("position").first()
    if item is None:
        return
    on, now = make.DAY, make.NOW
    claim = {"ground": "rectified", "statement": "已整改", "signed_off_by": cast.lin.person_id}
    duty = {"leader": cast.lin.person_id, "lead_unit": cast.housing.pk, "units": [cast.market.pk], "track": "staged", "due_on": on + timedelta(days=90)}
    acts = (
        ("assign", cast.sumin, duty, ()), ("acknowledge", cast.hegong, {}, ()), ("report_progress", cast.hegong, {"narrative": "推进"}, ()),
        ("claim_completion", cast.hegong, claim, (make.proof(),)), ("pass_gate", cast.handu, {"opinion": "属实", "checked_on": on}, ()),
        ("strike_off", cast.sumin, {"authority": "会议"}, ()),
    )  # fmt: skip
    for move, by, given, files in acts:
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            moves.make(move, item, by=by, on=on, now=now, given=given, files=files)
        took = (time.perf_counter() - begun) * 1000
        count = sum(1 for one in asked.captured_queries if not one["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")))
        print(f"  {move:<38} {took:8.2f} ms         {count:3d} SQL")


def main(sizes: list[int]) -> None:
    """Every size in turn."""
    call_command("migrate", verbosity=0)
    if Unit.objects.exists():
        raise SystemExit("the database is not empty; name a scratch one")
    cast = assemble()
    for items in sizes:
        print(f"{connection.vendor}, {items} items in one inspection")
        inspection = filled(cast, items)
        measured(cast, inspection, items)
        moved(cast, inspection)
    print(f"{Event.objects.count()} events in all")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [50, 900])
