"""The plan of the house, kept true by a test."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "xiaohao"

# room: the rooms it may look into. Nothing else, and nobody upward.
PURE: dict[str, set[str]] = {
    "numerals": set(),
    "workdays": set(),
    "notice": {"numerals"},
    "figures": {"numerals", "notice", "workdays"},
    "targets": {"figures"},
    "lifecycle": set(),
    "documents": {"numerals"},
    "seal": set(),
    "wording": {"notice", "figures", "lifecycle", "workdays", "seal", "documents"},
    "contract": {"numerals", "workdays", "notice", "figures", "wording"},
    "cli": {"numerals", "workdays", "notice", "figures", "targets", "contract", "lifecycle", "documents", "seal", "wording"},
    "__main__": {"cli"},
}
BELOW = set(PURE) - {"cli", "__main__"}
DJANGO: dict[str, set[str]] = {
    "shell": {"wording", "lifecycle"},
    "people": {"shell", "wording", "lifecycle"},
    "ledger": {"people", "shell"} | BELOW,
    "oversight": {"ledger", "people", "shell"} | BELOW,
    "roster": {"oversight", "ledger", "people", "shell"} | BELOW,
    "publication": {"oversight", "ledger", "people", "shell"} | BELOW,
    "api": {"publication", "oversight", "ledger", "people", "shell"} | BELOW,
    "web": {"api", "publication", "roster", "oversight", "ledger", "people", "shell"} | BELOW,
}
MAY_SEE = PURE | DJANGO
NO_ROOM = {"utils", "helpers", "common", "misc", "base", "core", "services", "managers", "handlers", "processor", "data", "info"}
# Names that Django itself asks for: a database backend is a module called base.
ASKED_FOR = {"web/sqlite/base.py"}
# Modules that load settings first and rooms with tables afterwards, or load by entry point.
MAY_WAIT = {"cli/ledger.py", "web/commands.py"}
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
LONGEST_FILE, LONGEST_FUNCTION, FULLEST_FOLDER = 500, 60, 20


def files(source: Path = SOURCE) -> Iterator[tuple[str, str, ast.Module]]:
    """(path below the package, room, tree) of every file but migrations."""
    for path in sorted(source.rglob("*.py")):
        if "migrations" not in path.parts:
            name = path.relative_to(source).as_posix()
            yield name, name.split("/")[0].removesuffix(".py"), ast.parse(path.read_text("utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """What a file imports, with the name taken."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that a room is named when it is entered"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_looks(source: Path = SOURCE) -> list[str]:
    """Looks upward, sideways, over the Django line, or past a front door."""
    wrong = []
    for path, room, tree in files(source):
        for name in imported(tree):
            top, _, rest = name.partition(".")
            if top == "django" and room in PURE:
                wrong.append(f"{path}: {room} is pure, yet imports {name}")
            if top == "xiaohao" and rest:
                seen = rest.split(".")[0]
                if seen != room and room in MAY_SEE and seen not in MAY_SEE[room]:
                    wrong.append(f"{path}: {room} may not see {seen}")
                if seen != room and seen in PURE and rest.count(".") > 1:
                    wrong.append(f"{path}: {name} is a back room of {seen}")
    return wrong


def outgrown(source: Path = SOURCE) -> list[str]:
    """Files and functions that are too long, folders that are too full, names that say nothing."""
    wrong = []
    folders: dict[str, int] = {}
    for path, _, tree in files(source):
        lines = max((node.end_lineno or 0 for node in ast.walk(tree) if hasattr(node, "end_lineno")), default=0)
        if lines > LONGEST_FILE:
            wrong.append(f"{path} is too long")
        for node in ast.walk(tree):
            if isinstance(node, FUNCTION) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION:
                wrong.append(f"{path}:{node.lineno} {node.name} is too long")
        folder = path.rpartition("/")[0]
        folders[folder] = folders.get(folder, 0) + 1
        if {part.removesuffix(".py") for part in path.split("/")} & NO_ROOM and path not in ASKED_FOR:
            wrong.append(f"{path} is a lumber room")
    return wrong + [f"{folder} is too full" for folder, count in folders.items() if count > FULLEST_FOLDER]


