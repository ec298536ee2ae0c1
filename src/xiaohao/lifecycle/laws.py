"""事项的规矩: what the table of moves for items is asked before a move: order, hands, own work, values, proof, days. To add a law is to add a function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from xiaohao.lifecycle.course import KIND_ASKED, KIND_DECIDED
from xiaohao.lifecycle.item import ANSWERS, MOVES, OF_ASSIGNED, OF_GATE, OF_PARENTS, hands, is_of_notice, needs, next_gate, primary_hands
from xiaohao.lifecycle.machine import EMPTY, Table, of_days, of_hands, of_needs, of_stage
from xiaohao.lifecycle.recurring import months_later
from xiaohao.lifecycle.terms import Completion, Facts, GateKind, Ground, Move, Refused, TimeRule, TimeUnit

ON_MANIFEST = frozenset({"pass_gate", "end_notice", "strike_off"})
RESTS_ON_EVIDENCE = frozenset({"claim_completion", "pass_gate", "strike_off"})
BEFORE = ("checked_on", "since_on", "sent_on")  # days among the values that lie behind: not after the day of effect
AHEAD = ("due_on", "expected_on", "expires_on", "answer_due_on", "report_due_on", "first_on", "last_on")  # and ahead: not before it


def of_admission(move: Move, facts: Facts) -> Iterator[Refused]:
    """Only what is not in the ledger is admitted; nothing else happens before."""
    if facts.state is None and move.sources:
        yield Refused("not_admitted", move=move.name)
    if facts.state is not None and not move.sources:
        yield Refused("already_admitted", move=move.name, stage=facts.state.stage)


def of_parts(move: Move, facts: Facts) -> Iterator[Refused]:
    """A parent follows its parts; by itself it is only assigned, recognised, waited for, or put right."""
    if facts.has_parts and move.name not in OF_PARENTS and move.sources:
        yield Refused("has_parts", move=move.name)


def of_capacity(move: Move, facts: Facts) -> Iterator[Refused]:
    """Who may."""
    yield from of_hands(move, hands(move.name, facts.rules, facts.state, is_last_resort=facts.is_last_resort), facts)


def of_path(move: Move, facts: Facts) -> Iterator[Refused]:
    """What must have gone before of stages and gates, whoever asks."""
    state, rules = facts.state, facts.rules
    if state is None or not move.sources:
        return
    yield from of_stage(move, state.stage)
    gate = next_gate(rules, state)
    if move.name == "pass_gate" and gate is None:
        yield Refused("no_gate_left", move=move.name)
    if move.name == "pass_gate" and is_of_notice(gate):
        yield Refused("gate_by_notice", move=move.name, gate=gate)
    if move.name == "put_on_notice" and not is_of_notice(gate) or move.name == "report_up" and (gate is None or gate.kind is not GateKind.UPWARD):
        yield Refused("not_this_gate", move=move.name, gate=gate or rules.gates[-1])
    if move.name == "strike_off" and gate is not None:
        yield Refused("gate_missing", move=move.name, gate=gate, hands=(gate.hand,))
    if move.name in OF_ASSIGNED and state.lead_unit is None:
        yield Refused("not_assigned", move=move.name)


def of_own_work(move: Move, facts: Facts) -> Iterator[Refused]:
    """Nobody decides on work of their own. Where the procedure's gate lets the item's units, still another person does it than who worked on it."""
    gate = next_gate(facts.rules, facts.state) if move.name in OF_GATE or move.name == "return_for_work" else None
    barred = facts.is_own_work if gate is None or gate.bars_own_work else facts.is_own_act
    if barred and move.bars_own_work:
        yield Refused("own_work", move=move.name, fallback=facts.rules.fallback)


def of_course(move: Move, facts: Facts) -> Iterator[Refused]:
    """What the cycle has come to: no second request, no answer to none, no plan approved that was not filed."""
    course, name = facts.course, move.name
    if name == "acknowledge" and course.is_acknowledged:
        yield Refused("acknowledged", move=name)
    if name in KIND_ASKED and KIND_ASKED[name] in course.requests:
        yield Refused("request_pending", move=name, request=name)
    if name in KIND_DECIDED and KIND_DECIDED[name] not in course.requests or name == "withdraw_request" and not course.requests:
        yield Refused("no_request", move=name)
    if name == "answer" and not unanswered(facts):
        yield Refused("no_request", move=name)
    if name in ("approve_plan", "return_plan") and course.plan != "filed":
        yield Refused("no_plan_filed", move=name)
    if name == "claim_completion":
        if course.requests:
            yield Refused("request_open", move=name, requests=tuple(course.requests))
        if facts.rules.approves_plan and course.plan != "approved":
            yield Refused("plan_not_approved", move=name)
    if name == "pass_gate" and not course.is_reported_up and (gate := next_gate(facts.rules, facts.state)) and gate.kind is GateKind.UPWARD:
        yield Refused("not_reported_up", move=name, gate=gate)


def of_rows_there(move: Move, facts: Facts) -> Iterator[Refused]:
    """What a move ends or replaces has to be there."""
    for need in move.needs:
        if need.kind in facts.lacking:
            yield Refused("nothing_there", move=move.name, need=need)


def of_extension(move: Move, facts: Facts) -> Iterator[Refused]:
    """An extension is asked for before it is too late and as often as the procedure lets; asked or granted, it is for a later day and not for one too late."""
    if move.name not in ("request_extension", "grant_extension") or facts.state is None:
        return
    due, most = facts.state.due_on, facts.rules.time("extension_most")
    if move.name == "request_extension":
        yield from may_extend(move, facts)
    asked = facts.given.get("due_on") if facts.given else None
    if due is None or not isinstance(asked, date):
        return
    if asked <= due:
        yield Refused("not_later", move=move.name, need="due_on", due_on=due)
    elif most is not None and asked > later(due, most):
        yield Refused("extended_too_far", move=move.name, need="due_on", count=most.count, unit=most.unit, due_on=due)


def may_extend(move: Move, facts: Facts) -> Iterator[Refused]:
    """Whether there is a deadline to move, whether it was moved often enough, whether it is still early enough to ask."""
    due, rule, counted = facts.state.due_on if facts.state else None, facts.rules.time("extension_ahead"), facts.counted
    if due is None:
        yield Refused("no_deadline", move=move.name)
        return
    if facts.rules.extensions is not None and facts.course.extensions >= facts.rules.extensions:
        yield Refused("extended_enough", move=move.name, times=facts.rules.extensions)
    if rule is None:
        return
    if year := counted.unconfirmed.get("to_due"):
        yield Refused("unconfirmed", year=year)
    elif counted.to_due is not None and counted.to_due < rule.count:
        yield Refused("asked_too_late", move=move.name, count=rule.count, unit=rule.unit, due_on=due, left=counted.to_due)


def later(day: date, rule: TimeRule) -> date:
    """The day so many days or months later; no procedure says in working days how far a deadline may be moved."""
    return months_later(day, rule.count) if rule.unit is TimeUnit.MONTH else day + timedelta(days=rule.count)


def of_notice(move: Move, facts: Facts) -> Iterator[Refused]:
    """A notice is as long as the procedure asks by the official calendar; it ends when its days are over and every objection was answered."""
    notice, counted, wanted = facts.course.notice, facts.counted, facts.rules.time("notice")
    if move.name == "put_on_notice" and facts.given is not None and wanted is not None:
        if year := counted.unconfirmed.get("notice"):
            yield Refused("unconfirmed", year=year)
        elif counted.notice is not None and counted.notice < wanted.count:
            yield Refused("notice_short", move=move.name, need="last_on", counted=counted.notice, wanted=wanted.count, unit=wanted.unit)
    if move.name != "end_notice" or notice is None or any(of_objections(move, facts)):
        return
    if year := counted.unconfirmed.get("notice_ends_on"):
        yield Refused("unconfirmed", year=year)
    elif (facts.effective_on or facts.today) <= (counted.notice_ends_on or notice.last_on):
        yield Refused("notice_running", move=move.name, ends_on=counted.notice_ends_on or notice.last_on)


def of_objections(move: Move, facts: Facts) -> Iterator[Refused]:
    """No notice ends over an objection that waits for its answer, or that was upheld."""
    if move.name != "end_notice" or facts.course.notice is None:
        return
    if waiting := unanswered(facts):
        yield Refused("objection_open", move=move.name, count=waiting)
    elif any(one.is_upheld for one in facts.course.notice.objections):
        yield Refused("objection_upheld", move=move.name)


def unanswered(facts: Facts) -> int:
    """How many objections of the notice wait for their answer."""
    return sum(one.answered_on is None for one in facts.course.notice.objections) if facts.course.notice else 0


def standing_order(move: Move, facts: Facts) -> Iterator[Refused]:
    """What must have gone before, of stages, gates and the cycle's course, hands and values aside: what replay asks of each later step."""
    for law in (of_admission, of_path, of_course, of_extension, of_objections):
        yield from law(move, replace(facts, given=None))


