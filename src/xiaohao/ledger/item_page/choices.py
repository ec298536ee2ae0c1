"""可办之事: the buttons of an item: exactly the open moves, and greyed ones with the reason where people would look for them."""

from __future__ import annotations

from dataclasses import dataclass

from xiaohao.lifecycle import KIND_DECIDED, Facts, Refused, Stage, hands, next_gate, open_moves, refusals
from xiaohao.wording import label, say

# The order in which a move is the next thing to do; the first one open is shown as the chief button. A check has none: it may end either way.
FORWARD = ("strike_off", "acknowledge", "assign", "plan", "report_progress", "claim_completion", "put_on_notice", "end_notice", "report_up")
ONCE = frozenset({"assign", "plan"})  # may be made again, but are then no longer the next thing to do
# The way itself, and answers that somebody waits for. Whatever else may be made stands behind one word, so that the next step is seen.
ON_THE_WAY = frozenset({
    *FORWARD, "approve_plan", "return_plan", "pass_gate", "return_for_work", "recognise", "answer", "object", "reopen", "recheck", *KIND_DECIDED,
})  # fmt: skip
# Moves that people in the right capacity look for even while they cannot be made.
SOUGHT = ("assign", "request_extension", "claim_completion", "pass_gate", "end_notice", "strike_off")


# Reasons that are worth a grey button: what stands in the way can be waited for, or be done by somebody.
SAID = frozenset({
    "own_work", "has_parts", "not_assigned", "gate_missing", "plan_not_approved", "request_open", "asked_too_late", "extended_enough", "objection_open",
    "objection_upheld", "notice_running", "not_reported_up", "unconfirmed",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """可办之事: a move as a button; `why` is the sentence of a greyed one."""

    move: str
    name: str
    is_chief: bool = False
    is_aside: bool = False
    why: str = ""

    @property
    def path(self) -> str:
        """As it stands in an address."""
        return self.move.replace("_", "-")


def choices(facts: Facts, done: frozenset[str], lang: str) -> tuple[Choice, ...]:
    """Exactly the open moves, in the order of the table; one of them as the chief. `done` are the moves made in this cycle."""
    moves = open_moves(facts)
    chief = next((move for move in FORWARD if move in moves and not (move in ONCE and move in done)), "")
    return tuple(Choice(move, move_label(move, facts, lang), is_chief=move == chief, is_aside=move not in ON_THE_WAY) for move in moves)


def move_label(move: str, facts: Facts, lang: str) -> str:
    """The move's name; that of its gate where the procedure has several."""
    name = label(move, lang, of="move")
    gate = next_gate(facts.rules, facts.state)
    if move == "pass_gate" and gate and len(facts.rules.gates) > 1:
        return f"{name}: {label(gate, lang)}" if lang == "en" else f"{name}：{label(gate, lang)}"
    return name


def barred(facts: Facts, lang: str) -> tuple[Choice, ...]:
    """Moves that people in these capacities look for and may not make, each with the reason."""
    if facts.state is None or facts.state.stage in (Stage.STRUCK_OFF, Stage.WITHDRAWN):
        return ()
    found = []
    for move in SOUGHT:
        reason = next(refusals(move, facts), None)
        if reason is not None and is_sought(move, reason, facts):
            found.append(Choice(move, move_label(move, facts, lang), why=say(reason, lang, pack=facts.rules.labels)))
    return tuple(found)


def is_sought(move: str, reason: Refused, facts: Facts) -> bool:
    """Whether the person is among those who make the move, and it is not simply behind them."""
    if not hands(move, facts.rules, facts.state) & facts.capacities:
        return False
    if reason.code == "wrong_stage":
        return move in ("pass_gate", "strike_off") and facts.state is not None and facts.state.stage is Stage.OPEN
    return reason.code in SAID
