"""Write docs/reference anew from the code: moves, doubts, checks, commands, addresses, tables, settings.

    python scripts/reference.py            write the pages
    python scripts/reference.py --check    write nothing; exit 1 and name the pages that are not fresh
"""

# ruff: noqa: PLC0415 (rooms with tables load only after the settings)

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "xiaohao"
TARGET = ROOT / "docs" / "reference"
GENERATED = "Written by `make docs` from the code; do not edit by hand.\n"
ROOMS = ("people", "ledger", "oversight", "publication")
# What each variable means. A variable that is read but not told here, or told but not read, stops the writing.
SETTINGS = {
    "XIAOHAO_DATA": ("folder", "the user's data folder, `xiaohao` in it", "Where the database, the evidence and the secret stand. `--data` on a command comes first."),
    "XIAOHAO_DATABASE": ("URL", "SQLite in the data folder", "`postgresql://user:password@host:port/name`; a socket folder as `?host=…`."),
    "XIAOHAO_SECRET": ("text", "a file `secret` in the data folder, made once", "Signs sessions and forms, enciphers second factors. Keep it, or everyone signs in anew and sets a second factor up anew."),
    "XIAOHAO_HOSTS": ("names, separated by commas", "`127.0.0.1,localhost,[::1]`", "The names under which the pages are reached."),
    "XIAOHAO_TLS": ("1 or 0", "`0`", "A proxy in front speaks TLS: cookies become secure, plain requests are sent on to https."),
    "XIAOHAO_PROXIES": ("whole number", "1 with `XIAOHAO_TLS`, else 0", "How many proxies of your own stand in front: the address of whoever signs in is read from behind them."),
    "XIAOHAO_SECOND_FACTOR": ("`optional`, `administrators` or `all`", "`optional`", "Who must set up a second factor before anything else."),
    "XIAOHAO_OIDC_ISSUER": ("address", "none", "The office's own sign-on (OpenID Connect): its issuer. [How](../how-to/sign-in.md)."),
    "XIAOHAO_OIDC_CLIENT": ("text", "none", "The client that the issuer knows this ledger as."),
    "XIAOHAO_OIDC_SECRET": ("text", "none", "That client's secret."),
    "XIAOHAO_OIDC_CLAIM": ("name of a claim", "`preferred_username`", "Which claim of the issuer names the account."),
    "XIAOHAO_OIDC_NAME": ("text", "单位统一认证", "What the link on the sign-in page calls it."),
    "XIAOHAO_TIME_ZONE": ("name of a zone", "`Asia/Shanghai`", "Where a day begins and ends."),
    "XIAOHAO_UPLOAD_LIMIT_MB": ("whole number above zero", "`50`", "The largest file that is taken in, in MB."),
    "XIAOHAO_EVIDENCE_KINDS": ("names, separated by commas", "all of them", "What is taken as evidence: `picture`, `pdf`, `office`, `text`, `archive`, `recording`. Told by content, never by name."),
    "XIAOHAO_PICTURE_MEGAPIXELS": ("whole number above zero", "`100`", "The largest picture that is taken in or drawn, in millions of pixels."),
    "XIAOHAO_PREVIEW_SECONDS": ("whole number above zero", "`20`", "How long the drawing of one preview may take before it is stopped."),
    "XIAOHAO_PREVIEW_MEMORY_MB": ("whole number above zero", "`1024`", "How much memory the process that draws previews may use, in MB."),
    "XIAOHAO_CLAMD": ("`unix:/path` or `tcp:host:port`", "nothing", "A ClamAV daemon that looks at every file before it is kept; where it does not answer, nothing is taken in."),
    "XIAOHAO_S3": ("URL", "a folder `evidence` in the data folder", "`https://key:secret@host/bucket?region=…`: evidence is kept in a bucket that speaks S3. Needs `xiaohao[s3]`."),
    "XIAOHAO_READ_SECONDS": ("whole number above zero", "`100`", "How long the reading of one document may take before it is stopped."),
    "XIAOHAO_READ_MEMORY_MB": ("whole number above zero", "`1024`", "How much memory the process that reads a document may use, in MB."),
    "XIAOHAO_READ_PAGES": ("whole number above zero", "`2000`", "The most pages of a .pdf that are read."),
    "XIAOHAO_READ_ROWS": ("whole number above zero", "`200000`", "The most rows of a document's tables that are read."),
    "XIAOHAO_DEBUG": ("1 or 0", "`0`", "Django's own error pages. Never where others can reach the pages."),
}


