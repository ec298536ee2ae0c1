"""引擎: a table of moves and the questions one can ask it. One generator; may and must both derive from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xiaohao.lifecycle.item import MOVES, needs
from xiaohao.lifecycle.terms import Capacity, Completion, Facts, Gate, Move, Refused, Stage, State

ASSIGNED_MOVES = frozenset({"acknowledge", "plan", "report_progress", "claim_completion"})
PARENT_MOVES = frozenset({"assign", "recognise", "annul"})


def refusals(move: str, facts: Facts) -> Iterator[Refused]:
    """Why the move may not be made, the gravest reason first; nothing when it may.

    While `facts.given` is None the question is only what could be done: values and days are not asked for yet.
    """
    rule = MOVES[move]
    yield from of_stage(rule, facts)
    yield from of_hand(rule, facts)
    yield from of_preparation(rule, facts)
    if facts.given is not None:
        yield from of_values(rule, facts)
        yield from of_day(rule, facts)


def check(move: str, facts: Facts) -> None:
    """Raise the first refusal, if there is any."""
    for refused in refusals(move, facts):
        raise refused


def open_moves(facts: Facts) -> tuple[str, ...]:
    """The moves that this person could make now, in the order of the table."""
    return tuple(name for name, move in MOVES.items() if move.by_person and not any(refusals(name, facts)))


def of_stage(move: Move, facts: Facts) -> Iterator[Refused]:
    """What the thing allows, whoever asks."""
    if not move.sources:
        if facts.state is not None:
            yield Refused("wrong_stage", move=move.name, stage=facts.state.stage)
        return
    if facts.state is None or facts.state.stage not in move.sources:
        yield Refused("wrong_stage", move=move.name, stage=facts.state.stage if facts.state else None)
        return
    if facts.has_parts and move.name not in PARENT_MOVES and move.by_person:
        yield Refused("has_parts", move=move.name)
    passed, gates = facts.state.gate, len(facts.rules.gates)
    if move.name == "pass_gate" and passed >= gates:
        yield Refused("no_gate_left", move=move.name)
    if move.name == "strike_off" and passed < gates:
        yield Refused("gate_missing", move=move.name, gate=facts.rules.gates[passed])


def of_hand(move: Move, facts: Facts) -> Iterator[Refused]:
    """Who may."""
    gate = next_gate(facts)
    allowed = hands(move, facts, gate)
    if not allowed & facts.capacities:
        yield Refused("not_your_move", move=move.name, hands=tuple(one for one in Capacity if one in allowed))
    barred = move.bars_own_work and (gate is None or move.name != "pass_gate" or gate.bars_own_work)
    if barred and facts.is_own_work:
        yield Refused("own_work", move=move.name, fallback=facts.rules.fallback)


def hands(move: Move, facts: Facts, gate: Gate | None) -> frozenset[Capacity]:
    """At whose hand the move is: the table's, or the next gate's, or the procedure's."""
    if move.name == "strike_off":
        return facts.rules.strikes_off
    if move.name == "pass_gate":
        return frozenset({gate.hand}) if gate else frozenset()
    if move.name == "return_for_work":
        return frozenset({gate.hand}) if gate else facts.rules.strikes_off
    return move.hands


def next_gate(facts: Facts) -> Gate | None:
    """The gate that stands open, if any is left."""
    passed = facts.state.gate if facts.state else 0
    return facts.rules.gates[passed] if passed < len(facts.rules.gates) else None


def of_preparation(move: Move, facts: Facts) -> Iterator[Refused]:
    """What must have gone before."""
    state = facts.state
    if move.name in ASSIGNED_MOVES and state is not None and state.lead_unit is None:
        yield Refused("not_assigned", move=move.name)
    if move.name == "acknowledge" and facts.is_acknowledged:
        yield Refused("acknowledged", move=move.name)
    if move.name == "annul":
        if facts.annul_in_past_cycle:
            yield Refused("past_cycle", move=move.name)
        if facts.annul_breaks:
            yield Refused("would_break", move=move.name, later=facts.annul_breaks)


def of_values(move: Move, facts: Facts) -> Iterator[Refused]:
    """What must be given."""
    given: Mapping[str, object] = facts.given or {}
    for need in needs(move.name, facts.rules, facts.state or State()):
        if need.required and not given.get(need.key):
            yield Refused("missing", move=move.name, need=need.key)
        elif need.choices and given.get(need.key) and str(given[need.key]) not in need.choices:
            yield Refused("bad_value", move=move.name, need=need.key, value=given[need.key])
    if move.name == "recognise" and given.get("completion") == Completion.COMPLETED:
        yield Refused("recognise_completed", move=move.name)
    if move.name == "assign" and given.get("track") != "continuing" and not given.get("due_on"):
        yield Refused("missing", move=move.name, need="due_on")
    if move.name == "claim_completion":
        if facts.unproved:
            yield Refused("unproved", move=move.name, ordinals=facts.unproved)
        if not facts.evidence_count:
            yield Refused("no_evidence", move=move.name)


def of_day(move: Move, facts: Facts) -> Iterator[Refused]:
    """The two dates: never in the future, never before what went before (an annulment has no place among the days)."""
    on = facts.effective_on
    if on is None:
        return
    if on > facts.today:
        yield Refused("future_day", move=move.name, effective_on=on, today=facts.today)
    last = facts.last_effective_on
    if move.name != "annul" and last is not None and on < last:
        yield Refused("out_of_order", move=move.name, effective_on=on, last=last)
    opening = facts.given and facts.given.get("completion")
    if move.name == "admit" and opening and facts.opened_on is not None and on >= facts.opened_on:
        yield Refused("not_before_opening", effective_on=on, opened_on=facts.opened_on)


def diagram(moves: Mapping[str, Move] = MOVES) -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    for move in moves.values():
        for source in [stage for stage in Stage if stage in move.sources]:
            lines.append(f"    {source} --> {move.target or source}: {move.name}")
        if not move.sources:
            lines.append(f"    [*] --> {move.target}: {move.name}")
    return "\n".join(lines) + "\n"
