"""What waits for whom: drafts of every inspection, by the table of moves; and the slot of the desk that fetches them."""

from __future__ import annotations

import re
from typing import Any

import make
import pytest
from cast import Cast
from counted import queries_of, size_of
from django.test import Client

from xiaohao.ledger.models import Inspection, Mandate
from xiaohao.publication import publish, queries
from xiaohao.publication.models import NoticeDraft

URL = "/notices/waiting/"
WRONG = "共排查50处，完成整改20处，整改率50%。"


def text(client: Client, address: str = URL, **headers: str) -> str:
    """The page as a browser gets it."""
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def three(cast: Cast, desk: Any, inspection: Inspection) -> tuple[NoticeDraft, ...]:
    """A draft to be checked, one to be approved and one to be published, of two inspections."""
    other = make.inspection(cast, 1, slug="other-2026")
    found = (desk.draft(inspection), desk.draft(other), desk.draft(inspection))
    desk.move(found[1], "check")
    desk.move(found[2], "check", "approve")
    return found


def waiting(user: Any) -> list[str]:
    """What waits for somebody, as inspection/number."""
    return [f"{one.inspection.slug}/{one.number}" for one in queries.waiting(user, make.DAY).order_by("pk")]


def test_each_draft_waits_for_those_who_may_take_its_next_step(cast: Cast, others: Any, three: tuple[NoticeDraft, ...]) -> None:
    wanted = {
        "sumin": ["demo-2026/1", "demo-2026/2"],  # what she drafted she does not approve
        "daishuang": ["demo-2026/1", "other-2026/1", "demo-2026/2"], "lin": ["other-2026/1"],
    }  # fmt: skip
    for user in (*cast.users, others.watcher, others.visitor, others.above, others.former):
        assert waiting(user) == wanted.get(user.username, []), user


def test_what_waits_is_what_the_law_allows(cast: Cast, others: Any, three: tuple[NoticeDraft, ...]) -> None:
    for user in (*cast.users, others.watcher, others.former):
        allowed = [one for one in three if queries.NEXT[one.stage] in publish.open_moves(one, user, make.NOW, publish.marked(one))]
        assert waiting(user) == [f"{one.inspection.slug}/{one.number}" for one in allowed], user


def test_nothing_waits_once_it_is_out_or_the_mandate_has_ended(cast: Cast, desk: Any, three: tuple[NoticeDraft, ...]) -> None:
    desk.move(three[2], "publish")
    assert waiting(cast.sumin) == ["demo-2026/1"]
    Mandate.objects.filter(capacity="leading_group").update(from_on=make.DAY.replace(day=1), to_on=make.DAY.replace(day=1))
    assert waiting(cast.lin) == []


def test_the_page_names_the_step_and_what_stands_in_its_way(office: Client, cast: Cast, desk: Any, three: tuple[NoticeDraft, ...]) -> None:
    draft = desk.rewritten(three[0], next_steps=WRONG)
    page = text(office)
    assert "1 处不符没有说明" in page and 'href="/demo-2026/notices/1/#figures">说明差异</a>' in page
    assert 'href="/demo-2026/notices/2/#moves">公开</a>' in page and "other-2026" not in page
    desk.explained(draft, "含结余。")
    assert "不符没有说明" not in text(office) and 'href="/demo-2026/notices/1/#moves">核对数字</a>' in text(office)
    office.force_login(cast.lin)
    assert 'href="/other-2026/notices/1/#moves">审定</a>' in text(office)


def test_what_a_draft_keeps_of_its_differences_is_what_they_are(desk: Any, three: tuple[NoticeDraft, ...]) -> None:
    draft, kept = three[0], []
    for written in (
        lambda: draft, lambda: desk.rewritten(draft, next_steps=WRONG), lambda: desk.explained(draft, "含结余。"),
        lambda: desk.rewritten(draft, next_steps=WRONG.replace("50%", "45%")),
    ):  # fmt: skip
        written()
        draft.refresh_from_db()
        assert draft.unexplained == publish.still_open(publish.marked(draft))
        kept.append(bool(draft.unexplained))
    assert kept == [False, True, False, True]


def test_the_desk_has_a_slot_and_a_link_for_those_without_scripts(office: Client, three: tuple[NoticeDraft, ...]) -> None:
    page = text(office, "/")
    (slot,) = re.findall(f'<section class="look" hx-get="{URL}".*?</section>', page, re.S)
    assert f'<a href="{URL}">' in slot


def test_the_slot_is_filled_and_goes_away_where_nothing_waits(office: Client, cast: Cast, three: tuple[NoticeDraft, ...]) -> None:
    part = text(office, **{"HX-Request": "true"})
    assert "<html" not in part and "/demo-2026/notices/1/" in part and f'<h2><a href="{URL}">' in part
    office.force_login(cast.hegong)
    assert text(office, **{"HX-Request": "true"}).strip() == ""
    assert "没有等您核对、审定或公开的通报。" in text(office)


def more(draft: NoticeDraft, first: int, count: int) -> None:
    """So many copies of a draft, each with its writer."""
    made = NoticeDraft.objects.bulk_create(
        NoticeDraft(**{field.attname: getattr(draft, field.attname) for field in draft._meta.concrete_fields} | {"id": None, "number": number})
        for number in range(first, first + count)
    )  # fmt: skip
    links = NoticeDraft.writers.through
    links.objects.bulk_create(links(noticedraft_id=one.pk, user_id=draft.drafted_by_id) for one in made)


def test_the_page_costs_the_same_for_ten_and_for_two_hundred(office: Client, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    more(draft, 2, 9)
    few = queries_of(office, URL)
    more(draft, 11, 190)
    assert queries_of(office, URL) == few == 3
    assert size_of(office, URL) <= 30_000


def test_the_page_is_walked_to_the_end_oldest_first(office: Client, desk: Any, inspection: Inspection) -> None:
    more(desk.draft(inspection), 2, 44)
    seen: list[int] = []
    url = URL
    while url:
        page = text(office, url)
        seen += [int(one) for one in re.findall('data-open href="/demo-2026/notices/([0-9]+)/"', page)]
        following = re.search('rel="next" href="([^"]*)"', page)
        url = URL + following[1].replace("&amp;", "&") if following else ""
    assert seen == list(range(1, 46))


def test_a_cursor_that_leads_nowhere_is_a_bad_request(office: Client, three: tuple[NoticeDraft, ...]) -> None:
    for cursor in ("x", "%00", "WyJhIiwgIngiXQ"):
        assert office.get(f"{URL}?after={cursor}").status_code == 400


def test_the_page_speaks_english(office: Client, desk: Any, three: tuple[NoticeDraft, ...]) -> None:
    desk.rewritten(three[0], next_steps=WRONG)
    page = text(office, f"{URL}?lang=en")
    assert "Notices waiting for me" in page and "Without an explanation: 1" in page and "Explain differences" in page
    own = "|".join([three[0].title, three[0].inspection.title, "苏敏"])
    assert not re.search("[\u4e00-\u9fff]", re.sub(own, "", page[page.index("<main") : page.index("</main>")]))