def row(*cells: object) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    return row(*head) + row(*("---" for _ in head)) + "".join(row(*cells) for cells in rows) + "\n"


def code(text: object) -> str:
    """A name as code; nothing for nothing."""
    return f"`{text}`" if text else ""


def many(names: Sequence[object]) -> str:
    """Names as code, with commas."""
    return ", ".join(code(name) for name in names)


def first(doc: str | None) -> str:
    """The first line of a docstring."""
    return (doc or "").strip().split("\n")[0]


def moves_page() -> str:
    """The three tables of moves, the procedures, and why a move may be refused."""
    from xiaohao.lifecycle import ITEM, PUBLICATION, REFERRAL, diagram, procedures
    from xiaohao.wording import label, refusals
    from xiaohao.wording import procedures as unsound

    said = [
        "# Moves\n\n", GENERATED, "\nA move without hands in the table belongs to the hand that the item's procedure names. A choice stands behind its need. "
        "Where nobody is left whose own work it is not, a move at which own work is barred falls to the procedure's last hand, by a `letter`.\n\n",
    ]  # fmt: skip
    for title, known in (("Items", ITEM), ("Referred matters", REFERRAL), ("Notices of our own", PUBLICATION)):
        rows = [
            (code(m.name), label(m.name, of="move") if m.name != "assign" or known is ITEM else "交办",
             f"{many(in_order(m.sources)) or '—'} → {code(m.target) or 'as it was'}", many(in_order(m.hands)) or "procedure",
             ", ".join(f"`{n.key}`{asked(n)}" for n in m.needs),
             "yes" if m.bars_own_work else "", "yes" if m.is_doers_act else "")
            for m in known.moves.values()
        ]  # fmt: skip
        said += [f"## {title}\n\n", table(("move", "中文", "from → to", "hands", "needs", "own work barred", "counts as work"), rows)]
        said += ["The moves that change the stage:\n\n```mermaid\n", diagram(known.moves, with_loops=False), "```\n\n"]
    said += [
        "## Procedures\n\nWhat a claim passes before it may be struck off, per kind of inspection. These are the presets: an office edits a copy on the page of procedures, "
        "and what is in hand goes on under the version that it began with. A time rule without a source is a default that the office confirms.\n\n",
        table(("key", "中文", "English", "gates", "strikes off", "grounds", "when nobody else may"), [
            (f"[{r.key}](#{r.key})", r.name_zh, r.name_en, " → ".join(g.name_zh for g in r.gates), many(in_order(r.strikes_off)), many(r.grounds), code(r.fallback))
            for r in procedures()
        ]),
        *(section for r in procedures() for section in procedure_section(r)),
        "## Why a move is refused\n\n", sentences(refusals.SENTENCES),
        "## Why rules are no procedure\n\n", sentences(unsound.SENTENCES),
    ]  # fmt: skip
    return "".join(said)


