"""公文: the layout of the standard, measured in the file; whatever is bent is named; equal papers are equal bytes."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given, settings
from hypothesis import strategies as st

from xiaohao.documents import Block, Paper, layout_faults, official_paper
from xiaohao.documents.words import title_lines, width

PAPER = Paper(
    title="中共示例区委关于巡视整改进展情况的通报",
    blocks=(
        Block("各街道办事处、区直各单位：", flush=True), Block("2026年2月27日，示例省委第七巡视组向示例区委反馈了巡视意见。"), Block("一、组织整改落实情况", "1"),
        Block("（一）反馈问题：推进不力", "2"), Block("1.工作推进不力", "3"), Block("（1）第1类事项办理不够规范。", "4"), Block("整改情况：" + "一是完善流程。" * 40),
    ),
    issuer="中共示例区委", signed_by="中共示例区委", signed_on=date(2026, 7, 20), note="文本摘要 SHA-256 0f0f",
)  # fmt: skip


def part(raw: bytes, name: str) -> str:
    """One part of the file as text."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return file.read(name).decode("utf-8")


def bent(raw: bytes, name: str, old: str, new: str, times: int = 1) -> bytes:
    """The file with a piece of one part exchanged; the piece must be there."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(made, "w") as after:
        for one in before.namelist():
            body = before.read(one)
            if one == name:
                assert old.encode() in body, f"{old} does not stand in {name}"
                body = body.replace(old.encode(), new.encode(), times)
            after.writestr(one, body)
    return made.getvalue()


def test_a_paper_of_ours_is_as_the_standard_asks() -> None:
    assert layout_faults(official_paper(PAPER)) == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=80), st.sampled_from(["", "3", "4"])), max_size=6),
    st.text(st.sampled_from("示例区整改关于的通报2026"), min_size=1, max_size=70),
    st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2090, 1, 1))),
)
def test_any_words_are_set_as_the_standard_asks(rows: list[tuple[str, str]], title: str, on: date | None) -> None:
    blocks = tuple(Block(text, level) for text, level in rows if not re.match(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）", text))
    raw = official_paper(Paper(title, blocks, issuer=title[:20], signed_by=title[:30], signed_on=on))
    assert layout_faults(raw) == ()
    rows_of = Document(io.BytesIO(raw)).paragraphs
    assert [row.text for row in rows_of if row.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY] == [block.text for block in blocks]
    told = [row.text for row in rows_of]
    assert title in "".join(told)


NUMBERED = replace(PAPER, number="示整改〔2026〕3号")


def test_a_document_number_stands_between_the_mark_and_the_red_rule() -> None:
    raw = official_paper(NUMBERED)
    rows = Document(io.BytesIO(raw)).paragraphs
    assert layout_faults(raw) == ()
    assert [row.text for row in rows[:7]] == [PAPER.issuer, "", "", "示整改〔2026〕3号", "", "", PAPER.title]
    assert [bool(row._p.xpath("./w:pPr/w:pBdr/w:bottom")) for row in rows[:7]] == [False, False, False, True, False, False, False]
    number = rows[3]
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert [(run.font.size.pt if run.font.size else 0, run.font.name, run.font.color.rgb) for run in number.runs] == [(16.0, "仿宋_GB2312", None)]


def test_a_paper_without_a_number_is_the_same_as_ever() -> None:
    rows = Document(io.BytesIO(official_paper(PAPER))).paragraphs
    assert [row.text for row in rows[:4]] == [PAPER.issuer, "", "", PAPER.title]
    assert [bool(row._p.xpath("./w:pPr/w:pBdr/w:bottom")) for row in rows[:4]] == [True, False, False, False]
    assert official_paper(NUMBERED) != official_paper(PAPER)


BENT: dict[str, tuple[str, str, str, str]] = {
    "another top margin": ("word/document.xml", 'w:top="2098"', 'w:top="1440"', "top_margin is 25.4 mm"),
    "letter paper": ("word/document.xml", 'w:w="11906"', 'w:w="12240"', "page_width is 215.9 mm"),
    "a grid of characters": ("word/document.xml", 'w:type="lines"', 'w:type="linesAndChars"', "the grid of lines is missing"),
    "a wide grid": ("word/document.xml", 'w:linePitch="579"', 'w:linePitch="640"', "the grid has 19 lines"),
    "lines too high": ("word/document.xml", 'w:line="579" w:before="0" w:after="0"/><w:ind', 'w:line="620" w:before="0" w:after="0"/><w:ind', "makes 20 lines"),
    "lines of no fixed height": ("word/document.xml", 'w:lineRule="exact" w:line="579"', 'w:lineRule="auto" w:line="360"', "has no exact line height"),
    "no tracking": ("word/document.xml", '<w:spacing w:val="-5"/>', '<w:spacing w:val="0"/>', "makes 27 characters"),
    "an indent of four": ("word/document.xml", 'w:firstLineChars="200"', 'w:firstLineChars="400"', "not indented by two"),
    "a heading in the body's font": ("word/document.xml", "黑体", "仿宋_GB2312", "not set in 黑体"),
    "a font for Latin letters only": ("word/document.xml", 'w:eastAsia="仿宋_GB2312"', 'w:eastAsia="Arial"', "is set in Arial"),
    "a small title": ("word/document.xml", '<w:sz w:val="44"/>', '<w:sz w:val="36"/>', "no title in 2号"),
    "a page number without a field": ("word/footer1.xml", " PAGE ", " DATE ", "the page number of odd pages is not — 1 —"),
    "odd page numbers on the left": ("word/footer1.xml", 'w:jc w:val="right"', 'w:jc w:val="left"', "odd pages is not one character in"),
    "another font for page numbers": ("word/footer2.xml", "宋体", "黑体", "even pages is not 4号宋体"),
    "no even pages": ("word/settings.xml", "<w:evenAndOddHeaders/>", "", "not told apart"),
    "another language": ("word/styles.xml", 'w:eastAsia="zh-CN"', 'w:eastAsia="ja-JP"', "the language is not zh-CN"),
    "another body": ("word/styles.xml", '<w:sz w:val="32"/>', '<w:sz w:val="24"/>', "the body is not 3号仿宋"),
    "properties in disorder": ("word/document.xml", '<w:spacing w:val="-5"/><w:sz w:val="32"/>', '<w:sz w:val="32"/><w:spacing w:val="-5"/>', "stand in no order (rPr)"),
}  # fmt: skip


@pytest.mark.parametrize("way", BENT)
def test_what_is_bent_is_named(way: str) -> None:
    name, old, new, sentence = BENT[way]
    times = -1 if way in ("a small title", "another font for page numbers") else 1
    found = layout_faults(bent(official_paper(PAPER), name, old, new, times))
    assert any(sentence in one for one in found), found


def test_equal_papers_are_equal_bytes_in_another_process() -> None:
    program = (
        "import sys; from datetime import date; from xiaohao.documents import Block, Paper, official_paper;"
        "sys.stdout.buffer.write(official_paper(Paper('通报', (Block('一、总体', '1'), Block('字' * 90)), '示例区', '示例区', date(2026, 7, 20), '摘要')))"
    )
    made = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/Lima"))
    }
    assert len(made) == 1
    assert made == {official_paper(Paper("通报", (Block("一、总体", "1"), Block("字" * 90)), "示例区", "示例区", date(2026, 7, 20), "摘要"))}


def test_a_character_that_a_file_cannot_hold_is_shown_as_such() -> None:
    raw = official_paper(Paper("通\x00报", (Block("甲\x0b乙\ud800丙\ufffe"),), "示\x1f例"))
    assert "甲\ufffd乙\ufffd丙\ufffd" in part(raw, "word/document.xml")
    assert layout_faults(raw) == ()


CHANGED: tuple[Callable[[Paper], Paper], ...] = (
    lambda paper: replace(paper, title="别的通报"), lambda paper: replace(paper, signed_on=date(2026, 7, 21)), lambda paper: replace(paper, note="别的摘要"),
    lambda paper: replace(paper, blocks=paper.blocks[:-1]), lambda paper: replace(paper, issuer="示例区人民政府"),
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGED)
def test_another_paper_is_other_bytes(change: Callable[[Paper], Paper]) -> None:
    assert official_paper(change(PAPER)) != official_paper(PAPER)


def test_a_paper_carries_nothing_of_the_machine_or_of_a_template() -> None:
    raw = official_paper(PAPER)
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        names = file.namelist()
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if "thumbnail" in name or "app.xml" in name or "custom" in name]
    core = part(raw, "docProps/core.xml")
    assert "python-docx" not in core and "2013" not in core
    assert len(raw) < 20_000


def test_the_day_ends_four_characters_from_the_right_and_the_name_stands_over_its_middle() -> None:
    rows = Document(io.BytesIO(official_paper(PAPER))).paragraphs
    name = next(row for row in rows[5:] if row.text == "中共示例区委" and row.paragraph_format.right_indent is not None)
    day = next(row for row in rows if row.text == "2026年7月20日")
    assert name.paragraph_format.right_indent is not None and day.paragraph_format.right_indent is not None
    assert day.paragraph_format.right_indent.pt == 4 * 16
    middles = [row.paragraph_format.right_indent.pt / 16 + width(row.text) / 2 for row in (name, day) if row.paragraph_format.right_indent is not None]
    assert middles[0] == middles[1]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于巡视整改进展情况的通报", ("关于巡视整改进展情况的通报",)),
        ("中共示例区委关于省委第七巡视组巡视反馈意见整改进展情况的通报", ("中共示例区委关于省委第七巡视组", "巡视反馈意见整改进展情况的通报")),
        ("示例区生态环境保护委员会关于省生态环境保护督察反馈问题整改情况的通报", ("示例区生态环境保护委员会", "关于省生态环境保护督察反馈问题整改情况的通报")),
    ],
)
def test_a_long_title_is_broken_where_the_sense_allows(title: str, lines: tuple[str, ...]) -> None:
    found = title_lines(title, 22 if len(lines[-1]) > 20 else 20)
    assert found == lines


@given(st.text(st.sampled_from("示例区整改关于的通报、2a"), min_size=1, max_size=120))
def test_no_character_of_a_title_is_lost_and_no_line_is_too_long(title: str) -> None:
    found = title_lines(title, 20)
    assert "".join(found) == title
    assert all(line and width(line) <= 20 for line in found)


@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice and poppler draw the pages")
def test_a_drawn_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(official_paper(Paper("通报", (Block("字" * 28 * 60, flush=True),), "示例区")))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
    drawn = subprocess.run(["pdftotext", "-f", "2", "-l", "2", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True, text=True).stdout
    rows = [row for row in drawn.split("\n") if "字" in row]
    assert [len(row) for row in rows] == [28] * 22
    assert re.search(r"—\s*2\s*—", drawn)
