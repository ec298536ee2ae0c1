"""再次录入: a document that the ledger partly knows enters only what is new; the rest is suggested to the hand that may act, and no state is written."""

from __future__ import annotations

from datetime import date, timedelta

import make
import pytest
from cast import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger import intake as door
from xiaohao.ledger import moves, proof
from xiaohao.ledger.models import Event, Heading, Inspection, Intake, Item, Suggestion
from xiaohao.lifecycle import Refused
from xiaohao.people.models import User

LATER = make.DAY + timedelta(days=30)


def later(*, items: int = 3, more: str = "", done: str = "") -> str:
    """Next month's notice: the same items, one of them told anew, and what was added."""
    text = make.notice(items, name="demo-2026")
    return text.replace("一是完善第1类事项流程。二是开展培训。", "新增窗口2个，补训12人。") .replace("(1)第1类事项办理不够规范。\n", f"(1)第1类事项办理不够规范。\n{done}") + more


def again(cast: Cast, text: str, *, on: date = LATER, name: str = "四月.txt") -> Intake:
    return door.propose(text.encode(), name, by=cast.sumin, now=make.moment(on))


def admitted(cast: Cast, text: str, *, on: date = LATER) -> tuple[Inspection, Intake]:
    inspection = Inspection.objects.get()
    taken = again(cast, text, on=on)
    door.admit(taken, by=cast.sumin, on=on, now=make.moment(on), inspection=inspection)
    taken.refresh_from_db()
    return inspection, taken


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_inspection_that_knows_the_document_is_found_by_itself(cast: Cast) -> None:
    inspection = make.inspection(cast)
    assert again(cast, later()).against == inspection


def test_a_document_about_something_else_is_compared_with_nothing(cast: Cast) -> None:
    make.inspection(cast)
    other = make.notice(2, name="别处").replace("类事项办理不够规范", "类设施管护不到位")
    assert again(cast, other).against is None


def test_nothing_is_doubled(cast: Cast) -> None:
    inspection = make.inspection(cast)
    _, taken = admitted(cast, later())
    assert (inspection.items.count(), Heading.objects.count()) == (3, 2)
    assert taken.counts == {"created": 0, "changed": 1, "untouched": 2, "gone": 0, "suggested": 1}


def test_what_is_new_enters_under_the_heading_that_stands(cast: Cast) -> None:
    inspection = make.inspection(cast)
    _, taken = admitted(cast, later(more="\n(4)第四类事项没有人办理，群众反映强烈。\n\n整改情况:一是明确责任科室。\n"))
    assert inspection.items.count() == 4
    assert inspection.items.get(number="4").heading == inspection.items.get(number="3").heading
    assert (taken.counts["created"], Heading.objects.count()) == (1, 2)


def test_what_is_gone_is_said_and_stays(cast: Cast) -> None:
    inspection = make.inspection(cast)
    _, taken = admitted(cast, make.notice(2, name="demo-2026") + "\n")
    assert (taken.counts["gone"], inspection.items.count()) == (1, 3)


def test_no_event_comes_of_what_is_known(cast: Cast) -> None:
    make.inspection(cast)
    before = list(Event.objects.values_list("digest", flat=True))
    admitted(cast, later())
    assert list(Event.objects.values_list("digest", flat=True)) == before
    assert not list(proof.replay_faults(Inspection.objects.get()))


def test_a_report_is_suggested_to_the_lead_unit_and_made_by_it(cast: Cast) -> None:
    inspection = make.inspection(cast)
    item = make.item(cast, inspection.items.get(number="1"), at="acknowledged")
    admitted(cast, later())
    one = Suggestion.objects.get()
    assert (one.move, one.given["narrative"]) == ("report_progress", "新增窗口2个，补训12人。")
    client = client_of(cast.hegong)
    url = f"/demo-2026/items/{item.address}/report-progress/?suggestion={one.pk}"
    page = client.get(url).content.decode()
    assert "按《四月.txt》所写预填" in page
    assert "新增窗口2个，补训12人。" in page
    sent = client.post(url, {"narrative": "新增窗口2个，补训12人。", "effective_on": LATER.isoformat(), "suggestion": one.pk})
    one.refresh_from_db()
    assert sent.status_code == 303
    assert one.event is not None and one.event.by_user == cast.hegong