def late_imports(source: Path = SOURCE) -> list[str]:
    """Imports below module level: each confesses a cycle. Only loading after settings, and by entry point, may wait."""
    return [
        f"{path}:{inner.lineno} imports inside {node.name}"
        for path, _, tree in files(source)
        if path not in MAY_WAIT
        for node in ast.walk(tree)
        if isinstance(node, FUNCTION)
        for inner in ast.walk(node)
        if isinstance(inner, (ast.Import, ast.ImportFrom))
    ]


def bare_saves(source: Path = SOURCE) -> list[str]:
    """A row that is there already is saved with the names of its fields, so that no neighbour's change is lost."""
    return [
        f"{path}:{node.lineno} saves everything"
        for path, room, tree in files(source)
        if room in DJANGO
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save"
        and isinstance(node.func.value, ast.Name) and node.func.value.id not in ("form", "made", "user", "file")
        and not any(word.arg == "update_fields" for word in node.keywords)
    ]  # fmt: skip


# Doors that know nothing of what hangs on a unit or a post: only who sees to that first comes through them.
WITH_CARE = {"people.units": {"move", "merge", "dissolve"}, "people.posts": {"end"}, "people.tree": {"replant"}}


def careless(source: Path = SOURCE) -> list[str]:
    """Calls of such a door from elsewhere than its own room and `roster`."""
    wrong = []
    for path, room, tree in files(source):
        aliases = {
            alias.asname or alias.name: f"{(node.module or '').removeprefix('xiaohao.')}.{alias.name}"
            for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
        }  # fmt: skip
        wrong += [f"{path} imports {name}" for name in aliases.values() if name.rpartition(".")[2] in WITH_CARE.get(name.rpartition(".")[0], ()) and room != "people"]
        wrong += [
            f"{path}:{node.lineno} calls {aliases[node.value.id]}.{node.attr}"
            for node in ast.walk(tree)
            if room not in ("roster",) and isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            and node.attr in WITH_CARE.get(aliases.get(node.value.id, ""), ())
        ]  # fmt: skip
    return wrong


def test_units_move_and_posts_end_with_what_hangs_on_them() -> None:
    assert not careless(), careless()


def test_each_room_looks_only_where_the_plan_allows() -> None:
    assert not wrong_looks(), "\n".join(wrong_looks())


def test_nothing_has_outgrown_its_place() -> None:
    assert not outgrown(), "\n".join(outgrown())


def test_no_import_waits() -> None:
    assert not late_imports(), "\n".join(late_imports())


def test_no_row_is_saved_whole() -> None:
    assert not bare_saves(), "\n".join(bare_saves())


def test_each_room_says_what_it_knows_and_never_knows() -> None:
    for room in MAY_SEE:
        door = SOURCE / room / "__init__.py"
        if door.exists():
            words = ast.get_docstring(ast.parse(door.read_text("utf-8"))) or ""
            assert "Knows" in words, room
            assert "ever know" in words or "no rule" in words, room


def test_every_file_says_what_it_holds() -> None:
    assert not [path for path, _, tree in files() if tree.body and not ast.get_docstring(tree)]


def test_a_false_house_is_named_fault_by_fault(tmp_path: Path) -> None:
    faults = {
        "notice/rules.py": '"""x."""\nimport django\n', "people/views.py": '"""x."""\nfrom xiaohao.ledger import moves\n',
        "ledger/common.py": '"""x."""\n', "ledger/long.py": '"""x."""\ndef f() -> None:\n' + "    x = 1\n" * 70,
        "ledger/door.py": '"""x."""\nfrom xiaohao.notice.marks import Mark\n', "ledger/late.py": '"""x."""\ndef f() -> None:\n    import os\n',
        "ledger/save.py": '"""x."""\nrow.save()\n', "ledger/ends.py": '"""x."""\nfrom xiaohao.people import posts\nposts.end(1)\n',
        "web/moves.py": '"""x."""\nfrom xiaohao.people.units import move\n',
    }  # fmt: skip
    for name, text in faults.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    told = "\n".join(wrong_looks(tmp_path) + outgrown(tmp_path) + late_imports(tmp_path) + bare_saves(tmp_path) + careless(tmp_path))
    assert all(name in told for name in faults), told
