"""本机工作日历: days and years that an office sets, who may, and that every count goes by them."""

from __future__ import annotations

from datetime import date

import make
import pytest
from cast import Cast
from counted import queries_of
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger.days.calendar import add_year, set_day, shipped, take_back, take_back_year, working_calendar
from xiaohao.ledger.models import CalendarDay, CalendarYear
from xiaohao.lifecycle import Refused
from xiaohao.people.models import User
from xiaohao.workdays import Unconfirmed

FRIDAY, SATURDAY = date(2026, 3, 13), date(2026, 3, 14)
WHY = "示例区政府办通知〔2026〕8号"
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月13日（周六）、2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
2026年11月20日
"""


def set_off(by: User, day: date = FRIDAY, *, is_workday: bool = False, reason: str = WHY) -> CalendarDay:
    return set_day(day, is_workday=is_workday, reason=reason, by=by, now=make.NOW)


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda why: why.code == code)


def office(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.sumin)
    return client


def test_a_day_that_is_set_is_counted_so_until_it_is_taken_back(cast: Cast) -> None:
    set_off(cast.sumin)
    set_off(cast.sumin, SATURDAY, is_workday=True)
    assert (working_calendar().is_workday(FRIDAY), working_calendar().is_workday(SATURDAY)) == (False, True)
    take_back(FRIDAY, by=cast.daishuang, now=make.NOW)
    assert working_calendar().is_workday(FRIDAY) and shipped().is_workday(FRIDAY)
    (kept,) = CalendarDay.objects.filter(day=FRIDAY)
    assert (kept.made_by, kept.ended_by, kept.reason) == (cast.sumin, cast.daishuang, WHY)
    set_off(cast.sumin)
    assert CalendarDay.objects.filter(day=FRIDAY).count() == 2


def test_a_setting_that_changes_nothing_or_says_no_reason_is_refused(cast: Cast) -> None:
    with refused("day_as_it_is"):
        set_off(cast.sumin, is_workday=True)
    with refused("calendar_reason"):
        set_off(cast.sumin, reason="  ")
    set_off(cast.sumin)
    with refused("day_as_it_is"):
        set_off(cast.sumin)
    with refused("day_set_here"):
        set_off(cast.sumin, is_workday=True)
    with refused("day_not_set"):
        take_back(SATURDAY, by=cast.sumin, now=make.NOW)
    with refused("unconfirmed"):
        set_off(cast.sumin, date(2027, 3, 1))


@pytest.mark.parametrize("name", ["hegong", "handu", "lin", "stranger"])
def test_only_offices_and_administrators_change_the_calendar(cast: Cast, name: str) -> None:
    by = getattr(cast, name)
    set_off(cast.sumin)
    for door in (
        lambda: set_off(by, SATURDAY, is_workday=True), lambda: take_back(FRIDAY, by=by, now=make.NOW), lambda: add_year(NOTICE, by=by, now=make.NOW),
        lambda: take_back_year(2027, by=by, now=make.NOW),
    ):  # fmt: skip
        with refused("calendar_not_yours"):
            door()
    assert CalendarDay.objects.count() == 1 and not CalendarYear.objects.exists()


def test_two_settings_of_one_day_cannot_stand(cast: Cast) -> None:
    set_off(cast.sumin)
    with pytest.raises(IntegrityError):
        CalendarDay.objects.create(day=FRIDAY, is_workday=True, reason=WHY, made_by=cast.sumin, made_at=make.NOW)


def test_a_year_is_entered_from_its_notice_and_taken_back(cast: Cast) -> None:
    with pytest.raises(Unconfirmed):
        working_calendar().is_workday(date(2027, 2, 13))
    add_year(NOTICE, by=cast.sumin, now=make.NOW)
    calendar = working_calendar()
    assert (calendar.is_workday(date(2027, 2, 13)), calendar.is_workday(date(2027, 2, 8)), calendar.arrangement(2027).number) == (True, False, "国办发明电〔2026〕9号")
    with refused("year_known"):
        add_year(NOTICE, by=cast.sumin, now=make.NOW)
    take_back_year(2027, by=cast.daishuang, now=make.NOW)
    with pytest.raises(Unconfirmed):
        working_calendar().is_workday(date(2027, 2, 13))
    with refused("year_not_entered"):
        take_back_year(2026, by=cast.sumin, now=make.NOW)
    add_year(NOTICE, by=cast.sumin, now=make.NOW)
    assert CalendarYear.objects.filter(year=2027).count() == 2


def test_a_year_that_came_with_the_product_is_not_entered_again(cast: Cast) -> None:
    with refused("not_an_arrangement"):
        add_year("放假啦", by=cast.sumin, now=make.NOW)
    with refused("not_an_arrangement"):
        add_year(NOTICE.replace("2027年", "2026年"), by=cast.sumin, now=make.NOW)  # its weekdays are those of 2027


def test_the_calendar_costs_one_statement_whatever_was_set(cast: Cast) -> None:
    add_year(NOTICE, by=cast.sumin, now=make.NOW)
    for day in (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4), date(2027, 3, 4)):
        set_off(cast.sumin, day)
    with CaptureQueriesContext(connection) as asked:
        calendar = working_calendar()
    assert len(asked) == 1
    assert not any(calendar.is_workday(day) for day in (date(2026, 3, 2), date(2027, 3, 4)))


def test_lamps_on_every_page_go_by_the_days_that_are_set(cast: Cast, today: date) -> None:
    row = make.assigned(cast, make.inspection(cast, 1).items.get())
    client, at = office(cast), f"/{row.inspection.slug}/"
    pages = (f"{at}ledger/", f"{at}items/{row.address}/", f"{at}?as_of={today}")
    days = working_calendar().between(today, row.due_on, counting_first=False)  # type: ignore[arg-type]  # it has a deadline
    assert all(f"还剩 {days} 个工作日" in client.get(page).content.decode() for page in pages[:2])
    set_off(cast.sumin, shipped().add(today, 1))
    assert all(f"还剩 {days - 1} 个工作日" in client.get(page).content.decode() for page in pages[:2])


def test_the_page_shows_a_year_and_what_differs_with_who_and_why(cast: Cast, today: date) -> None:
    set_off(cast.sumin)
    told = office(cast).get("/calendar/?year=2026").content.decode()
    assert told.count("<table class=\"month\">") == 12 and "247 个工作日" in told
    assert WHY in told and cast.sumin.person.name in told and "国办发明电〔2025〕7号" in told
    assert 'class="off here"' in told and 'class="make_up"' in told


def test_a_day_is_set_and_taken_back_on_the_page(cast: Cast, today: date) -> None:
    client = office(cast)
    assert "改为放假" in client.get(f"/calendar/?day={FRIDAY}").content.decode()
    done = client.post(f"/calendar/?day={FRIDAY}", {"do": "set", "day": FRIDAY, "is_workday": "no", "reason": WHY}, follow=True)
    assert "撤回，恢复国务院的安排" in done.content.decode() and not working_calendar().is_workday(FRIDAY)
    client.post(f"/calendar/?day={FRIDAY}", {"do": "back", "day": FRIDAY})
    assert working_calendar().is_workday(FRIDAY)
    late = client.post(f"/calendar/?day={FRIDAY}", {"do": "back", "day": FRIDAY})
    assert late.status_code == 409 and "没有可以撤回的设置" in late.content.decode()


def test_a_reason_is_asked_for_and_a_strange_act_is_a_bad_request(cast: Cast, today: date) -> None:
    client = office(cast)
    assert client.post(f"/calendar/?day={FRIDAY}", {"do": "set", "day": FRIDAY, "is_workday": "no", "reason": " "}).status_code == 422
    assert client.post("/calendar/", {"do": "burn"}).status_code == 400
    assert not CalendarDay.objects.exists()


def test_a_notice_is_shown_before_it_comes_in(cast: Cast, today: date) -> None:
    client = office(cast)
    assert "尚未公布" in client.get("/calendar/?year=2027").content.decode()
    look = client.post("/calendar/?year=2027", {"do": "look", "text": NOTICE})
    assert "2027-02-05" in look.content.decode() and not CalendarYear.objects.exists()
    client.post("/calendar/?year=2027", {"do": "enter", "text": NOTICE})
    assert 2027 in working_calendar().years
    client.post("/calendar/?year=2027", {"do": "year-back", "year": 2027})
    assert 2027 not in working_calendar().years
    wrong = client.post("/calendar/?year=2027", {"do": "look", "text": NOTICE.replace("共7天", "共8天")})
    assert wrong.status_code == 409 and "写“8天”，按日期是7天" in wrong.content.decode()


def test_readers_see_the_calendar_and_no_forms(cast: Cast, today: date) -> None:
    client = Client()
    client.force_login(cast.hegong)
    told = client.get(f"/calendar/?day={FRIDAY}").content.decode()
    assert "3 月" in told and "改为放假" not in told
    assert client.post("/calendar/", {"do": "set", "day": FRIDAY, "is_workday": "no", "reason": WHY}).status_code == 409


@pytest.mark.parametrize(("query", "shown"), [("", "2026"), ("?year=1900", "2018"), ("?year=2199", "2027"), ("?year=x", "2026"), ("?day=2026-02-30", "2026"), ("?day=2024-02-29", "2024")])
def test_an_address_without_a_year_shows_the_nearest(cast: Cast, today: date, query: str, shown: str) -> None:
    assert f"<h1>{shown}年工作日历" in office(cast).get(f"/calendar/{query}").content.decode()


def test_the_page_costs_the_same_whatever_was_set(cast: Cast, today: date) -> None:
    client = office(cast)
    few = queries_of(client, "/calendar/?year=2026")
    for day in range(2, 7):
        set_off(cast.sumin, date(2026, 3, day))
    assert queries_of(client, "/calendar/?year=2026") == few <= 6
