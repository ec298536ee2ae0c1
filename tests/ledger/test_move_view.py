"""Moves through the page: made by those who may, refused to others with the sentence, and nothing typed is lost."""

from __future__ import annotations

import re
from datetime import date, timedelta

import make
import pytest
from cast import Cast, user
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xiaohao.ledger.forms.move import MoveForm
from xiaohao.ledger.models import Event, Evidence, Item, Measure, Progress
from xiaohao.lifecycle import MOVES, needs
from xiaohao.people.models import User

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def row(cast: Cast, today: date) -> Item:
    return Item.objects.filter(inspection=make.inspection(cast)).select_related("inspection").order_by("position")[0]


def url(item: Item, move: str) -> str:
    return f"/{item.inspection.slug}/items/{item.address}/{move}/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def assigning(cast: Cast, **changes: object) -> dict[str, object]:
    given = {
        "leader": cast.lin.person_id, "lead_unit": cast.housing.pk, "units": [cast.market.pk, cast.finance.pk], "track": "staged", "due_on": "2026-06-30",
        "effective_on": "2026-03-10",
    }  # fmt: skip
    return given | changes


def planned(cast: Cast, row: Item) -> Item:
    row = make.item(cast, row, at="acknowledged")
    data = {
        "measures-0-ordinal": "一是", "measures-0-text": "修订办法", "measures-0-criterion": "办法印发", "measures-0-due_on": "2026-05-01",
        "measures-1-ordinal": "二是", "measures-1-text": "开展培训", "measures-1-criterion": "", "measures-1-due_on": "",
        "measures-2-ordinal": "三是", "measures-2-text": "", "measures-2-criterion": "", "measures-2-due_on": "",
    }  # fmt: skip
    assert signed_in(cast.hegong).post(url(row, "plan"), data).status_code == 303
    return Item.objects.get(pk=row.pk)


def claim(cast: Cast) -> dict[str, object]:
    return {"ground": "rectified", "statement": "已整改到位", "signed_off_by": cast.lin.person_id}


def test_the_office_assigns_from_the_page(cast: Cast, row: Item) -> None:
    answer = signed_in(cast.sumin).post(url(row, "assign"), assigning(cast))
    assert (answer.status_code, answer["Location"]) == (303, f"/demo-2026/items/{row.address}/")
    row.refresh_from_db()
    assert (row.lead_unit_id, row.leader_id, row.due_on) == (cast.housing.pk, cast.lin.person_id, date(2026, 6, 30))
    event = Event.objects.get(item=row, move="assign")
    assert (event.effective_on, event.facts["units"]) == (date(2026, 3, 10), sorted([cast.market.pk, cast.finance.pk]))


def test_without_a_day_a_move_counts_from_today(cast: Cast, row: Item, today: date) -> None:
    assert signed_in(cast.sumin).post(url(row, "assign"), assigning(cast, effective_on="")).status_code == 303
    assert Event.objects.get(item=row, move="assign").effective_on == today


@pytest.mark.parametrize("day", ["2999-01-01", "tomorrow"])
def test_a_day_that_has_not_come_or_is_none_is_refused(cast: Cast, row: Item, day: str) -> None:
    answer = signed_in(cast.sumin).post(url(row, "assign"), assigning(cast, effective_on=day))
    assert answer.status_code == 409
    assert not Event.objects.filter(item=row, move="assign").exists()


def test_a_refused_form_keeps_what_was_typed(cast: Cast, row: Item) -> None:
    answer = signed_in(cast.sumin).post(url(row, "assign"), assigning(cast, due_on=""))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "缺少“整改时限”" in text
    assert f'<option value="{cast.lin.person_id}" selected>' in text
    assert f'name="units" value="{cast.market.pk}" checked' in text
    assert 'value="staged" checked' in text
    assert 'value="2026-03-10"' in text
    assert 'class="field wrong"><label for="need-due_on"' in text


