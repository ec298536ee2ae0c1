"""建演示: the invented district's inspections, walked through the doors by the hands that may. Days are fixed in 2026; the day of building only ends the story."""

from __future__ import annotations

import json
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from xiaohao.ledger import intake, moves, referrals
from xiaohao.ledger.models import Inspection, Intake, Item
from xiaohao.lifecycle import Capacity
from xiaohao.oversight import record
from xiaohao.people.models import Unit, User
from xiaohao.publication import publish
from xiaohao.publication.compose import usual_front
from xiaohao.web.demo.cast import Cast, assemble

HERE = Path(__file__).parent
FIRST = date(2026, 11, 20)  # the story is told up to here
STRUCK_BY_JUNE = 15


def build(place: Path, today: date | None = None) -> str:
    """Fill an empty database and return the accounts as lines; they are also kept in accounts.txt, readable by their owner alone."""
    day = max(today or timezone.localdate(), FIRST)
    with transaction.atomic():
        cast, accounts = assemble()
        Story(cast, day).tell()
    text = aligned([("账号", "密码", "姓名", "身份"), *accounts])
    file = place / "accounts.txt"
    file.touch(mode=0o600)
    file.write_text(text + "\n", encoding="utf-8")
    return text


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns; a Chinese character is as wide as two letters."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell + " " * (most - width(cell)) for cell, most in zip(row, widths, strict=True)).rstrip() for row in rows)


