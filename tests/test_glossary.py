"""The glossary and the code, held to one another. Models, enums and moves are found, not listed."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections import Counter
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps

import xiaohao
from xiaohao.lifecycle import ITEM, PUBLICATION, REFERRAL
from xiaohao.wording import sentences

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "xiaohao"
GLOSSARY = ROOT / "docs" / "glossary.md"
ROOMS = ("people", "ledger", "oversight", "roster", "publication")
KINDS = {"M", "T", "E", "V", "F", "W", "room"}


class Row(NamedTuple):
    """One row of the glossary."""

    chinese: str
    code: str
    kind: str
    english: str
    note: str

    @property
    def is_later(self) -> bool:
        """A name that is settled before its code."""
        return self.note.startswith("later")


def rows(text: str) -> list[Row]:
    """The rows of every table in the page, heads left out."""
    found = [Row(*(cell.strip() for cell in line.strip().strip("|").split("|"))) for line in text.splitlines() if line.startswith("|")]
    return [row for row in found if row.code != "code" and not set(row.kind) <= {"-"}]


ROWS = rows(GLOSSARY.read_text("utf-8"))


def enums() -> dict[str, type[Enum]]:
    """Every enum of the product by the name that the glossary gives it: `Stage`, `Unit.Kind`, and `notice.Kind` where the bare word is taken."""
    found: set[type[Enum]] = set()
    for module in pkgutil.walk_packages(xiaohao.__path__, "xiaohao."):
        if not {"migrations", "__main__", "wsgi", "commands"} & set(module.name.split(".")):
            loaded = importlib.import_module(module.name)
            classes = [one for one in vars(loaded).values() if isinstance(one, type) and one.__module__ == module.name]
            inner = [two for one in classes for two in vars(one).values() if isinstance(two, type) and two.__module__ == module.name]
            found.update(one for one in (*classes, *inner) if issubclass(one, Enum))
    taken = Counter(one.__qualname__ for one in found)
    return {(one.__qualname__ if taken[one.__qualname__] == 1 else f"{one.__module__.split('.')[1]}.{one.__qualname__}"): one for one in found}


def wanted() -> dict[str, str]:
    """What must have its row: names in code, each with the kind that its row must state."""
    names = {model.__name__: "M" for room in ROOMS for model in apps.get_app_config(room).get_models() if not model._meta.auto_created}
    for name, kind in enums().items():
        names[name] = "E"
        names.update({f"{name}.{member.name}": "E" for member in kind})
    return names | {move: "V" for table in (ITEM, REFERRAL, PUBLICATION) for move in table.moves}


def has_row(name: str, kind: str, known: list[Row]) -> bool:
    """Whether a row of that kind names it, bare or behind its room."""
    return any(kind in row.kind and not row.is_later and (row.code == f"`{name}`" or row.code.endswith(f".{name}`") and row.code[1].islower()) for row in known)


def in_code() -> set[str]:
    """Every name that the source defines: modules, classes and what stands in them, functions, their arguments, and the words of the tables."""
    names = set(wanted()) | set(sentences())
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if "migrations" in parts:
            continue
        names.update(parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                names.add(node.name)
                names.update(f"{node.name}.{name}" for name in bound(node))
                names.update(bound(node))
            elif isinstance(node, ast.FunctionDef):
                names.add(node.name)
                names.update(one.arg for one in (*node.args.args, *node.args.kwonlyargs))
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Need" and isinstance(node.args[0], ast.Constant):
                names.add(str(node.args[0].value))
            elif isinstance(node, ast.Dict):
                names.update(key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
    return names


def bound(node: ast.ClassDef) -> set[str]:
    """What a class sets at its top."""
    plain = {target.id for one in node.body if isinstance(one, ast.Assign) for target in one.targets if isinstance(target, ast.Name)}
    return plain | {one.target.id for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)}


def without_code(known: list[Row], names: set[str]) -> list[str]:
    """Rows that name what is not there, and rows of things to come that have come."""
    strict = wanted()
    wrong = []
    for row in known:
        name = row.code.strip("`")
        short = name.split(".", 1)[1] if name[:1].islower() and "." in name else name
        if name and not row.is_later and short not in names:
            wrong.append(f"{row.chinese}: {name} is not in the code")
        if row.is_later and short in strict and strict[short] == row.kind:
            wrong.append(f"{row.chinese}: {name} has come, and is no longer to come")
    return wrong


@pytest.mark.parametrize(("name", "kind"), sorted(wanted().items()))
def test_every_model_enum_and_move_has_its_row(name: str, kind: str) -> None:
    assert has_row(name, kind, ROWS), f"docs/glossary.md has no row for `{name}`, kind {kind}"


def test_every_enum_of_the_code_is_found() -> None:
    assert {"Stage", "Completion", "ReferralStage", "PublicationStage", "Role", "Inspection.Kind", "Unit.Kind", "Wait.Kind"} <= set(enums())


def test_every_name_in_the_glossary_is_in_the_code() -> None:
    assert not without_code(ROWS, in_code())


def test_every_row_is_whole() -> None:
    assert not [row for row in ROWS if row.kind not in KINDS or not row.chinese or not row.english]


def test_no_row_stands_twice() -> None:
    said = [(row.code, row.kind, row.note) for row in ROWS if row.code]
    assert len(said) == len(set(said))


def test_a_false_glossary_is_named_row_by_row() -> None:
    false = rows("| 中文 | code | kind | English | note |\n|---|---|---|---|---|\n| 甲 | `Nowhere` | M | x | |\n| 阶段 | `Stage` | E | stage | later |\n")
    assert len(without_code(false, in_code())) == 2
    assert not has_row("Item", "M", false)
