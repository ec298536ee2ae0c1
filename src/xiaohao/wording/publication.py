"""通报的话: what is said when a notice of our own may not go on; Chinese and English side by side, by code."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "not_a_draft": (
        "不能修改：通报现在是“{stage}”，只有起草中的可以改。请先退回起草。",
        "It cannot be changed: the notice is {stage}, and only a draft can be edited. Return it to the drafter first.",
    ),
    "not_approved": ("不能公开：通报还没有审定。请先由起草人以外的人审定。", "It cannot be published: nobody has approved it yet. Somebody other than the drafter must approve it."),
    "figures_unbound": (
        "不能继续：文中的合计数（{printed}）与台账按同一天数出的（{counted}）不一致。请重新拟稿。",
        "It cannot go on: the counts in the text ({printed}) are not those of the ledger for the same day ({counted}). Compose it anew.",
    ),
    "notice_superseded": ("第{number}号通报已被更正，或不属于这次检查。请更正最新的一份。", "Notice {number} was superseded already, or belongs to another inspection. Supersede the newest one."),
    "number_taken": ("编号“{number}”已经登记过，或在表中重复。没有登记任何一件，请核对后重试。", "The number {number} is taken, or stands twice in the list. Nothing was entered; check the list and try again."),
}  # fmt: skip
