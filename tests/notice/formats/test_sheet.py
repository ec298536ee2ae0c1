"""表格文件: cells as the office sees them, merged areas, pictures at their cells, what is hidden, and what a hostile workbook comes to."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbooks import DRAWING, MAIN, packed, png, related, said, sheet, workbook

from xiaohao.notice import Doubt, Limits, Merged, Source, Unreadable, decode
from xiaohao.notice.formats import sheet as door
from xiaohao.notice.formats.package import draw
from xiaohao.notice.formats.workbook import records
from xiaohao.notice.formats.workbook.grid import cell_name
from xiaohao.notice.formats.workbook.shown import format_of, shown

CORPUS = Path(__file__).parents[2] / "corpus"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def drawn(raw: bytes, limits: Limits | None = None) -> Source:
    """What is drawn from a workbook, without a process of its own."""
    made, kind = draw(raw, "book", limits or Limits())
    return Source("book", made.text, kind, tables=tuple(made.tables), pictures=tuple(made.pictures), doubts=tuple(made.doubts))


def rows(source: Source, which: int = 0) -> list[list[str]]:
    """The cells of a table."""
    table = source.tables[which]
    return [line.split("\t") for line in source.text[table.start : table.end].split("\n")]


def codes(source: Source) -> dict[str, Doubt]:
    """The doubts by their codes."""
    return {doubt.code: doubt for doubt in source.doubts}


SHOWN = [
    ("General", "3", "3"), ("General", "0.30000000000000004", "0.3"), ("General", "0.547619047619048", "0.547619048"), ("General", "12345678901234567", "12345678901234567"),
    ("General", "100000000000", "100000000000"), ("General", "-2.50", "-2.5"), ("General", "1E-05", "0.00001"), ("General", "not a number", "not a number"),
    ("0.00%", "0.5476", "54.76%"), ("0%", "0.125", "13%"), ("0%", "-0.001", "0%"), ("#,##0.00", "1234567.891", "1,234,567.89"), ("#,##0", "-1234", "-1,234"),
    ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0", "-"), ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-12.5", "-12.50"),
    ('0!.0,"万"', "123456", "12.3万"), ('"第"0"号"', "7", "第7号"), ("000000", "42", "000042"), ("000-0000-0000", "1234567", "000-0123-4567"), ("0.00E+00", "12345", "1.23E+04"),
    ("[Red]0.0;[Blue]-0.0", "-3.25", "-3.3"), ('[>100]"多";0', "150", "多"), ("[$¥-804]#,##0.00", "9.5", "¥9.50"), ('General"个"', "12", "12个"), ("0.00_);(0.00)", "-2", "(2.00)"),
    ("yyyy/m/d;@", "45657", "2024-12-31"), ('yyyy"年"m"月"d"日";@', "45657", "2024-12-31"), ("d-mmm-yy", "45657", "2024-12-31"), ('m"月"d"日"', "45657", "2024-12-31"),
    ('yyyy"年"m"月"', "45657", "2024年12月"), ("mmm-yy", "45657", "2024-12"), ("[$-804]yyyy/m/d h:mm", "45657.604166667", "2024-12-31 14:30"), ("h:mm", "0.5", "12:00"),
    ("h:mm:ss", "0.50001157", "12:00:01"), ("[h]:mm:ss", "1.52", "36:28:48"), ("[h]:mm", "1.5", "36:00"), ("[mm]", "0.0625", "90"), ("yyyy-mm-dd", "60", "1900-02-29"),
    ("yyyy-mm-dd", "59", "1900-02-28"), ("yyyy-mm-dd", "61", "1900-03-01"), ("yyyy-mm-dd", "-1", "-1"), ("yyyy-mm-dd", "9999999", "9999999"), ("aaaa", "45657", "2024-12-31"), ("# ?/?", "0.5", "0.5"),
    ("0;-0;;@", "0", ""),
]  # fmt: skip


@pytest.mark.parametrize(("code", "raw", "wanted"), SHOWN)
def test_a_number_is_shown_as_its_format_shows_it(code: str, raw: str, wanted: str) -> None:
    assert shown(raw, format_of(code)) == wanted


def test_a_workbook_of_the_old_macintosh_counts_its_days_from_1904() -> None:
    raw = workbook(sheet('<row r="1"><c r="A1" s="1"><v>44195</v></c></row>'), styles='<xf numFmtId="0"/><xf numFmtId="14"/>', from_1904=True)
    assert drawn(raw).text == "2024-12-31\n"


@given(st.text(alphabet='0#?.,%;@"[]()\\_*!EeydmhsaGgenral万年月日$-/:<>=+ 1', max_size=40), st.floats(allow_nan=True, allow_infinity=True))
def test_no_format_breaks_on_any_number(code: str, value: float) -> None:
    assert isinstance(shown(repr(value), format_of(code)), str)


CELLS = [
    ("shared words, runs joined, sounds left out", '<c r="A1" t="s"><v>0</v></c>', "整改台账"),
    ("words in the cell", said("A1", "整改"), "整改"),
    ("a number stored as text", said("A1", "000123456789012345"), "000123456789012345"),
    ("a break within", said("A1", "区水务局&#10;区财政局"), "区水务局 区财政局"),
    ("a break as the file writes it", said("A1", "甲_x000D_\n乙"), "甲 乙"),
    ("a tab within", said("A1", "甲\t乙"), "甲 乙"),
    ("a whole number", '<c r="A1"><v>12</v></c>', "12"),
    ("a number without noise", '<c r="A1"><v>62.900000000000006</v></c>', "62.9"),
    ("a share", '<c r="A1" s="1"><v>0.5476</v></c>', "54.76%"),
    ("a day", '<c r="A1" s="2"><v>45657</v></c>', "2024-12-31"),
    ("a day as programs write it", '<c r="A1" t="d"><v>2024-12-31T00:00:00</v></c>', "2024-12-31"),
    ("a day of a format that only Chinese Excel has", '<c r="A1" s="3"><v>45657</v></c>', "2024年12月"),
    ("text with a format of its own", '<c r="A1" s="4" t="str"><v>12</v></c>', "第12号"),
    ("yes", '<c r="A1" t="b"><v>1</v></c>', "TRUE"),
    ("a formula by its value", '<c r="A1"><f>SUM(B1:B9)</f><v>9</v></c>', "9"),
    ("a formula of words", '<c r="A1" t="str"><f>B1&amp;"局"</f><v>区水务局</v></c>', "区水务局"),
    ("words like a formula are words", said("A1", "=1+1"), "=1+1"),
    ("an error", '<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
    ("cells and rows without references", '<c t="inlineStr"><is><t>甲</t></is></c>', "甲"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "cell", "wanted"), CELLS, ids=[one[0] for one in CELLS])
def test_a_cell_says_what_the_office_sees(title: str, cell: str, wanted: str) -> None:
    raw = workbook(
        sheet(f"<row>{cell}</row>"),
        words="<si><r><t>整改</t></r><rPh sb='0' eb='1'><t>zheng</t></rPh><r><t>台账</t></r></si>",
        formats='<numFmt numFmtId="176" formatCode="yyyy/m/d;@"/><numFmt numFmtId="177" formatCode="&quot;第&quot;@&quot;号&quot;"/>',
        styles='<xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="176"/><xf numFmtId="57"/><xf numFmtId="177"/>',
    )  # fmt: skip
    assert drawn(raw).text == f"{wanted}\n"


def test_a_formula_without_its_value_is_empty_and_named() -> None:
    source = drawn(workbook(sheet(f'<row r="3">{said("B3", "合计")}<c r="C3"><f>SUM(C1:C2)</f><v></v></c><c r="D3" t="str"><f>""</f><v></v></c>{said("E3", "完")}</row>'), names=("台账",)))
    doubt = codes(source)["formula_without_value"]
    assert rows(source) == [["合计", "", "", "完"]]
    assert (doubt.facts["sheet"], doubt.facts["cells"], source.text[doubt.start - 3 : doubt.start]) == ("台账", "C3", "合计\t")


def test_an_error_is_kept_with_a_doubt_at_its_place() -> None:
    source = drawn(workbook(sheet(f'<row r="1">{said("A1", "甲")}<c r="B1" t="e"><v>#REF!</v></c></row>')))
    doubt = codes(source)["cell_error"]
    assert source.text[doubt.start : doubt.end] == "#REF!"


def test_the_table_is_the_used_range_with_the_blank_rows_within_it() -> None:
    raw = workbook(sheet(f'<row r="3">{said("C3", "甲")}<c r="Z3" s="0"/></row><row r="5">{said("D5", "乙")}</row><row r="900"><c r="A900" s="0"/></row>'))
    assert rows(drawn(raw)) == [["甲", ""], ["", ""], ["", "乙"]]


def test_merged_areas_are_counted_from_the_used_range_and_say_their_words_once() -> None:
    merges = '<mergeCells><mergeCell ref="B2:E2"/><mergeCell ref="B3:B4"/><mergeCell ref="B4:B5"/><mergeCell ref="X1:Z1"/><mergeCell ref="oops"/></mergeCells>'
    raw = workbook(sheet(f'<row r="2">{said("B2", "台账")}</row><row r="3">{said("B3", "甲")}{said("C3", "1")}</row><row r="4">{said("B4", "旧词")}{said("C4", "2")}</row>', after=merges))
    source = drawn(raw)
    assert rows(source) == [["台账", ""], ["甲", "1"], ["", "2"]]
    assert source.tables[0].merged == (Merged(0, 0, 1, 2), Merged(1, 0, 2, 1))
    assert codes(source)["covered_words"].facts["cells"] == "B4"


def test_several_sheets_are_named_and_one_is_not() -> None:
    one, two = sheet(f"<row>{said('A1', '甲')}</row>"), sheet(f"<row>{said('A1', '乙')}</row>")
    assert drawn(workbook(one, sheet(""), names=("问题",))).text == "甲\n"
    source = drawn(workbook(one, sheet(""), two, names=("问题", "空", "任务")))
    assert source.text == "问题\n甲\n\n任务\n乙\n"
    assert [table.name for table in source.tables] == ["问题", "任务"]


def test_hidden_sheets_are_left_out_and_hidden_rows_and_columns_are_not() -> None:
    filtered = sheet(f'<row r="1">{said("A1", "甲")}{said("B1", "丙")}</row><row r="2" hidden="1">{said("A2", "乙")}</row>', before='<cols><col min="2" max="99" hidden="1"/></cols>')
    source = drawn(workbook(filtered, sheet(f"<row>{said('A1', '旧')}</row>"), names=("台账", "旧表"), states=("visible", "veryHidden")))
    assert rows(source) == [["甲", "丙"], ["乙", ""]]
    found = codes(source)
    assert (found["hidden_sheets"].facts["names"], found["hidden_rows"].facts["count"], found["hidden_columns"].facts["columns"]) == ("旧表", "1", "B")


def pictured(anchors: str, cells: str = "", **parts: str | bytes) -> bytes:
    """A workbook whose sheet has a drawing."""
    ledger = f'<row r="1">{said("A1", "序号")}{said("B1", "照片")}</row><row r="2" ht="60">{said("A2", "1")}</row><row r="3" ht="60">{said("A3", "2")}{cells}</row>'
    return workbook(sheet(ledger, after='<drawing r:id="d"/>'), parts={
        "xl/worksheets/_rels/sheet1.xml.rels": related(d="drawing ../drawings/drawing1.xml"), "xl/drawings/drawing1.xml": f"<xdr:wsDr {DRAWING}>{anchors}</xdr:wsDr>",
        "xl/drawings/_rels/drawing1.xml.rels": related(p="image ../media/image1.png", q="image ../media/gone.png"), "xl/media/image1.png": png(7), **parts,
    })  # fmt: skip


def corner(name: str, column: int, row: int, row_off: int = 0) -> str:
    """A corner of an anchor."""
    return f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>{row_off}</xdr:rowOff></xdr:{name}>"


PICTURE = '<xdr:pic><xdr:blipFill><a:blip r:embed="p"/></xdr:blipFill></xdr:pic>'
ANCHORS = [
    ("one corner", f"<xdr:oneCellAnchor>{corner('from', 1, 1)}<xdr:ext cx='9' cy='9'/>{PICTURE}</xdr:oneCellAnchor>", "1"),
    ("two corners", f"<xdr:twoCellAnchor>{corner('from', 1, 2, 9)}{corner('to', 2, 5)}{PICTURE}</xdr:twoCellAnchor>", "2"),
    ("begun a little too high", f"<xdr:twoCellAnchor>{corner('from', 1, 1, 750000)}{corner('to', 2, 2, 700000)}{PICTURE}</xdr:twoCellAnchor>", "2"),
    ("a small one low in its cell", f"<xdr:twoCellAnchor>{corner('from', 1, 1, 700000)}{corner('to', 1, 1, 750000)}{PICTURE}</xdr:twoCellAnchor>", "1"),
    ("in a group", f"<xdr:twoCellAnchor>{corner('from', 1, 1)}{corner('to', 2, 2)}<xdr:grpSp>{PICTURE}</xdr:grpSp></xdr:twoCellAnchor>", "1"),
    ("by its distance", f"<xdr:absoluteAnchor><xdr:pos x='700000' y='1000000'/><xdr:ext cx='9' cy='9'/>{PICTURE}</xdr:absoluteAnchor>", "2"),
    ("far outside the table", f"<xdr:oneCellAnchor>{corner('from', 90, 900)}{PICTURE}</xdr:oneCellAnchor>", "2"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "anchor", "number"), ANCHORS, ids=[one[0] for one in ANCHORS])
def test_a_picture_lies_at_its_row(title: str, anchor: str, number: str) -> None:
    source = drawn(pictured(anchor))
    (picture,) = source.pictures
    begin = source.text.rfind("\n", 0, picture.start) + 1
    assert source.text[begin : picture.end] == f"{number}\t"
    assert (picture.name, picture.media_type, picture.content) == ("image1.png", "image/png", png(7))


def test_pictures_that_lie_elsewhere_are_not_fetched_and_many_are_too_many() -> None:
    gone = ANCHORS[0][1].replace('"p"', '"q"')
    source = drawn(pictured(gone + ANCHORS[0][1] * 3), Limits(pictures=2))
    assert len(source.pictures) == 2
    assert (codes(source)["pictures_unknown"].facts["count"], codes(source)["pictures_left_out"].facts["count"]) == ("1", "1")


def test_a_picture_of_wps_in_a_cell_takes_the_place_of_its_formula() -> None:
    cell = '<c r="B3" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    images = f'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" {DRAWING}><etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="ID_1"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="p"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>'
    source = drawn(pictured("", cell, **{"xl/cellimages.xml": images, "xl/_rels/cellimages.xml.rels": related(p="image media/image1.png")}))
    assert rows(source)[2] == ["2", ""]
    assert [(picture.start, picture.end) for picture in source.pictures] == [(len(source.text) - 1, len(source.text) - 1)]


def test_a_picture_of_excel_in_a_cell_takes_the_place_of_its_error() -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    ledger = book.add_worksheet()
    ledger.write_row(0, 0, ["序号", "照片"])
    ledger.write(1, 0, 1)
    ledger.embed_image(1, 1, "a.png", {"image_data": io.BytesIO(png(3))})
    book.close()
    source = drawn(made.getvalue())
    assert rows(source) == [["序号", "照片"], ["1", ""]]
    assert not source.doubts
    assert [picture.content for picture in source.pictures] == [png(3)]


def test_macros_are_told_and_not_read() -> None:
    assert "macros" in codes(drawn(workbook(sheet(f"<row>{said('A1', '甲')}</row>"), parts={"xl/vbaProject.bin": b"x"})))


def ods(rows_: str, style: str = "") -> bytes:
    """An .ods with one table."""
    spaces = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text", "style"))
    content = f'<office:document-content {spaces}>{style}<office:body><office:spreadsheet><table:table table:name="台账" table:style-name="t">{rows_}</table:table></office:spreadsheet></office:body></office:document-content>'
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def test_an_open_document_is_read_as_it_shows() -> None:
    raw = ods(
        '<table:table-row><table:table-cell table:number-columns-spanned="3"><text:p>台账</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>'
        '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>甲</text:p><text:p>乙</text:p><office:annotation><text:p>注</text:p></office:annotation></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="0.5476"><text:p>54.76%</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-12-31"><text:p>24年底</text:p></table:table-cell></table:table-row>'
        '<table:table-row><table:covered-table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )  # fmt: skip
    source = drawn(raw)
    assert rows(source) == [["台账", "", ""], ["甲 乙", "54.76%", "2024-12-31"], ["", "x", "x"]]
    assert source.tables[0].merged == (Merged(0, 0, 1, 3), Merged(1, 0, 2, 1))
    assert source.media_type == "application/vnd.oasis.opendocument.spreadsheet"


def test_an_old_workbook_is_read_by_its_own_door() -> None:
    made, kind = door.draw_old((CORPUS / "old_ledger.xls").read_bytes(), Limits())
    assert kind == "application/vnd.ms-excel"
    cells = [line.split("\t") for line in made.text.splitlines()]
    assert [row[0] for row in cells] == ["示例街道2024年安全隐患整改台账", "序号", "1", "2", "3"]
    assert [(row[4], row[7]) for row in cells[2:]] == [("2024-06-30", "100.00%"), ("2024年9月", "54.76%"), ("立行立改", "")]
    assert [doubt.code for doubt in made.doubts] == ["hidden_sheets"]


REFUSED = [
    ("a cell in the last corner", workbook(sheet(f'<row r="1048576">{said("XFD1048576", "x")}</row>')), "too_many_columns"),
    ("a cell in the last row", workbook(sheet(f'<row r="1">{said("A1", "甲")}</row><row r="1048576">{said("A1048576", "x")}</row>')), "too_many_rows"),
    ("two sheets of many rows", workbook(*[sheet(f'<row r="1">{said("A1", "甲")}</row><row r="150000">{said("A150000", "x")}</row>')] * 2), "too_many_rows"),
    ("a repeated row", ods('<table:table-row table:number-rows-repeated="1048576"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>'), "too_many_rows"),
    ("a repeated cell", ods('<table:table-row><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'), "too_many_columns"),
    ("entities in a sheet", workbook(f'<!DOCTYPE x [<!ENTITY a "{"a" * 99}">]>' + sheet(f"<row>{said('A1', '&a;')}</row>")), "bomb"),
    ("a sheet that breaks off", workbook(f"<worksheet {MAIN}><sheetData><row>"), "damaged"),
    ("no sheet that shows anything", workbook(sheet("")), "empty"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "raw", "code"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_hostile_workbook_ends_in_a_code(title: str, raw: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(raw, "book.xlsx")
    assert refused.value.code == code


SMALL = workbook(
    sheet(f'<row r="1">{said("A1", "序号")}<c r="B1" s="1"><v>0.5</v></c><c r="C1" t="s"><v>0</v></c></row><row r="2">{said("A2", "1")}</row>', after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'),
    words="<si><t>甲</t></si>", styles='<xf numFmtId="0"/><xf numFmtId="14"/>',
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]), st.integers(0, 2000), st.binary(max_size=6)), max_size=6))
def test_mutated_parts_give_a_text_or_a_code(edits: list[tuple[str, int, bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(SMALL)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name, place, put in edits:
        content = parts[name]
        assert isinstance(content, bytes)
        place %= len(content)
        parts[name] = content[:place] + put + content[place + len(put) :]
    try:
        source = drawn(packed(parts))
    except Unreadable:
        return
    assert all(0 <= table.start <= table.end <= len(source.text) for table in source.tables)
    assert all(len({len(row) for row in rows(source, which)}) == 1 for which in range(len(source.tables)))


@settings(deadline=None)
@given(st.integers(0, len(SMALL) - 1), st.binary(min_size=1, max_size=4))
def test_mutated_bytes_give_a_text_or_a_code(place: int, put: bytes) -> None:
    try:
        drawn(SMALL[:place] + put + SMALL[place + len(put) :])
    except Unreadable:
        return


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=4))
def test_records_of_a_mutated_old_workbook_are_read_or_left(edits: list[tuple[int, bytes]]) -> None:
    raw = (CORPUS / "old_ledger.xls").read_bytes()
    for place, put in edits:
        place %= len(raw)
        raw = raw[:place] + put + raw[place + len(put) :]
    assert isinstance(records.sheets(raw), list)


def test_cells_are_named_as_people_name_them() -> None:
    assert [cell_name(cell) for cell in ((0, 0), (4, 2), (0, 25), (0, 26), (9, 701), (0, 702))] == ["A1", "C5", "Z1", "AA1", "ZZ10", "AAA1"]
