"""批量读取: many files into one --out. What can be read is read, what cannot is named with its reason, and a run that was stopped goes on where it stood."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from xiaohao.cli.aside import Bar, complain
from xiaohao.cli.crew import answers
from xiaohao.cli.folders import HIDDEN, LINK, OTHER, TEMPORARY, Found, gather
from xiaohao.cli.sheets import write_csv, write_xlsx
from xiaohao.cli.store import CSV, JSONL, NEW, XLSX, Store, Unusable, beside, check_place, own_files
from xiaohao.cli.verbs import RECORD, UNREADABLE, Task
from xiaohao.wording import say

STOPPED = 130  # as a shell says that Ctrl+C ended a command


@dataclass(slots=True)
class Tally:
    """小计: what became of the files of this run."""

    read: int = 0
    same: int = 0
    items: int = 0
    differs: int = 0
    failed: dict[str, str] = field(default_factory=dict)  # path: why


def read_many(words: Sequence[str], out: Path, *, hands: int, lang: str, fresh: bool) -> int:
    """Read files and folders into `out`; returns the exit status: 0 when everything was read, 2 when a file was not, 130 when it was stopped."""
    try:
        check_place(out)
        if out.suffix.lower() == XLSX and find_spec("xlsxwriter") is None:
            raise Unusable("out_needs_files")
        found = gather(words, own_files(out))
        if not found.files and not found.closed:
            raise Unusable("nothing_found", where=", ".join(words))
        store = Store(out, fresh=fresh)
    except Unusable as problem:
        complain(say(problem, lang))
        return UNREADABLE
    told = Tally(failed={folder: say("folder_closed", lang) for folder in found.closed})
    with closing(store):
        try:
            read_into(store, found, told, hands, lang)
            store.settle()
            if store.known:
                written(store, told, lang)
        except KeyboardInterrupt:
            complain(say("many_stopped", lang, read=told.read, partial=store.partial))
            return STOPPED
        except OSError:
            complain(say("out_not_writable", lang, out=out))
            return UNREADABLE
    summary(store, found, told, lang)
    return UNREADABLE if told.failed else 0


def read_into(store: Store, found: Found, told: Tally, hands: int, lang: str) -> None:
    """Read what is new or changed, each into the store as soon as it is there. Raises OSError, KeyboardInterrupt."""
    known = {path: kept.sha256 for path, kept in store.known.items()}
    tasks = (Task(path, "read", RECORD, lang, many=True, known=known.get(path, "")) for path in found.files)
    with closing(Bar(len(found.files), sys.stderr, lang)) as bar, closing(answers(tasks, min(hands, len(found.files) or 1), in_order=False)) as replies:
        for task, answer in replies:
            if answer.problem:
                told.failed[task.path] = answer.problem
                store.drop(task.path)
            elif answer.is_same:
                told.same += 1
            else:
                store.add(task.path, answer.output)
                told.read += 1
                told.items += answer.items
                told.differs += answer.differs
            bar.step(failed=bool(answer.problem))


def written(store: Store, told: Tally, lang: str) -> None:
    """Write the table anew from all records, and put it in place in one step. Raises OSError."""
    if store.kind == JSONL:
        return
    new = beside(store.out, NEW)
    if store.kind == CSV:
        write_csv(new, store.objects(), lang)
    else:
        write_xlsx(new, store.objects(), told.failed, lang)
    new.replace(store.out)


def summary(store: Store, found: Found, told: Tally, lang: str) -> None:
    """How many were read, where they stand, what was left out, and what failed, by reason."""
    complain(say("many_read", lang, read=told.read, same=told.same, failed=len(told.failed), items=told.items, differs=told.differs))
    if not store.known:
        complain(say("many_nothing", lang))
    else:
        kept = say("many_kept", lang, kept=store.settled) if store.kind != JSONL else ""
        complain(f"{say('many_written', lang, out=store.out)}{kept if lang == 'zh' else f' {kept}'}".rstrip())
    left_out(found, lang)
    by_reason(told.failed)


def left_out(found: Found, lang: str) -> None:
    """What was not opened in the folders."""
    if gone := found.left_out:
        complain(say("many_left_out", lang, hidden=gone[HIDDEN], temporary=gone[TEMPORARY], link=gone[LINK], other=gone[OTHER]))


def by_reason(failed: Mapping[str, str]) -> None:
    """Every file that was not read, under its reason; the most frequent reason first."""
    for reason, count in Counter(failed.values()).most_common():
        complain(f"{reason} ({count})")
        for path in sorted(path for path, why in failed.items() if why == reason):
            complain(f"    {path}")
