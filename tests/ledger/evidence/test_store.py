"""What is kept stands under its digest, whole, once, and is never written over; what is not taken leaves nothing behind."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import files_of_proof
import pytest
from django.core.files.storage import storages
from pytest_django.fixtures import Settings

from xiaohao.ledger.evidence import store
from xiaohao.ledger.evidence.places import INCOMING
from xiaohao.ledger.evidence.store import Upload
from xiaohao.lifecycle import Refused
from xiaohao.web.settings import stores
from xiaohao.wording import say

PNG = b"\x89PNG\r\n\x1a\n proof"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    return tmp_path / "evidence"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def refused(upload: Upload) -> Refused:
    with pytest.raises(Refused) as found:
        store.keep(upload)
    return found.value


def test_bytes_stand_under_their_digest(folder: Path) -> None:
    kept = store.keep(Upload("照片.png", [PNG[:5], PNG[5:]]))
    assert kept.sha256 == hashlib.sha256(PNG).hexdigest()
    assert files(folder) == [store.path_of(kept.sha256)]
    assert b"".join(store.pieces(kept.sha256)) == PNG
    assert store.is_whole(kept.sha256)


def test_the_same_bytes_at_once_are_kept_once(folder: Path) -> None:
    begin = Barrier(6)

    def send(n: int) -> store.Kept:
        begin.wait()
        return store.keep(Upload(f"{n}.png", [PNG] * 200))

    with ThreadPoolExecutor(6) as people:
        kept = list(people.map(send, range(6)))
    assert len({one.sha256 for one in kept}) == 1
    assert len(files(folder)) == 1
    assert store.is_whole(kept[0].sha256)


def test_what_stands_there_is_never_written_over() -> None:
    kept = store.keep(Upload("照片.png", [PNG]))
    before = store.path_of(kept.sha256).stat().st_ino
    store.keep(Upload("照片.png", [PNG]))
    assert store.path_of(kept.sha256).stat().st_ino == before
    store.path_of(kept.sha256).write_bytes(b"forged")
    assert refused(Upload("照片.png", [PNG])).code == "file_damaged"
    assert store.path_of(kept.sha256).read_bytes() == b"forged"


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (Upload("空.png", []), "file_empty"), (Upload("图.jpg", [b"<!doctype html><p>x"]), "file_kind"), (Upload("图.svg", [b"<svg xmlns='x'/>"]), "file_kind"),
        (Upload("图.png", [b"\xef\xbb\xbf \n<svg>"]), "file_kind"), (Upload("程序.pdf", [b"MZ\x90\x00" + bytes(60)]), "file_kind"),
        (Upload("报告.pdf", [PNG]), "file_not_as_named"), (Upload("清单.bat", [b"del *.*"]), "file_not_as_named"), (Upload("大图.png", [files_of_proof.bomb()]), "picture_too_large"),
    ],
)  # fmt: skip
def test_what_is_not_taken_says_why_and_leaves_nothing(folder: Path, upload: Upload, code: str) -> None:
    problem = refused(upload)
    assert problem.code == code
    assert upload.name in say(problem, "zh") and upload.name in say(problem, "en")
    assert not files(folder)


def test_only_the_kinds_of_the_setting_are_taken(settings: Settings) -> None:
    settings.EVIDENCE_KINDS = ("pdf",)
    assert refused(Upload("照片.png", [PNG])).code == "file_kind"
    assert store.keep(Upload("报告.pdf", [b"%PDF-1.7"])).kind == "document"


def test_nothing_infected_is_kept(settings: Settings, folder: Path) -> None:
    with files_of_proof.scanning() as scanner:
        settings.CLAMD = scanner.address
        store.keep(Upload("照片.png", [PNG]))
        problem = refused(Upload("说明.txt", [b"EICAR " * 30_000]))
    assert (problem.code, problem.facts["virus"]) == ("file_infected", "Test.Eicar")
    assert scanner.seen == [PNG, b"EICAR " * 30_000]
    assert len(files(folder)) == 1


def test_nothing_is_kept_unlooked_at_where_the_scanner_is_away(settings: Settings, folder: Path) -> None:
    settings.CLAMD = f"unix:{folder}/nobody"
    assert refused(Upload("照片.png", [PNG])).code == "scanner_away"
    with files_of_proof.scanning(b"INSTREAM size limit exceeded. ERROR") as scanner:
        settings.CLAMD = scanner.address
        assert refused(Upload("照片.png", [PNG])).code == "scanner_away"
    assert not files(folder)


def test_a_process_killed_while_writing_leaves_no_half_file(folder: Path, settings: Settings) -> None:
    program = (
        "import os, sys, django\nfrom django.conf import settings\ndjango.setup()\nsettings.EVIDENCE_FOLDER = sys.argv[1]\n"
        "from xiaohao.ledger.evidence import store\n"
        "def pieces():\n    yield b'%PDF-' + b'0' * 100000\n    sys.stdout.write('half'); sys.stdout.flush()\n    os.kill(os.getpid(), 9)\n"
        "store.keep(store.Upload('a.pdf', pieces()))\n"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "xiaohao.web.settings", "XIAOHAO_DATA": str(folder.parent)}
    done = subprocess.run([sys.executable, "-c", program, str(folder)], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (-9, b"half")
    assert [path.parent.name for path in files(folder)] == [INCOMING]
    left = files(folder)[0]
    os.utime(left, (left.stat().st_mtime - 100_000,) * 2)
    kept = store.keep(Upload("b.pdf", [b"%PDF-1.7"]))
    assert files(folder) == [store.path_of(kept.sha256)]


def test_evidence_may_stand_in_a_bucket(settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with files_of_proof.bucket() as address:
        monkeypatch.setenv("XIAOHAO_S3", address)
        settings.STORAGES = stores()
        content = PNG + os.urandom(200_000)
        kept = store.keep(Upload("照片.png", [content]))
        store.keep(Upload("照片.png", [content]))
        assert files_of_proof.Bucket.puts == [f"/evidence/{kept.sha256}"]
        assert b"".join(store.pieces(kept.sha256)) == content
        assert store.is_whole(kept.sha256)
        assert not store.is_there("0" * 64)
        files_of_proof.Bucket.objects[f"/evidence/{kept.sha256}"] = b"forged"
        assert not store.is_whole(kept.sha256)
        assert refused(Upload("照片.png", [content])).code == "file_damaged"
        assert "evidence" in settings.STORAGES and storages["evidence"]
    assert not files(folder)
