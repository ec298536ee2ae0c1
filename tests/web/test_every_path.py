"""可见范围: every person of the cast on every path that leads to a row: pages, exports, searches, forms, files, the interface. Nobody reaches what the rule hides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import make
import pytest
from cast import Cast, assemble
from django.test import Client
from django.utils import timezone

from xiaohao.ledger import intake, moves
from xiaohao.ledger.models import Evidence, Inspection, Item
from xiaohao.people.models import User

TODAY = make.DAY + timedelta(days=40)
SECRET = "不该看见的字句"
WHOLE = ("lin", "sumin", "handu", "daishuang")  # who holds a post at a body that looks after the whole inspection
SOME = {"hegong": {1}, "zhoulan": {1}, "stranger": {2}}  # who answers for single items, by their position


@pytest.fixture
def cast(db: None, settings, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Cast:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    """Everybody, a folder for evidence, and a day that stands still."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    settings.PREVIEW_FOLDER = tmp_path / "previews"
    monkeypatch.setattr(timezone, "now", lambda: make.moment(TODAY, 2))
    return assemble()


@pytest.fixture
def ledger(cast: Cast) -> Inspection:
    """Three items, each with words that only it has: one of the housing bureau, one of the finance bureau, one of nobody; the first with a file, the second spoken of by a paper."""
    text = make.notice(3)
    for number in (1, 2, 3):
        text = text.replace(f"第{number}类事项办理不够规范", f"{SECRET}{number}号，办理不够规范").replace(f"第{number}类事项流程", f"{SECRET}{number}号流程")
    inspection = make.inspection(cast, text=text)
    first, second, _ = inspection.items.order_by("position")
    make.item(cast, first, at="claimed")
    given = {"leader": cast.lin.person_id, "lead_unit": cast.finance.pk, "due_on": TODAY, "track": "staged"}
    moves.make("assign", second, by=cast.sumin, on=make.DAY, now=make.NOW, given=given)
    taken = intake.propose(text.replace("二是开展培训", f"二是{SECRET}2号再培训").encode(), "再来.txt", by=cast.sumin, now=make.moment(TODAY, 1))
    intake.admit(taken, by=cast.sumin, on=TODAY, now=make.moment(TODAY, 1), inspection=inspection)
    return inspection


def seen_by(user: User) -> set[int]:
    """The rule, written apart from the code: positions of the items that a person may see."""
    return {1, 2, 3} if user.username in WHOLE else SOME.get(user.username, set())


def paths_of(item: Item) -> Iterator[str]:
    """Every address of one item."""
    page = f"/{item.inspection.slug}/items/{item.address}/"
    yield page
    yield f"{page}?as_of={TODAY.isoformat()}"
    yield from (f"{page}{move.replace('_', '-')}/" for move in ("assign", "report_progress", "claim_completion", "pass_gate", "strike_off", "annul", "reopen"))
    yield f"/api/items/{item.inspection.slug}/{item.address}"
    yield f"/api/items/{item.inspection.slug}/{item.address}/events"
    yield from (f"/{item.inspection.slug}/evidence/{file.pk}/" for file in Evidence.objects.filter(item=item))


LISTS: tuple[Callable[[str], str], ...] = (
    lambda slug: "/", lambda slug: "/inspections/", lambda slug: f"/{slug}/", lambda slug: f"/{slug}/ledger/", lambda slug: f"/{slug}/ledger/?q={SECRET}",
    lambda slug: f"/{slug}/ledger/?format=csv", lambda slug: f"/{slug}/ledger/?format=json", lambda slug: f"/{slug}/ledger/?as_of={TODAY.isoformat()}&format=json",
    lambda slug: "/suggestions/", lambda slug: f"/suggestions/?inspection={slug}", lambda slug: f"/{slug}/oversight/", lambda slug: "/notices/", lambda slug: "/units/",
    lambda slug: "/people/", lambda slug: "/api/inspections", lambda slug: f"/api/inspections/{slug}", lambda slug: f"/api/inspections/{slug}/items",
    lambda slug: f"/api/inspections/{slug}/items?q={SECRET}", lambda slug: f"/api/inspections/{slug}/figures",
)  # fmt: skip


def clients(cast: Cast) -> Iterator[tuple[User | None, Client]]:
    """Everybody, and somebody without an account."""
    yield None, Client()
    for user in cast.users:
        client = Client()
        client.force_login(user)
        yield user, client


def body(answer: object) -> str:
    """All words of an answer."""
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # a response of Django's
    for close in answer._resource_closers:  # type: ignore[attr-defined]  # not close(): it would end the connection that the test stands on
        close()
    return raw.decode("utf-8", "ignore")


def test_no_address_of_an_item_opens_for_whom_the_rule_hides_it(cast: Cast, ledger: Inspection) -> None:
    wrong = []
    for user, client in clients(cast):
        for item in ledger.items.order_by("position"):
            may = user is not None and item.position in seen_by(user)
            for path in paths_of(item):
                answer = client.get(path)
                told = body(answer)
                opened = answer.status_code in (200, 409)  # a move that is refused is told to those who see the item
                leaks = not may and f"{SECRET}{item.position}" in told
                if leaks or (opened and not may) or (may and answer.status_code == 404):
                    wrong.append((user and user.username, path, answer.status_code))
    assert wrong == []


def test_no_list_export_or_search_tells_more_than_the_rule(cast: Cast, ledger: Inspection) -> None:
    wrong = []
    for user, client in clients(cast):
        hidden = {1, 2, 3} - (seen_by(user) if user else set())
        for path in (one(ledger.slug) for one in LISTS):
            told = body(client.get(path))
            wrong += [(user and user.username, path, number) for number in hidden if f"{SECRET}{number}" in told]
    assert wrong == []


def test_a_document_opens_only_for_those_who_look_after_the_whole(cast: Cast, ledger: Inspection) -> None:
    for user, client in clients(cast):
        for taken in ledger.intakes.all():
            answer = client.get(f"/intake/{taken.pk}/")
            assert (answer.status_code == 200) is (user is not None and user.username in WHOLE), (user, answer.status_code)


def test_a_move_by_post_is_no_way_in(cast: Cast, ledger: Inspection) -> None:
    for user, client in clients(cast):
        for item in ledger.items.order_by("position"):
            if user is not None and item.position in seen_by(user):
                continue
            for path in (f"/{ledger.slug}/items/{item.address}/acknowledge/", f"/api/items/{ledger.slug}/{item.address}/moves"):
                answer = client.post(path, {"move": "acknowledge", "on": TODAY.isoformat(), "given": {}}, content_type="application/json" if "/api/" in path else "multipart/form-data; boundary=BoUnDaRyStRiNg")
                assert answer.status_code in (302, 401, 403, 404), (user, path, answer.status_code)
                assert f"{SECRET}{item.position}" not in body(answer)


def test_a_figure_counts_only_what_its_reader_sees(cast: Cast, ledger: Inspection) -> None:
    for user, client in clients(cast):
        if user is None or not seen_by(user):
            continue
        told = client.get(f"/api/inspections/{ledger.slug}/figures").json()
        assert told["total"]["count"] == len(seen_by(user)), user.username


