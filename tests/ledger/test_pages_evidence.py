"""The list of evidence, its previews and copies: what one may see, found by what is asked for, at the same cost for ten and for many."""

from __future__ import annotations

from datetime import date, timedelta

import files_of_proof
import make
import pytest
from cast import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger import moves
from xiaohao.ledger.models import Evidence, Item
from xiaohao.ledger.moves import Upload
from xiaohao.people.models import User

LIST = "/demo-2026/evidence/"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def row(cast: Cast, today: date) -> Item:
    return make.item(cast, make.inspection(cast).items.order_by("position")[0], at="acknowledged")


def send(cast: Cast, row: Item, *uploads: Upload) -> list[Evidence]:
    event = moves.make("add_evidence", Item.objects.get(pk=row.pk), by=cast.hegong, on=make.DAY, now=make.NOW, given={}, files=uploads)
    return list(event.evidence.order_by("id"))


def shown(user: User, query: str = "") -> list[str]:
    text = client_of(user).get(f"{LIST}?{query}").content.decode()
    return [name for name in ("甲.png", "乙.pdf", "丙.jpg") if f"<span>{name}</span>" in text]


@pytest.fixture
def three(cast: Cast, row: Item) -> list[Evidence]:
    """One replaced by 乙.pdf's day: a picture, a document whose day is over, a photo of after."""
    return send(
        cast, row, Upload("甲.png", [files_of_proof.photo("PNG", side=40)], source="示例镇政府"),
        Upload("乙.pdf", [b"%PDF-1.7"], expires_on=make.DAY + timedelta(days=1)), Upload("丙.jpg", [files_of_proof.photo(side=40)], kind="after"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["甲.png", "乙.pdf", "丙.jpg"]), ("q=乙", ["乙.pdf"]), ("q=示例镇", ["甲.png"]), ("kind=after", ["丙.jpg"]), ("kind=document", ["乙.pdf"]),
        ("state=expired", ["乙.pdf"]), ("state=unreviewed", ["甲.png", "丙.jpg"]), ("state=accepted", []), ("unit=0", []),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_what_is_asked(cast: Cast, three: list[Evidence], query: str, names: list[str]) -> None:
    assert shown(cast.sumin, query) == names


def test_states_of_the_list_are_those_of_the_page(cast: Cast, row: Item, three: list[Evidence]) -> None:
    make_move = {"by": cast.hegong, "on": make.DAY, "now": make.NOW}
    moves.make("withdraw_evidence", Item.objects.get(pk=row.pk), given={"evidence": three[0].pk, "reason": "重复"}, **make_move)  # type: ignore[arg-type]
    claim = {"ground": "rectified", "statement": "已整改到位", "signed_off_by": cast.lin.person_id}
    moves.make("claim_completion", Item.objects.get(pk=row.pk), given=claim, **make_move)  # type: ignore[arg-type]
    given = {"evidence": three[2].pk, "verdict": "rejected", "opinion": "不是同一处"}
    moves.make("review_evidence", Item.objects.get(pk=row.pk), by=cast.sumin, on=make.DAY, now=make.NOW, given=given)
    assert (shown(cast.sumin, "state=withdrawn"), shown(cast.sumin, "state=rejected")) == (["甲.png"], ["丙.jpg"])


@pytest.mark.parametrize("query", ["kind=x", "state=x", "unit=x", "after=x", f"unit={10**30}"])
def test_what_is_no_choice_is_a_bad_address(cast: Cast, row: Item, query: str) -> None:
    assert client_of(cast.sumin).get(f"{LIST}?{query}").status_code == 400


def test_nobody_sees_or_draws_the_evidence_of_others(cast: Cast, three: list[Evidence]) -> None:
    assert client_of(cast.stranger).get(LIST).status_code == 404
    for address in (f"{LIST}{three[0].pk}/preview/", f"{LIST}{three[0].pk}/public/"):
        assert client_of(cast.stranger).get(address).status_code == 404
        assert client_of(cast.hegong).get(address).status_code == 200
        assert Client().get(address).status_code == 302


def test_the_list_costs_the_same_for_few_and_many(cast: Cast, row: Item) -> None:
    client, costs = client_of(cast.sumin), []
    for count in (2, 60):
        send(cast, row, *(Upload(f"{count}-{n}.png", [b"\x89PNG\r\n\x1a\n %d" % n]) for n in range(count)))
        with CaptureQueriesContext(connection, ) as asked:
            text = client.get(LIST).content.decode()
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert text.count("<tr data-row>") == 50


def test_previews_are_pictures_of_their_own_and_fenced_in(cast: Cast, three: list[Evidence]) -> None:
    client, address = client_of(cast.hegong), f"{LIST}{three[0].pk}/preview/"
    answer = client.get(address)
    assert answer["Content-Type"] == "image/jpeg" and answer.content.startswith(b"\xff\xd8")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox" and "private" in answer["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert {client.get(f"{address}?{query}").status_code for query in ("size=huge", "page=0", "page=99", "page=x")} == {404}
    assert client.get(f"{LIST}{three[1].pk}/preview/").status_code == 404  # no PDF that can be drawn


def test_a_copy_for_publication_is_without_its_past(cast: Cast, row: Item) -> None:
    (photo, bundle) = send(cast, row, Upload("现场.jpg", [files_of_proof.photo()]), Upload("包.zip", [files_of_proof.package({"a.txt": b"x"})]))
    answer = client_of(cast.hegong).get(f"{LIST}{photo.pk}/public/")
    assert b"Maker" not in answer.content and answer["Content-Disposition"].startswith("attachment")
    refused = client_of(cast.hegong).get(f"{LIST}{bundle.pk}/public/")
    assert refused.status_code == 409 and "包.zip" in refused.content.decode()
