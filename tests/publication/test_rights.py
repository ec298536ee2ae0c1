"""Who comes to the desk: every member of the cast, those beside it and the public, at every address of the room, held against the rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import make
import pytest
from cast import Cast, unit, user
from django.test import Client

from xiaohao.ledger import intake
from xiaohao.ledger.models import Inspection, Mandate
from xiaohao.lifecycle import Capacity
from xiaohao.people.models import Appointment, Unit, User
from xiaohao.publication import publish, urls
from xiaohao.publication.models import NoticeDraft

DESK = {"office", "leading_group", "supervision_group"}
PUBLIC = {"public-notices", "public-notice", "public-notice-file", "display", "display-one"}
READ = {"notices", "notice-draft", "notice-draft-file"}
MINE = {"notices-waiting"}  # of whoever asks
READ_AT_ITS_TURN = {"notice-confirm"}  # by whoever may publish, when it may be
WRITE = {"notices", "notice-draft", "notice-explain", "notice-withhold", "notice-move"}
TYPED = {"as_of": make.DAY.isoformat(), "title": "题", "issuer": "发", "organisation": "段。", "next_steps": "段。", "invitation": "欢迎。", "words": "第2类事项", "why": "秘密", "reason": "误"}
MOVES = ("check", "approve", "return", "publish", "supersede")


def capacities(person: User, inspection: Inspection, today: date) -> set[str]:
    """In what capacities somebody acts on an inspection today, told row by row and not by the product."""
    posts = {row.unit_id for row in Appointment.objects.filter(person=person.person) if row.from_on <= today and (row.to_on is None or today <= row.to_on)}
    rows = Mandate.objects.filter(inspection=inspection)
    return {row.capacity for row in rows if row.unit_id in posts and row.from_on <= today and (row.to_on is None or today <= row.to_on)}


@pytest.fixture
def everybody(cast: Cast, others: Any) -> tuple[User, ...]:
    """The cast, those beside it, and the keeper of another office's ledger."""
    keeper = user("linqu", "邻区", (unit("邻区整改办", Unit.Kind.OFFICE, "lq"), "主任", True))
    return (*cast.users, others.watcher, others.visitor, others.above, others.former, keeper)


@pytest.fixture
def two(cast: Cast, desk: Any, everybody: tuple[User, ...], inspection: Inspection) -> tuple[Inspection, Inspection]:
    """The inspection of the cast, and one of another office that knows nobody of it, each with a published notice 1 and a draft 2."""
    keeper = everybody[-1]
    taken = intake.propose(make.notice(name="other").encode(), "other.txt", by=keeper, now=make.NOW)
    opening = make.opening(cast, "other-2026", mandates=((Capacity.LEADING_GROUP, unit("邻区领导小组", Unit.Kind.LEADING_GROUP, "lz")),))
    other = intake.admit(taken, by=keeper, on=make.DAY, now=make.NOW, opening=opening)
    leader = user("lingdao", "邻领", (Unit.objects.get(code="lz"), "组长", True))
    for row, by, approver in ((inspection, cast.sumin, cast.lin), (other, keeper, leader)):
        first = publish.draft(row, make.DAY, by=by, now=make.NOW)
        for move, hand in (("check", by), ("approve", approver), ("publish", by)):
            publish.move(move, first, by=hand, now=make.NOW)
        publish.draft(row, make.DAY, by=by, now=make.NOW)
    return inspection, other


def addresses(slug: str, number: int) -> Iterator[tuple[str, str]]:
    """(name, address) of everything in the room."""
    for pattern in urls.urlpatterns:
        name, route = str(pattern.name), str(pattern.pattern)
        for form in ("txt", "docx") if name.endswith("-file") else ("",):
            for move in MOVES if name == "notice-move" else ("",):
                plain = route.replace(r"(?P<slug>[-\w]+)", slug).replace(r"(?P<number>\d{1,9})", str(number)).replace(r"\.(?P<form>txt|docx)", f".{form}").strip("^$")
                plain = plain.replace("<slug:slug>", slug).replace("<int:number>", str(number)).replace("<slug:move>", move).replace("<slug:address>", "a1-f1-1")
                yield name, f"/{plain}"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def of_interest(person: User, two: tuple[Inspection, Inspection], today: date) -> tuple[Inspection, ...]:
    """Both inspections for whoever is at a desk of one of them; the first for all others."""
    return two if any(capacities(person, one, today) & DESK for one in two) else two[:1]


def test_every_address_of_the_room_is_known_here() -> None:
    found = list(addresses("demo-2026", 1))
    assert {name for name, _ in found} == PUBLIC | READ | READ_AT_ITS_TURN | MINE | WRITE
    assert ("notice-draft-file", "/demo-2026/notices/1.docx") in found and ("public-notice-file", "/notices/demo-2026/1.txt") in found
    assert not any(set(address) & set("<>(?\\") for _, address in found)


