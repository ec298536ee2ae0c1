"""来意不善的文件: each ends in its words or in one code; whatever becomes of the process that reads it, the answer is a sentence."""

from __future__ import annotations

import io
import os
import random
import signal
import struct
import threading
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import NAMES, begins, cell, docx, field, p, pattern, relationships, run, series, style, table, zipped

from xiaohao.notice import Limits, Source, Unreadable, decode
from xiaohao.notice.formats.docx import draw
from xiaohao.notice.formats.worker import ALONE, understood
from xiaohao.notice.formats.zipped import Package

MEBIBYTE = 1024 * 1024
NUMBERING = pattern(0, [("chineseCounting", "%1、"), ("decimal", "%2.")]) + series(1, 0) + series(2, 0, begins(0, 3))
STYLES = style("a", default=True) + style("1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "a")
BODY = p("通报") + p("甲", style="1") + p("乙", (1, 1)) + table(["序号", "问题"], [cell(p("", (2, 0))), cell("丙", '<w:vMerge w:val="restart"/>')]) + p(inside=field("PAGE", "1") + run("丁"))
WHOLE = docx(BODY, NUMBERING, STYLES, notes=f'<w:footnote w:id="1">{p("注")}</w:footnote>')


def told(raw: bytes, limits: Limits | None = None) -> str:
    """The words of a file, or the code of the refusal, without the process of its own."""
    usual = limits or Limits()
    try:
        return draw(Package(raw, usual), usual)[0].text
    except Unreadable as refused:
        return refused.code


def document(inside: str) -> bytes:
    """A main part, whole."""
    return f"<w:document {NAMES}><w:body>{inside}</w:body></w:document>".encode()


def with_part(name: str, content: bytes) -> bytes:
    """The whole file with one part in another's place."""
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        return zipped({one: archive.read(one) for one in archive.namelist()} | {name: content})


def bomb(parts: int, size: int) -> bytes:
    """Many parts that unpack to much."""
    return zipped({"word/document.xml": document(p("甲"))} | {f"word/media/{n}": b"\0" * size for n in range(parts)})


def patched(raw: bytes, old: bytes, new: bytes) -> bytes:
    """Bytes in another's place, which must be there."""
    assert old in raw
    return raw.replace(old, new)


def lying() -> bytes:
    """An entry that says it is smaller than it is, in both of its places."""
    raw, size = zipped({"word/document.xml": document(p("甲") * 5000)}), len(document(p("甲") * 5000))
    return patched(raw, struct.pack("<I", size), struct.pack("<I", 100))


def overlapping() -> bytes:
    """Two names for the same bytes."""
    raw = zipped({"word/document.xml": document(p("甲")), "word/b": b"x" * 50})
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        second = archive.getinfo("word/b").header_offset
    end = raw.rindex(b"PK\x01\x02")
    return raw[: end + 42] + struct.pack("<I", 0) + raw[end + 46 :] if second else raw


DOCTYPE = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
AMPLIFIED = b"<!DOCTYPE w [" + b'<!ENTITY a0 "aaaaaaaaaa">' + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9)) + b"]>"
REFUSED: list[tuple[str, Callable[[], bytes], Limits, str]] = [
    ("cut off", lambda: WHOLE[: len(WHOLE) // 2], Limits(), "damaged"),
    ("a part whose sum is wrong", lambda: patched(WHOLE, (crc := struct.pack("<I", zipfile.ZipFile(io.BytesIO(WHOLE)).getinfo("word/document.xml").CRC)), crc[::-1]), Limits(), "damaged"),
    ("a size that lies", lying, Limits(), "damaged"),
    ("entries that overlap", overlapping, Limits(), "bomb"),
    ("much that unpacks to more", lambda: bomb(3, 2 * MEBIBYTE), Limits(unpacked=5 * MEBIBYTE), "bomb"),
    ("many parts", lambda: bomb(60, 1), Limits(parts=50), "too_many_parts"),
    ("an encrypted entry", lambda: patched(WHOLE, b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"), Limits(), "encrypted"),
    ("a way of packing that nobody uses", lambda: patched(WHOLE, b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x0e\x00"), Limits(), "damaged"),
    ("entities", lambda: with_part("word/document.xml", DOCTYPE + document(p("&b;"))), Limits(), "bomb"),
    ("entities in a part beside", lambda: with_part("word/styles.xml", DOCTYPE + f"<w:styles {NAMES}/>".encode()), Limits(), "bomb"),
    ("entities in an attribute", lambda: with_part("word/document.xml", AMPLIFIED + document('<w:p w:x="&a8;"/>')), Limits(), "bomb"),
    ("an entity that lies elsewhere", lambda: with_part("word/document.xml", b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + document(p("x"))), Limits(), "bomb"),
    ("no end of the main part", lambda: with_part("word/document.xml", document(p("甲"))[:-20]), Limits(), "damaged"),
    ("no XML at all", lambda: with_part("word/document.xml", b"\xff\xfe\x00"), Limits(), "damaged"),
    ("another root", lambda: with_part("word/document.xml", f"<w:styles {NAMES}/>".encode()), Limits(), "damaged"),
    ("no numbering after all", lambda: with_part("word/numbering.xml", b"<oops"), Limits(), "damaged"),
    ("an empty main part", lambda: with_part("word/document.xml", b""), Limits(), "damaged"),
    ("tables within tables without end", lambda: docx("<w:tbl><w:tr><w:tc>" * 300 + p("甲") + "</w:tc></w:tr></w:tbl>" * 300), Limits(), "too_deep"),
    ("far deeper than that", lambda: docx("<w:ins>" * 100_000 + "</w:ins>" * 100_000), Limits(), "too_deep"),
    ("more rows than allowed", lambda: docx(table(*[["a", "b"]] * 30)), Limits(rows=20), "too_many_rows"),
    ("more columns than allowed", lambda: docx(table(["a"] * 30)), Limits(columns=20), "too_many_columns"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "raw", "limits", "code"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_hostile_file_is_refused_by_its_code(title: str, raw: Callable[[], bytes], limits: Limits, code: str) -> None:
    assert told(raw(), limits) == code


OUTSIDE = {"rId20": ("image", "http://127.0.0.1:1/a.png"), "rId21": ("attachedTemplate", "file:///etc/passwd"), "rId22": ("image", "../../../../etc/passwd"), "rId23": ("styles", "https://example.com/s.xml")}
HARMLESS: list[tuple[str, bytes, str]] = [
    ("references to elsewhere", docx(p(inside=run("甲") + "".join(f'<w:r><w:drawing><a:blip r:embed="{one}"/></w:drawing></w:r>' for one in OUTSIDE)), related=OUTSIDE), "甲\n"),
    ("nesting that is allowed", docx("<w:tbl><w:tr><w:tc>" * 60 + p("甲") + "</w:tc></w:tr></w:tbl>" * 60), "甲\n"),
    ("numbers beyond all reason", docx(p("甲", (10**30, 99)) + p("乙", properties='<w:numPr><w:numId w:val="１"/><w:ilvl w:val="-1"/></w:numPr>')), "甲\n乙\n"),
    ("a start beyond all reason", docx(p("甲", (1, 0)), pattern(0, [f'<w:lvl w:ilvl="0"><w:start w:val="{2**31 - 1}"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>']) + series(1, 0)), "0)甲\n"),
    ("a number longer than any", docx(p("甲", (1, 0)), pattern(0, [("decimal", "%1" * 5000)]) + series(1, 0)), "1" * 200 + " 甲\n"),
    ("styles and patterns in circles", docx(p("甲", style="x") + p("乙", (1, 0)), pattern(0, [], '<w:numStyleLink w:val="l"/>') + series(1, 0), style("x", after="y") + style("y", after="x") + style("l", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")), "甲\n乙\n"),
    ("paragraphs where none may stand", docx(f'{run("无")}<w:p><w:p>{run("甲")}</w:p>{run("失")}</w:p><w:tr><w:tc>{p("乙")}</w:tc></w:tr><w:tbl>{p("丙")}</w:tbl>'), "甲\n乙\n丙\n"),
    ("ends of what never began", docx(p("甲") + "<mc:Choice/><mc:Fallback/><w:sdtContent/><w:sdtPr/><w:tcPr/><w:trPr/><w:rPr/><w:pPr/><w:footnote/>" + p("乙")), "甲\n乙\n"),
    ("a part that names itself its picture", docx(p(inside='<w:r><w:drawing><a:blip r:embed="x"/></w:drawing><w:t>甲</w:t></w:r>'), related={"x": ("image", "document.xml")}), "甲\n"),
    ("notes that are not there", docx(p(inside=run("甲") + '<w:r><w:footnoteReference w:id="9"/></w:r>'), notes=f'<w:footnote w:id="1">{p("注")}</w:footnote>'), "甲\n"),
    ("a field that is opened without end", docx(p(inside='<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 3000 + run("甲")) + p("乙")), "甲\n乙\n"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "raw", "words"), HARMLESS, ids=[case[0] for case in HARMLESS])
def test_what_is_only_absurd_is_read_as_far_as_it_has_words(title: str, raw: bytes, words: str) -> None:
    assert told(raw) == words


def test_macros_are_not_run_and_told_of_once() -> None:
    raw = docx(p("甲"), parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    source = decode(raw, "a.docm")
    assert source.text == "甲\n" and [doubt.code for doubt in source.doubts] == ["macros"]


def test_a_file_of_many_paragraphs_takes_little_memory_and_linear_time() -> None:
    once, fourfold = (timed(docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * count)) for count in (10_000, 40_000))
    assert fourfold < once * 12 + 1
    source = decode(docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 40_000), "a.docx", limits=Limits(memory=256 * MEBIBYTE))
    assert source.text.count("x") == 40_000


@pytest.mark.parametrize(
    "body",
    [
        p(mark="<w:del/>", inside=run(" ")), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', p(inside=run("x", "<w:vanish/>")), "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        p("x", (1, 1)), "<w:sdt><w:sdtPr/></w:sdt>", f'<w:r>{run("a")}', p("x", style="s40"),
    ],
    ids=["joined", "fields", "hidden", "tables", "numbers", "controls", "runs", "chains"],
)  # fmt: skip
def test_whatever_is_repeated_costs_linear_time(body: str) -> None:
    chain = "".join(style(f"s{n}", after=f"s{n + 1}") for n in range(60))
    closing = {"<w:r><w:f": "", "<w:r><w:r": "</w:r>"}.get(body[:9], "")
    times = [timed(docx(p(inside=body * count) if body.startswith("<w:r><w:f") else body * count if not closing else p(inside=(body + closing) * count), NUMBERING, chain)) for count in (1_000, 8_000)]
    assert times[1] < times[0] * 40 + 1


def timed(raw: bytes) -> float:
    """Seconds of the processor that a file takes."""
    start = time.process_time()
    told(raw)
    return time.process_time() - start


@settings(max_examples=150)
@given(st.data())
def test_mutated_bytes_give_words_or_a_code(data: st.DataObject) -> None:
    raw = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place] = data.draw(st.integers(0, 255))
    assert isinstance(told(bytes(raw)), str)


PIECES = st.sampled_from([
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:t>甲</w:t>", '<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>',
    '<w:tcPr><w:vMerge/><w:gridSpan w:val="2"/></w:tcPr>', "<w:trPr><w:del/></w:trPr>", "<w:txbxContent>", "</w:txbxContent>", '<w:fldChar w:fldCharType="begin"/>',
    '<w:fldChar w:fldCharType="separate"/>', '<w:fldChar w:fldCharType="end"/>', "<w:instrText>TOC</w:instrText>", "<w:del>", "</w:del>", "<mc:AlternateContent>",
    "</mc:AlternateContent>", "<mc:Choice>", "</mc:Choice>", "<mc:Fallback>", "</mc:Fallback>", "<w:sdt>", "</w:sdt>", "<w:sdtContent>", "</w:sdtContent>", "<w:br/>",
    '<w:footnoteReference w:id="1"/>', "<w:footnote>", "</w:footnote>", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "<w:tcPr><w:hMerge/></w:tcPr>",
])  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=40))
def test_elements_in_any_order_give_words_or_a_code(pieces: list[str]) -> None:
    open_: list[str] = []
    body = ""
    for piece in pieces:  # closed in order, so that it is XML and reaches the story
        if piece.startswith("</"):
            if open_ and open_[-1] == piece[2:-1]:
                body += piece
                open_.pop()
        else:
            body += piece
            if not piece.endswith("/>") and "</" not in piece:
                open_.append(piece[1:-1])
    body += "".join(f"</{name}>" for name in reversed(open_))
    words = told(docx(body, NUMBERING, STYLES, notes=f'<w:footnote w:id="1">{p("注")}</w:footnote>'))
    assert isinstance(words, str) and "\r" not in words


@pytest.mark.parametrize("seed", range(6))
def test_mutants_through_the_process_are_a_source_or_unreadable(seed: int) -> None:
    chance, raw = random.Random(seed), bytearray(WHOLE)
    for _ in range(5):
        raw[chance.randrange(4, len(raw))] = chance.randrange(256)
    try:
        assert isinstance(decode(bytes(raw), "a.docx"), Source)
    except Unreadable as refused:
        assert refused.code != "reader_died"


# The process that reads, and its death.


def children() -> list[int]:
    """The readers that this process has begun."""
    begun = [int(one) for listed in Path("/proc/self/task").glob("*/children") for one in listed.read_text().split()]
    return [one for one in begun if bytes(ALONE) in Path(f"/proc/{one}/cmdline").read_bytes()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_a_reader_that_is_killed_is_a_sentence() -> None:
    def kill() -> None:
        for _ in range(2000):
            with suppress(OSError):
                found = children()
                if found:
                    os.kill(found[0], signal.SIGKILL)
                    return
            time.sleep(0.005)

    thread = threading.Thread(target=kill)
    thread.start()
    with pytest.raises(Unreadable) as refused:
        decode(docx(p("甲") * 200_000), "a.docx")
    thread.join()
    assert refused.value.code == "reader_died" and not children()


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(Unreadable) as refused:
        decode(docx(p("甲", (1, 0)) * 400_000, NUMBERING), "a.docx", limits=Limits(seconds=1))
    assert refused.value.code == "too_slow"


def test_a_reader_that_needs_too_much_memory_is_stopped() -> None:
    with pytest.raises(Unreadable) as refused:
        decode(docx(p("整" * 15_000_000)), "a.docx", limits=Limits(memory=90 * MEBIBYTE))
    assert (refused.value.code, refused.value.facts) == ("too_much_memory", {"limit_mb": 90})


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"\0" * 8, b"\xff" * 40, (9).to_bytes(8, "big") + b'{"text":1', (2).to_bytes(8, "big") + b"[]", (13).to_bytes(8, "big") + b'{"text": "a"}',
        (99).to_bytes(8, "big") + b'{"unreadable": "x"}',
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_a_sentence(answer: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        understood(answer)
    assert refused.value.code == "reader_died"


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    decode(WHOLE, "a.docx")
    with pytest.raises(Unreadable):
        decode(with_part("word/document.xml", b"<"), "a.docx")
    assert not list(tmp_path.iterdir())


def test_a_package_that_is_no_document_is_of_the_wrong_kind() -> None:
    parts = {"_rels/.rels": relationships({"a": ("officeDocument", "ppt/presentation.xml")}).encode(), "ppt/presentation.xml": b"<p/>"}
    for raw in (zipped(parts), zipped({"a.txt": b"x"}), zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation"})):
        with pytest.raises(Unreadable) as refused:
            decode(raw, "a.docx")
        assert refused.value.code == "wrong_kind"
