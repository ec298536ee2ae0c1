"""事项的办理表: the table of moves for items and its laws. To add a move is to add a row, its wording, perhaps a law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from xiaohao.lifecycle.machine import Table, of_days, of_hands, of_needs, of_stage, row
from xiaohao.lifecycle.terms import Capacity, Completion, Facts, Gate, Ground, Move, Need, NeedKind, Refused, Rules, Stage, State, Track

OPEN, CLAIMED, IN_NOTICE, STRUCK_OFF = Stage.OPEN, Stage.CLAIMED, Stage.IN_NOTICE, Stage.STRUCK_OFF
OFFICE, LEAD, RESPONSIBLE = Capacity.OFFICE, Capacity.LEAD_UNIT, Capacity.RESPONSIBLE_UNIT
WORDS, DAY, CHOICE, FILES = NeedKind.TEXT, NeedKind.DAY, NeedKind.CHOICE, NeedKind.FILES
RECOGNISED = tuple(c.value for c in Completion if c is not Completion.COMPLETED)
BASES = ("look_back", "complaint", "other")
REASON = Need("reason", WORDS, personal=True)
PROOFS = Need("files", FILES, required=False)

ROWS = (
    # 立账 takes its words from a document. An opening balance (承接) comes as `opening`: completion, struck_off_on, authority, ground.
    row("admit", [], OPEN, [OFFICE]),
    row("assign", [OPEN], None, [OFFICE], Need("leader", NeedKind.PERSON), Need("lead_unit", NeedKind.UNIT),
        Need("units", NeedKind.UNITS, required=False), Need("track", CHOICE, choices=tuple(t.value for t in Track)), Need("due_on", DAY, required=False, unless=("track", Track.CONTINUING.value))),
    row("acknowledge", [OPEN], None, [LEAD], doers=True),
    row("plan", [OPEN], None, [LEAD], Need("measures", NeedKind.MEASURES, personal=True), doers=True),
    row("report_progress", [OPEN], None, [LEAD, RESPONSIBLE], Need("narrative", WORDS, personal=True), PROOFS, doers=True),
    row("recognise", [OPEN], None, [OFFICE], Need("completion", CHOICE, choices=RECOGNISED), REASON, own_barred=True),
    row("claim_completion", [OPEN], CLAIMED, [LEAD], Need("ground", CHOICE, choices=tuple(g.value for g in Ground)),
        Need("statement", WORDS, personal=True), Need("signed_off_by", NeedKind.PERSON), PROOFS, doers=True),
    row("pass_gate", [CLAIMED], None, [], own_barred=True),
    row("return_for_work", [CLAIMED, IN_NOTICE], OPEN, [], REASON, own_barred=True),
    row("strike_off", [CLAIMED, IN_NOTICE], STRUCK_OFF, [], Need("authority", WORDS), own_barred=True),
    row("reopen", [STRUCK_OFF], OPEN, [OFFICE], Need("basis", CHOICE, choices=BASES), REASON, Need("due_on", DAY)),
    row("annul", [OPEN, CLAIMED, IN_NOTICE, STRUCK_OFF], None, [OFFICE], Need("event", NeedKind.EVENT), REASON, own_barred=True),
    row("follow_parts", list(Stage), None, [Capacity.SYSTEM], by_person=False),
)  # fmt: skip
MOVES: Mapping[str, Move] = {move.name: move for move in ROWS}
OF_ASSIGNED = frozenset({"acknowledge", "plan", "report_progress", "claim_completion"})
OF_PARENTS = frozenset({"assign", "recognise", "annul", "follow_parts"})


def needs(move: str, rules: Rules, state: State | None) -> tuple[Need, ...]:
    """What the move's form asks for: of a gate, what the procedure's next gate asks; of a claim, the grounds that the procedure knows.

    Raises KeyError for an unknown move.
    """
    if move == "pass_gate":
        gate = next_gate(rules, state)
        return gate.needs if gate else ()
    wanted = MOVES[move].needs
    if move == "claim_completion":
        grounds = tuple(ground.value for ground in rules.grounds)
        return tuple(replace(need, choices=grounds) if need.key == "ground" else need for need in wanted)
    return wanted


def next_gate(rules: Rules, state: State | None) -> Gate | None:
    """The gate that stands next before the item, if any is left."""
    passed = state.gate if state else 0
    return rules.gates[passed] if passed < len(rules.gates) else None


def hands(move: str, rules: Rules, state: State | None) -> frozenset[Capacity]:
    """At whose hand the move is: the table's, the next gate's, or that of those who strike off. Raises KeyError for an unknown move."""
    gate = next_gate(rules, state)
    if move == "strike_off":
        return rules.strikes_off
    if move == "pass_gate":
        return frozenset({(gate or rules.gates[-1]).hand})
    if move == "return_for_work":
        return frozenset({gate.hand}) if gate else frozenset({rules.gates[-1].hand}) | rules.strikes_off
    return MOVES[move].hands


def of_admission(move: Move, facts: Facts) -> Iterator[Refused]:
    """Only what is not in the ledger is admitted; nothing else happens before."""
    if facts.state is None and move.sources:
        yield Refused("not_admitted", move=move.name)
    if facts.state is not None and not move.sources:
        yield Refused("already_admitted", move=move.name, stage=facts.state.stage)


def of_parts(move: Move, facts: Facts) -> Iterator[Refused]:
    """A parent follows its parts; by itself it is only assigned, recognised, or put right."""
    if facts.has_parts and move.name not in OF_PARENTS and move.sources:
        yield Refused("has_parts", move=move.name)


def of_path(move: Move, facts: Facts) -> Iterator[Refused]:
    """What must have gone before, whoever asks."""
    if facts.state is not None and move.sources:
        yield from path(move, facts.state, facts.rules)


def path(move: Move, state: State, rules: Rules) -> Iterator[Refused]:
    """The move's path through stages and gates, hands and values aside; replay asks it too."""
    yield from of_stage(move, state.stage)
    gate = next_gate(rules, state)
    if move.name == "pass_gate" and gate is None:
        yield Refused("no_gate_left", move=move.name)
    if move.name == "strike_off" and gate is not None:
        yield Refused("gate_missing", move=move.name, gate=gate, hands=(gate.hand,))
    if move.name in OF_ASSIGNED and state.lead_unit is None:
        yield Refused("not_assigned", move=move.name)