def test_rows_of_a_plan_are_kept_when_refused(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="acknowledged")
    data = {"measures-0-text": "", "measures-0-criterion": "办法印发", "measures-4-ordinal": "一是", "measures-4-text": "修订办法"}
    answer = signed_in(cast.hegong).post(url(row, "plan"), data)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "修订办法</textarea>" in text
    assert "办法印发</textarea>" in text


def test_empty_rows_of_a_plan_are_no_measures(cast: Cast, row: Item) -> None:
    row = planned(cast, row)
    plan = Measure.objects.filter(item=row, ended_by__isnull=True).order_by("position")
    assert [(one.ordinal, one.text, one.criterion, one.due_on) for one in plan] == [
        ("一是", "修订办法", "办法印发", date(2026, 5, 1)), ("二是", "开展培训", "", None),
    ]  # fmt: skip


def test_a_plan_is_changed_from_how_it_stands_with_rows_to_spare(cast: Cast, row: Item) -> None:
    row = planned(cast, row)
    form = signed_in(cast.hegong).get(url(row, "plan")).context["form"]
    assert [one.text for one in form.measures] == ["修订办法", "开展培训", ""]


def test_without_a_plan_three_empty_rows_are_offered(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="acknowledged")
    Measure.objects.filter(item=row).delete()
    form = signed_in(cast.hegong).get(url(row, "plan")).context["form"]
    assert [one.ordinal for one in form.measures] == ["一是", "二是", "三是"]


def test_files_say_which_measure_they_prove(cast: Cast, row: Item) -> None:
    row = planned(cast, row)
    first = Measure.objects.filter(item=row, ended_by__isnull=True).order_by("position")[0]
    files = {
        f"files-{first.pk}": [SimpleUploadedFile("甲.png", PNG), SimpleUploadedFile("乙.png", PNG + b"1")],
        f"files-{first.pk}-camera": SimpleUploadedFile("拍照.png", PNG + b"2"),
        "files": SimpleUploadedFile("总.png", PNG + b"3"),
    }
    answer = signed_in(cast.hegong).post(url(row, "claim-completion"), claim(cast) | files)
    assert answer.status_code == 303
    found = sorted(Evidence.objects.filter(item=row).values_list("name", "measure_id"))
    assert found == sorted([("甲.png", first.pk), ("乙.png", first.pk), ("拍照.png", first.pk), ("总.png", None)])


def test_a_claim_without_proof_of_a_criterion_names_the_measure(cast: Cast, row: Item) -> None:
    row = planned(cast, row)
    answer = signed_in(cast.hegong).post(url(row, "claim-completion"), claim(cast) | {"files": SimpleUploadedFile("总.png", PNG)})
    assert answer.status_code == 409
    assert "措施的完成标准还缺佐证：一是缺佐证材料" in answer.content.decode()
    assert "已整改到位</textarea>" in answer.content.decode()


def test_a_file_over_the_limit_is_one_sentence_and_nothing_else(cast: Cast, row: Item, settings) -> None:  # type: ignore[no-untyped-def]  # the plugin's fixture
    settings.UPLOAD_LIMIT = 1024 * 1024
    row = make.item(cast, row, at="acknowledged")
    data = {"narrative": "已完成一半", "files": SimpleUploadedFile("大.bin", b"0" * (1024 * 1024 + 1))}
    answer = signed_in(cast.hegong).post(url(row, "report-progress"), data)
    assert answer.status_code == 409
    assert "“大.bin”超过 1 MB 的上限" in answer.content.decode()
    assert "已完成一半</textarea>" in answer.content.decode()
    assert not Evidence.objects.exists()
    assert not list(settings.EVIDENCE_FOLDER.glob("*"))
    assert not Progress.objects.filter(event__move="report_progress").exists()


