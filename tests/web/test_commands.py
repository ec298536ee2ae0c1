"""The commands of the ledger, as people call them: on the demo, on nothing, and with words that make no sense."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import shutil
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

TODAY = "2026-11-24"
MAIN = "xunshi-2026"


def command(*words: str, data: Path | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `xiaohao …` in a process and a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XIAOHAO_", "DJANGO_"))}
    where = {"XDG_DATA_HOME": str(data), **settings} if data else settings
    return subprocess.run([sys.executable, "-m", "xiaohao", *words], capture_output=True, text=True, env={**kept, **where}, timeout=120, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo, built once, and what building it said."""
    place = tmp_path_factory.mktemp("demo")
    built = command("demo", "--data", str(place), "--no-serve", "--today", TODAY)
    assert built.returncode == 0, built.stderr
    return place, built.stdout


def on(demo: tuple[Path, str], *words: str) -> str:
    """What a command says about the demo."""
    done = command(*words, "--data", str(demo[0])) if words[0] != "manage" else command("manage", "--data", str(demo[0]), *words[1:])
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_demo_names_every_account_with_a_password_of_its_own(demo: tuple[Path, str]) -> None:
    head, *rows = [line.split() for line in demo[1].splitlines() if not line.startswith("数据")]
    assert head == ["账号", "密码", "姓名", "身份"]
    assert {"admin", "lin", "sumin", "hegong", "zhoulan", "handu", "daishuang"} <= {row[0] for row in rows}
    assert len({row[1] for row in rows}) == len(rows)


def test_the_accounts_are_kept_for_their_owner_alone(demo: tuple[Path, str]) -> None:
    file = demo[0] / "accounts.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text("utf-8").strip() in demo[1]


def test_rows_of_the_demo_equal_its_events(demo: tuple[Path, str]) -> None:
    assert "全部一致" in on(demo, "manage", "replay", "--check")
    assert MAIN in on(demo, "manage", "chain")


def test_inspections_are_listed_with_their_counts(demo: tuple[Path, str]) -> None:
    rows = {row["slug"]: row for row in json.loads(on(demo, "inspections", "--format", "json"))}
    assert {row["kind"] for row in rows.values()} >= {"disciplinary", "audit", "environmental", "safety"}
    assert rows[MAIN]["counts"]["items"] == 42 and rows[MAIN]["follows"] in rows
    assert MAIN in on(demo, "inspections")


def test_figures_lead_to_their_items_and_add_up(demo: tuple[Path, str]) -> None:
    found = json.loads(on(demo, "figures", MAIN, "--as-of", "2026-06-30", "--format", "json"))
    parts = [*found["completion"].values(), found["apart"]]
    assert found["total"]["count"] == 42 == sum(part["count"] for part in parts)
    assert all(part["count"] == len(part["items"]) for part in parts) and all(part["count"] for part in found["completion"].values())
    assert f"合计 {found['total']['count']}" in on(demo, "figures", MAIN, "--as-of", "2026-06-30")


def test_what_was_known_earlier_is_told_as_it_was_known(demo: tuple[Path, str]) -> None:
    then = json.loads(on(demo, "figures", MAIN, "--as-of", "2026-06-30", "--known-at", "2026-03-06T00:00", "--format", "json"))
    assert then["total"]["count"] == 42 and then["struck_off"]["count"] == 0
    assert then["position"] < json.loads(on(demo, "figures", MAIN, "--as-of", "2026-06-30", "--format", "json"))["position"]


def test_a_token_lets_a_program_in(demo: tuple[Path, str]) -> None:
    assert re.fullmatch(r"xiaohao_[\w-]{40,}\n", on(demo, "manage", "token", "zhoulan"))


def test_a_demo_is_built_anew_where_one_stood(demo: tuple[Path, str], tmp_path: Path) -> None:
    (tmp_path / "this-is-a-demo").touch()
    (tmp_path / "xiaohao.sqlite3").write_bytes(b"no database at all")
    assert command("demo", "--data", str(tmp_path), "--no-serve", "--today", TODAY).returncode == 0
    assert MAIN in command("inspections", "--data", str(tmp_path)).stdout


