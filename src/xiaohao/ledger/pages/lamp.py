"""灯: how an item stands to its deadline in a list: what is verified waits only for its strike-off and is never late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from xiaohao.ledger.item_page.clock import Clock, clock
from xiaohao.lifecycle import Completion, Stage


def lamp(due_on: date | None, day: date, stage: str, completion: str, struck_off_on: date | None = None) -> Clock:
    """The clock of a row; its tone is `done` for what is completed and not struck off yet."""
    seen = clock(due_on, day, Stage(stage), struck_off_on)
    is_done = completion == Completion.COMPLETED and stage not in (Stage.STRUCK_OFF, Stage.WITHDRAWN)
    return replace(seen, tone="done") if is_done else seen
