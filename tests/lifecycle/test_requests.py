"""Requests and their answers: one of a kind at a time, none answered that was not made, an extension neither too late nor too often nor too far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from facts import DAY, FRESH, FULL, GIVEN, PARTY, READY, codes, facts, ready, seat

from xiaohao.lifecycle import (
    KIND_ASKED,
    KIND_DECIDED,
    MOVES,
    REQUESTS,
    Capacity,
    Counted,
    Course,
    TimeRule,
    TimeUnit,
    primary_hands,
    refusals,
)

L, O = Capacity.LEAD_UNIT, Capacity.OFFICE  # noqa: E741
FAR = replace(FRESH, first_due_on=DAY + timedelta(days=60), due_on=DAY + timedelta(days=60))
PETITION_LIKE = TimeRule("extension_most", 1, TimeUnit.MONTH)


def asked(count: int | None = 40, *, due_on: date | None = None, course: Course | None = None, **more: object) -> list[str]:
    """The codes for a request of the lead unit, so many days before the deadline."""
    given = {**GIVEN["request_extension"], "due_on": due_on or DAY + timedelta(days=80)}
    changes = {"rules": FULL, "given": given, "counted": Counted(to_due=count), "course": course or Course(), **more}
    return codes(refusals("request_extension", ready("request_extension", FAR, L, **changes)))  # type: ignore[arg-type]  # a shorthand


@pytest.mark.parametrize("move", sorted(KIND_ASKED))
def test_a_second_request_waits_for_the_answer_to_the_first(move: str) -> None:
    waiting = Course(requests={KIND_ASKED[move]: 5})
    found = list(refusals(move, facts(FRESH, L, course=waiting)))
    assert [(one.code, one.facts["request"]) for one in found] == [("request_pending", move)]
    others = Course(requests={kind: 5 for kind in REQUESTS if kind != KIND_ASKED[move]})
    assert not codes(refusals(move, facts(FRESH, L, course=others)))


@pytest.mark.parametrize("move", sorted(KIND_DECIDED))
def test_nothing_is_answered_that_was_not_asked(move: str) -> None:
    kind = KIND_DECIDED[move]
    hand = next(iter(PARTY.decider(kind)))
    assert codes(refusals(move, facts(FRESH, hand))) == ["no_request"]
    assert codes(refusals(move, facts(FRESH, hand, course=Course(requests={other: 5 for other in REQUESTS if other != kind})))) == ["no_request"]
    assert not codes(refusals(move, facts(FRESH, hand, course=Course(requests={kind: 5}))))


def test_there_is_nothing_to_take_back_where_nothing_waits() -> None:
    assert codes(refusals("withdraw_request", facts(FRESH, L))) == ["no_request"]


def test_a_claim_waits_until_every_request_is_answered() -> None:
    waiting = replace(READY["claim_completion"], requests={"extension": 5, "dispute": 6})
    found = list(refusals("claim_completion", ready("claim_completion", FRESH, L, course=waiting)))
    assert [(one.code, one.facts["requests"]) for one in found] == [("request_open", ("extension", "dispute"))]


@pytest.mark.parametrize(("plan", "code"), [("", "plan_not_approved"), ("filed", "plan_not_approved"), ("returned", "plan_not_approved"), ("approved", None)])
def test_a_claim_waits_for_the_plans_approval_where_the_procedure_asks_for_one(plan: str, code: str | None) -> None:
    assert codes(refusals("claim_completion", ready("claim_completion", FRESH, L, rules=FULL, course=Course(plan=plan)))) == ([code] if code else [])
    assert not codes(refusals("claim_completion", ready("claim_completion", FRESH, L, course=Course(plan=plan))))


@pytest.mark.parametrize("move", ["approve_plan", "return_plan"])
@pytest.mark.parametrize("plan", ["", "approved", "returned"])
def test_only_a_plan_that_was_filed_is_approved_or_returned(move: str, plan: str) -> None:
    assert codes(refusals(move, facts(FRESH, O, course=Course(plan=plan)))) == ["no_plan_filed"]


@pytest.mark.parametrize(("left", "code"), [(21, None), (20, None), (19, "asked_too_late"), (1, "asked_too_late"), (0, "asked_too_late"), (-1, "asked_too_late")])
def test_an_extension_is_asked_for_ahead_of_the_deadline(left: int, code: str | None) -> None:
    assert asked(left) == ([code] if code else [])


def test_who_asks_too_late_hears_by_how_much() -> None:
    found = next(refusals("request_extension", facts(FAR, L, rules=FULL, counted=Counted(to_due=7))))
    assert (found.code, found.facts["count"], found.facts["unit"], found.facts["due_on"], found.facts["left"]) == (
        "asked_too_late", 20, TimeUnit.WORKDAY, FAR.due_on, 7,
    )  # fmt: skip


def test_days_of_a_year_that_is_not_announced_are_not_guessed() -> None:
    assert asked(counted=Counted(unconfirmed={"to_due": 2031, "notice": 2031, "notice_ends_on": 2031})) == ["unconfirmed"]


def test_where_nothing_says_how_far_ahead_any_day_will_do() -> None:
    assert asked(-1, rules=replace(FULL, times=())) == []


@pytest.mark.parametrize(("times", "code"), [(0, None), (1, None), (2, "extended_enough"), (3, "extended_enough")])
def test_a_deadline_is_moved_as_often_as_the_procedure_lets(times: int, code: str | None) -> None:
    assert asked(course=Course(extensions=times)) == ([code] if code else [])
    assert asked(course=Course(extensions=times), rules=replace(FULL, extensions=None)) == []


@pytest.mark.parametrize("move", ["request_extension", "grant_extension"])
def test_an_extension_is_for_a_later_day(move: str) -> None:
    for days, wanted in ((59, ["not_later"]), (60, ["not_later"]), (61, [])):
        given = {**GIVEN[move], "due_on": DAY + timedelta(days=days)}
        assert codes(refusals(move, ready(move, FAR, *Capacity, given=given))) == wanted


@pytest.mark.parametrize("move", ["request_extension", "grant_extension"])
def test_an_extension_is_not_longer_than_the_procedure_lets(move: str) -> None:
    def found(due_on: date, *times: TimeRule) -> list[str]:
        rules = replace(FULL, times=times)
        return codes(refusals(move, ready(move, FAR, *Capacity, rules=rules, given={**GIVEN[move], "due_on": due_on})))

    days = FULL.time("extension_most")
    assert days is not None
    assert FAR.due_on == date(2026, 5, 1)
    assert found(date(2026, 5, 31), days) == []
    assert found(date(2026, 6, 1), days) == ["extended_too_far"]
    assert found(date(2026, 6, 1), PETITION_LIKE) == []
    assert found(date(2026, 6, 2), PETITION_LIKE) == ["extended_too_far"]
    assert found(date(2036, 6, 2)) == []


def test_what_has_no_deadline_has_none_to_move() -> None:
    assert codes(refusals("request_extension", facts(replace(FRESH, due_on=None), L))) == ["no_deadline"]


def test_who_decides_is_named_by_the_procedure() -> None:
    for kind, (_, *answers) in REQUESTS.items():
        for move in answers:
            assert primary_hands(move, FULL, FRESH) == FULL.decider(kind)
    assert FULL.decider("extension") == {Capacity.LEADING_GROUP}
    assert FULL.decider("dispute") == {Capacity.INSPECTING_BODY}


def test_every_kind_of_request_has_a_way_to_ask_to_grant_and_to_refuse() -> None:
    for asks, grants, refuses in REQUESTS.values():
        assert MOVES[asks].is_doers_act and not MOVES[asks].bars_own_work
        assert MOVES[grants].bars_own_work and MOVES[refuses].bars_own_work
        assert seat(asks).stage is seat(grants).stage
