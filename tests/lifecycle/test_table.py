"""The table of moves, whole: every move at every stage and gate at every hand, against the table of the plan written out here once more."""

from __future__ import annotations

from itertools import product

import pytest
from facts import EVERYONE, FRESH, FULL, GIVEN, PARTY, TWO_GATES, codes, facts, ready, seat, state

from xiaohao.lifecycle import (
    MOVES,
    PLACES,
    Capacity,
    Ground,
    Move,
    Refused,
    Rules,
    Stage,
    check,
    diagram,
    hands,
    label_pack,
    needs,
    open_moves,
    place,
    procedures,
    refusals,
    turn,
)  # fmt: skip

HANDS = {
    "O": Capacity.OFFICE, "G": Capacity.LEADING_GROUP, "U": Capacity.SUPERVISION_GROUP, "V": Capacity.VERIFIER, "I": Capacity.INSPECTING_BODY,
    "L": Capacity.LEAD_UNIT, "R": Capacity.RESPONSIBLE_UNIT, "P": Capacity.PUBLIC, "S": Capacity.SYSTEM,
}  # fmt: skip
O, L, V = Capacity.OFFICE, Capacity.LEAD_UNIT, Capacity.VERIFIER  # noqa: E741
ALWAYS, ON_ITS_WAY = "open claimed in_notice struck_off withdrawn", "open claimed in_notice struck_off"
# Of every procedure: move -> {stages: hands}. "claimed" alone is every gate. What is neither here nor below is refused at every hand.
EVERYWHERE: dict[str, dict[str, str]] = {
    "assign": {"open": "O"}, "acknowledge": {"open": "L"}, "hand_down": {"open": "LR"},
    "plan": {"open": "L"}, "approve_plan": {"open": "O"}, "return_plan": {"open": "O"},
    "report_progress": {"open": "LR"}, "recognise": {"open": "O"},
    "request_extension": {"open": "L"}, "grant_extension": {"open": "G"}, "refuse_extension": {"open": "G"},
    "request_conversion": {"open": "L"}, "grant_conversion": {"open": "G"}, "refuse_conversion": {"open": "G"},
    "request_transfer": {"open": "L"}, "grant_transfer": {"open": "O"}, "refuse_transfer": {"open": "O"},
    "dispute": {"open": "L"}, "withdraw_request": {"open": "L"},
    "add_evidence": {"open claimed": "LR"}, "replace_evidence": {"open struck_off": "LR"}, "withdraw_evidence": {"open struck_off": "LR"},
    "begin_wait": {"open claimed in_notice": "LO"}, "end_wait": {ON_ITS_WAY: "LO"},
    "note_remainder": {ON_ITS_WAY: "LO"}, "settle_remainder": {ON_ITS_WAY: "LO"},
    "claim_completion": {"open": "L"}, "object": {"in_notice": "OP"}, "answer": {"in_notice": "O"},
    "recheck": {"struck_off": "VU"}, "hand_over": {"struck_off": "O"}, "void": {"struck_off": "S"}, "reopen": {"struck_off": "O"},
    "amend": {"open struck_off": "O"}, "merge": {"open": "O"}, "split": {"open": "O"}, "transfer_out": {"open": "O"}, "change_procedure": {"open": "O"},
    "annul": {ALWAYS: "O"}, "follow_parts": {ALWAYS: "S"},
}  # fmt: skip
OF_PARTY: dict[str, dict[str, str]] = {
    "uphold_dispute": {"open": "IG"}, "reject_dispute": {"open": "IG"},
    "pass_gate": {"claimed/0": "V"}, "return_for_work": {"claimed/0": "V", "claimed/1": "VO"}, "strike_off": {"claimed/1": "O"},
    "review_evidence": {"claimed/0": "OV", "claimed/1": "O"},
}  # fmt: skip
OF_FULL: dict[str, dict[str, str]] = {
    "uphold_dispute": {"open": "I"}, "reject_dispute": {"open": "I"},
    "pass_gate": {"claimed/0": "L", "claimed/1": "V", "claimed/3": "G", "claimed/4": "O"},
    "put_on_notice": {"claimed/2": "O"}, "end_notice": {"in_notice": "O"}, "report_up": {"claimed/4": "O"}, "strike_off": {"claimed/5": "O"},
    "return_for_work": {"claimed/0": "L", "claimed/1": "V", "claimed/2": "O", "claimed/3": "G", "claimed/4": "O", "claimed/5": "O", "in_notice": "O"},
    "review_evidence": {"claimed/0": "OL", "claimed/1": "OV", "claimed/2": "O", "claimed/3": "OG", "claimed/4": "O", "claimed/5": "O", "in_notice": "O"},
}  # fmt: skip
SEATS = {
    PARTY.key: ("open", "claimed/0", "claimed/1", "struck_off", "withdrawn"),
    FULL.key: ("open", *(f"claimed/{gate}" for gate in range(6)), "in_notice", "struck_off", "withdrawn"),
}
ALLOWED = {
    (rules.key, move, one): {HANDS[letter] for letter in letters}
    for rules, own in ((PARTY, OF_PARTY), (FULL, OF_FULL))
    for move, told in (EVERYWHERE | own).items()
    for stages, letters in told.items()
    for one in SEATS[rules.key]
    if one in stages.split() or one.split("/")[0] in stages.split()
}
EVERY_SEAT = [(rules, move, one) for rules in (PARTY, FULL) for move, one in product(MOVES, SEATS[rules.key])]


