"""读取进程: `python -m xiaohao.cli.worker`: one task a line on standard input, one answer each on standard output. Run by `crew` only."""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict
from importlib import import_module
from types import FrameType

from xiaohao.cli.verbs import UNREADABLE, Answer, Task, answer
from xiaohao.wording import say

MEBIBYTE = 1024 * 1024
MEMORY = 2048 * MEBIBYTE  # address space; office files are drawn in processes of their own, with limits of their own


def confine() -> None:
    """A limit of memory on this process, where the system knows one."""
    try:
        resource = import_module("resource")
    except ModuleNotFoundError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))


def leave(number: int, frame: FrameType | None) -> None:
    """Asked to stop: what is running unwinds, so that a process that it began ends with it."""
    raise SystemExit(0)


def safely(task: Task) -> Answer:
    """The answer; too little memory is a sentence too."""
    try:
        return answer(task)
    except MemoryError:
        return Answer(problem=say("too_much_memory", task.lang, limit_mb=MEMORY // MEBIBYTE), status=UNREADABLE)


def main() -> int:
    """Answer until there are no more tasks."""
    signal.signal(signal.SIGTERM, leave)
    confine()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no part of an answer
    for line in sys.stdin.buffer:
        told = asdict(safely(Task(**json.loads(line))))
        body = told.pop("output").encode("utf-8", "surrogatepass")
        out.write(json.dumps({**told, "size": len(body)}).encode() + b"\n" + body)
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
