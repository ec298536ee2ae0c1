"""台账的命令: serve, demo, figures, inspections, bundle, manage. Each takes its words and returns its exit status.

They choose the data folder before settings are read; what they do stands in `management/commands`, which Django loads by name afterwards.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from django.core.management import ManagementUtility

from xiaohao.web import start
from xiaohao.web.demo import folder

# Commands of `manage` that do not ask the ledger, or make it.
WITHOUT_LEDGER = frozenset({"migrate", "first_account", "help", "check", "makemigrations", "showmigrations", "sqlmigrate", "diffsettings", "collectstatic"})


def serve(argv: Sequence[str]) -> int:
    """Migrate and serve the pages."""
    given = start.named(argv, "data", "host")
    return start.run("serve", argv, data=given.get("data"), host=given.get("host"), wants_ledger=False)


def demo(argv: Sequence[str]) -> int:
    """Build the invented district where it does not stand yet, and serve it."""
    given = start.named(argv, "data")
    place = folder.place(given.get("data"))
    if "-h" not in argv and "--help" not in argv and (problem := folder.taken(place)):
        return start.complain(problem)
    return start.run("demo", argv, data=str(place), wants_ledger=False)


def figures(argv: Sequence[str]) -> int:
    """The tally of one inspection, with the items behind each number."""
    return start.run("figures", argv, data=start.named(argv, "data").get("data"))


def inspections(argv: Sequence[str]) -> int:
    """The inspections, with their counts."""
    return start.run("inspections", argv, data=start.named(argv, "data").get("data"))


def bundle(argv: Sequence[str]) -> int:
    """A file that proves itself."""
    return start.run("bundle", argv, data=start.named(argv, "data").get("data"))


def manage(argv: Sequence[str]) -> int:
    """Django's own commands and ours with our settings: `xiaohao manage [--data DIR] COMMAND …`."""
    words, data = without_data(argv)
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write("xiaohao manage [--data DIR] COMMAND …\n")
    name = next((word for word in words if not word.startswith("-")), "help")
    if name not in WITHOUT_LEDGER and not {"-h", "--help"} & set(words) and (problem := start.no_ledger(data)):
        return start.complain(problem)
    return start.guarded(lambda: start.set_up(data)) or start.guarded(lambda: ManagementUtility(["xiaohao manage", *words]).execute())


def without_data(argv: Sequence[str]) -> tuple[list[str], str | None]:
    """The words without `--data DIR`, and DIR."""
    words, data = list(argv), None
    for at, word in enumerate(words):
        if word.startswith("--data="):
            return [*words[:at], *words[at + 1 :]], word.removeprefix("--data=")
        if word == "--data" and at + 1 < len(words):
            return [*words[:at], *words[at + 2 :]], words[at + 1]
    return words, data