def test_a_file_within_the_limit_beside_one_over_it_is_not_kept(cast: Cast, row: Item, settings) -> None:  # type: ignore[no-untyped-def]  # the plugin's fixture
    settings.UPLOAD_LIMIT = 1024 * 1024
    row = make.item(cast, row, at="acknowledged")
    files = [SimpleUploadedFile("小.png", PNG), SimpleUploadedFile("大.bin", b"0" * (3 * 1024 * 1024)), SimpleUploadedFile("末.png", PNG)]
    answer = signed_in(cast.hegong).post(url(row, "report-progress"), {"narrative": "已完成一半", "files": files})
    assert answer.status_code == 409
    assert "“大.bin”超过 1 MB 的上限" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_an_empty_file_is_refused_by_name(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="acknowledged")
    data = {"narrative": "已完成一半", "files": SimpleUploadedFile("空.txt", b"")}
    answer = signed_in(cast.hegong).post(url(row, "report-progress"), data)
    assert answer.status_code == 409
    assert "“空.txt”是空文件" in answer.content.decode()


def test_a_file_cannot_prove_a_measure_of_another_item(cast: Cast, row: Item) -> None:
    other = Item.objects.filter(inspection=row.inspection).order_by("position")[1]
    strange = Measure.objects.filter(item=other)[0]
    row = make.item(cast, row, at="acknowledged")
    data = {"narrative": "已完成", f"files-{strange.pk}": SimpleUploadedFile("甲.png", PNG)}
    assert signed_in(cast.hegong).post(url(row, "report-progress"), data).status_code == 409


@pytest.mark.parametrize(("who", "status"), [("hegong", 409), ("zhoulan", 404), ("stranger", 404), ("handu", 409), ("lin", 409)])
def test_only_the_office_assigns(cast: Cast, row: Item, who: str, status: int) -> None:
    other = Item.objects.filter(inspection=row.inspection).order_by("position")[1]
    if who == "hegong":
        make.assigned(cast, row)
    user = getattr(cast, who)
    assert signed_in(user).post(url(row, "assign"), assigning(cast)).status_code == status
    assert signed_in(user).get(url(row, "assign")).status_code == status
    other.refresh_from_db()
    assert Event.objects.filter(item=row, move="assign").count() == (1 if who == "hegong" else 0)


def test_own_work_is_refused_through_the_page_too(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="claimed")
    given = {"opinion": "属实", "checked_on": "2026-03-02"}
    answer = signed_in(cast.daishuang).post(url(row, "pass-gate"), given)
    assert answer.status_code == 409
    assert "自己的工作不能由自己把关" in answer.content.decode()
    assert signed_in(cast.handu).post(url(row, "pass-gate"), given).status_code == 303


@pytest.mark.parametrize("move", ["admit", "follow-parts", "fly", "strike_off"])
def test_a_move_that_is_not_for_this_page_is_refused_not_broken(cast: Cast, row: Item, move: str) -> None:
    client = signed_in(cast.sumin)
    assert client.get(url(row, move)).status_code == 409
    assert client.post(url(row, move), {}).status_code == 409
    row.refresh_from_db()
    assert row.stage == "open"


@pytest.mark.parametrize("value", ["0", "-1", "1e9", "9" * 30, "abc", "\x00", "１２"])
def test_ids_that_are_none_are_refused(cast: Cast, row: Item, value: str) -> None:
    assert signed_in(cast.sumin).post(url(row, "assign"), assigning(cast, leader=value)).status_code == 409


