"""支线: the round before, an audit, an environmental inspection and a safety check, and what goes on around the great inspection."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from xiaohao.ledger import referrals
from xiaohao.ledger.days.calendar import set_day, working_calendar
from xiaohao.ledger.models import Inspection, Intake, Item
from xiaohao.oversight import record
from xiaohao.people.models import User
from xiaohao.web.demo.scene import Scene, at
from xiaohao.workdays import Counting, last_day

IN_HAND = frozenset({57, 139, 220})  # letters that are not concluded yet


def round_before(scene: Scene) -> Inspection:
    """The round of 2022, taken over with its stated standing: the ledger was opened later."""
    stated = {"completion": "completed", "struck_off_on": "2023-02-20", "authority": "示例省委巡视办销号通知"}

    def changes(taken: Intake) -> list[dict[str, Any]]:
        items = taken.proposal["items"]
        rows: list[dict[str, Any]] = [{"op": "opening", "key": items[n]["key"], "value": stated} for n in (0, 1)]
        return [*rows, {"op": "opening", "key": items[2]["key"], "value": {"completion": "substantially_completed", "authority": "2023年整改情况通报"}}]

    return scene.opened(
        "round2022.txt", "xunshi-2022", "省委第三巡视组巡视示例区（上轮）", "disciplinary", "xsz", date(2023, 4, 3), date(2022, 7, 15),
        opened_on=date(2026, 1, 1), changes=changes,
    )  # fmt: skip


def audit(scene: Scene) -> None:
    """Three struck off, one verified, one claimed, the others at work."""
    inspection = scene.opened("audit.txt", "shenji-2025", "2025年度财政审计", "audit", "sjt", date(2026, 4, 10), date(2026, 4, 1))
    course(scene, inspection, ("czj", "zjj", "hbj", "yjj"), done=3, verified=1, claimed=1)


def environment(scene: Scene) -> None:
    """The whole procedure at once: one struck off through every gate, one on notice with an objection, one at its first review, one whose
    deadline waits for an answer, one made continuing."""
    inspection = scene.opened("environment.txt", "huanbao-2026", "省生态环境保护督察", "environmental", "hbdc", date(2026, 5, 20), date(2026, 5, 8))
    leads = [scene.cast.units[code] for code in ("hbj", "nyj", "zrj", "zjj")]
    rows = [item for item, _ in scene.leaves(inspection)]
    for place, item in enumerate(rows):
        lead = leads[place % len(leads)]
        by = scene.cast.liaisons[lead.pk]
        due = date(2026, 12, 31) + timedelta(days=30 * place)
        scene.assign(item, date(2026, 5, 25), lead=lead, leader="陆常委", due=due)
        scene.move("acknowledge", item, by, date(2026, 5, 27))
        scene.filed(item, by, date(2026, 6, 8), due, approved_on=date(2026, 6, 12))
    struck, shown, *others = rows
    claimed_on = date(2026, 8, 3)
    scene.claim(struck, liaison(scene, struck), claimed_on, statement="各项措施已完成，申请验收。")
    through_notice(scene, struck, date(2026, 8, 5), date(2026, 8, 24), date(2026, 9, 4))
    scene.move("report_up", struck, scene.office, date(2026, 9, 11), {"addressee": "省督察整改办", "paper": "示整改〔2026〕12号", "sent_on": date(2026, 9, 11)})
    scene.pass_gate(struck, date(2026, 9, 21))
    scene.strike_off(struck, date(2026, 9, 23), "区委常委会会议2026年第21次")
    scene.claim(shown, liaison(scene, shown), date(2026, 11, 2), statement="已按方案整改到位，申请验收。")
    through_notice(scene, shown, date(2026, 11, 4), date(2026, 11, 11), None)
    grounds = {"channel_kind": "telephone", "grounds": "夜间仍有异味，请再核查。", "objector": "老马"}
    scene.move("object", shown, scene.office, date(2026, 11, 16), grounds)
    if others:
        scene.claim(others[0], liaison(scene, others[0]), date(2026, 11, 18), statement="已完成整改，申请验收。")
    if others[1:]:
        asked = {"stage_goal": "水质稳定达标，建立管护队伍", "reason": "需要长期管护", "report_every": "quarter", "report_due_on": date(2026, 12, 31)}
        scene.move("request_conversion", others[1], liaison(scene, others[1]), date(2026, 9, 1), asked)
        granted = {**asked, "authority": "整改领导小组会议2026年第5次"}
        granted.pop("reason")
        scene.move("grant_conversion", others[1], scene.cast.users["lin"], date(2026, 9, 8), granted)


def games(scene: Scene) -> None:
    """The district's games: a Friday off for everybody, and the day after worked for it."""
    why = "示例区政府办通知〔2026〕21号：区全民运动会，全区放假一天并调休"
    for day, is_workday in ((date(2026, 12, 18), False), (date(2026, 12, 19), True)):
        set_day(day, is_workday=is_workday, reason=why, by=scene.office, now=at(date(2026, 11, 16), 9))