def test_a_demo_that_is_there_is_kept_with_all_that_was_done_in_it(demo: tuple[Path, str], tmp_path: Path) -> None:
    place = tmp_path / "copy"
    shutil.copytree(demo[0], place)
    assert command("manage", "--data", str(place), "token", "zhoulan").returncode == 0
    before = (place / "xiaohao.sqlite3").read_bytes()
    again = command("demo", "--data", str(place), "--no-serve", "--today", TODAY)
    assert again.returncode == 0, again.stderr
    assert (place / "accounts.txt").read_text("utf-8").strip() in again.stdout
    assert "--fresh" in again.stdout
    assert (place / "xiaohao.sqlite3").read_bytes() == before


def test_a_demo_is_built_anew_where_that_is_asked_for(demo: tuple[Path, str], tmp_path: Path) -> None:
    place = tmp_path / "copy"
    shutil.copytree(demo[0], place)
    anew = command("demo", "--data", str(place), "--no-serve", "--fresh", "--today", TODAY)
    assert anew.returncode == 0, anew.stderr
    assert (place / "accounts.txt").read_text("utf-8") != (demo[0] / "accounts.txt").read_text("utf-8")


def test_accounts_that_were_taken_away_are_not_made_up(demo: tuple[Path, str], tmp_path: Path) -> None:
    place = tmp_path / "copy"
    shutil.copytree(demo[0], place)
    (place / "accounts.txt").unlink()
    again = command("demo", "--data", str(place), "--no-serve")
    assert again.returncode == 0 and "第一次建立时显示过" in again.stdout


def test_a_ledger_that_is_no_demo_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "xiaohao.sqlite3"
    file.write_bytes(b"somebody's work")
    refused = command("demo", "--data", str(tmp_path), "--no-serve", "--fresh")
    assert refused.returncode == 2 and "没有改动" in refused.stderr
    assert sorted(tmp_path.iterdir()) == [file] and file.read_bytes() == b"somebody's work"


WRONG: tuple[tuple[str, ...], ...] = (
    ("figures", MAIN), ("figures", MAIN, "--as-of", "someday"), ("figures", "no-such", "--as-of", TODAY), ("inspections", "--format", "xml"),
    ("figures", MAIN, "--as-of", TODAY, "--known-at", "0001-01-01T00:00:00+99:00"), ("serve", "--port", "0"), ("serve", "--host", "no host"),
    ("serve", "--bogus"), ("inspections", "extra"), ("demo", "--today", "x"),
)  # fmt: skip


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_words_that_make_no_sense_are_answered_in_one_sentence(demo: tuple[Path, str], words: tuple[str, ...]) -> None:
    said = command(*words, "--data", str(demo[0]))
    assert said.returncode == 2 and said.stdout == ""
    assert len(said.stderr.splitlines()) == 1 and "Traceback" not in said.stderr


@pytest.mark.parametrize("words", [("figures", "x", "--as-of", TODAY), ("inspections",), ("manage", "chain"), ("manage", "no-such-command")], ids=" ".join)
def test_where_there_is_no_ledger_a_command_says_what_is_missing_and_makes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = command(*words, data=tmp_path)
    assert said.returncode == 2 and "没有台账" in said.stderr and len(said.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


SETTINGS = (
    {"XIAOHAO_DEBUG": "perhaps"}, {"XIAOHAO_SECOND_FACTOR": "perhaps"}, {"XIAOHAO_PROXIES": "-1"}, {"XIAOHAO_OIDC_ISSUER": "https://sso.example"},
    {"XIAOHAO_OIDC_SECRET": "x"}, {"XIAOHAO_OIDC_ISSUER": "sso", "XIAOHAO_OIDC_CLIENT": "x", "XIAOHAO_OIDC_SECRET": "x"},
)  # fmt: skip


@pytest.mark.parametrize("wrong", SETTINGS, ids=lambda wrong: " ".join(wrong))
def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, wrong: dict[str, str]) -> None:
    said = command("serve", data=tmp_path, **wrong)
    assert said.returncode == 2 and next(iter(wrong)) in said.stderr.replace("OIDC_CLIENT", "OIDC_ISSUER") and len(said.stderr.splitlines()) == 1


def test_the_first_account_is_made_once_with_a_password_for_one_use(tmp_path: Path) -> None:
    made = command("manage", "--data", str(tmp_path), "first_account", "guanli", "--person", "关立", "--one-time")
    assert made.returncode == 0, made.stderr
    assert re.match(r"guanli　[a-z2-9]{12}\n", made.stdout)
    for name in ("guanli", "other"):
        again = command("manage", "--data", str(tmp_path), "first_account", name)
        assert again.returncode != 0 and again.stdout == "" and "已经有账号" in again.stderr
    shown = command("manage", "--data", str(tmp_path), "shell", "-v", "0", "-c", "from xiaohao.people.models import User; u = User.objects.get(); print(u.is_administrator, u.has_first_password, u.person.name)")
    assert shown.stdout == "True True 关立\n"


