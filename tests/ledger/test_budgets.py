"""What a move costs in statements; a page adds three of its own: the session, the account, the item with its sight."""

from __future__ import annotations

from datetime import timedelta

import make
import pytest
from cast import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger import moves
from xiaohao.ledger.models import Item

OF_THE_PAGE, WHOLE = 3, 14
NOT_COUNTED = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")


@pytest.mark.parametrize("items", [3, 120])
@pytest.mark.parametrize("move", ["acknowledge", "recognise", "return_for_work", "pass_gate", "strike_off", "reopen"])
def test_one_move_costs_fourteen_statements_however_large_the_ledger(cast: Cast, move: str, items: int) -> None:
    before, by, given = {
        "acknowledge": ("assigned", cast.hegong, {}),
        "recognise": ("assigned", cast.sumin, {"completion": "long_term", "reason": "长期坚持"}),
        "return_for_work": ("claimed", cast.handu, {"reason": "补充"}),
        "pass_gate": ("claimed", cast.handu, {"opinion": "属实", "checked_on": make.DAY}),
        "strike_off": ("verified", cast.sumin, {"authority": "会议"}),
        "reopen": ("struck_off", cast.sumin, {"basis": "other", "reason": "反弹", "due_on": make.DAY + timedelta(days=60)}),
    }[move]  # fmt: skip
    inspection = make.inspection(cast, items)
    row: Item = make.item(cast, inspection.items.order_by("-position")[0], at=before)
    with CaptureQueriesContext(connection) as asked:
        moves.make(move, row, by=by, on=make.DAY, now=make.NOW, given=given)
    counted = [one["sql"] for one in asked.captured_queries if not one["sql"].startswith(NOT_COUNTED)]
    assert len(counted) + OF_THE_PAGE <= WHOLE, counted
