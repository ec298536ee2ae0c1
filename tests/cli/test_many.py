"""批量读取: folders are walked, one bad file stops nothing, and what was read once is not read again."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from notices import CORPUS

from xiaohao.cli.crew import answers
from xiaohao.cli.verbs import Task
from xiaohao.contract import SCHEMA_FILE

Run = Callable[..., tuple[int, str, str]]
GOOD = "示例区整改情况通报\n\n截至2024年6月30日，反馈问题10个，已完成整改6个，未完成整改4个。\n\n一、问题\n（一）{words}\n整改情况：已整改。\n责任单位：甲局\n整改时限：2024年6月底前\n"
BAD = GOOD.replace("6个", "7个")
VALIDATOR = Draft202012Validator(json.loads(SCHEMA_FILE.read_text("utf-8")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two notices, a workbook, and all that is no document or not meant."""
    made = tmp_path / "下发"
    (made / "街道").mkdir(parents=True)
    (made / "甲.txt").write_text(GOOD.format(words="台账不清。"), "utf-8")
    (made / "街道" / "乙.html").write_text(f"<html><body>{''.join(f'<p>{line}</p>' for line in BAD.format(words='=1+1').splitlines())}</body></html>", "utf-8")
    (made / "台账.xlsx").write_bytes((CORPUS / "ledger.xlsx").read_bytes())
    (made / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (made / ".藏.txt").write_text("x", "utf-8")
    (made / "~$甲.docx").write_text("x", "utf-8")
    (made / "图.jpg").write_bytes(b"\xff\xd8\xff")
    (made / "设置.json").write_text("{}", "utf-8")
    (tmp_path / "外.txt").write_text("在文件夹外面。\n", "utf-8")
    (made / "链.txt").symlink_to(tmp_path / "外.txt")
    (made / "圈").symlink_to(made)
    return made


def lines(file: Path) -> list[dict[str, Any]]:
    """The records of a .jsonl."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def paths(file: Path) -> list[str]:
    """The paths of its records, below the folder."""
    return [str(Path(one["source"]["path"]).name) for one in lines(file)]


def test_a_folder_is_read_with_all_below_it_and_what_is_left_out_is_counted(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    status, printed, err = run("read", folder, "--out", out, "--lang", "en", "--jobs", "2")
    assert (status, printed) == (2, "")
    assert sorted(paths(out)) == sorted(["乙.html", "台账.xlsx", "甲.txt"])
    assert "3 files were read" in err and "1 hidden, 1 temporary, 2 links, 2 of other kinds" in err
    assert "damaged" in err and "坏.docx" in err and "Traceback" not in err
    assert not [path for path in tmp_path.iterdir() if "partial" in path.name]


def test_every_record_keeps_the_format_and_brings_its_words(run: Run, folder: Path, tmp_path: Path) -> None:
    run("read", folder, "--out", tmp_path / "o.jsonl")
    for record in lines(tmp_path / "o.jsonl"):
        assert [error.message for error in VALIDATOR.iter_errors(record)] == []
        assert all(len(one["text"]) == one["end"] - one["start"] for one in (*record["progress"], *record["doubts"]))
    page = next(one for one in lines(tmp_path / "o.jsonl") if one["source"]["name"] == "乙.html")
    differing = next(one for one in page["checks"] if one["verdict"] == "differs")
    assert {place["text"] for place in differing["places"]} >= {"10个", "7个"} and differing["places"][0]["line"] > 1


def test_with_all_read_the_status_is_zero_and_jobs_change_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "坏.docx").unlink()
    assert run("read", folder, "--out", tmp_path / "one.jsonl")[0] == 0
    assert run("read", folder, "--out", tmp_path / "two.jsonl", "--jobs", "2")[0] == 0
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


@pytest.mark.parametrize("ending", ["jsonl", "xlsx", "csv"])
def test_a_second_run_reads_only_what_is_new_or_changed(run: Run, folder: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"o.{ending}"
    run("read", folder, "--out", out)
    assert "3 had been read before" in run("read", folder, "--out", out, "--lang", "en")[2]
    (folder / "甲.txt").write_text(GOOD.format(words="改过的问题。"), "utf-8")
    (folder / "街道" / "丙.md").write_text(GOOD.format(words="新的问题。"), "utf-8")
    err = run("read", folder, "--out", out, "--lang", "en")[2]
    assert "2 files were read, 2 had been read before" in err
    kept = lines(out if ending == "jsonl" else tmp_path / f"o.{ending}.read.jsonl")
    texts = [item["text"] for one in kept for item in one["items"]]
    assert len(kept) == 4 and "改过的问题。" in texts and "新的问题。" in texts and "台账不清。" not in texts
    assert "4 files were read, 0 had" in run("read", folder, "--out", out, "--fresh", "--lang", "en")[2]


def test_another_folder_is_added_and_a_file_that_became_unreadable_is_taken_out(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    run("read", folder / "街道", "--out", out)
    run("read", folder, "--out", out)
    assert len(lines(out)) == 3
    (folder / "甲.txt").write_bytes(b"")
    run("read", folder, "--out", out)
    assert sorted(paths(out)) == ["乙.html", "台账.xlsx"]


def test_an_out_that_lies_in_the_folder_is_not_read_itself(run: Run, folder: Path) -> None:
    for name in ("o.csv", "o.xlsx"):
        for _ in range(2):
            run("read", folder, "--out", folder / name)
    assert len(lines(folder / "o.xlsx.read.jsonl")) == 4, "three documents, and the .csv that is another's"


def test_a_workbook_holds_items_doubts_and_files_and_nothing_that_runs(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.xlsx"
    run("read", folder, "--out", out, "--lang", "en")
    book = openpyxl.load_workbook(out)
    items, doubts, files = (list(book[name].iter_rows(values_only=True)) for name in ("Items", "Doubts and differences", "Files"))
    assert items[0][:6] == ("File", "Kind", "Aspect", "Finding", "Number", "Item") and book["Items"].freeze_panes == "A2"
    assert "=1+1" in [row[5] for row in items]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    row = next(row for row in items if row[5] == "台账不清。")
    assert row[9] == "甲局" and row[10:13] == ("2024年6月底前", "2024-06-30", None)
    assert any(row[1] == "DIFFERS" and "L" in row[4] for row in doubts[1:])
    assert len(files) == 5 and [row[9] for row in files[1:] if "坏" in row[0]] == ["The file is damaged and cannot be opened; open it where it was made and save it anew."]


def test_cells_of_csv_are_no_formulas(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    run("read", folder, "--out", out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert rows[0][:2] == ["文件", "文种"] and "'=1+1" in [row[5] for row in rows]


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("o.doc", "in .jsonl, .xlsx or .csv"), ("none/o.csv", "does not exist"), ("theirs.csv", "add --fresh"), ("theirs.jsonl", "add --fresh"),
        ("theirs.xlsx", "add --fresh"), ("folder.csv", "is a folder"),
    ],
)  # fmt: skip
def test_an_out_that_cannot_be_is_one_sentence(run: Run, folder: Path, tmp_path: Path, out: str, said: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("theirs.csv", "theirs.jsonl", "theirs.xlsx"):
        (tmp_path / name).write_text("not ours\n", "utf-8")
    status, printed, err = run("read", folder, "--out", tmp_path / out, "--lang", "en")
    assert (status, printed, err.count("\n")) == (2, "", 1) and said in err
    assert out == "o.doc" or not out.startswith("theirs") or (tmp_path / out).read_text("utf-8") == "not ours\n"


@pytest.mark.parametrize(("argv", "said"), [(["--fresh"], "--fresh"), (["--out", "o.csv", "--format", "json"], "--format")])
def test_words_that_do_not_go_together_are_one_sentence(run: Run, folder: Path, argv: list[str], said: str) -> None:
    status, printed, err = run("read", folder, *argv)
    assert (status, printed, err.count("\n")) == (2, "", 1) and said in err


def test_a_folder_without_documents_is_said(run: Run, tmp_path: Path) -> None:
    for argv in ([], ["--out", str(tmp_path / "o.csv")]):
        status, printed, err = run("read", tmp_path, *argv)
        assert (status, printed, err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "o.csv").exists()


def test_where_nothing_can_be_read_nothing_is_written(run: Run, tmp_path: Path) -> None:
    status, _, err = run("read", tmp_path / "none.txt", "--out", tmp_path / "o.csv")
    assert status == 2 and "none.txt" in err
    assert not list(tmp_path.iterdir())


def test_every_verb_takes_folders_and_names_the_file(run: Run, folder: Path) -> None:
    (folder / "坏.docx").unlink()
    status, out, err = run("check", folder)
    assert status == 1 and "乙.html\n不符" in out and "甲.txt" not in out and "相符" not in out
    for verb in ("read", "check", "tally", "due"):
        for form in ("json", "table"):
            status, out, err = run(verb, folder, "--format", form)
            assert status == (verb == "check") and "Traceback" not in err
            assert out.count("甲.txt") >= 1
            assert form == "table" or [json.loads(line) for line in out.splitlines()]


def test_what_was_interrupted_is_kept_and_gone_on_with(folder: Path, tmp_path: Path) -> None:
    for number in range(120):
        (folder / f"{number}.txt").write_text(GOOD.format(words=f"第{number}个问题。") * 10, "utf-8")
    out, partial = tmp_path / "o.xlsx", tmp_path / "o.xlsx.partial.jsonl"
    command = [sys.executable, "-m", "xiaohao", "read", str(folder), "--out", str(out), "--lang", "en"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        while running.poll() is None and not (partial.exists() and partial.stat().st_size):
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        err = running.communicate(timeout=60)[1]
    assert running.returncode == 130 and "run the same command again" in err and "Traceback" not in err
    assert not out.exists()
    with partial.open("a", encoding="utf-8") as stream:
        stream.write('{"format":"xiaohao.notice/1","source":{"na')  # as a cut of the power leaves it
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2 and " 0 had been read before" not in done.stderr
    assert not partial.exists() and len(lines(tmp_path / "o.xlsx.read.jsonl")) == 123


DYING = """
import json, os, sys, time
for line in sys.stdin.buffer:
    path = json.loads(line)["path"]
    if path == "dies": os._exit(9)
    if path == "hangs": time.sleep(600)
    if path == "raves": sys.stdout.write("?\\n")
    else: sys.stdout.write(json.dumps({"problem": "", "status": 0, "is_same": False, "items": 0, "differs": 0, "size": len(path)}) + "\\n" + path)
    sys.stdout.flush()
"""


@pytest.mark.parametrize("in_order", [True, False])
def test_a_process_that_dies_or_hangs_costs_its_file_only(in_order: bool) -> None:
    asked = ["a", "dies", "b", "hangs", "c", "raves", *map(str, range(40))]
    given = list(answers((Task(path, "read", "json", "en") for path in asked), 2, in_order=in_order, program=[sys.executable, "-c", DYING], seconds=3))
    assert [task.path for task, _ in given] == asked if in_order else sorted(task.path for task, _ in given) == sorted(asked)
    said = {task.path: answer.problem for task, answer in given if answer.problem}
    assert set(said) == {"dies", "hangs", "raves"} and "broke off" in said["dies"] and "longer than 3 seconds" in said["hangs"]
    assert all(answer.output == task.path for task, answer in given if not answer.problem)


def test_answers_that_nobody_waits_for_are_not_held(tmp_path: Path) -> None:
    asked: list[str] = []

    def tasks() -> Any:
        for number in range(10_000):
            asked.append(str(number))
            yield Task(str(number), "read", "json")

    running = answers(tasks(), 2, in_order=True, program=[sys.executable, "-c", DYING])
    assert next(running)[0].path == "0"
    time.sleep(0.3)
    running.close()
    assert len(asked) < 20


@pytest.mark.skipif(os.getuid() == 0, reason="root may open everything")
def test_a_folder_that_may_not_be_opened_is_named(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "街道").chmod(0)
    status, _, err = run("read", folder, "--out", tmp_path / "o.csv")
    (folder / "街道").chmod(0o700)
    assert status == 2 and "街道" in err
