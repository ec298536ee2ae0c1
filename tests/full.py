"""The whole procedure of the environment preset, act by act: who makes each move, with what, and what must have gone before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import make
from cast import Cast

from xiaohao.ledger import moves
from xiaohao.ledger.models import Event, Evidence, Inspection, Item, Measure, ProcedureVersion, Remainder, Wait
from xiaohao.lifecycle import procedure
from xiaohao.people.models import Unit

FIRST = date(2026, 3, 2)  # a Monday
LAST = date(2026, 3, 13)  # ten working days, the first counted
Given = Callable[[Cast, Item], dict[str, Any]]
Files = Callable[[Item], Sequence[moves.Upload]]


@dataclass(frozen=True, slots=True)
class Act:
    """One move by one member of the cast, after another act."""

    after: str
    by: str
    given: Given = lambda cast, row: {}
    files: Files = lambda row: ()
    days: int = 0  # since FIRST


def village(cast: Cast) -> Unit:
    """A unit below the housing bureau."""
    found = Unit.objects.filter(code="zjs").first()
    if found is None:
        found = Unit.objects.create(name="示例区城建所", kind=Unit.Kind.OTHER, code="zjs", parent=cast.housing, path="new-zjs")
        found.path = f"{cast.housing.path}{found.pk}/"
        found.save(update_fields=["path"])
    return found


def proofs(row: Item) -> list[moves.Upload]:
    """A file for each criterion, and one for the item."""
    return [make.proof(f"{one.pk}.png", one.pk) for one in Measure.objects.filter(item=row, ended_by__isnull=True).exclude(criterion="")] + [make.proof()]


def met(row: Item) -> dict[str, str]:
    """The check-list of the next gate, all of it met."""
    rules = row.procedure_version.as_rules
    return {point.key: "met" for point in rules.gates[row.gate].points}


def newest(row: Item, move: str) -> int:
    """The item's newest event of the move."""
    return Event.objects.filter(item=row, move=move).order_by("-seq")[0].pk


