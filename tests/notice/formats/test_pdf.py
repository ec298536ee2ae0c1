"""版式文件: paragraphs whole again, tables as rows, nothing of what runs at the edges; a scan says that it is one."""

from __future__ import annotations

import random

import pytest
from pages_of_pdf import LEFT, Sheets, broken

from xiaohao.notice import Limits, Merged, Source, Unreadable, decode, read

LONG = "区住建局制定老旧小区改造计划，对12个小区逐一排查，更新供水管网3.6公里，整治雨污混接点27处，并建立日常巡查制度，明确专人负责，确保问题不反弹。"


def text(raw: bytes) -> str:
    return decode(raw, "通报.pdf").text


def code(raw: bytes, **limits: int) -> str:
    with pytest.raises(Unreadable) as refused:
        decode(raw, "通报.pdf", limits=Limits(**limits))
    return refused.value.code


def test_a_paragraph_broken_over_lines_is_one_line() -> None:
    assert text(Sheets().paragraph(LONG).paragraph("二是加强督促。").bytes()) == f"{LONG}\n二是加强督促。\n"


def test_a_paragraph_goes_on_over_the_end_of_the_page() -> None:
    rows = broken(f"　　{LONG}")
    raw = Sheets().lines(*rows[:2]).turn().lines(*rows[2:]).paragraph("下一段。").bytes()
    assert text(raw) == f"{LONG}\n下一段。\n"


def test_paragraphs_without_indent_are_told_by_their_distance() -> None:
    rows = broken(LONG)
    sheets = Sheets()
    for number in range(3):
        sheets.put(LEFT, 720 - 80 * number, rows[0]).put(LEFT, 700 - 80 * number, f"第{number}段完。")
    assert text(sheets.bytes()).splitlines() == [f"{rows[0]}第{number}段完。" for number in range(3)]


def test_titles_stand_by_themselves() -> None:
    raw = Sheets().centred("中共示例区委关于区委巡察").centred("整改进展情况的通报").paragraph(LONG).bytes()
    assert text(raw).splitlines() == ["中共示例区委关于区委巡察", "整改进展情况的通报", LONG]


def test_a_number_at_the_margin_begins_a_paragraph() -> None:
    raw = Sheets().lines("区住建局牵头负责老旧小区改造工作，计划年底前完工见效。", "（一）压实责任。成立专班。").bytes()
    assert text(raw).splitlines() == ["区住建局牵头负责老旧小区改造工作，计划年底前完工见效。", "（一）压实责任。成立专班。"]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    sheets = Sheets()
    for number in range(1, 5):
        sheets.put(250, 800, "内部资料　注意保存", 9).paragraph(f"{LONG}第{number}段。").put(290, 40, f"— {number} —", 12)
        if number < 4:
            sheets.turn()
    assert text(sheets.bytes()).splitlines() == [f"{LONG}第{number}段。" for number in range(1, 5)]


@pytest.mark.parametrize("foot", ["第2页 共9页", "2", "- 2 -", "2/9", "Page 2 of 9"])
def test_a_lone_number_near_the_edge_is_that_of_the_page(foot: str) -> None:
    assert text(Sheets().paragraph(LONG).put(280, 42, foot, 10).bytes()) == f"{LONG}\n"


def test_a_number_in_the_text_stays() -> None:
    assert "2" in text(Sheets().paragraph(LONG).lines("2").paragraph(LONG).bytes()).splitlines()


XS, YS = (79.0, 139.0, 379.0, 516.0), (700.0, 660.0, 620.0, 580.0)


def ruled() -> Sheets:
    sheets = Sheets().rules(XS, YS, [("level", 2, 0)])
    for y, row in zip((672, 632, 592), (("方面", "存在问题", "整改时限"), ("民生", "窨井盖破损", "2026年6月底前"), ("", "路灯不亮", "立行立改")), strict=True):
        for x, words in zip(XS, row, strict=False):
            sheets.put(x + 5, y, words, 12)
    return sheets


