"""密码登录: what is told, how often one may try, and what is written down."""

from __future__ import annotations

from cast import Cast
from django.core.cache import cache
from django.db import connection
from django.test import Client
from entering import PASSWORD

from xiaohao.people.models import SignInRecord, User

Kind = SignInRecord.Kind


def attempt(name: str, password: str, client: Client | None = None) -> tuple[int, str]:
    """One try from a browser of its own."""
    answer = (client or Client()).post("/sign-in/", {"username": name, "password": password})
    return answer.status_code, answer.content.decode()


def kinds() -> list[str]:
    """What was written down, oldest first."""
    return list(SignInRecord.objects.order_by("pk").values_list("kind", flat=True))


def test_a_right_password_leads_to_the_page_that_was_asked_for(cast: Cast) -> None:
    answer = Client().post("/sign-in/", {"username": "hegong", "password": PASSWORD, "next": "/units/"})
    assert (answer.status_code, answer["Location"]) == (302, "/units/")
    assert kinds() == ["signed_in"]


def test_no_page_of_another_site_follows_a_sign_in(cast: Cast) -> None:
    assert Client().post("/sign-in/", {"username": "hegong", "password": PASSWORD, "next": "https://evil.example/"})["Location"] == "/"


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(cast: Cast) -> None:
    assert [attempt("hegong", "wrong")[0] for _ in range(5)] == [422] * 5
    status, page = attempt("hegong", PASSWORD)
    assert status == 429
    assert "暂停登录" in page
    assert kinds() == ["failed"] * 5 + ["locked"]


def test_a_lock_of_one_account_leaves_its_neighbours_alone(cast: Cast) -> None:
    for _ in range(6):
        attempt("hegong", "wrong")
    assert attempt("zhoulan", PASSWORD)[0] == 302


def test_a_name_that_nobody_has_locks_alike(cast: Cast) -> None:
    for _ in range(5):
        attempt("nobody", "wrong")
    assert attempt("nobody", "wrong")[0] == 429
    assert SignInRecord.objects.filter(user=None, username="nobody").count() == 6


def test_an_address_that_tries_many_names_is_stopped(cast: Cast) -> None:
    assert {attempt(f"name{n}", "wrong")[0] for n in range(30)} == {422}
    assert attempt("zhoulan", PASSWORD)[0] == 429


def test_a_program_that_goes_on_is_sent_away_and_does_not_fill_the_table(cast: Cast) -> None:
    assert [attempt("hegong", "wrong")[0] for _ in range(121)][-1] == 429
    assert SignInRecord.objects.filter(kind=Kind.LOCKED).count() == 1
    assert "尝试过于频繁" in attempt("hegong", "wrong")[1]


def test_tries_are_counted_where_every_worker_sees_them(cast: Cast) -> None:
    attempt("hegong", "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM people_sign_in_tries")
        assert cursor.fetchone()[0] > 0
    cache.clear()
    assert attempt("hegong", PASSWORD)[0] == 302


def test_an_account_that_is_shut_is_answered_like_a_wrong_password(cast: Cast) -> None:
    User.objects.filter(pk=cast.hegong.pk).update(is_active=False)
    status, page = attempt("hegong", PASSWORD)
    assert status == 422 and "账号或密码不对" in page


def test_a_locked_page_speaks_english(cast: Cast) -> None:
    client = Client()
    client.get("/sign-in/?lang=en")
    pages = [attempt("hegong", "wrong", client)[1] for _ in range(6)]
    assert "five minutes" in pages[-1]


def test_signs_that_no_name_has_are_no_failure_of_ours(cast: Cast) -> None:
    for name in ("\0", "x" * 500, "", "…" * 60):
        assert attempt(name, "wrong")[0] == 422
