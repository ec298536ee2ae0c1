"""What every page wears: errors and refusals in one voice, the language, the way in and out, and nothing inline."""

from __future__ import annotations

import re

import pytest
from cast import Cast
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from xiaohao.lifecycle import Refused
from xiaohao.people.models import User
from xiaohao.shell import errors, respond
from xiaohao.shell.refusals import refusals_as_pages
from xiaohao.shell.templatetags import shell as tags


def refused(request: HttpRequest) -> HttpResponse:
    """What a person sees whose act was refused."""
    answer = refusals_as_pages(lambda one: HttpResponse()).process_exception(request, Refused("own_work"))
    assert answer is not None
    return answer


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_refusal_is_a_page_with_its_sentence(db: None) -> None:
    answer = refused(RequestFactory().get("/"))
    assert answer.status_code == 409
    assert "<html" in text(answer)
    assert "不予办理" in text(answer)


def test_a_part_of_a_page_gets_the_refusal_as_a_part(db: None) -> None:
    answer = refused(RequestFactory().get("/", headers={"HX-Request": "true"}))
    assert answer.status_code == 409
    assert "<html" not in text(answer)
    assert "HX-Request" in answer["Vary"]


def test_a_program_gets_the_refusal_as_json() -> None:
    answer = refused(RequestFactory().get("/api/items"))
    assert answer.status_code == 409
    assert b'"code": "own_work"' in answer.content


def test_a_refusal_leads_back_only_to_our_own_pages(db: None) -> None:
    assert "evil.example" not in text(refused(RequestFactory().get("/", headers={"Referer": "https://evil.example/x"})))
    assert "/demo/" in text(refused(RequestFactory().get("/", headers={"Referer": "http://testserver/demo/"})))


def test_what_is_no_refusal_goes_on_its_way() -> None:
    assert refusals_as_pages(lambda one: HttpResponse()).process_exception(RequestFactory().get("/"), ValueError()) is None


@pytest.mark.parametrize(("view", "status"), [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404), (errors.failed, 500)])
def test_errors_say_what_to_do_on_a_page_and_to_programs(db: None, view: object, status: int) -> None:
    page = view(RequestFactory().get("/x"))  # type: ignore[operator]
    assert page.status_code == status
    assert "<h1>" in text(page)
    told = view(RequestFactory().get("/api/x"))  # type: ignore[operator]
    assert told.status_code == status
    assert told["Content-Type"] == "application/json"


def test_the_page_of_a_failure_asks_nothing_of_the_database() -> None:
    assert errors.failed(RequestFactory().get("/")).status_code == 500


def test_a_page_that_is_not_there_looks_like_one_that_may_not_be_seen(client: Client, cast: Cast) -> None:
    client.force_login(cast.stranger)
    answer = client.get("/no-such-inspection/")
    assert answer.status_code == 404
    assert "没有这个页面" in text(answer)


def test_nothing_is_inline(client: Client, cast: Cast) -> None:
    client.force_login(cast.sumin)
    for url in ("/", "/inspections/", "/units/", "/people/", "/account/", "/no-such-place/"):
        page = text(client.get(url))
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\bsrc=)", page), url


def test_every_page_forbids_inline_code(client: Client, cast: Cast) -> None:
    policy = client.get("/sign-in/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_what_an_account_sees_is_kept_by_nobody_between(client: Client, cast: Cast) -> None:
    client.force_login(cast.sumin)
    answer = client.get("/units/")
    assert "private" in answer["Cache-Control"]
    assert "HX-Request" in answer["Vary"]


def test_history_gets_the_whole_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.sumin)
    assert "<html" not in text(client.get("/units/", headers={"HX-Request": "true"}))
    assert "<html" in text(client.get("/units/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}))


def test_a_download_may_have_a_chinese_name() -> None:
    answer = respond.download("x", "台账 1.csv", "text/csv")
    assert answer["Content-Disposition"] == "attachment; filename=\"___1.csv\"; filename*=UTF-8''%E5%8F%B0%E8%B4%A6%201.csv"


def test_a_visitor_chooses_a_language_and_keeps_it(client: Client, db: None) -> None:
    assert "登录" in text(client.get("/sign-in/"))
    assert "Sign in" in text(client.get("/sign-in/?lang=en"))
    assert "Sign in" in text(client.get("/sign-in/"))
    assert "登录" in text(client.get("/sign-in/?lang=zh"))


def test_a_browsers_wish_for_english_is_passed_over(client: Client, db: None) -> None:
    assert "登录" in text(client.get("/sign-in/", headers={"Accept-Language": "en"}))


def test_an_account_keeps_its_language(client: Client, cast: Cast) -> None:
    client.force_login(cast.sumin)
    client.post(reverse("speak"), {"lang": "en", "next": "/units/"})
    assert User.objects.get(pk=cast.sumin.pk).language == "en"
    elsewhere = Client()
    elsewhere.force_login(cast.sumin)
    assert 'lang="en"' in text(elsewhere.get("/units/"))


def test_choosing_a_language_leads_back_to_our_pages_only(client: Client, cast: Cast) -> None:
    assert client.post(reverse("speak"), {"lang": "en", "next": "/units/"})["Location"] == "/units/"
    assert client.post(reverse("speak"), {"lang": "en", "next": "https://evil.example/"})["Location"] == "/"


def test_a_failed_sign_in_does_not_say_whether_the_account_exists(client: Client, cast: Cast) -> None:
    cast.sumin.set_password("correct horse 1")
    cast.sumin.save(update_fields=["password"])

    def told(name: str) -> str:
        return re.sub(r'value="[^"]*"', "", text(client.post("/sign-in/", {"username": name, "password": "wrong"})))

    assert told("sumin") == told("nobody")


def test_signing_in_brings_the_accounts_language(client: Client, cast: Cast) -> None:
    cast.sumin.set_password("correct horse 1")
    cast.sumin.language = "en"
    cast.sumin.save(update_fields=["password", "language"])
    client.post("/sign-in/", {"username": "sumin", "password": "correct horse 1"})
    assert 'lang="en"' in text(client.get("/units/"))


def test_signing_out_takes_a_post(client: Client, cast: Cast) -> None:
    client.force_login(cast.sumin)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/units/").status_code == 302


def test_an_address_that_takes_a_post_says_so_on_a_page_when_it_is_opened(client: Client, cast: Cast) -> None:
    client.force_login(cast.sumin)
    answer = client.get("/sign-out/", headers={"Referer": "http://testserver/units/"})
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert "不能直接打开" in text(answer)
    assert 'href="http://testserver/units/"' in text(answer)
    assert 'href="/"' in text(client.get("/sign-out/"))


def test_third_party_files_are_named_only_where_they_were_fetched() -> None:
    assert tags.vendor("no-such-file.js") == ""


def test_an_address_changes_one_key_and_begins_paging_anew() -> None:
    request = RequestFactory().get("/", {"q": "房", "after": "x", "sort": "due"})
    assert tags.address({"request": request}, sort="stage") == "?q=%E6%88%BF&sort=stage"  # type: ignore[arg-type]
    assert tags.address({"request": request}, q="", sort="") == "?"  # type: ignore[arg-type]
