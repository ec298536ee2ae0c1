"""Who sees and who records: every member of the cast, and those beside it, at every address of the room, held against the rule."""

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
from xiaohao.oversight import record, urls
from xiaohao.oversight.models import ProgressReview
from xiaohao.people.models import Appointment, Unit, User

RECORD = {"office", "supervision_group"}
KWARGS = {"oversight": {}, "order-answer": {"number": 1}}
TYPED = {"what": "review", "on": make.DAY.isoformat(), "subject": "听取汇报", "kind": "thematic"}
ANSWERED = {"on": make.DAY.isoformat(), "words": "已办"}


def capacities(user: User, inspection: Inspection, today: date) -> set[str]:
    """In what capacities somebody acts on an inspection today, told row by row and not by the product."""
    posts = {row.unit_id for row in Appointment.objects.filter(person=user.person) if row.from_on <= today and (row.to_on is None or today <= row.to_on)}
    rows = Mandate.objects.filter(inspection=inspection)
    return {row.capacity for row in rows if row.unit_id in posts and row.from_on <= today and (row.to_on is None or today <= row.to_on)}


def everybody(cast: Cast, others: Any) -> Iterator[User]:
    """The cast and those beside it."""
    yield from cast.users
    yield from (others.watcher, others.visitor, others.above, others.former)


@pytest.fixture
def two(cast: Cast, inspection: Inspection) -> tuple[Inspection, Inspection]:
    """The inspection of the cast with an order, and one that another office keeps, of which the cast knows nothing, with an order too."""
    elsewhere = unit("邻区整改办", Unit.Kind.OFFICE, "lq")
    keeper = user("linqu", "邻区", (elsewhere, "主任", True))
    other = opened("other-2026", cast, keeper, ())
    for row, by in ((inspection, cast.sumin), (other, keeper)):
        ordered(row, cast, by)
    return inspection, other


def opened(slug: str, cast: Cast, by: User, mandates: tuple[tuple[Capacity, Unit], ...]) -> Inspection:
    """An inspection that somebody's office keeps, with these mandates besides."""
    taken = intake.propose(make.notice(name=slug).encode(), f"{slug}.txt", by=by, now=make.NOW)
    return intake.admit(taken, by=by, on=make.DAY, now=make.NOW, opening=make.opening(cast, slug, mandates=mandates))


def ordered(inspection: Inspection, cast: Cast, by: User) -> None:
    """A letter to the housing bureau."""
    record.order(inspection, to_unit=cast.housing, answer_due_on=make.DAY, subject="催办", words="", items=[], by=by, on=make.DAY, now=make.NOW)


def addresses(slug: str) -> Iterator[tuple[str, str]]:
    """(name, address) of everything in the room."""
    for pattern in urls.urlpatterns:
        route = str(pattern.pattern).replace("<slug:slug>", slug).replace("<int:number>", "1")
        yield str(pattern.name), f"/{route}"


def test_every_address_of_the_room_is_known_here() -> None:
    assert {name for name, _ in addresses("x")} == set(KWARGS)


def test_each_person_sees_the_page_by_the_rule(cast: Cast, others: Any, two: tuple[Inspection, Inspection], today: date) -> None:
    for inspection in two:
        for person in (*everybody(cast, others), User.objects.get(username="linqu")):
            client = Client()
            client.force_login(person)
            wanted = 200 if capacities(person, inspection, today) else 404
            assert client.get(f"/{inspection.slug}/oversight/").status_code == wanted, (person, inspection.slug)
            assert client.head(f"/{inspection.slug}/oversight/?kind=order").status_code == wanted


def test_each_person_records_by_the_rule(cast: Cast, others: Any, two: tuple[Inspection, Inspection], today: date) -> None:
    for inspection in two:
        for person in (*everybody(cast, others), User.objects.get(username="linqu")):
            client = Client()
            client.force_login(person)
            before = ProgressReview.objects.count()
            held = capacities(person, inspection, today)
            wanted = 302 if held & RECORD else 409 if held else 404
            assert client.post(f"/{inspection.slug}/oversight/", TYPED).status_code == wanted, (person, inspection.slug)
            assert ProgressReview.objects.count() == before + (wanted == 302)


def test_each_person_answers_by_the_rule(cast: Cast, others: Any, two: tuple[Inspection, Inspection], today: date) -> None:
    for inspection in two:
        for number, person in enumerate((*everybody(cast, others), User.objects.get(username="linqu")), 2):
            ordered(inspection, cast, cast.sumin if inspection == two[0] else User.objects.get(username="linqu"))
            client = Client()
            client.force_login(person)
            held = capacities(person, inspection, today)
            wanted = 302 if held & RECORD else 409 if held else 404
            assert client.post(f"/{inspection.slug}/oversight/orders/{number}/answer/", ANSWERED).status_code == wanted, (person, inspection.slug)


def test_the_rule_is_tried_on_every_side(cast: Cast, others: Any, two: tuple[Inspection, Inspection], today: date) -> None:
    found = {capacity for person in everybody(cast, others) for capacity in capacities(person, two[0], today)}
    assert found == {"office", "leading_group", "supervision_group", "verifier", "inspecting_body"}
    assert not any(capacities(person, two[1], today) for person in everybody(cast, others))


def test_nobody_gets_anything_without_signing_in(client: Client, two: tuple[Inspection, Inspection], today: date) -> None:
    for _, address in addresses("demo-2026"):
        for answer in (client.get(address), client.post(address, TYPED)):
            assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
    assert not ProgressReview.objects.exists()


def test_an_inspection_that_is_not_there_looks_like_one_not_seen(client: Client, cast: Cast, two: tuple[Inspection, Inspection], today: date) -> None:
    client.force_login(cast.hegong)
    pages = {slug: client.get(f"/{slug}/oversight/").content.decode() for slug in ("demo-2026", "other-2026", "none-2026")}
    assert len({page[page.index("<main") : page.index("</main>")].replace(slug, "") for slug, page in pages.items()}) == 1


def test_an_answer_is_only_posted(client: Client, cast: Cast, two: tuple[Inspection, Inspection], today: date) -> None:
    client.force_login(cast.sumin)
    assert client.get("/demo-2026/oversight/orders/1/answer/").status_code == 405
    assert client.put("/demo-2026/oversight/").status_code == 405


def test_a_mandate_that_has_ended_shows_nothing_from_the_next_day_on(client: Client, cast: Cast, inspection: Inspection, today: date) -> None:
    client.force_login(cast.handu)
    for last, status in ((today, 200), (today - timedelta(days=1), 404)):
        Mandate.objects.filter(inspection=inspection, capacity="verifier").update(to_on=last)
        assert client.get("/demo-2026/oversight/").status_code == status


def test_who_may_only_read_sees_and_does_not_record(client: Client, cast: Cast, today: date) -> None:
    opened("demo-2026", cast, cast.sumin, ((Capacity.READER, cast.finance),))
    client.force_login(cast.stranger)
    page = client.get("/demo-2026/oversight/")
    assert page.status_code == 200 and b"<textarea" not in page.content
    assert client.post("/demo-2026/oversight/", TYPED).status_code == 409