def at(one: str, rules: Rules) -> object:
    stage, _, gate = one.partition("/")
    return state(Stage(stage), rules, gate=int(gate) if gate else None)


@pytest.mark.parametrize(("rules", "move", "one"), EVERY_SEAT, ids=lambda value: getattr(value, "key", value))
def test_a_move_is_made_only_where_and_by_whom_the_plan_says(rules: Rules, move: str, one: str) -> None:
    allowed = ALLOWED.get((rules.key, move, one), set())
    for capacity in Capacity:
        found = codes(refusals(move, ready(move, at(one, rules), capacity, rules=rules)))  # type: ignore[arg-type]  # a State
        assert (not found) is (capacity in allowed), (capacity, found)


def test_every_move_of_the_table_is_in_the_plan() -> None:
    assert set(EVERYWHERE) | set(OF_FULL) == set(MOVES) - {"admit"}
    assert {move for rules, move, _ in ALLOWED if rules == FULL.key} == set(MOVES) - {"admit"}


@pytest.mark.parametrize("capacity", Capacity)
def test_only_the_office_admits(capacity: Capacity) -> None:
    assert codes(refusals("admit", facts(None, capacity, given={}))) == ([] if capacity is O else ["not_your_move"])
    assert open_moves(facts(None, capacity)) == (("admit",) if capacity is O else ())


@pytest.mark.parametrize("move", [name for name in MOVES if name != "admit"])
def test_nothing_happens_before_admission(move: str) -> None:
    assert codes(refusals(move, facts(None, *Capacity, given=GIVEN[move])))[0] == "not_admitted"


@pytest.mark.parametrize("stage", Stage)
def test_nothing_is_admitted_twice(stage: Stage) -> None:
    assert codes(refusals("admit", facts(state(stage), *Capacity)))[0] == "already_admitted"


@pytest.mark.parametrize("one", SEATS[FULL.key])
def test_buttons_and_refusals_come_from_the_same_table(one: str) -> None:
    asked = facts(at(one, FULL), *EVERYONE, rules=FULL)  # type: ignore[arg-type]  # a State
    assert open_moves(asked) == tuple(name for name in MOVES if MOVES[name].by_person and not list(refusals(name, asked)))


def test_the_ledger_itself_makes_two_moves_and_nobody_else_makes_them() -> None:
    own = {name for name, move in MOVES.items() if not move.by_person}
    assert own == {"void", "follow_parts"} == {name for name, move in MOVES.items() if move.hands == {Capacity.SYSTEM}}
    assert not own & set(open_moves(facts(state(Stage.STRUCK_OFF), *EVERYONE)))


@pytest.mark.parametrize("move", [name for name, move in MOVES.items() if move.bars_own_work])
def test_nobody_decides_on_work_of_their_own(move: str) -> None:
    found = codes(refusals(move, ready(move, seat(move), *EVERYONE, rules=FULL, is_own_work=True, is_own_act=True)))
    assert found == ["own_work"]


def test_the_moves_that_bar_own_work_are_those_that_decide() -> None:
    assert {name for name, move in MOVES.items() if move.bars_own_work} == {
        "approve_plan", "return_plan", "recognise", "grant_extension", "refuse_extension", "grant_conversion", "refuse_conversion", "grant_transfer",
        "refuse_transfer", "uphold_dispute", "reject_dispute", "review_evidence", "report_up", "pass_gate", "put_on_notice", "answer", "end_notice",
        "return_for_work", "strike_off", "recheck", "amend", "merge", "split", "transfer_out", "change_procedure", "annul",
    }  # fmt: skip
    assert {name for name, move in MOVES.items() if move.is_doers_act} == {
        "acknowledge", "hand_down", "plan", "report_progress", "request_extension", "request_conversion", "request_transfer", "dispute", "withdraw_request",
        "add_evidence", "replace_evidence", "withdraw_evidence", "claim_completion",
    }  # fmt: skip


