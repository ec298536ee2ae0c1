"""`python -m xiaohao.notice.formats KIND NAME LIMITS`: a document on standard input, what it holds on standard output. Run by `worker.drawn` only."""

from __future__ import annotations

import json
import sys
from importlib import import_module

from xiaohao.notice.formats.worker import refuse, tell
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable


def confine(limits: Limits) -> None:
    """Limits of the system on this process: memory, time of the processor, size of files, no core dump. Where a system knows none, the parent's clock remains."""
    try:
        resource = import_module("resource")
    except ModuleNotFoundError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory * 4))  # the hard limit leaves room for an office program that is called
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.unpacked, limits.unpacked))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(kind: str, name: str, told: str) -> int:
    """Draw one document."""
    limits = Limits(**json.loads(told))
    confine(limits)
    out, ran_out = sys.stdout.buffer, False
    try:
        made, media_type = import_module(f"xiaohao.notice.formats.{kind}").draw(sys.stdin.buffer.read(), name, limits)
        if not made.text.strip():
            raise Unreadable("empty")
        tell(out, made, media_type)
    except Unreadable as problem:
        refuse(out, problem)
    except MemoryError:
        ran_out = True  # said below: here the frames that filled the memory are still held, and nothing more fits
    except ModuleNotFoundError as problem:
        refuse(out, Unreadable("needs_files", missing=problem.name or kind))
    if ran_out:
        refuse(out, Unreadable("too_much_memory", limit_mb=limits.memory // 1024 // 1024))
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
