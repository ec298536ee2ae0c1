"""Lists of units and people: told row by row, let in once a person says so, all or nothing, and twice is once."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape

import make
import pytest
from cast import Cast
from counted import queries_of
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from xiaohao.lifecycle import Refused
from xiaohao.people import former, units
from xiaohao.people.models import Amendment, Appointment, Person, Unit
from xiaohao.roster import entering, sheet
from xiaohao.roster.preview import Effect, preview
from xiaohao.roster.sheet import Line, Lists

ON, NOW = make.DAY, make.NOW
UNITS = ("代码", "名称", "简称", "类别", "层级", "上级代码", "设立日期")
PEOPLE = ("姓名", "电话", "单位代码", "职务", "主要负责人", "任职起", "任职止")


def lists(units: list[dict[str, str]] | None = None, people: list[dict[str, str]] | None = None) -> Lists:
    """Lines by their cells, numbered as in a workbook."""
    return Lists(*(tuple(Line(number, cells) for number, cells in enumerate(rows or [], 2)) for rows in (units, people)))


def told(found: Lists) -> list[tuple[str, str]]:
    """Each row's effect, and why it is refused."""
    return [(row.effect.value, row.refused.code if row.refused else "") for row in preview(found, ON, ON).rows]


def enter(found: Lists, cast: Cast) -> None:
    """Let in what the preview says."""
    entering.enter(found, ON, preview(found, ON, ON).digest, by=cast.sumin, now=NOW)


TOWN = {"code": "z1", "name": "示例镇政府", "short_name": "示例镇", "kind": "乡镇政府", "level": "乡镇（街道）", "parent": "sq"}
VILLAGE = {"code": "c1", "name": "柳村", "kind": "village", "level": "village", "parent": "z1"}
HEAD = {"name": "田野", "phone": "0000", "unit": "c1", "post": "主任", "is_head": "是", "from_on": "2026年3月2日"}


def test_new_units_and_people_come_in_whatever_their_order(cast: Cast) -> None:
    found = lists([VILLAGE, TOWN], [HEAD, {**HEAD, "unit": "z1", "post": "委员", "is_head": ""}])
    assert told(found) == [("new", "")] * 4
    enter(found, cast)
    village = Unit.objects.get(code="c1")
    assert [one.code for one in Unit.objects.filter(pk__in=village.ancestor_ids).order_by("path")] == ["sq", "z1", "c1"]
    assert (village.kind, village.level) == ("village", "village")
    person = Person.objects.get(name="田野")
    assert set(person.appointments.values_list("unit__code", "post", "is_head", "from_on")) == {("c1", "主任", True, ON), ("z1", "委员", False, ON)}
    assert Amendment.objects.filter(recorded_by=cast.sumin, recorded_at=NOW).count() == 5


def test_a_list_that_comes_again_changes_nothing(cast: Cast) -> None:
    found = lists([TOWN, VILLAGE], [HEAD])
    enter(found, cast)
    count = Amendment.objects.count()
    assert told(found) == [("same", "")] * 3
    enter(found, cast)
    assert Amendment.objects.count() == count


def test_a_unit_is_named_anew_and_moved_from_the_day_on(cast: Cast) -> None:
    found = lists([{"code": "zjj", "name": "示例区住房局", "kind": "", "parent": "zgb"}])
    (row,) = preview(found, ON, ON).rows
    assert [(one.name, one.before, one.after) for one in row.changes] == [("名称", "示例区住建局", "示例区住房局"), ("上级代码", "sq", "zgb")]
    enter(found, cast)
    row_now = Unit.objects.get(code="zjj")
    assert (row_now.name, row_now.parent) == ("示例区住房局", cast.office)
    assert former.names_on(date(2026, 3, 1), ON)[row_now.pk].name == "示例区住建局"


WRONG = {
    "row_missing": {"name": "无代码"}, "row_word": {**TOWN, "kind": "大单位"}, "row_day": {**TOWN, "from_on": "去年"}, "row_long": {**TOWN, "name": "长" * 121},
    "row_no_unit": {**TOWN, "parent": "没有"}, "code_taken": {**TOWN, "code": "旧码"}, "future_day": {**TOWN, "from_on": "2030-01-01"},
}  # fmt: skip


@pytest.mark.parametrize("why", WRONG)
def test_a_row_of_a_unit_that_is_wrong_says_why(cast: Cast, why: str) -> None:
    units.rename(cast.finance, on=None, by=cast.sumin, now=NOW, code="旧码")
    units.rename(cast.finance, on=ON, by=cast.sumin, now=NOW, code="新码")
    assert told(lists([WRONG[why]])) == [("refused", why)]


def test_circles_repeats_and_what_rests_on_them_are_refused(cast: Cast) -> None:
    a, b, c = ({**TOWN, "code": code, "parent": above} for code, above in (("a", "b"), ("b", "a"), ("c", "b")))
    assert told(lists([a, b, c])) == [("refused", "row_circle"), ("refused", "row_circle"), ("refused", "row_no_unit")]
    assert told(lists([TOWN, TOWN])) == [("new", ""), ("refused", "row_twice")]
    assert told(lists([{"code": "sq", "name": "示例区委", "parent": "zgb"}])) == [("changed", "")]  # known only at the door
    with pytest.raises(Refused) as refused:
        enter(lists([{"code": "sq", "name": "示例区委", "parent": "zgb"}]), cast)
    assert refused.value.code == "roster_refused"