def test_a_sheet_that_says_done_proposes_the_claim_to_the_hand_that_may_make_it(cast: Cast) -> None:
    inspection = make.inspection(cast)
    item = make.item(cast, inspection.items.get(number="1"), at="reported")
    admitted(cast, later(done="\n完成情况：已完成。\n"))
    item.refresh_from_db()
    assert item.stage == "open"
    assert set(Suggestion.objects.filter(item=item).values_list("move", flat=True)) == {"report_progress", "claim_completion"}


def test_a_decision_that_was_made_is_not_undone_by_a_sheet(cast: Cast) -> None:
    inspection = make.inspection(cast)
    make.item(cast, inspection.items.get(number="1"), at="struck_off")
    _, taken = admitted(cast, later(done="\n完成情况：未完成。\n"))
    assert inspection.items.get(number="1").stage == "struck_off"
    assert (taken.counts["changed"], Suggestion.objects.count()) == (1, 0)


def test_a_plan_that_follows_the_feedback_proposes_duties_and_measures(cast: Cast) -> None:
    inspection = make.inspection(cast)
    plan = later().replace("关于巡视整改进展情况的通报", "巡视反馈问题整改方案").replace("整改情况:", "整改措施:")
    plan = plan.replace("新增窗口2个，补训12人。\n", "新增窗口2个。\n\n责任领导：林书记\n\n牵头单位：区住建局\n\n整改时限：2026年12月底前\n")
    admitted(cast, plan)
    item = inspection.items.get(number="1")
    given = dict(Suggestion.objects.filter(item=item).values_list("move", "given"))
    assert given["assign"] == {"leader": cast.lin.person_id, "lead_unit": cast.housing.pk, "due_on": "2026-12-31"}
    page = client_of(cast.sumin).get(f"/demo-2026/items/{item.address}/assign/?suggestion={Suggestion.objects.get(move='assign').pk}").content.decode()
    assert f'<option value="{cast.housing.pk}" selected' in page
    assert 'value="2026-12-31"' in page


def test_a_person_may_say_that_a_row_is_another_item(cast: Cast) -> None:
    inspection = make.inspection(cast)
    taken = again(cast, later().replace("第1类事项办理不够规范", "窗口服务不够规范，排队时间长"))
    row = next(one for one in taken.proposal["items"] if one["number"] == "1")
    door.edit(taken, [{"op": "known", "key": row["key"], "value": inspection.items.get(number="1").address}], by=cast.sumin, now=make.moment(LATER))
    door.admit(taken, by=cast.sumin, on=LATER, now=make.moment(LATER), inspection=inspection)
    assert inspection.items.count() == 3


def test_the_office_may_decline_with_a_reason_and_nobody_else(cast: Cast, today: date) -> None:
    inspection = make.inspection(cast)
    make.item(cast, inspection.items.get(number="1"), at="acknowledged")
    admitted(cast, later())
    one = Suggestion.objects.get()
    assert client_of(cast.hegong).post(f"/suggestions/{one.pk}/decline/", {"reason": "不实"}).status_code == 409
    assert client_of(cast.sumin).post(f"/suggestions/{one.pk}/decline/", {"reason": ""}).status_code == 409
    assert client_of(cast.sumin).post(f"/suggestions/{one.pk}/decline/", {"reason": "与现场不符"}).status_code == 303
    one.refresh_from_db()
    assert (one.declined_by, one.reason) == (cast.sumin, "与现场不符")


