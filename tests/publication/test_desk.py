"""The desk: the list of drafts, one draft with its figures, and the forms that write in it."""

from __future__ import annotations

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

from xiaohao.ledger import intake
from xiaohao.ledger.intake_page.keys import check_keys
from xiaohao.ledger.models import Inspection
from xiaohao.publication import publish
from xiaohao.publication.models import NoticeDraft, PublishedNotice

LIST = "/demo-2026/notices/"
URL = f"{LIST}1/"
WRONG = "共排查50处，完成整改20处，整改率50%。"


def text(client: Client, address: str = URL) -> str:
    """The page as a browser gets it."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def numbers(page: str) -> list[int]:
    """The numbers of the drafts listed."""
    return [int(one) for one in re.findall(r'<tr data-row><td class="num">(\d+)</td>', page)]


@pytest.fixture
def draft(desk: Any, inspection: Inspection) -> NoticeDraft:
    """The first draft, of the first day."""
    made: NoticeDraft = desk.draft(inspection)
    return made


def typed(draft: NoticeDraft, **changes: str) -> dict[str, str]:
    """The form of the paragraphs as it stands."""
    kept = {name: draft.front[name] for name in ("title", "issuer", "organisation", "next_steps", "invitation")}
    return {**kept, "contacts": "", **changes}


def test_the_form_composes_a_draft_as_of_its_day(office: Client, cast: Cast, inspection: Inspection, today: date) -> None:
    answer = office.post(LIST, {"as_of": "2026-03-15"})
    assert (answer.status_code, answer["Location"]) == (302, URL)
    made = NoticeDraft.objects.get()
    assert (made.as_of, made.drafted_by, made.drafted_at) == (date(2026, 3, 15), cast.sumin, make.moment(today, 2))


def test_the_day_of_the_form_is_written_as_the_browser_reads_it(office: Client, inspection: Inspection, today: date) -> None:
    for language in ("zh-hans", "en"):
        (field,) = re.findall('<input type="date" name="as_of"[^>]*>', text(office, f"{LIST}?lang={language}"))
        assert f'value="{today.isoformat()}"' in field and f'max="{today.isoformat()}"' in field


def test_a_day_that_cannot_be_composes_nothing(office: Client, inspection: Inspection) -> None:
    for day, status in (("", 422), ("15.3.2026", 422), ("2026-04-02", 409), ("2026-03-01", 409)):
        answer = office.post(LIST, {"as_of": day})
        assert (answer.status_code, NoticeDraft.objects.count()) == (status, 0)
        assert status == 409 or not day or f'value="{day}"' in answer.content.decode()


def test_a_correction_asks_for_its_reason_and_keeps_what_was_chosen(office: Client, desk: Any, inspection: Inspection) -> None:
    old = desk.published(inspection)
    answer = office.post(LIST, {"as_of": "2026-03-15", "supersedes": old.pk})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="2026-03-15"' in page and f'<option value="{old.pk}" selected>' in page
    assert office.post(LIST, {"as_of": "2026-03-15", "supersedes": old.pk, "reason": "误"}).status_code == 302
    assert NoticeDraft.objects.get(number=2).supersedes == old


def test_only_standing_notices_of_the_inspection_are_offered_for_correction(office: Client, cast: Cast, desk: Any, inspection: Inspection) -> None:
    old = desk.published(inspection)
    new = desk.published(inspection, supersedes=old, reason="误")
    foreign = desk.published(make.inspection(cast, 1, slug="other-2026"))
    page = text(office, LIST)
    assert [f'<option value="{one.pk}">' in page for one in (old, new, foreign)] == [False, True, False]
    for one in (old, foreign):
        assert office.post(LIST, {"as_of": "2026-03-15", "supersedes": one.pk, "reason": "误"}).status_code == 422


def test_a_draft_shows_each_number_with_the_way_to_its_rows(office: Client, draft: NoticeDraft, today: date) -> None:
    page = text(office)
    assert page.count('<a class="figure bound') == len(draft.counts)
    for place, one in enumerate(draft.counts, 1):
        (row,) = re.findall(rf'<tr id="c-{place}">.*?</tr>', page, re.S)
        (where,) = re.findall('href="([^"]*)"', row)
        shown = text(office, where.replace("&amp;", "&"))
        assert f"共 <strong>{one['value']}</strong> 条" in shown, where


def test_a_draft_says_its_stage_and_offers_the_next_step(office: Client, cast: Cast, desk: Any, draft: NoticeDraft) -> None:
    assert f'action="{URL}check/"' in text(office) and f'action="{URL}approve/"' not in text(office)
    assert office.post(f"{URL}check/").status_code == 302
    office.force_login(cast.lin)
    page = text(office)
    assert f'action="{URL}approve/"' in page and f'action="{URL}return/"' in page and f'action="{URL}publish/"' not in page
    assert "修改文字段落" not in page


def test_a_draft_goes_all_the_way_through_its_page(office: Client, cast: Cast, draft: NoticeDraft) -> None:
    office.post(f"{URL}check/")
    office.force_login(cast.lin)
    office.post(f"{URL}return/", {"reason": "请核<对>"})
    office.force_login(cast.sumin)
    assert "请核&lt;对&gt;" in text(office)
    office.post(f"{URL}check/")
    office.force_login(cast.lin)
    office.post(f"{URL}approve/")
    office.force_login(cast.sumin)
    answer = office.post(f"{URL}publish/")
    assert (answer.status_code, answer["Location"]) == (302, "/notices/demo-2026/1/")
    assert PublishedNotice.objects.get().approved_by == cast.lin
    assert "公开的文本" in text(office) and 'id="moves"' in text(office) and f'action="{URL}' not in text(office)


def test_a_step_out_of_turn_is_refused_in_words(office: Client, draft: NoticeDraft) -> None:
    for move in ("approve", "publish", "return"):
        answer = office.post(f"{URL}{move}/", {"reason": "x"})
        assert answer.status_code == 409 and "不能" in answer.content.decode()
    for move in ("supersede", "delete", "no-such-move", "draft"):
        assert office.post(f"{URL}{move}/").status_code == 404
    draft.refresh_from_db()
    assert draft.stage == "draft"


def test_a_difference_is_shown_and_explained_on_the_page(office: Client, desk: Any, draft: NoticeDraft) -> None:
    desk.rewritten(draft, next_steps=WRONG)
    page = text(office)
    (key,) = re.findall('name="why-([0-9a-f]+)"', page)
    assert 'class="told difference error"' in page and f'href="#d-{key}"' in page and f'action="{URL}check/"' not in page
    assert office.post(f"{URL}explain/", {f"why-{key}": "含结余<10>万元"}).status_code == 302
    page = text(office)
    assert "含结余&lt;10&gt;万元" in page and 'class="told difference warning"' in page and f'action="{URL}check/"' in page
    assert office.post(f"{URL}explain/", {"why-0": "x"}).status_code == 409


TWICE = f"{WRONG}其他方面共排查70处，完成整改20处，整改率50%。"


def test_all_differences_are_explained_in_one_form_that_comes_back_to_its_place(office: Client, desk: Any, draft: NoticeDraft) -> None:
    desk.rewritten(draft, next_steps=TWICE)
    keys = re.findall('name="why-([0-9a-f]+)" form="explain"', page := text(office))
    assert len(keys) == len(set(keys)) == 2 and page.count('id="explain"') == 1 and "还有 2 处不符没有说明" in page
    assert office.post(f"{URL}explain/", {f"why-{keys[0]}": "含结余", f"why-{keys[1]}": " "})["Location"] == f"{URL}#figures"
    assert "还有 1 处不符没有说明" in text(office)
    office.post(f"{URL}explain/", {f"why-{keys[0]}": "含结余", f"why-{keys[1]}": "另行统计"})
    assert NoticeDraft.objects.get().explanations == dict(zip(keys, ("含结余", "另行统计"), strict=True))
    office.post(f"{URL}explain/", {f"why-{keys[0]}": ""})
    assert NoticeDraft.objects.get().explanations == {keys[1]: "另行统计"}


def test_of_many_explanations_none_is_kept_when_one_cannot_be(office: Client, desk: Any, draft: NoticeDraft) -> None:
    desk.rewritten(draft, next_steps=TWICE)
    keys = re.findall('name="why-([0-9a-f]+)"', text(office))
    assert office.post(f"{URL}explain/", {f"why-{keys[0]}": "含结余", "why-0": "x"}).status_code == 409
    assert NoticeDraft.objects.get().explanations == {}
    assert office.post(f"{URL}explain/", {f"why-{keys[0]}": "含结余", "why-0": ""}).status_code == 302


def test_words_are_withheld_and_put_back_on_the_page(office: Client, draft: NoticeDraft) -> None:
    office.post(f"{URL}withhold/", {"words": "第2类事项", "why": "涉及<秘密>"})
    page = text(office)
    assert "第2类事项" not in page[page.index("<article") :] and "涉及&lt;秘密&gt;" in page
    office.post(f"{URL}withhold/", {"words": "第2类事项", "why": ""})
    page = text(office)
    assert "第2类事项" in page[page.index("<article") :]
    assert office.post(f"{URL}withhold/", {"words": "没有的字句", "why": "x"}).status_code == 409


def test_paragraphs_are_changed_on_the_page_and_numbers_cannot_be(office: Client, draft: NoticeDraft) -> None:
    given = typed(draft, title="新的标题", contacts="联系电话：0000-1；\n电子邮箱: a@example.cn", text="假的", counts="[]", number="9", stage="published")
    assert office.post(URL, given).status_code == 302
    after = NoticeDraft.objects.get()
    assert (after.title, after.stage, after.number) == ("新的标题", "draft", 1)
    assert after.front["contacts"] == [["联系电话", "0000-1"], ["电子邮箱", "a@example.cn"]]
    assert [one["value"] for one in after.counts] == [one["value"] for one in draft.counts] and "假的" not in after.text


def test_a_refused_form_stands_open_with_all_that_was_typed(office: Client, draft: NoticeDraft) -> None:
    for changes in ({"title": ""}, {"title": "长" * 121}, {"organisation": " "}, {"contacts": "没有冒号"}, {"contacts": "名称："}):
        answer = office.post(URL, typed(draft, next_steps="只此<一>段。", **changes))
        page = answer.content.decode()
        assert answer.status_code == 422 and '<details class="panel" open>' in page and "只此&lt;一&gt;段。</textarea>" in page, changes
    assert NoticeDraft.objects.get().text == draft.text


def test_what_moved_since_the_last_notice_leads_to_its_items(office: Client, cast: Cast, desk: Any, inspection: Inspection) -> None:
    desk.published(inspection)
    row = make.item(cast, inspection.items.get(number="3"), at="struck_off", on=make.DAY + timedelta(days=2))
    desk.draft(inspection, make.DAY + timedelta(days=2), now=make.moment(make.DAY + timedelta(days=2), 3))
    page = text(office, f"{LIST}2/")
    assert f'href="/demo-2026/items/{row.address}/">+第3项</a>' in page and ">−第3项</a>" in page


def test_the_desk_is_told_of_clues_by_number_alone(office: Client, desk: Any, inspection: Inspection) -> None:
    desk.hand(inspection, "clue", "索-C99", "索-D00")
    desk.hand(inspection, "petition", "信-A77", text="来信人反映某事")
    desk.draft(inspection)
    page = text(office)
    assert "移交的问题线索2件" in page and "索-C99" not in page
    assert "来信人" not in page


def words(raw: bytes) -> str:
    """All words of a .docx."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return "".join(re.sub("<[^>]+>", "", file.read(name).decode()) for name in file.namelist() if name.endswith(".xml"))