DUE = FIRST + timedelta(days=120)
CLAIM = lambda cast, row: {"ground": "rectified", "statement": "已整改到位", "signed_off_by": cast.lin.person_id}  # noqa: E731
REPORTS = {"report_every": "quarter", "report_due_on": DUE}
ONE_FILE: Files = lambda row: [make.proof("材料.png")]  # noqa: E731
ACTS: dict[str, Act] = {
    "assign": Act("", "sumin", lambda c, r: {"leader": c.lin.person_id, "lead_unit": c.housing.pk, "units": [c.market.pk], "due_on": DUE, "track": "staged"}),
    "acknowledge": Act("assign", "hegong"),
    "hand_down": Act("acknowledge", "hegong", lambda c, r: {"unit": village(c).pk, "demand": "逐户排查"}),
    "plan": Act("acknowledge", "hegong", lambda c, r: {"measures": [{"ordinal": "一是", "text": "修订流程", "criterion": "印发实施", "due_on": DUE}]}),
    "approve_plan": Act("plan", "sumin", lambda c, r: {"grade": "good"}),
    "return_plan": Act("plan", "sumin", lambda c, r: {"reason": "措施不具体"}),
    "report_progress": Act("approve_plan", "hegong", lambda c, r: {"narrative": "已修订流程"}, proofs),
    "recognise": Act("approve_plan", "sumin", lambda c, r: {"completion": "long_term", "reason": "需长期坚持"}),
    "request_extension": Act("approve_plan", "hegong", lambda c, r: {"due_on": DUE + timedelta(days=60), "reason": "受汛期影响", "progress": "完成八成"}),
    "grant_extension": Act("request_extension", "lin", lambda c, r: {"due_on": DUE + timedelta(days=45), "authority": "领导小组第3次会议"}),
    "refuse_extension": Act("request_extension", "lin", lambda c, r: {"reason": "理由不充分"}),
    "request_conversion": Act("approve_plan", "hegong", lambda c, r: {"stage_goal": "管护到位", "reason": "需长期管护", **REPORTS}),
    "grant_conversion": Act("request_conversion", "lin", lambda c, r: {"stage_goal": "管护到位", "authority": "领导小组第3次会议", **REPORTS}),
    "refuse_conversion": Act("request_conversion", "lin", lambda c, r: {"reason": "可以限期完成"}),
    "request_transfer": Act("acknowledge", "hegong", lambda c, r: {"lead_unit": c.market.pk, "reason": "职责已划转"}),
    "grant_transfer": Act("request_transfer", "sumin", lambda c, r: {"lead_unit": c.market.pk}),
    "refuse_transfer": Act("request_transfer", "sumin", lambda c, r: {"reason": "职责未变"}),
    "dispute": Act("acknowledge", "hegong", lambda c, r: {"grounds": "所列地块不在本区"}, ONE_FILE),
    "uphold_dispute": Act("dispute", "lin", lambda c, r: {"authority": "巡视组复函"}),
    "reject_dispute": Act("dispute", "lin", lambda c, r: {"reason": "经核对仍在本区"}),
    "withdraw_request": Act("request_extension", "hegong", lambda c, r: {"event": newest(r, "request_extension"), "reason": "可以按期完成"}),
    "add_evidence": Act("approve_plan", "hegong", lambda c, r: {}, proofs),
    "replace_evidence": Act(
        "add_evidence", "hegong", lambda c, r: {"evidence": Evidence.objects.filter(item=r).order_by("id")[0].pk, "reason": "更清晰"}, ONE_FILE,
    ),
    "withdraw_evidence": Act("add_evidence", "hegong", lambda c, r: {"evidence": Evidence.objects.filter(item=r).order_by("-id")[0].pk, "reason": "误传"}),
    "begin_wait": Act("assign", "sumin", lambda c, r: {"kind": "court", "on_whom": "示例法院", "since_on": FIRST, "expected_on": DUE}),
    "end_wait": Act("begin_wait", "sumin", lambda c, r: {"wait": Wait.objects.filter(item=r, ended_on__isnull=True)[0].pk, "result": "已判决"}),
    "note_remainder": Act("assign", "hegong", lambda c, r: {"text": "绿化补种", "expected_on": DUE}),
    "settle_remainder": Act("note_remainder", "hegong", lambda c, r: {"remainder": Remainder.objects.filter(item=r)[0].pk, "result": "已补种"}),
    "claim_completion": Act("report_progress", "hegong", CLAIM, ONE_FILE),
    "review_evidence": Act(
        "claim_completion", "sumin", lambda c, r: {"evidence": Evidence.objects.filter(item=r).order_by("id")[0].pk, "verdict": "accepted"},
    ),
    "return_for_work": Act("claim_completion", "daishuang", lambda c, r: {"reason": "材料不足"}),
    "pass review": Act("claim_completion", "daishuang", lambda c, r: {"opinion": "属实"}),
    "pass_gate": Act("pass review", "handu", lambda c, r: {"opinion": "现场核查属实", "checked_on": FIRST, "checks": met(r)}),
    "put_on_notice": Act(
        "pass_gate", "sumin", lambda c, r: {"channel": "区政府网站", "notice_text": "第1项已完成整改", "first_on": FIRST, "last_on": LAST, "stated_days": "10"},
    ),
    "object": Act("put_on_notice", "sumin", lambda c, r: {"channel_kind": "telephone", "grounds": "仍有异味"}, ONE_FILE, days=1),
    "answer": Act("object", "sumin", lambda c, r: {"event": newest(r, "object"), "verdict": "not_upheld", "reply": "已现场核实"}, days=2),
    "end_notice": Act("put_on_notice", "sumin", lambda c, r: {"result": "公示期满无异议", "channel": "区政府网站"}, days=14),
    "pass approval": Act("end_notice", "lin", lambda c, r: {"authority": "领导小组第4次会议"}, days=15),
    "report_up": Act("pass approval", "sumin", lambda c, r: {"addressee": "省督察办", "paper": "示整改〔2026〕5号", "sent_on": FIRST}, days=16),
    "pass filing": Act("report_up", "sumin", lambda c, r: {"opinion": "省督察办已备案"}, ONE_FILE, days=17),
    "strike_off": Act("pass filing", "sumin", lambda c, r: {"authority": "区委常委会会议2026年第5次"}, days=18),
    "recheck": Act("strike_off", "handu", lambda c, r: {"verdict": "held", "opinion": "没有反弹", "checked_on": FIRST + timedelta(days=19)}, days=19),
    "hand_over": Act("strike_off", "sumin", lambda c, r: {"unit": c.housing.pk, "routine": "纳入日常巡查"}, days=19),
    "reopen": Act("strike_off", "sumin", lambda c, r: {"basis": "look_back", "reason": "反弹", "due_on": DUE}, days=19),
    "amend": Act("assign", "sumin", lambda c, r: {"text": "更正后的表述", "reason": "原文笔误"}),
    "merge": Act("assign", "sumin", lambda c, r: {"item": other(r).pk, "reason": "同一问题"}),
    "split": Act("assign", "sumin", lambda c, r: {"items": [{"number": "1-1", "text": "前一半"}, {"number": "1-2", "text": "后一半"}], "reason": "分属两家"}),
    "transfer_out": Act("assign", "sumin", lambda c, r: {"addressee": "邻区整改办", "paper": "示整改〔2026〕6号", "reason": "不属本区"}),
    "change_procedure": Act("assign", "sumin", lambda c, r: {"version": another_version(r).pk, "reason": "省里另有规定"}),
    "annul": Act("acknowledge", "sumin", lambda c, r: {"event": newest(r, "acknowledge"), "reason": "误登"}),
}  # fmt: skip


