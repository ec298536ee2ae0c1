"""旧格式: what lies in a compound file is known by its directory; documents in it are read by way of LibreOffice, or one sentence says that it is needed."""

from __future__ import annotations

import shutil
import struct
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from compound_files import compound
from hypothesis import given
from hypothesis import strategies as st
from word_files import docx, p, pattern, series, zipped

from xiaohao.notice import Limits, Unreadable, decode
from xiaohao.notice.formats.compound import Compound

WITH_OFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
HEADED = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0)
LOCKED = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100)


def refusal(raw: bytes, name: str = "a.doc", limits: Limits | None = None) -> str:
    """The code of the refusal."""
    with pytest.raises(Unreadable) as refused:
        decode(raw, name, limits=limits or Limits())
    return refused.value.code


def test_streams_are_those_of_the_outermost_folder() -> None:
    file = Compound(compound({"WordDocument": HEADED, "1Table": b"x", "Data": b"y" * 5000}, {"Workbook": b"z"}), Limits())
    assert list(file.streams) == ["worddocument", "1table", "data"]
    assert file.head(file.streams["data"], 3) == b"yyy"
    assert file.folders == {"objectpool"} and "macros" in Compound(compound({"WordDocument": HEADED}, {"VBA": b""}, "Macros"), Limits()).folders


@pytest.mark.parametrize(
    ("streams", "code"),
    [
        ({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}, "encrypted"), ({"WordDocument": LOCKED}, "encrypted"), ({"PowerPoint Document": b"x"}, "wrong_kind"),
        ({"__properties_version1.0": b"x"}, "wrong_kind"), ({}, "wrong_kind"),
    ],
)  # fmt: skip
def test_what_lies_in_it_decides(streams: dict[str, bytes], code: str) -> None:
    assert refusal(compound(streams)) == code


def test_a_name_that_stands_in_the_words_decides_nothing() -> None:
    assert refusal(compound({"Contents of a drawing": "EncryptedPackage WordDocument Workbook".encode("utf-16-le")})) == "wrong_kind"


@pytest.mark.parametrize("kind", ["doc", "wps", "rtf", "odt"])
def test_without_the_office_program_one_sentence_says_so(kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    raw = {"rtf": b"{\\rtf1 words}", "odt": zipped({"mimetype": OPEN_TEXT.encode(), "content.xml": b"<a/>"})}.get(kind, compound({"WordDocument": HEADED}))
    assert refusal(raw, f"a.{kind}") == "needs_office"


def test_an_open_document_with_a_password() -> None:
    locked = zipped({"mimetype": OPEN_TEXT.encode(), "META-INF/manifest.xml": b"<manifest:encryption-data/>", "content.xml": b"x"})
    assert refusal(locked, "a.odt") == "encrypted"


@given(st.data())
def test_a_faulty_directory_is_damaged_and_ends(data: st.DataObject) -> None:
    raw = bytearray(compound({"WordDocument": HEADED, "Data": b"x" * 9000}, {"Workbook": b"z"}))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.sampled_from([30, 44, 48, 68, 72, 76, *range(len(raw) - 2048, len(raw) - 4, 4)]))
        raw[place : place + 4] = struct.pack("<I", data.draw(st.sampled_from([0, 1, 2, 0xFFFFFFFE, 0xFFFFFFFF, 0x7FFFFFFF, len(raw) // 512])))
    try:
        Compound(bytes(raw[: data.draw(st.integers(8, len(raw)))]), Limits())
    except Unreadable as refused:
        assert refused.code in ("damaged", "too_many_parts")


def test_a_directory_without_end_is_refused() -> None:
    assert refusal(compound({f"Stream {n}": b"" for n in range(200)}), limits=Limits(parts=50)) == "too_many_parts"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One document in the older formats, as the office program writes them."""
    folder = tmp_path_factory.mktemp("office")
    numbering = pattern(0, [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]) + series(1, 0)
    (folder / "a.docx").write_bytes(docx(p("示例区整改情况的通报") + p("组织领导", (1, 0)) + p("学习", (1, 1)) + p("调研", (1, 2)) + p("整改", (1, 0)), numbering))
    for kind in ("doc:MS Word 97", "odt"):
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind, "--outdir", str(folder), str(folder / "a.docx")]
        subprocess.run(command, capture_output=True, check=True, timeout=120)
    return folder


@WITH_OFFICE
@pytest.mark.parametrize(("kind", "media_type"), [("doc", "application/msword"), ("odt", OPEN_TEXT)])
def test_an_older_document_is_read_with_its_numbers(kind: str, media_type: str, made: Path) -> None:
    source = decode((made / f"a.{kind}").read_bytes(), f"a.{kind}", limits=Limits(memory=512 * 1024 * 1024))
    assert source.text.split() == ["示例区整改情况的通报", "一、组织领导", "（一）学习", "1.", "调研", "二、整改"]
    assert source.media_type == media_type


def test_the_office_program_is_stopped_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "soffice"
    endless.write_text("#!/bin/sh\nsleep 600\n")
    endless.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert refusal(b"{\\rtf1 hello}", limits=Limits(seconds=2)) == "too_slow"


@WITH_OFFICE
def test_what_the_office_program_cannot_open_is_damaged() -> None:
    assert refusal(compound({"WordDocument": HEADED + b"\xff" * 5000})) in ("damaged", "empty")


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and what it was asked for."""
    paths: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Listening)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()
    thread.join()


@WITH_OFFICE
def test_nothing_is_fetched_from_elsewhere(asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    names = " ".join(f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"' for one, kind in {"office": "office", "text": "text", "draw": "drawing"}.items())
    content = (
        f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text><text:p>正文<draw:frame>'
        f'<draw:image xlink:href="{address}/a.png" xlink:type="simple"/></draw:frame></text:p><text:section text:name="s"><text:section-source xlink:href="{address}/b.odt"/>'
        "<text:p>节</text:p></text:section></office:text></office:body></office:document-content>"
    )
    listed = "".join(f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>' for path, kind in {"/": OPEN_TEXT, "content.xml": "text/xml", "Basic/script-lc.xml": "text/xml"}.items())
    manifest = f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{listed}</m:manifest>'
    source = decode(zipped({"mimetype": OPEN_TEXT.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode(), "Basic/script-lc.xml": b"<a/>"}), "a.odt")
    assert source.text.split() == ["正文", "节"] and not paths and [doubt.code for doubt in source.doubts] == ["macros"]
    pictures = rf'{{\rtf1 {{\field{{\*\fldinst {{INCLUDEPICTURE "{address}/c.png" \\d}}}}{{\fldrslt }}}}{{\*\template {address}/d.dot}}words\par}}'
    assert decode(pictures.encode(), "a.rtf").text.split() == ["words"] and not paths
