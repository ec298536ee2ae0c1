"""统一认证: a real round trip with a provider of OpenID Connect, and everything that it must not be able to do."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cast import Cast, user
from django.test import Client
from entering import Enter, code, set_up
from provider import CLIENT, SECRET, Provider, served

from xiaohao.people.models import Person, SignInRecord, User


@pytest.fixture
def provider(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    """The office's own sign-on, and our settings for it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with served() as found:
        app = {"provider_id": "office", "name": "示例区统一认证", "client_id": CLIENT, "secret": SECRET, "settings": {"server_url": found.issuer, "oauth_pkce_enabled": True}}
        settings.SINGLE_SIGN_ON = app
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield found


def come(provider: Provider, client: Client, **query: str) -> tuple[int, str]:
    """Through the provider and back: the status, and where it leads or what it says."""
    away = client.get("/sign-in/office/", query)
    assert away.status_code == 302 and away["Location"].startswith(f"{provider.issuer}/authorize?")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(away["Location"]).query).items()}
    assert asked["redirect_uri"] == "http://testserver/sign-in/office/back/" and asked["code_challenge_method"] == "S256"
    back = urlsplit(provider.authorize(asked))
    answer = client.get(f"{back.path}?{back.query}")
    return answer.status_code, answer.get("Location", "") or answer.content.decode()


def test_the_sign_in_page_leads_to_it(db: None, provider: Provider) -> None:
    page = Client().get("/sign-in/?next=/units/").content.decode()
    assert "示例区统一认证" in page and "/sign-in/office/?next=" in page


def test_a_known_person_is_signed_in_and_nothing_of_the_claims_is_kept(cast: Cast, provider: Provider) -> None:
    provider.claims = {"preferred_username": "hegong", "email": "he@example.org", "name": "何工"}
    client = Client()
    assert come(provider, client, next="/units/") == (302, "/units/")
    assert client.get("/units/").status_code == 200
    assert not SocialAccount.objects.exists()
    assert SignInRecord.objects.get().user == cast.hegong


def test_an_account_without_a_password_gets_in_and_may_have_a_second_factor(cast: Cast, provider: Provider) -> None:
    tianye = user("tianye", "田野", (cast.market, "联络员", False))
    provider.claims = {"preferred_username": "tianye"}
    client = Client()
    come(provider, client)
    page = client.get("/account/").content.decode()
    assert "这个账号没有密码" in page
    secret, _ = set_up(client)
    again = Client()
    assert come(provider, again) == (302, "/sign-in/second/")
    assert again.get("/units/").status_code == 302
    again.post("/sign-in/second/", {"code": code(secret, 1)})
    assert again.get("/units/").status_code == 200
    assert SignInRecord.objects.filter(user=tianye).count() >= 2


def test_who_comes_by_it_needs_no_password_that_the_office_made_for_them(cast: Cast, provider: Provider) -> None:
    User.objects.filter(pk=cast.hegong.pk).update(has_first_password=True)
    provider.claims = {"preferred_username": "hegong"}
    client = Client()
    come(provider, client)
    assert client.get("/units/").status_code == 200
    assert client.get("/account/app/").status_code == 200
    session = client.session
    session["account_authentication_methods"] = [{**one, "at": one["at"] - 400} for one in session["account_authentication_methods"]]
    session.save()
    assert client.get("/account/app/")["Location"].startswith("/account/confirm/")


def test_the_office_opens_an_account_without_a_password(cast: Cast, provider: Provider, enter: Enter) -> None:
    person = Person.objects.create(name="田野")
    page = enter(cast.sumin).post(f"/people/{person.pk}/account/", {"username": "tianye", "without_password": "on"}, follow=True).content.decode()
    assert "由单位统一认证登录" in page and "初始密码：" not in page
    assert not User.objects.get(username="tianye").has_usable_password()
    provider.claims = {"preferred_username": "tianye"}
    client = Client()
    come(provider, client)
    assert client.get("/units/").status_code == 200


@pytest.mark.parametrize("claims", [{"preferred_username": "newcomer"}, {}, {"preferred_username": ""}, {"preferred_username": ["hegong"]}, {"preferred_username": None}, {"email": "hegong"}])
def test_an_unknown_person_is_sent_to_the_office_and_no_account_is_made(cast: Cast, provider: Provider, claims: dict[str, object]) -> None:
    accounts, persons = User.objects.count(), Person.objects.count()
    provider.claims = claims
    client = Client()
    status, page = come(provider, client)
    assert status == 403 and "请与整改办联系" in page
    assert client.get("/units/").status_code == 302
    assert (User.objects.count(), Person.objects.count()) == (accounts, persons)
    assert SignInRecord.objects.get().kind == SignInRecord.Kind.UNKNOWN


def test_a_shut_account_stays_shut(cast: Cast, provider: Provider) -> None:
    User.objects.filter(pk=cast.hegong.pk).update(is_active=False)
    provider.claims = {"preferred_username": "hegong"}
    assert come(provider, Client())[0] == 403


def test_an_office_chooses_the_claim_that_names_the_account(cast: Cast, provider: Provider, settings) -> None:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    settings.SINGLE_SIGN_ON_CLAIM = "staff_number"
    provider.claims = {"preferred_username": "sumin", "staff_number": "hegong"}
    come(provider, Client())
    assert SignInRecord.objects.get().user == cast.hegong


def test_who_gives_up_there_is_led_back(cast: Cast, provider: Provider) -> None:
    provider.refuses = True
    status, page = come(provider, Client())
    assert status == 401 and 'href="/sign-in/"' in page


def test_a_code_that_this_browser_did_not_ask_for_signs_nobody_in(cast: Cast, provider: Provider) -> None:
    provider.claims = {"preferred_username": "hegong"}
    away = Client().get("/sign-in/office/")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(away["Location"]).query).items()}
    back = urlsplit(provider.authorize(asked))
    victim = Client()
    assert victim.get(f"{back.path}?{back.query}").status_code == 401
    assert victim.get("/units/").status_code == 302


def test_an_answer_that_nobody_asked_for_is_one_sentence(cast: Cast, provider: Provider) -> None:
    for address in ("/sign-in/office/back/?code=x&state=y", "/sign-in/office/back/"):
        assert Client().get(address).status_code == 401


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:9", ""])
def test_a_provider_that_is_away_or_talks_nonsense_is_one_sentence(cast: Cast, provider: Provider, settings, issuer: str) -> None:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    provider.is_broken = True
    settings.SINGLE_SIGN_ON["settings"]["server_url"] = issuer or provider.issuer
    answer = Client().get("/sign-in/office/")
    assert answer.status_code == 503 and "没有应答" in answer.content.decode()


def test_somebody_who_is_signed_in_already_may_come_as_another(cast: Cast, provider: Provider, enter: Enter) -> None:
    provider.claims = {"preferred_username": "hegong"}
    client = enter(cast.sumin)
    come(provider, client)
    assert "何工" in client.get("/account/").content.decode()
