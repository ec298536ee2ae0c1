"""登录的网址: what is offered, what is not, and what stands before everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from cast import Cast
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from entering import PASSWORD, Enter, confirm, set_up

from xiaohao.api import account
from xiaohao.people.models import User
from xiaohao.people.sign_in import duties

NOT_OFFERED = (
    "account_signup", "account_logout", "account_inactive", "account_email", "account_email_verification_sent", "account_change_password", "account_set_password",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done", "account_confirm_login_code",
    "account_request_login_code", "mfa_list_webauthn", "mfa_edit_webauthn", "mfa_login_webauthn", "mfa_signup_webauthn", "mfa_download_recovery_codes", "mfa_trust",
    "usersessions_list", "socialaccount_signup", "socialaccount_connections", "socialaccount_login_error", "socialaccount_login_cancelled",
)  # fmt: skip
GONE = ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/account/email/", "/sign-in/signup/", "/account/keys/", "/account/codes/download/")
SIGNED_IN = ("/account/", "/account/app/", "/account/app/off/", "/account/codes/", "/account/codes/new/", "/account/keys/new/", "/account/keys/1/off/", "/account/confirm/", "/account/confirm/code/", "/account/confirm/key/", "/sign-ins/")


@pytest.mark.parametrize("name", NOT_OFFERED)
def test_a_page_of_the_library_that_is_not_offered_has_no_address(name: str) -> None:
    for arguments in ({}, {"pk": 1}, {"uidb36": "1", "key": "x"}):
        with pytest.raises(NoReverseMatch):
            reverse(name, kwargs=arguments)


@pytest.mark.parametrize("path", GONE)
def test_what_is_not_offered_is_not_there_for_anybody(cast: Cast, enter: Enter, path: str) -> None:
    assert Client().get(path).status_code == 404
    assert enter(cast.sumin).get(path).status_code == 404


@pytest.mark.parametrize("path", SIGNED_IN)
def test_nobody_sees_a_page_of_the_sign_in_of_somebody_else(db: None, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 404 or answer["Location"].startswith("/sign-in/"), path


def test_there_is_no_way_to_the_offices_own_sign_on_where_none_is_set(db: None) -> None:
    assert Client().get("/sign-in/office/").status_code == 404
    assert Client().get("/sign-in/office/back/?code=x&state=y").status_code == 404
    assert "/sign-in/office/" not in Client().get("/sign-in/").content.decode()


def example(pattern: str) -> str:
    """An address that a pattern takes: 1 for each part that varies, the first of several words."""
    filled = re.sub(r"\(\?P<\w+>([^()]*)\)", lambda part: part[1].split("|")[0] if "|" in part[1] else "1", pattern)
    return re.sub(r"<[^>]+>|[\^$\\]", lambda part: "1" if len(part[0]) > 1 else "", filled)


def addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[tuple[str, str]]:
    """Every address that there is, and its name."""
    for one in patterns:
        path = before + example(str(one.pattern))
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, path)
        else:
            yield path, one.name or ""


EVERY: dict[str, set[str]] = {}
for address, named in addresses(get_resolver().url_patterns):
    EVERY.setdefault(address, set()).add(named)


def left_open(client: Client, allowed: frozenset[str]) -> list[tuple[str, str, int]]:
    """Addresses that do not lead to the page of one's own sign-in, though they should."""
    wrong = []
    for path, names in EVERY.items():
        if names & allowed:
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(path)
            led = answer.status_code == 302 and answer["Location"] == "/account/"
            told = path.startswith("/api/") and answer.status_code == 403 and answer["Content-Type"].startswith("application/json")
            if not (led or told):
                wrong.append((method, path, answer.status_code))
    return wrong


def test_every_address_is_tried() -> None:
    assert len(EVERY) > 60
    assert {"/", "/units/", "/sign-ins/", "/1/ledger/", "/api/inspections"} <= set(EVERY)


@pytest.mark.parametrize("asked", ["all", "administrators"])
def test_a_second_factor_that_is_required_stands_before_every_page(admin: User, enter: Enter, settings, asked: str) -> None:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    settings.SECOND_FACTOR = asked
    client = enter(admin)
    assert left_open(client, duties.OPEN | duties.OF_FACTORS) == []
    assert "要求双重验证" in client.get("/account/").content.decode()
    set_up(client)
    assert client.get("/units/").status_code == 200


def test_only_administrators_are_held_up_where_only_they_are_asked(cast: Cast, enter: Enter, settings) -> None:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    settings.SECOND_FACTOR = "administrators"
    assert enter(cast.sumin).get("/units/").status_code == 200


def test_a_second_factor_that_was_given_up_is_asked_for_again(cast: Cast, enter: Enter, settings) -> None:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    settings.SECOND_FACTOR = "all"
    client = enter(cast.sumin)
    set_up(client)
    client.post("/account/app/off/")
    assert client.get("/units/")["Location"] == "/account/"


def test_a_password_that_somebody_else_made_stands_before_every_page(admin: User, enter: Enter) -> None:
    User.objects.filter(pk=admin.pk).update(has_first_password=True)
    client = enter(admin)
    assert left_open(client, duties.OPEN) == []
    changed = {"old_password": PASSWORD, "new_password1": "quite another 9", "new_password2": "quite another 9"}
    assert client.post("/account/", {**changed, "new_password1": PASSWORD, "new_password2": PASSWORD}).status_code == 422
    assert client.post("/account/", changed)["Location"] == "/"
    assert client.get("/units/").status_code == 200


def test_a_program_with_a_token_is_not_held_up(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    settings.SECOND_FACTOR = "all"
    client = Client(headers={"Authorization": f"Bearer {account.issue(cast.sumin)}"})
    assert client.get("/api/inspections").status_code == 200


@pytest.mark.parametrize("path", ["/sign-in/", "/account/", "/account/app/", "/account/keys/new/", "/account/codes/new/", "/account/confirm/", "/sign-ins/"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_wears_ours_in_both_languages_with_nothing_inline(admin: User, enter: Enter, path: str, lang: str) -> None:
    client = Client() if path == "/sign-in/" else enter(admin)
    if path != "/account/confirm/" and path != "/sign-in/":
        set_up(client) if path == "/account/codes/new/" else confirm(client)
    page = client.get(f"{path}?lang={lang}").content.decode()
    assert 'class="brand"' in page and f'lang="{"en" if lang == "en" else "zh-CN"}"' in page
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\bsrc=)", page)
    if lang == "en":
        said = re.sub(r'data-options="[^"]*"', "", page.partition("<main")[2].partition("</main>")[0])
        assert set(re.findall(r"[\u4e00-\u9fff]+", said)) <= {"管理员", "系统管理员", "示例区整改办"}
