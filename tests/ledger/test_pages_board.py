"""The ledger page: what it shows, what its address filters, what it costs, what can be taken away."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta

import make
import pytest
from cast import Cast
from counted import queries_of, size_of
from django.test import Client

from xiaohao.ledger import moves
from xiaohao.ledger.models import Inspection, Item

URL = "/demo-2026/ledger/"


@pytest.fixture
def inspection(cast: Cast, today: date) -> Inspection:
    """Six items: one struck off, one claimed, one late, one near, two not assigned."""
    made = make.inspection(cast, 6)
    rows = list(made.items.order_by("position"))
    make.item(cast, rows[0], at="struck_off")
    make.item(cast, rows[1], at="claimed")
    make.assigned(cast, rows[2], days=10)
    make.assigned(cast, rows[3], days=33)
    return made


@pytest.fixture
def office(client: Client, cast: Cast, inspection: Inspection) -> Client:
    """The office, signed in."""
    client.force_login(cast.sumin)
    return client


def text(client: Client, query: str = "") -> str:
    return client.get(URL + query).content.decode()


def numbers(page: str) -> list[str]:
    """The numbers of the rows shown."""
    return re.findall(r'<td class="no">([^<]*)</td>', page)


def test_aspect_and_finding_reach_down_over_their_rows(office: Client) -> None:
    page = text(office)
    assert page.count('class="merged aspect" rowspan="6"') == 1
    assert page.count('class="merged finding" rowspan="6"') == 1


def test_a_row_says_its_standing_in_words(office: Client) -> None:
    page = text(office)
    assert "已销号" in page
    assert re.search(r"逾期 \d+ 个工作日", page)
    assert "林书记" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?stage=struck_off", 1), ("?stage=claimed", 1), ("?completion=completed", 1), ("?state=overdue", 1), ("?state=near", 1), ("?state=open", 5),
        ("?state=claimed", 2), ("?unit=0", 2), ("?q=第3类", 1), ("?q=3", 1), ("?track=staged", 4), ("?q=没有的字", 0), ("?counted=1&completion=not_completed", 5),
    ],
)  # fmt: skip
def test_each_filter_leaves_its_rows(office: Client, query: str, found: int) -> None:
    page = text(office, query)
    assert len(numbers(page)) == found
    assert f"共 <strong>{found}</strong> 条" in page


def test_filters_by_lead_unit_and_aspect_are_offered_and_hold(office: Client, cast: Cast, inspection: Inspection) -> None:
    aspect = inspection.headings.get(level="aspect")
    assert f'<option value="{cast.housing.pk}">' in text(office)
    assert len(numbers(text(office, f"?unit={cast.housing.pk}&aspect={aspect.pk}"))) == 4


@pytest.mark.parametrize("query", ["?stage=x", "?completion=done", "?unit=a", "?aspect=²", "?state=late", "?sort=colour", "?after=x", "?as_of=soon", "?as_of=2999-01-01", "?format=exe"])
def test_an_address_that_asks_for_nothing_known_is_a_bad_request(office: Client, query: str) -> None:
    assert office.get(URL + query).status_code == 400


def test_rows_without_a_deadline_come_last_and_are_not_lost(office: Client) -> None:
    up, down = numbers(text(office, "?sort=due")), numbers(text(office, "?sort=-due"))
    assert len(up) == len(down) == 6
    assert up[0] == "3"
    assert set(up[-2:]) == {"5", "6"}


def test_chosen_columns_are_shown_and_no_others(office: Client) -> None:
    page = text(office, "?columns=leader&columns=stage")
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert "责任领导" in head
    assert "牵头单位" not in head
    assert head.count("<th ") == 6


def test_the_part_that_a_filter_asks_for_is_the_table_alone(office: Client) -> None:
    part = office.get(URL + "?stage=claimed&sort=due", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert numbers(part) == ["2"]
    assert '<input type="hidden" form="filters" name="sort" value="due">' in part


def test_pages_are_walked_to_the_end(client: Client, cast: Cast, today: date) -> None:
    make.inspection(cast, 120)
    client.force_login(cast.sumin)
    seen, url = [], URL
    while url:
        page = client.get(url).content.decode()
        seen += numbers(page)
        following = re.search(r'rel="next" href="([^"]*)"', page)
        url = URL + following[1].replace("&amp;", "&") if following else ""
    assert seen == [str(n) for n in range(1, 121)]


def test_the_page_costs_the_same_for_ten_and_for_many(client: Client, cast: Cast, today: date) -> None:
    make.inspection(cast, 10, slug="few")
    make.inspection(cast, 1000, slug="many")
    client.force_login(cast.sumin)
    few, many = queries_of(client, "/few/ledger/"), queries_of(client, "/many/ledger/")
    assert few == many
    assert many <= 9  # the calendar of the installation is one of them


def test_a_filtered_and_sorted_page_of_the_past_costs_no_more(office: Client) -> None:
    assert queries_of(office, f"{URL}?stage=open&sort=due&q=事项&as_of={make.DAY}") <= 9


def test_a_page_of_fifty_full_rows_is_sixty_kilobytes_at_most(client: Client, cast: Cast, today: date) -> None:
    made = make.inspection(cast, 60)
    narrative = "一是完善流程并印发制度。二是开展培训三期二百余人次。三是建立台账逐项销号。" * 3
    for row in made.items.order_by("position")[:52]:
        make.item(cast, row, at="acknowledged")
        moves.make("report_progress", row, by=cast.hegong, on=make.DAY, now=make.NOW, given={"narrative": narrative})
    client.force_login(cast.sumin)
    assert size_of(client, URL) <= 60_000


def test_the_table_taken_away_has_the_rows_of_the_page(office: Client) -> None:
    answer = office.get(URL + "?format=csv&track=staged")
    sheet = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert [row["编号"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0]["阶段"] == "已销号"
    assert "attachment" in answer["Content-Disposition"]


def test_programs_take_the_same_rows_as_json(office: Client, inspection: Inspection) -> None:
    told = json.loads(office.get(URL + "?format=json&stage=claimed").content)
    assert [row["number"] for row in told["items"]] == ["2"]
    inspection.refresh_from_db()
    assert told["position"] == inspection.seq


def test_no_cell_is_a_formula(office: Client, inspection: Inspection) -> None:
    Item.objects.filter(inspection=inspection, number="1").update(text='=HYPERLINK("x")')
    sheet = b"".join(office.get(URL + "?format=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "\"'=HYPERLINK" in sheet


def test_a_table_taken_away_in_english_speaks_english(office: Client) -> None:
    sheet = b"".join(office.get(URL + "?format=csv&lang=en").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Struck off" in sheet
    assert "已销号" not in sheet


def test_a_past_day_is_shown_as_the_past_with_a_way_back(office: Client) -> None:
    page = text(office, f"?as_of={make.DAY - timedelta(days=1)}")
    assert "历史视图" in page
    assert 'class="wide past"' in page
    assert numbers(page) == []
    assert "历史视图" not in text(office)


def test_links_of_a_past_page_stay_on_its_day(office: Client) -> None:
    page = text(office, f"?as_of={make.DAY}&known_at=day")
    assert f"as_of={make.DAY}&amp;known_at=" in page.replace("?as_of", "as_of")
    links = re.findall(r'href="(/demo-2026/items/[^"]*)"', page)
    assert links and all(f"as_of={make.DAY}" in link for link in links)


def test_who_answers_for_some_items_sees_those_alone(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.hegong)
    assert numbers(text(client)) == ["1", "2", "3", "4"]
    client.force_login(cast.stranger)
    assert client.get(URL).status_code == 404


def test_words_that_are_typed_are_never_markup(office: Client) -> None:
    assert "<script>alert" not in text(office, "?q=<script>alert(1)</script>")


def test_all_rows_are_printed_with_the_aspect_in_the_head_of_each_table(client: Client, cast: Cast, today: date) -> None:
    make.inspection(cast, 120)
    client.force_login(cast.sumin)
    assert 'href="?print=1"' in text(client)
    page = text(client, "?print=1")
    assert numbers(page) == [str(n) for n in range(1, 121)]
    head = page.split("<thead>")[1].split("</thead>")[0]
    assert 'class="aspect-name"' in head
    assert "rel=\"next\"" not in page
    assert queries_of(client, f"{URL}?print=1") <= 9
    assert numbers(text(client, "?print=1&q=第7类")) == ["7"]


def test_parts_are_told_beside_the_number_of_rows(office: Client) -> None:
    assert "另列分项" not in text(office)