def test_suggestions_are_seen_by_those_who_see_the_item(cast: Cast, today: date) -> None:
    inspection = make.inspection(cast)
    make.item(cast, inspection.items.get(number="1"), at="acknowledged")
    admitted(cast, later())
    seen = {user.username: "第1类事项" in client_of(user).get("/suggestions/").content.decode() for user in cast.users}
    assert seen == {"lin": True, "sumin": True, "hegong": True, "zhoulan": True, "handu": True, "daishuang": True, "stranger": False}


def test_a_suggestion_is_good_for_its_own_item_and_move_only(cast: Cast) -> None:
    inspection = make.inspection(cast)
    for number in ("1", "2"):
        make.item(cast, inspection.items.get(number=number), at="acknowledged")
    admitted(cast, later())
    other = inspection.items.get(number="2")
    page = client_of(cast.hegong).get(f"/demo-2026/items/{other.address}/report-progress/?suggestion={Suggestion.objects.get().pk}")
    assert "所写预填" not in page.content.decode()


@pytest.mark.parametrize("size", [3, 60])
def test_an_intake_into_a_ledger_costs_forty_statements_however_large(cast: Cast, size: int) -> None:
    inspection = make.inspection(cast, size)
    text = later(items=size).replace("二是开展培训。", "二是全员轮训。")
    with CaptureQueriesContext(connection) as asked:
        taken = again(cast, text)
        door.admit(taken, by=cast.sumin, on=LATER, now=make.moment(LATER), inspection=inspection)
    assert len([one for one in asked.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]) <= 40


def test_the_page_shows_what_is_new_what_changed_and_what_is_gone(cast: Cast, today: date) -> None:
    make.inspection(cast)
    taken = again(cast, make.notice(2, name="demo-2026").replace("二是开展培训。\n", "二是开展轮训。\n") + "\n(7)第七类事项无人负责，长期没有办理。\n\n整改情况:一是补办。\n")
    page = client_of(cast.sumin).get(f"/intake/{taken.pk}/").content.decode()
    assert "新增 <strong>1</strong> 项，有变动 <strong>2</strong> 项，无变动 <strong>0</strong> 项，台账有而文件没有 <strong>1</strong> 项" in page


def test_a_document_may_be_compared_with_another_inspection_or_none(cast: Cast, today: date) -> None:
    make.inspection(cast)
    taken = again(cast, later())
    client_of(cast.sumin).post(f"/intake/{taken.pk}/", {"do": "against", "against": ""})
    taken.refresh_from_db()
    assert taken.against is None
    with pytest.raises(Refused):
        door.compare_with(taken, None, by=cast.hegong, now=make.NOW)


def test_words_of_parts_are_those_of_their_number(cast: Cast) -> None:
    text = make.notice(1).replace("(1)第1类事项办理不够规范。", "(1-1)台账不全。\n\n整改情况:补齐。\n\n(1-2)登记不及时。")
    inspection = make.inspection(cast, text=text)
    assert Item.objects.get(inspection=inspection, number="1").text == "台账不全。\n登记不及时。"


def test_a_newer_document_takes_the_place_of_an_older_one(cast: Cast) -> None:
    inspection = make.inspection(cast)
    item = make.item(cast, inspection.items.get(number="1"), at="acknowledged")
    admitted(cast, later())
    admitted(cast, later().replace("新增窗口2个", "新增窗口3个"), on=LATER + timedelta(days=1))
    newest = Suggestion.objects.latest("pk")
    client_of(cast.hegong).post(
        f"/demo-2026/items/{item.address}/report-progress/?suggestion={newest.pk}", {"narrative": "已办结", "effective_on": LATER.isoformat(), "suggestion": newest.pk},
    )  # fmt: skip
    assert not Suggestion.objects.filter(event__isnull=True).exists()


def test_moves_of_suggestions_meet_the_same_law(cast: Cast) -> None:
    inspection = make.inspection(cast)
    item = make.item(cast, inspection.items.get(number="1"), at="acknowledged")
    admitted(cast, later())
    one = Suggestion.objects.get()
    with pytest.raises(Refused):
        moves.make("report_progress", item, by=cast.stranger, on=LATER, now=make.moment(LATER), given=one.given)