def of_capacity(move: Move, facts: Facts) -> Iterator[Refused]:
    """Who may."""
    yield from of_hands(move, hands(move.name, facts.rules, facts.state), facts)


def of_own_work(move: Move, facts: Facts) -> Iterator[Refused]:
    """Nobody decides on work of their own, unless the procedure's gate lets them."""
    gate = next_gate(facts.rules, facts.state) if move.name in ("pass_gate", "return_for_work") else None
    if facts.is_own_work and move.bars_own_work and (gate is None or gate.bars_own_work):
        yield Refused("own_work", move=move.name, fallback=facts.rules.fallback)


def of_repetition(move: Move, facts: Facts) -> Iterator[Refused]:
    """What was acknowledged is not acknowledged again; what is annulled must leave a lawful past."""
    if move.name == "acknowledge" and facts.is_acknowledged:
        yield Refused("acknowledged", move=move.name)
    if move.name == "annul" and facts.annul_in_past_cycle:
        yield Refused("past_cycle", move=move.name)
    if move.name == "annul" and facts.annul_breaks:
        yield Refused("would_break", move=move.name, later=facts.annul_breaks)


def of_values(move: Move, facts: Facts) -> Iterator[Refused]:
    """What must be given; asked only once something is."""
    given = facts.given
    if given is None:
        return
    if move.name == "plan" and not given.get("measures"):
        yield Refused("no_measures", move=move.name, need="measures")
    if move.name == "recognise" and given.get("completion") == Completion.COMPLETED:
        yield Refused("recognise_completed", move=move.name, need="completion")
    yield from of_needs(move, needs(move.name, facts.rules, facts.state), given)


def of_signature(move: Move, facts: Facts) -> Iterator[Refused]:
    """A claim is signed by another than who makes it: a head of the lead unit or the responsible leader, where there is one beside the doer."""
    signer = facts.given.get("signed_off_by") if facts.given and move.name == "claim_completion" else None
    if signer is None:
        return
    if signer == facts.person:
        yield Refused("own_signature", move=move.name, need="signed_off_by")
    elif facts.signers and signer not in facts.signers:
        yield Refused("not_a_signer", move=move.name, need="signed_off_by")


def of_proof(move: Move, facts: Facts) -> Iterator[Refused]:
    """A claim of completion rests on evidence: some at all, and some for each criterion of the plan."""
    if move.name == "claim_completion" and facts.given is not None:
        if facts.unproved:
            yield Refused("unproved", move=move.name, need="files", ordinals=facts.unproved)
        if not facts.evidence_count:
            yield Refused("no_evidence", move=move.name, need="files")


def of_dates(move: Move, facts: Facts) -> Iterator[Refused]:
    """The day from which it is so, and the days among the values. An annulment has no place among the days: it takes one away from all."""
    if facts.given is None:
        return
    yield from of_days(move, replace(facts, last_effective_on=None) if move.name == "annul" else facts)
    on = facts.effective_on
    checked, due = facts.given.get("checked_on"), facts.given.get("due_on")
    if move.name == "pass_gate" and on and isinstance(checked, date) and checked > on:
        yield Refused("checked_after", move=move.name, need="checked_on", checked_on=checked, effective_on=on)
    if move.name == "reopen" and on and isinstance(due, date) and due < on:
        yield Refused("due_before", move=move.name, need="due_on", due_on=due, effective_on=on)


def of_opening(move: Move, facts: Facts) -> Iterator[Refused]:
    """An opening balance is for days before the ledger's opening day, and does not contradict itself."""
    opening = facts.given.get("opening") if facts.given and move.name == "admit" else None
    if not isinstance(opening, Mapping) or not opening:
        return
    on, opened = facts.effective_on, facts.opened_on
    if on is not None and opened is not None and on >= opened:
        yield Refused("not_before_opening", move=move.name, effective_on=on, opened_on=opened)
    completion = Completion(str(opening.get("completion") or Completion.NOT_COMPLETED))
    if opening.get("struck_off_on") and completion is not Completion.COMPLETED and (opening.get("ground") or "rectified") == Ground.RECTIFIED:
        yield Refused("opening_uncompleted", move=move.name, completion=completion)


ITEM: Table[Facts] = Table(
    MOVES, (of_admission, of_parts, of_capacity, of_path, of_own_work, of_repetition, of_values, of_signature, of_proof, of_dates, of_opening)
)  # fmt: skip


def refusals(move: str, facts: Facts) -> Iterator[Refused]:
    """Why the move may not be made on the item, the gravest reason first; nothing when it may.

    While `facts.given` is None the question is only what could be done: values, proof and days are not asked for yet.
    """
    return ITEM.refusals(move, facts)


def check(move: str, facts: Facts) -> None:
    """Raise the first refusal, if there is any."""
    ITEM.check(move, facts)


def open_moves(facts: Facts) -> tuple[str, ...]:
    """The moves that this person could make on the item now, in the order of the table."""
    return ITEM.open_moves(facts)
