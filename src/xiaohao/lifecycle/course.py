"""本轮经过: what the events of one cycle come to beside the state: the plan's approval, requests without an answer, the notice and its objections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from xiaohao.lifecycle.terms import Course, Objection, OnNotice


@dataclass(frozen=True, slots=True)
class Step:
    """一步: one event as the law sees it. `annuls` is the seq of the step that it takes away, `answers` that of what it replies to."""

    seq: int
    move: str
    given: Mapping[str, object] = field(default_factory=dict)
    effective_on: date = date.min
    annuls: int | None = None
    answers: int | None = None


# kind of request: (asked by, granted by, refused by)
REQUESTS: Mapping[str, tuple[str, str, str]] = {
    "extension": ("request_extension", "grant_extension", "refuse_extension"),
    "conversion": ("request_conversion", "grant_conversion", "refuse_conversion"),
    "transfer": ("request_transfer", "grant_transfer", "refuse_transfer"),
    "dispute": ("dispute", "uphold_dispute", "reject_dispute"),
}
KIND_ASKED = {asked: kind for kind, (asked, _, _) in REQUESTS.items()}
KIND_DECIDED = {move: kind for kind, (_, granted, refused) in REQUESTS.items() for move in (granted, refused)}
PLAN = {"plan": "filed", "approve_plan": "approved", "return_plan": "returned"}


def course(steps: Iterable[Step]) -> Course:
    """What the steps of one cycle come to; those that stand, in the order of the journal."""
    told = Course()
    for step in steps:
        told = after(told, step)
    return told


def after(before: Course, step: Step) -> Course:
    """The course one step further."""
    if step.move in PLAN:
        return replace(before, plan=PLAN[step.move])
    if step.move in KIND_ASKED:
        return replace(before, requests={**before.requests, KIND_ASKED[step.move]: step.seq})
    if step.move in KIND_DECIDED or step.move == "withdraw_request":
        open_still = {kind: seq for kind, seq in before.requests.items() if kind != KIND_DECIDED.get(step.move) and seq != step.answers}
        return replace(
            before, requests=open_still, extensions=before.extensions + (step.move == "grant_extension"),
            is_acknowledged=before.is_acknowledged and step.move != "grant_transfer",  # who leads now has not taken it on yet
        )  # fmt: skip
    match step.move:
        case "assign":
            return replace(before, is_acknowledged=False)
        case "acknowledge":
            return replace(before, is_acknowledged=True)
        case "claim_completion" | "return_for_work":
            return replace(before, is_reported_up=False, notice=None)
        case "pass_gate":  # what was reported up was answered; a second gate of that kind wants a report of its own
            return replace(before, is_reported_up=False)
        case "report_up":
            return replace(before, is_reported_up=True)
        case "put_on_notice":
            return replace(before, notice=OnNotice(as_day(step.given["first_on"]) or step.effective_on, as_day(step.given["last_on"]) or step.effective_on))
        case "object" | "answer":
            return replace(before, notice=objected(before.notice, step))
        case _:
            return before


def objected(notice: OnNotice | None, step: Step) -> OnNotice | None:
    """The notice with an objection more, or with one of them answered."""
    if notice is None:
        return None
    if step.move == "object":
        return replace(notice, objections=(*notice.objections, Objection(step.seq, step.effective_on)))
    is_upheld = step.given.get("verdict") == "upheld"
    return replace(
        notice,
        objections=tuple(replace(one, answered_on=step.effective_on, is_upheld=is_upheld) if one.seq == step.answers else one for one in notice.objections),
    )


def as_day(value: object) -> date | None:
    """A day, as itself or as ISO text; None for nothing."""
    return value if isinstance(value, date) else date.fromisoformat(str(value)) if value else None
