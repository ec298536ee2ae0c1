"""文档: what a Word file prints is what is read: numbers that are not stored, revisions accepted, merged cells, notes."""

from __future__ import annotations

import shutil
import subprocess

import pytest
import word_files as word
from word_files import begins, cell, docx, field, level, p, pattern, run, series, style, table

from xiaohao.notice import Limits, Merged, Unreadable, decode, read
from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats.docx import draw
from xiaohao.notice.formats.word.spelled import spelled
from xiaohao.notice.formats.zipped import Package

OFFICIAL = pattern(0, [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"), ("decimalEnclosedCircleChinese", "%5")])
PLAIN = pattern(0, [("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")])
PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


def drawn(raw: bytes, limits: Limits | None = None) -> Drawn:
    """What a file is drawn into, without the process of its own."""
    usual = limits or Limits()
    return draw(Package(raw, usual), usual)[0]


def lines(body: str, numbering: str = "", styles: str = "", **more: object) -> list[str]:
    """The lines of a document that say something."""
    return [line for line in drawn(docx(body, numbering, styles, **more)).text.splitlines() if line]  # type: ignore[arg-type]  # handed on as they are


def listed(*places: tuple[str, int] | tuple[str, int, int]) -> str:
    """Paragraphs of a list, each with its words and its level, and a third for the list if it is not the first."""
    return "".join(p(one[0], (one[2] if len(one) == 3 else 1, one[1])) for one in places)


NUMBERED = [
    (
        "official levels begin again under each that is higher", OFFICIAL + series(1, 0),
        listed(("甲", 0), ("乙", 1), ("丙", 2), ("丁", 3), ("戊", 4), ("己", 4), ("庚", 2), ("辛", 1), ("壬", 2), ("癸", 0), ("子", 1)),
        ["一、甲", "（一）乙", "1. 丙", "（1）丁", "①戊", "②己", "2. 庚", "（二）辛", "1. 壬", "二、癸", "（一）子"],
    ),
    ("a year does not run into its number", OFFICIAL + series(1, 0), listed(("2024年", 2), ("12个", 2)), ["1. 2024年", "2. 12个"]),
    ("where nothing is to follow nothing does", pattern(0, [level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>')]) + series(1, 0), listed(("甲", 0)), ["1.甲"]),
    ("numbers of several levels", PLAIN + series(1, 0), listed(("a", 0), ("b", 1), ("c", 2), ("d", 2), ("e", 1), ("f", 0), ("g", 1)), ["1. a", "1.1 b", "1.1.1 c", "1.1.2 d", "1.2 e", "2. f", "2.1 g"]),
    ("what begins deep counts those above as begun", PLAIN + series(1, 0), listed(("a", 1), ("b", 0), ("c", 1)), ["1.1 a", "2. b", "2.1 c"]),
    ("lists of one pattern count on together", PLAIN + series(1, 0) + series(2, 0), listed(("a", 0), ("b", 0, 2), ("c", 0)), ["1. a", "2. b", "3. c"]),
    (
        "a list that says where it begins does so once", PLAIN + series(1, 0) + series(2, 0, begins(0, 1)),
        listed(("a", 0), ("b", 0), ("c", 0, 2), ("d", 0, 2), ("e", 0), ("f", 0, 2)), ["1. a", "2. b", "1. c", "2. d", "3. e", "4. f"],
    ),
    ("a start that is said for a deeper level holds each time", PLAIN + series(1, 0, begins(1, 5)), listed(("a", 0), ("b", 1), ("c", 0), ("d", 1)), ["1. a", "1.5 b", "2. c", "2.5 d"]),
    (
        "a list may word a level anew",
        PLAIN + series(1, 0) + series(2, 0, '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%1)"/></w:lvl></w:lvlOverride>'),
        listed(("a", 0), ("b", 0, 2)), ["1. a", "(II)b"],
    ),
    (
        "a level that never begins again", pattern(0, [("chineseCounting", "%1、"), level(1, "decimal", "%2、", '<w:lvlRestart w:val="0"/>')]) + series(1, 0),
        listed(("a", 0), ("b", 1), ("c", 0), ("d", 1)), ["一、a", "1、b", "二、c", "2、d"],
    ),
    (
        "a level that begins again only after the first", pattern(0, [("decimal", "%1、"), ("decimal", "%2)"), level(2, "decimal", "%3、", '<w:lvlRestart w:val="1"/>')]) + series(1, 0),
        listed(("a", 0), ("b", 1), ("c", 2), ("d", 1), ("e", 2), ("f", 0), ("g", 2)), ["1、a", "1)b", "1、c", "2)d", "2、e", "2、f", "1、g"],
    ),
    (
        "figures throughout where a level asks for them", pattern(0, [("chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>")]) + series(1, 0),
        listed(("a", 0), ("b", 1)), ["第一章 a", "1.1 b"],
    ),
    ("bullets print no number, and words of their own stand", pattern(0, [("bullet", "●"), ("none", "反馈问题：")]) + series(1, 0), listed(("a", 0), ("b", 1)), ["a", "反馈问题：b"]),
    ("a number that is hidden", pattern(0, [level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")]) + series(1, 0), listed(("a", 0)), ["a"]),
    ("without a start it begins at nought", pattern(0, [level(0, "decimal", "%1.", start=None)]) + series(1, 0), listed(("a", 0), ("b", 0)), ["0. a", "1. b"]),
    ("a list that is not defined", PLAIN + series(1, 0), listed(("a", 0, 7), ("b", 0, 0), ("c", 8)), ["a", "b", "c"]),
    ("an empty paragraph prints its number", PLAIN + series(1, 0), listed(("a", 0), ("", 0), ("b", 0)), ["1. a", "2.", "3. b"]),
    (
        "a pattern by the style of another", pattern(0, [("decimal", "[%1]")], '<w:styleLink w:val="L"/>') + pattern(1, [], '<w:numStyleLink w:val="L"/>') + series(1, 0) + series(2, 1),
        listed(("a", 0), ("b", 0, 2)), ["[1]a", "[2]b"],
    ),
]  # fmt: skip
LINKED = style("L", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")


@pytest.mark.parametrize(("title", "numbering", "body", "printed"), NUMBERED, ids=[case[0] for case in NUMBERED])
def test_numbers_stand_as_they_are_printed(title: str, numbering: str, body: str, printed: list[str]) -> None:
    assert lines(body, numbering, LINKED) == printed


HEADINGS = (
    style("a", name="Normal", default=True) + style("1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "a", name="heading 1")
    + style("2", '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>', "1", name="heading 2")
    + style("3", '<w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr>', "2", name="heading 3") + style("3x", after="3")
    + style("plain", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', "1") + style("own", after="own")
)  # fmt: skip
BY_STYLE = pattern(0, [
    level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>'), level(2, "decimal", "%3.", '<w:pStyle w:val="3"/>'),
]) + series(1, 0)  # fmt: skip


def test_numbers_come_from_styles_and_from_those_they_are_made_after() -> None:
    body = p("甲", style="1") + p("乙", style="2") + p("丙", style="3") + p("丁", style="3x") + p("戊", style="2") + p("己", style="1")
    assert lines(body, BY_STYLE, HEADINGS) == ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "二、己"]


def test_what_a_paragraph_says_itself_goes_before_its_style() -> None:
    body = p("甲", style="1") + p("乙", (0, 0), style="1") + p("丙", style="plain") + p("丁", (1, 1), style="1") + p("戊", style="own") + p("己", style="unknown") + p("庚")
    assert lines(body, BY_STYLE, HEADINGS) == ["一、甲", "乙", "丙", "（一）丁", "戊", "己", "庚"]


COUNTED = [
    ("decimal", 12, "12"), ("decimalZero", 7, "07"), ("chineseCounting", 10, "十"), ("chineseCounting", 99, "九十九"), ("chineseCounting", 103, "一〇三"),
    ("chineseCountingThousand", 103, "一百〇三"), ("chineseCountingThousand", 110, "一百一十"), ("taiwaneseCountingThousand", 1003, "一千零三"), ("taiwaneseCounting", 21, "二十一"),
    ("ideographDigital", 20, "二〇"), ("japaneseCounting", 111, "百十一"), ("japaneseCounting", 21, "二十一"), ("chineseLegalSimplified", 105, "壹佰零伍"),
    ("chineseLegalSimplified", 20, "贰拾"), ("ideographLegalTraditional", 26, "貳拾陸"), ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedCircle", 21, "21"),
    ("decimalEnclosedCircleChinese", 10, "⑩"), ("decimalEnclosedCircleChinese", 11, "11"), ("decimalFullWidth", 12, "１２"), ("upperRoman", 1994, "MCMXCIV"), ("lowerRoman", 4, "iv"),
    ("upperLetter", 27, "AA"), ("lowerLetter", 3, "c"), ("lowerLetter", 10**9, "1000000000"), ("upperRoman", 10**9, "1000000000"), ("ordinal", 2, "2nd"), ("ordinal", 11, "11th"),
    ("ordinal", 23, "23rd"), ("ideographTraditional", 3, "丙"), ("ideographZodiac", 12, "亥"), ("ideographZodiacTraditional", 1, "甲子"), ("decimalEnclosedParen", 1, "⑴"),
    ("none", 5, ""), ("bullet", 5, ""), ("thaiLetters", 5, "5"), ("chineseCounting", 0, "〇"), ("upperLetter", 0, "0"),
]  # fmt: skip


@pytest.mark.parametrize(("way", "number", "written"), COUNTED)
def test_each_way_of_counting_writes_as_office_programs_do(way: str, number: int, written: str) -> None:
    assert spelled(number, way) == written


SHOWN = [
    ("breaks are lines", p(inside='<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t><w:br w:type="page"/></w:r>'), ["甲", "乙", "丙"]),
    ("tabs are blanks, but not among the stops", p("", properties='<w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs>', inside="<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"), ["甲 乙"]),
    ("hyphens", p(inside="<w:r><w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t></w:r>"), ["甲乙-丙"]),
    ("blanks count only where it is said", p(inside="<w:r><w:t>\n  甲  </w:t></w:r>" + run(" 乙 ") + "<w:r><w:t>丙</w:t></w:r>"), ["甲 乙 丙"]),
    ("signs of picture fonts", p(inside='<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r><w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r>'), ["☑是□☑"]),
    ("a sign that no font knows", p(inside='<w:r><w:t>甲</w:t><w:sym w:font="Odd" w:char="F123"/><w:sym w:char="zz"/><w:sym/></w:r>'), ["甲"]),
    ("raised figures are no figures", p(inside=run("占地500m") + run("2", '<w:vertAlign w:val="superscript"/>')), ["占地500m²"]),
    ("links, smart tags and controls", p(inside=f'<w:hyperlink r:id="x">{run("甲")}</w:hyperlink><w:smartTag><w:smartTagPr/>{run("乙")}</w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>{run("丙")}</w:sdtContent></w:sdt>'), ["甲乙丙"]),
    ("a control around paragraphs", f'<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{p("甲")}{p("乙")}</w:sdtContent></w:sdt>', ["甲", "乙"]),
    ("words that only ask for words", p(inside=f'{run("姓名：")}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run("单击此处")}</w:sdtContent></w:sdt>'), ["姓名："]),
    ("ruby", p(inside=f"<w:r><w:ruby><w:rt>{run('zhěng')}</w:rt><w:rubyBase>{run('整')}</w:rubyBase></w:ruby></w:r>" + run("改")), ["整改"]),
    ("formulas", p(inside="<m:oMath><m:f><m:num><m:r><m:t>23</m:t></m:r></m:num><m:den><m:r><m:t>42</m:t></m:r></m:den></m:f><m:r><m:t>=x</m:t></m:r><m:sSup><m:e/><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"), ["23/42=x²"]),
    ("hidden words", p(inside=run("甲") + run("密", "<w:vanish/>") + run("乙", '<w:vanish w:val="0"/>')), ["甲乙"]),
    ("hidden by a style of the run or of the paragraph", p(inside=run("甲") + run("密", '<w:rStyle w:val="H"/>')) + p("密", style="H") + p("乙", style="H2"), ["甲"]),
    ("a hidden paragraph is none", p("甲") + p(inside=run("密", "<w:vanish/>"), mark="<w:vanish/>") + p("乙"), ["甲", "乙"]),
    ("an embedded object is left alone", p(inside=f'{run("甲")}<w:r><w:object><v:shape><v:imagedata r:id="rId9"/></v:shape></w:object></w:r>'), ["甲"]),
    ("lettering drawn as a picture", p(inside='<w:r><w:pict><v:shape><v:textpath string="示例区整改办"/></v:shape></w:pict></w:r>') + p("甲"), ["示例区整改办", "甲"]),
    ("a drop cap is the beginning of its word", p("整", properties='<w:framePr w:dropCap="drop"/>') + p("改情况"), ["整改情况"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body", "shown"), SHOWN, ids=[case[0] for case in SHOWN])
def test_words_stand_as_they_are_shown(title: str, body: str, shown: list[str]) -> None:
    assert lines(body, styles=style("H", "<w:rPr><w:vanish/></w:rPr>", kind="paragraph") + style("H2", after="H")) == shown


FIELDS = [
    ("the result stands, the code does not", p(inside=run("见") + field("REF a", "附件") + run("。")), ["见附件。"]),
    ("page numbers are set aside", p(inside=run("甲") + field("PAGE", "3") + '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>' + run("乙")), ["甲乙"]),
    ("a simple field", p(inside=f'<w:fldSimple w:instr=" SEQ 表 ">{run("2")}</w:fldSimple>'), ["2"]),
    ("a field within the code of a field", p(inside=run("甲") + field("IF ", None).replace("</w:instrText></w:r>", "</w:instrText></w:r>" + field("MERGEFIELD a", "内")) + run("乙")), ["甲乙"]),
    ("a circled number made of an equation", p(inside=field(r"eq \o\ac(○,3)") + run("完善制度")), ["③完善制度"]),
    ("a fraction and a pair made of equations", p(inside=field(r"EQ \f(1,2)") + field(r'EQ \* jc2 \* "Font:宋体" \o\ad(\s\up 9(zheng),整)')), ["1/2整"]),
    ("a field that never ends hides nothing", p(inside=run("甲") + field("TOC", "乙").rpartition("<w:r><w:fldChar")[0]) + p("丙") + table(["丁", "戊"]), ["甲", "乙", "丙", "丁\t戊"]),
    ("an end without a beginning", p(inside='<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("甲")), ["甲"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body", "shown"), FIELDS, ids=[case[0] for case in FIELDS])
def test_fields_show_what_they_come_to(title: str, body: str, shown: list[str]) -> None:
    assert lines(body) == shown


def test_a_table_of_contents_is_not_read_as_structure() -> None:
    start, end = field("TOC \\o", "一、组织领导\t1").split("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")
    by_field = p(inside=start) + p("二、整改情况\t2") + p(inside='<w:r><w:fldChar w:fldCharType="end"/></w:r>') + end
    by_control = f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{p("目录")}{p("一、组织领导1")}</w:sdtContent></w:sdt>'
    by_style = p("一、组织领导1", style="T1")
    for contents in (by_field, by_control, by_style):
        assert lines(p("通报") + contents + p("一、组织领导"), styles=style("T1", name="toc 1")) == ["通报", "一、组织领导"]


def box(words: str) -> str:
    """A text box, as the newer and as the older drawing of it."""
    shape = f"<w:drawing><a:graphic><wps:wsp><wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx></wps:wsp></a:graphic></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox><w:txbxContent>{words}</w:txbxContent></v:textbox></v:shape></w:pict>"
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>'


def test_a_text_box_is_told_once_and_follows_its_paragraph() -> None:
    body = p(inside=run("甲") + box(p("框内") + table(["a", "b"])) + run("乙")) + p("丙")
    assert lines(body) == ["甲乙", "框内", "a\tb", "丙"]


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    assert lines(table([cell(p(inside=run("甲") + box(p("框") + table(["a", "b"])))), "乙"])) == ["甲 框 a b\t乙"]


DELETED, INSERTED = '<w:del w:id="1" w:author="a"/>', '<w:ins w:id="1" w:author="a"/>'


def gone(words: str) -> str:
    """Words that were deleted."""
    return f'<w:del w:id="2" w:author="a"><w:r><w:delText>{words}</w:delText></w:r></w:del>'


REVISED = [
    ("inserted words stay, deleted ones go", p(inside=run("完成") + gone("8") + f'<w:ins w:id="3" w:author="a">{run("9")}</w:ins>' + run("项")), ["完成9项"]),
    ("what was moved stands where it was moved to", p(inside=f'<w:moveFrom w:id="1" w:author="a">{run("甲")}</w:moveFrom>{run("乙")}<w:moveTo w:id="2" w:author="a">{run("甲")}</w:moveTo>'), ["乙甲"]),
    ("a paragraph mark that is gone joins", p("甲", mark=DELETED) + p("乙"), ["甲乙"]),
    ("a paragraph that is gone is not counted", p("甲", (1, 0)) + p("", (1, 0), inside=gone("x"), mark=DELETED) + p("乙", (1, 0)), ["1. 甲", "2. 乙"]),
    ("joined paragraphs have the number of the first that has words", p("甲", (1, 0), mark=DELETED) + p("乙") + p("", inside=gone("x"), mark=DELETED) + p("丙", (1, 0)), ["1. 甲乙", "2. 丙"]),
    ("a mark that was inserted is a mark", p("甲", (1, 0), mark=INSERTED) + p("乙", (1, 0)), ["1. 甲", "2. 乙"]),
    ("nothing follows to be joined", p("甲") + p("乙", mark=DELETED), ["甲", "乙"]),
    ("deleted rows go, and are not counted", table([cell(p("", (1, 0))), "甲"], [cell(p("", (1, 0))), "乙"], [cell(p("", (1, 0))), "丙"], properties={1: DELETED}), ["1.\t甲", "2.\t丙"]),
    ("a table that is gone altogether", p("甲") + table(["乙", "丙"], properties={0: DELETED}), ["甲"]),
    ("what stood before in format does not count", p("甲", properties='<w:pPrChange w:id="1" w:author="a"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'), ["甲"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body", "shown"), REVISED, ids=[case[0] for case in REVISED])
def test_a_revised_document_is_read_as_if_all_were_accepted(title: str, body: str, shown: list[str]) -> None:
    assert lines(body, PLAIN + series(1, 0)) == shown


def test_revisions_and_comments_are_told_once() -> None:
    made = drawn(docx(p(inside=gone("x") + gone("y") + run("甲") + '<w:r><w:commentReference w:id="0"/></w:r>')))
    assert [(one.code, dict(one.facts)) for one in made.doubts] == [("revisions_accepted", {"count": "2"}), ("comments_left_out", {"count": "1"})]


def merged(kind: str = "") -> str:
    """A cell that goes on the one above, or begins to."""
    return f'<w:vMerge w:val="{kind}"/>' if kind else "<w:vMerge/>"


TABLES = [
    ("paragraphs of a cell are joined", table(["序号", "措施"], ["1", cell(p("一是甲；") + p() + p("二是乙。"))]), ["序号\t措施", "1\t一是甲； 二是乙。"], []),
    ("numbers in cells are computed", table([cell(p("", (1, 0))), "甲"], [cell(p("", (1, 0))), cell(p("乙", (1, 1)) + p("丙", (1, 1)))]), ["1.\t甲", "2.\t2.1 乙 2.2 丙"], []),
    ("a cell over columns", table([cell("台账", '<w:gridSpan w:val="3"/>')], ["1", "2", "3"]), ["台账\t\t", "1\t2\t3"], [Merged(0, 0, 1, 3)]),
    ("a cell over rows", table([cell("党建", merged("restart")), "甲"], [cell("", merged()), "乙"], [cell("", merged()), "丙"], ["经济", "丁"]), ["党建\t甲", "\t乙", "\t丙", "经济\t丁"], [Merged(0, 0, 3, 1)]),
    (
        "over both, twice in a row", table([cell("甲", '<w:gridSpan w:val="2"/>' + merged("restart")), "a"], [cell("", '<w:gridSpan w:val="2"/>' + merged()), "b"], [cell("乙", '<w:gridSpan w:val="2"/>' + merged("restart")), "c"], [cell("", '<w:gridSpan w:val="2"/>' + merged()), "d"]),
        ["甲\t\ta", "\t\tb", "乙\t\tc", "\t\td"], [Merged(0, 0, 2, 2), Merged(2, 0, 2, 2)],
    ),
    ("what goes on nothing stands for itself", table([cell("甲", merged()), "a"], [cell("", merged()), "b"]), ["甲\ta", "\tb"], [Merged(0, 0, 2, 1)]),
    ("what a covered cell holds is not shown nor counted", table([cell(p("甲", (1, 0)), merged("restart")), "a"], [cell(p("隐", (1, 0)), merged()), "b"], [cell(p("乙", (1, 0))), "c"]), ["1. 甲\ta", "\tb", "2. 乙\tc"], [Merged(0, 0, 2, 1)]),
    ("the older way across", table([cell("甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "乙"], ["1", "2", "3"]), ["甲\t\t乙", "1\t2\t3"], [Merged(0, 0, 1, 2)]),
    ("rows that begin later, and end sooner", table(["a", "b", "c"], ["d", "e"], ["f"], properties={1: '<w:gridBefore w:val="1"/>'}), ["a\tb\tc", "\td\te", "f\t\t"], []),
    ("a table within a cell is flattened", table(["甲", cell(p("上") + table(["1", "2"], ["3", table(["x", "y"])]) + p("下"))]), ["甲\t上 1 2 3 x y 下"], []),
    ("a frame of one column is no table", table([cell(p("甲") + table(["1", "2"], ["3", "4"]))], [cell(p("乙") + p("丙"))]), ["甲", "1\t2", "3\t4", "乙", "丙"], []),
    ("a span that is no number", table([cell("甲", '<w:gridSpan w:val="many"/>'), cell("乙", '<w:gridSpan w:val="999999999"/>'), cell("丙", '<w:gridSpan w:val="-3"/>')]), ["甲\t乙\t丙"], []),
    ("a cell without paragraphs", "<w:tbl><w:tr><w:tc/><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", ["\t\t甲"], []),
    ("a cell within a control", f'<w:tbl><w:tr><w:tc>{p("甲")}</w:tc><w:sdt><w:sdtPr/><w:sdtContent><w:tc>{p("乙")}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>', ["甲\t乙"], []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body", "shown", "reaching"), TABLES, ids=[case[0] for case in TABLES])
def test_a_table_is_a_row_a_line_with_what_is_merged_beside_it(title: str, body: str, shown: list[str], reaching: list[Merged]) -> None:
    made = drawn(docx(body, PLAIN + series(1, 0)))
    assert [line for line in made.text.splitlines() if line] == shown
    assert [one for table_ in made.tables for one in table_.merged] == reaching
    for one in made.tables:
        assert all("\t" in line for line in made.text[one.start : one.end].split("\n"))


def test_pictures_stand_at_their_cell_or_line() -> None:
    shape = '<w:r><w:drawing><a:blip r:embed="{}"/></w:drawing></w:r>'
    body = p(inside=run("图") + shape.format("rId7")) + table(["整改前", "整改后"], [cell(p(inside=shape.format("rId7"))), cell(p(inside=run("已清理") + shape.format("rId8")))])
    related = {"rId7": ("image", "media/a.png"), "rId8": ("image", "/word/media/B.PNG"), "rId9": ("image", "https://example.com/a.png")}
    made = drawn(docx(body + p(inside=shape.format("rId9")), related=related, parts={"word/media/a.png": PIXEL, "word/media/b.png": PIXEL + b"b"}))
    assert [(made.text[one.start : one.end], one.name, one.media_type, len(one.content)) for one in made.pictures] == [
        ("图", "a.png", "image/png", 24), ("", "a.png", "image/png", 24), ("已清理", "b.png", "image/png", 25),
    ]  # fmt: skip
    assert made.text[made.pictures[1].start] == "\t"


def test_pictures_beyond_the_limit_are_counted() -> None:
    shape = '<w:r><w:drawing><a:blip r:embed="rId7"/></w:drawing></w:r>'
    raw = docx(p("图") + p(inside=shape) * 3, related={"rId7": ("image", "media/a.png")}, parts={"word/media/a.png": PIXEL})
    made = drawn(raw, Limits(pictures=2))
    assert len(made.pictures) == 2 and made.doubts[0].facts == {"count": "1"}


def test_a_document_of_pictures_only_is_a_scan() -> None:
    raw = docx(p(inside='<w:r><w:drawing><a:blip r:embed="rId7"/></w:drawing></w:r>'), related={"rId7": ("image", "media/a.png")}, parts={"word/media/a.png": PIXEL})
    with pytest.raises(Unreadable) as refused:
        drawn(raw)
    assert refused.value.code == "only_pictures"


def test_notes_follow_the_body_with_their_marks() -> None:
    rule = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes = rule + "".join(f'<w:footnote w:id="{n}">{p(inside="<w:r><w:footnoteRef/></w:r>" + run(f" 第{n}条"))}{p("续") if n == 2 else ""}</w:footnote>' for n in (2, 3, 4))
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'
    body = p(inside=run("完成12") + mark.format(3) + run("项") + f'<w:del w:id="1">{mark.format(4)}</w:del>') + table(["a", cell(p(inside=run("b") + mark.format(2)))])
    ends = f'<w:endnote w:id="1">{p("尾")}</w:endnote>'
    assert lines(body + p(inside=run("完") + '<w:r><w:endnoteReference w:id="1"/></w:r>'), notes=notes, endnotes=ends) == [
        "完成12项", "a\tb", "完", "¹ 第3条", "² 第2条", "续", "³ 尾",
    ]  # fmt: skip


def test_the_strict_vocabulary_says_the_same() -> None:
    body = p("甲", style="1") + p("乙", style="2") + table([cell("丙", '<w:gridSpan w:val="2"/>')], ["丁", "戊"]) + p(inside="<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")
    plain, strict = (drawn(docx(body, BY_STYLE, HEADINGS, strict=one)) for one in (False, True))
    assert plain.text == strict.text and plain.tables == strict.tables
    assert plain.text.startswith("一、甲\n（一）乙\n丙\t\n丁\t戊\n")


def test_parts_that_are_missing_are_not_missed() -> None:
    assert lines(p("甲", (1, 0), style="1")) == ["甲"]


def test_the_main_part_is_where_the_package_says() -> None:
    parts = {"_rels/.rels": word.relationships({"a": ("officeDocument", "/word/other.xml")}).encode(), "word/other.xml": f'<w:document {word.NAMES}><w:body>{p("甲")}</w:body></w:document>'.encode()}
    source = decode(word.zipped(parts), "a.docx")
    assert source.text == "甲\n"


def test_a_word_file_is_read_as_a_notice() -> None:
    heads = p("示例区整改进展情况的通报") + listed(("整改落实情况", 0), ("反馈问题：学习不够深入", 1))
    notice = read(decode(docx(heads + p("整改情况：完成12项。") + listed(("反馈问题：作风不够扎实", 1)) + p("整改情况：完成3项。"), OFFICIAL + series(1, 0)), "通报.docx"))
    assert [(item.number, item.text) for item in notice.items] == [("一", "学习不够深入"), ("二", "作风不够扎实")]
    assert notice.source.media_type.endswith("wordprocessingml.document") and notice.source.text.startswith("示例区")


SAMPLES = [
    (OFFICIAL + series(1, 0), "", listed(("甲", 0), ("乙", 1), ("丙", 2), ("丁", 3), ("戊", 4), ("己", 4), ("庚", 2), ("辛", 1), ("壬", 2), ("癸", 0), ("子", 2), ("丑", 1))),
    (BY_STYLE, HEADINGS, p("甲", style="1") + p("乙", style="2") + p("丙", style="3") + p("丁", style="3x") + p("戊", (0, 0), style="1") + p("己", style="1") + p("庚", style="2")),
    (
        PLAIN + series(1, 0) + series(2, 0) + series(3, 0, begins(0, 1)), "",
        listed(("甲", 1), ("乙", 0), ("丙", 0, 2), ("丁", 0, 3), ("戊", 1, 3), ("己", 0, 1), ("庚", 2, 3), ("辛", 0, 3), ("", 0), ("壬", 0)),
    ),
    (pattern(0, [level(0, "chineseCountingThousand", "第%1条", start=8)]) + series(1, 0), "", listed(*((one, 0) for one in "甲乙丙丁戊"))),
]  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The lines of each sample as an office program prints them, blanks gone."""
    folder = tmp_path_factory.mktemp("printed")
    for number, (numbering, styles, body) in enumerate(SAMPLES):
        (folder / f"{number}.docx").write_bytes(docx(body, numbering, styles))
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, sorted(folder.glob("*.docx")))]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    told = [subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout for path in sorted(folder.glob("*.pdf"))]
    return [["".join(line.split()) for line in text.splitlines() if line.strip()] for text in told]


@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="needs LibreOffice and pdftotext")
@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_numbers_are_those_that_an_office_program_prints(number: int, printed: list[list[str]]) -> None:
    numbering, styles, body = SAMPLES[number]
    assert ["".join(line.split()) for line in lines(body, numbering, styles)] == printed[number]
