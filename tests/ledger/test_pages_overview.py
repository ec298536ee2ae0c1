"""The overview: the sentence of a notice, figures that lead to their rows, the course, and what it costs."""

from __future__ import annotations

import re
from datetime import date, timedelta

import make
import pytest
from cast import Cast
from counted import queries_of
from django.test import Client

from xiaohao.ledger import moves, queries, referrals
from xiaohao.ledger.models import Inspection, StatedFigure
from xiaohao.ledger.pages.course import course
from xiaohao.ledger.pages.days import Day
from xiaohao.ledger.pages.overview import overview

URL = "/demo-2026/"


@pytest.fixture
def inspection(cast: Cast, today: date) -> Inspection:
    """Five items: one struck off, one verified, one recognised, one late, one not assigned."""
    made = make.inspection(cast, 5)
    rows = list(made.items.order_by("position"))
    make.item(cast, rows[0], at="struck_off")
    make.item(cast, rows[1], at="verified", on=make.DAY + timedelta(days=5))
    make.assigned(cast, rows[2])
    moves.make(
        "recognise", rows[2], by=cast.sumin, on=make.DAY, now=make.NOW, given={"completion": "substantially_completed", "reason": "主要措施已落实"},
    )  # fmt: skip
    make.assigned(cast, rows[3], days=10)
    made.refresh_from_db()
    return made


@pytest.fixture
def office(client: Client, cast: Cast, inspection: Inspection) -> Client:
    """The office, signed in."""
    client.force_login(cast.sumin)
    return client


def text(client: Client, url: str = URL) -> str:
    return client.get(url).content.decode()


def plain(page: str) -> str:
    """The sentence without its links."""
    found = re.search(r'<p class="sentence">(.*?)</p>', page, re.S)
    assert found is not None
    return re.sub(r"<[^>]*>", "", found[1])


def test_the_headline_reads_as_a_notice_prints_it(office: Client, today: date) -> None:
    day = f"截至{today.year}年{today.month}月{today.day}日"
    assert plain(text(office)) == f"{day}，巡视反馈5个具体问题，已完成整改2个，基本完成整改1个，长期整改0个，未完成整改2个。"


def test_every_figure_leads_to_as_many_rows(office: Client) -> None:
    page = text(office)
    figures = re.findall(r'<a [^>]*href="(/demo-2026/ledger/\?[^"]*)"[^>]*>(?:<b[^>]*>)?(\d+)', page)
    assert len(figures) > 15
    for address, count in figures:
        ledger = office.get(address.replace("&amp;", "&")).content.decode()
        assert f"共 <strong>{count}</strong> 条" in ledger, address


def test_figures_of_a_past_day_lead_to_the_rows_of_that_day(office: Client) -> None:
    page = text(office, f"{URL}?as_of={make.DAY}")
    assert "已完成整改1个" in plain(page)
    for address, count in re.findall(r'<a href="(/demo-2026/ledger/\?[^"]*)">(?:<b[^>]*>)?(\d+)', page):
        assert f"共 <strong>{count}</strong> 条" in office.get(address.replace("&amp;", "&")).content.decode(), address


def test_the_course_ends_where_the_count_stands(cast: Cast, inspection: Inspection, today: date) -> None:
    day = Day(today, today)
    drawn = course(inspection, cast.sumin, day, inspection.seq, 5)
    tally = queries.tally(inspection, today, inspection.seq)
    assert drawn is not None
    assert {line.name: line.count for line in drawn.lines} == {"claimed": 2, "completed": len(tally.completion("completed")), "struck_off": len(tally.stage("struck_off"))}
    assert drawn.months[-1].counts == (("state=claimed", 2), ("completion=completed", 2), ("stage=struck_off", 1))


def test_the_course_goes_down_where_an_item_is_reopened(cast: Cast, inspection: Inspection, today: date) -> None:
    row = inspection.items.order_by("position")[0]
    on = make.DAY + timedelta(days=20)
    moves.make("reopen", row, by=cast.sumin, on=on, now=make.moment(on), given={"basis": "look_back", "reason": "反弹", "due_on": today + timedelta(days=90)})
    inspection.refresh_from_db()
    before = course(inspection, cast.sumin, Day(on - timedelta(days=1), today), inspection.seq, 5)
    after = course(inspection, cast.sumin, Day(on, today), inspection.seq, 5)
    assert before is not None
    assert after is not None
    assert (before.lines[2].count, after.lines[2].count) == (1, 0)


def test_nothing_is_drawn_before_the_first_claim(cast: Cast, today: date) -> None:
    made = make.inspection(cast, 3, slug="new")
    assert course(made, cast.sumin, Day(today, today), made.seq, 3) is None


def test_matters_handed_over_are_counted_in_sentence_and_table(office: Client, cast: Cast, inspection: Inspection, today: date) -> None:
    rows = [referrals.Handed("petition", f"信{n}", make.DAY, concluded_on=make.DAY if n else None) for n in range(3)]
    referrals.take_in(inspection, rows, by=cast.sumin, on=today, now=make.moment(today))
    page = text(office)
    assert "移交的3件信访件，已办结2件，正在办理1件" in plain(page)
    assert "<strong>2</strong>/3" in page