def of_manifest(move: Move, facts: Facts) -> Iterator[Refused]:
    """What was claimed is what is passed and struck off: nothing may have changed since the claim."""
    if move.name in ON_MANIFEST and facts.changed:
        yield Refused("changed_since_claim", move=move.name, changed=facts.changed)


def of_repetition(move: Move, facts: Facts) -> Iterator[Refused]:
    """What is annulled must leave a lawful past."""
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
    yield from of_needs(move, needs(move.name, facts.rules, facts.state, is_last_resort=as_fallback(move, facts)), given)
    if move.name == "split" and len(of_rows(given.get("items"))) == 1:
        yield Refused("split_in_two", move=move.name, need="items")
    if move.name == "hand_down" and not facts.is_below:
        yield Refused("not_below", move=move.name, need="unit")


def as_fallback(move: Move, facts: Facts) -> bool:
    """Whether the person decides only because nobody else is left."""
    return facts.is_last_resort and move.bars_own_work and not facts.capacities & primary_hands(move.name, facts.rules, facts.state)


def of_points(move: Move, facts: Facts) -> Iterator[Refused]:
    """A gate's check-list is answered whole, and nothing on it is unmet."""
    gate = next_gate(facts.rules, facts.state)
    if move.name != "pass_gate" or gate is None or not gate.points or facts.given is None:
        return
    said = facts.given.get("checks")
    if said in EMPTY:
        return  # said to be missing already
    answers: Mapping[str, object] = said if isinstance(said, Mapping) else {}
    if any(answers.get(point.key) not in ANSWERS for point in gate.points):
        yield Refused("missing", move=move.name, need="checks")
    if unmet := tuple(point for point in gate.points if answers.get(point.key) == "unmet"):
        yield Refused("point_unmet", move=move.name, need="checks", points=unmet)


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
    """A claim of completion rests on evidence: some at all, for each criterion what it asks for; and on targets that are reached, or on a word why not.

    What has expired proves nothing, up to the strike-off.
    """
    if move.name == "replace_evidence" and facts.given is not None and cast(int, facts.given.get("files", 1)) > 1:
        yield Refused("one_version", move=move.name, need="files")
    if move.name in RESTS_ON_EVIDENCE and facts.given is not None:
        if facts.expired:
            yield Refused("evidence_expired", move=move.name, need="files", ordinals=facts.expired)
        if facts.has_only_expired:
            yield Refused("all_expired", move=move.name, need="files")
    if move.name == "claim_completion" and facts.given is not None:
        if facts.unproved:
            yield Refused("unproved", move=move.name, need="files", lacking=facts.unproved)
        if facts.unreached and facts.given.get("ground") == Ground.RECTIFIED and not facts.given.get("unreached"):
            yield Refused("unreached", move=move.name, need="unreached", targets=facts.unreached)
        if not facts.evidence_count:
            yield Refused("no_evidence", move=move.name, need="files")


