"""What the public reads: without an account, only what is published, the same for ever, with the way from each number to its items."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import make
import pytest
from cast import Cast
from counted import queries_of, size_of
from django.test import Client

from xiaohao.documents import layout_faults
from xiaohao.ledger.models import Inspection
from xiaohao.publication.models import PublishedNotice

URL = "/notices/demo-2026/1"


def text(client: Client, address: str = f"{URL}/") -> str:
    """The page as a browser gets it."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def words(raw: bytes) -> str:
    """All words of a .docx."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return "".join(re.sub("<[^>]+>", "", file.read(name).decode()) for name in file.namelist() if name.endswith(".xml"))


@pytest.fixture
def published(desk: Any, inspection: Inspection) -> PublishedNotice:
    """One notice."""
    made: PublishedNotice = desk.published(inspection)
    return made


@pytest.fixture
def with_letters(desk: Any, inspection: Inspection) -> PublishedNotice:
    """One notice, with letters and clues in the ledger."""
    desk.hand(inspection, "petition", "信-A77", "信-B88", concluded=1)
    desk.hand(inspection, "clue", "索-C99", "索-D00")
    made: PublishedNotice = desk.published(inspection)
    return made


def test_the_public_reads_without_an_account(client: Client, published: PublishedNotice) -> None:
    for address in ("/notices/", f"{URL}/", f"{URL}.txt", f"{URL}.docx"):
        answer = client.get(address)
        assert answer.status_code == 200 and "sign-in" not in answer.headers.get("Location", "")
        assert client.head(address).status_code == 200
        assert client.post(address).status_code == 405


def test_every_paragraph_of_the_text_stands_on_the_page(client: Client, published: PublishedNotice) -> None:
    paper = re.search(r'<article class="paper"[^>]*>.*?</article>', text(client), re.S)
    assert paper is not None
    told = [html.unescape(re.sub("<[^>]+>", "", one)) for one in re.findall(r'<p class="level-[^>]*>(.*?)</p>', paper[0], re.S)]
    assert told == [line.strip() for line in published.text.split("\n")[1:] if line.strip()]


def test_each_number_leads_to_its_items_and_they_to_their_words(client: Client, with_letters: PublishedNotice) -> None:
    page = text(client)
    for place, one in enumerate(with_letters.counts, 1):
        assert f'<a class="figure bound" href="#c-{place}"' in page
        (row,) = re.findall(rf'<tr id="c-{place}">.*?</tr>', page, re.S)
        assert f'<td class="num">{one["value"]}</td>' in row
        if ":" not in one["key"]:
            assert re.findall('href="#i-([^"]+)"', row) == one["items"]
    assert {f'id="i-{one["address"]}"' for one in with_letters.items} <= set(re.findall('id="i-[^"]+"', page))
    assert set(re.findall('href="#([^"]+)"', page[page.index("<article") :])) <= set(re.findall(' id="([^"]+)"', page))


def test_a_number_told_in_parts_leads_to_its_first_part(client: Client, cast: Cast, desk: Any) -> None:
    lines = make.notice(3).replace("(2)第2类", "(2-1)第2类").replace("(3)第3类", "(2-2)第3类")
    made = make.inspection(cast, text=lines)
    assert sorted(made.items.values_list("number", flat=True)) == ["1", "2", "2-1", "2-2"]
    desk.published(made)
    (row,) = re.findall(r'<tr id="c-1">.*?</tr>', text(client), re.S)
    assert re.findall('href="#i-([^"]+)">([^<]+)<', row) == [("a1-f1-1", "1"), (made.items.get(number="2-1").address, "2")]


def test_of_letters_the_public_hears_only_how_many(client: Client, with_letters: PublishedNotice) -> None:
    page = text(client)
    assert "移交的<a" in page and "只公布件数" in page
    for address in (f"{URL}/", f"{URL}.txt"):
        assert not re.search("信-A77|信-B88", client.get(address).content.decode())
    assert "信-" not in words(client.get(f"{URL}.docx").content)


def test_of_clues_the_public_hears_nothing(client: Client, cast: Cast, desk: Any, with_letters: PublishedNotice) -> None:
    desk.published(make.inspection(cast, 3, slug="plain-2026"))
    assert not re.search("索-C99|索-D00|2件线索|线索2件", text(client) + text(client, "/notices/"))
    assert "线索" not in client.get(f"{URL}.txt").content.decode()
    assert "线索" not in words(client.get(f"{URL}.docx").content)
    said = [re.findall("<li>[^<]*线索[^<]*</li>", text(client, f"/notices/{slug}/1/")) for slug in ("demo-2026", "plain-2026")]
    assert said[0] == said[1] and len(said[0]) == 1


def test_no_page_names_whoever_answers_or_wrote(client: Client, cast: Cast, published: PublishedNotice) -> None:
    for address in ("/notices/", f"{URL}/", f"{URL}.txt"):
        page = client.get(address).content.decode()
        assert not [user.person.name for user in cast.users if user.person.name in page]


def test_the_text_is_that_whose_digest_is_told(client: Client, published: PublishedNotice) -> None:
    raw = client.get(f"{URL}.txt").content
    assert raw.decode() == published.text
    assert hashlib.sha256(raw).hexdigest() == published.sha256
    assert published.sha256 in text(client) and published.digest in text(client)


def test_the_same_notice_gives_the_same_bytes_of_docx_twice(client: Client, published: PublishedNotice) -> None:
    first, second = (client.get(f"{URL}.docx") for _ in range(2))
    assert first.content == second.content
    assert layout_faults(first.content) == ()
    assert "截至2026年3月2日" in words(first.content) and published.sha256 in words(first.content)


def test_what_happens_later_changes_no_byte(client: Client, cast: Cast, inspection: Inspection, published: PublishedNotice) -> None:
    before = [client.get(f"{URL}{end}").content for end in (".txt", ".docx")]
    make.item(cast, inspection.items.get(number="3"), at="acknowledged", on=make.DAY + timedelta(days=1))
    inspection.headings.update(text="改")
    assert [client.get(f"{URL}{end}").content for end in (".txt", ".docx")] == before


def test_a_difference_that_was_explained_is_told_with_its_reason(client: Client, cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.explained(desk.rewritten(desk.draft(inspection), next_steps="共排查50处，完成整改20处，整改率50%。"), "含结余<10>万元。")
    desk.move(draft, "check", "approve", "publish")
    page = text(client)
    assert "含结余&lt;10&gt;万元。" in page and 'id="d-1"' in page and 'href="#d-1"' in page


def test_the_old_one_stays_and_says_what_took_its_place(client: Client, desk: Any, inspection: Inspection, published: PublishedNotice) -> None:
    before = client.get(f"{URL}.txt").content
    desk.published(inspection, supersedes=published, reason="一处<有误>")
    old, new, listed = text(client), text(client, "/notices/demo-2026/2/"), text(client, "/notices/")
    assert "这份通报已被更正" in old and 'href="/notices/demo-2026/2/"' in old and "一处&lt;有误&gt;" in old
    assert "本份更正" in new and 'href="/notices/demo-2026/1/"' in new and "一处&lt;有误&gt;" in new
    assert listed.count("已被更正") == 1 and client.get(f"{URL}.txt").content == before


def test_a_draft_is_nowhere_until_it_is_published(client: Client, cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    client.force_login(cast.sumin)
    for step in ("check", "approve"):
        for browser in (Client(), client):
            assert {browser.get(f"{URL}{end}").status_code for end in ("/", ".txt", ".docx")} == {404}
            assert "还没有公开的通报" in text(browser, "/notices/")
        desk.move(draft, step)
    desk.move(draft, "publish")
    assert {Client().get(f"{URL}{end}").status_code for end in ("/", ".txt", ".docx")} == {200}


def test_what_is_not_there_is_not_found(client: Client, published: PublishedNotice) -> None:
    wrong = ("demo-2026/2/", "demo-2026/0/", f"demo-2026/{2**70}/", "other/1/", "demo-2026/1.pdf", "demo-2026/999999999.txt", "demo-2026/９.txt", "demo-2026/1.docx/")
    assert [address for address in wrong if client.get(f"/notices/{address}").status_code != 404] == []


def test_a_cursor_that_leads_nowhere_is_a_bad_request(client: Client, published: PublishedNotice) -> None:
    for cursor in ("x", "%00", "WyJhIiwgIngiLCAieSJd", "WyJhIiwgMSwgMl0"):
        assert client.get(f"/notices/?after={cursor}").status_code == 400


def more(one: PublishedNotice, count: int, first: int) -> None:
    """So many copies of a notice, of as many days."""
    for number in range(first, first + count):
        one.pk, one.number, one.title = None, number, f"通报第{number}号"
        one.published_on = make.DAY - timedelta(days=number // 3)
        one.save(force_insert=True)


def test_the_list_is_walked_to_the_end_newest_first(client: Client, published: PublishedNotice) -> None:
    more(published, 28, 2)
    seen, url = [], "/notices/"
    while url:
        page = text(client, url)
        seen += [int(one) for one in re.findall('href="/notices/demo-2026/([0-9]+)/"', page)]
        following = re.search('rel="next" href="([^"]*)"', page)
        url = "/notices/" + following[1].replace("&amp;", "&") if following else ""
    assert sorted(seen) == list(range(1, 30))
    assert [number // 3 for number in seen] == sorted(number // 3 for number in seen)


def test_the_list_costs_the_same_for_ten_and_for_two_hundred(client: Client, published: PublishedNotice) -> None:
    more(published, 9, 2)
    few = queries_of(client, "/notices/")
    more(published, 190, 11)
    assert queries_of(client, "/notices/") == few <= 1
    assert size_of(client, "/notices/") <= 20_000


def test_a_notice_costs_the_same_however_long_it_is(client: Client, cast: Cast, desk: Any, published: PublishedNotice) -> None:
    desk.published(make.inspection(cast, 60, slug="long-2026"))
    for end, most in (("/", 2), (".txt", 1), (".docx", 1)):  # the page also asks which closings are void since
        assert queries_of(client, f"{URL}{end}") == queries_of(client, f"/notices/long-2026/1{end}") == most


def test_the_page_works_without_scripts_and_speaks_english(client: Client, published: PublishedNotice) -> None:
    page = text(client, f"{URL}/?lang=en")
    assert "hx-" not in page[page.index("<main") :]
    furniture = re.sub(r'<article.*?</article>|<td lang="zh-CN">.*?</td>', "", page[page.index("<main") : page.index("</main>")], flags=re.S)
    assert not re.search("合计数|不予公布|摘要|下载|截至", furniture)


def test_what_people_wrote_is_never_markup(client: Client, desk: Any, inspection: Inspection) -> None:
    draft = desk.rewritten(desk.draft(inspection), title="通报<script>alert(1)</script>", next_steps='<img src=x onerror="alert(1)">')
    desk.move(draft, "check", "approve", "publish")
    for page in (text(client), text(client, "/notices/")):
        assert "<script>alert" not in page and "<img src=x" not in page


def test_a_page_kept_for_everybody_holds_no_account(client: Client, cast: Cast, published: PublishedNotice, today: date) -> None:
    client.force_login(cast.sumin)
    assert "private" in client.get(f"{URL}/").headers["Cache-Control"]
    assert "sumin" not in Client().get(f"{URL}/").content.decode()


def test_contacts_are_called_and_written_to_at_once(client: Client, desk: Any, inspection: Inspection) -> None:
    draft = desk.rewritten(desk.draft(inspection), contacts=[["联系电话", "0000-1234567"], ["电子邮箱", "a@example.cn"], ["邮政信箱", "示例区整改办"]])
    desk.move(draft, "check", "approve", "publish")
    page = text(client)
    assert re.search('<a class="figure contact" href="tel:0000-1234567"[^>]*>0000-1234567</a>', page)
    assert re.search('<a class="figure contact" href="mailto:a@example.cn"[^>]*>a@example.cn</a>', page)


def test_words_of_the_chinese_notice_are_marked_as_chinese(client: Client, published: PublishedNotice) -> None:
    page = text(client, f"{URL}/?lang=en")
    assert '<html lang="en">' in page and '<article class="paper" lang="zh-CN">' in page
    assert "Each count is named in the words of the Chinese notice." in page and "words of the Chinese notice" not in text(Client())
    marked = re.sub(r'<(article|td|a) [^>]*lang="zh-CN".*?</\1>', "", page[page.index("<main") : page.index("</main>")], flags=re.S)
    assert not re.search("[\u4e00-\u9fff]", marked)


def test_the_document_number_is_frozen_and_printed(client: Client, desk: Any, inspection: Inspection) -> None:
    draft = desk.rewritten(desk.draft(inspection), document_number="示整改〔2026〕3号")
    made = desk.move(draft, "check", "approve", "publish")
    assert made.document_number == "示整改〔2026〕3号" and "示整改〔2026〕3号" in text(client)
    assert "示整改〔2026〕3号" not in made.text and "示整改〔2026〕3号" in words(client.get(f"{URL}.docx").content)