@pytest.mark.parametrize(("typed", "said"), [("short\nshort\n", "10"), ("kite over river 7\nkite over river 8\n", "两次输入不同"), ("kite over river 7\nkite over river 7\n", "已建立")])
def test_the_first_account_asks_for_a_password_on_the_terminal(tmp_path: Path, typed: str, said: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XIAOHAO_", "DJANGO_"))}
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "xiaohao", "manage", "--data", str(tmp_path), "first_account", "guanli"]
    with subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=kept, start_new_session=True) as process:
        os.close(theirs)
        told = ""
        for line in typed.splitlines():
            while not told.rstrip().endswith(":"):
                told += os.read(ours, 1000).decode()
            os.write(ours, f"{line}\n".encode())
            told = ""
            if said == "10":
                break
        with contextlib.suppress(OSError):  # a terminal ends with an error, not with nothing
            while more := os.read(ours, 1000):
                told += more.decode()
        process.wait(20)
    os.close(ours)
    assert said in told


@pytest.mark.parametrize("name", ["serve", "demo", "figures", "inspections", "manage"])
def test_each_command_explains_itself(tmp_path: Path, name: str) -> None:
    said = command(name, "--help", data=tmp_path)
    assert said.returncode == 0 and "--data" in said.stdout


def test_a_port_that_is_taken_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for words in (("serve", "--port", port), ("demo", "--port", port)):
            said = command(*words, "--data", str(tmp_path / "new"))
            assert said.returncode == 2 and port in said.stderr and len(said.stderr.splitlines()) == 1
    assert not (tmp_path / "new" / "xiaohao.sqlite3").exists()


@pytest.fixture
def served(demo: tuple[Path, str]) -> Iterator[str]:
    """The demo's pages, served by a process of their own on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XIAOHAO_", "DJANGO_"))}
    words = [sys.executable, "-m", "xiaohao", "serve", "--data", str(demo[0]), "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=kept) as process:
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        process.communicate(timeout=20)
        assert process.returncode == 0


def alive(address: str) -> None:
    """Wait until the pages answer."""
    until = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(f"{address}/healthz") as answer:
                assert answer.read() == b"ok\n"
            return
        except OSError:
            assert time.monotonic() < until, "no answer"
            time.sleep(0.05)


def signed_in(address: str, name: str, password: str) -> int:
    """How a sign-in over a connection of its own is answered, by whichever worker takes it."""
    with requests.Session() as browser:
        browser.trust_env = False
        browser.get(f"{address}/sign-in/")
        given = {"username": name, "password": password, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        return browser.post(f"{address}/sign-in/", given, allow_redirects=False).status_code


def test_tries_count_whichever_worker_takes_them(served: str, demo: tuple[Path, str]) -> None:
    alive(served)
    password = next(line.split()[1] for line in demo[1].splitlines() if line.startswith("xunshi"))
    assert signed_in(served, "xunshi", password) == 302
    assert [signed_in(served, "xunshi", "wrong") for _ in range(6)] == [422] * 5 + [429]
    assert signed_in(served, "xunshi", password) == 429


def test_the_last_administrator_is_let_in_again_on_the_command_line(demo: tuple[Path, str], tmp_path: Path) -> None:
    place = tmp_path / "copy"
    shutil.copytree(demo[0], place)
    said = command("manage", "--data", str(place), "reset_account", "admin")
    assert re.match(r"admin　[a-z2-9]{12}\n", said.stdout), said.stderr
    assert "没有这个账号" in command("manage", "--data", str(place), "reset_account", "nobody").stderr


def test_serve_answers_with_pages_files_and_json(served: str) -> None:
    alive(served)
    for path, said in (("/sign-in/", b"<form"), ("/static/shell/base.css", b"{"), ("/api/openapi.json", b"/api/inspections")):
        with urllib.request.urlopen(served + path) as answer:
            assert answer.status == 200 and said in answer.read()


def test_the_deployment_checks_are_clean_behind_tls(demo: tuple[Path, str]) -> None:
    done = command("manage", "--data", str(demo[0]), "check", "--deploy", "--fail-level", "WARNING", XIAOHAO_TLS="1")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
