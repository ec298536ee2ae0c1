"""支线: the round before, an audit, an environmental inspection and a safety check, and what goes on around the great inspection."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from xiaohao.ledger import referrals
from xiaohao.ledger.models import Inspection, Intake
from xiaohao.oversight import record
from xiaohao.web.demo.scene import Scene, at

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
    """One struck off, one claimed, one for the long term."""
    inspection = scene.opened("environment.txt", "huanbao-2026", "省生态环境保护督察", "environmental", "hbdc", date(2026, 5, 20), date(2026, 5, 8))
    course(scene, inspection, ("hbj", "nyj", "zrj", "zjj"), done=1, verified=0, claimed=1)
    last = inspection.items.order_by("-position")[0]
    scene.recognise(last, date(2026, 9, 28), "long_term", "需长期坚持，按季调度。")


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
            scene.verify(item, later + timedelta(days=5), "核查属实。")
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
