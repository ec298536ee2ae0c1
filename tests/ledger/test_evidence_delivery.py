"""Evidence goes only to those who see its item, and never as something that a browser would run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import make
import pytest
from cast import Cast
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import Client

from xiaohao.ledger import moves
from xiaohao.ledger.evidence import store
from xiaohao.ledger.models import Evidence, Item
from xiaohao.lifecycle import Refused
from xiaohao.people.models import User

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def row(cast: Cast, today: date) -> Item:
    return make.item(cast, make.inspection(cast).items.order_by("position")[0], at="acknowledged")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def kept(cast: Cast, row: Item, name: str, content: bytes) -> Evidence:
    upload = moves.Upload(name, [content])
    moves.make("report_progress", row, by=cast.hegong, on=make.DAY, now=make.NOW, given={"narrative": "已办"}, files=[upload])
    return Evidence.objects.latest("id")


def got(user: User, address: str) -> tuple[int, Mapping[str, str], bytes]:
    """Status, headers and bytes. The client closes an answer that is read to its end; to close it again would end the test's own connection."""
    answer = signed_in(user).get(address)
    body = b"".join(answer.streaming_content) if isinstance(answer, FileResponse) else answer.content
    return answer.status_code, answer.headers, body


def headers(user: User, evidence: Evidence) -> Mapping[str, str]:
    """The headers of a file that the user may have."""
    status, found, _ = got(user, f"/demo-2026/evidence/{evidence.pk}/")
    assert status == 200
    return found


def test_the_bytes_come_back_as_they_went_in(cast: Cast, row: Item) -> None:
    content = b"%PDF-1.7 " + bytes(range(256)) * 100
    _, answer, body = got(cast.hegong, f"/demo-2026/evidence/{kept(cast, row, '报告.pdf', content).pk}/")
    assert body == content
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("content", [PNG, b"\xff\xd8\xff\xe0" + b"0" * 20, b"RIFF\x10\x00\x00\x00WEBPVP8 "])
def test_pictures_known_by_their_first_bytes_are_shown_in_place(cast: Cast, row: Item, content: bytes) -> None:
    answer = headers(cast.hegong, kept(cast, row, "照片", content))
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Type"] in ("image/png", "image/jpeg", "image/webp")


@pytest.mark.parametrize(("name", "code"), [("图.svg", "file_kind"), ("页.html", "file_kind"), ("照片.jpg", "file_kind"), ("x.js", "file_kind")])
def test_what_a_browser_might_run_is_not_taken(cast: Cast, row: Item, name: str, code: str) -> None:
    for content in (SVG, HTML):
        with pytest.raises(Refused) as refused:
            kept(cast, row, name, content)
        assert refused.value.code == code
    assert not Evidence.objects.exists()


def test_words_named_as_a_program_are_not_taken(cast: Cast, row: Item) -> None:
    with pytest.raises(Refused) as refused:
        kept(cast, row, "x.js", b"alert(1)")
    assert refused.value.code == "file_not_as_named"


def test_a_file_goes_out_with_an_ending_of_its_kind(cast: Cast, row: Item) -> None:
    assert "boot.ini.txt" in headers(cast.hegong, kept(cast, row, "boot.ini", b"plain words"))["Content-Disposition"]


def test_every_file_is_fenced_in(cast: Cast, row: Item) -> None:
    for content in (PNG, b"%PDF-1.7 "):
        answer = headers(cast.hegong, kept(cast, row, "文件", content))
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "private" in answer["Cache-Control"]


def test_the_type_that_the_sender_names_counts_for_nothing(cast: Cast, row: Item) -> None:
    file = SimpleUploadedFile("页.png", HTML, content_type="image/png")
    address = f"/demo-2026/items/{row.address}/report-progress/"
    answer = signed_in(cast.hegong).post(address, {"narrative": "已办", "files": file})
    assert answer.status_code == 409
    assert "页.png" in answer.content.decode()


@pytest.mark.parametrize("name", ["../../../etc/passwd", "..\\..\\boot.ini", "/etc/cron.d/x", "a\x00b", "名\r\nSet-Cookie: a=b", "长" * 400])
def test_a_name_never_becomes_a_place(cast: Cast, row: Item, name: str) -> None:
    content = b"x" * 30
    evidence = kept(cast, row, name.replace("\x00", ""), content)
    digest = hashlib.sha256(content).hexdigest()
    folder = Path(settings.EVIDENCE_FOLDER)
    assert [path for path in folder.rglob("*") if path.is_file()] == [folder / digest[:2] / digest[2:]]
    answer = headers(cast.hegong, evidence)
    assert "\n" not in answer["Content-Disposition"]
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize(("who", "status"), [("sumin", 200), ("hegong", 200), ("zhoulan", 200), ("handu", 200), ("lin", 200), ("stranger", 404)])
def test_only_who_sees_the_item_gets_its_evidence(cast: Cast, row: Item, who: str, status: int) -> None:
    evidence = kept(cast, row, "照片.png", PNG)
    assert got(getattr(cast, who), f"/demo-2026/evidence/{evidence.pk}/")[0] == status


def test_a_file_is_found_under_its_own_inspection_only(cast: Cast, row: Item) -> None:
    evidence = kept(cast, row, "照片.png", PNG)
    make.inspection(cast, slug="other-2026")
    assert got(cast.sumin, f"/other-2026/evidence/{evidence.pk}/")[0] == 404
    assert signed_in(cast.sumin).get("/demo-2026/evidence/999999/").status_code == 404
    assert got(cast.sumin, f"/demo-2026/evidence/{2**70}/")[0] == 404


def test_who_is_not_signed_in_gets_nothing(cast: Cast, row: Item) -> None:
    evidence = kept(cast, row, "照片.png", PNG)
    assert Client().get(f"/demo-2026/evidence/{evidence.pk}/").status_code == 302


def test_bytes_that_are_gone_from_the_store_are_not_found(cast: Cast, row: Item) -> None:
    evidence = kept(cast, row, "照片.png", PNG)
    store.path_of(evidence.sha256).unlink()
    assert got(cast.sumin, f"/demo-2026/evidence/{evidence.pk}/")[0] == 404