def test_the_same_draft_gives_the_same_bytes_of_docx_twice(office: Client, draft: NoticeDraft) -> None:
    first, second = office.get(f"{LIST}1.docx"), office.get(f"{LIST}1.docx")
    assert first.content == second.content
    assert "未经公开" in words(first.content)
    assert office.get(f"{LIST}1.txt").content.decode() == draft.text


def test_a_draft_taken_away_is_named_as_one_and_kept_by_nobody_between(office: Client, draft: NoticeDraft) -> None:
    for end in ("txt", "docx"):
        answer = office.get(f"{LIST}1.{end}")
        assert "attachment" in answer["Content-Disposition"] and answer["X-Content-Type-Options"] == "nosniff"
        assert "private" in answer["Cache-Control"]


def test_a_draft_that_is_not_there_is_not_found(office: Client, cast: Cast, draft: NoticeDraft) -> None:
    make.inspection(cast, 1, slug="other-2026")
    for address in (f"{LIST}2/", f"{LIST}0/", f"{LIST}{2**70}/", f"{LIST}2.txt", f"{LIST}1.pdf", "/other-2026/notices/1/", "/other-2026/notices/1.docx"):
        assert office.get(address).status_code == 404, address


def test_a_cursor_that_leads_nowhere_is_a_bad_request(office: Client, draft: NoticeDraft) -> None:
    for cursor in ("x", "%00", "WyJhIiwgIngiXQ"):
        assert office.get(f"{LIST}?after={cursor}").status_code == 400


