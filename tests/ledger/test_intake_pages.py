"""Documents on their way into the ledger, through the pages: sent, looked through, changed, admitted, and by the office only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import make
import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xiaohao.ledger import intake as door
from xiaohao.ledger.intake_page import intake_page, spans
from xiaohao.ledger.models import Inspection, Intake, Item
from xiaohao.people.models import User

FAULTY = (
    "中共示例区委关于巡视整改进展情况的通报\n\n截至2026年6月30日,巡视反馈的9个具体问题,已完成整改4个,未完成整改4个。\n\n(一)反馈问题:履行职责存在差距\n\n1.工作推进不力\n\n"
    "(1)第一类事项办理不够规范；第二类事项没有办理。\n\n整改情况:一是完善流程。二是开展培训。\n\n(2)第三类事项没有办理。\n\n整改情况:一是补办。\n"
)  # fmt: skip


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def proposed(cast: Cast, text: str = FAULTY, name: str = "通报.txt") -> Intake:
    return door.propose(text.encode(), name, by=cast.sumin, now=make.NOW)


def url(intake: Intake, query: str = "") -> str:
    return f"/intake/{intake.pk}/{query}"


def admission(cast: Cast, **changes: object) -> dict[str, object]:
    given = {
        "do": "admit", "target": "new", "title": "示例省委巡视示例区", "slug": "xunshi-2026", "kind": "disciplinary", "inspected_body": cast.district.pk,
        "verifier": cast.verifiers.pk, "leading_group": cast.group.pk, "on": "2026-03-20", "delivered_on": "2026-03-02",
    }  # fmt: skip
    return given | changes


def test_a_file_that_is_sent_is_read_and_shown_side_by_side(cast: Cast, today: date) -> None:
    client = signed_in(cast.sumin)
    answer = client.post("/intake/", {"file": SimpleUploadedFile("通报.txt", FAULTY.encode())})
    intake = Intake.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, url(intake))
    text = client.get(url(intake)).content.decode()
    assert "将立账 <strong>2</strong> 项（<strong>2</strong> 条）" in text
    assert 'data-of="i1"' in text
    assert not Item.objects.exists()


def test_pasted_words_are_read_as_well(cast: Cast, today: date) -> None:
    answer = signed_in(cast.sumin).post("/intake/", {"text": FAULTY.replace("\n", "\r\n"), "name": "粘贴"})
    assert answer.status_code == 303
    assert (Intake.objects.get().name, Intake.objects.get().text) == ("粘贴.txt", FAULTY)


def test_the_same_document_twice_says_so_with_a_link(cast: Cast, today: date) -> None:
    earlier = proposed(cast)
    answer = signed_in(cast.sumin).post("/intake/", {"file": SimpleUploadedFile("又一份.txt", FAULTY.encode())})
    assert answer.status_code == 409
    assert "这份文件已经录入过" in answer.content.decode()
    assert f'<a href="{url(earlier)}">打开原来的录入</a>' in answer.content.decode()
    assert Intake.objects.count() == 1


@pytest.mark.parametrize(("name", "content"), [("空.txt", b""), ("坏.docx", b"PK\x03\x04" + bytes(200)), ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))])
def test_what_cannot_be_read_is_one_sentence(cast: Cast, today: date, name: str, content: bytes) -> None:
    answer = signed_in(cast.sumin).post("/intake/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 409
    assert answer.context["form"].sentence.count(name) == 1
    assert not Intake.objects.exists()


def test_a_document_over_the_limit_is_one_sentence(cast: Cast, today: date, settings) -> None:  # type: ignore[no-untyped-def]  # the plugin's fixture
    settings.UPLOAD_LIMIT = 1024
    answer = signed_in(cast.sumin).post("/intake/", {"file": SimpleUploadedFile("大.txt", b"a" * 1025)})
    assert answer.status_code == 409
    assert not Intake.objects.exists()


@pytest.mark.parametrize("who", ["lin", "hegong", "zhoulan", "handu", "stranger"])
def test_only_the_office_takes_in(cast: Cast, today: date, who: str) -> None:
    intake = proposed(cast)
    client = signed_in(getattr(cast, who))
    assert client.get("/intake/").status_code == 409
    assert client.post("/intake/", {"text": "通报", "name": "甲"}).status_code == 409
    assert client.get(url(intake)).status_code == 404
    assert client.post(url(intake), admission(cast)).status_code == 404
    assert not Inspection.objects.exists()


def test_who_is_not_signed_in_is_asked_to(cast: Cast, today: date) -> None:
    for address in ("/intake/", url(proposed(cast))):
        assert Client().get(address).status_code == 302


def test_the_lit_runs_joined_are_the_text_again(cast: Cast) -> None:
    intake = proposed(cast)
    runs = spans.runs(intake.text, spans.marks(intake.reading, intake.proposal, intake.text), 0, len(intake.text))
    assert "".join(run.text for run in runs) == intake.text
    lit = {run.text: run for run in runs if run.rows}
    assert "k-measure" in lit["一是补办。"].kinds
    assert lit["一是补办。"].rows == "i2"


def test_runs_of_the_real_document_are_its_text_again(cast: Cast, seed: Path) -> None:
    intake = door.propose(seed.read_bytes(), seed.name, by=cast.sumin, now=make.NOW)
    runs = spans.runs(intake.text, spans.marks(intake.reading, intake.proposal, intake.text), 0, len(intake.text))
    assert "".join(run.text for run in runs) == intake.text
    page = intake_page(intake, lang="zh")
    assert (page.summary["main"], page.summary["leaves"]) == (42, 49)


def test_differing_figures_and_doubts_stand_on_top_and_are_answered(cast: Cast, today: date) -> None:
    intake = proposed(cast)
    page = intake_page(intake, lang="zh")
    assert page.questions[0].kind == "check"
    key = page.questions[0].key
    client = signed_in(cast.sumin)
    answer = client.post(url(intake), {"do": "answers", f"verdict-{key}": "accepted", f"note-{key}": "原文如此"})
    assert answer.status_code == 303
    intake.refresh_from_db()
    (question,) = [one for one in intake_page(intake, lang="zh").questions if one.key == key]
    assert (question.verdict, question.note) == ("accepted", "原文如此")
    assert intake_page(intake, lang="zh").unanswered == len(page.questions) - 1


def test_a_row_is_edited(cast: Cast, today: date) -> None:
    intake = proposed(cast)
    client = signed_in(cast.sumin)
    assert 'name="number" value="1"' in client.get(url(intake, "?row=i1")).content.decode()
    data = {"do": "row:i1", "text": "改过的文字", "number": "1-1", "parent": "1", "weight": "3", "heading": intake.proposal["items"][0]["heading"]}
    answer = client.post(url(intake), data)
    assert (answer.status_code, answer["Location"]) == (303, url(intake) + "#row-i1")
    intake.refresh_from_db()
    row = intake.proposal["items"][0]
    assert (row["text"], row["number"], row["parent_number"], row["weight"]) == ("改过的文字", "1-1", "1", 3)


def test_a_row_is_split_at_a_chosen_character_and_joined_again(cast: Cast, today: date) -> None:
    intake = proposed(cast)
    client = signed_in(cast.sumin)
    whole = intake.proposal["items"][0]["text"]
    (cut, *_) = client.get(url(intake, "?row=i1")).context["page"].editing.cuts
    assert whole[: cut.place].endswith("；")
    assert client.post(url(intake), {"do": "split:i1", "cut": cut.place}).status_code == 303
    intake.refresh_from_db()
    assert [one["text"] for one in intake.proposal["items"][:2]] == ["第一类事项办理不够规范；", "第二类事项没有办理。"]
    assert client.post(url(intake), {"do": "join:i1"}).status_code == 303
    intake.refresh_from_db()
    assert intake.proposal["items"][0]["text"] == whole
    assert client.post(url(intake), {"do": "split:i1", "cut": cut.place, "place": "4"}).status_code == 303
    intake.refresh_from_db()
    assert intake.proposal["items"][0]["text"] == whole[:4]


def test_a_row_is_skipped_and_taken_back(cast: Cast, today: date) -> None:
    intake = proposed(cast)
    client = signed_in(cast.sumin)
    client.post(url(intake), {"do": "skip:i1"})
    assert "将立账 <strong>1</strong> 项" in client.get(url(intake)).content.decode()
    client.post(url(intake), {"do": "unskip:i1"})
    assert "将立账 <strong>2</strong> 项" in client.get(url(intake)).content.decode()


@pytest.mark.parametrize("do", ["split:i1", "join:i9", "skip:nothing", "row:nothing", "fly:i1", "", "row:i1"])
def test_a_change_that_cannot_be_is_refused_with_the_page(cast: Cast, today: date, do: str) -> None:
    intake = proposed(cast)
    data = {"do": do, "weight": "99999"} if do == "row:i1" else {"do": do, "cut": "0"}
    answer = signed_in(cast.sumin).post(url(intake), data)
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    intake.refresh_from_db()
    assert [one["text"] for one in intake.proposal["items"]] == [one["text"] for one in intake.reading["items"]]


def test_a_document_is_admitted_into_a_new_inspection(cast: Cast, today: date) -> None:
    intake = proposed(cast)
    client = signed_in(cast.sumin)
    answer = client.post(url(intake), admission(cast))
    assert (answer.status_code, answer["Location"]) == (303, "/xunshi-2026/ledger/")
    inspection = Inspection.objects.get(slug="xunshi-2026")
    assert inspection.items.count() == 2
    assert sorted(inspection.mandates.values_list("capacity", flat=True)) == ["leading_group", "office", "verifier"]
    text = client.get(url(intake)).content.decode()
    assert "立账。" in text and 'id="admission"' not in text and "data-edit" not in text
    assert client.post(url(intake), admission(cast, slug="twice")).status_code == 409
    assert client.post(url(intake), {"do": "skip:i1"}).status_code == 409
    assert Item.objects.count() == 2


def test_a_document_is_admitted_into_an_inspection_that_stands(cast: Cast, today: date) -> None:
    inspection = make.inspection(cast)
    intake = proposed(cast, FAULTY.replace("类事项", "处窗口设施").replace("规范", "便民"))
    client = signed_in(cast.sumin)
    answer = client.post(url(intake), {"do": "admit", "target": "existing", "inspection": inspection.pk, "on": "2026-03-20"})
    assert answer["Location"] == "/demo-2026/ledger/"
    assert inspection.items.count() == 5


def test_an_inspection_of_another_office_is_not_offered(cast: Cast, today: date) -> None:
    inspection = make.inspection(cast)
    inspection.mandates.filter(capacity="office").update(unit=cast.finance)
    intake = proposed(cast)
    answer = signed_in(cast.sumin).post(url(intake), {"do": "admit", "target": "existing", "inspection": inspection.pk, "on": "2026-03-20"})
    assert answer.status_code == 409
    assert inspection.items.count() == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("slug", ""), ("slug", "有汉字"), ("kind", "fashion"), ("inspected_body", "0"), ("verifier", ""), ("on", ""), ("on", "2999-01-01"), ("to_on", "x")],
)
def test_an_incomplete_admission_comes_back_as_it_was_typed(cast: Cast, today: date, field: str, value: str) -> None:
    intake = proposed(cast)
    answer = signed_in(cast.sumin).post(url(intake), admission(cast, **({"inspecting_body_name": "第七巡视组"} | {field: value})))
    assert answer.status_code == 409
    assert 'value="第七巡视组"' in answer.content.decode()
    assert not Inspection.objects.exists()


def test_a_short_name_that_is_taken_is_refused_and_writes_nothing(cast: Cast, today: date) -> None:
    make.inspection(cast, slug="xunshi-2026")
    answer = signed_in(cast.sumin).post(url(proposed(cast)), admission(cast))
    assert answer.status_code == 409
    assert "已被另一次检查使用" in answer.content.decode()
    assert Item.objects.count() == 3


def test_a_stated_standing_is_taken_over_before_the_opening_day(cast: Cast, today: date) -> None:
    intake = proposed(cast)
    client = signed_in(cast.sumin)
    data = {
        "do": "row:i1", "text": intake.proposal["items"][0]["text"], "number": "1", "completion": "completed", "struck_off_on": "2026-01-15",
        "authority": "示例省委巡视办〔2026〕1号",
    }  # fmt: skip
    assert client.post(url(intake), data).status_code == 303
    assert client.post(url(intake), admission(cast)).status_code == 409
    assert client.post(url(intake), admission(cast, opened_on="2026-04-01")).status_code == 303
    item = Item.objects.order_by("position")[0]
    assert (item.stage, item.completion, item.struck_off_on) == ("struck_off", "completed", date(2026, 1, 15))
    assert "示例省委巡视办〔2026〕1号" in client.get(f"/xunshi-2026/items/{item.address}/").content.decode()


def test_an_item_links_to_its_words_in_the_document(cast: Cast, today: date) -> None:
    item = make.inspection(cast).items.select_related("intake").order_by("position")[1]
    assert item.intake is not None
    answer = signed_in(cast.handu).get(url(item.intake, f"?at={item.start}"))
    text = answer.content.decode()
    assert f'id="at-{item.start}">{item.text}</span>' in text
    assert "data-edit" not in text


def long_notice(items: int) -> str:
    """A notice with five items under each finding."""
    lines = ["中共示例区委关于巡视整改进展情况的通报", ""]
    for n in range(1, items + 1):
        if n % 5 == 1:
            lines += [f"{n // 5 + 1}.第{n // 5 + 1}类工作推进不力", ""]
        lines += [f"({n})第{n}项事项办理不够规范,涉及资金{n}万元。", "", f"整改情况:一是完善流程{n}项。二是开展培训{n}人次。", ""]
    return "\n".join(lines)


def test_a_long_document_is_shown_in_parts_that_hold_all_of_it(cast: Cast, today: date) -> None:
    intake = proposed(cast, long_notice(400), "长.txt")
    client = signed_in(cast.sumin)
    first = client.get(url(intake))
    pages = [first.context["page"], *(client.get(url(intake, f"?part={n}")).context["page"] for n in range(1, len(first.context["page"].parts)))]
    assert len(pages) > 4
    assert "".join(run.text for page in pages for run in page.runs) == intake.text
    assert sum(row.level == "item" for page in pages for row in page.rows) == 400
    assert len(first.content) < 200_000
    later = intake.proposal["items"][300]
    assert later["key"] in {row.key for row in client.get(url(intake, f"?at={later['start']}")).context["page"].rows}
    assert later["key"] in {row.key for row in client.get(url(intake, f"?row={later['key']}")).context["page"].rows}


def test_a_text_without_any_rows_is_shown_in_parts_too(cast: Cast) -> None:
    intake = proposed(cast, "没有编号的一行文字。\n" * 20_000, "散文.txt")
    cuts = spans.cuts(intake.text, intake.proposal)
    assert len(cuts) > 4
    assert list(cuts) == sorted(set(cuts))


@pytest.mark.parametrize("query", ["?part=99", "?part=-1", "?part=x", "?at=99999999", "?row=nothing", "?at=²"])
def test_an_address_that_names_no_place_shows_the_page_all_the_same(cast: Cast, today: date, query: str) -> None:
    assert signed_in(cast.sumin).get(url(proposed(cast), query)).status_code == 200


def statements(user: User, address: str) -> int:
    client = signed_in(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_two_documents_and_for_twelve(cast: Cast, today: date) -> None:
    for n in range(2):
        proposed(cast, make.notice(2, name=f"甲{n}"), f"{n}.txt")
    few = statements(cast.sumin, "/intake/")
    for n in range(10):
        proposed(cast, make.notice(2, name=f"乙{n}"), f"乙{n}.txt")
    assert statements(cast.sumin, "/intake/") == few <= 8


def test_the_page_costs_the_same_for_two_rows_and_for_forty(cast: Cast, today: date) -> None:
    few = statements(cast.sumin, url(proposed(cast, make.notice(2, name="甲"), "甲.txt")))
    assert statements(cast.sumin, url(proposed(cast, make.notice(40, name="乙"), "乙.txt"))) == few <= 8


def test_a_row_in_its_place_is_the_row_alone(cast: Cast, today: date) -> None:
    answer = signed_in(cast.sumin).get(url(proposed(cast), "?row=i1"), headers={"HX-Request": "true"})
    assert answer.content.decode().startswith('<div id="row-i1"')


@pytest.mark.parametrize(("field", "value"), [("completion", "nearly"), ("struck_off_on", "last year")])
def test_a_stated_standing_that_is_none_is_refused(cast: Cast, today: date, field: str, value: str) -> None:
    intake = proposed(cast)
    row = intake.proposal["items"][0]
    data = {"do": "row:i1", "text": row["text"], "number": row["number"], "completion": "completed", "struck_off_on": "2026-01-15"} | {field: value}
    assert signed_in(cast.sumin).post(url(intake), data).status_code == 409
    intake.refresh_from_db()
    assert intake.proposal["items"][0]["opening"] is None


def test_differing_figures_are_told_in_the_language_of_the_page(cast: Cast) -> None:
    intake = proposed(cast)
    assert "不符" in intake_page(intake, lang="zh").questions[0].sentence
    assert intake_page(intake, lang="en").questions[0].sentence.isascii()
