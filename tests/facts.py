"""Facts made short: an item at a stage, a person in a capacity, on a day, after a course, with values that the law takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from xiaohao.lifecycle import (
    MOVES,
    Capacity,
    Completion,
    Course,
    Facts,
    Gate,
    GateKind,
    Ground,
    Need,
    NeedKind,
    Objection,
    OnNotice,
    Point,
    Rules,
    Stage,
    State,
    TimeRule,
    TimeUnit,
    Track,
    next_gate,
    procedure,
)  # fmt: skip

DAY = date(2026, 3, 2)
TOMORROW, YESTERDAY = DAY + timedelta(days=1), DAY - timedelta(days=1)
PARTY = procedure("party")
OPINION, AUTHORITY = Need("opinion", NeedKind.TEXT, personal=True), Need("authority", NeedKind.TEXT, personal=True)
TWO_GATES = Rules(
    "two", "两道关口", "Two gates",
    gates=(
        Gate("review", "初审", "First review", Capacity.LEADING_GROUP),
        Gate("acceptance", "验收", "Acceptance", Capacity.VERIFIER, needs=(OPINION,), verifies=True),
    ),
)  # fmt: skip
FULL = Rules(
    "full", "五道关口", "Five gates",
    gates=(
        Gate("review", "牵头单位初审", "First review", Capacity.LEAD_UNIT, needs=(OPINION,), bars_own_work=False),
        Gate(
            "acceptance", "现场验收", "Acceptance on site", Capacity.VERIFIER, needs=(OPINION, Need("checked_on", NeedKind.DAY)), verifies=True,
            points=(Point("measures", "措施落实", "Measures"), Point("effect", "整改效果", "Effect")),
        ),
        Gate("notice", "公示", "Public notice", Capacity.OFFICE, kind=GateKind.NOTICE),
        Gate("approval", "审批", "Approval", Capacity.LEADING_GROUP, needs=(AUTHORITY,)),
        Gate("filing", "备案", "Filing", Capacity.OFFICE, needs=(OPINION, Need("files", NeedKind.FILES)), kind=GateKind.UPWARD),
    ),
    grounds=(Ground.RECTIFIED, Ground.NOT_APPLICABLE, Ground.RISK_ACCEPTED, Ground.CLOSED_NOT_IMPLEMENTED), approves_plan=True, extensions=2,
    decides={"transfer": frozenset({Capacity.OFFICE}), "dispute": frozenset({Capacity.INSPECTING_BODY})},
    times=(
        TimeRule("extension_ahead", 20), TimeRule("extension_most", 30, TimeUnit.DAY), TimeRule("notice", 10, counts_first=True),
    ),
)  # fmt: skip
FRESH = State(track=Track.STAGED, first_due_on=DAY, due_on=DAY, lead_unit=7, leader=9)
EVERYONE = frozenset(Capacity)
OVER = OnNotice(DAY - timedelta(days=20), YESTERDAY)  # a notice whose days are gone by
GIVEN: Mapping[str, Mapping[str, object]] = {
    "admit": {},
    "assign": {"leader": 9, "lead_unit": 7, "units": [8], "due_on": DAY + timedelta(days=90), "track": "staged"},
    "acknowledge": {},
    "hand_down": {"unit": 12, "demand": "逐村核实"},
    "plan": {"measures": [{"ordinal": "1", "text": "修订流程", "criterion": "印发", "due_on": None}]},
    "approve_plan": {"grade": "good"},
    "return_plan": {"reason": "措施不具体"},
    "report_progress": {"narrative": "已修订"},
    "recognise": {"completion": "long_term", "reason": "需长期坚持"},
    "request_extension": {"due_on": DAY + timedelta(days=30), "reason": "汛期停工", "progress": "完成六成"},
    "grant_extension": {"due_on": DAY + timedelta(days=30), "authority": "领导小组会议"},
    "refuse_extension": {"reason": "可以按期完成"},
    "request_conversion": {"stage_goal": "完成首批", "reason": "需分年实施", "report_every": "quarter", "report_due_on": DAY + timedelta(days=90)},
    "grant_conversion": {"stage_goal": "完成首批", "report_every": "quarter", "report_due_on": DAY + timedelta(days=90), "authority": "领导小组会议"},
    "refuse_conversion": {"reason": "可以限期完成"},
    "request_transfer": {"lead_unit": 8, "reason": "职能已经划转"},
    "grant_transfer": {"lead_unit": 8},
    "refuse_transfer": {"reason": "职能未变"},
    "dispute": {"grounds": "与事实不符", "files": 1},
    "uphold_dispute": {"authority": "巡视办复函"},
    "reject_dispute": {"reason": "材料不能证明"},
    "withdraw_request": {"event": 5, "reason": "情况有变"},
    "add_evidence": {"files": 1},
    "replace_evidence": {"evidence": 3, "reason": "照片不清", "files": 1},
    "withdraw_evidence": {"evidence": 3, "reason": "误传"},
    "review_evidence": {"evidence": 3, "verdict": "accepted", "opinion": "清晰"},
    "begin_wait": {"kind": "court", "on_whom": "示例区法院", "since_on": YESTERDAY},
    "end_wait": {"wait": 4, "result": "已判决"},
    "note_remainder": {"text": "绿化补植", "expected_on": DAY + timedelta(days=60)},
    "settle_remainder": {"remainder": 6, "result": "已补植"},
    "claim_completion": {"ground": "rectified", "statement": "已整改到位", "signed_off_by": 9},
    "report_up": {"addressee": "省整改办", "paper": "示整改〔2026〕3号", "sent_on": DAY},
    "pass_gate": {"opinion": "属实", "checked_on": DAY, "authority": "领导小组会议", "files": 1, "checks": {"measures": "met", "effect": "met"}},
    "put_on_notice": {"channel": "区政府网站", "notice_text": "拟予销号", "first_on": DAY, "last_on": DAY + timedelta(days=14)},
    "object": {"channel_kind": "telephone", "grounds": "异味仍在"},
    "answer": {"event": 5, "verdict": "not_upheld", "reply": "已到现场复测"},
    "end_notice": {"result": "无异议", "channel": "区政府网站"},
    "return_for_work": {"reason": "材料不足"},
    "strike_off": {"authority": "常委会会议"},
    "recheck": {"verdict": "held", "opinion": "未见反弹", "checked_on": DAY},
    "hand_over": {"unit": 12, "routine": "纳入日常巡查"},
    "void": {},
    "reopen": {"basis": "look_back", "reason": "反弹", "due_on": DAY + timedelta(days=400)},
    "amend": {"text": "流程不规范", "reason": "原文有误"},
    "merge": {"item": 2, "reason": "同一问题"},
    "split": {"items": [{"number": "1-1", "text": "甲"}, {"number": "1-2", "text": "乙"}], "reason": "两件事"},
    "transfer_out": {"addressee": "市整改办", "paper": "示整改〔2026〕4号", "reason": "不属本区"},
    "change_procedure": {"version": 2, "reason": "改按环保督察办理"},
    "annul": {"event": 5, "reason": "误录"},
    "follow_parts": {"stage": "claimed", "completion": "not_completed", "gate": 0},
}
# What must have happened in the cycle before a move can be made; a move that is not here may be made in a cycle in which nothing has.
READY: Mapping[str, Course] = {
    **{f"{answer}_{kind}": Course(requests={kind: 5}) for answer in ("grant", "refuse") for kind in ("extension", "conversion", "transfer")},
    "uphold_dispute": Course(requests={"dispute": 5}), "reject_dispute": Course(requests={"dispute": 5}), "withdraw_request": Course(requests={"extension": 5}),
    "approve_plan": Course(plan="filed"), "return_plan": Course(plan="filed"), "claim_completion": Course(plan="approved"),
    "pass_gate": Course(is_reported_up=True), "object": Course(notice=OVER), "end_notice": Course(notice=OVER),
    "answer": Course(notice=replace(OVER, objections=(Objection(5, YESTERDAY),))),
}  # fmt: skip


def state(stage: Stage, rules: Rules = PARTY, *, gate: int | None = None, ground: Ground = Ground.RECTIFIED) -> State:
    """The usual state at a stage; claimed stands before the first gate unless `gate` says otherwise, in notice before the gate that is one."""
    if stage in (Stage.OPEN, Stage.WITHDRAWN):
        return replace(FRESH, stage=stage)
    if gate is None and stage is not Stage.CLAIMED:
        notices = [place for place, one in enumerate(rules.gates) if one.kind is GateKind.NOTICE and stage is Stage.IN_NOTICE]
        gate = notices[0] if notices else len(rules.gates)
    done = any(one.verifies for one in rules.gates[: gate or 0]) or stage is Stage.STRUCK_OFF
    return replace(
        FRESH, stage=stage, gate=gate or 0, ground=ground, completion=Completion.COMPLETED if done else Completion.NOT_COMPLETED,
        struck_off_on=DAY if stage is Stage.STRUCK_OFF else None,
    )  # fmt: skip


def facts(at: State | None, *capacities: Capacity, rules: Rules = PARTY, **changes: object) -> Facts:
    """What the law asks; nothing given yet unless `given` says so."""
    made = Facts(rules=rules, state=at, capacities=frozenset(capacities), today=DAY)
    return replace(made, **changes)  # type: ignore[arg-type]  # a maker's shorthand


def ready(move: str, at: State | None, *capacities: Capacity, rules: Rules = PARTY, **changes: object) -> Facts:
    """The facts of a move that nothing but its hand, or what is changed here, may stand in the way of."""
    usual: dict[str, object] = {"given": GIVEN[move], "course": READY.get(move, Course()), "evidence_count": 1, "effective_on": DAY}
    return facts(at, *capacities, rules=rules, **{**usual, **changes})


def seat(move: str, rules: Rules = FULL) -> State:
    """A state in which the move may be made: the first of its stages, at the gate that it is about."""
    kinds = {"put_on_notice": GateKind.NOTICE, "report_up": GateKind.UPWARD}
    stage = next(one for one in Stage if one in MOVES[move].sources)
    for gate in range(len(rules.gates) + 1) if stage is Stage.CLAIMED else (None,):
        at = state(stage, rules, gate=gate)
        standing = next_gate(rules, at)
        if stage is not Stage.CLAIMED or (standing is None if move == "strike_off" else standing is not None and standing.kind is kinds.get(move, GateKind.CHECK)):
            return at
    raise AssertionError(move)


def codes(refused: object) -> list[str]:
    """The codes of refusals, in order."""
    return [one.code for one in refused]  # type: ignore[attr-defined]  # any iterable of refusals
