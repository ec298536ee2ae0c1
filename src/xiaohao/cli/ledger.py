"""台账命令: serve, demo, figures, inspections, bundle, verify, manage: found by entry point, and loaded only when they are called."""

from __future__ import annotations

from collections.abc import Sequence

from xiaohao.cli.aside import complain

OTHERS = ("serve", "demo", "figures", "inspections", "bundle", "verify", "manage")


def other(name: str, argv: Sequence[str]) -> int:
    """A command of the ledger; one sentence when the web rooms are not installed."""
    from importlib.metadata import entry_points  # noqa: PLC0415 (loading by entry point is the one import that may wait)

    found = next(iter(entry_points(group="xiaohao.commands", name=name)), None)
    missing = "这个命令需要签名部分，请安装：pip install 'xiaohao[seal]' / this command needs signatures: install xiaohao[seal]" if name == "verify" else "这个命令需要台账部分，请安装：pip install 'xiaohao[web]' / this command needs the ledger: install xiaohao[web]"
    if found is None:
        complain(missing)
        return 2
    try:
        command = found.load()
    except ModuleNotFoundError as problem:
        if problem.name and problem.name.startswith("xiaohao"):
            raise
        complain(missing)
        return 2
    return int(command(argv))


def version() -> str:
    """The version that is installed."""
    from importlib.metadata import version  # noqa: PLC0415 (only here; it is slow to load)

    return version("xiaohao")
