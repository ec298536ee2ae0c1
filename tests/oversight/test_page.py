"""The page of meetings, checks, orders and look-backs: what it shows, what its forms keep, what it costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import make
import pytest
from cast import Cast
from counted import queries_of, size_of
from django.test import Client

from xiaohao.ledger.models import Inspection
from xiaohao.oversight import record
from xiaohao.oversight.models import FollowUpOrder, LookBack, ProgressReview, SupervisoryCheck
from xiaohao.people.models import Unit

URL = "/demo-2026/oversight/"
DAYS = timedelta(days=1)


@pytest.fixture
def office(client: Client, cast: Cast, inspection: Inspection, today: date) -> Client:
    """The office, signed in."""
    client.force_login(cast.sumin)
    return client


def text(client: Client, query: str = "") -> str:
    """The page as a browser gets it."""
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return answer.content.decode()


def subjects(page: str) -> list[str]:
    """The subjects of the rows shown."""
    return re.findall(r"事由\d+", page)


def ordered(cast: Cast, inspection: Inspection, number: int = 1, *, due: int = 10) -> FollowUpOrder:
    """A letter of the first day with its items, due so many days later."""
    return record.order(
        inspection, to_unit=cast.housing, answer_due_on=make.DAY + due * DAYS, subject=f"事由{number}", words="请于限期内答复", items=list(inspection.items.all()),
        by=cast.sumin, on=make.DAY, now=make.NOW,
    )  # fmt: skip


def many(cast: Cast, inspection: Inspection, count: int, *kinds: str) -> None:
    """So many of each kind, three a day, backwards."""
    rows = list(inspection.items.order_by("position")[:3])
    for n in range(count):
        usual: dict[str, Any] = {"subject": f"事由{n}", "words": "要求", "items": rows, "by": cast.sumin, "on": make.DAY - (n // 3) * DAYS, "now": make.NOW}
        for kind in kinds or KINDS:
            KINDS[kind](inspection, cast, usual)


KINDS: dict[str, Callable[[Inspection, Cast, dict[str, Any]], object]] = {
    "review": lambda inspection, _, usual: record.review(inspection, kind="thematic", **usual),
    "check": lambda inspection, _, usual: record.check(inspection, is_full=True, **usual),
    "order": lambda inspection, cast, usual: record.order(inspection, to_unit=cast.housing, answer_due_on=make.DAY, **usual),
    "look_back": lambda inspection, _, usual: record.look_back(inspection, found_relapse=True, **usual),
}


TYPED = {"what": "review", "on": "2026-03-20", "subject": "听取住建局汇报", "words": "限期报送<清单>", "kind": "thematic"}


def test_the_form_records_one_with_its_items(office: Client, cast: Cast, inspection: Inspection) -> None:
    rows = list(inspection.items.order_by("position")[:2])
    answer = office.post(URL, {**TYPED, "items": [row.pk for row in rows]})
    assert (answer.status_code, answer["Location"]) == (302, URL)
    made = ProgressReview.objects.get()
    assert (made.held_on, made.subject, made.words, made.kind, made.recorded_by) == (date(2026, 3, 20), "听取住建局汇报", "限期报送<清单>", "thematic", cast.sumin)
    assert set(made.items.all()) == set(rows)


def test_each_kind_goes_to_its_own_table(office: Client, cast: Cast) -> None:
    office.post(URL, {**TYPED, "what": "check", "is_full": "on"})
    office.post(URL, {**TYPED, "what": "order", "to_unit": cast.housing.pk, "answer_due_on": "2026-04-10"})
    office.post(URL, {**TYPED, "what": "look_back", "found_relapse": "on"})
    assert SupervisoryCheck.objects.get().is_full
    assert LookBack.objects.get().found_relapse
    assert (FollowUpOrder.objects.get().to_unit, FollowUpOrder.objects.get().answer_due_on) == (cast.housing, date(2026, 4, 10))


def test_an_order_needs_its_unit_and_the_day_of_its_answer(office: Client, cast: Cast) -> None:
    given = {**TYPED, "what": "order", "to_unit": cast.housing.pk, "answer_due_on": "2026-04-10"}
    for missing in ("to_unit", "answer_due_on"):
        answer = office.post(URL, {name: value for name, value in given.items() if name != missing})
        assert answer.status_code == 422 and "督办单要写明对象和答复期限" in answer.content.decode()
    assert not FollowUpOrder.objects.exists()


def test_a_meeting_needs_its_kind(office: Client) -> None:
    answer = office.post(URL, {**TYPED, "kind": ""})
    assert (answer.status_code, ProgressReview.objects.count()) == (422, 0)
    assert "请选择会议类别" in answer.content.decode()


def test_a_refused_form_stands_open_with_all_that_was_typed(office: Client, cast: Cast, inspection: Inspection) -> None:
    chosen = inspection.items.get(number="2")
    page = office.post(URL, {**TYPED, "what": "order", "to_unit": cast.market.pk, "items": [chosen.pk]}).content.decode()
    assert '<details class="panel" open>' in page
    assert 'value="2026-03-20"' in page and 'value="听取住建局汇报"' in page and "限期报送&lt;清单&gt;</textarea>" in page
    for value in ("order", cast.market.pk, chosen.pk, "thematic"):
        assert f'<option value="{value}" selected>' in page


def test_what_cannot_be_understood_is_not_recorded(office: Client) -> None:
    for typed in ({"on": "20.3.2026"}, {"on": ""}, {"subject": ""}, {"subject": "长" * 201}, {"what": "party"}, {"kind": "party"}, {"items": ["999999"]}, {"items": ["x"]}):
        assert office.post(URL, {**TYPED, **typed}).status_code == 422, typed
    assert not ProgressReview.objects.exists()


def test_items_of_another_inspection_are_no_choice(office: Client, cast: Cast) -> None:
    foreign = make.inspection(cast, slug="other-2026").items.get(number="1")
    assert office.post(URL, {**TYPED, "items": [foreign.pk]}).status_code == 422
    assert "other-2026" not in text(office)


def test_units_that_are_closed_or_inspect_are_no_choice(office: Client, cast: Cast) -> None:
    Unit.objects.filter(pk=cast.market.pk).update(to_on=make.DAY)
    for unit in (cast.market, cast.inspectors):
        answer = office.post(URL, {**TYPED, "what": "order", "to_unit": unit.pk, "answer_due_on": "2026-04-10"})
        assert answer.status_code == 422


def test_a_day_to_come_is_refused_by_the_door(office: Client, today: date) -> None:
    answer = office.post(URL, {**TYPED, "on": (today + DAYS).isoformat()})
    assert (answer.status_code, ProgressReview.objects.count()) == (409, 0)


def test_days_of_the_form_are_written_as_the_browser_reads_them(office: Client, today: date) -> None:
    for language in ("zh-hans", "en"):
        (field,) = re.findall(r'<input type="date" name="on"[^>]*>', text(office, f"?lang={language}"))
        assert f'value="{today.isoformat()}"' in field and f'max="{today.isoformat()}"' in field


def test_a_row_tells_what_was_held_and_leads_to_its_items(office: Client, cast: Cast, inspection: Inspection) -> None:
    many(cast, inspection, 1)
    page = text(office)
    assert subjects(page) == ["事由0"] * 4
    for word in ("专题会议", "全面督查", "反弹", "示例区住建局"):
        assert word in page
    assert page.count(f'<a href="/demo-2026/items/{inspection.items.get(number="1").address}/">1</a>') == 4


def test_the_items_of_a_row_stand_in_the_order_of_the_ledger(office: Client, cast: Cast, inspection: Inspection) -> None:
    ordered(cast, inspection)
    many(cast, inspection, 1, "check")
    record.look_back(inspection, found_relapse=False, subject="事由9", words="", items=[], by=cast.sumin, on=make.DAY, now=make.NOW)
    rows = re.findall(r"<tr data-row>.*?</tr>", text(office), re.S)
    assert [re.findall(r'items/[^>]*>([^<]+)</a>', row) for row in rows] == [["1", "2", "3"], ["1", "2", "3"], []]


def test_the_page_begins_with_the_sentence_of_its_counts(office: Client, cast: Cast, inspection: Inspection) -> None:
    assert 'class="sentence"' not in text(office)
    many(cast, inspection, 2)
    assert "召开专题会议2次，开展全面督查2次，发出督办单2份，组织回头看2次" in text(office)


def test_an_order_that_is_late_says_so(office: Client, cast: Cast, inspection: Inspection, today: date) -> None:
    late, due = ordered(cast, inspection, 1, due=29), ordered(cast, inspection, 2, due=30)
    assert (late.answer_due_on, due.answer_due_on) == (today - DAYS, today)
    page = text(office)
    assert (page.count("逾期未答复"), page.count("待答复"), page.count("已答复")) == (1, 1, 0)
    assert page.index("待答复") < page.index("事由1") < page.index("逾期未答复")


def test_an_answer_takes_the_place_of_its_form(office: Client, cast: Cast, inspection: Inspection) -> None:
    ordered(cast, inspection)
    assert text(office).count(f'action="{URL}orders/1/answer/"') == 1
    answer = office.post(f"{URL}orders/1/answer/", {"on": "2026-03-10", "words": "已办<结>"})
    assert (answer.status_code, answer["Location"]) == (302, URL)
    page = text(office)
    assert "已办&lt;结&gt;" in page and "已答复" in page
    assert "answer/" not in page and "逾期未答复" not in page


def test_the_answer_form_keeps_within_the_days_that_can_be(office: Client, cast: Cast, inspection: Inspection, today: date) -> None:
    ordered(cast, inspection)
    for language in ("zh-hans", "en"):
        (field,) = re.findall(r'<input id="on-1"[^>]*>', text(office, f"?lang={language}"))
        assert f'value="{today}" min="{make.DAY}" max="{today}"' in field


def test_an_answer_that_cannot_be_is_not_recorded(office: Client, cast: Cast, inspection: Inspection) -> None:
    row = ordered(cast, inspection)
    for typed, status in (({"on": "x"}, 400), ({"words": ""}, 400), ({"words": "长" * 6001}, 400), ({"on": "2026-03-01"}, 409), ({"on": "2026-04-02"}, 409)):
        assert office.post(f"{URL}orders/1/answer/", {"on": "2026-03-10", "words": "已办", **typed}).status_code == status, typed
    row.refresh_from_db()
    assert row.answered_on is None


def test_a_second_answer_is_refused_in_words(office: Client, cast: Cast, inspection: Inspection) -> None:
    ordered(cast, inspection)
    twice = [office.post(f"{URL}orders/1/answer/", {"on": "2026-03-10", "words": words}) for words in ("一", "二")]
    assert [one.status_code for one in twice] == [302, 409]
    assert "第1号督办单已于2026年3月10日答复" in twice[1].content.decode()
    assert FollowUpOrder.objects.get().answer == "一"


def test_an_order_that_is_not_there_is_not_answered(office: Client, cast: Cast, inspection: Inspection) -> None:
    ordered(cast, inspection)
    make.inspection(cast, slug="other-2026")
    for path in (f"{URL}orders/2/", f"{URL}orders/0/", f"{URL}orders/{2**70}/", "/other-2026/oversight/orders/1/"):
        assert office.post(f"{path}answer/", {"on": "2026-03-10", "words": "已办"}).status_code == 404, path


def test_who_looks_on_sees_rows_and_no_forms(client: Client, cast: Cast, inspection: Inspection, today: date) -> None:
    ordered(cast, inspection)
    client.force_login(cast.handu)
    page = text(client)
    assert "事由1" in page and "逾期未答复" in page
    assert "登记" not in page.replace("还没有登记", "") and URL not in re.findall(r'action="([^"]*)"', page)


def test_who_looks_on_is_refused_in_words(client: Client, cast: Cast, inspection: Inspection, today: date) -> None:
    ordered(cast, inspection)
    client.force_login(cast.lin)
    assert client.post(URL, TYPED).status_code == 409
    assert client.post(f"{URL}orders/1/answer/", {"on": "2026-03-10", "words": "已办"}).status_code == 409
    assert not ProgressReview.objects.exists()


@pytest.mark.parametrize("kind", ["review", "check", "order", "look_back"])
def test_all_of_one_kind_are_walked_to_the_end_newest_first(office: Client, cast: Cast, inspection: Inspection, kind: str) -> None:
    many(cast, inspection, 53, kind)
    assert f'href="?kind={kind}"' in text(office)
    first = text(office, f"?kind={kind}")
    following = re.search(r'rel="next" href="([^"]*)"', first)
    assert following is not None
    last = text(office, following[1].replace("&amp;", "&"))
    seen = [int(one.removeprefix("事由")) for one in subjects(first) + subjects(last)]
    assert sorted(seen) == list(range(53)) and [n // 3 for n in seen] == sorted(n // 3 for n in seen)
    assert 'rel="next"' not in last and '<form method="post">' not in last


def test_an_address_that_asks_for_nothing_known_is_a_bad_request(office: Client) -> None:
    for query in ("?kind=meeting", "?kind=order&after=x", "?kind=review&after=WyJhIiwgIngiLCAieSJd", "?kind=check&after=%00", "?kind=x' OR 1=1"):
        assert office.get(URL + query).status_code == 400, query


def test_the_page_costs_the_same_for_ten_and_for_many(office: Client, cast: Cast, inspection: Inspection) -> None:
    many(cast, inspection, 10)
    larger = make.inspection(cast, 200, slug="many-2026")
    many(cast, larger, 20)
    for query in ("", "?kind=review", "?kind=check", "?kind=order", "?kind=look_back"):
        few, more = queries_of(office, URL + query), queries_of(office, f"/many-2026/oversight/{query}")
        # who asks and where: 4; the sentence: 1; each list: 1; their items together: 1; the units and items of the form: 2
        assert few == more == (7 if query else 12), query


def test_who_records_nothing_pays_for_no_form(client: Client, cast: Cast, inspection: Inspection, today: date) -> None:
    many(cast, inspection, 10)
    client.force_login(cast.handu)
    assert queries_of(client, URL) == 10


def test_two_hundred_of_a_kind_cost_no_more_than_ten(office: Client, cast: Cast, inspection: Inspection) -> None:
    for number in range(10):
        ordered(cast, inspection, number)
    few = queries_of(office, f"{URL}?kind=order")
    for number in range(190):
        ordered(cast, inspection, number)
    assert queries_of(office, f"{URL}?kind=order") == few == 7
    assert size_of(office, URL) <= 60_000


def test_the_page_works_without_scripts(office: Client, cast: Cast, inspection: Inspection) -> None:
    ordered(cast, inspection)
    page = text(office)
    assert "hx-" not in page[page.index("<main") :] and "onclick" not in page
    assert all("csrfmiddlewaretoken" in form for form in re.findall(r'<form method="post".*?</form>', page, re.S))


def test_a_form_from_elsewhere_is_refused(cast: Cast, inspection: Inspection, today: date) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.sumin)
    assert strict.post(URL, TYPED).status_code == 403
    assert not ProgressReview.objects.exists()


def test_the_page_speaks_english(office: Client, cast: Cast, inspection: Inspection) -> None:
    many(cast, inspection, 1)
    page = text(office, "?lang=en")
    assert "Thematic meetings: 1; full checks on site: 1; follow-up orders: 1; look-backs: 1" in page
    for word in ("Thematic meeting</span>", "Full check", "Relapse", "Answer overdue", "Record one"):
        assert word in page
    assert not re.search("督办|逾期|登记|专题|全面|反弹|会议", page)
