"""事项的办理表: the table of moves for items: where each begins and ends, at whose hand, what it needs. To add a move is to add a row and its wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xiaohao.lifecycle.course import KIND_DECIDED
from xiaohao.lifecycle.machine import row
from xiaohao.lifecycle.terms import Cadence, Capacity, Completion, Gate, GateKind, Ground, Move, Need, NeedKind, Rules, Stage, State, Track

OPEN, CLAIMED, IN_NOTICE, STRUCK_OFF, WITHDRAWN = Stage.OPEN, Stage.CLAIMED, Stage.IN_NOTICE, Stage.STRUCK_OFF, Stage.WITHDRAWN
OFFICE, LEAD, RESPONSIBLE = Capacity.OFFICE, Capacity.LEAD_UNIT, Capacity.RESPONSIBLE_UNIT
WORDS, DAY, CHOICE, FILES, EVENT = NeedKind.TEXT, NeedKind.DAY, NeedKind.CHOICE, NeedKind.FILES, NeedKind.EVENT
RECOGNISED = tuple(c.value for c in Completion if c is not Completion.COMPLETED)
CLOSING = (Ground.RECTIFIED, Ground.NOT_APPLICABLE, Ground.RISK_ACCEPTED, Ground.CLOSED_NOT_IMPLEMENTED)  # what a claim may rest on
CADENCES = tuple(c.value for c in Cadence)
BASES = ("look_back", "complaint", "other")
WAITS = ("review", "approval", "court", "condition", "works", "cost_audit", "payment")
CHANNELS = ("telephone", "post", "email", "visit", "page", "other")
REASON = Need("reason", WORDS, personal=True)
PROOFS = Need("files", FILES, required=False)
DUE = Need("due_on", DAY)
EXPLANATION = Need("explanation", WORDS, required=False, personal=True)  # of figures that are odd
RISK = (Need("acceptor", NeedKind.PERSON, required=False, when=("ground", Ground.RISK_ACCEPTED.value)),
        Need("expires_on", DAY, required=False, when=("ground", Ground.RISK_ACCEPTED.value)))  # fmt: skip


def words(key: str, *, required: bool = True) -> Need:
    """Free words under a key."""
    return Need(key, WORDS, required=required, personal=True)


ROWS = (
    # 立账 takes its words from a document. An opening balance (承接) comes as `opening`: completion, struck_off_on, authority, ground.
    row("admit", [], OPEN, [OFFICE]),
    row("assign", [OPEN], None, [OFFICE], Need("leader", NeedKind.PERSON), Need("lead_unit", NeedKind.UNIT),
        Need("units", NeedKind.UNITS, required=False), Need("track", CHOICE, choices=tuple(t.value for t in Track)),
        Need("due_on", DAY, required=False, unless=("track", Track.CONTINUING.value)), Need("report_every", CHOICE, required=False, choices=CADENCES),
        Need("report_due_on", DAY, required=False)),
    row("acknowledge", [OPEN], None, [LEAD], doers=True),
    row("hand_down", [OPEN], None, [LEAD, RESPONSIBLE], Need("unit", NeedKind.UNIT), words("demand"), Need("answer_due_on", DAY, required=False), doers=True),
    row("plan", [OPEN], None, [LEAD], Need("measures", NeedKind.MEASURES, personal=True), EXPLANATION, doers=True),
    row("approve_plan", [OPEN], None, [OFFICE], Need("grade", CHOICE, choices=("good", "fair", "poor")), words("opinion", required=False), own_barred=True),
    row("return_plan", [OPEN], None, [OFFICE], REASON, own_barred=True),
    row("report_progress", [OPEN], None, [LEAD, RESPONSIBLE], words("narrative"), Need("readings", NeedKind.READINGS, required=False, personal=True),
        Need("done", NeedKind.OBJECTS, required=False), EXPLANATION, PROOFS, doers=True),
    row("recognise", [OPEN], None, [OFFICE], Need("completion", CHOICE, choices=RECOGNISED), REASON, own_barred=True),
    # 申请与答复: one request of a kind at a time; what is asked for stands in the answer once more, so that an answer tells its outcome by itself.
    row("request_extension", [OPEN], None, [LEAD], DUE, REASON, words("progress"), PROOFS, doers=True),
    row("grant_extension", [OPEN], None, [], DUE, words("authority"), own_barred=True),
    row("refuse_extension", [OPEN], None, [], REASON, own_barred=True),
    row("request_conversion", [OPEN], None, [LEAD], words("stage_goal"), REASON, Need("report_every", CHOICE, choices=CADENCES), Need("report_due_on", DAY),
        Need("due_on", DAY, required=False), doers=True),
    row("grant_conversion", [OPEN], None, [], words("stage_goal"), Need("report_every", CHOICE, choices=CADENCES), Need("report_due_on", DAY),
        Need("due_on", DAY, required=False), words("authority"), own_barred=True),
    row("refuse_conversion", [OPEN], None, [], REASON, own_barred=True),
    row("request_transfer", [OPEN], None, [LEAD], Need("lead_unit", NeedKind.UNIT), REASON, doers=True),
    row("grant_transfer", [OPEN], None, [], Need("lead_unit", NeedKind.UNIT), words("opinion", required=False), own_barred=True),
    row("refuse_transfer", [OPEN], None, [], REASON, own_barred=True),
    row("dispute", [OPEN], None, [LEAD], words("grounds"), Need("files", FILES), doers=True),
    row("uphold_dispute", [OPEN], WITHDRAWN, [], words("authority"), own_barred=True),
    row("reject_dispute", [OPEN], None, [], REASON, own_barred=True),
    row("withdraw_request", [OPEN], None, [LEAD], Need("event", EVENT), REASON, doers=True),
    # 佐证材料
    row("add_evidence", [OPEN, CLAIMED], None, [LEAD, RESPONSIBLE], Need("files", FILES), words("note", required=False), doers=True),
    row("replace_evidence", [OPEN, STRUCK_OFF], None, [LEAD, RESPONSIBLE], Need("evidence", NeedKind.EVIDENCE), REASON, Need("files", FILES), doers=True),
    row("withdraw_evidence", [OPEN, STRUCK_OFF], None, [LEAD, RESPONSIBLE], Need("evidence", NeedKind.EVIDENCE), REASON, doers=True),
    row("review_evidence", [CLAIMED, IN_NOTICE], None, [OFFICE], Need("evidence", NeedKind.EVIDENCE),
        Need("verdict", CHOICE, choices=("accepted", "insufficient", "rejected")),
        Need("opinion", WORDS, required=False, personal=True, unless=("verdict", "accepted")), own_barred=True),
    # 外部因素与遗留: they stand beside the state and explain it
    row("begin_wait", [OPEN, CLAIMED, IN_NOTICE], None, [LEAD, OFFICE], Need("kind", CHOICE, choices=WAITS), words("on_whom"), Need("since_on", DAY),
        Need("expected_on", DAY, required=False), words("paper", required=False)),
    row("end_wait", [OPEN, CLAIMED, IN_NOTICE, STRUCK_OFF], None, [LEAD, OFFICE], Need("wait", NeedKind.WAIT), words("result")),
    row("note_remainder", [OPEN, CLAIMED, IN_NOTICE, STRUCK_OFF], None, [LEAD, OFFICE], words("text"), Need("expected_on", DAY)),
    row("settle_remainder", [OPEN, CLAIMED, IN_NOTICE, STRUCK_OFF], None, [LEAD, OFFICE], Need("remainder", NeedKind.REMAINDER), words("result")),
    # 销号程序
    row("claim_completion", [OPEN], CLAIMED, [LEAD], Need("ground", CHOICE, choices=tuple(g.value for g in CLOSING)),
        words("statement"), Need("signed_off_by", NeedKind.PERSON), words("unreached", required=False), *RISK, PROOFS, doers=True),
    row("report_up", [CLAIMED], None, [], words("addressee"), words("paper"), Need("sent_on", DAY), own_barred=True),
    row("pass_gate", [CLAIMED], None, [], own_barred=True),
    row("put_on_notice", [CLAIMED], IN_NOTICE, [], words("channel"), words("notice_text"), Need("first_on", DAY), Need("last_on", DAY),
        words("stated_days", required=False), own_barred=True),
    row("object", [IN_NOTICE], None, [OFFICE, Capacity.PUBLIC], Need("channel_kind", CHOICE, choices=CHANNELS), words("grounds"),
        words("objector", required=False), PROOFS),
    row("answer", [IN_NOTICE], None, [OFFICE], Need("event", EVENT), Need("verdict", CHOICE, choices=("upheld", "not_upheld")), words("reply"), own_barred=True),
    row("end_notice", [IN_NOTICE], CLAIMED, [], words("result"), words("channel"), own_barred=True),
    row("return_for_work", [CLAIMED, IN_NOTICE], OPEN, [], REASON, own_barred=True),
    row("strike_off", [CLAIMED], STRUCK_OFF, [], words("authority"), own_barred=True),
    # 销号之后
    row("recheck", [STRUCK_OFF], None, [Capacity.VERIFIER, Capacity.SUPERVISION_GROUP], Need("verdict", CHOICE, choices=("held", "relapsed")), words("opinion"),
        Need("checked_on", DAY), PROOFS, own_barred=True),
    row("hand_over", [STRUCK_OFF], None, [OFFICE], Need("unit", NeedKind.UNIT), words("routine")),
    row("void", [STRUCK_OFF], OPEN, [Capacity.SYSTEM], by_person=False),
    row("reopen", [STRUCK_OFF], OPEN, [OFFICE], Need("basis", CHOICE, choices=BASES), REASON, DUE),
    # 台账的整理
    row("amend", [OPEN, STRUCK_OFF], None, [OFFICE], words("text"), REASON, own_barred=True),
    row("merge", [OPEN], WITHDRAWN, [OFFICE], Need("item", NeedKind.ITEM), REASON, own_barred=True),
    row("split", [OPEN], WITHDRAWN, [OFFICE], Need("items", NeedKind.ITEMS, personal=True), REASON, own_barred=True),
    row("transfer_out", [OPEN], WITHDRAWN, [OFFICE], words("addressee"), words("paper"), REASON, own_barred=True),
    row("change_procedure", [OPEN], None, [OFFICE], Need("version", NeedKind.VERSION), REASON, own_barred=True),
    row("annul", list(Stage), None, [OFFICE], Need("event", EVENT), REASON, own_barred=True),
    row("follow_parts", list(Stage), None, [Capacity.SYSTEM], by_person=False),
)  # fmt: skip
MOVES: Mapping[str, Move] = {move.name: move for move in ROWS}
DOERS_ACTS = frozenset(move.name for move in ROWS if move.is_doers_act)
OF_ASSIGNED = frozenset(name for name in DOERS_ACTS if OPEN in MOVES[name].sources)
OF_PARENTS = frozenset({"assign", "recognise", "annul", "begin_wait", "end_wait", "follow_parts"})
PROVING = frozenset({"report_progress", "claim_completion", "add_evidence", "replace_evidence"})  # whose files prove a measure or the item
SEALING = frozenset({"admit", "amend", "plan", "change_procedure"})  # whose words and rules a claim fixes
# What others rest on outside of the item's own past: its admission, its successors, what the ledger itself did.
NEVER_ANNULLED = frozenset({"annul", "admit", "follow_parts", "split", "void"})
OF_GATE = frozenset({"put_on_notice", "end_notice", "report_up", "pass_gate"})
ANSWERS = ("met", "unmet", "not_applicable")  # to a point of a check-list


def needs(move: str, rules: Rules, state: State | None, *, is_last_resort: bool = False) -> tuple[Need, ...]:
    """What the move's form asks for: of a gate, what the procedure's next gate asks; of a claim, the grounds that the procedure knows; of the fallback
    hand that decides because nobody else is left, the letter by which it does.

    Raises KeyError for an unknown move.
    """
    wanted = MOVES[move].needs
    if move == "pass_gate":
        gate = next_gate(rules, state)
        points = (Need("checks", NeedKind.CHECKS),) if gate and gate.points else ()
        wanted = (*gate.needs, *points) if gate else ()
    if move == "claim_completion":
        grounds = tuple(ground.value for ground in rules.grounds)
        wanted = tuple(replace(need, choices=grounds) if need.key == "ground" else need for need in wanted)
        if Ground.RISK_ACCEPTED not in rules.grounds:
            wanted = tuple(need for need in wanted if need not in RISK)
    return (*wanted, words("letter")) if is_last_resort and MOVES[move].bars_own_work else wanted


def next_gate(rules: Rules, state: State | None) -> Gate | None:
    """The gate that stands next before the item, if any is left."""
    passed = state.gate if state else 0
    return rules.gates[passed] if passed < len(rules.gates) else None


def primary_hands(move: str, rules: Rules, state: State | None) -> frozenset[Capacity]:
    """At whose hand the move is: the table's, the next gate's, or that of those who strike off or decide. Raises KeyError for an unknown move."""
    gate = next_gate(rules, state)
    if move in KIND_DECIDED:
        return rules.decider(KIND_DECIDED[move])
    if move == "strike_off":
        return rules.strikes_off
    if move in OF_GATE:
        return frozenset({(gate or rules.gates[-1]).hand})
    if move == "review_evidence":
        return frozenset({gate.hand}) | MOVES[move].hands if gate else MOVES[move].hands
    if move == "return_for_work":
        return frozenset({gate.hand}) if gate else frozenset({rules.gates[-1].hand}) | rules.strikes_off
    return MOVES[move].hands


def hands(move: str, rules: Rules, state: State | None, *, is_last_resort: bool = False) -> frozenset[Capacity]:
    """The same; where nobody is left whose own work it is not, the procedure's fallback hand beside them."""
    first = primary_hands(move, rules, state)
    return first | {rules.fallback} if is_last_resort and MOVES[move].bars_own_work else first


def is_of_notice(gate: Gate | None) -> bool:
    """Whether the gate is passed by a public notice."""
    return gate is not None and gate.kind is GateKind.NOTICE