def liaison(scene: Scene, item: Item) -> User:
    """Who does the work of the item's lead unit."""
    return scene.cast.liaisons[Item.objects.values_list("lead_unit_id", flat=True).get(pk=item.pk) or 0]


def through_notice(scene: Scene, item: Item, reviewed: date, first: date, approved: date | None) -> None:
    """Reviewed and accepted, then on notice for ten working days; ended and approved where a day is given."""
    scene.pass_gate(item, reviewed)
    scene.pass_gate(item, reviewed + timedelta(days=3))
    last = last_day(working_calendar(), first, 10, Counting(counts_first=True))
    shown = {
        "channel": "示例区政府网站公示公告栏", "notice_text": f"省生态环境保护督察反馈第{item.number}项问题已完成整改并通过验收，现予公示。",
        "first_on": first, "last_on": last, "stated_days": "10个工作日",
    }  # fmt: skip
    scene.move("put_on_notice", item, scene.office, first, shown)
    if approved is not None:
        ended = last + timedelta(days=1)
        scene.move("end_notice", item, scene.office, max(ended, approved), {"result": "公示期满，未收到异议。", "channel": "示例区政府网站公示公告栏"})
        scene.pass_gate(item, max(ended, approved) + timedelta(days=2))


def course(scene: Scene, inspection: Inspection, leads: tuple[str, ...], *, done: int, verified: int, claimed: int) -> None:
    """A small inspection: assigned, then so many items brought to each step, in their order."""
    on = inspection.opened_on + timedelta(days=5)
    for place, (item, _) in enumerate(scene.leaves(inspection)):
        lead = scene.cast.units[leads[place % len(leads)]]
        by, later = scene.cast.liaisons[lead.pk], on + timedelta(days=40 + 8 * place)
        scene.assign(item, on, lead=lead, leader="陆常委", due=inspection.opened_on + timedelta(days=60 + 45 * place))
        if place < done + verified + claimed:
            scene.claim(item, by, later, statement="已按要求整改，报请销号。")
        if place < done + verified:
            for step in range(len(inspection.procedure_version.as_rules.gates)):
                scene.pass_gate(item, later + timedelta(days=4 + step))
        if place < done:
            scene.strike_off(item, later + timedelta(days=9), "领导小组会议2026年第4次")