def procedure_section(rules: Any) -> Iterator[str]:
    """One procedure: its way out as a diagram, its gates, its time rules, who decides on what is asked."""
    from xiaohao.wording import label

    yield f"### {rules.key}\n\n{rules.name_zh}, {rules.name_en}. "
    yield "A claim waits until its plan was approved. " if rules.approves_plan else "A plan needs no approval before a claim. "
    often = {None: "as often as granted", 1: "once at most in a cycle", 2: "twice at most in a cycle"}
    yield f"A deadline is moved {often.get(rules.extensions, f'{rules.extensions} times at most in a cycle')}.\n\n"
    yield "```mermaid\n" + way_out(rules) + "```\n\n"
    yield table(("", "gate", "中文", "English", "kind", "hand", "needs", "own work", "check-list"), [
        (place, code(gate.key), gate.name_zh, gate.name_en, code(gate.kind) + (", verifies" if gate.verifies else ""), code(gate.hand),
         ", ".join(f"`{need.key}`{asked(need)}" for need in gate.needs), "barred" if gate.bars_own_work else "of its units, by another person",
         "; ".join(f"{point.name_zh} ({point.name_en})" for point in gate.points))
        for place, gate in enumerate(rules.gates, 1)
    ])  # fmt: skip
    yield table(("time rule", "中文", "how long", "first day", "laid down in"), [
        (code(rule.key), label(rule.key, of="time"), f"{rule.count} {label(rule.unit, 'en')}", "counts" if rule.counts_first else "does not count",
         rule.source or "default, to be confirmed")
        for rule in rules.times
    ])  # fmt: skip
    yield table(("asked", "中文", "who decides"), [(code(kind), label(kind, of="request"), many(in_order(rules.decider(kind)))) for kind in rules.decides])


def way_out(rules: Any) -> str:
    """A procedure as a Mermaid state diagram: the gates between the claim and the strike-off, and the ways back."""
    from xiaohao.lifecycle import GateKind

    gates = [f"gate{place}" for place in range(1, len(rules.gates) + 1)]
    lines = ["stateDiagram-v2", "    [*] --> open: admit", f"    open --> {gates[0]}: claim_completion"]
    lines += [f'    state "{gate.name_en} ({gate.hand.value})" as {name}' for name, gate in zip(gates, rules.gates, strict=True)]
    for name, gate, following in zip(gates, rules.gates, [*gates[1:], "passed"], strict=True):
        if gate.kind is GateKind.NOTICE:
            lines += [f'    state "in_notice" as {name}_shown', f"    {name} --> {name}_shown: put_on_notice", f"    {name}_shown --> {name}_shown: object, answer"]
            lines += [f"    {name}_shown --> {following}: end_notice", f"    {name}_shown --> open: return_for_work"]
            continue
        if gate.kind is GateKind.UPWARD:
            lines.append(f"    {name} --> {name}: report_up")
        lines += [f"    {name} --> {following}: pass_gate", f"    {name} --> open: return_for_work"]
    lines += ["    passed --> open: return_for_work", "    passed --> struck_off: strike_off", "    struck_off --> open: reopen, void"]
    return "\n".join(lines) + "\n"


def asked(need: Any) -> str:
    """Whether a need may be left open, and when; and what may be chosen."""
    offered = f" ({' '.join(need.choices)})" if need.choices else ""
    if need.when:
        return f"{offered} (if `{need.when[0]}` is `{need.when[1]}`)"
    if need.unless:
        return f"{offered} (unless `{need.unless[0]}` is `{need.unless[1]}`)"
    return offered if need.required else f"{offered} (optional)"


def in_order(members: frozenset[Any]) -> list[Any]:
    """Members of one enum in its order."""
    kinds = {type(one) for one in members}
    return [one for kind in kinds for one in kind if one in members]


def sentences(known: Mapping[str, tuple[str, str]], only: frozenset[str] | None = None) -> str:
    """Codes with their sentences; {names} stand for facts."""
    return table(("code", "中文", "English"), [(code(c), zh, en) for c, (zh, en) in sorted(known.items()) if only is None or c in only])