def test_in_its_place_a_refusal_is_the_sentence_alone(cast: Cast, row: Item) -> None:
    answer = signed_in(cast.sumin).post(url(row, "assign"), assigning(cast, due_on=""), headers={"HX-Request": "true"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert text.startswith("<div") and "缺少“整改时限”" in text and "<form" not in text


def test_in_its_place_a_move_made_leads_to_the_item_alone(cast: Cast, row: Item) -> None:
    answer = signed_in(cast.sumin).post(url(row, "assign"), assigning(cast), headers={"HX-Request": "true"}, follow=True)
    assert answer.redirect_chain == [(f"/demo-2026/items/{row.address}/", 303)]
    assert answer.content.decode().startswith("<article")


def test_an_event_is_annulled_from_a_list_of_those_that_can_be(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="reported")
    wrong = Event.objects.get(item=row, move="report_progress")
    client = signed_in(cast.sumin)
    form = client.get(url(row, "annul"), {"event": wrong.pk}).context["form"]
    (field,) = [one for one in form.fields if one.key == "event"]
    assert [option.value for option in field.options] == [
        str(pk) for pk in Event.objects.filter(item=row).exclude(move="admit").order_by("-seq").values_list("pk", flat=True)
    ]
    assert field.value == str(wrong.pk)
    assert client.post(url(row, "annul"), {"event": wrong.pk, "reason": "误报"}).status_code == 303
    assert Event.objects.get(item=row, move="annul").annuls_id == wrong.pk


def test_every_move_has_a_form_with_a_field_for_each_need(cast: Cast, row: Item) -> None:
    rules = row.inspection.procedure_version.as_rules
    for name, move in MOVES.items():
        if not move.by_person or name == "admit":
            continue
        form = MoveForm(name, Item.objects.get(pk=row.pk), today=make.DAY, lang="en")
        keys = {field.key for field in (*form.fields, *form.last_fields)}
        keys |= {"files"} if form.sends_files else set()
        keys |= {"measures"} if form.asks_measures else set()
        keys |= {"items"} if form.asks_items else set()
        of_targets = {"readings", "done", "explanation", "unreached"}  # shown where the plan has targets, or a figure is odd
        assert keys - of_targets == {need.key for need in needs(name, rules, row.state)} - of_targets
        assert all(field.name for field in form.fields)


def test_a_deadline_of_today_may_be_given(cast: Cast, row: Item, today: date) -> None:
    assert signed_in(cast.sumin).post(url(row, "assign"), assigning(cast, due_on=today.isoformat())).status_code == 303
    row.refresh_from_db()
    assert row.due_on == today == make.DAY + timedelta(days=30)


def test_the_form_says_when_a_deadline_is_needed(cast: Cast, row: Item) -> None:
    page = signed_in(cast.sumin).get(url(row, "assign")).content.decode()
    label = page.split('for="need-due_on"')[1].split("</label>")[0]
    assert "可不填" not in label
    assert "限期整改必填" in page


def test_a_refusal_in_its_place_names_the_field(cast: Cast, row: Item) -> None:
    answer = signed_in(cast.sumin).post(url(row, "assign"), assigning(cast, due_on=""), headers={"HX-Request": "true"})
    assert 'data-wrong="due_on"' in answer.content.decode()


def offered(client: Client, at: str, key: str) -> list[tuple[str, list[str]]]:
    """The groups of a list of persons, with the names in each."""
    form = client.get(at).context["form"]
    return [(group.name, [option.text for option in group.options]) for one in form.fields if one.key == key for group in one.groups]


def test_who_may_sign_is_offered_in_the_order_of_the_law(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="reported")
    client = signed_in(cast.hegong)
    assert offered(client, url(row, "claim-completion"), "signed_off_by") == [("责任领导", ["林书记（示例区整改工作领导小组 组长）"])]
    user("head", "梁栋", (cast.housing, "局长", True))
    assert offered(client, url(row, "claim-completion"), "signed_off_by") == [
        ("示例区住建局", ["梁栋（局长）"]), ("责任领导", ["林书记（示例区整改工作领导小组 组长）"]),
    ]  # fmt: skip


def test_leaders_come_first_and_who_verifies_answers_for_nothing(cast: Cast, row: Item) -> None:
    user("watch", "巡视联络员", (cast.inspectors, "联络员", True))
    groups = offered(signed_in(cast.sumin), url(row, "assign"), "leader")
    assert groups[0] == ("负责人", ["苏敏（示例区整改办 主任）", "林书记（示例区整改工作领导小组 组长）"])
    everybody = "".join(text for _, names in groups for text in names)
    assert "何工" in everybody
    assert not any(name in everybody for name in ("韩督", "戴双", "巡视联络员"))


def test_a_move_made_is_said_on_the_item_with_its_record(cast: Cast, row: Item) -> None:
    client = signed_in(cast.sumin)
    page = client.post(url(row, "assign"), assigning(cast), follow=True).content.decode()
    seq = Event.objects.get(item=row, move="assign").seq
    told = f'role="status">已办理：明确责任，2026年3月10日起生效。 <a href="#event-{seq}">第 {seq} 号记录</a></p>'
    assert page.count(told) == 1
    assert f'id="event-{seq}"' in page
    assert told not in client.get(f"/demo-2026/items/{row.address}/").content.decode()


def test_a_move_made_in_its_place_is_said_in_its_place(cast: Cast, row: Item) -> None:
    answer = signed_in(cast.sumin).post(url(row, "assign"), assigning(cast), headers={"HX-Request": "true"}, follow=True)
    page = answer.content.decode()
    assert page.startswith("<article")
    assert "已办理：明确责任" in page


def test_a_refused_move_leads_back_to_its_item(cast: Cast, row: Item) -> None:
    for referer in ({}, {"Referer": "http://testserver/"}):
        page = signed_in(cast.handu).get(url(row, "strike-off"), headers=referer)
        assert page.status_code == 409
        text = page.content.decode()
        assert f'href="/demo-2026/items/{row.address}/"' in text
        assert "这一步由整改办办理" in text


def test_a_grey_button_does_not_ask_to_reload(cast: Cast, row: Item) -> None:
    page = signed_in(cast.sumin).get(f"/demo-2026/items/{row.address}/").content.decode()
    assert 'aria-disabled="true"' in page
    assert "刷新" not in page
def last_event(form: str) -> str:
    """The item's newest event as the form carries it."""
    return re.findall(r'name="last_event" value="(\d+)"', form)[-1]


@pytest.mark.parametrize("in_place", [False, True])
def test_a_form_that_stood_open_while_the_item_moved_on_says_so_and_can_be_sent_again(cast: Cast, row: Item, in_place: bool) -> None:
    row = make.item(cast, row, at="acknowledged")
    browser, headers = signed_in(cast.hegong), {"HX-Request": "true"} if in_place else {}
    known = last_event(browser.get(url(row, "report-progress"), headers=headers).content.decode())
    signed_in(cast.sumin).post(url(row, "recognise"), {"completion": "long_term", "reason": "长期坚持"})
    data = {"narrative": "照旧的进展", "last_event": known}
    answer = browser.post(url(row, "report-progress"), data, headers=headers)
    text = answer.content.decode()
    assert answer.status_code == 409 and not Progress.objects.filter(text="照旧的进展").exists()
    assert "该事项又有变动：认定进度，最近一次是苏敏" in text
    assert last_event(text) == str(Event.objects.filter(item=row).order_by("-seq")[0].pk) != known
    assert browser.post(url(row, "report-progress"), {**data, "last_event": last_event(text)}, headers=headers).status_code == 303


def test_a_form_that_lost_its_race_says_what_the_other_did_rather_than_that_it_is_too_late(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="reported")
    browser = signed_in(cast.hegong)
    known = last_event(browser.get(url(row, "claim-completion")).content.decode())
    first, second = ({**claim(cast), "last_event": known, "files": SimpleUploadedFile("a.png", PNG)} for _ in range(2))
    assert browser.post(url(row, "claim-completion"), first).status_code == 303
    answer = browser.post(f"{url(row, 'claim-completion')}?lang=en", second)
    assert answer.status_code == 409 and "the item has moved on: Request strike-off" in answer.content.decode()


@pytest.mark.parametrize("known", ["", "x", "²", "9" * 40])
def test_a_form_without_a_number_of_its_own_is_judged_as_it_comes(cast: Cast, row: Item, known: str) -> None:
    row = make.item(cast, row, at="acknowledged")
    answer = signed_in(cast.hegong).post(url(row, "report-progress"), {"narrative": "进展", "last_event": known})
    assert answer.status_code == 303
