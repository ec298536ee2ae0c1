"""A copy for publication holds what is seen and nothing of who, where and when; what cannot be cleaned has none."""

from __future__ import annotations

import io
import zipfile

import files_of_proof
import pypdfium2
import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageChops, ImageOps

from xiaohao.ledger.evidence.stripping import OPEN_XML, stripped
from xiaohao.web.demo.proofs import record

WORD, SHEET = f"{OPEN_XML}wordprocessingml.document", f"{OPEN_XML}spreadsheetml.sheet"


def same_pixels(one: bytes, other: bytes) -> bool:
    pictures = [ImageOps.exif_transpose(Image.open(io.BytesIO(raw))).convert("RGB") for raw in (one, other)]
    return ImageChops.difference(*pictures).getbbox() is None


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
@pytest.mark.parametrize("turned", [0, 6])
def test_a_picture_keeps_its_pixels_and_loses_its_past(kind: str, media_type: str, turned: int) -> None:
    before = files_of_proof.photo(kind, turned=turned if kind == "JPEG" else 0) + b"hidden behind the end"
    after = stripped(before, media_type)
    assert after is not None
    assert b"Maker" in before and b"Camera" in before
    for word in (b"Maker", b"Camera", b"GPS", b"hidden"):
        assert word not in after
    assert not Image.open(io.BytesIO(after)).getexif().get_ifd(0x8825)
    assert same_pixels(before, after)


def test_a_progressive_picture_is_cleaned_too() -> None:
    out = io.BytesIO()
    Image.effect_noise((200, 100), 80).save(out, "JPEG", progressive=True, comment=b"Maker Name")
    after = stripped(out.getvalue(), "image/jpeg")
    assert after is not None
    assert b"Maker" not in after and same_pixels(out.getvalue(), after)


def test_a_document_of_word_loses_its_authors_and_can_still_be_read() -> None:
    made = Document()
    made.core_properties.author = made.core_properties.last_modified_by = files_of_proof.SECRET
    made.add_paragraph("整改已完成")
    made.add_picture(io.BytesIO(files_of_proof.photo()))
    made.add_comment(made.paragraphs[0].runs, text="请核", author=files_of_proof.SECRET, initials="王")
    out = io.BytesIO()
    made.save(out)
    after = stripped(out.getvalue(), WORD)
    assert after is not None
    unpacked = b"".join(zipfile.ZipFile(io.BytesIO(after)).read(name) for name in zipfile.ZipFile(io.BytesIO(after)).namelist())
    assert files_of_proof.SECRET.encode() not in unpacked and b"Maker" not in unpacked
    assert Document(io.BytesIO(after)).paragraphs[0].text == "整改已完成"


def test_a_workbook_loses_its_author() -> None:
    made = Workbook()
    made.properties.creator = files_of_proof.SECRET
    made.active["A1"] = "清单"
    out = io.BytesIO()
    made.save(out)
    after = stripped(out.getvalue(), SHEET)
    assert after is not None
    assert all(files_of_proof.SECRET.encode() not in zipfile.ZipFile(io.BytesIO(after)).read(name) for name in zipfile.ZipFile(io.BytesIO(after)).namelist())


def test_a_package_with_what_cannot_be_looked_into_is_not_published() -> None:
    assert stripped(files_of_proof.package({"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"}), WORD) is None
    assert stripped(files_of_proof.package({"word/document.xml": b"<x/>", "word/_rels/document.xml.rels": b'<r Target="file:///C:/Users/wang"/>'}), WORD) is None


def test_a_pdf_becomes_its_pages_as_pictures() -> None:
    after = stripped(record("验收记录").replace(b"/Root 1 0 R", b"/Root 1 0 R /Info << /Author (Maker Name) >>"), "application/pdf")
    assert after is not None
    assert not [word for word in (b"Maker", b"/Info", b"Date") if word in after]
    document = pypdfium2.PdfDocument(after)
    page = document[0]
    assert len(document) == 1 and page.get_textpage().count_chars() == 0
    assert page.render(scale=0.3).to_pil().convert("L").getextrema()[0] < 160


@pytest.mark.parametrize("media_type", ["application/zip", "image/gif", "application/x-ole-storage", "image/heic", "video/mp4", "application/octet-stream"])
def test_what_is_not_known_well_enough_is_not_published(media_type: str) -> None:
    assert stripped(b"anything", media_type) is None


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/webp", WORD, "application/pdf"])
def test_damaged_files_are_not_published(media_type: str) -> None:
    for content in (b"", b"\xff\xd8\xff\xe1\x00", b"\x89PNG\r\n\x1a\n\x00", b"RIFF\x00\x00\x00\x00WEBP", b"PK\x03\x04", b"%PDF-", files_of_proof.photo()[:200]):
        assert stripped(content, media_type) is None
