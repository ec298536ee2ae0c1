"""The laws that look at values, proof and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from facts import DAY, FRESH, FULL, GIVEN, PARTY, TOMORROW, YESTERDAY, codes, facts, ready, seat, state

from xiaohao.lifecycle import (
    DOERS_ACTS,
    MOVES,
    Cadence,
    Capacity,
    Completion,
    Course,
    GateKind,
    Ground,
    NeedKind,
    Rules,
    Stage,
    State,
    Track,
    needs,
    outcome,
    procedure,
    procedures,
    refusals,
)  # fmt: skip

O, L, V = Capacity.OFFICE, Capacity.LEAD_UNIT, Capacity.VERIFIER  # noqa: E741
OPEN = state(Stage.OPEN)
FREE = (NeedKind.TEXT, NeedKind.MEASURES, NeedKind.ITEMS)  # what may name somebody


def without(move: str, key: str) -> dict[str, object]:
    return {name: value for name, value in GIVEN[move].items() if name != key}


WANTED = [(move, need.key) for move in MOVES for need in needs(move, FULL, seat(move) if MOVES[move].sources else None) if need.is_asked(GIVEN[move])]


@pytest.mark.parametrize(("move", "key"), [one for one in WANTED if one != ("plan", "measures")])
def test_what_is_needed_must_be_given(move: str, key: str) -> None:
    asked = ready(move, seat(move), *Capacity, rules=FULL, given=without(move, key))
    assert [(one.code, one.facts["need"]) for one in refusals(move, asked)] == [("missing", key)]


@pytest.mark.parametrize("rules", procedures(), ids=lambda rules: rules.key)
def test_every_gate_of_every_procedure_asks_for_all_that_it_names(rules: Rules) -> None:
    for gate, one in enumerate(rules.gates):
        if one.kind is GateKind.NOTICE:
            continue
        at = state(Stage.CLAIMED, rules, gate=gate)
        given = {**GIVEN["pass_gate"], "checks": {point.key: "met" for point in one.points}}
        assert codes(refusals("pass_gate", ready("pass_gate", at, one.hand, rules=rules, given=given))) == []
        for key in (*(need.key for need in one.needs), *(["checks"] if one.points else [])):
            bare = ready("pass_gate", at, one.hand, rules=rules, given={name: value for name, value in given.items() if name != key})
            assert [(found.code, found.facts["need"]) for found in refusals("pass_gate", bare)] == [("missing", key)]


def test_evidence_that_is_not_accepted_is_told_why() -> None:
    said = {**without("review_evidence", "opinion"), "verdict": "insufficient"}
    assert codes(refusals("review_evidence", ready("review_evidence", state(Stage.CLAIMED), O, given=said))) == ["missing"]
    assert not codes(refusals("review_evidence", ready("review_evidence", state(Stage.CLAIMED), O, given={**said, "opinion": "看不清日期"})))


def test_a_risk_is_accepted_by_somebody_until_some_day() -> None:
    claim = {**GIVEN["claim_completion"], "ground": "risk_accepted"}
    asked = ready("claim_completion", OPEN, L, rules=FULL, given=claim)
    assert [one.facts["need"] for one in refusals("claim_completion", asked)] == ["acceptor", "expires_on"]
    assert "acceptor" not in {need.key for need in needs("claim_completion", PARTY, OPEN)}


def test_an_item_is_split_into_two_at_least() -> None:
    alone = {**GIVEN["split"], "items": [{"number": "1", "text": "甲"}]}
    assert [(one.code, one.facts["need"]) for one in refusals("split", ready("split", OPEN, O, given=alone))] == [("split_in_two", "items")]


def test_work_is_handed_down_to_a_unit_below() -> None:
    asked = ready("hand_down", OPEN, L, is_below=False)
    assert [(one.code, one.facts["need"]) for one in refusals("hand_down", asked)] == [("not_below", "unit")]
    assert not codes(refusals("hand_down", facts(OPEN, L, is_below=False)))


def test_only_what_continues_has_no_deadline() -> None:
    staged = {**without("assign", "due_on"), "track": "staged"}
    assert codes(refusals("assign", facts(OPEN, O, given=staged))) == ["missing"]
    assert not list(refusals("assign", facts(OPEN, O, given={**staged, "track": "continuing"})))


def test_a_plan_has_at_least_one_measure() -> None:
    assert codes(refusals("plan", facts(OPEN, L, given={"measures": []})))[0] == "no_measures"


def test_a_choice_is_one_of_those_offered() -> None:
    assert codes(refusals("assign", facts(OPEN, O, given={**GIVEN["assign"], "track": "someday"}))) == ["bad_value"]


def test_recognition_never_makes_completed() -> None:
    found = codes(refusals("recognise", facts(OPEN, O, given={"completion": "completed", "reason": "快完成了"})))
    assert found[0] == "recognise_completed"


def test_nobody_signs_a_claim_of_their_own() -> None:
    asked = facts(OPEN, L, given={**GIVEN["claim_completion"], "signed_off_by": 5}, evidence_count=1, person=5, signers=(9,))
    assert [(one.code, one.facts["need"]) for one in refusals("claim_completion", asked)] == [("own_signature", "signed_off_by")]
    alone = facts(OPEN, L, given={**GIVEN["claim_completion"], "signed_off_by": 5}, evidence_count=1, person=5)
    assert codes(refusals("claim_completion", alone)) == ["own_signature"]


def test_a_claim_is_signed_by_a_head_or_the_leader_where_there_is_one() -> None:
    def found(signer: int, *signers: int) -> list[str]:
        asked = facts(OPEN, L, given={**GIVEN["claim_completion"], "signed_off_by": signer}, evidence_count=1, person=5, signers=signers)
        return codes(refusals("claim_completion", asked))

    assert found(6, 9, 7) == ["not_a_signer"]
    assert found(7, 9, 7) == []
    assert found(6) == []


def test_who_may_not_make_a_move_hears_that_before_anything_of_the_path() -> None:
    assert codes(refusals("strike_off", facts(state(Stage.CLAIMED), L)))[:2] == ["not_your_move", "gate_missing"]
    assert codes(refusals("strike_off", facts(OPEN, L)))[0] == "not_your_move"


def test_a_refusal_of_values_names_the_field_that_it_is_about() -> None:
    tries = (
        ("assign", state(Stage.OPEN), {**without("assign", "due_on"), "track": "immediate"}, "due_on"), ("plan", OPEN, {"measures": []}, "measures"),
        ("claim_completion", OPEN, GIVEN["claim_completion"], "files"), ("pass_gate", state(Stage.CLAIMED), {**GIVEN["pass_gate"], "checked_on": TOMORROW}, "checked_on"),
        ("reopen", state(Stage.STRUCK_OFF), {**GIVEN["reopen"], "due_on": YESTERDAY}, "due_on"),
    )  # fmt: skip
    for move, at, given, need in tries:
        assert {one.facts.get("need") for one in refusals(move, facts(at, *Capacity, given=given, effective_on=DAY))} == {need}, move
    late = facts(OPEN, L, given=GIVEN["report_progress"], effective_on=TOMORROW)
    assert [one.facts.get("need") for one in refusals("report_progress", late)] == ["effective_on"]


def test_a_claim_rests_on_evidence_for_each_criterion() -> None:
    bare = facts(OPEN, L, given=GIVEN["claim_completion"], unproved=("一是", "三是"))
    assert [(one.code, one.facts.get("lacking")) for one in refusals("claim_completion", bare)] == [("unproved", ("一是", "三是")), ("no_evidence", None)]


def test_while_only_asking_nothing_is_missing_yet() -> None:
    asked = facts(OPEN, L, unproved=("一是",), effective_on=TOMORROW)
    assert not list(refusals("claim_completion", asked))


@pytest.mark.parametrize("move", sorted(DOERS_ACTS))
def test_nobody_works_on_what_nobody_was_given(move: str) -> None:
    asked = ready(move, State(due_on=DAY), *Capacity)
    assert codes(refusals(move, asked)) == ["not_assigned"]


def test_a_duty_is_acknowledged_once() -> None:
    assert codes(refusals("acknowledge", facts(OPEN, L, course=Course(is_acknowledged=True)))) == ["acknowledged"]


def test_a_day_lies_neither_ahead_nor_before_what_went_before() -> None:
    def found(effective_on: date, last_effective_on: date | None = None) -> list[str]:
        asked = facts(OPEN, L, given=GIVEN["report_progress"], effective_on=effective_on, last_effective_on=last_effective_on)
        return codes(refusals("report_progress", asked))

    assert found(effective_on=DAY) == []
    assert found(effective_on=TOMORROW) == ["future_day"]
    assert found(effective_on=YESTERDAY, last_effective_on=DAY) == ["out_of_order"]
    assert found(effective_on=DAY, last_effective_on=DAY) == []


def test_an_annulment_has_no_place_among_the_days() -> None:
    asked = facts(OPEN, O, given=GIVEN["annul"], effective_on=YESTERDAY, last_effective_on=DAY)
    assert not list(refusals("annul", asked))


def test_an_annulment_leaves_a_lawful_past_and_past_cycles_alone() -> None:
    asked = facts(OPEN, O, given=GIVEN["annul"], annul_breaks="strike_off")
    assert [(one.code, one.facts["later"]) for one in refusals("annul", asked)] == [("would_break", "strike_off")]
    assert codes(refusals("annul", facts(OPEN, O, given=GIVEN["annul"], annul_in_past_cycle=True))) == ["past_cycle"]


def test_a_check_is_not_made_after_it_counts() -> None:
    asked = facts(state(Stage.CLAIMED), V, given={**GIVEN["pass_gate"], "checked_on": DAY}, effective_on=YESTERDAY)
    assert codes(refusals("pass_gate", asked)) == ["checked_after"]


@pytest.mark.parametrize(("move", "key", "day", "code"), [
    ("begin_wait", "since_on", TOMORROW, "checked_after"), ("report_up", "sent_on", TOMORROW, "checked_after"), ("recheck", "checked_on", TOMORROW, "checked_after"),
    ("begin_wait", "expected_on", YESTERDAY, "due_before"), ("note_remainder", "expected_on", YESTERDAY, "due_before"),
    ("hand_down", "answer_due_on", YESTERDAY, "due_before"), ("request_conversion", "report_due_on", YESTERDAY, "due_before"),
    ("grant_conversion", "report_due_on", YESTERDAY, "due_before"), ("put_on_notice", "first_on", YESTERDAY, "due_before"),
    ("reopen", "due_on", YESTERDAY, "due_before"),
])  # fmt: skip
def test_what_has_happened_lies_behind_and_what_is_to_come_ahead(move: str, key: str, day: date, code: str) -> None:
    asked = ready(move, seat(move), *Capacity, rules=FULL, given={**GIVEN[move], key: day})
    assert [(one.code, one.facts["need"]) for one in refusals(move, asked)] == [(code, key)]


def test_a_notice_does_not_end_before_it_begins() -> None:
    given = {**GIVEN["put_on_notice"], "first_on": TOMORROW, "last_on": DAY}
    asked = ready("put_on_notice", seat("put_on_notice"), O, rules=FULL, given=given)
    assert [(one.code, one.facts["need"]) for one in refusals("put_on_notice", asked)] == [("due_before", "last_on")]


def test_a_new_deadline_does_not_lie_behind() -> None:
    asked = facts(state(Stage.STRUCK_OFF), O, given={**GIVEN["reopen"], "due_on": YESTERDAY}, effective_on=DAY)
    assert codes(refusals("reopen", asked)) == ["due_before"]


def test_an_opening_balance_is_for_days_before_the_opening_day() -> None:
    opening = {"opening": {"completion": "completed", "struck_off_on": "2025-12-01", "authority": "原台账"}}
    asked = facts(None, O, given=opening, effective_on=DAY, opened_on=DAY)
    assert codes(refusals("admit", asked)) == ["not_before_opening"]
    assert not list(refusals("admit", facts(None, O, given=opening, effective_on=YESTERDAY, opened_on=DAY)))
    assert not list(refusals("admit", facts(None, O, given={"opening": {}}, effective_on=DAY, opened_on=DAY)))


def test_an_opening_balance_does_not_contradict_itself() -> None:
    opening = {"opening": {"completion": "long_term", "struck_off_on": "2025-12-01"}}
    assert codes(refusals("admit", facts(None, O, given=opening, effective_on=YESTERDAY, opened_on=DAY))) == ["opening_uncompleted"]
    named = {"opening": {**opening["opening"], "ground": "not_applicable"}}
    assert not list(refusals("admit", facts(None, O, given=named, effective_on=YESTERDAY, opened_on=DAY)))


def test_a_claim_offers_the_grounds_of_the_procedure() -> None:
    def grounds(key: str) -> tuple[str, ...]:
        return next(need.choices for need in needs("claim_completion", procedure(key), OPEN) if need.key == "ground")

    assert grounds("party") == ("rectified", "not_applicable")
    assert grounds("international") == ("rectified", "not_applicable", "risk_accepted", "closed_not_implemented")


def test_free_words_are_kept_apart() -> None:
    of_gates = [need for rules in procedures() for gate in rules.gates for need in gate.needs]
    words = [need for need in (*(need for move in MOVES.values() for need in move.needs), *of_gates) if need.kind in FREE]
    assert len(words) > 40
    assert all(need.personal for need in words)


def test_the_verifying_gate_makes_completed_and_nothing_else_does() -> None:
    claimed = state(Stage.CLAIMED)
    assert outcome("pass_gate", claimed, PARTY, {}, DAY).completion is Completion.COMPLETED
    for name in MOVES.keys() - {"pass_gate", "end_notice", "follow_parts", "admit"}:
        assert outcome(name, FRESH, PARTY, GIVEN[name], DAY).completion is not Completion.COMPLETED
    for gate in (0, 2, 3, 4):
        before = replace(state(Stage.CLAIMED, FULL, gate=gate), completion=Completion.NOT_COMPLETED)
        assert outcome("pass_gate", before, FULL, {}, DAY) == replace(before, gate=gate + 1)


def test_a_notice_is_a_stage_of_its_own_and_its_end_a_gate_further() -> None:
    before = state(Stage.CLAIMED, FULL, gate=2)
    shown = outcome("put_on_notice", before, FULL, {}, DAY)
    assert shown == replace(before, stage=Stage.IN_NOTICE)
    assert outcome("end_notice", shown, FULL, {}, DAY) == replace(before, gate=3)
    assert outcome("return_for_work", shown, FULL, {}, DAY) == FRESH


@pytest.mark.parametrize(("move", "ground"), [
    ("merge", Ground.MERGED), ("split", Ground.SPLIT), ("transfer_out", Ground.TRANSFERRED), ("uphold_dispute", Ground.MISTAKEN),
])  # fmt: skip
def test_what_leaves_the_ledger_says_why(move: str, ground: Ground) -> None:
    assert outcome(move, FRESH, PARTY, GIVEN[move], DAY) == replace(FRESH, stage=Stage.WITHDRAWN, ground=ground)


def test_a_granted_extension_moves_the_deadline_and_leaves_the_first() -> None:
    moved = outcome("grant_extension", FRESH, PARTY, GIVEN["grant_extension"], DAY)
    assert moved == replace(FRESH, due_on=DAY + timedelta(days=30))
    assert outcome("request_extension", FRESH, PARTY, GIVEN["request_extension"], DAY) == FRESH


def test_what_was_converted_goes_on_with_reports_and_without_the_old_deadline() -> None:
    after = outcome("grant_conversion", FRESH, PARTY, GIVEN["grant_conversion"], DAY)
    assert (after.track, after.completion, after.due_on, after.first_due_on) == (Track.CONTINUING, Completion.LONG_TERM, None, DAY)
    assert (after.report_every, after.report_due_on) == (Cadence.QUARTER, DAY + timedelta(days=90))
    reported = outcome("report_progress", after, PARTY, {}, DAY + timedelta(days=80))
    assert reported.report_due_on == date(2026, 8, 31)


def test_a_granted_transfer_changes_who_leads_and_nothing_else() -> None:
    assert outcome("grant_transfer", FRESH, PARTY, GIVEN["grant_transfer"], DAY) == replace(FRESH, lead_unit=8)


def test_a_void_closure_is_open_again_in_a_cycle_of_its_own() -> None:
    again = outcome("void", state(Stage.STRUCK_OFF), PARTY, {}, DAY)
    assert again == replace(FRESH, cycle=2)


def test_what_is_not_applicable_leaves_with_the_completion_it_had() -> None:
    claimed = outcome("claim_completion", FRESH, PARTY, {"ground": "not_applicable"}, DAY)
    out = outcome("strike_off", outcome("pass_gate", claimed, PARTY, {}, DAY), PARTY, {}, DAY)
    assert (out.stage, out.completion, out.ground, out.struck_off_on) == (Stage.STRUCK_OFF, Completion.NOT_COMPLETED, Ground.NOT_APPLICABLE, DAY)


def test_reopening_keeps_the_first_deadline_and_begins_a_cycle() -> None:
    again = outcome("reopen", state(Stage.STRUCK_OFF), PARTY, GIVEN["reopen"], DAY)
    assert (again.stage, again.cycle, again.gate, again.completion) == (Stage.OPEN, 2, 0, Completion.NOT_COMPLETED)
    assert (again.first_due_on, again.due_on, again.ground, again.struck_off_on) == (DAY, DAY + timedelta(days=400), None, None)


def test_returned_work_begins_anew() -> None:
    back = outcome("return_for_work", state(Stage.CLAIMED, gate=1), PARTY, {}, DAY)
    assert back == FRESH


def test_a_new_assignment_keeps_the_first_deadline() -> None:
    later = DAY + timedelta(days=200)
    moved = outcome("assign", FRESH, PARTY, {**GIVEN["assign"], "due_on": later}, DAY)
    assert (moved.first_due_on, moved.due_on) == (DAY, later)
    kept = outcome("assign", FRESH, PARTY, {"leader": 1, "lead_unit": 2, "track": "continuing"}, DAY)
    assert (kept.due_on, kept.lead_unit) == (DAY, 2)


def test_nothing_more_is_passed_than_there_are_gates() -> None:
    assert outcome("pass_gate", state(Stage.CLAIMED, gate=1), PARTY, {}, DAY) == state(Stage.CLAIMED, gate=1)
