"""The table of moves, whole: every move at every stage at every hand, against the table of the plan written out here once more."""

from __future__ import annotations

from itertools import product

import pytest
from facts import DAY, EVERYONE, FRESH, GIVEN, PARTY, TWO_GATES, codes, facts, state

from xiaohao.lifecycle import (
    MOVES,
    PLACES,
    Capacity,
    Completion,
    Ground,
    Move,
    Refused,
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
)

O, L, R, V, S = Capacity.OFFICE, Capacity.LEAD_UNIT, Capacity.RESPONSIBLE_UNIT, Capacity.VERIFIER, Capacity.SYSTEM  # noqa: E741
# (move, stage, gates passed) -> hands. What is not here is refused at every hand.
ALLOWED = {
    ("assign", Stage.OPEN, 0): {O},
    ("acknowledge", Stage.OPEN, 0): {L},
    ("plan", Stage.OPEN, 0): {L},
    ("report_progress", Stage.OPEN, 0): {L, R},
    ("recognise", Stage.OPEN, 0): {O},
    ("claim_completion", Stage.OPEN, 0): {L},
    ("pass_gate", Stage.CLAIMED, 0): {V},
    ("return_for_work", Stage.CLAIMED, 0): {V},
    ("return_for_work", Stage.CLAIMED, 1): {V, O},
    ("return_for_work", Stage.IN_NOTICE, 1): {V, O},
    ("strike_off", Stage.CLAIMED, 1): {O},
    ("strike_off", Stage.IN_NOTICE, 1): {O},
    ("reopen", Stage.STRUCK_OFF, 1): {O},
    ("annul", Stage.OPEN, 0): {O},
    ("annul", Stage.CLAIMED, 0): {O},
    ("annul", Stage.CLAIMED, 1): {O},
    ("annul", Stage.IN_NOTICE, 1): {O},
    ("annul", Stage.STRUCK_OFF, 1): {O},
    **{("follow_parts", stage, gate): {S} for stage, gate in product(Stage, (0, 1))},
}
SEATS = [(Stage.OPEN, 0), (Stage.CLAIMED, 0), (Stage.CLAIMED, 1), (Stage.IN_NOTICE, 1), (Stage.STRUCK_OFF, 1), (Stage.WITHDRAWN, 0)]


@pytest.mark.parametrize(("move", "seat"), list(product(MOVES, SEATS)), ids=str)
def test_a_move_is_made_only_where_and_by_whom_the_plan_says(move: str, seat: tuple[Stage, int]) -> None:
    stage, gate = seat
    allowed = ALLOWED.get((move, stage, gate), set())
    for capacity in Capacity:
        found = codes(refusals(move, facts(state(stage, gate=gate), capacity, given=GIVEN[move], evidence_count=1, effective_on=DAY)))
        assert (not found) is (capacity in allowed), (capacity, found)


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


@pytest.mark.parametrize("seat", SEATS, ids=str)
def test_buttons_and_refusals_come_from_the_same_table(seat: tuple[Stage, int]) -> None:
    asked = facts(state(seat[0], gate=seat[1]), *EVERYONE)
    assert open_moves(asked) == tuple(name for name in MOVES if MOVES[name].by_person and not list(refusals(name, asked)))


@pytest.mark.parametrize("move", [name for name, move in MOVES.items() if move.bars_own_work])
def test_nobody_decides_on_work_of_their_own(move: str) -> None:
    for stage, gate in SEATS:
        asked = facts(state(stage, gate=gate), *EVERYONE, given=GIVEN[move], is_own_work=True, effective_on=DAY)
        assert list(refusals(move, asked)), (move, stage)


def test_the_moves_that_bar_own_work_are_those_that_decide() -> None:
    assert {name for name, move in MOVES.items() if move.bars_own_work} == {"recognise", "pass_gate", "return_for_work", "strike_off", "annul"}
    assert {name for name, move in MOVES.items() if move.is_doers_act} == {"acknowledge", "plan", "report_progress", "claim_completion"}


def test_a_unit_may_not_verify_its_own_item() -> None:
    with pytest.raises(Refused) as refused:
        check("pass_gate", facts(state(Stage.CLAIMED), V, L, given=GIVEN["pass_gate"], is_own_work=True))
    assert refused.value.code == "own_work"
    assert refused.value.facts["fallback"] is Capacity.INSPECTING_BODY


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
    found = {code for stage, gate in SEATS for code in codes(refusals(move, facts(state(stage, gate=gate), *EVERYONE, has_parts=True)))}
    assert ("has_parts" in found) is (move not in ("admit", "assign", "recognise", "annul", "follow_parts"))


def test_an_unknown_move_is_refused_and_not_a_fault() -> None:
    assert codes(refusals("destroy", facts(FRESH, O))) == ["unknown_move"]


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_a_keeper_and_a_place_in_the_public_count(stage: Stage) -> None:
    for rules in procedures():
        for gate in range(len(rules.gates) + 1):
            assert turn(state(stage, rules, gate=gate), rules)
    assert place(state(stage)) in PLACES


@pytest.mark.parametrize("ground", [Ground.NOT_APPLICABLE, Ground.RISK_ACCEPTED, Ground.CLOSED_NOT_IMPLEMENTED])
def test_what_is_not_rectified_is_never_shown_as_completed(ground: Ground) -> None:
    assert place(state(Stage.STRUCK_OFF, ground=ground)) == ground.value


@pytest.mark.parametrize("rules", procedures(), ids=lambda rules: rules.key)
def test_every_label_pack_has_words_and_a_colour_for_all(rules: object) -> None:
    pack = label_pack(rules.labels)  # type: ignore[attr-defined]  # a Rules
    for name, members in (("stage", Stage), ("completion", Completion)):
        assert set(pack[name]) == {member.value for member in members}
        assert all(set(words) == {"zh", "en", "colour"} and all(words.values()) for words in pack[name].values())


def test_the_diagram_shows_every_move() -> None:
    shown = diagram(MOVES)
    assert shown.startswith("stateDiagram-v2\n")
    assert all(f": {name}\n" in shown for name in MOVES)
    assert "claimed --> struck_off: strike_off" in shown


def test_moves_are_rows_of_one_shape() -> None:
    assert all(isinstance(move, Move) and move.name == name for name, move in MOVES.items())
    assert PARTY.gates[0].verifies
