"""Gates of every kind: checks with their points, notices with their days and objections, reports upward; what was claimed, and the last resort."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from facts import DAY, FULL, GIVEN, OVER, PARTY, READY, TOMORROW, YESTERDAY, codes, facts, ready, seat, state

from xiaohao.lifecycle import (
    MOVES,
    Capacity,
    Counted,
    Course,
    Facts,
    NeedKind,
    Objection,
    OnNotice,
    Stage,
    hands,
    needs,
    primary_hands,
    refusals,
)

O, L, V, I = Capacity.OFFICE, Capacity.LEAD_UNIT, Capacity.VERIFIER, Capacity.INSPECTING_BODY  # noqa: E741
CHECKED, TO_SHOW, TO_FILE = (state(Stage.CLAIMED, FULL, gate=gate) for gate in (1, 2, 4))
SHOWN = state(Stage.IN_NOTICE, FULL)


def told(move: str, asked: Facts) -> list[tuple[str, object]]:
    """(code, the need that it is about) of each refusal."""
    return [(one.code, one.facts.get("need")) for one in refusals(move, asked)]


@pytest.mark.parametrize(("checks", "found"), [
    ({"measures": "met", "effect": "met"}, []),
    ({"measures": "met", "effect": "not_applicable"}, []),
    ({"measures": "met", "effect": "unmet"}, [("point_unmet", "checks")]),
    ({"measures": "met"}, [("missing", "checks")]),
    ({"measures": "met", "effect": "hopefully"}, [("missing", "checks")]),
    ({"measures": "met", "others": "met"}, [("missing", "checks")]),
    ({"measures": "unmet"}, [("missing", "checks"), ("point_unmet", "checks")]),
    ({}, [("missing", "checks")]),
    ("met", [("missing", "checks")]),
])  # fmt: skip
def test_a_check_list_is_answered_whole_and_nothing_on_it_is_unmet(checks: object, found: list[tuple[str, object]]) -> None:
    given = {**GIVEN["pass_gate"], "checks": checks}
    assert told("pass_gate", ready("pass_gate", CHECKED, V, rules=FULL, given=given)) == found


def test_the_unmet_points_are_named() -> None:
    given = {**GIVEN["pass_gate"], "checks": {"measures": "unmet", "effect": "unmet"}}
    found = next(refusals("pass_gate", ready("pass_gate", CHECKED, V, rules=FULL, given=given)))
    assert found.facts["points"] == FULL.gates[1].points


def test_a_gate_without_points_asks_for_no_check_list() -> None:
    assert "checks" not in {need.key for need in needs("pass_gate", PARTY, state(Stage.CLAIMED))}
    assert "checks" in {need.key for need in needs("pass_gate", FULL, CHECKED)}


def test_a_notice_is_passed_by_a_notice() -> None:
    assert codes(refusals("pass_gate", ready("pass_gate", TO_SHOW, *Capacity, rules=FULL))) == ["gate_by_notice"]


@pytest.mark.parametrize(("move", "gates"), [("put_on_notice", {2}), ("report_up", {4})])
def test_a_notice_or_a_report_upward_is_made_at_the_gate_that_is_one(move: str, gates: set[int]) -> None:
    for gate in range(len(FULL.gates) + 1):
        found = codes(refusals(move, ready(move, state(Stage.CLAIMED, FULL, gate=gate), *Capacity, rules=FULL)))
        assert found == ([] if gate in gates else ["not_this_gate"])


def test_a_gate_upward_is_passed_once_it_was_reported() -> None:
    assert codes(refusals("pass_gate", ready("pass_gate", TO_FILE, O, rules=FULL, course=Course()))) == ["not_reported_up"]
    assert not codes(refusals("pass_gate", ready("pass_gate", TO_FILE, O, rules=FULL)))
    assert not codes(refusals("pass_gate", ready("pass_gate", CHECKED, V, rules=FULL, course=Course())))


@pytest.mark.parametrize(("counted", "found"), [(11, []), (10, []), (9, ["notice_short"]), (4, ["notice_short"]), (0, ["notice_short"])])
def test_a_notice_is_as_long_as_the_procedure_asks(counted: int, found: list[str]) -> None:
    assert codes(refusals("put_on_notice", ready("put_on_notice", TO_SHOW, O, rules=FULL, counted=Counted(notice=counted)))) == found


def test_a_notice_into_a_year_that_is_not_announced_is_not_guessed() -> None:
    unknown = Counted(unconfirmed={"to_due": 2031, "notice": 2031, "notice_ends_on": 2031})
    assert codes(refusals("put_on_notice", ready("put_on_notice", TO_SHOW, O, rules=FULL, counted=unknown))) == ["unconfirmed"]
    assert codes(refusals("end_notice", ready("end_notice", SHOWN, O, rules=FULL, counted=unknown))) == ["unconfirmed"]


@pytest.mark.parametrize(("last", "counted", "found"), [
    (YESTERDAY, None, []), (DAY, None, ["notice_running"]), (TOMORROW, None, ["notice_running"]),
    (YESTERDAY, DAY, ["notice_running"]), (YESTERDAY, YESTERDAY, []),
])  # fmt: skip
def test_a_notice_ends_on_the_day_after_its_last(last: date, counted: date | None, found: list[str]) -> None:
    course = Course(notice=OnNotice(DAY - timedelta(days=20), last))
    asked = ready("end_notice", SHOWN, O, rules=FULL, course=course, counted=Counted(notice_ends_on=counted))
    assert codes(refusals("end_notice", asked)) == found


def test_no_notice_is_ended_for_a_day_on_which_it_still_ran() -> None:
    course = Course(notice=OnNotice(DAY - timedelta(days=20), YESTERDAY))
    assert codes(refusals("end_notice", ready("end_notice", SHOWN, O, rules=FULL, course=course, effective_on=YESTERDAY))) == ["notice_running"]


OPEN, DENIED, UPHELD = Objection(7, YESTERDAY), Objection(7, YESTERDAY, DAY), Objection(8, YESTERDAY, DAY, is_upheld=True)


@pytest.mark.parametrize(("objections", "found"), [
    ((), []), ((OPEN,), ["objection_open"]), ((DENIED,), []), ((UPHELD,), ["objection_upheld"]), ((DENIED, UPHELD), ["objection_upheld"]),
    ((UPHELD, OPEN), ["objection_open"]), ((DENIED, OPEN), ["objection_open"]),
])  # fmt: skip
def test_no_notice_ends_over_an_objection(objections: tuple[Objection, ...], found: list[str]) -> None:
    asked = ready("end_notice", SHOWN, O, rules=FULL, course=Course(notice=replace(OVER, objections=objections)))
    assert codes(refusals("end_notice", asked)) == found


def test_an_upheld_objection_leaves_one_way() -> None:
    course = Course(notice=replace(OVER, objections=(UPHELD,)))
    assert not codes(refusals("return_for_work", ready("return_for_work", SHOWN, O, rules=FULL, course=course)))


def test_there_is_nothing_to_answer_where_nobody_objected() -> None:
    for objections in ((), (DENIED,)):
        asked = ready("answer", SHOWN, O, rules=FULL, course=Course(notice=replace(OVER, objections=objections)))
        assert codes(refusals("answer", asked)) == ["no_request"]


@pytest.mark.parametrize("move", ["pass_gate", "end_notice", "strike_off"])
def test_what_was_claimed_is_what_is_passed_and_struck_off(move: str) -> None:
    found = list(refusals(move, ready(move, seat(move), *Capacity, rules=FULL, changed=("evidence", "text"))))
    assert [(one.code, one.facts["changed"]) for one in found] == [("changed_since_claim", ("evidence", "text"))]


def test_what_has_changed_since_the_claim_can_still_be_returned() -> None:
    assert not codes(refusals("return_for_work", ready("return_for_work", seat("return_for_work"), *Capacity, rules=FULL, changed=("file",))))


LAST_RESORT = sorted(name for name, move in MOVES.items() if move.bars_own_work and I not in primary_hands(name, FULL, seat(name)))


@pytest.mark.parametrize("move", LAST_RESORT)
def test_where_nobody_is_left_the_fallback_hand_decides_by_a_letter(move: str) -> None:
    at = seat(move)
    letter = {**GIVEN[move], "letter": "省巡视办复函"}
    assert told(move, ready(move, at, I, rules=FULL, is_last_resort=True)) == [("missing", "letter")]
    assert told(move, ready(move, at, I, rules=FULL, is_last_resort=True, given=letter)) == []
    assert codes(refusals(move, ready(move, at, I, rules=FULL, given=letter))) == ["not_your_move"]
    assert codes(refusals(move, ready(move, at, I, rules=FULL, given=letter, is_last_resort=True, is_own_work=True, is_own_act=True))) == ["own_work"]


def test_the_last_resort_is_for_decisions_only() -> None:
    for name, move in MOVES.items():
        at = seat(name) if move.sources else None
        wider = hands(name, FULL, at, is_last_resort=True) - hands(name, FULL, at)
        assert wider == ({I} if name in LAST_RESORT else set())


def test_whoever_has_the_moves_own_hand_needs_no_letter() -> None:
    claimed = state(Stage.CLAIMED, gate=1)
    assert told("strike_off", ready("strike_off", claimed, O, I, is_last_resort=True)) == []


def test_a_letter_is_asked_of_the_last_resort_alone() -> None:
    last = state(Stage.CLAIMED, FULL, gate=5)
    assert "letter" not in {need.key for need in needs("strike_off", FULL, last)}
    assert "letter" in {need.key for need in needs("strike_off", FULL, last, is_last_resort=True)}
    assert "letter" not in {need.key for need in needs("report_progress", FULL, state(Stage.OPEN), is_last_resort=True)}


@pytest.mark.parametrize(("move", "kind"), [
    ("replace_evidence", NeedKind.EVIDENCE), ("withdraw_evidence", NeedKind.EVIDENCE), ("review_evidence", NeedKind.EVIDENCE), ("end_wait", NeedKind.WAIT),
    ("settle_remainder", NeedKind.REMAINDER), ("merge", NeedKind.ITEM), ("change_procedure", NeedKind.VERSION),
])  # fmt: skip
def test_what_a_move_ends_or_replaces_has_to_be_there(move: str, kind: NeedKind) -> None:
    asked = ready(move, seat(move), *Capacity, rules=FULL, lacking=frozenset({kind}))
    assert codes(refusals(move, asked)) == ["nothing_there"]
    assert not codes(refusals(move, ready(move, seat(move), *Capacity, rules=FULL, lacking=frozenset(NeedKind) - {kind, NeedKind.FILES, NeedKind.TEXT, NeedKind.CHOICE})))


@pytest.mark.parametrize("gate", range(5))
def test_no_strike_off_while_a_gate_is_left(gate: int) -> None:
    found = list(refusals("strike_off", ready("strike_off", state(Stage.CLAIMED, FULL, gate=gate), O, rules=FULL)))
    assert [(one.code, one.facts["gate"]) for one in found] == [("gate_missing", FULL.gates[gate])]


def test_nothing_is_struck_off_in_its_notice() -> None:
    assert "wrong_stage" in codes(refusals("strike_off", ready("strike_off", SHOWN, O, rules=FULL)))


def test_the_public_objects_and_does_nothing_else() -> None:
    found = {name for name in MOVES if not codes(refusals(name, facts(SHOWN, Capacity.PUBLIC, rules=FULL, course=READY.get(name, Course()))))}
    assert found == {"object"}
