"""分隔文件: separators found, quotes and breaks kept, encodings, and rows with tabs in a plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaohao.notice import Limits, Source, Unreadable, decode

FILES = [
    ("commas", "序号,问题\n1,甲\n2,乙\n", [["序号", "问题"], ["1", "甲"], ["2", "乙"]]),
    ("tabs", "序号\t问题\n1\t甲,乙\n", [["序号", "问题"], ["1", "甲,乙"]]),
    ("semicolons, with commas within", "序号;问题;率\n1;甲,乙;0,5\n2;丙;0,7\n", [["序号", "问题", "率"], ["1", "甲,乙", "0,5"], ["2", "丙", "0,7"]]),
    ("full-width commas", "序号，问题\n1，甲\n", [["序号", "问题"], ["1", "甲"]]),
    ("commas, with full-width ones in the words", "序号,问题\n1,甲，乙，丙\n2,丁，戊，己\n", [["序号", "问题"], ["1", "甲，乙，丙"], ["2", "丁，戊，己"]]),
    ("quotes, breaks and quotes within", '序号,问题\r\n1,"甲,\r\n乙""丙"""\r\n', [["序号", "问题"], ["1", '甲, 乙"丙"']]),
    ("a quote that is never closed", '序号,问题\n1,"甲\n2,乙\n', [["序号", "问题"], ["1", '"甲'], ["2", "乙"]]),
    ("an inch mark within", '序号,管径\n1,5" 管\n', [["序号", "管径"], ["1", '5" 管']]),
    ("a separator that is told", "sep=;\n序号;问题\n1;甲\n", [["序号", "问题"], ["1", "甲"]]),
    ("digits kept as text", '序号,证号\n1,="000123"\n2,\'001\n', [["序号", "证号"], ["1", "000123"], ["2", "'001"]]),
    ("a title and blank cells around", "整改台账,,,\n序号,问题,,\n,,,\n1,甲,,\n,,,\n", [["整改台账", ""], ["序号", "问题"], ["", ""], ["1", "甲"]]),
    ("rows of other lengths", "序号,问题,备注\n1,甲\n2,乙,丙,丁\n3,戊,己\n", [["序号", "问题", "备注", ""], ["1", "甲", "", ""], ["2", "乙", "丙", "丁"], ["3", "戊", "己", ""]]),
]  # fmt: skip


def rows(source: Source) -> list[list[str]]:
    """The cells of the only table."""
    (table,) = source.tables
    return [line.split("\t") for line in source.text[table.start : table.end].split("\n")]


@pytest.mark.parametrize(("title", "text", "wanted"), FILES, ids=[one[0] for one in FILES])
def test_rows_are_parted_where_their_separators_stand(title: str, text: str, wanted: list[list[str]]) -> None:
    source = decode(text.encode(), "台账.csv")
    assert rows(source) == wanted
    assert source.media_type == "text/csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_rows_are_the_same_in_every_encoding(encoding: str) -> None:
    assert rows(decode("序号,问题\r\n1,学习不够\r\n".encode(encoding), "a.CSV")) == [["序号", "问题"], ["1", "学习不够"]]


def test_rows_that_nothing_parts_are_a_text() -> None:
    source = decode("整改情况\n完成\n".encode(), "a.csv")
    assert (source.text, source.media_type, source.tables) == ("整改情况\n完成\n", "text/plain", ())


def test_pages_and_rows_with_the_name_of_a_workbook_are_read_by_what_they_hold() -> None:
    page = decode("<table><tr><td>序号</td><td>问题</td></tr><tr><td>1</td><td>甲</td></tr></table>".encode(), "导出.xls")
    assert (page.media_type, rows(page)) == ("text/html", [["序号", "问题"], ["1", "甲"]])
    exported = decode("序号\t问题\n1\t甲\n".encode("utf-16"), "导出.xls")
    assert (exported.media_type, rows(exported)) == ("text/tab-separated-values", [["序号", "问题"], ["1", "甲"]])


@pytest.mark.parametrize(("text", "code"), [("a,b\n" * 11, "too_many_rows"), ("a,b\n" + "a," * 5 + "b\n", "too_many_columns"), (",,\n,,\n", None)])
def test_rows_and_columns_have_their_limits(text: str, code: str | None) -> None:
    limits = Limits(rows=10, columns=5)
    if code is None:
        assert not decode(text.encode(), "a.csv", limits=limits).tables
        return
    with pytest.raises(Unreadable) as refused:
        decode(text.encode(), "a.csv", limits=limits)
    assert refused.value.code == code


PLAIN = [
    ("rows with tabs", "整改台账\n序号\t问题\t时限\n1\t甲\t6月\n说明\n", ["序号\t问题\t时限\n1\t甲\t6月"]),
    ("the last line without its end", "序号\t问题\t时限\n1\t\t", ["序号\t问题\t时限\n1\t\t"]),
    ("one line alone", "序号\t问题\t时限\n1\t甲\n", []),
    ("paragraphs that begin with tabs", "\t\t甲\n\t\t乙\n", []),
    ("two tables of different widths", "a\tb\tc\nd\te\tf\na\tb\tc\td\n1\t2\t3\t4\n", ["a\tb\tc\nd\te\tf", "a\tb\tc\td\n1\t2\t3\t4"]),
    ("no tabs", "甲\n乙\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "wanted"), PLAIN, ids=[one[0] for one in PLAIN])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_rows_with_tabs_in_a_text_are_tables_of_it(title: str, text: str, wanted: list[str], name: str) -> None:
    source = decode(text.encode(), name)
    assert source.text == text
    assert [text[table.start : table.end] for table in source.tables] == wanted


@given(st.text(alphabet=',;\t\n\r"|=甲1 ，', max_size=80), st.sampled_from(["a.csv", "a.tsv", "a.txt", "a.xls"]))
def test_any_text_is_drawn_into_tables_that_lie_within_it(text: str, name: str) -> None:
    try:
        source = decode(("序号" + text).encode(), name)
    except Unreadable:
        return
    for table in source.tables:
        lines = source.text[table.start : table.end].split("\n")
        assert 0 <= table.start <= table.end <= len(source.text)
        assert len({line.count("\t") for line in lines}) == 1
