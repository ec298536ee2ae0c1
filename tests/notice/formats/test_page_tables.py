"""网页里的表格: data tables with their merged cells, and tables that only lay out a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaohao.notice import Limits, Merged, Unreadable, decode

HEAD = "<tr><th>序号</th><th>问题</th><th>时限</th></tr>"
LONG = "".join(f"<p>第{n}段</p>" for n in range(20))


def tables(markup: str) -> list[tuple[list[list[str]], list[Merged]]]:
    """The cells of each table of a page, and its merged areas."""
    source = decode(markup.encode(), "page.html")
    return [([line.split("\t") for line in source.text[one.start : one.end].split("\n")], list(one.merged)) for one in source.tables]


def test_words_of_a_merged_cell_stand_once_in_the_first_of_its_cells() -> None:
    page = '<table><tr><td colspan="3">台账</td></tr>' + HEAD + '<tr><td>1</td><td rowspan="2">甲</td><td>6月</td></tr><tr><td>2</td><td>7月</td></tr><tr><td colspan=2>合计</td><td>2</td></tr></table>'
    assert tables(page) == [([["台账", "", ""], ["序号", "问题", "时限"], ["1", "甲", "6月"], ["2", "", "7月"], ["合计", "", "2"]], [Merged(0, 0, 1, 3), Merged(2, 1, 2, 1), Merged(4, 0, 1, 2)])]


def test_a_row_whose_cells_are_all_covered_from_above_is_still_a_row() -> None:
    page = f'<table>{HEAD}<tr><td rowspan="2">1</td><td rowspan="2">甲</td><td rowspan="2">6月</td></tr><tr></tr><tr></tr><tr><td>2</td><td>乙</td><td>7月</td></tr></table>'
    assert [row[0] for row in tables(page)[0][0]] == ["序号", "1", "", "2"]


def test_spans_reach_no_further_than_the_table() -> None:
    page = f'<table><tr><td colspan="1000">台账</td></tr>{HEAD}<tr><td rowspan="0">1</td><td rowspan="99999999999">甲</td><td rowspan="x">6月</td></tr><tr><td>7月</td></tr></table>'
    assert tables(page) == [([["台账", "", ""], ["序号", "问题", "时限"], ["1", "甲", "6月"], ["", "", "7月"]], [Merged(0, 0, 1, 3), Merged(2, 0, 2, 1), Merged(2, 1, 2, 1)])]


def test_a_long_cell_under_a_head_is_a_value() -> None:
    (made, _), = tables(f"<table>{HEAD}<tr><td>1</td><td>{LONG}</td><td>6月</td></tr></table>")
    assert made[1] == ["1", " ".join(f"第{n}段" for n in range(20)), "6月"]


@pytest.mark.parametrize("layout", [
    f"<table><tr><td>首页</td><td>信息公开</td><td>互动</td></tr><tr><td>栏目</td><td>{LONG}</td></tr></table>",
    f"<table><tr><td>首页</td><td>信息公开</td><td>互动</td></tr><tr><td colspan=3>{LONG}</td></tr></table>",
    f"<table><tr><td>{LONG}</td></tr></table>", f"<table><tr><td><table><tr><td>{LONG}</td></tr></table></td></tr></table>",
])  # fmt: skip
def test_what_lays_out_the_page_is_lines(layout: str) -> None:
    lines = decode(layout.encode(), "page.html").text.splitlines()
    assert [line for line in lines if line.startswith("第")] == [f"第{n}段" for n in range(20)]


def test_rows_and_columns_of_a_page_have_their_limits() -> None:
    for page, code in (("<table>" + "<tr><td>a<td>b" * 12 + "</table>", "too_many_rows"), ("<table><tr>" + "<td>a" * 12 + "</table>", "too_many_columns")):
        with pytest.raises(Unreadable) as refused:
            decode(page.encode(), "page.html", limits=Limits(rows=10, columns=10))
        assert refused.value.code == code


def test_tables_within_tables_without_end_are_lines() -> None:
    assert decode(("<table><tr><td>甲" * 5000).encode(), "page.html").text.count("甲") == 5000


PIECES = st.sampled_from(["<table>", "</table>", "<tr>", "</tr>", "<td>", "<td rowspan=2>", "<td colspan=3>", "<td rowspan=0 colspan=999>", "</td>", "甲", "<p>乙</p>", "<br>", HEAD, "<div>", "</div>", "\t", "\n"])


@given(st.lists(PIECES, max_size=40))
def test_any_markup_gives_tables_of_whole_rows(pieces: list[str]) -> None:
    for made, merged in tables("<html><p>题</p>" + "".join(pieces)):
        assert len({len(row) for row in made}) == 1
        for one in merged:
            assert one.row + one.rows <= len(made)
            assert one.column + one.columns <= len(made[0])
            covered = [made[row][column] for row in range(one.row, one.row + one.rows) for column in range(one.column, one.column + one.columns)]
            assert not any(covered[1:])
