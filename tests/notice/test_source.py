"""来源: encodings, the ladder and its refusals; and pages drawn as plain text."""

from __future__ import annotations

import codecs
import hashlib

import pytest

from xiaohao.notice import Limits, Unreadable, decode, folded, read

TEXT = "　　（一）反馈问题：学习不够深入\r\n　　整改情况：完成12项。\n"
WRAPPED = [
    ("utf-8", TEXT.encode()), ("utf-8", codecs.BOM_UTF8 + TEXT.encode()), ("utf-16", TEXT.encode("utf-16")),
    ("utf-16", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")), ("utf-32", TEXT.encode("utf-32")), ("gb18030", TEXT.encode("gb18030")), ("gb18030", TEXT.encode("gb2312")),
]  # fmt: skip
REFUSED = [
    (b"", "empty"), (b" \n\t ", "empty"), ("　\n".encode(), "empty"), (codecs.BOM_UTF8, "empty"), (codecs.BOM_UTF16_LE + b"\xd8", "not_text"), (bytes(range(128, 256)) * 2, "not_text"),
    (b"\x00\x01\x02\x03" * 40, "not_text"), (b"PK\x03\x04rest", "damaged"), (b"%PDF-1.7", "damaged"), (b"\xd0\xcf\x11\xe0rest", "damaged"),
    (b"\x89PNG\r\n", "wrong_kind"), (b"<html><script>x</script></html>", "empty"),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "raw"), WRAPPED)
def test_a_text_is_the_same_in_every_encoding(encoding: str, raw: bytes) -> None:
    source = decode(raw, "notice.txt")
    assert (source.text, source.encoding, source.media_type) == (TEXT, encoding, "text/plain")
    assert source.sha256 == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(("raw", "code"), REFUSED)
def test_what_is_no_text_is_refused_by_its_code(raw: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(raw, "file")
    assert refused.value.code == code


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        decode(b"x" * (2 * 1024 * 1024 + 1), limits=Limits(largest=2 * 1024 * 1024))
    assert (refused.value.code, refused.value.facts["limit_mb"]) == ("too_large", 2)


def test_folding_moves_no_character() -> None:
    text = "（１）“整改”：ＡＢ，①。\u3000\ufeff《x》—½ﬁ"
    assert len(folded(text)) == len(text)
    assert folded(text) == '(1)“整改”:AB,①。  《x》-½ﬁ'


def test_markdown_is_text_with_its_own_kind() -> None:
    notice = read(decode("# 示例区审计整改情况的报告\n\n正文\n".encode(), "notice.MD"))
    assert notice.source.media_type == "text/markdown"
    assert notice.title is not None and notice.title.text == "示例区审计整改情况的报告"


def drawn(markup: str, name: str = "page.html") -> str:
    """What the reader draws from a page."""
    source = decode(markup.encode(), name)
    assert source.media_type == "text/html"
    return source.text


def test_scripts_styles_heads_and_site_navigation_are_set_aside() -> None:
    page = "<html><head><title>站名</title><style>p{}</style></head><body><nav><ul><li>首页</li></ul></nav><script>if (a<b) {}</script><p>第一段</p><p>第二<b>段</b></p></body></html>"
    assert drawn(page) == "第一段\n\n第二段\n"


def test_a_page_is_known_by_its_words_without_its_name() -> None:
    assert drawn("<!DOCTYPE html>\n<html lang=zh><body>正文</body></html>", "notice.txt") == "正文\n"


def test_a_table_is_drawn_a_row_a_line_with_tabs() -> None:
    page = "<table><tr><th>序号</th><th>问题</th><th>责任单位</th></tr><tr><td>1</td><td><p>学习</p><p>不够</p></td><td>甲<br>乙</td></tr><tr><td>2<td><td>丙</table>"
    assert [line for line in drawn(page).splitlines() if line] == ["序号\t问题\t责任单位", "1\t学习 不够\t甲 乙", "2\t\t丙"]


def test_a_table_that_only_lays_out_the_page_keeps_its_lines() -> None:
    page = "<table><tr><td>左栏</td><td><table><tr><td><p>第一段</p><p>第二段</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table></td></tr></table>"
    assert [line for line in drawn(page).splitlines() if line] == ["左栏", "第一段", "第二段", "a\tb"]


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    assert drawn("<html><body><form id=aspnet><input type=hidden value=x><p>正文</p></form></body></html>") == "正文\n"


def test_a_head_that_is_never_closed_ends_where_the_body_begins() -> None:
    assert drawn("<html><head><title>站名</title><body>正文</body></html>") == "正文\n"


def test_conditional_comments_and_entities_are_read_as_browsers_read_them() -> None:
    page = "<html><!--[if lt IE 9]><p>旧</p><![endif]--><![if !IE]><p>A&amp;B&nbsp;&#12289;C</p><![endif]></html>"
    assert drawn(page) == "A&B\xa0、C\n"


def test_a_page_in_gb2312_is_read_by_its_bytes() -> None:
    page = '<html><meta charset="gb2312"><p>示例区整改情况</p></html>'.encode("gb18030")
    source = decode(page, "a.html")
    assert (source.text, source.encoding) == ("示例区整改情况\n", "gb18030")


TRADITIONAL = "示例縣關於審計發現問題整改情況的公告\n\n（一）部門預算編制不完整，責任單位對下屬企業監督不夠。\n整改情況：已經完成整改。\n"


@pytest.mark.parametrize(("encoding", "text"), [("big5", TRADITIONAL), ("gb18030", TRADITIONAL), ("gb18030", TEXT), ("gb18030", "整改"), ("gb18030", "Status：已完成，3项")])
def test_two_encodings_that_both_fit_are_told_apart_by_usual_characters(encoding: str, text: str) -> None:
    assert (decode(text.encode(encoding), "notice.txt").text, decode(text.encode(encoding)).encoding) == (text, encoding)


def test_traditional_characters_fold_to_their_simple_forms_and_stay_in_the_source() -> None:
    assert folded("整改情況：責任單位") == "整改情况:责任单位"
    notice = read(decode(TRADITIONAL.encode("utf-8"), "notice.txt"))
    assert [item.text for item in notice.items] == ["部門預算編制不完整，責任單位對下屬企業監督不夠。"] and notice.items[0].completion == "completed"
