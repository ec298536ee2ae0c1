"""往返: every text comes back as it was, whatever was done to it; no bytes are too odd to be refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from laws import holds
from notices import NOTICES, ODD, mutated

from xiaohao.figures import find
from xiaohao.notice import Source, Unreadable, decode
from xiaohao.wording import sentences

PIECES = st.lists(st.sampled_from([*ODD, "问题不够到位", "整改", "。", "；", "\n", "　　", "2024年", "12", "个", "—", "（", "）", "“", "”", "、"]), max_size=40).map("".join)
MARKUP = st.lists(
    st.sampled_from([
        "<html>", "<body>", "</body>", "<p>", "</p>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "<![x[", "]]>",
        "<!doctype", "<!", "<?", "&#x110000;", "&amp", "&", "<a href='", "字", "</", "<form>", "<head>", "<style>", "<br/>", "<svg/>", ">", "\x00", "<!ELEMENT", "<![if", "</script", "<title>",
    ]), max_size=25,
).map("".join)  # fmt: skip


@given(st.text(max_size=400) | PIECES)
@example("")
@example("\n")
@example("1.")
def test_any_text_comes_back_as_it_was(text: str) -> None:
    holds(Source("any.txt", text), schema=False)


@given(mutated())
def test_a_notice_cut_and_shuffled_comes_back_as_it_was(text: str) -> None:
    holds(Source("mutated.txt", text), schema=False)


@pytest.mark.parametrize("notice", NOTICES, ids=lambda path: path.stem)
def test_a_whole_notice_comes_back_as_it_was(notice: Path) -> None:
    holds(decode(notice.read_bytes(), notice.name), schema=False)


def test_the_real_document_comes_back_as_it_was(seed: Path) -> None:
    source = decode(seed.read_bytes(), seed.name)
    assert source.text.encode(source.encoding) == seed.read_bytes()
    holds(source, schema=False)


@settings(deadline=None)  # some of it is read by a process of its own
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-16")) | st.text(max_size=99).map(lambda text: text.encode("gb18030", "ignore")))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
@example(b"PK\x03\x04")
def test_bytes_are_read_or_refused_in_words(raw: bytes) -> None:
    try:
        source = decode(raw, "any.txt")
    except Unreadable as problem:
        assert problem.code in sentences()
        return
    holds(source, schema=False)


@given(MARKUP)
def test_no_page_is_too_broken_to_be_drawn(markup: str) -> None:
    try:
        source = decode(markup.encode(), "page.html")
    except Unreadable as problem:
        assert problem.code in ("empty", "not_text")
        return
    holds(source, schema=False)


@given(st.text(max_size=200) | PIECES, st.integers(0, 50), st.integers(1950, 2050) | st.none())
def test_figures_stand_where_they_say(text: str, offset: int, year: int | None) -> None:
    found = find(text, offset=offset, year=year)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(text[one.start - offset : one.end - offset] == one.text != "" for one in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
