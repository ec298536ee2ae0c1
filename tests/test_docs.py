"""文档: what stands in the papers is so: the generated pages are fresh, links lead somewhere, commands run and answer as they are printed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_house import MAY_SEE

ROOT = Path(__file__).parents[1]
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\((?P<to>[^)\s]+)\)")
BLOCK = re.compile(r"^```(?:console|sh)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
FILE_VERBS = frozenset({"read", "check", "tally", "due"})
RUN = ("README.md", "README.zh.md", "docs/tutorial/index.md")
STAND_IN = {"notice.txt": "docs/tutorial/notice.txt", "通报.txt": "docs/tutorial/notice.txt"}


def name_of(paper: Path) -> str:
    return paper.relative_to(ROOT).as_posix()


def commands(paper: Path) -> Iterator[tuple[str, list[str]]]:
    """Each command of a paper's blocks with the lines that are printed below it as its answer."""
    for block in BLOCK.finditer(paper.read_text("utf-8")):
        is_session = block["body"].lstrip().startswith("$")
        said: tuple[str, list[str]] | None = None
        for line in block["body"].splitlines():
            if line.startswith("$ ") or (not is_session and line.strip()):
                if said:
                    yield said
                said = (line.removeprefix("$ ").split("  #")[0].split("    #")[0].strip(), [])
            elif said and line.strip():
                said[1].append(line)
        if said:
            yield said


def words_of(command: str) -> list[str]:
    return [STAND_IN.get(word, word) for word in shlex.split(command, comments=True)]


def answered(words: list[str]) -> str:
    """What a command prints, on either way."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("XIAOHAO_", "DJANGO_"))}
    done = subprocess.run([sys.executable, "-m", "xiaohao", *words[1:]], cwd=ROOT, env=outside, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), (words, done.stderr)
    return done.stdout


FILE_COMMANDS = [
    pytest.param(words_of(command), answer, id=f"{name}: {command[:50]}")
    for name in RUN
    for command, answer in commands(ROOT / name)
    if command.startswith("xiaohao ") and words_of(command)[1] in FILE_VERBS
]
MAKE_TARGETS = sorted({words_of(command)[1] for paper in PAPERS for command, _ in commands(paper) if command.startswith("make ")})
MANAGED = sorted({(name_of(paper), command) for paper in PAPERS for command, _ in commands(paper) if re.match(r"\S*xiaohao (manage|serve|demo|figures|inspections)\b", command)})


def test_the_generated_pages_are_fresh() -> None:
    done = subprocess.run([sys.executable, "scripts/reference.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_every_link_leads_to_a_file_of_the_checkout(paper: Path) -> None:
    broken = []
    for found in LINK.finditer(paper.read_text("utf-8")):
        to, _, place = found["to"].partition("#")
        if re.match(r"[a-z]+:", to):
            continue
        target = (paper.parent / to).resolve() if to else paper
        if not target.exists() or (place and target.suffix == ".md" and place not in anchors(target)):
            broken.append(found["to"])
    assert broken == []


def anchors(paper: Path) -> set[str]:
    """The names by which headings are linked to."""
    heads = re.findall(r"^#+ (.+)$", paper.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads}


def test_there_are_commands_to_run() -> None:
    assert len(FILE_COMMANDS) >= 8
    assert {"demo", "test"} <= set(MAKE_TARGETS)


@pytest.mark.parametrize(("words", "answer"), FILE_COMMANDS)
def test_a_command_answers_as_it_is_printed(words: list[str], answer: list[str]) -> None:
    said = answered(words)
    at = 0
    for line in answer:
        at = said.find(line.strip(), at)
        assert at >= 0, f"{line!r} is not in the answer:\n{said}"


@pytest.mark.parametrize("target", MAKE_TARGETS)
def test_every_target_that_is_named_exists(target: str) -> None:
    assert re.search(rf"^{re.escape(target)}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE), target


@pytest.mark.parametrize(("paper", "command"), MANAGED)
def test_every_command_of_the_ledger_that_is_named_exists(paper: str, command: str) -> None:
    words = [word for word in shlex.split(command.split(" -c ")[0], comments=True)[1:] if word not in ("--check",)]
    asked = [word for at, word in enumerate(words) if not word.startswith("-") and (at == 0 or words[at - 1] not in ("--data", "--host", "--port", "--as-of"))]
    told = answered(["xiaohao", *asked[: 2 if asked[0] == "manage" else 1], "--help"])
    assert "usage" in told.lower(), (paper, command)


def test_both_readmes_name_the_same_commands() -> None:
    english, chinese = ({command.split("  ")[0] for command, _ in commands(ROOT / name)} for name in RUN[:2])
    assert {words_of(one)[:2] == words_of(one)[:2] and tuple(words_of(one)[:2]) for one in english} == {tuple(words_of(one)[:2]) for one in chinese}


def test_the_index_of_decisions_names_every_record() -> None:
    index = (ROOT / "docs" / "adr" / "index.md").read_text("utf-8")
    missing = [one.name for one in sorted((ROOT / "docs" / "adr").glob("0*.md")) if one.name not in index]
    assert missing == []


def test_the_plan_names_every_look_that_is_allowed() -> None:
    plan = (ROOT / "docs" / "house.md").read_text("utf-8")
    rows = {found[1]: set(re.findall(r"`(\w+)`", found[2])) for found in re.finditer(r"^\| `(\w+)` \| (.*) \|$", plan, re.MULTILINE)}
    assert {room: rows.get(room) for room in MAY_SEE} == {room: set(seen) for room, seen in MAY_SEE.items()}
