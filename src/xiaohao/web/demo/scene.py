"""演示的一幕: what every course of the play needs: documents taken in, items assigned, planned, proved and moved, each on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from xiaohao.ledger import intake, moves
from xiaohao.ledger.models import Event, Inspection, Intake, Item, Measure, PlanObject, Target
from xiaohao.lifecycle import Capacity, Gate
from xiaohao.people.models import Unit, User
from xiaohao.web.demo.aims import AIMS, Read
from xiaohao.web.demo.cast import Cast
from xiaohao.web.demo.proofs import proof

HERE = Path(__file__).parent
Given = Mapping[str, object]
CRITERIA = (
    (("制度", "办法", "修订", "建立", "制定", "印发", "明确"), "制度文件印发并执行"),
    (("改造", "建设", "新增", "整治", "安装", "封堵", "补种"), "现场核查属实，有照片和验收记录"),
)  # fmt: skip


def at(day: date, hour: int = 10) -> datetime:
    """A moment of the day."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def criterion(text: str) -> str:
    """By what a measure is known to be done."""
    return next((said for words, said in CRITERIA if any(word in text for word in words)), "台账登记完整，可逐条核对")


@dataclass(frozen=True, slots=True)
class Scene:
    """一幕: the cast, and the day to which the story is told."""

    cast: Cast
    today: date

    @property
    def office(self) -> User:
        return self.cast.users["sumin"]

    @property
    def verifier(self) -> User:
        return self.cast.users["handu"]

    def opened(
        self, file: str, slug: str, title: str, kind: str, body: str, on: date, delivered: date, *, follows: Inspection | None = None,
        opened_on: date | None = None, changes: Callable[[Intake], list[dict[str, Any]]] | None = None,
    ) -> Inspection:  # fmt: skip
        """An inspection from its document: read, proposed, admitted."""
        units = self.cast.units
        taken = intake.propose((HERE / file).read_bytes(), f"{title}.txt", by=self.office, now=at(on, 9))
        if changes:
            taken = intake.edit(taken, changes(taken), by=self.office, now=at(on, 9))
        mandates = (
            (Capacity.LEADING_GROUP, units["ldxz"]), (Capacity.SUPERVISION_GROUP, units["dcz"]), (Capacity.VERIFIER, units["hyz"]),
            (Capacity.INSPECTING_BODY, units[body]),
        )  # fmt: skip
        opening = intake.Opening(
            slug=slug, title=title, kind=kind, inspected_body=units["sq"], inspecting_body_name=units[body].name, opened_on=opened_on or on,
            delivered_on=delivered, plan_due_on=delivered + timedelta(days=30), report_due_on=delivered + timedelta(days=180), follows=follows,
            round_number=follows.round_number + 1 if follows else 1, mandates=mandates,
        )  # fmt: skip
        return intake.admit(taken, by=self.office, on=on, now=at(on, 9), opening=opening)

    def move(self, name: str, item: Item, by: User, on: date, given: Given | None = None, files: Sequence[moves.Upload] = ()) -> Event:
        """One move, recorded on its day."""
        return moves.make(name, Item.objects.get(pk=item.pk), by=by, on=on, now=at(on), given=given or {}, files=files)

    def assign(self, item: Item, on: date, *, lead: Unit, leader: str, units: Sequence[Unit] = (), due: date | None = None) -> None:
        """Who answers for the item, and until when; what has no end goes on for long."""
        given: dict[str, object] = {
            "leader": self.cast.persons[leader].pk, "lead_unit": lead.pk, "units": [unit.pk for unit in units if unit != lead],
            "track": "staged" if due else "continuing",
        }  # fmt: skip
        self.move("assign", item, self.office, on, {**given, **({"due_on": due} if due else {})})

    def plan(self, item: Item, by: User, on: date, due: date | None = None) -> None:
        """The document's measures filed by the lead unit, each with the criterion that says when it is done."""
        told = Measure.objects.filter(item=item, ended_by__isnull=True).order_by("position", "id")
        rows: list[dict[str, object]] = [{"ordinal": one.ordinal, "text": one.text, "criterion": criterion(one.text), "due_on": due} for one in told]
        if aims := AIMS.get(item.number):
            rows = [{**row, **aim, "from_on": on} if aim else row for row, aim in zip(rows, (*aims, *[{}] * len(rows)), strict=False)]
        if rows:
            self.move("plan", item, by, on, {"measures": rows})

    def read(self, item: Item, by: User, one: Read) -> None:
        """A report with a reading of the item's target, and with an object that is done."""
        target = Target.objects.get(measure__item=item, measure__ended_by__isnull=True)
        objects = PlanObject.objects.filter(measure__item=item, measure__ended_by__isnull=True, name=one.done).values_list("pk", flat=True)
        told = {"target": target.pk, "part": one.part, "value": one.value, "on": one.on}
        self.move("report_progress", item, by, one.on, {"narrative": one.words, "readings": [told], "done": list(objects)}, [proof(0, item.number, 1, target.measure_id)])

    def claim(self, item: Item, by: User, on: date, *, statement: str = "各项措施已完成，报请销号。", ground: str = "rectified", spare: int = 0) -> None:
        """Strike-off asked for, with a file for each criterion, and `spare` ones for the item as a whole."""
        planned = Measure.objects.filter(item=item, ended_by__isnull=True).exclude(criterion="").order_by("position", "id")
        files = [proof(place, item.number, place, measure.pk) for place, measure in enumerate(planned, 1)]
        files += [proof(0, item.number, len(files) + one) for one in range(1, spare + 1 if files else max(spare, 1) + 1)]
        signer = Item.objects.values_list("leader_id", flat=True).get(pk=item.pk)
        given = {"ground": ground, "statement": statement, "signed_off_by": signer}
        self.move("claim_completion", item, by, on, given, files)

    def filed(self, item: Item, by: User, on: date, due: date | None = None, *, approved_on: date | None = None) -> None:
        """A plan of the lead unit's own, and its approval where a day is given."""
        rows = [{"ordinal": "一是", "text": f"对照反馈逐项整改：{item.text[:20]}", "criterion": "现场核查属实，有照片和验收记录", "due_on": due}]
        self.move("plan", item, by, on, {"measures": rows})
        if approved_on is not None:
            self.move("approve_plan", item, self.office, approved_on, {"grade": "good", "opinion": "措施具体，同意实施。"})

    def pass_gate(self, item: Item, on: date) -> None:
        """The gate that stands next, passed by its own hand with all that it asks."""
        row = Item.objects.select_related("procedure_version", "inspection").get(pk=item.pk)
        gate = row.procedure_version.as_rules.gates[row.gate]
        asked = {need.key for need in gate.needs}
        said: dict[str, object] = {"opinion": "核查属实，同意。", "authority": "整改领导小组会议2026年第6次", "checked_on": on - timedelta(days=1)}
        given = {key: value for key, value in said.items() if key in asked}
        if gate.points:
            given["checks"] = {point.key: "met" for point in gate.points}
        self.move("pass_gate", item, self.hand(gate, row), on, given, [proof(0, item.number, 9)] if "files" in asked else ())

    def hand(self, gate: Gate, item: Item) -> User:
        """Who passes a gate in the play: of the lead unit its head, who did none of the work."""
        if gate.hand is Capacity.LEAD_UNIT:
            return self.cast.heads[item.lead_unit_id or 0]
        return {Capacity.VERIFIER: self.verifier, Capacity.LEADING_GROUP: self.cast.users["lin"]}.get(gate.hand, self.office)

    def verify(self, item: Item, on: date, opinion: str = "现场核查，整改属实，同意销号。") -> None:
        """The gate passed by the verifier, who was there the day before."""
        self.move("pass_gate", item, self.verifier, on, {"opinion": opinion, "checked_on": on - timedelta(days=1)})

    def strike_off(self, item: Item, on: date, authority: str) -> None:
        """Struck off by the office."""
        self.move("strike_off", item, self.office, on, {"authority": authority})

    def recognise(self, item: Item, on: date, completion: str, reason: str) -> Event:
        """How far it is, as the office finds."""
        return self.move("recognise", item, self.office, on, {"completion": completion, "reason": reason})

    def first_measure(self, item: Item) -> int | None:
        """The first measure of the item's plan."""
        return Measure.objects.filter(item=item, ended_by__isnull=True).order_by("position", "id").values_list("pk", flat=True).first()

    def leaves(self, inspection: Inspection) -> Iterator[tuple[Item, dict[str, Any]]]:
        """Items that are worked on, each with what its document said."""
        said = {one["start"]: one for one in inspection.intakes.get().proposal["items"]}
        for item in inspection.items.filter(parts__isnull=True).order_by("position"):
            yield item, said.get(item.start or -1, {})
