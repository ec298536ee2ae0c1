"""命令行: verbs for files: exit status, one line for what is wrong, nothing on standard output then."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notices import NOTICES, mutated

from xiaohao.notice import decode

Run = Callable[..., tuple[int, str, str]]
VERBS = ("read", "check", "tally", "due")
FORMS = ("json", "table", "text")
GOOD = "示例区整改情况通报\n\n截至2024年6月30日，反馈问题10个，已完成整改6个，未完成整改4个。\n"
BAD = GOOD.replace("6个", "7个")


def differs(notice: Path) -> bool:
    """Whether a person found a figure or a number in it that does not agree."""
    expected = json.loads(notice.with_suffix(".expected.json").read_text("utf-8"))
    return any(check["verdict"] == "differs" for check in expected["checks"])


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_verb_answers_in_every_form(run: Run, verb: str, form: str, lang: str) -> None:
    for notice in NOTICES:
        status, out, err = run(verb, notice, "--format", form, "--lang", lang)
        assert status == (1 if verb == "check" and differs(notice) else 0)
        assert err == "" and (out or verb != "read")
        if form == "json":
            json.loads(out)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=200) | mutated().map(str.encode), verb=st.sampled_from(VERBS), form=st.sampled_from(FORMS), name=st.sampled_from(["a.txt", "a.html", "a.md", "a"]))
def test_whatever_stands_in_a_file_there_is_an_answer(tmp_path: Path, run: Run, raw: bytes, verb: str, form: str, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(raw)
    status, out, err = run(verb, file, "--format", form)
    assert status in ((0, 1, 2) if verb == "check" else (0, 2))
    if status == 2:
        assert out == "" and err.count("\n") == 1 and str(file) in err and "Traceback" not in err
    else:
        assert err == ""


@pytest.mark.parametrize("notice", NOTICES, ids=lambda path: path.stem)
def test_format_text_prints_exactly_the_source_text(run: Run, notice: Path) -> None:
    assert run("read", notice, "--format", "text")[1] == decode(notice.read_bytes(), notice.name).text


def test_the_text_of_a_page_is_the_text_that_its_places_mean(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><nav>站</nav><h1>示例区整改情况通报</h1><table><tr><td>甲</td><td>乙</td></tr></table></body></html>", "utf-8")
    text = run("read", page, "--format", "text")[1]
    made = json.loads(run("read", page)[1])
    assert text == decode(page.read_bytes(), "page.html").text and "甲\t乙" in text
    assert text[made["title"]["start"] : made["title"]["end"]] == made["title"]["text"] == "示例区整改情况通报"


def test_check_says_by_its_status_whether_a_figure_differs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    (tmp_path / "bad.txt").write_text(BAD, "utf-8")
    assert run("check", tmp_path / "good.txt")[0] == 0
    status, out, err = run("check", tmp_path / "bad.txt")
    assert (status, err) == (1, "")
    assert out.startswith("不符") and "7个" in out and "10个" in out and "L3" in out
    assert run("check", tmp_path / "good.txt", tmp_path / "bad.txt")[0] == 1
    assert run("read", tmp_path / "bad.txt")[0] == 0


@pytest.mark.parametrize("kind", ["missing", "empty", "folder", "zip", "nul", "two\nlines"])
def test_what_cannot_be_read_is_one_line_and_status_two(run: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    match kind:
        case "empty":
            path.write_bytes(b"")
        case "folder":
            path.mkdir()
        case "zip":
            path.write_bytes(b"PK\x03\x04")
        case "nul":
            path = tmp_path / "a\x00b"
    for lang in ("zh", "en"):
        status, out, err = run("read", path, "--lang", lang)
        assert (status, out, err.count("\n")) == (2, "", 1)


def test_one_unreadable_file_does_not_keep_the_others_from_being_read(run: Run, tmp_path: Path) -> None:
    status, out, err = run("read", tmp_path / "none.txt", NOTICES[0])
    assert status == 2 and err.count("\n") == 1
    assert json.loads(out)["source"]["name"] == NOTICES[0].name


def test_two_processes_answer_in_the_order_of_the_files(run: Run) -> None:
    alone = run("read", *NOTICES)
    assert run("read", *NOTICES, "--jobs", "2") == alone


@pytest.mark.parametrize("argv", [["read"], ["read", "--jobs", "0", "x"], ["read", "--format", "xml", "x"], ["fly"]])
def test_wrong_words_on_the_command_line_are_status_two(run: Run, argv: list[str]) -> None:
    status, out, err = run(*argv)
    assert (status, out) == (2, "") and err


@pytest.mark.parametrize("verb", VERBS)
def test_help_names_the_formats_that_are_read(run: Run, verb: str) -> None:
    status, out, _ = run(verb, "--help")
    assert status == 0 and all(ending in out for ending in (".docx", ".pdf", ".xlsx", ".csv", ".html", ".txt", ".wps")) and "130" in out


@pytest.mark.parametrize("name", ["a.docx", "a.XLSX"])
def test_what_is_named_and_begins_like_a_package_and_is_none_is_damaged(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes("PK 示例区整改情况通报\n".encode())
    status, out, err = run("read", tmp_path / name, "--lang", "en")
    assert (status, out) == (2, "") and "damaged" in err


def test_help_and_version_are_answered(run: Run) -> None:
    assert run()[0] == 0 and run("--help")[0] == 0
    status, out, _ = run("--version")
    assert status == 0 and out.strip()


def test_reading_a_file_loads_no_room_above_the_line() -> None:
    program = (
        "import sys; from xiaohao.cli import main; status = main(sys.argv[1:]); "
        "print(status, sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'docx', 'ninja', 'hypothesis')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, "read", str(NOTICES[0])], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr.strip() == "0 []"