def more(draft: NoticeDraft, first: int, count: int) -> None:
    """So many copies of a draft."""
    NoticeDraft.objects.bulk_create(
        NoticeDraft(**{field.attname: getattr(draft, field.attname) for field in draft._meta.concrete_fields} | {"id": None, "number": number})
        for number in range(first, first + count)
    )  # fmt: skip


def test_the_list_is_walked_to_the_end_newest_first(office: Client, draft: NoticeDraft) -> None:
    more(draft, 2, 24)
    seen, url = [], LIST
    while url:
        page = text(office, url)
        seen += numbers(page)
        following = re.search('rel="next" href="([^"]*)"', page)
        url = LIST + following[1].replace("&amp;", "&") if following else ""
    assert seen == list(range(25, 0, -1))


def test_the_list_costs_the_same_for_ten_and_for_two_hundred(office: Client, draft: NoticeDraft) -> None:
    more(draft, 2, 9)
    few = queries_of(office, LIST)
    more(draft, 11, 190)
    assert queries_of(office, LIST) == few <= 7
    assert size_of(office, LIST) <= 30_000


def test_a_draft_costs_the_same_for_few_items_and_for_many(office: Client, cast: Cast, desk: Any, draft: NoticeDraft) -> None:
    desk.draft(make.inspection(cast, 60, slug="long-2026"))
    assert queries_of(office, URL) == queries_of(office, "/long-2026/notices/1/") <= 10
    for end in ("txt", "docx"):
        assert queries_of(office, f"{LIST}1.{end}") == queries_of(office, f"/long-2026/notices/1.{end}") <= 6