def width(text: str) -> int:
    """How many columns a terminal gives to the text."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def at(day: date, hour: int = 10) -> datetime:
    """A moment of the day."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def picture(shade: int) -> bytes:
    """A small PNG of one colour: a photograph of the play."""
    width, height = 96, 64
    row = b"\x00" + bytes((shade, 140, 200 - shade // 2)) * width

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")


@dataclass(slots=True)
class Story:
    """The play: who does what on which day."""

    cast: Cast
    today: date

    def tell(self) -> None:
        """All inspections, the oldest first."""
        earlier = self.earlier_round()
        main = self.opened("plan.txt", "xunshi-2026", "省委第七巡视组巡视示例区", "disciplinary", "xsz", date(2026, 3, 2), date(2026, 2, 27), follows=earlier)
        self.matters(main)
        self.looks(main)
        self.main_course(main)
        audit = self.opened("audit.txt", "shenji-2025", "2025年度财政审计", "audit", "sjt", date(2026, 4, 10), date(2026, 4, 1))
        self.short_course(audit, done=3)
        environment = self.opened("environment.txt", "huanbao-2026", "省生态环境保护督察", "environmental", "hbdc", date(2026, 5, 20), date(2026, 5, 8))
        self.short_course(environment, done=1)
        self.opened("safety.txt", "anquan-2026", "安全生产综合检查", "safety", "ajz", date(2026, 9, 15), date(2026, 9, 10))

    def opened(
        self, file: str, slug: str, title: str, kind: str, body: str, on: date, delivered: date, *, follows: Inspection | None = None,
        opened_on: date | None = None, changes: Callable[[Intake], list[dict[str, Any]]] | None = None,
    ) -> Inspection:  # fmt: skip
        """An inspection from its document: read, proposed, admitted."""
        units, office = self.cast.units, self.cast.users["sumin"]
        taken = intake.propose((HERE / file).read_bytes(), f"{title}.txt", by=office, now=at(on, 9))
        if changes:
            taken = intake.edit(taken, changes(taken), by=office, now=at(on, 9))
        mandates = (
            (Capacity.LEADING_GROUP, units["ldxz"]), (Capacity.SUPERVISION_GROUP, units["dcz"]), (Capacity.VERIFIER, units["hyz"]),
            (Capacity.INSPECTING_BODY, units[body]),
        )  # fmt: skip
        opening = intake.Opening(
            slug=slug, title=title, kind=kind, inspected_body=units["sq"], inspecting_body_name=units[body].name, opened_on=opened_on or on,
            delivered_on=delivered, plan_due_on=delivered + timedelta(days=30), report_due_on=delivered + timedelta(days=180), follows=follows,
            mandates=mandates,
        )  # fmt: skip
        return intake.admit(taken, by=office, on=on, now=at(on, 9), opening=opening)

    def earlier_round(self) -> Inspection:
        """The round of 2022, taken over with its stated standing: the ledger was opened later."""
        stated = {"completion": "completed", "struck_off_on": "2023-02-20", "authority": "示例省委巡视办销号通知"}

        def changes(taken: Intake) -> list[dict[str, Any]]:
            items = taken.proposal["items"]
            rows = [{"op": "opening", "key": items[n]["key"], "value": stated} for n in (0, 1)]
            return [*rows, {"op": "opening", "key": items[2]["key"], "value": {"completion": "substantially_completed", "authority": "2023年整改情况通报"}}]

        return self.opened(
            "round2022.txt", "xunshi-2022", "省委第三巡视组巡视示例区（上轮）", "disciplinary", "xsz", date(2023, 4, 3), date(2022, 7, 15),
            opened_on=date(2026, 1, 1), changes=changes,
        )  # fmt: skip

    def move(self, name: str, item: Item, by: User, on: date, given: dict[str, object] | None = None, files: int = 0) -> None:
        """One move, recorded on its day."""
        row = Item.objects.get(pk=item.pk)
        uploads = [moves.Upload(f"现场照片{n + 1}.png", [picture((item.pk * 37 + n * 60) % 200)]) for n in range(files)]
        moves.make(name, row, by=by, on=on, now=at(on, 10), given=given or {}, files=uploads)

    def assign(self, item: Item, said: dict[str, Any], on: date) -> Unit:
        """Who answers, as the plan says."""
        by_name = {unit.name: unit for unit in self.cast.units.values()}
        lead = by_name[said["lead_unit"]] if said.get("lead_unit") else self.cast.units["zjj"]
        due = date.fromisoformat(said["due_on"]) if said.get("due_on") else None
        given: dict[str, object] = {
            "leader": self.cast.persons[said.get("leader") or "林书记"].pk, "lead_unit": lead.pk,
            "units": [by_name[name].pk for name in said.get("units", []) if name in by_name], "track": "staged" if due else "continuing",
        }  # fmt: skip
        if due:
            given["due_on"] = due
        self.move("assign", item, self.cast.users["sumin"], on, given)
        return lead

    def leaves(self, inspection: Inspection) -> Iterator[tuple[Item, dict[str, Any]]]:
        """Items that are worked on, each with what its document said."""
        taken = inspection.intakes.get()
        said = {one["start"]: one for one in taken.proposal["items"]}
        for item in inspection.items.filter(parts__isnull=True).order_by("position"):
            yield item, said.get(item.start or -1, {})

    def main_course(self, inspection: Inspection) -> None:
        """The items of the great inspection: some struck off, some verified, some returned once, some late; told in the order of days."""
        reports = json.loads((HERE / "reports.json").read_text("utf-8"))
        acts: list[tuple[date, int, Callable[[], None]]] = []
        office, verifier = self.cast.users["sumin"], self.cast.users["handu"]
        for n, (item, said) in enumerate(self.leaves(inspection)):
            lead = self.assign(item, said, date(2026, 3, 5))
            liaison = self.cast.liaisons[lead.pk]

            def add(on: date, name: str, by: User, given: dict[str, object] | None = None, files: int = 0, item: Item = item, n: int = n) -> None:
                acts.append((on, n, lambda: self.move(name, item, by, on, given, files)))

            add(date(2026, 3, 9), "acknowledge", liaison)
            add(date(2026, 4, 20) + timedelta(days=n), "report_progress", liaison, {"narrative": reports.get(item.number, "按计划推进，正在整改。")}, n % 3 == 0)
            self.ending(add, n, item, liaison, office, verifier)
        for parent in inspection.items.filter(parts__isnull=False).distinct():
            reason: dict[str, object] = {"completion": "substantially_completed", "reason": "部分子项已完成，其余按计划推进"}
            acts.append((date(2026, 6, 29), 99, lambda parent=parent, reason=reason: self.move("recognise", parent, office, date(2026, 6, 29), reason)))  # type: ignore[misc]
        for as_of, on in ((date(2026, 6, 30), date(2026, 7, 20)), (date(2026, 9, 30), date(2026, 10, 20))):
            acts.append((on, 99, lambda as_of=as_of, on=on: self.notice(inspection, as_of, on)))  # type: ignore[misc]
        for _, _, act in sorted(acts, key=lambda one: one[:2]):
            act()

    def ending(self, add: Callable[..., None], n: int, item: Item, liaison: User, office: User, verifier: User) -> None:
        """How one item goes on, by its place."""
        claim: dict[str, object] = {"ground": "rectified", "statement": "各项措施已完成，报请销号。", "signed_off_by": self.cast.persons["邹区长"].pk}
        passed: dict[str, object] = {"opinion": "现场核查，整改属实，同意销号。", "checked_on": date(2026, 6, 10)}
        authority: dict[str, object] = {"authority": "区委常委会会议2026年第11次"}
        if n < 24 and n % 8 != 7:
            on = date(2026, 5, 6) + timedelta(days=2 * n)
            add(on, "claim_completion", liaison, claim, 1)
            if n % 9 == 4:
                add(on + timedelta(days=3), "return_for_work", verifier, {"reason": "佐证只有文件，没有现场照片，请补充。"})
                add(on + timedelta(days=6), "claim_completion", liaison, claim, 2)
            add(on + timedelta(days=8), "pass_gate", verifier, {**passed, "checked_on": on + timedelta(days=7)})
            if n < STRUCK_BY_JUNE:
                add(on + timedelta(days=12), "strike_off", office, authority)
            elif n < 19:
                add(date(2026, 8, 12), "strike_off", office, {"authority": "区委常委会会议2026年第15次"})
            if n == 2:
                add(date(2026, 10, 14), "reopen", office, {"basis": "look_back", "reason": "回头看发现个别路段仍有积水。", "due_on": date(2026, 12, 18)})
        elif item.number == "40":
            add(date(2026, 7, 6), "claim_completion", liaison, {**claim, "ground": "not_applicable", "statement": "经第三方复核不在保护区范围内。"}, 1)
            add(date(2026, 7, 20), "pass_gate", verifier, {**passed, "checked_on": date(2026, 7, 16)})
            add(date(2026, 8, 12), "strike_off", office, {"authority": "省审计厅复函"})
        elif item.number in ("19", "27", "8", "29", "33"):
            add(date(2026, 6, 26), "recognise", office, {"completion": "long_term", "reason": "需长期坚持，已列入常态工作。"})
        elif n % 4 != 3 and item.parent_id is None:
            add(date(2026, 6, 26), "recognise", office, {"completion": "substantially_completed", "reason": "主要措施已落实，待验收。"})
            if n % 5 == 1:
                add(date(2026, 9, 8), "claim_completion", liaison, claim, 1)
                add(date(2026, 9, 16), "pass_gate", verifier, {**passed, "checked_on": date(2026, 9, 15)})
            elif n % 5 == 3:
                add(date(2026, 11, 10), "claim_completion", liaison, claim, 1)

    def short_course(self, inspection: Inspection, *, done: int) -> None:
        """A small inspection: assigned, a few struck off."""
        leads = ["czj", "zjj", "hbj", "yjj"]
        on = inspection.opened_on + timedelta(days=5)
        for n, (item, _) in enumerate(self.leaves(inspection)):
            unit = self.cast.units[leads[n % len(leads)]]
            due = inspection.opened_on + timedelta(days=60 + 45 * n)
            self.assign(item, {"lead_unit": unit.name, "leader": "陆常委", "due_on": due.isoformat()}, on)
            if n < done:
                liaison, later = self.cast.liaisons[unit.pk], on + timedelta(days=40)
                claim: dict[str, object] = {"ground": "rectified", "statement": "已按要求整改。", "signed_off_by": self.cast.persons["邹区长"].pk}
                self.move("claim_completion", item, liaison, later, claim, 1)
                self.move("pass_gate", item, self.cast.users["handu"], later, {"opinion": "核查属实。", "checked_on": later})
                self.move("strike_off", item, self.cast.users["sumin"], later, {"authority": "领导小组会议2026年第4次"})

    def matters(self, inspection: Inspection) -> None:
        """What the inspection handed over: six fix-at-once matters, 251 letters of which three are still in hand, and a few clues."""
        handed = date(2025, 12, 15)
        units = list(self.cast.units.values())[6:14]
        rows = [referrals.Handed("immediate", f"立改{n}", handed, "立行立改事项", units[n % len(units)], concluded_on=date(2026, 1, 20)) for n in range(1, 7)]
        rows += [
            referrals.Handed(
                "petition", f"信{n:03d}", handed, "群众来信", units[n % len(units)], date(2026, 6, 12),
                None if n in (57, 139, 220) else date(2026, 1, 5) + timedelta(days=n % 55),
            )
            for n in range(1, 252)
        ]  # fmt: skip
        rows += [referrals.Handed("clue", f"线索{n}", handed, unit=self.cast.units["jwj"]) for n in range(1, 6)]
        referrals.take_in(inspection, rows, by=self.cast.users["sumin"], on=date(2026, 3, 3), now=at(date(2026, 3, 3), 15))

    def looks(self, inspection: Inspection) -> None:
        """Meetings, checks and a look-back on record."""
        office, watcher = self.cast.users["sumin"], self.cast.users["ducha"]
        rows = list(inspection.items.filter(parts__isnull=True).order_by("position"))
        for kind, subject, on in (
            ("standing_committee", "听取巡视整改工作汇报", date(2026, 3, 12)), ("leading_group", "审议整改方案落实情况", date(2026, 4, 8)),
            ("thematic", "调度老旧小区改造和债务化解", date(2026, 5, 14)), ("standing_committee", "研究第一批问题销号", date(2026, 6, 8)),
            ("thematic", "调度未完成事项", date(2026, 8, 6)),
        ):  # fmt: skip
            record.review(inspection, kind=kind, subject=subject, words="逐项听取进展，明确下一步要求。", items=rows[:6], by=office, on=on, now=at(on, 16))
        for subject, is_full, on in (("第一轮全面督查", True, date(2026, 5, 20)), ("消防通道专项督查", False, date(2026, 6, 18)), ("第二轮全面督查", True, date(2026, 9, 3))):
            record.check(inspection, is_full=is_full, subject=subject, words="现场查看，核对佐证材料。", items=rows[3:9], by=watcher, on=on, now=at(on, 16))
        record.order(
            inspection, to_unit=self.cast.units["zjj"], answer_due_on=date(2026, 11, 16), subject="逾期事项督办", words="请说明原因并报送补救措施。",
            items=rows[10:12], by=watcher, on=date(2026, 11, 2), now=at(date(2026, 11, 2), 16),
        )  # fmt: skip
        record.look_back(
            inspection, found_relapse=True, subject="已销号问题抽查", words="抽查5项，1项有反弹。", items=rows[:5], by=watcher, on=date(2026, 10, 13),
            now=at(date(2026, 10, 13), 16),
        )  # fmt: skip

    def notice(self, inspection: Inspection, as_of: date, on: date) -> None:
        """A notice as of a day: drafted by the office, approved by the leading group, published."""
        office, leader = self.cast.users["sumin"], self.cast.users["lin"]
        front = replace(
            usual_front(inspection), title="中共示例区委关于巡视整改进展情况的通报",
            contacts=(("联系电话", "0000-1234567"), ("邮政信箱", "示例区委整改办"), ("电子邮箱", "zhenggai@example.org")),
        )  # fmt: skip
        made = publish.draft(inspection, as_of, by=office, now=at(on, 9), front=front)
        for one in publish.marked(made):
            if one.is_open:
                publish.explain(made, one.key, "以台账为准，原因已在正文说明。", by=office, now=at(on, 10))
        publish.move("check", made, by=office, now=at(on, 11))
        publish.move("approve", made, by=leader, now=at(on, 15))
        publish.move("publish", made, by=office, now=at(on, 16))
