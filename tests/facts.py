"""Facts made short: an item at a stage, a person in a capacity, on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from xiaohao.lifecycle import Capacity, Completion, Facts, Gate, Ground, Need, NeedKind, Rules, Stage, State, Track, procedure

DAY = date(2026, 3, 2)
PARTY = procedure("party")
TWO_GATES = Rules(
    "two", "两道关口", "Two gates",
    gates=(
        Gate("review", "初审", "First review", Capacity.LEADING_GROUP),
        Gate("acceptance", "验收", "Acceptance", Capacity.VERIFIER, needs=(Need("opinion", NeedKind.TEXT),), verifies=True),
    ),
)  # fmt: skip
FRESH = State(track=Track.STAGED, first_due_on=DAY, due_on=DAY, lead_unit=7, leader=9)
EVERYONE = frozenset(Capacity)
GIVEN: Mapping[str, Mapping[str, object]] = {
    "admit": {},
    "assign": {"leader": 9, "lead_unit": 7, "units": [8], "due_on": DAY + timedelta(days=90), "track": "staged"},
    "acknowledge": {},
    "plan": {"measures": [{"ordinal": "1", "text": "修订流程", "criterion": "印发", "due_on": None}]},
    "report_progress": {"narrative": "已修订"},
    "recognise": {"completion": "long_term", "reason": "需长期坚持"},
    "claim_completion": {"ground": "rectified", "statement": "已整改到位", "signed_off_by": 9},
    "pass_gate": {"opinion": "属实", "checked_on": DAY},
    "return_for_work": {"reason": "材料不足"},
    "strike_off": {"authority": "常委会会议"},
    "reopen": {"basis": "look_back", "reason": "反弹", "due_on": DAY + timedelta(days=400)},
    "annul": {"event": 5, "reason": "误录"},
    "follow_parts": {"stage": "claimed", "completion": "not_completed", "gate": 0},
}


def state(stage: Stage, rules: Rules = PARTY, *, gate: int | None = None, ground: Ground = Ground.RECTIFIED) -> State:
    """The usual state at a stage; claimed stands before the first gate unless `gate` says otherwise."""
    if stage is Stage.CLAIMED:
        passed = gate or 0
        done = any(one.verifies for one in rules.gates[:passed])
        return replace(FRESH, stage=stage, gate=passed, ground=ground, completion=Completion.COMPLETED if done else Completion.NOT_COMPLETED)
    if stage is Stage.STRUCK_OFF:
        return replace(FRESH, stage=stage, gate=len(rules.gates), ground=ground, completion=Completion.COMPLETED, struck_off_on=DAY)
    if stage is Stage.IN_NOTICE:
        return replace(FRESH, stage=stage, gate=len(rules.gates), ground=ground, completion=Completion.COMPLETED)
    return replace(FRESH, stage=stage)


def facts(at: State | None, *capacities: Capacity, rules: Rules = PARTY, **changes: object) -> Facts:
    """What the law asks; nothing given yet unless `given` says so."""
    made = Facts(rules=rules, state=at, capacities=frozenset(capacities), today=DAY)
    return replace(made, **changes)  # type: ignore[arg-type]  # a maker's shorthand


def codes(refused: object) -> list[str]:
    """The codes of refusals, in order."""
    return [one.code for one in refused]  # type: ignore[attr-defined]  # any iterable of refusals