def test_a_door_that_refuses_one_row_lets_none_in(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        enter(lists([TOWN, {"code": "sq", "name": "示例区委", "parent": "zgb"}]), cast)
    assert (refused.value.facts["line"], refused.value.facts["reason"].code) == (3, "under_itself")  # type: ignore[attr-defined]  # a refusal within a refusal
    assert not Unit.objects.filter(code="z1").exists()


def test_whom_a_row_means_is_told_by_phone_and_unit_or_asked(cast: Cast) -> None:
    twin = Person.objects.create(name="何工", phone="22")
    row = {"name": "何工", "unit": "zjj", "post": "联络员"}
    assert told(lists([], [row])) == [("same", "")]  # the one who is there
    assert told(lists([], [{**row, "unit": "sjj", "from_on": "2026-03-02"}])) == [("refused", "row_namesakes")]
    found = lists([], [{**row, "unit": "sjj", "phone": "22", "from_on": "2026-03-02"}])
    enter(found, cast)
    assert twin.appointments.get().unit == cast.market
    assert told(lists([], [{**row, "unit": "czj", "phone": "33", "from_on": "2026-03-02"}])) == [("changed", "")]  # of the one without a phone


def test_posts_do_not_end_by_a_list(cast: Cast) -> None:
    row = {"name": "何工", "unit": "zjj", "post": "联络员", "to_on": "2026-03-31"}
    assert told(lists([], [row, {**row, "to_on": "", "post": "科长"}, {**row, "unit": "没有"}])) == [
        ("refused", "row_ends_post"), ("refused", "row_missing"), ("refused", "row_no_unit"),
    ]  # fmt: skip


def test_a_head_is_marked_by_a_list(cast: Cast) -> None:
    found = lists([], [{"name": "何工", "unit": "zjj", "post": "联络员", "is_head": "是", "phone": "66"}])
    assert told(found) == [("changed", "")]
    enter(found, cast)
    assert Appointment.objects.get(person=cast.hegong.person).is_head
    assert Person.objects.get(pk=cast.hegong.person_id).phone == "66"


def test_what_has_moved_on_since_the_preview_is_shown_anew(cast: Cast) -> None:
    found = lists([TOWN])
    digest = preview(found, ON, ON).digest
    units.found(name="抢先", kind="other", code="z1", by=cast.sumin, now=NOW)
    with pytest.raises(Refused) as refused:
        entering.enter(found, ON, digest, by=cast.sumin, now=NOW)
    assert refused.value.code == "roster_moved"


def test_a_preview_of_another_person_is_not_taken(cast: Cast) -> None:
    shown = entering.sealed(lists([TOWN]), preview(lists([TOWN]), ON, ON), ON, cast.daishuang)
    for text in (shown, shown[:-3], "x"):
        with pytest.raises(Refused) as refused:
            entering.opened(text, cast.sumin)
        assert refused.value.code == "roster_stale"


def test_the_template_is_read_as_it_is_given_out(cast: Cast) -> None:
    book = load_workbook(io.BytesIO(sheet.template()))
    book["单位"].append(["z1", "示例镇政府", "示例镇", "乡镇政府", "乡镇（街道）", "sq", date(2026, 1, 1)])
    book["人员"].append(["田野", "0000", "z1", "镇长", "是", "2026-03-02", None])
    raw = io.BytesIO()
    book.save(raw)
    found = sheet.read(raw.getvalue(), "名册.xlsx")
    assert told(found) == [("new", ""), ("new", "")]
    assert found.units[0].cells["from_on"] == "2026-01-01"


def test_what_is_no_list_says_what_a_list_needs(db: None) -> None:
    for raw, name, why in ((b"a,b\n1,2\n", "x.csv", "no_roster"), (b"PK\x03\x04broken", "x.xlsx", "unreadable")):
        with pytest.raises(Refused) as refused:
            sheet.read(raw, name)
        assert refused.value.code == why
    long = "\n".join(["代码,名称", *(f"c{n},村{n}" for n in range(sheet.MOST_ROWS + 1))])
    with pytest.raises(Refused) as refused:
        sheet.read(long.encode(), "x.csv")
    assert refused.value.code == "roster_long"


def of_csv(head: tuple[str, ...], *rows: tuple[str, ...]) -> SimpleUploadedFile:
    """A file to send."""
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return SimpleUploadedFile("名册.csv", out.getvalue().encode())


def test_on_the_page_nothing_enters_before_it_is_confirmed(client: Client, cast: Cast) -> None:
    client.force_login(cast.sumin)
    page = client.post("/roster/", {"file": of_csv(UNITS, ("z1", "示例镇政府", "", "乡镇政府", "", "sq", ""), ("", "无代码", "", "", "", "", "")), "on": "2026-03-02"})
    body = page.content.decode()
    assert page.status_code == 200
    assert "缺少“代码”" in body
    assert not Unit.objects.filter(code="z1").exists()
    shown = re.search(r'name="shown" value="([^"]+)"', body)
    assert shown is not None
    assert "已导入 1 行" in client.post("/roster/", {"shown": unescape(shown[1])}, follow=True).content.decode()
    assert Unit.objects.get(code="z1").name == "示例镇政府"
    again = client.post("/roster/", {"shown": unescape(shown[1])})
    assert again.status_code == 409
    assert "预览之后单位或人员又有变动" in again.content.decode()


def test_a_preview_costs_the_same_for_ten_rows_and_for_a_thousand(cast: Cast) -> None:
    def count(rows: int) -> int:
        found = lists([{**VILLAGE, "code": f"c{n}", "parent": "sq"} for n in range(rows)], [{**HEAD, "name": f"人{n}", "unit": f"c{n}"} for n in range(rows)])
        with CaptureQueriesContext(connection) as counted:
            assert {row.effect for row in preview(found, ON, ON).rows} == {Effect.NEW}
        return len(counted)

    assert count(10) == count(1000) <= 7


def test_the_page_without_a_file_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.sumin)
    assert client.post("/roster/", {"on": "2026-03-02"}).status_code == 422
    assert queries_of(client, "/roster/") <= 4
