"""Every page of the demo, for every member of its cast: what a page links to opens, and nothing ever fails."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import transaction
from django.db.models import Q
from django.test import Client
from pytest_django import DjangoDbBlocker

from xiaohao.ledger.models import Evidence, Inspection, Intake, Item, Mandate, Responsibility
from xiaohao.people.models import Appointment, Unit, User
from xiaohao.web.demo import builder

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
LINK = re.compile(r'(?:href|hx-get|src)="([^"]+)"')
SAME, ALIKE = 2, 8  # each person opens so many addresses of one shape, and so many of one page whatever is asked of it
NOBODY = "nobody"


class UndoneError(Exception):
    """Thrown to leave the database as it was."""


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The demo in the tests' own database, taken away again afterwards."""
    place = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock():
        patched.setattr("django.conf.settings.EVIDENCE_FOLDER", place / "evidence")
        try:
            with transaction.atomic():
                builder.build(Path(place), TODAY)
                yield
                raise UndoneError
        except UndoneError:
            pass


def client(name: str) -> Client:
    """A browser in which the account is signed in; of nobody, one that is not."""
    browser = Client(raise_request_exception=False)
    if name != NOBODY:
        browser.force_login(User.objects.get(username=name))
    return browser


def shape(path: str) -> str:
    """What addresses of one kind have in common: their words, with numbers and names of items left out."""
    parts = urlsplit(path)
    return re.sub(r"items/[^/]+", "items/*", re.sub(r"\d+", "#", parts.path)) + "?" + ",".join(sorted(re.findall(r"(\w+)=", parts.query)))


def links(body: str, base: str) -> Iterator[str]:
    """Addresses of this site that a page leads to."""
    for found in LINK.findall(body):
        address = urldefrag(urljoin(base, unescape(found))).url
        if address.startswith("/") and not address.startswith(("//", "/static/", "/sign-out")):
            yield address


def status(browser: Client, address: str) -> int:
    """How an address is answered; a file that is sent is let go."""
    answer = browser.get(address)
    answer.close()
    return answer.status_code


ITEM = re.compile(r"/([-\w]+)/items/([-\w]+)/")


def visible(name: str) -> set[tuple[str, str]]:
    """The items that a person may see, told from posts, mandates and duties alone: not from the rows of sight that the pages go by."""
    posts = Appointment.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=TODAY), person__user__username=name, from_on__lte=TODAY)
    mine = {post.unit_id for post in posts}
    above = {unit.pk: set(unit.ancestor_ids) for unit in Unit.objects.all()}
    whole = {one.inspection_id for one in Mandate.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=TODAY), from_on__lte=TODAY) if above[one.unit_id] & mine}
    duties = Responsibility.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=TODAY), seq_to__isnull=True, from_on__lte=TODAY).select_related("person__user")
    single = {
        one.item_id for one in duties
        if (one.unit_id and above[one.unit_id] & mine) or (one.person and getattr(getattr(one.person, "user", None), "username", "") == name)
    }  # fmt: skip
    rows = Item.objects.filter(Q(inspection__in=whole) | Q(pk__in=single))
    return set(rows.values_list("inspection__slug", "address"))


NAMES = ("admin", "lin", "sumin", "hegong", "zhoulan", "handu", "daishuang", "ducha", "xunshi", NOBODY)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_page_links_to_opens_for_the_person_who_sees_the_link(demo: None, name: str) -> None:
    browser, ahead, seen, opened, pages = client(name), deque([("/", "")]), {"/"}, Counter[str](), Counter[str]()
    wrong, mine = [], visible(name)
    while ahead:
        address, on = ahead.popleft()
        kind, page = shape(address), shape(address.partition("?")[0])
        if opened[kind] >= SAME or pages[page] >= ALIKE:
            continue
        opened[kind] += 1
        pages[page] += 1
        answer = browser.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]  # never awaited
        answer.close()
        if (found := ITEM.match(address)) and answer.status_code == 200 and found.groups() not in mine:
            wrong.append(f"{address} is not for {name} (linked on {on})")
        if answer.status_code not in (200, 302):
            wrong.append(f"{answer.status_code} {address} (linked on {on})")
        elif answer.status_code == 302:
            ahead.append((answer["Location"], address))
        elif answer["Content-Type"].startswith("text/html"):
            new = [one for one in links(body.decode(), address) if one not in seen]
            seen.update(new)
            ahead.extend((one, address) for one in new)
    assert not wrong, "\n".join(wrong)
    assert sum(opened.values()) >= (1 if name == NOBODY else 5)


@pytest.mark.parametrize("name", NAMES)
def test_no_address_fails_for_anybody(demo: None, name: str) -> None:
    browser = client(name)
    slugs = list(Inspection.objects.values_list("slug", flat=True))
    items = [f"/{slug}/items/{address}/" for slug, address in Item.objects.values_list("inspection__slug", "address")[::5]]
    moves = [f"{item}{move}/" for item in items[:4] for move in ("assign", "plan", "claim-completion", "strike-off", "annul", "no-such-move")]
    files = [f"/{slug}/evidence/{pk}/" for slug, pk in Evidence.objects.values_list("item__inspection__slug", "pk")[:6]]
    pages = [f"/{slug}/{page}" for slug in slugs for page in ("", "ledger/", "notices/", "ledger/?format=csv", "ledger/?as_of=2026-06-30", "ledger/?q=%E6%8E%92")]
    others = ["/", "/inspections/", "/people/", "/units/", "/intake/", "/notices/", "/calendar/", *(f"/intake/{pk}/" for pk in Intake.objects.values_list("pk", flat=True))]
    statuses = {address: status(browser, address) for address in (*others, *pages, *items, *moves, *files)}
    assert set(statuses.values()) <= {200, 302, 403, 404, 409}, {a: s for a, s in statuses.items() if s not in (200, 302, 403, 404, 409)}


BAD = (
    "as_of=2026-02-30", "as_of=2999-01-01", "as_of=x", "known_at=0001-01-01T00:00:00%2B14:00", "known_at=9999-12-31T23:59:59-12:00", "known_at=x", "after=x",
    "year=0", "year=99999", "year=²", "day=x", "day=0001-01-01", "day=9999-12-31", "after=WyJhIiwgIngiLCAieSJd", "unit=-1", "unit=99999999999999999999", "aspect=x", "stage=x", "sort=x", "q=%00", "q=%ED%A0%80", "lang=xx",
)  # fmt: skip


@pytest.mark.parametrize("query", BAD)
def test_no_query_makes_a_page_fail(demo: None, query: str) -> None:
    browser = client("sumin")
    item = Item.objects.select_related("inspection").filter(inspection__slug="xunshi-2026")[0]
    for path in ("/", "/inspections/", "/xunshi-2026/", "/xunshi-2026/ledger/", f"/xunshi-2026/items/{item.address}/", "/people/", "/units/", "/intake/", "/calendar/"):
        assert status(browser, f"{path}?{query}") in (200, 302, 400, 404), path
