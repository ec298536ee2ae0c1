"""目标入账: plans with targets and objects, reports with readings, claims that rest on them; what is annulled takes them along."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import make
import pytest
from cast import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger import moves, proof
from xiaohao.ledger.models import Event, Inspection, Item, Measure, PlanObject, Reading, Target
from xiaohao.ledger.targets import followed
from xiaohao.lifecycle import Refused
from xiaohao.wording import say

DUE = make.DAY + timedelta(days=60)
HOMES: dict[str, Any] = {
    "ordinal": "一是", "text": "改造老旧小区100户", "criterion": "全部改造完成", "due_on": DUE, "from_on": make.DAY, "wants": "reading",
    "target": {"noun": "改造", "unit": "户", "kind": "level", "direction": "up", "goal": "100", "base": "100"},
}  # fmt: skip
MARKETS: dict[str, Any] = {
    "ordinal": "二是", "text": "提质农贸市场", "criterion": "验收", "due_on": DUE, "wants": "before_after",
    "target": {
        "noun": "市场提质", "unit": "个", "kind": "level", "direction": "up", "goal": "2", "split": "object",
        "parts": [{"name": "东市场", "goal": "1", "due_on": DUE.isoformat()}, {"name": "西市场", "goal": "1"}],
    },
    "object_kind": "project", "objects": [{"name": "东市场", "person": "示例甲", "task": "改造下水"}, {"name": "西市场", "person": "示例乙", "task": "改造摊位"}],
}  # fmt: skip


@pytest.fixture
def row(cast: Cast) -> Item:
    return make.item(cast, make.inspection(cast).items.order_by("position")[0], at="acknowledged")


def do(cast: Cast, row: Item, move: str, given: dict[str, Any] | None = None, *, on: date = make.DAY, by: Any = None, files: Any = ()) -> Event:
    """One move by the lead unit."""
    return moves.make(move, row, by=by or cast.hegong, on=on, now=make.moment(on), given=given or {}, files=files)


def plan(cast: Cast, row: Item, *rows: dict[str, Any], **given: Any) -> Event:
    return do(cast, row, "plan", {"measures": list(rows), **given})


def report(cast: Cast, row: Item, *readings: tuple[Any, ...], words: str = "按计划推进。", on: date = make.DAY, **given: Any) -> Event:
    """A report with (noun, part, value) readings."""
    told = [{"target": in_force(row, noun).pk, "part": part, "value": value, "on": on} for noun, part, value in readings]
    return do(cast, row, "report_progress", {"narrative": words, "readings": told, **given}, on=on)


def in_force(row: Item, noun: str = "改造") -> Target:
    return Target.objects.get(measure__item=row, measure__ended_by__isnull=True, noun=noun)


def value(row: Item, noun: str = "改造") -> Any:
    (one,) = followed.followed([in_force(row, noun)])
    return one.standing(DUE).value


def claim(cast: Cast, row: Item, files: Any = (), **given: Any) -> Event:
    return do(cast, row, "claim_completion", {"ground": "rectified", "statement": "已整改", "signed_off_by": cast.lin.person_id, **given}, files=files)


def refused(what: Any) -> Refused:
    with pytest.raises(Refused) as found:
        what()
    return found.value


def faults(row: Item) -> list[str]:
    return list(proof.replay_faults(Inspection.objects.get(pk=row.inspection_id)))


def test_a_plan_carries_owner_days_proof_target_and_objects(cast: Cast, row: Item) -> None:
    plan(cast, row, {**HOMES, "owner": cast.market.pk}, MARKETS)
    first, second = Measure.objects.filter(item=row, ended_by__isnull=True).order_by("position")
    assert (first.owner, first.from_on, first.due_on, first.wants) == (cast.market, make.DAY, DUE, "reading")
    assert (first.target.goal, second.target.split, len(second.target.parts)) == (100, "object", 2)
    assert [(one.name, one.kind, one.person) for one in second.plan_objects.all()] == [("东市场", "project", "示例甲"), ("西市场", "project", "示例乙")]
    assert faults(row) == []


def test_parts_and_objects_may_come_as_lines_of_text(cast: Cast, row: Item) -> None:
    lines = {"parts": "东市场 | 1 | 2026-05-01\n西市场\t1\n", "objects": "东市场 | 示例甲 | 改造下水 | 2026-05-01\n西市场|示例乙|改造摊位"}
    plan(cast, row, {**MARKETS, "target": {**MARKETS["target"], "parts": lines["parts"]}, "objects": lines["objects"]})
    assert in_force(row, "市场提质").parts == [{"name": "东市场", "goal": "1", "due_on": "2026-05-01"}, {"name": "西市场", "goal": "1"}]
    assert [(one.name, one.person, one.task) for one in PlanObject.objects.order_by("position")] == [("东市场", "示例甲", "改造下水"), ("西市场", "示例乙", "改造摊位")]
    assert faults(row) == []


@pytest.mark.parametrize(("change", "code"), [
    ({"target": {**HOMES["target"], "goal": "许多"}}, "bad_value"), ({"target": {**HOMES["target"], "goal": "-1"}}, "bad_value"),
    ({"target": {**HOMES["target"], "direction": "sideways"}}, "bad_value"), ({"target": {**HOMES["target"], "direction": "down", "base": ""}}, "falls_from_nothing"),
    ({"target": {**HOMES["target"], "noun": ""}}, "bad_value"), ({"target": None}, "nothing_to_read"), ({"target": {**HOMES["target"], "parts": "甲|1\n甲|2"}}, "bad_value"),
    ({"target": {**HOMES["target"], "parts": "甲|1|2|3|4"}}, "bad_value"), ({"wants": "gold"}, "bad_value"), ({"owner": 999_999}, "owner_not_of_item"),
    ({"owner": "x"}, "bad_value"), ({"from_on": "昨天"}, "bad_value"), ({"objects": "|示例甲"}, "bad_value"), ({"object_kind": "x", "objects": "甲"}, "bad_value"),
    ({"text": ""}, "bad_value"),
])  # fmt: skip
def test_what_is_wrong_in_a_plan_is_said_and_nothing_is_written(cast: Cast, row: Item, change: dict[str, Any], code: str) -> None:
    told = refused(lambda: plan(cast, row, {**HOMES, **change}))
    assert told.code == code
    assert "—" not in say(told).replace("“—”", "")
    assert not Target.objects.exists()


def test_an_owner_is_one_of_the_units_of_the_item(cast: Cast, row: Item) -> None:
    assert refused(lambda: plan(cast, row, {**HOMES, "owner": cast.finance.pk})).code == "owner_not_of_item"
    plan(cast, row, {**HOMES, "owner": cast.housing.pk})


def test_parts_that_do_not_make_the_whole_need_a_word(cast: Cast, row: Item) -> None:
    odd = {**HOMES, "target": {**HOMES["target"], "split": "year", "parts": "2025|40\n2026|50"}}
    told = refused(lambda: plan(cast, row, odd))
    assert told.code == "questioned" and "90户" in say(told) and "100户" in say(told)
    event = plan(cast, row, odd, explanation="余下10户列入明年")
    assert event.personal_facts.get(name="explanation").value == "余下10户列入明年"


def test_readings_come_with_a_report_and_go_when_it_is_annulled(cast: Cast, row: Item) -> None:
    plan(cast, row, HOMES)
    report(cast, row, ("改造", "", "40"))
    later = report(cast, row, ("改造", "", "60"), on=make.DAY + timedelta(days=1))
    assert value(row) == 60 and faults(row) == []
    moves.annul(later, by=cast.sumin, on=make.DAY + timedelta(days=2), now=make.moment(make.DAY + timedelta(days=2)), reason="误填")
    assert value(row) == 40 and Reading.objects.count() == 2 and faults(row) == []


def test_an_odd_reading_is_asked_about_and_goes_through_with_a_word(cast: Cast, row: Item) -> None:
    plan(cast, row, HOMES)
    report(cast, row, ("改造", "", "60"))
    told = refused(lambda: report(cast, row, ("改造", "", "50")))
    assert (told.code, told.facts["need"]) == ("questioned", "explanation")
    assert "上次是60户" in say(told)
    event = report(cast, row, ("改造", "", "50"), explanation="复核时剔除10户")
    assert value(row) == 50 and event.personal_facts.filter(name="explanation").exists()
    assert "100户" in say(refused(lambda: report(cast, row, ("改造", "", "101"))))


def test_all_done_beside_99_of_100_is_asked_about(cast: Cast, row: Item) -> None:
    plan(cast, row, HOMES)
    told = refused(lambda: report(cast, row, ("改造", "", "99"), words="改造任务已全部完成。"))
    assert told.code == "questioned" and "99户" in say(told) and "全部完成" in say(told, "en")
    assert refused(lambda: report(cast, row, words="改造任务已全部完成。")).code == "questioned"
    report(cast, row, ("改造", "", "100"), words="改造任务已全部完成。")


@pytest.mark.parametrize("wrong", [{"value": "-1"}, {"value": "许多"}, {"value": ""}, {"on": ""}, {"on": "昨天"}, {"part": "某处"}, {"target": 999_999}, {"target": "x"}])
def test_what_is_no_reading_is_refused(cast: Cast, row: Item, wrong: dict[str, Any]) -> None:
    plan(cast, row, HOMES)
    one = {"target": in_force(row).pk, "part": "", "value": "1", "on": make.DAY, **wrong}
    told = refused(lambda: do(cast, row, "report_progress", {"narrative": "已办", "readings": [one]}))
    assert told.code in ("bad_value", "not_of_item") and told.facts["need"] == "readings"
    assert not Reading.objects.exists()


def test_a_reading_of_a_day_to_come_is_refused(cast: Cast, row: Item) -> None:
    plan(cast, row, HOMES)
    one = {"target": in_force(row).pk, "part": "", "value": "1", "on": make.DAY + timedelta(days=1)}
    assert refused(lambda: do(cast, row, "report_progress", {"narrative": "已办", "readings": [one]})).code == "read_ahead"


def test_readings_and_what_is_done_go_on_under_the_next_plan(cast: Cast, row: Item) -> None:
    plan(cast, row, HOMES, MARKETS)
    done = PlanObject.objects.get(name="东市场")
    report(cast, row, ("改造", "", "40"), ("市场提质", "东市场", "1"), done=[done.pk])
    later = plan(cast, row, {**HOMES, "text": "改造老旧小区"}, MARKETS)
    assert value(row) == 40
    assert PlanObject.objects.get(measure__event=later, name="东市场").done_on == make.DAY
    report(cast, row, ("改造", "", "70"))
    assert value(row) == 70 and faults(row) == []
    moves.annul(Event.objects.get(pk=later.pk), by=cast.sumin, on=make.DAY, now=make.NOW, reason="误报")
    assert value(row) == 70 and faults(row) == []


def test_an_object_is_done_once_and_not_when_its_report_is_annulled(cast: Cast, row: Item) -> None:
    plan(cast, row, MARKETS)
    done = PlanObject.objects.get(name="东市场")
    event = report(cast, row, done=[done.pk])
    assert refused(lambda: report(cast, row, done=[done.pk])).code == "not_of_item"
    assert faults(row) == []
    moves.annul(event, by=cast.sumin, on=make.DAY, now=make.NOW, reason="误填")
    assert PlanObject.objects.filter(done_by__isnull=True).count() == 2 and faults(row) == []


def test_a_claim_says_which_criterion_lacks_which_proof(cast: Cast, row: Item) -> None:
    plan(cast, row, HOMES, MARKETS)
    second = Measure.objects.get(item=row, ordinal="二是", ended_by__isnull=True).pk
    told = refused(lambda: claim(cast, row, [make.proof("1.png", second)]))
    assert told.code == "unproved" and "一是缺读数" in say(told) and "二是缺整治前后对比照片" in say(told)
    assert "photographs before and after" in say(told, "en")
    report(cast, row, ("改造", "", "100"), ("市场提质", "东市场", "1"), ("市场提质", "西市场", "1"))
    claim(cast, row, [make.proof("1.png", second), make.proof("2.png", second)])


def test_a_claim_is_refused_while_a_target_is_not_reached_unless_it_says_why(cast: Cast, row: Item) -> None:
    plan(cast, row, HOMES)
    report(cast, row, ("改造", "", "99"))
    told = refused(lambda: claim(cast, row, [make.proof()]))
    assert (told.code, told.facts["need"]) == ("unreached", "unreached") and "99户" in say(told)
    claim(cast, row, [make.proof()], unreached="1户涉诉，判决后办理")
    assert Item.objects.get(pk=row.pk).stage == "claimed"


def test_what_is_read_proves_a_criterion_up_to_the_strike_off(cast: Cast, row: Item) -> None:
    plan(cast, row, HOMES)
    report(cast, row, ("改造", "", "100"))
    claim(cast, row, [make.proof()])
    do(cast, row, "pass_gate", {"opinion": "属实", "checked_on": make.DAY}, by=cast.handu)
    do(cast, row, "strike_off", {"authority": "会议"}, by=cast.sumin)
    assert faults(row) == []


def test_a_reading_annulled_after_the_claim_is_a_change_under_its_seal(cast: Cast, row: Item) -> None:
    plan(cast, row, HOMES)
    told = report(cast, row, ("改造", "", "100"))
    claim(cast, row, [make.proof()])
    moves.annul(told, by=cast.sumin, on=make.DAY, now=make.NOW, reason="误填")
    assert "readings" in refused(lambda: do(cast, row, "pass_gate", {"opinion": "属实", "checked_on": make.DAY}, by=cast.handu)).facts["changed"]  # type: ignore[operator]  # a tuple of words


@pytest.mark.parametrize(("statement", "told"), [
    ("UPDATE ledger_target SET goal = 50", "the measures are not those that it named"), ("UPDATE ledger_target SET noun = '别的'", "the measures are not"),
    ("UPDATE ledger_reading SET value = 100", "the readings are not those that it told"), ("DELETE FROM ledger_reading", "the readings are not"),
    ("UPDATE ledger_planobject SET person = '别人' WHERE position = 1", "the measures are not"),
    ("UPDATE ledger_planobject SET done_on = NULL, done_by_id = NULL", "what it says to be done is not"),
    ("UPDATE ledger_planobject SET done_on = '2026-03-02', done_by_id = (SELECT MAX(id) FROM ledger_event)", "is done, and no report says so"),
    ("UPDATE ledger_measure SET wants = 'photo' WHERE wants = 'reading'", "the measures are not"),
])  # fmt: skip
def test_what_a_forger_writes_is_named(cast: Cast, row: Item, statement: str, told: str) -> None:
    plan(cast, row, HOMES, MARKETS)
    report(cast, row, ("改造", "", "40"), done=[PlanObject.objects.get(name="东市场").pk])
    from_rows(statement)
    assert any(told in fault for fault in faults(row)), faults(row)


def from_rows(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_cost_of_a_report_does_not_grow_with_targets_and_readings(cast: Cast, row: Item) -> None:
    many = [{**HOMES, "ordinal": f"{n}.", "wants": "", "target": {**HOMES["target"], "noun": f"改造{n}"}} for n in range(30)]
    other = make.item(cast, Item.objects.filter(inspection=row.inspection_id).exclude(pk=row.pk).order_by("position")[0], at="acknowledged")
    plan(cast, row, HOMES)
    plan(cast, other, *many)
    with CaptureQueriesContext(connection) as few:
        report(cast, row, ("改造", "", "40"))
    with CaptureQueriesContext(connection) as lots:
        report(cast, other, *((f"改造{n}", "", "40") for n in range(30)))
    counted = [sum("SELECT" in one["sql"] or "INSERT" in one["sql"] for one in seen.captured_queries) for seen in (few, lots)]
    assert counted[1] - 29 <= counted[0], "the test itself looks up each target once"
