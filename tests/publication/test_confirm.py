"""Once more before a notice goes out: what will be public, what it leaves out, whom it names; and nothing goes out by reading the page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cast import Cast
from counted import queries_of
from django.test import Client

from xiaohao.ledger.models import Inspection
from xiaohao.publication.models import NoticeDraft, PublishedNotice

URL = "/demo-2026/notices/1/"


@pytest.fixture
def approved(desk: Any, inspection: Inspection) -> NoticeDraft:
    """A draft that waits to be published."""
    desk.hand(inspection, "clue", "索-C99", "索-D00")
    made: NoticeDraft = desk.rewritten(desk.draft(inspection), contacts=[["联系电话", "0000-1234567"]], document_number="示整改〔2026〕3号")
    desk.move(made, "check", "approve")
    return made


def text(client: Client, address: str = f"{URL}confirm/") -> str:
    """The page as a browser gets it."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_draft_leads_to_the_page_and_publishes_nothing_by_itself(office: Client, approved: NoticeDraft) -> None:
    page = text(office, URL)
    assert f'<a class="button main" href="{URL}confirm/">公开…</a>' in page and f'action="{URL}publish/"' not in page


def test_the_page_says_what_will_be_public_and_that_it_stays(office: Client, approved: NoticeDraft) -> None:
    page = text(office)
    for word in ("不能撤回，只能以新的通报更正", "2026年3月2日", "示整改〔2026〕3号", "0000-1234567", "3 项", "林书记", "责任领导、联络员等个人信息"):
        assert word in page, word
    for line in approved.text.split("\n"):
        assert line.strip() in page
    assert "2件" not in page and "索-C99" not in page


def test_reading_the_page_changes_nothing_and_its_button_publishes(office: Client, approved: NoticeDraft) -> None:
    page = text(office)
    assert not PublishedNotice.objects.exists()
    (action,) = re.findall(f'<form[^>]*method="post" action="({URL}[^"]*)"', page)
    assert "csrfmiddlewaretoken" in page and "hx-" not in page[page.index("<main") :]
    assert office.post(action)["Location"] == "/notices/demo-2026/1/"
    assert PublishedNotice.objects.get().document_number == "示整改〔2026〕3号"


def test_a_notice_that_names_no_contact_is_warned_of_and_not_refused(office: Client, desk: Any, approved: NoticeDraft) -> None:
    assert "没有写联系方式" not in text(office)
    desk.move(approved, "return_draft")
    desk.rewritten(approved, contacts=[])
    desk.move(approved, "check", "approve")
    assert "没有写联系方式" in text(office) and "没有写联系方式" in text(office, URL)
    assert office.post(f"{URL}publish/").status_code == 302


def test_explained_differences_go_out_with_it(office: Client, desk: Any, inspection: Inspection) -> None:
    draft = desk.explained(desk.rewritten(desk.draft(inspection), next_steps="共排查50处，完成整改20处，整改率50%。"), "含结余<10>万元。")
    desk.move(draft, "check", "approve")
    assert "含结余&lt;10&gt;万元。" in text(office) and "随通报公开的数字说明" in text(office)


def test_the_page_is_for_whoever_may_publish_when_it_may_be(office: Client, cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    for step in ("", "check"):
        desk.move(draft, *filter(None, [step]))
        answer = office.get(f"{URL}confirm/")
        assert answer.status_code == 409 and "不能" in answer.content.decode()
    desk.move(draft, "approve")
    leader = Client()
    leader.force_login(cast.lin)
    assert (office.get(f"{URL}confirm/").status_code, leader.get(f"{URL}confirm/").status_code) == (200, 409)
    desk.move(draft, "publish")
    assert office.get(f"{URL}confirm/").status_code == 409


def test_the_page_speaks_english(office: Client, approved: NoticeDraft) -> None:
    page = text(office, f"{URL}confirm/?lang=en")
    furniture = re.sub(r'<(article|dd) [^>]*lang="zh-CN".*?</\1>|联系电话|林书记', "", page[page.index("<main") : page.index("</main>")], flags=re.S)
    assert "cannot be taken back" in furniture and not re.search("[\u4e00-\u9fff]", furniture)


def test_the_page_costs_little(office: Client, approved: NoticeDraft) -> None:
    assert queries_of(office, f"{URL}confirm/") == 7  # the calendar of the installation is one of them