def safety(scene: Scene) -> None:
    """A fresh check: one item near its deadline, one claimed, one overdue, one that nobody was named for yet."""
    inspection = scene.opened("safety.txt", "anquan-2026", "安全生产综合检查", "safety", "ajz", date(2026, 9, 15), date(2026, 9, 10))
    near, claimed, late, _ = (item for item, _ in scene.leaves(inspection))
    housing, emergency = scene.cast.units["zjj"], scene.cast.units["yjj"]
    on, reported = date(2026, 9, 18), date(2026, 10, 26)
    for item, lead, due in ((near, housing, scene.today + timedelta(days=6)), (claimed, housing, date(2026, 11, 30)), (late, emergency, scene.today - timedelta(days=8))):
        scene.assign(item, on, lead=lead, leader="邹区长", units=[emergency], due=due)
        scene.move("acknowledge", item, scene.cast.liaisons[lead.pk], on + timedelta(days=2))
        scene.filed(item, scene.cast.liaisons[lead.pk], on + timedelta(days=5), due, approved_on=on + timedelta(days=9))
    scene.move("report_progress", near, scene.cast.users["hegong"], reported, {"narrative": "静电释放装置已采购，正在安装。"})
    scene.claim(claimed, scene.cast.users["hegong"], date(2026, 11, 12), statement="清扫记录已补全，制度已上墙。")


def matters(scene: Scene, inspection: Inspection) -> None:
    """What the inspection handed over: six fix-at-once matters, 251 letters of which three are still in hand, and a few clues."""
    handed, taken_in = date(2025, 12, 15), date(2026, 3, 3)
    units = [unit for unit in scene.cast.units.values() if unit.kind == "bureau"]
    rows = [
        referrals.Handed("immediate", f"立改{n}", handed, "立行立改事项", units[n % len(units)], concluded_on=date(2026, 1, 20)) for n in range(1, 7)
    ]  # fmt: skip
    rows += [
        referrals.Handed(
            "petition", f"信{n:03d}", handed, "群众来信", units[n % len(units)], date(2026, 6, 12),
            None if n in IN_HAND else date(2026, 1, 5) + timedelta(days=n % 55),
        )
        for n in range(1, 252)
    ]  # fmt: skip
    rows += [referrals.Handed("clue", f"线索{n}", handed, unit=scene.cast.units["jwj"]) for n in range(1, 6)]
    referrals.take_in(inspection, rows, by=scene.office, on=taken_in, now=at(taken_in, 15))


def looks(scene: Scene, inspection: Inspection) -> None:
    """Meetings, checks, an order and a look-back on record."""
    watcher = scene.cast.users["ducha"]
    rows = list(inspection.items.filter(parts__isnull=True).order_by("position"))
    for kind, subject, on in (
        ("standing_committee", "听取巡视整改工作汇报", date(2026, 3, 12)), ("leading_group", "审议整改方案落实情况", date(2026, 4, 8)),
        ("thematic", "调度老旧小区改造和债务化解", date(2026, 5, 14)), ("standing_committee", "研究第一批问题销号", date(2026, 6, 8)),
        ("thematic", "调度未完成事项", date(2026, 8, 6)),
    ):  # fmt: skip
        record.review(inspection, kind=kind, subject=subject, words="逐项听取进展，明确下一步要求。", items=rows[:6], by=scene.office, on=on, now=at(on, 16))
    for subject, is_full, on in (("第一轮全面督查", True, date(2026, 5, 20)), ("消防通道专项督查", False, date(2026, 6, 18)), ("第二轮全面督查", True, date(2026, 9, 3))):
        record.check(inspection, is_full=is_full, subject=subject, words="现场查看，核对佐证材料。", items=rows[3:9], by=watcher, on=on, now=at(on, 16))
    record.order(
        inspection, to_unit=scene.cast.units["zjj"], answer_due_on=date(2026, 11, 16), subject="逾期事项督办", words="请说明原因并报送补救措施。",
        items=rows[10:12], by=watcher, on=date(2026, 11, 2), now=at(date(2026, 11, 2), 16),
    )  # fmt: skip
    record.look_back(
        inspection, found_relapse=True, subject="已销号问题抽查", words="抽查5项，1项有反弹。", items=rows[:5], by=watcher, on=date(2026, 10, 13),
        now=at(date(2026, 10, 13), 16),
    )  # fmt: skip
