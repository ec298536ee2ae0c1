"""The page of one item: what it shows, to whom, on which day, at what cost."""

from __future__ import annotations

from datetime import date, timedelta

import make
import pytest
from cast import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger import access, moves
from xiaohao.ledger.item_page import clock, item_page
from xiaohao.ledger.models import Event, Item, Measure
from xiaohao.ledger.pages.days import Day
from xiaohao.lifecycle import open_moves
from xiaohao.people.models import User
from xiaohao.workdays import Calendar

BUDGET = 12


@pytest.fixture
def row(cast: Cast, today: date) -> Item:
    return Item.objects.filter(inspection=make.inspection(cast)).order_by("position")[0]


def url(item: Item, query: str = "") -> str:
    return f"/{item.inspection.slug}/items/{item.address}/{query}"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def statements(user: User, item: Item, query: str = "") -> int:
    client, at = signed_in(user), url(item, query)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(at).status_code == 200
    return sum(not q["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for q in captured.captured_queries)


def busy(cast: Cast, item: Item, times: int) -> Item:
    """An item with so many measures, reports and files."""
    row = make.item(cast, item, at="acknowledged")
    plan = [{"ordinal": f"{n}.", "text": f"措施{n}", "criterion": f"标准{n}", "due_on": None} for n in range(times)]
    moves.make("plan", row, by=cast.hegong, on=make.DAY, now=make.NOW, given={"measures": plan})
    first = Measure.objects.filter(item=row, ended_by__isnull=True)[0].pk
    for n in range(times):
        given = {"narrative": f"第{n}次报送"}
        moves.make("report_progress", row, by=cast.hegong, on=make.DAY, now=make.NOW, given=given, files=[make.proof(f"照片{n}.png", first)])
    return Item.objects.get(pk=row.pk)


@pytest.mark.parametrize("times", [1, 12])
def test_the_page_costs_twelve_statements_however_long_the_history(cast: Cast, row: Item, times: int) -> None:
    assert statements(cast.sumin, busy(cast, row, times)) <= BUDGET


def test_the_past_costs_no_more_than_the_present(cast: Cast, row: Item) -> None:
    assert statements(cast.sumin, busy(cast, row, 3), f"?as_of={make.DAY}&known_at={make.DAY}T12:00:00") <= BUDGET


@pytest.mark.parametrize("step", make.STEPS)
def test_buttons_are_exactly_the_open_moves_for_everyone(cast: Cast, row: Item, today: date, step: str) -> None:
    row = make.item(cast, row, at=step)
    for user in cast.users:
        client = signed_in(user)
        answer = client.get(url(row))
        if answer.status_code == 404:
            continue
        allowed = open_moves(access.facts(user, row, today))
        assert tuple(choice.move for choice in answer.context["page"].open) == allowed
        text = answer.content.decode()
        for move in allowed:
            assert f'href="{url(row)}{move.replace("_", "-")}/"' in text


def test_who_has_nothing_to_do_with_an_item_finds_no_page(cast: Cast, row: Item) -> None:
    assert signed_in(cast.stranger).get(url(row)).status_code == 404
    assert signed_in(cast.zhoulan).get(url(row)).status_code == 404
    make.assigned(cast, row)
    assert signed_in(cast.zhoulan).get(url(row)).status_code == 200


def test_who_is_not_signed_in_is_asked_to(row: Item) -> None:
    answer = Client().get(url(row))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_a_verifier_of_own_work_sees_the_button_grey_with_the_reason(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="claimed")
    page = item_page(cast.daishuang, row.inspection.slug, row.address, Day(make.DAY, make.DAY), "zh")
    assert "pass_gate" not in [choice.move for choice in page.open]
    grey = {choice.move: choice.why for choice in page.barred}
    assert "自己的工作不能由自己把关" in grey["pass_gate"]
    answer = signed_in(cast.daishuang).get(url(row)).content.decode()
    assert 'aria-disabled="true"' in answer


def test_the_office_sees_why_an_open_item_is_not_struck_off_yet(cast: Cast, row: Item, today: date) -> None:
    row = make.assigned(cast, row)
    page = item_page(cast.sumin, row.inspection.slug, row.address, Day(today, today), "zh")
    assert [choice.move for choice in page.barred] == ["strike_off"]
    assert page.barred[0].why.startswith("不能办理")


def test_what_is_finished_offers_no_grey_buttons(cast: Cast, row: Item, today: date) -> None:
    row = make.item(cast, row, at="struck_off")
    page = item_page(cast.sumin, row.inspection.slug, row.address, Day(today, today), "zh")
    assert page.barred == ()
    assert [step.state for step in page.steps] == ["done"] * 5


def test_the_stepper_stands_at_the_gate_that_is_next(cast: Cast, row: Item, today: date) -> None:
    row = make.item(cast, row, at="claimed")
    page = item_page(cast.handu, row.inspection.slug, row.address, Day(today, today), "zh")
    assert [step.state for step in page.steps] == ["done", "done", "done", "now", "ahead"]
    assert page.steps[3].name == "核查验收"


def test_another_day_shows_what_stood_on_it_and_offers_nothing(cast: Cast, row: Item, today: date) -> None:
    later = make.DAY + timedelta(days=10)
    row = make.item(cast, row, at="reported")
    given = {"completion": "substantially_completed", "reason": "成效明显"}
    moves.make("recognise", row, by=cast.sumin, on=later, now=make.moment(later), given=given)
    page = item_page(cast.sumin, row.inspection.slug, row.address, Day(make.DAY, today), "zh")
    assert page.words is not None and page.words.completion == "未完成"
    assert page.later_count == 1
    assert page.open == page.barred == ()
    now = item_page(cast.sumin, row.inspection.slug, row.address, Day(today, today), "zh")
    assert now.words is not None and now.words.completion == "基本完成"


def test_what_was_recorded_later_was_not_known_before(cast: Cast, row: Item, today: date) -> None:
    row = make.item(cast, row, at="reported")
    told = make.DAY + timedelta(days=10)
    given = {"completion": "substantially_completed", "reason": "补录"}
    moves.make("recognise", row, by=cast.sumin, on=make.DAY, now=make.moment(told), given=given)
    then = item_page(cast.sumin, row.inspection.slug, row.address, Day(make.DAY, today, make.moment(make.DAY, 5)), "zh")
    now = item_page(cast.sumin, row.inspection.slug, row.address, Day(make.DAY, today), "zh")
    assert then.words is not None and then.words.completion == "未完成"
    assert now.words is not None and now.words.completion == "基本完成"


def test_before_admission_the_page_says_that_there_is_no_item(cast: Cast, row: Item) -> None:
    answer = signed_in(cast.sumin).get(url(row, f"?as_of={make.DAY - timedelta(days=1)}"))
    assert "还没有立账" in answer.content.decode()


def test_an_annulled_event_is_struck_through_and_names_its_annulment(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="reported")
    wrong = Event.objects.get(item=row, move="report_progress")
    moves.annul(wrong, by=cast.sumin, on=make.DAY, now=make.NOW, reason="误报")
    answer = signed_in(cast.sumin).get(url(row))
    shown = {event.id: event for event in answer.context["page"].history}
    assert shown[wrong.pk].annulled_by == Event.objects.get(item=row, move="annul").seq
    text = answer.content.decode()
    assert f'id="event-{wrong.seq}" class="annulled"' in text
    assert "误报" in text
    assert answer.context["page"].reports[0].is_of_document  # the report went with its event


def test_the_history_names_person_capacity_unit_and_both_days(cast: Cast, row: Item) -> None:
    row = make.assigned(cast, row)
    event = signed_in(cast.sumin).get(url(row)).context["page"].history[0]
    assert (event.person, event.capacity, event.unit, event.effective_on) == ("苏敏", "整改办", "示例区整改办", make.DAY)
    said = {one.key: one.text or one.on for one in event.said}
    assert said["leader"] == "林书记"
    assert said["lead_unit"] == "示例区住建局"
    assert said["units"] == "示例区市监局"
    assert said["due_on"] == make.DAY + timedelta(days=90)


def test_words_that_were_erased_by_law_are_said_to_be_so(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="reported")
    fact = Event.objects.get(item=row, move="report_progress").personal_facts.get()
    fact.value, fact.salt, fact.erased_at = "", "", make.NOW
    fact.save(update_fields=["value", "salt", "erased_at"])
    assert "已依法删除" in signed_in(cast.sumin).get(url(row)).content.decode()


def test_only_who_looks_after_the_whole_may_open_the_document(cast: Cast, row: Item) -> None:
    row = make.assigned(cast, row)
    assert f"/intake/{row.intake_id}/" in signed_in(cast.sumin).get(url(row)).content.decode()
    assert f"/intake/{row.intake_id}/" not in signed_in(cast.hegong).get(url(row)).content.decode()
    assert signed_in(cast.hegong).get(f"/intake/{row.intake_id}/").status_code == 404


def test_a_part_of_the_page_asks_for_the_item_alone(cast: Cast, row: Item) -> None:
    answer = signed_in(cast.sumin).get(url(row), headers={"HX-Request": "true"})
    assert answer.content.decode().startswith("<article")
    assert "HX-Request" in answer["Vary"]


def test_the_page_speaks_english_when_asked(cast: Cast, row: Item) -> None:
    text = signed_in(cast.sumin).get(url(make.assigned(cast, row), "?lang=en")).content.decode()
    assert "Under rectification" in text
    assert "Working days left: " in text


@pytest.mark.parametrize("query", ["?as_of=yesterday", "?known_at=noon", "?as_of=2999-01-01"])
def test_a_day_that_is_none_is_a_bad_request(cast: Cast, row: Item, query: str) -> None:
    assert signed_in(cast.sumin).get(url(row, query)).status_code == 400


@pytest.mark.parametrize(("query", "word"), [("?as_of=2999-01-01", "今天或以前"), ("?as_of=yesterday", "今天或以前"), ("?known_at=noon", "当时所知")])
def test_a_day_that_is_none_is_named_and_leads_back_to_today(cast: Cast, row: Item, query: str, word: str) -> None:
    page = signed_in(cast.sumin).get(url(row, query)).content.decode()
    assert word in page
    assert f'href="{url(row)}"' in page


PARTED = "中共示例区委关于整改进展情况的通报\n\n(一)反馈问题:履行职责存在差距\n\n1.工作推进不力\n\n(35-1)流程不完善。\n\n(35-2)培训不到位。\n\n整改情况:一是完善流程。二是开展培训。\n"


def test_a_number_with_parts_shows_them_and_says_why_it_is_not_claimed(cast: Cast, today: date) -> None:
    inspection = make.inspection(cast, text=PARTED, slug="parted")
    whole = inspection.items.get(parent=None)
    part = make.item(cast, inspection.items.get(number="35-1"), at="claimed")
    page = item_page(cast.sumin, "parted", whole.address, Day(today, today), "zh")
    assert [one.number for one in page.family] == ["35-1", "35-2"]
    assert page.family[0].stage == "已报请销号"
    of_part = item_page(cast.sumin, "parted", part.address, Day(today, today), "zh")
    assert [one.is_this for one in of_part.family] == [True, False]
    assert [measure.is_of_parent for measure in of_part.plan] == [True, True]
    assert statements(cast.sumin, whole) <= BUDGET
    assert statements(cast.sumin, part) <= BUDGET


def test_what_is_verified_is_late_on_no_page(cast: Cast, row: Item) -> None:
    make.assigned(cast, row, days=5)
    measures = [{"ordinal": "一是", "text": "完善流程", "criterion": "", "due_on": make.DAY + timedelta(days=4)}]
    for move, by, given, files in (
        ("plan", cast.hegong, {"measures": measures}, ()),
        ("claim_completion", cast.hegong, {"ground": "rectified", "statement": "已整改", "signed_off_by": cast.lin.person_id}, (make.proof(),)),
        ("pass_gate", cast.handu, {"opinion": "属实", "checked_on": make.DAY}, ()),
    ):  # fmt: skip
        moves.make(move, row, by=by, on=make.DAY, now=make.NOW, given=given, files=files)
    later = make.DAY + timedelta(days=60)
    page = item_page(cast.sumin, row.inspection.slug, row.address, Day(later, later), "zh")
    assert (page.due.tone, page.first.tone, page.plan[0].clock.tone) == ("done", "done", "done")


def test_a_number_whose_parts_answer_has_no_lamp_of_its_own(cast: Cast, today: date) -> None:
    inspection = make.inspection(cast, text=PARTED, slug="parted")
    whole = make.assigned(cast, inspection.items.get(parent=None), days=5)
    page = item_page(cast.sumin, "parted", whole.address, Day(today, today), "zh")
    assert (page.due.tone, page.first.tone, page.has_parts) == ("whole", "whole", True)
    shown = signed_in(cast.sumin).get(f"/parted/items/{whole.address}/").content.decode()
    assert "分为 2 个分项" in shown
    assert '<span class="late">' not in shown


@pytest.mark.parametrize(
    ("due_on", "tone", "days"),  # 28 February 2026 is a Saturday that people work
    [(date(2026, 3, 2), "near", 0), (date(2026, 3, 16), "near", 10), (date(2026, 3, 17), "calm", 11), (date(2026, 2, 27), "late", -2), (None, "none", None)],
)
def test_a_deadline_is_counted_in_working_days(due_on: date | None, tone: str, days: int | None) -> None:
    seen = clock(due_on, date(2026, 3, 2), Calendar.load())
    assert (seen.tone, seen.days) == (tone, days)


def test_beyond_the_announced_holidays_days_are_counted_by_the_calendar() -> None:
    seen = clock(date(2099, 1, 1), date(2098, 12, 2), Calendar.load())
    assert (seen.days, seen.calendar_days, seen.tone) == (None, 30, "calm")