def test_a_ruled_table_is_rows_with_tabs_and_knows_what_is_merged() -> None:
    source = decode(ruled().bytes(), "台账.pdf")
    assert source.text == "方面\t存在问题\t整改时限\n民生\t窨井盖破损\t2026年6月底前\n\t路灯不亮\t立行立改\n"
    assert [table.merged for table in source.tables] == [(Merged(1, 0, 2, 1),)]


def test_a_cell_of_several_lines_is_one() -> None:
    sheets = Sheets().rules(XS, (700.0, 640.0, 600.0))
    sheets.put(145, 680, "老旧小区供水管网老化，", 12).put(145, 660, "漏损率偏高。", 12).put(85, 680, "1", 12).put(85, 612, "2", 12)
    assert text(sheets.bytes()).startswith("1\t老旧小区供水管网老化，漏损率偏高。\t")


def test_words_around_a_table_keep_their_order() -> None:
    sheets = ruled()
    sheets.put(200, 740, "示例区整改台账", 16).put(79, 540, "注：本表由区整改办汇总。", 12)
    lines = text(sheets.bytes()).splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("示例区整改台账", "注：本表由区整改办汇总。", 5)


def test_a_table_goes_on_over_the_page() -> None:
    sheets = ruled().turn().rules(XS, YS)
    for y in (672, 632, 592):
        sheets.put(XS[1] + 5, y, "门牌缺失", 12)
    source = decode(sheets.bytes(), "台账.pdf")
    assert len(source.tables) == 1
    assert source.text.count("\n") == 6


def test_two_columns_are_read_one_after_the_other() -> None:
    sheets = Sheets()
    for row in range(12):
        sheets.put(60, 760 - 24 * row, f"左栏第{row}行文字内容", 12).put(320, 760 - 24 * row, f"右栏第{row}行文字内容", 12)
    told = text(sheets.bytes()).replace("\n", "")
    assert told.index("左栏第11行") < told.index("右栏第0行")


def test_latin_words_stand_apart_and_a_broken_one_is_whole() -> None:
    raw = Sheets().lines("Strengthen the monitoring of all open con-", "tracts, and report on them every quarter", "to the board.", x=LEFT, size=14).bytes()
    assert text(raw) == "Strengthen the monitoring of all open contracts, and report on them every quarter to the board.\n"


def test_a_number_broken_at_the_edge_is_whole() -> None:
    words = "区住建局对全区老旧小区供水管网逐一排查登记造册整改补正1"
    assert text(Sheets().lines(words, "8处，已全部完成。").bytes()) == f"{words}8处，已全部完成。\n"


def test_a_scan_says_that_it_is_one() -> None:
    assert code(Sheets().picture().turn().picture().bytes()) == "only_pictures"


def test_pages_that_are_pictures_are_named() -> None:
    source = decode(Sheets().paragraph(LONG).turn().picture().bytes(), "通报.pdf")
    assert [(doubt.code, doubt.facts) for doubt in read(source).doubts if doubt.code == "pages_are_pictures"] == [("pages_are_pictures", {"pages": "2"})]


def test_what_cannot_be_opened_is_refused_by_its_code() -> None:
    raw = Sheets("secret").paragraph(LONG).bytes()
    assert code(raw) == "encrypted"
    assert code(b"%PDF-1.7\nnothing") == "damaged"
    assert code(Sheets().paragraph(LONG).turn().paragraph(LONG).bytes(), pages=1) == "too_many_pages"


def test_a_sloping_line_is_one_line() -> None:
    sheets = Sheets()
    for number, sign in enumerate("整改情况通报"):
        sheets.put(100 + 16 * number, 700 + 0.6 * number, sign)
    assert text(sheets.bytes()) == "整改情况通报\n"


@pytest.mark.parametrize("seed_of_chance", range(12))
def test_mutilated_files_give_a_text_or_a_reason(seed_of_chance: int) -> None:
    chance = random.Random(seed_of_chance)
    raw = bytearray(ruled().bytes())
    for _ in range(chance.randint(1, 60)):
        raw[chance.randrange(8, len(raw))] = chance.randrange(256)
    try:
        assert isinstance(decode(bytes(raw[: chance.randint(200, len(raw))]), "坏.pdf"), Source)
    except Unreadable as problem:
        assert problem.code