def doubts_page() -> str:
    """What the reader may doubt, and why a file cannot be read."""
    from xiaohao.wording import doubts

    told = "\n".join(path.read_text("utf-8") for path in [*SOURCE.glob("notice/**/*.py"), *SOURCE.glob("cli/*.py")])
    unreadable = frozenset(re.findall(r'Unreadable\(\s*"(\w+)"', told)) & set(doubts.SENTENCES)
    return "".join((
        "# Doubts\n\n", GENERATED, "\nA doubt keeps nothing out: it stands beside the text until a person accepts it or leaves it open.\n\n",
        sentences(doubts.SENTENCES, frozenset(doubts.SENTENCES) - unreadable), "## Files that cannot be read\n\nExit status 2.\n\n",
        sentences(doubts.SENTENCES, unreadable),
    ))  # fmt: skip


def checks_page() -> str:
    """What is said of stated figures."""
    from xiaohao.figures import Verdict
    from xiaohao.wording import checks, label

    return "".join((
        "# Checks of figures\n\n", GENERATED, "\nVerdicts: ", ", ".join(f"`{v.value}` {label(v.value, of='verdict')}" for v in Verdict),
        ". Every check names all places that it rests on. None is corrected.\n\n", sentences(checks.SENTENCES),
    ))  # fmt: skip


def cli_page() -> str:
    """The help of every command."""
    from xiaohao.cli import VERBS, main

    said = ["# Commands\n\n", GENERATED, "\n## For files: no database, no Django\n\n"]
    said.append(block("xiaohao --help", lambda: main(["--help"])))
    said += [block(f"xiaohao {verb} --help", lambda verb=verb: main([verb, "--help"])) for verb in VERBS]  # type: ignore[misc]
    said.append(
        "Exit status: 0; 1 when `check` finds a figure that differs; 2 when a file cannot be read, or the words of the command make no sense; 130 when "
        "Ctrl+C stopped it. With several files the highest counts: 2 when at least one could not be read, though all others were. How a folder is read, "
        "and what `--out` writes: [many files at once](../how-to/read-many-files.md).\n\n## For the ledger\n\n"
    )
    for name in sorted(entry.name for entry in entry_points(group="xiaohao.commands")):
        said.append(block(f"xiaohao {name} --help", lambda name=name: main([name, "--help"])) if name != "manage" else "")  # type: ignore[misc]
    own = [(name, room) for room in (*ROOMS, "web") for name in commands(room)]
    others = [(f"xiaohao manage {name}", first_help(room, name)) for name, room in sorted(own) if (room, name) not in SHORT]
    said.append("`xiaohao manage [--data DIR] COMMAND …` runs Django's own commands with our settings, and these:\n\n" + table(("command", "does"), others))
    return "".join(said)


SHORT = {("web", name) for name in ("serve", "demo", "figures", "inspections")}


def commands(room: str) -> list[str]:
    """The names of a room's commands."""
    folder = SOURCE / room / "management" / "commands"
    return sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__") if folder.is_dir() else []


def first_help(room: str, name: str) -> str:
    """The help line of a command."""
    from django.core.management import load_command_class

    return str(load_command_class(f"xiaohao.{room}", name).help)


