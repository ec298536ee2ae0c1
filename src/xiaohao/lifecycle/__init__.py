"""事项的生命: what may happen to a thing, in what order, at whose hand.

Knows order and hands: stages, gates, capacities, the tables of moves, what each leaves behind. Never knows rows, users or clocks.
Doors: the words of the law; `refusals`, `check`, `open_moves`, `needs`, `outcome`, `replay`, `breaks`, `parts_state`, `diagram`; presets.
"""

from xiaohao.lifecycle.item import MOVES, least, needs, outcome, parts_state
from xiaohao.lifecycle.machine import check, diagram, open_moves, refusals
from xiaohao.lifecycle.past import Step, breaks, replay
from xiaohao.lifecycle.presets import as_object, label_pack, procedure, procedures, rules_from
from xiaohao.lifecycle.terms import (
    Capacity,
    Completion,
    Facts,
    Gate,
    Ground,
    Move,
    Need,
    NeedKind,
    Refused,
    Rules,
    Stage,
    State,
    Track,
)

__all__ = [
    "MOVES", "Capacity", "Completion", "Facts", "Gate", "Ground", "Move", "Need", "NeedKind", "Refused", "Rules", "Stage", "State", "Step", "Track",
    "as_object", "breaks", "check", "diagram", "label_pack", "least", "needs", "open_moves", "outcome", "parts_state", "procedure", "procedures",
    "refusals", "replay", "rules_from",
]  # fmt: skip
