"""任何文件: workbooks, papers and pictures through the pages: their columns corrected, their figures explained, their photos kept as evidence."""

from __future__ import annotations

import io
from datetime import date

import make
import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from xiaohao.ledger import intake as door
from xiaohao.ledger.models import ColumnMap, Evidence, Inspection, Intake, IntakePicture
from xiaohao.lifecycle import Refused
from xiaohao.people.models import User

HEAD = ("序号", "存在问题", "整改措施", "归口", "整改时限")
ROWS = (
    (1, "部分路段窨井盖破损，修复不及时。", "一是更换井盖12处。二是建立巡查制度。", "示例区住建局", "2026年12月底前"),
    (2, "城区学位供给不足，大班额问题没有消除。", "新建学校2所。", "示例区市监局", "立行立改"),
)
FAULTY = make.notice(2).replace("一、巡视反馈", "截至2026年6月30日，巡视反馈的9个具体问题，已完成整改4个，未完成整改4个。\n\n一、巡视反馈")


def workbook(*, with_photo: bool = False, rows: tuple[tuple[object, ...], ...] = ROWS) -> bytes:
    """An office's ledger as a workbook."""
    book = Workbook()
    sheet = book.active
    sheet.append(["示例区整改台账"])
    sheet.append(HEAD)
    for row in rows:
        sheet.append(row)
    if with_photo:
        made = io.BytesIO()
        Picture.new("RGB", (8, 8), "red").save(made, "PNG")
        sheet.add_image(Image(io.BytesIO(made.getvalue())), "F4")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def proposed(cast: Cast, raw: bytes, name: str = "台账.xlsx") -> Intake:
    return door.propose(raw, name, by=cast.sumin, now=make.NOW)


def test_a_workbook_that_is_sent_becomes_rows(cast: Cast, today: date) -> None:
    client_of(cast.sumin).post("/intake/", {"file": SimpleUploadedFile("台账.xlsx", workbook())})
    taken = Intake.objects.get()
    assert [one["text"] for one in taken.proposal["items"]] == [row[1] for row in ROWS]
    assert [one["due_on"] for one in taken.proposal["items"]] == ["2026-12-31", None]
    assert taken.kind == "ledger"


def test_a_column_that_nobody_knows_is_named_and_can_be_said(cast: Cast, today: date) -> None:
    taken = proposed(cast, workbook())
    client = client_of(cast.sumin)
    assert "归口" in client.get(f"/intake/{taken.pk}/").content.decode()
    assert taken.proposal["items"][0]["lead_unit"] is None
    answer = client.post(f"/intake/{taken.pk}/", {"do": "columns", "column-归口": "lead_unit"})
    taken.refresh_from_db()
    assert answer.status_code == 303
    assert taken.proposal["items"][0]["lead_unit"] == "示例区住建局"


def test_what_was_said_of_a_column_is_known_the_next_time(cast: Cast) -> None:
    door.read_again(proposed(cast, workbook()), {"归口": "lead_unit"}, by=cast.sumin, now=make.NOW)
    later = proposed(cast, workbook(rows=(*ROWS, (3, "农村公路管养不到位，坑槽较多。", "开展巡查。", "示例区住建局", "2026年9月底前"))), "下月.xlsx")
    assert later.proposal["items"][2]["lead_unit"] == "示例区住建局"
    assert ColumnMap.objects.get().roles == {"归口": "lead_unit"}


def test_a_role_that_nobody_knows_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        door.read_again(proposed(cast, workbook()), {"归口": "king"}, by=cast.sumin, now=make.NOW)
    assert not ColumnMap.objects.exists()


def test_only_an_office_says_what_columns_mean(cast: Cast) -> None:
    with pytest.raises(Refused):
        door.read_again(proposed(cast, workbook()), {"归口": "lead_unit"}, by=cast.hegong, now=make.NOW)


def test_a_photo_in_a_cell_becomes_evidence_of_its_row(cast: Cast) -> None:
    taken = proposed(cast, workbook(with_photo=True))
    assert IntakePicture.objects.count() == 1
    inspection = door.admit(taken, by=cast.sumin, on=make.DAY, now=make.NOW, opening=make.opening(cast))
    file = Evidence.objects.get()
    assert (file.item.number, file.media_type, file.uploaded_by) == ("2", "image/png", cast.sumin)
    assert file.item.inspection == inspection


def test_a_picture_of_a_document_is_for_those_who_may_read_it(cast: Cast, today: date) -> None:
    taken = proposed(cast, workbook(with_photo=True))
    url = f"/intake/{taken.pk}/pictures/{IntakePicture.objects.get().pk}/"
    assert client_of(cast.hegong).get(url).status_code == 404
    answer = client_of(cast.sumin).get(url)
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    for close in answer._resource_closers:  # not answer.close(): it would end the connection that the test stands on
        close()
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")


@pytest.mark.parametrize(("words", "status"), [("分项有交叉，以台账为准", 303), ("", 409)])
def test_a_figure_is_explained_in_words_or_not_at_all(cast: Cast, today: date, words: str, status: int) -> None:
    taken = proposed(cast, FAULTY.encode(), "通报.txt")
    client = client_of(cast.sumin)
    page = client.get(f"/intake/{taken.pk}/")
    key = next(one.key for one in page.context["page"].questions if one.kind == "check")
    answer = client.post(f"/intake/{taken.pk}/", {"do": "answers", f"verdict-{key}": "explained", f"note-{key}": words})
    taken.refresh_from_db()
    assert answer.status_code == status
    assert taken.answers == ({key: f"explained|{words}"} if words else {})


def test_an_explanation_comes_back_with_the_same_figure_of_the_next_document(cast: Cast, today: date) -> None:
    inspection = make.inspection(cast, text=FAULTY)
    first = inspection.intakes.get()
    page = client_of(cast.sumin).get(f"/intake/{first.pk}/").context["page"]
    key = next(one.key for one in page.questions if one.kind == "check")
    Intake.objects.filter(pk=first.pk).update(answers={key: "explained|分项有交叉"})
    later = proposed(cast, FAULTY.replace("二是开展培训", "二是全员轮训").encode(), "下月.txt")
    again = next(one for one in client_of(cast.sumin).get(f"/intake/{later.pk}/").context["page"].questions if one.key == key)
    assert (again.verdict, again.note, again.is_from_before) == ("", "分项有交叉", True)


def test_questions_keep_their_answers_when_the_document_is_read_again(cast: Cast) -> None:
    taken = proposed(cast, workbook())
    door.edit(taken, [{"op": "answer", "key": "doubt-x", "value": "open|"}], by=cast.sumin, now=make.NOW)
    assert door.read_again(taken, {"归口": "lead_unit"}, by=cast.sumin, now=make.NOW).answers == {"doubt-x": "open|"}


def test_the_next_months_workbook_shows_exactly_what_changed(cast: Cast, today: date) -> None:
    inspection: Inspection = door.admit(proposed(cast, workbook()), by=cast.sumin, on=make.DAY, now=make.NOW, opening=make.opening(cast))
    rows = (ROWS[0][:4] + ("2027年3月底前",), ROWS[1], (3, "农村公路管养不到位，坑槽较多。", "开展巡查。", "示例区住建局", "2026年9月底前"))
    taken = proposed(cast, workbook(rows=rows), "下月.xlsx")
    page = client_of(cast.sumin).get(f"/intake/{taken.pk}/").context["page"]
    assert page.compared == {"created": 1, "changed": 2, "untouched": 0}
    assert inspection.items.count() == 2