def block(words: str, act: Callable[[], object]) -> str:
    """What a command prints, as a code block."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        act()
    return f"```text\n$ {words}\n{out.getvalue().rstrip()}\n```\n\n"


def addresses(patterns: Sequence[Any], above: str = "") -> Iterator[tuple[str, str, str]]:
    """(address, name, what the view says of itself)."""
    for one in patterns:
        here = above + str(one.pattern).removeprefix("^").removesuffix("$").replace("\\.", ".")
        if hasattr(one, "url_patterns"):
            if here != "api/":
                yield from addresses(one.url_patterns, here)
        else:
            doc = first(one.callback.__doc__) if not hasattr(one.callback, "view_class") else first(one.callback.view_class.__doc__)
            yield "/" + re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", here), one.name or "", doc


def urls_page() -> str:
    """Addresses of pages, and of the interface for programs."""
    from xiaohao.api.urls import api
    from xiaohao.web.urls import urlpatterns

    pages = [(code(path), code(name), doc) for path, name, doc in addresses(urlpatterns)]
    routes = [
        (verb.upper(), code(path), told.get("summary", ""), first(told.get("description")))
        for path, verbs in api.get_openapi_schema(path_prefix="/api/")["paths"].items()
        for verb, told in verbs.items()
    ]
    return "".join((
        "# Addresses\n\n", GENERATED, "\n## Pages\n\n", table(("address", "name", "shows"), pages),
        "## For programs\n\nDescribed for machines at `/api/openapi.json`. How to ask: [tokens and the interface](../how-to/tokens-and-api.md).\n\n",
        table(("", "address", "", "answers"), routes),
    ))  # fmt: skip


def tables_page() -> str:
    """Every table with its columns, and which of them may name or locate a person."""
    from django.apps import apps
    from django.db import models

    said = ["# Tables\n\n", GENERATED, "\n*Personal*: the column may name or locate a person; a test demands the declaration of every column.\n\n"]
    for room in ROOMS:
        said.append(f"## {room}\n\n")
        for model in apps.get_app_config(room).get_models():
            said.append(f"### {model.__name__}\n\n{first(model.__doc__)} Table `{model._meta.db_table}`.\n\n")
            rows = []
            for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
                to = f" → {field.related_model.__name__}" if isinstance(field.related_model, type) and issubclass(field.related_model, models.Model) else ""
                words = ", ".join(str(value) for value, _ in field.choices) if field.choices else ""
                null = "" if field.many_to_many or not field.null else "may be empty"
                personal = "personal" if field.name in getattr(model, "PERSONAL_DATA", ()) else ""
                rows.append((code(field.name), field.get_internal_type().removesuffix("Field") + to, null, personal, words))
            said.append(table(("column", "kind", "", "", "one of"), rows))
    return "".join(said)


def settings_page() -> str:
    """The variables, all of them."""
    tree = ast.parse((SOURCE / "web" / "settings.py").read_text("utf-8"))
    read = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str) and node.args[0].value.startswith("XIAOHAO_")
        and re.fullmatch(r"XIAOHAO_[A-Z0-9_]+", node.args[0].value)
    }  # fmt: skip
    if read != set(SETTINGS):
        raise SystemExit(f"scripts/reference.py: settings read and settings told differ: {sorted(read ^ set(SETTINGS))}")
    return "".join((
        "# Settings\n\n", GENERATED, "\nVariables of the environment. None is needed to begin; a value that makes no sense stops the start with one sentence.\n\n",
        table(("variable", "value", "default", "means"), [(code(name), *told) for name, told in SETTINGS.items()]),
    ))  # fmt: skip


PAGES: Mapping[str, Callable[[], str]] = {
    "moves.md": moves_page, "doubts.md": doubts_page, "checks.md": checks_page, "cli.md": cli_page, "urls.md": urls_page,
    "tables.md": tables_page, "settings.md": settings_page,
}  # fmt: skip


def main(words: Sequence[str]) -> int:
    """Write the pages, or say which are not fresh."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XIAOHAO_", "DJANGO_"))}
        os.environ.clear()
        os.environ.update(kept, XIAOHAO_DATA=folder, DJANGO_SETTINGS_MODULE="xiaohao.web.settings", COLUMNS="100", LC_ALL="C.UTF-8")
        import django

        django.setup()
        written = {name: re.sub(r"[ \t]+\n", "\n", page()).rstrip() + "\n" for name, page in PAGES.items()}
    stale = [name for name, text in written.items() if not (TARGET / name).exists() or (TARGET / name).read_text("utf-8") != text]
    if "--check" in words:
        if stale:
            print(f"not fresh, run `make docs`: {', '.join(stale)}")
        return 1 if stale else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (TARGET / name).write_text(written[name], encoding="utf-8")
        print(f"docs/reference/{name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
