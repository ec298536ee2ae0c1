"""命令行: `xiaohao read|check|tally|due FILE|FOLDER …`: verbs for files; no Django, no database.

Knows words of a command, folders, processes and what is written where. Never knows how a document is read, and keeps no ledger: its commands are found by
entry point. Doors: `main`, `VERBS`.
"""

from xiaohao.cli.command import main
from xiaohao.cli.verbs import VERBS

__all__ = ["VERBS", "main"]
