"""办理: the one address through which programs move an item; the door is the same as for pages."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from xiaohao.api import asked, shapes, shaping
from xiaohao.api.account import asking
from xiaohao.ledger import access, moves

Json = dict[str, Any]
ANSWERS = {201: shapes.Moved, 401: shapes.Problem, 403: shapes.Problem, 404: shapes.Problem, 409: shapes.Problem, 422: shapes.Problem}
router = Router(tags=["moves"])


@router.post("/items/{slug:slug}/{slug:address}/moves", response=ANSWERS, summary="办理 / make a move")
def make(request: HttpRequest, slug: str, address: str, made: shapes.Made) -> Status[Json]:
    """Make one move. What it asks for stands under `moves` of the item; what the law refuses is answered with 409."""
    now = timezone.now()
    user = asking(request)
    on = asked.on(made.on)
    given = asked.given(cast(dict[str, object], made.given))
    files = asked.uploads(made.files)
    item = access.item(user, slug, address, timezone.localdate(now))
    event = moves.make(made.move, item, by=user, on=on, now=now, given=given, files=files)
    leader = item.leader if event.leader_id == item.leader_id else event.leader
    lead_unit = item.lead_unit if event.lead_unit_id == item.lead_unit_id else event.lead_unit
    state = shaping.state(event, shaping.named(leader), shaping.named(lead_unit))
    return Status(201, {"event": event.pk, "seq": event.seq, "digest": event.digest, "recorded_at": event.recorded_at, "state": state})