def test_a_unit_may_not_verify_its_own_item() -> None:
    with pytest.raises(Refused) as refused:
        check("pass_gate", facts(state(Stage.CLAIMED), V, L, given=GIVEN["pass_gate"], is_own_work=True))
    assert refused.value.code == "own_work"
    assert refused.value.facts["fallback"] is Capacity.INSPECTING_BODY


@pytest.mark.parametrize("move", ["pass_gate", "return_for_work"])
def test_where_a_gate_lets_the_unit_itself_another_person_does_it_than_who_worked_on_it(move: str) -> None:
    first = state(Stage.CLAIMED, FULL)
    assert not codes(refusals(move, ready(move, first, L, rules=FULL, is_own_work=True)))
    assert codes(refusals(move, ready(move, first, L, rules=FULL, is_own_work=True, is_own_act=True))) == ["own_work"]


def test_two_hands_take_an_item_out_where_there_are_two_gates() -> None:
    first, second = state(Stage.CLAIMED, TWO_GATES), state(Stage.CLAIMED, TWO_GATES, gate=1)
    assert hands("pass_gate", TWO_GATES, first) == {Capacity.LEADING_GROUP}
    assert hands("pass_gate", TWO_GATES, second) == {V}
    assert codes(refusals("pass_gate", facts(second, Capacity.LEADING_GROUP, rules=TWO_GATES))) == ["not_your_move"]
    assert codes(refusals("strike_off", facts(second, O, rules=TWO_GATES))) == ["gate_missing"]
    assert needs("pass_gate", TWO_GATES, first) == ()
    assert [need.key for need in needs("pass_gate", TWO_GATES, second)] == ["opinion"]


def test_no_gate_is_passed_twice() -> None:
    assert codes(refusals("pass_gate", facts(state(Stage.CLAIMED, gate=1), V))) == ["no_gate_left"]


@pytest.mark.parametrize("move", MOVES)
def test_a_parent_follows_its_parts(move: str) -> None:
    found = {code for one in SEATS[FULL.key] for code in codes(refusals(move, facts(at(one, FULL), *EVERYONE, rules=FULL, has_parts=True)))}  # type: ignore[arg-type]  # a State
    assert ("has_parts" in found) is (move not in ("admit", "assign", "recognise", "annul", "begin_wait", "end_wait", "follow_parts"))


def test_an_unknown_move_is_refused_and_not_a_fault() -> None:
    assert codes(refusals("destroy", facts(FRESH, O))) == ["unknown_move"]


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_a_keeper_and_a_place_in_the_public_count(stage: Stage) -> None:
    for rules in (*procedures(), FULL):
        for gate in range(len(rules.gates) + 1):
            assert turn(state(stage, rules, gate=gate), rules)
    assert place(state(stage)) in PLACES


def test_it_is_the_turn_of_the_next_gates_hand_until_all_are_passed() -> None:
    assert [turn(state(Stage.CLAIMED, FULL, gate=gate), FULL) for gate in range(6)] == [{L}, {V}, {O}, {Capacity.LEADING_GROUP}, {O}, {O}]
    assert turn(state(Stage.IN_NOTICE, FULL), FULL) == {O}
    assert turn(FRESH, FULL) == {L}


@pytest.mark.parametrize("ground", [Ground.NOT_APPLICABLE, Ground.RISK_ACCEPTED, Ground.CLOSED_NOT_IMPLEMENTED])
def test_what_is_not_rectified_is_never_shown_as_completed(ground: Ground) -> None:
    assert place(state(Stage.STRUCK_OFF, ground=ground)) == ground.value


@pytest.mark.parametrize("rules", procedures(), ids=lambda rules: rules.key)
def test_every_label_pack_has_words_and_a_colour_for_all(rules: Rules) -> None:
    pack = label_pack(rules.labels)
    for name in ("stage", "completion"):
        assert set(pack[name]) == {one.value for one in (Stage if name == "stage" else type(FRESH.completion))}
        assert all(set(words) == {"zh", "en", "colour"} and all(words.values()) for words in pack[name].values())


def test_the_diagram_shows_every_move() -> None:
    shown = diagram(MOVES)
    assert shown.startswith("stateDiagram-v2\n")
    assert all(f": {name}\n" in shown for name in MOVES)
    assert "claimed --> struck_off: strike_off" in shown
    assert "in_notice --> struck_off" not in shown
    assert "open --> open: assign" in shown
    assert diagram(MOVES, with_loops=False).splitlines() == [line for line in shown.splitlines() if len(ends(line)) != 1 or line == "stateDiagram-v2"]


def ends(line: str) -> set[str]:
    """The stages that a line of a diagram joins."""
    return set(line.split(":")[0].strip().split(" --> "))


def test_moves_are_rows_of_one_shape() -> None:
    assert all(isinstance(move, Move) and move.name == name for name, move in MOVES.items())
    assert PARTY.gates[0].verifies
