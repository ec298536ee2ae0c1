"""The course of a cycle: what its steps come to beside the state."""

from __future__ import annotations

from datetime import timedelta

import pytest
from facts import DAY, GIVEN, TOMORROW

from xiaohao.lifecycle import MOVES, REQUESTS, Course, Objection, OnNotice, Step, course

LAST = DAY + timedelta(days=14)
TELLING = {
    "plan", "approve_plan", "return_plan", "withdraw_request", "assign", "grant_transfer", "acknowledge", "claim_completion", "return_for_work", "report_up", "pass_gate",
    "put_on_notice", "object", "answer", *(move for moves in REQUESTS.values() for move in moves),
}  # fmt: skip


def told(*moves: str | Step) -> Course:
    """The course of these moves, at seq 1, 2, …"""
    return course(move if isinstance(move, Step) else Step(seq, move, GIVEN[move], DAY) for seq, move in enumerate(moves, 1))


def test_a_cycle_begins_with_nothing() -> None:
    assert told("assign") == Course()


@pytest.mark.parametrize("move", sorted(set(MOVES) - TELLING))
def test_most_moves_change_nothing_of_the_course(move: str) -> None:
    before = (
        "acknowledge", "plan", "request_extension", "claim_completion", "report_up", "put_on_notice",
    )  # fmt: skip
    assert told(*before, move) == told(*before)


@pytest.mark.parametrize(("moves", "plan"), [
    (("plan",), "filed"), (("plan", "approve_plan"), "approved"), (("plan", "return_plan"), "returned"), (("plan", "return_plan", "plan"), "filed"),
    (("plan", "approve_plan", "plan"), "filed"),
])  # fmt: skip
def test_a_new_plan_wants_a_new_approval(moves: tuple[str, ...], plan: str) -> None:
    assert told(*moves).plan == plan


@pytest.mark.parametrize("kind", sorted(REQUESTS))
def test_a_request_waits_until_it_is_granted_refused_or_taken_back(kind: str) -> None:
    asks, grants, refuses = REQUESTS[kind]
    assert told("assign", asks).requests == {kind: 2}
    assert told("assign", asks, grants).requests == told("assign", asks, refuses).requests == {}
    assert told("assign", asks, Step(3, "withdraw_request", {}, DAY, answers=2)).requests == {}


def test_an_answer_leaves_other_requests_waiting() -> None:
    assert told("request_extension", "dispute", "refuse_extension").requests == {"dispute": 2}
    assert told("request_extension", "dispute", Step(3, "withdraw_request", {}, DAY, answers=2)).requests == {"extension": 1}


def test_extensions_are_counted_once_they_are_granted() -> None:
    once = ("request_extension", "grant_extension")
    assert told("request_extension").extensions == told("request_extension", "refuse_extension").extensions == 0
    assert told(*once, "request_extension").extensions == 1
    assert told(*once, "request_extension", "refuse_extension", *once).extensions == 2


@pytest.mark.parametrize("move", ["assign", "grant_transfer"])
def test_a_duty_that_changed_is_acknowledged_anew(move: str) -> None:
    assert told("acknowledge").is_acknowledged
    assert not told("acknowledge", move).is_acknowledged


def test_a_report_upward_counts_for_one_gate_of_one_claim() -> None:
    assert told("claim_completion", "report_up").is_reported_up
    for move in ("pass_gate", "return_for_work", "claim_completion"):
        assert not told("claim_completion", "report_up", move).is_reported_up


def test_a_notice_is_known_with_its_days() -> None:
    assert told("claim_completion").notice is None
    assert told("put_on_notice").notice == OnNotice(DAY, LAST)
    as_kept = {**GIVEN["put_on_notice"], "first_on": DAY.isoformat(), "last_on": LAST.isoformat()}
    assert told(Step(1, "put_on_notice", as_kept, DAY)).notice == OnNotice(DAY, LAST)
    assert told("put_on_notice", "return_for_work").notice is None


def test_objections_stand_in_the_notice_until_each_is_answered() -> None:
    objected = ("put_on_notice", "object", "object")
    assert told(*objected).notice == OnNotice(DAY, LAST, (Objection(2, DAY), Objection(3, DAY)))
    answer = Step(4, "answer", {"verdict": "upheld"}, TOMORROW, answers=3)
    assert told(*objected, answer).notice == OnNotice(DAY, LAST, (Objection(2, DAY), Objection(3, DAY, TOMORROW, is_upheld=True)))
    assert told("object").notice is None
