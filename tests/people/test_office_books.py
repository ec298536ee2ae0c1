"""Units, persons, posts and accounts: who may look, who may change, and what the lists cost."""

from __future__ import annotations

import re

import pytest
from cast import SINCE, Cast
from counted import queries_of, size_of
from django.test import Client

from xiaohao.people.models import Appointment, Person, Unit, User
from xiaohao.people.tree import plant

FORMS = ("/units/new/", "/people/new/")


def many(cast: Cast, count: int) -> None:
    """So many more units, each with somebody."""
    for n in range(count):
        unit = plant(name=f"示例街道第{n}社区居民委员会", short_name=f"{n}社区", kind=Unit.Kind.VILLAGE, code=f"v{n}", parent=cast.district)
        Appointment.objects.create(person=Person.objects.create(name=f"人{n}"), unit=unit, post="主任", from_on=SINCE)


@pytest.fixture
def sumin(client: Client, cast: Cast) -> Client:
    """The office, signed in."""
    client.force_login(cast.sumin)
    return client


@pytest.mark.parametrize("url", ["/units/", "/people/"])
def test_a_list_costs_the_same_for_ten_and_for_a_thousand(sumin: Client, cast: Cast, url: str) -> None:
    many(cast, 10)
    few = queries_of(sumin, url)
    many_more = [(plant(name=f"单位{n}", kind=Unit.Kind.OTHER, code=f"m{n}", parent=cast.district), Person.objects.create(name=f"甲{n}")) for n in range(200)]
    Appointment.objects.bulk_create(Appointment(person=person, unit=unit, post="联络员", from_on=SINCE) for unit, person in many_more)
    assert queries_of(sumin, url) == few
    assert few <= 6
    assert size_of(sumin, url) <= 60_000


@pytest.mark.parametrize("url", FORMS)
def test_who_holds_no_office_post_may_look_but_not_change(client: Client, cast: Cast, url: str) -> None:
    client.force_login(cast.hegong)
    assert client.get("/units/").status_code == 200
    assert client.get(url).status_code == 403
    assert client.post(url, {"name": "某人"}).status_code == 403
    assert not Person.objects.filter(name="某人").exists()


def test_a_post_that_has_ended_gives_no_right(client: Client, cast: Cast) -> None:
    Appointment.objects.filter(person=cast.sumin.person).update(to_on=SINCE)
    client.force_login(cast.sumin)
    assert client.get("/units/new/").status_code == 403


@pytest.mark.parametrize("url", ["/units/", "/people/", "/account/", *FORMS])
def test_nobody_looks_without_signing_in(client: Client, db: None, url: str) -> None:
    assert client.get(url)["Location"].startswith("/sign-in/")


def test_a_unit_is_planted_where_it_belongs(sumin: Client, cast: Cast) -> None:
    sumin.post("/units/new/", {"name": "示例区教育局", "short_name": "教育局", "kind": "bureau", "code": "jyj", "parent": cast.district.pk})
    made = Unit.objects.get(code="jyj")
    assert made.path == f"{cast.district.path}{made.pk}/"


def test_a_unit_keeps_its_place_when_it_is_named_anew(sumin: Client, cast: Cast) -> None:
    sumin.post(f"/units/{cast.housing.pk}/edit/", {"name": "示例区住房局", "kind": "bureau", "code": "zjj", "parent": cast.office.pk})
    cast.housing.refresh_from_db()
    assert (cast.housing.name, cast.housing.parent) == ("示例区住房局", cast.district)


def test_a_refused_form_keeps_what_was_typed(sumin: Client) -> None:
    answer = sumin.post("/units/new/", {"name": "没有代码的单位", "kind": "bureau"})
    assert answer.status_code == 422
    assert 'value="没有代码的单位"' in answer.content.decode()


def test_a_person_gets_a_post_and_an_account_whose_password_is_shown_once(sumin: Client, cast: Cast) -> None:
    sumin.post("/people/new/", {"name": "田野", "phone": "0000"})
    person = Person.objects.get(name="田野")
    sumin.post(f"/people/{person.pk}/posts/", {"unit": cast.market.pk, "post": "联络员", "from_on": "2026-03-02"})
    assert person.appointments.get().unit == cast.market
    page = sumin.post(f"/people/{person.pk}/account/", {"username": "tianye"}, follow=True).content.decode()
    password = re.search(r"初始密码：(\w+)", page)
    assert password is not None
    assert Client().login(username="tianye", password=password[1])
    assert password[1] not in sumin.get(f"/people/{person.pk}/").content.decode()


def test_a_new_password_puts_the_old_one_out_of_use(sumin: Client, cast: Cast) -> None:
    cast.hegong.set_password("old password 1")
    cast.hegong.save(update_fields=["password"])
    sumin.post(f"/people/{cast.hegong.person_id}/account/")
    assert not Client().login(username="hegong", password="old password 1")


def test_an_account_that_is_shut_signs_nobody_in(sumin: Client, cast: Cast) -> None:
    sumin.post(f"/people/{cast.hegong.person_id}/account/", {"shut": "1"})
    assert not User.objects.get(pk=cast.hegong.pk).is_active
    theirs = Client()
    theirs.force_login(cast.hegong)
    assert theirs.get("/units/").status_code == 302


def test_an_account_name_is_taken_once(sumin: Client, cast: Cast) -> None:
    person = Person.objects.create(name="重名")
    answer = sumin.post(f"/people/{person.pk}/account/", {"username": "Hegong"})
    assert answer.status_code == 422
    assert not User.objects.filter(person=person).exists()


def test_a_post_ends_on_a_day_that_is_not_before_it_began(sumin: Client, cast: Cast) -> None:
    post = Appointment.objects.get(person=cast.hegong.person)
    sumin.post(f"/posts/{post.pk}/end/", {"to_on": "2019-01-01"})
    post.refresh_from_db()
    assert post.to_on is None
    sumin.post(f"/posts/{post.pk}/end/", {"to_on": "2026-03-31"})
    post.refresh_from_db()
    assert str(post.to_on) == "2026-03-31"


def test_one_changes_ones_own_password_and_stays_signed_in(client: Client, cast: Cast) -> None:
    cast.hegong.set_password("old password 1")
    cast.hegong.save(update_fields=["password"])
    client.login(username="hegong", password="old password 1")
    new = {"old_password": "old password 1", "new_password1": "quite new 2026", "new_password2": "quite new 2026"}
    assert client.post("/account/", {**new, "old_password": "wrong"}).status_code == 422
    assert client.post("/account/", new).status_code == 302
    assert client.get("/account/").status_code == 200


def test_who_searches_for_units_finds_them_by_name_and_code(sumin: Client) -> None:
    assert "示例区住建局" in sumin.get("/units/", {"q": "住建"}).content.decode()
    assert "示例区住建局" in sumin.get("/units/", {"q": "zjj"}).content.decode()
    assert "没有符合条件的单位" in sumin.get("/units/", {"q": "\0无此单位"}).content.decode()