def test_what_a_document_claims_stands_beside_our_count(office: Client, inspection: Inspection) -> None:
    taken = inspection.intakes.get()
    for label, value in (("具体问题", 5), ("已完成整改", 3)):
        of = "巡视反馈" if label == "具体问题" else "巡视反馈具体问题"
        StatedFigure.objects.create(intake=taken, inspection=inspection, label=label, value=value, unit="个", of=of, start=value, end=value + 1)
    page = text(office)
    assert page.count("相符") == 1
    assert page.count("不同") == 1


def test_the_round_before_is_linked_with_its_count(office: Client, cast: Cast, inspection: Inspection) -> None:
    before = make.inspection(cast, 4, slug="round-2022")
    Inspection.objects.filter(pk=inspection.pk).update(follows=before)
    page = text(office)
    assert 'href="/round-2022/ledger/?counted=1"' in page
    assert 'href="/round-2022/"' in page


def test_units_are_shown_by_squares_with_words_on_them(office: Client) -> None:
    page = text(office)
    assert page.count('<a class="sq ') == 5
    assert 'class="sq amber overdue"' in page
    assert 'title="已完成 已销号"' in page


def test_who_sees_some_items_counts_those_alone(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.hegong)
    assert "巡视反馈4个具体问题" in plain(text(client))


def test_the_overview_costs_the_same_for_few_and_many(client: Client, cast: Cast, today: date) -> None:
    for slug, count in (("few", 10), ("many", 1000)):
        row = make.inspection(cast, count, slug=slug).items.order_by("position")[0]
        make.item(cast, row, at="struck_off")
    client.force_login(cast.sumin)
    few, many = queries_of(client, "/few/"), queries_of(client, "/many/")
    # session, account, and five of its own: the inspection, the tally, the calendar, the course, what stands beside them
    assert few == many == 7
    assert queries_of(client, f"/many/?as_of={make.DAY}") == 7


def test_the_page_is_told_in_english_as_a_whole(office: Client) -> None:
    page = text(office, f"{URL}?lang=en")
    assert "5 items raised by the inspection" in plain(page)
    assert "Completion by aspect" in page


def test_an_inspection_that_one_may_not_see_is_not_there(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.stranger)
    assert client.get(URL).status_code == 404


def test_the_value_of_the_page_sums(cast: Cast, inspection: Inspection, today: date) -> None:
    value = overview(inspection, cast.sumin, Day(today, today), "zh")
    assert value.whole.total == sum(bar.total for bar in value.bars) == sum(len(unit.squares) for unit in value.units) == 5
    assert sum(one.count for one in value.whole.slices) == 5
    assert abs(sum(one.width for one in value.whole.slices) - 100) < 0.1


PARTED = (
    "中共示例区委关于整改进展情况的通报\n\n(一)反馈问题:履行职责存在差距\n\n1.工作推进不力\n\n(1)台账不规范。\n\n"
    "(35-1)流程不完善。\n\n(35-2)培训不到位。\n\n(35-3)监督不够。\n\n整改情况:一是完善流程。二是开展培训。\n"
)  # fmt: skip


@pytest.fixture
def parted(cast: Cast, today: date) -> Inspection:
    """A number whose parts answer: one late, one verified late, one near; and an item that is late by itself. The whole has a day of its own too."""
    made = make.inspection(cast, text=PARTED, slug="parted")
    of = {row.number: row for row in made.items.all()}
    make.assigned(cast, of["1"], days=10)
    make.assigned(cast, of["35"], days=10)
    make.assigned(cast, of["35-1"], days=10)
    make.item(cast, of["35-2"], at="verified")
    make.assigned(cast, of["35-3"], days=33)
    made.refresh_from_db()
    return made


def test_parts_are_late_and_not_the_number_above_them_everywhere_alike(client: Client, cast: Cast, parted: Inspection) -> None:
    client.force_login(cast.sumin)
    page = text(client, "/parted/")
    assert re.search(r'href="/parted/ledger/\?state=overdue"><b class="hot">2</b>', page)
    assert re.search(r'href="/parted/ledger/\?state=near"><b>1</b>', page)
    squares = re.findall(r'<a class="sq [a-z]*( overdue)?[^>]*>([\d-]+)</a>', page)
    assert sorted(squares, key=lambda one: one[1]) == [(" overdue", "1"), (" overdue", "35-1"), ("", "35-2"), ("", "35-3")]
    shown = re.findall(r'<td class="no">([^<]*)</td>', text(client, "/parted/ledger/?state=overdue"))
    assert shown == ["1", "35-1"]
    assert '<td class="num"><a class="late" href="/parted/ledger/?state=overdue">2</a></td>' in re.sub(r' data-name="[^"]*"', "", text(client, "/inspections/"))
    for address, count in re.findall(r'<a [^>]*href="(/parted/ledger/\?[^"]*)"[^>]*>(?:<b[^>]*>)?(\d+)', page):
        assert f"共 <strong>{count}</strong> 条" in text(client, address.replace("&amp;", "&")), address


def test_a_number_whose_parts_answer_shows_them_and_no_lamp(client: Client, cast: Cast, parted: Inspection) -> None:
    client.force_login(cast.sumin)
    ledger = text(client, "/parted/ledger/")
    assert "分为 3 个分项：35-1、35-2、35-3" in ledger
    assert "（2 项，另列分项 3 条）" in ledger
    assert ledger.count('<span class="late">') == 2