def of_questions(move: Move, facts: Facts) -> Iterator[Refused]:
    """Odd figures go through with a word of explanation, and with none they do not."""
    if facts.questions and facts.given is not None and not facts.given.get("explanation"):
        yield Refused("questioned", move=move.name, need="explanation", questions=facts.questions)


def of_dates(move: Move, facts: Facts) -> Iterator[Refused]:
    """The day from which it is so, and the days among the values. An annulment has no place among the days: it takes one away from all."""
    if facts.given is None:
        return
    yield from of_days(move, replace(facts, last_effective_on=None) if move.name == "annul" else facts)
    on, given = facts.effective_on, facts.given
    if on is None:
        return
    for key in BEFORE:
        if isinstance(said := given.get(key), date) and said > on:
            yield Refused("checked_after", move=move.name, need=key, checked_on=said, effective_on=on)
    for key in AHEAD if move.name != "assign" else ():
        if isinstance(said := given.get(key), date) and said < on:
            yield Refused("due_before", move=move.name, need=key, due_on=said, effective_on=on)
    first, last = given.get("first_on"), given.get("last_on")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield Refused("due_before", move=move.name, need="last_on", due_on=last, effective_on=first)


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


def of_rows(value: object) -> list[object]:
    """The rows of a value, or none."""
    return list(value) if isinstance(value, (list, tuple)) else []


ITEM: Table[Facts] = Table(
    MOVES,
    (
        of_admission, of_parts, of_capacity, of_path, of_own_work, of_course, of_rows_there, of_extension, of_objections, of_notice, of_manifest,
        of_repetition, of_values, of_points,
        of_signature, of_proof, of_questions, of_dates, of_opening,
    ),
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
