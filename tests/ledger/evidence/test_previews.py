"""Previews are drawn apart, small, without anything of where and who; what cannot be drawn has none, and nothing breaks."""

from __future__ import annotations

import io
from pathlib import Path

import files_of_proof
import pytest
from PIL import Image
from pytest_django.fixtures import Settings

from xiaohao.ledger.evidence import child, previews, store
from xiaohao.ledger.evidence.store import Upload
from xiaohao.web.demo.proofs import record


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EVIDENCE_FOLDER, settings.PREVIEW_FOLDER = tmp_path / "evidence", tmp_path / "previews"
    return tmp_path / "previews"


def drawn(name: str, content: bytes, **how: int) -> bytes | None:
    kept = store.keep(Upload(name, [content], of_document=True))
    return previews.preview(kept.sha256, kept.media_type, "small", **how)


def test_a_picture_is_drawn_smaller_upright_and_without_its_past() -> None:
    found = drawn("照片.jpg", files_of_proof.photo(side=2000, turned=6))
    assert found is not None
    made = Image.open(io.BytesIO(found))
    assert (made.format, made.size) == ("JPEG", (120, 240))
    assert not made.getexif()
    assert b"Maker" not in found


def test_a_page_of_a_pdf_is_drawn() -> None:
    found = drawn("记录.pdf", record("验收记录"))
    assert found is not None
    made = Image.open(io.BytesIO(found)).convert("L")
    assert max(made.size) == 240
    assert made.getextrema()[0] < 128  # there is ink on it
    assert drawn("记录.pdf", record("验收记录"), page=2) is None


@pytest.mark.parametrize("content", [files_of_proof.bomb(), b"\x89PNG\r\n\x1a\n broken", b"%PDF-1.7 broken", b"\xff\xd8\xff\xe0" + bytes(40)])
def test_what_cannot_be_drawn_has_no_preview_and_is_not_tried_again(content: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn("坏.bin", content) is None
    (kept,) = (path for path in folder.rglob("*") if path.is_file())
    assert kept.stat().st_size == 0
    monkeypatch.setattr(child, "drawn", lambda *_, **__: pytest.fail("drawn again"))
    assert drawn("坏.bin", content) is None


def test_a_preview_is_drawn_once_and_again_when_it_is_gone(folder: Path) -> None:
    first = drawn("照片.png", files_of_proof.photo("PNG"))
    (kept,) = (path for path in folder.rglob("*") if path.is_file())
    kept.unlink()
    assert drawn("照片.png", files_of_proof.photo("PNG")) == first


def test_drawing_stops_at_its_limits(settings: Settings) -> None:
    settings.PREVIEW_MEMORY = 100 * 1024 * 1024
    assert drawn("照片.png", files_of_proof.photo("PNG", side=6000)) is None


def test_only_what_is_drawn_is_asked_for() -> None:
    kept = store.keep(Upload("说明.txt", ["说明".encode()]))
    assert previews.preview(kept.sha256, kept.media_type, "small") is None
    assert previews.preview("0" * 64, "image/png", "small") is None
    assert previews.preview("0" * 64, "image/png", "huge") is None
