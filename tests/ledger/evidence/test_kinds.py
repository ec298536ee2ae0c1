"""What a file is by its content."""

from __future__ import annotations

import io

import files_of_proof
import pytest

from xiaohao.ledger.evidence import kinds


def of(content: bytes) -> str | None:
    kind = kinds.kind_of(io.BytesIO(content))
    return kind.media_type if kind else None


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (files_of_proof.photo(), "image/jpeg"), (files_of_proof.photo("PNG"), "image/png"), (files_of_proof.photo("WEBP"), "image/webp"), (b"%PDF-1.7", "application/pdf"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"), (b"\x00\x00\x00\x18ftypisom", "video/mp4"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (files_of_proof.package({"word/document.xml": b"<x/>"}), f"{kinds.OPEN_XML}wordprocessingml.document"),
        (files_of_proof.package({"xl/workbook.xml": b"<x/>"}), f"{kinds.OPEN_XML}spreadsheetml.sheet"),
        (files_of_proof.package({"mimetype": b"application/vnd.oasis.opendocument.text"}), "application/vnd.oasis.opendocument.text"),
        (files_of_proof.package({"OFD.xml": b"<x/>"}), "application/ofd"), (files_of_proof.package({"照片/1.jpg": b"x"}), "application/zip"),
        ("整改情况说明".encode(), "text/plain"), ("整改情况说明".encode("gb18030"), "text/plain"), (("说" * 3000).encode(), "text/plain"),
        (b"<html><body>", None), (b"<?xml version='1.0'?><svg/>", None), (b"MZ\x90\x00\x03" + bytes(60), None), (b"\x7fELF" + bytes(60), None), (b"PK\x03\x04broken", None), (b"", None),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_content(content: bytes, media_type: str | None) -> None:
    assert of(content) == media_type


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_pixels_are_told_without_unpacking(kind: str) -> None:
    content = files_of_proof.photo(kind, side=400) if kind != "GIF" else b"GIF89a" + (400).to_bytes(2, "little") + (200).to_bytes(2, "little") + bytes(9)
    file = io.BytesIO(content)
    found = kinds.kind_of(file)
    assert found is not None
    assert kinds.pixels(file, found) in (400 * 200, 0 if kind == "WEBP" else -1)


@pytest.mark.parametrize(("name", "says_otherwise"), [("a.jpg", True), ("a.pdf", False), ("a", False), ("a.PDF", False), ("a.exe", True), ("a.strange", False)])
def test_a_name_may_contradict_the_content(name: str, says_otherwise: bool) -> None:
    assert kinds.contradicts(name, kinds.BY_TYPE["application/pdf"]) is says_otherwise