def other(row: Item) -> Item:
    """Another item of the same inspection."""
    return Item.objects.filter(inspection=row.inspection_id, parent__isnull=True).exclude(pk=row.pk).order_by("position")[0]


def another_version(row: Item) -> ProcedureVersion:
    """A version of another procedure."""
    from_preset = "safety" if row.procedure_version.procedure.key != "safety" else "environment"
    return make.version(from_preset, rules=procedure(from_preset))


def inspection(cast: Cast, items: int = 3, *, slug: str = "env-2026") -> Inspection:
    """An environmental inspection with all its mandates."""
    return make.inspection(cast, items, slug=slug, kind=Inspection.Kind.ENVIRONMENTAL)


def before(name: str) -> list[str]:
    """The acts that go before one, in order."""
    chain: list[str] = []
    while name := ACTS[name].after:
        chain.insert(0, name)
    return chain


def asked(cast: Cast, row: Item, name: str) -> dict[str, Any]:
    """What the door is asked for one act."""
    act = ACTS[name]
    on = FIRST + timedelta(days=act.days)
    row = Item.objects.select_related("procedure_version__procedure").get(pk=row.pk)
    return {"move": move_of(name), "item": row, "by": getattr(cast, act.by), "on": on, "now": make.moment(on), "given": act.given(cast, row), "files": act.files(row)}


def do(cast: Cast, row: Item, name: str, **changes: Any) -> Event:
    """One act."""
    return moves.make(**{**asked(cast, row, name), **changes})


def move_of(name: str) -> str:
    """The move of an act: three gates are passed by one."""
    return "pass_gate" if name.startswith("pass ") else name


def walked(cast: Cast, row: Item, name: str, *, through: bool = False) -> Item:
    """The item, brought to where the act can be made; or past it."""
    for step in [*before(name), *([name] if through else [])]:
        do(cast, row, step)
    return Item.objects.select_related("procedure_version__procedure").get(pk=row.pk)
