"""A ledger of its own in a fresh database, and several people who press the button at once: run as a program, it prints what became of it as JSON.

Tests hold one connection and undo everything; what happens between connections needs a database that keeps what is written.
"""

# ruff: noqa: E402 (settings are loaded before rooms with tables)

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiaohao.web.settings")
sys.path.insert(0, str(Path(__file__).parents[1]))

import django

django.setup()

import make
from cast import Cast, assemble
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from xiaohao.ledger import law, proof
from xiaohao.ledger.models import Event, Inspection, Item, Period
from xiaohao.people.models import User

PEOPLE = 8
PARTS = "".join(f"(1-{n})第{n}处台账不全。\n\n整改情况:补齐第{n}处。\n\n" for n in range(1, PEOPLE + 1))
TEXT = f"中共示例区委关于巡视整改进展情况的通报\n\n一、整改进展情况\n\n(一)反馈问题:履行职责存在差距\n\n1.工作推进不力\n\n{PARTS}"


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Every act in a thread and on a connection of its own, begun together."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(run, act) for act in acts]]


def post(who: User, row: Item, move: str, given: dict[str, Any], *, file: bool = False) -> Callable[[], int]:
    """One form sent by one browser; the status that comes back."""
    client = Client(raise_request_exception=False)
    client.force_login(who)
    address = f"/{row.inspection.slug}/items/{row.address}/{move}/"

    def send() -> int:
        sent = {**given, "effective_on": timezone.localdate().isoformat()}
        if file:
            path = Path(os.environ["XIAOHAO_DATA"]) / "proof.png"
            path.write_bytes(b"\x89PNG\r\n\x1a\n proof")
            with path.open("rb") as proof_of_it:
                return client.post(address, {**sent, "files": proof_of_it}).status_code
        return client.post(address, sent).status_code

    return send


def race(cast: Cast) -> dict[str, list[int]]:
    """The races: statuses by name."""
    items = list(make.inspection(cast, PEOPLE + 1, slug="race").items.select_related("inspection").order_by("position"))
    for row in items:
        make.item(cast, row, at="acknowledged")
    claim = {"ground": "rectified", "statement": "已整改到位", "signed_off_by": cast.lin.person_id}
    parts = list(make.inspection(cast, slug="parts", text=TEXT).items.filter(parent__isnull=False).select_related("inspection").order_by("position"))
    for row in parts:
        make.item(cast, row, at="verified")
    return {
        "one claim": at_once([post(cast.hegong, items[0], "claim-completion", claim, file=True) for _ in range(PEOPLE)]),
        "different items": at_once([post(cast.hegong, row, "report-progress", {"narrative": "进展"}) for row in items[1:]]),
        "one item": at_once([post(cast.hegong, items[1], "report-progress", {"narrative": f"进展{n}"}) for n in range(PEOPLE)]),
        "all parts": at_once([post(cast.sumin, row, "strike-off", {"authority": "会议"}) for row in parts]),
    }


def main() -> None:
    """Make the ledger, race, prove it."""
    call_command("migrate", verbosity=0, interactive=False)
    cast = assemble()
    told: dict[str, Any] = {"statuses": race(cast)}
    inspections = list(Inspection.objects.order_by("pk"))
    told["faults"] = [*law.faults(connection), *(line for one in inspections for line in (*proof.replay_faults(one), *proof.fact_faults(one)))]
    told["breaks"] = [str(proof.chain_break(one)) for one in inspections if proof.chain_break(one)]
    told["claims"] = Event.objects.filter(move="claim_completion", inspection__slug="race").count()
    told["gaps"] = [one.slug for one in inspections if one.seq != Event.objects.filter(inspection=one).count()]
    told["parent"] = Item.objects.get(inspection__slug="parts", parent__isnull=True).stage
    told["open periods"] = Period.objects.filter(seq_to__isnull=True, to_on__isnull=True).count() - Item.objects.count()
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