def test_composing_costs_the_same_for_few_items_and_for_many(cast: Cast, desk: Any, inspection: Inspection, django_assert_max_num_queries: Any) -> None:
    long = make.inspection(cast, 60, slug="long-2026")
    for one in (inspection, long):
        with django_assert_max_num_queries(24):
            desk.draft(one)


def test_the_page_works_without_scripts(office: Client, desk: Any, draft: NoticeDraft) -> None:
    desk.rewritten(draft, next_steps=WRONG)
    page = text(office)
    assert "hx-" not in page[page.index("<main") :] and "onclick" not in page
    forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.S)
    assert len(forms) >= 3 and all("csrfmiddlewaretoken" in form for form in forms)


def test_a_form_from_elsewhere_is_refused(cast: Cast, draft: NoticeDraft, today: date) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.sumin)
    for address in (LIST, URL, f"{URL}explain/", f"{URL}withhold/", f"{URL}check/"):
        assert strict.post(address, {"as_of": "2026-03-15"}).status_code == 403


def test_the_pages_speak_english(office: Client, desk: Any, draft: NoticeDraft) -> None:
    desk.move(draft, "check")
    for page in (text(office, f"{LIST}?lang=en"), text(office, f"{URL}?lang=en")):
        furniture = re.sub(r"<article.*?</article>|<t[dh].*?</t[dh]>", "", page[page.index("<main") : page.index("</main>")], flags=re.S)
        assert not re.search("核对|不予公布|统计截至|起草|退回|相比|合计", furniture)


def test_what_people_wrote_is_never_markup(office: Client, desk: Any, draft: NoticeDraft) -> None:
    desk.rewritten(draft, title="<script>alert(1)</script>", organisation="<b>段</b>")
    for page in (text(office), text(office, LIST)):
        assert "<script>alert" not in page and "<b>段" not in page


def moves_of(page: str) -> str:
    """What the page offers and says of the next step."""
    return page[page.index('id="moves"') : page.index('<dl class="facts">')]


def test_a_draft_that_may_not_be_checked_says_how_many_differences_lack_a_word(office: Client, cast: Cast, desk: Any, draft: NoticeDraft) -> None:
    desk.rewritten(draft, next_steps=WRONG)
    assert publish.open_moves(draft, desk.cast.sumin, make.NOW, publish.marked(NoticeDraft.objects.get())) == ()
    said = moves_of(text(office))
    assert '<button class="main" disabled aria-describedby="why-not">核对数字</button>' in said
    assert "还有 1 处不符没有说明" in said and 'href="#figures"' in said and "<form" not in said
    office.force_login(cast.lin)
    said = moves_of(text(office))
    assert "下一步“核对数字”由整改办办理。" in said and "还有 1 处不符没有说明" in said and "<button" not in said and 'href="#figures"' not in said


