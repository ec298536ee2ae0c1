"""会话: where one is signed in, ended one by one or all at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from cast import Cast
from counted import queries_of
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from entering import PASSWORD, Enter

from xiaohao.people.models import SignInRecord, User
from xiaohao.people.sign_in import sessions

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
CHAT = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0"


def is_in(client: Client) -> bool:
    """Whether a browser is signed in."""
    return client.get("/units/").status_code == 200


@pytest.mark.parametrize(("agent", "said"), [(FIREFOX, "Firefox · Linux"), (EDGE, "Edge · Windows"), (PHONE, "Safari · iPhone"), (CHAT, "WeChat · Android"), ("", "其他设备")])
def test_a_browser_is_told_in_a_few_words(agent: str, said: str) -> None:
    assert sessions.device(agent) == said


def test_every_place_is_listed_and_this_one_is_marked(cast: Cast, enter: Enter) -> None:
    here, _ = enter(cast.hegong, FIREFOX), enter(cast.hegong, PHONE)
    page = here.get("/account/").content.decode()
    assert "Firefox · Linux" in page and "Safari · iPhone" in page
    assert page.count("本机") == 1
    assert "Safari · iPhone" not in enter(cast.sumin, FIREFOX).get("/account/").content.decode()


def test_one_session_is_ended_and_the_others_go_on(cast: Cast, enter: Enter) -> None:
    here, phone = enter(cast.hegong, FIREFOX), enter(cast.hegong, PHONE)
    found = re.search(r'value="(\d+)">结束<span class="unseen"> Safari', here.get("/account/").content.decode())
    assert found is not None
    here.post("/account/sessions/", {"session": found[1]})
    assert is_in(here) and not is_in(phone)
    assert SignInRecord.objects.filter(kind=SignInRecord.Kind.SESSIONS_ENDED).count() == 1


def test_all_others_are_ended_at_once(cast: Cast, enter: Enter) -> None:
    here, *others = (enter(cast.hegong) for _ in range(4))
    here.post("/account/sessions/")
    assert [is_in(one) for one in (here, *others)] == [True, False, False, False]


def test_nobody_ends_a_session_of_somebody_else(cast: Cast, enter: Enter) -> None:
    theirs, mine = enter(cast.hegong), enter(cast.sumin)
    number = UserSession.objects.get(user=cast.hegong).pk
    for wrong in (number, 0, "x", "9" * 40, "-1"):
        assert mine.post("/account/sessions/", {"session": wrong}).status_code == 404
    assert is_in(theirs)


def test_ones_own_session_may_be_ended(cast: Cast, enter: Enter) -> None:
    here = enter(cast.hegong)
    here.post("/account/sessions/", {"session": UserSession.objects.get(user=cast.hegong).pk})
    assert not is_in(here)


def test_a_new_password_ends_every_other_session_and_keeps_this_one(cast: Cast, enter: Enter) -> None:
    here, phone = enter(cast.hegong, FIREFOX), enter(cast.hegong, PHONE)
    here.post("/account/", {"old_password": PASSWORD, "new_password1": "quite another 9", "new_password2": "quite another 9"})
    assert is_in(here) and not is_in(phone)
    assert [one.is_here for one in sessions.of(cast.hegong, here.session.session_key, timezone.now())] == [True]
    assert SignInRecord.objects.filter(kind=SignInRecord.Kind.PASSWORD_CHANGED, by=None).count() == 1


def test_a_password_that_the_office_makes_ends_every_session_and_is_for_one_use(cast: Cast, enter: Enter) -> None:
    theirs = enter(cast.hegong)
    page = enter(cast.sumin).post(f"/people/{cast.hegong.person_id}/account/", follow=True).content.decode()
    found = re.search(r"初始密码：(\w+)", page)
    assert found is not None
    assert not is_in(theirs)
    again = enter(cast.hegong, password=found[1])
    assert again.get("/units/")["Location"] == "/account/"
    told = SignInRecord.objects.get(kind=SignInRecord.Kind.PASSWORD_RESET)
    assert (told.user, told.by) == (cast.hegong, cast.sumin)


def test_the_office_changes_no_account_of_an_administrator(cast: Cast, admin: User, enter: Enter) -> None:
    office = enter(cast.sumin)
    for given in ({}, {"shut": "1"}):
        assert office.post(f"/people/{admin.person_id}/account/", given).status_code == 403
    assert "重设密码" not in office.get(f"/people/{admin.person_id}/").content.decode()
    assert is_in(enter(admin))


def test_a_shut_account_is_signed_out_everywhere(cast: Cast, enter: Enter) -> None:
    theirs = enter(cast.hegong)
    enter(cast.sumin).post(f"/people/{cast.hegong.person_id}/account/", {"shut": "1"})
    assert not is_in(theirs)
    assert not UserSession.objects.filter(user=cast.hegong).exists()


def test_a_session_that_has_run_out_is_not_listed(cast: Cast, enter: Enter) -> None:
    enter(cast.hegong, PHONE)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    assert "Safari · iPhone" not in enter(cast.hegong, FIREFOX).get("/account/").content.decode()


def test_the_page_costs_the_same_for_one_session_and_for_many(cast: Cast, enter: Enter) -> None:
    here = enter(cast.hegong)
    few = queries_of(here, "/account/")
    for n in range(40):
        Session.objects.create(session_key=f"key{n}", session_data="", expire_date=timezone.now() + timedelta(days=1))
        UserSession.objects.create(user=cast.hegong, session_key=f"key{n}", ip="192.0.2.1", user_agent=PHONE)
    assert queries_of(here, "/account/") == few
    assert few <= 6
