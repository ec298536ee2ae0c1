"""主线: the great inspection from its plan to its second notice: assigned, planned, reported, claimed, verified, returned, struck off, reopened, put right."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from xiaohao.ledger import moves
from xiaohao.ledger.models import Inspection, Item
from xiaohao.people.models import User
from xiaohao.publication import publish
from xiaohao.publication.compose import usual_front
from xiaohao.web.demo.aims import READS
from xiaohao.web.demo.proofs import proof
from xiaohao.web.demo.scene import HERE, Scene, at

ASSIGNED, ACKNOWLEDGED, PLANNED, REPORTED = date(2026, 3, 5), date(2026, 3, 9), date(2026, 3, 20), date(2026, 4, 20)
LONG_TERM = ("8", "19", "27", "29", "33")
STRUCK_BY_JUNE, STRUCK_BY_AUGUST, CLAIMED_BY_JUNE = 15, 19, 24
Act = tuple[date, Callable[[], object]]


def play(scene: Scene, inspection: Inspection) -> None:
    """All acts in the order of their days; within a day in the order of the items."""
    reports: dict[str, str] = json.loads((HERE / "reports.json").read_text("utf-8"))
    acts: list[Act] = []
    for place, (item, said) in enumerate(scene.leaves(inspection)):
        acts += begun(scene, place, item, said, reports)
        acts += ended(scene, place, item, said)
    for parent in inspection.items.filter(parts__isnull=False).distinct():
        acts.append(recognised(scene, parent, date(2026, 6, 29), "substantially_completed", "部分子项已完成，其余按计划推进。"))
    acts += [notice(scene, inspection, as_of, on) for as_of, on in ((date(2026, 6, 30), date(2026, 7, 20)), (date(2026, 9, 30), date(2026, 10, 20)))]
    for _, act in sorted(acts, key=lambda one: one[0]):
        act()


def liaison(scene: Scene, said: dict[str, Any]) -> User:
    """Who acts for the lead unit that the document names."""
    return scene.cast.liaisons[scene.cast.unit(said["lead_unit"]).pk]


def begun(scene: Scene, place: int, item: Item, said: dict[str, Any], reports: dict[str, str]) -> Iterator[Act]:
    """Assigned as the document says, acknowledged, planned with criteria (two of three), reported."""
    lead, due, by = scene.cast.unit(said["lead_unit"]), date.fromisoformat(said["due_on"]) if said["due_on"] else None, liaison(scene, said)
    units = [scene.cast.unit(name) for name in said["units"]]
    told = {"narrative": reports.get(item.number, "按计划推进，正在整改。")}
    yield ASSIGNED, lambda: scene.assign(item, ASSIGNED, lead=lead, leader=said["leader"], units=units, due=due)
    yield ACKNOWLEDGED, lambda: scene.move("acknowledge", item, by, ACKNOWLEDGED)
    if place % 3 != 1:
        yield PLANNED, lambda: scene.plan(item, by, PLANNED, due)
    on = REPORTED + timedelta(days=place // 3)
    yield on, lambda: scene.move("report_progress", item, by, on, told, [proof(0, item.number, 1)] if place % 3 == 0 else ())
    for one in READS.get(item.number, ()):
        yield one.on, partial(scene.read, item, by, one)


def ended(scene: Scene, place: int, item: Item, said: dict[str, Any]) -> Iterator[Act]:
    """How one item goes on, by its place and number."""
    by = liaison(scene, said)
    if place < CLAIMED_BY_JUNE and place % 8 != 7:
        yield from struck(scene, place, item, by)
    elif item.number in SPECIAL:
        yield from SPECIAL[item.number](scene, item, by)
    elif item.number in LONG_TERM:
        yield recognised(scene, item, date(2026, 6, 26), "long_term", "需长期坚持，已列入常态工作。")
    elif place % 4 != 3 and item.parent_id is None:
        yield recognised(scene, item, date(2026, 6, 26), "substantially_completed", "主要措施已落实，待验收。")
        if place % 5 == 1:
            yield date(2026, 9, 8), lambda: scene.claim(item, by, date(2026, 9, 8))
            yield date(2026, 9, 16), lambda: scene.verify(item, date(2026, 9, 16))
        elif place % 5 == 3:
            yield date(2026, 11, 10), lambda: scene.claim(item, by, date(2026, 11, 10))


def struck(scene: Scene, place: int, item: Item, by: User) -> Iterator[Act]:
    """Claimed before the summer, some returned once; verified; most of them struck off in two meetings. One comes back."""
    claimed = date(2026, 5, 6) + timedelta(days=2 * place)
    again, checked = claimed + timedelta(days=6), claimed + timedelta(days=8)
    yield claimed, lambda: scene.claim(item, by, claimed)
    if place % 9 == 4:
        back = claimed + timedelta(days=3)
        yield back, lambda: scene.move("return_for_work", item, scene.verifier, back, {"reason": "佐证只有文件，没有现场照片，请补充。"})
        yield again, lambda: scene.claim(item, by, again, spare=2)
    yield checked, lambda: scene.verify(item, checked)
    if place < STRUCK_BY_JUNE:
        yield checked + timedelta(days=4), lambda: scene.strike_off(item, checked + timedelta(days=4), "区委常委会会议2026年第11次")
    elif place < STRUCK_BY_AUGUST:
        yield date(2026, 8, 12), lambda: scene.strike_off(item, date(2026, 8, 12), "区委常委会会议2026年第15次")
    if item.number == "3":
        yield from come_back(scene, item, by)


def come_back(scene: Scene, item: Item, by: User) -> Iterator[Act]:
    """Found again by a look-back: a second cycle with a deadline of its own, and one of its two criteria proved so far."""
    why = {"basis": "look_back", "reason": "回头看发现个别路段仍有积水。", "due_on": date(2026, 12, 18)}
    yield date(2026, 10, 14), lambda: scene.move("reopen", item, scene.office, date(2026, 10, 14), why)
    yield date(2026, 10, 16), lambda: scene.move("acknowledge", item, by, date(2026, 10, 16))
    told, on = {"narrative": "已对积水路段清淤并更换雨水箅子，正在复核三年改造计划。"}, date(2026, 10, 30)
    yield on, lambda: scene.move("report_progress", item, by, on, told, [proof(0, item.number, 1, scene.first_measure(item))])


def recognised(scene: Scene, item: Item, on: date, completion: str, reason: str) -> Act:
    """How far it is, as an act."""
    return on, lambda: scene.recognise(item, on, completion, reason)


def not_applicable(scene: Scene, item: Item, by: User) -> Iterator[Act]:
    """A third party found that there is nothing to put right; the authority that raised it agrees."""
    claimed, checked, gone = date(2026, 7, 6), date(2026, 7, 20), date(2026, 8, 12)
    yield claimed, lambda: scene.claim(item, by, claimed, ground="not_applicable", statement="经第三方复核，该建筑不在保护区范围内。")
    yield checked, lambda: scene.verify(item, checked, "复核报告属实，不再作为问题。")
    yield gone, lambda: scene.strike_off(item, gone, "省审计厅复函")


def put_right(scene: Scene, item: Item, by: User) -> Iterator[Act]:
    """Recognised wrongly, and put right the next day: the wrong record stays to be seen."""
    wrong, right = date(2026, 6, 24), date(2026, 6, 25)

    def act() -> None:
        event = scene.recognise(item, wrong, "long_term", "需长期坚持。")
        moves.annul(event, by=scene.office, on=right, now=at(right), reason="误认，应为基本完成。")

    yield right, act
    yield recognised(scene, item, date(2026, 6, 26), "substantially_completed", "主要措施已落实，待验收。")


def one_part_done(scene: Scene, item: Item, by: User) -> Iterator[Act]:
    """One part of a number struck off; the number itself waits for the others."""
    claimed, checked, gone = date(2026, 8, 20), date(2026, 8, 28), date(2026, 9, 10)
    yield claimed, lambda: scene.claim(item, by, claimed)
    yield checked, lambda: scene.verify(item, checked)
    yield gone, lambda: scene.strike_off(item, gone, "领导小组会议2026年第6次")


def waiting(scene: Scene, item: Item, by: User) -> Iterator[Act]:
    """Claimed lately, and waiting for the verifier."""
    yield date(2026, 11, 12), lambda: scene.claim(item, by, date(2026, 11, 12))


SPECIAL = {"40": not_applicable, "30": put_right, "35-2": one_part_done, "36-1": waiting}


def notice(scene: Scene, inspection: Inspection, as_of: date, on: date) -> Act:
    """A notice as of a day: drafted by the office, its figures checked, approved by the leading group, published."""
    def act() -> None:
        front = replace(
            usual_front(inspection), title="中共示例区委关于巡视整改进展情况的通报",
            contacts=(("联系电话", "0000-1234567"), ("邮政信箱", "示例区委整改办"), ("电子邮箱", "zhenggai@example.org")),
        )  # fmt: skip
        made = publish.draft(inspection, as_of, by=scene.office, now=at(on, 11), front=front)
        for one in publish.marked(made):
            if one.is_open:
                publish.explain(made, one.key, "以台账为准，原因已在正文说明。", by=scene.office, now=at(on, 12))
        publish.move("check", made, by=scene.office, now=at(on, 13))
        publish.move("approve", made, by=scene.cast.users["lin"], now=at(on, 15))
        publish.move("publish", made, by=scene.office, now=at(on, 16))

    return on, act