def test_a_draft_that_its_writer_may_not_approve_says_who_may(office: Client, cast: Cast, desk: Any, draft: NoticeDraft) -> None:
    desk.move(draft, "check")
    said = moves_of(text(office))
    assert '<button class="main" disabled aria-describedby="why-not">审定</button>' in said and "您参与了起草" in said
    office.force_login(cast.lin)
    assert "disabled" not in moves_of(text(office))


def test_the_steps_of_a_draft_are_plain_and_in_order(office: Client, desk: Any, draft: NoticeDraft) -> None:
    desk.move(draft, "check")
    (way,) = re.findall('<ol class="way.*?</ol>', text(office), re.S)
    assert re.findall('<li class="([a-z]+)"', way) == ["past", "now", "ahead", "ahead"]
    assert way.count('aria-current="step"') == 1 and "<input" not in way


ANSWERED = make.notice(2).replace("二是开展培训。", "二是共排查50处，完成整改20处，整改率50%。", 1)


def taken_in(cast: Cast, *answers: str) -> Inspection:
    """An inspection whose document holds a difference that was answered when it was taken in."""
    taken = intake.propose(ANSWERED.encode(), "n.txt", by=cast.sumin, now=make.NOW)
    keys = [key for key, one in zip(check_keys(taken.reading, taken.text), taken.reading["checks"], strict=True) if one["verdict"] == "differs"]
    assert len(keys) == 1
    changes = [{"op": "answer", "key": keys[0], "value": one} for one in answers]
    taken = intake.edit(taken, changes, by=cast.sumin, now=make.NOW)
    return intake.admit(taken, by=cast.sumin, on=make.DAY, now=make.NOW, opening=make.opening(cast))


@pytest.mark.parametrize(("answer", "is_offered"), [("accepted|原文<如此>，含结余。", True), ("explained|原文<如此>，含结余。", True), ("accepted|", False), ("open|待查", False)])
def test_what_was_answered_at_intake_is_offered_for_the_same_figures(office: Client, cast: Cast, desk: Any, answer: str, is_offered: bool) -> None:
    desk.draft(taken_in(cast, answer))
    page = text(office)
    (field,) = re.findall('<input id="w-[^>]*>', page)
    assert ('value="原文&lt;如此&gt;，含结余。"' in field) is is_offered is ("取自录入《n.txt》时的答复" in page)
    assert 'value=""' in field or is_offered
    assert NoticeDraft.objects.get().explanations == {} and NoticeDraft.objects.get().unexplained == 1


def test_only_the_day_at_fault_is_red(office: Client, cast: Cast, desk: Any) -> None:
    early = make.notice(2).replace("二是开展培训。", "二是2025年3月完成排查。", 1)
    made = make.inspection(cast, text=early)
    assert made.delivered_on == make.DAY
    desk.draft(made)
    paper = text(office)
    paper = paper[paper.index("<article") : paper.index("</article>")]
    red = re.findall('class="figure differs" href="#d-[0-9a-f]+"[^>]*>([^<]*)<', paper)
    assert red == ["2025年3月"] and "2026年3月2日" in paper


def test_a_draft_without_contacts_says_so_until_it_has_some(office: Client, desk: Any, draft: NoticeDraft) -> None:
    assert "没有写联系方式" in text(office)
    desk.rewritten(draft, contacts=[["联系电话", "0000-1234567"]])
    assert "没有写联系方式" not in text(office)


def test_a_document_number_is_written_as_the_standard_writes_it(office: Client, draft: NoticeDraft) -> None:
    for number, kept in (("示整改〔2026〕3号", "示整改〔2026〕3号"), (" 示整改[2026]第03号", "示整改〔2026〕3号"), ("示整改（2026）12号", "示整改〔2026〕12号"), ("", "")):
        assert office.post(URL, typed(draft, document_number=number)).status_code == 302
        assert NoticeDraft.objects.get().front["document_number"] == kept
    for number in ("2026-3", "示整改〔26〕3号", "示整改〔2026〕号", "示整改〔2026〕0号", "<b>〔2026〕3号"):
        assert office.post(URL, typed(draft, document_number=number)).status_code == 422, number


def test_the_next_draft_does_not_take_over_the_document_number(desk: Any, draft: NoticeDraft) -> None:
    desk.rewritten(draft, document_number="示整改〔2026〕3号", issuer="示例区委办公室")
    assert (desk.draft(draft.inspection).front["document_number"], desk.draft(draft.inspection).front["issuer"]) == ("", "示例区委办公室")