def test_each_person_reads_the_desk_by_the_rule(everybody: tuple[User, ...], two: tuple[Inspection, Inspection], today: date) -> None:
    for person in everybody:
        client = signed_in(person)
        for inspection in of_interest(person, two, today):
            held = capacities(person, inspection, today)
            for name, address in addresses(inspection.slug, 2):
                wanted = 404 if not held & DESK else 200 if name in READ else 409
                if name in READ | READ_AT_ITS_TURN:
                    assert client.get(address).status_code == wanted, (person, address)


def test_each_person_writes_at_the_desk_by_the_rule(everybody: tuple[User, ...], two: tuple[Inspection, Inspection], today: date) -> None:
    before = list(NoticeDraft.objects.order_by("pk").values())
    for person in everybody:
        client = signed_in(person)
        for inspection in of_interest(person, two, today):
            held = capacities(person, inspection, today)
            for name, address in addresses(inspection.slug, 2):
                if name in WRITE and "office" not in held:
                    wanted = 409 if held & DESK and not address.endswith("supersede/") else 404
                    assert client.post(address, TYPED).status_code == wanted, (person, address)
    assert list(NoticeDraft.objects.order_by("pk").values()) == before


def test_the_rule_is_tried_on_every_side(everybody: tuple[User, ...], two: tuple[Inspection, Inspection], today: date) -> None:
    found = [{capacity for person in everybody for capacity in capacities(person, one, today)} for one in two]
    assert found == [{"office", "leading_group", "supervision_group", "verifier", "inspecting_body"}, {"office"}]


def test_everybody_reads_what_is_published_and_nobody_a_draft_as_public(everybody: tuple[User, ...], two: tuple[Inspection, Inspection], today: date) -> None:
    for client in (Client(), *map(signed_in, everybody)):
        for name, address in addresses("demo-2026", 2):
            if name in PUBLIC - {"public-notices", "display"}:
                assert client.get(address).status_code == 404, address
        assert client.get("/notices/demo-2026/1/").status_code == 200


def test_the_public_gets_nothing_of_the_desk(two: tuple[Inspection, Inspection], today: date) -> None:
    before = list(NoticeDraft.objects.order_by("pk").values())
    for number in (1, 2):
        for name, address in addresses("demo-2026", number):
            if name not in PUBLIC:
                for answer in (Client().get(address), Client().post(address, TYPED)):
                    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/"), address
    assert list(NoticeDraft.objects.order_by("pk").values()) == before


def test_what_only_writes_is_not_read(cast: Cast, two: tuple[Inspection, Inspection], today: date) -> None:
    client = signed_in(cast.sumin)
    for name, address in addresses("demo-2026", 2):
        if name in WRITE - READ:
            assert client.get(address).status_code == 405
        if name in READ_AT_ITS_TURN | MINE:
            assert client.post(address, TYPED).status_code == 405


def test_what_one_may_not_see_looks_like_what_is_not_there(cast: Cast, two: tuple[Inspection, Inspection], today: date) -> None:
    client = signed_in(cast.hegong)
    for end in ("", "1/", "2/", "2.txt"):
        pages = {slug: client.get(f"/{slug}/notices/{end}").content.decode() for slug in ("demo-2026", "other-2026", "none-2026")}
        assert len({page[page.index("<main") : page.index("</main>")].replace(slug, "") for slug, page in pages.items()}) == 1


def test_a_mandate_that_has_ended_opens_nothing_from_the_next_day_on(cast: Cast, two: tuple[Inspection, Inspection], today: date) -> None:
    client = signed_in(cast.lin)
    for last, status in ((today, 200), (today - timedelta(days=1), 404)):
        Mandate.objects.filter(inspection=two[0], capacity="leading_group").update(to_on=last)
        assert {client.get(f"/demo-2026/notices/{end}").status_code for end in ("", "2/", "2.txt", "2.docx")} == {status}


def test_the_desk_without_the_office_sees_no_form_that_writes(cast: Cast, others: Any, two: tuple[Inspection, Inspection], today: date) -> None:
    for person in (cast.lin, others.watcher):
        page = signed_in(person).get("/demo-2026/notices/2/").content.decode()
        assert "<textarea" not in page and 'action="/demo-2026/notices/2/' not in page
        assert "<textarea" not in signed_in(person).get("/demo-2026/notices/").content.decode()


def test_only_the_desk_is_shown_the_way_to_it(everybody: tuple[User, ...], two: tuple[Inspection, Inspection], today: date) -> None:
    for person in everybody:
        answer = signed_in(person).get("/demo-2026/ledger/")
        if answer.status_code == 200:
            assert ('href="/demo-2026/notices/"' in answer.content.decode()) == bool(capacities(person, two[0], today) & DESK), person
