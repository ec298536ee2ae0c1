"""程序页的内容: a procedure drawn: the way out of the ledger as boxes in a row, each with its hand and what it asks."""

from __future__ import annotations

from dataclasses import dataclass

from xiaohao.lifecycle import Capacity, GateKind, Rules
from xiaohao.wording import label

WIDE, HIGH, GAP = 168, 92, 34


@dataclass(frozen=True, slots=True)
class Box:
    """一格: one step of the drawing."""

    x: int
    name: str
    hand: str
    asks: tuple[str, ...]
    tone: str  # end, gate, verifies, notice, upward, own
    is_last: bool

    @property
    def middle(self) -> int:
        """Where its words are centred."""
        return self.x + WIDE // 2

    @property
    def right(self) -> int:
        """Where its arrow begins."""
        return self.x + WIDE

    @property
    def next_x(self) -> int:
        """Where its arrow ends."""
        return self.x + WIDE + GAP


@dataclass(frozen=True, slots=True)
class Drawing:
    """程序图: the boxes and the size of the picture. Returns run below them."""

    boxes: tuple[Box, ...]
    width: int
    height: int = HIGH + 70


def drawing(rules: Rules, lang: str) -> Drawing:
    """The way of a procedure from the claim to the strike-off."""
    steps: list[tuple[str, str, tuple[str, ...], str]] = [(label("claim_completion", lang, of="move"), label(Capacity.LEAD_UNIT, lang), (), "end")]
    for gate in rules.gates:
        asks = (*(label(need, lang) for need in gate.needs), *((f"{label('checks', lang, of='need')} {len(gate.points)}",) if gate.points else ()))
        if gate.kind is GateKind.NOTICE and (days := rules.time("notice")):
            asks = (*asks, f"{days.count} {label(days.unit, lang)}")
        tone = "verifies" if gate.verifies else gate.kind.value if gate.kind is not GateKind.CHECK else "gate" if gate.bars_own_work else "own"
        steps.append((label(gate, lang), label(gate.hand, lang), asks, tone))
    decides = "、".join(label(one, lang) for one in Capacity if one in rules.strikes_off)
    steps.append((label("strike_off", lang, of="move"), decides, (), "end"))
    boxes = tuple(
        Box(place * (WIDE + GAP) + 2, name, hand, asks, tone, place == len(steps) - 1) for place, (name, hand, asks, tone) in enumerate(steps)
    )
    return Drawing(boxes, len(boxes) * (WIDE + GAP))
