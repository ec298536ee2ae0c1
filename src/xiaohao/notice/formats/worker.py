"""读取进程: the child that draws a document, seen from both sides.

Between the two go JSON and the bytes of pictures, nothing that runs: what the child says is data even if a document has taken it over.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.limits import Limits
from xiaohao.notice.tree import Doubt, Merged, Picture, Table
from xiaohao.notice.unreadable import Unreadable

Json = dict[str, Any]
KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "SYSTEMROOT")
ALONE = Path(__file__).with_name("alone.py")
WORD = 8  # bytes of a length
CUT_OFF = frozenset({signal.SIGXCPU, signal.SIGALRM})


def drawn(kind: str, raw: bytes, name: str, limits: Limits) -> tuple[Drawn, str]:
    """What a document of this kind holds, and its media type. Raises Unreadable: whatever the child says, too_slow, too_much_memory, reader_died."""
    with tempfile.TemporaryDirectory(prefix="xiaohao-", ignore_cleanup_errors=True) as folder:  # what was killed may be writing there still
        environment = {key: value for key, value in os.environ.items() if key in KEPT} | {"HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
        child = subprocess.Popen(
            [sys.executable, str(ALONE), kind, name, json.dumps(asdict(limits))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder, env=environment, start_new_session=True,
        )  # fmt: skip
        try:
            told, _ = child.communicate(raw, timeout=limits.seconds + 5)
        except subprocess.TimeoutExpired:
            raise Unreadable("too_slow", seconds=limits.seconds) from None
        finally:
            end(child)
    if child.returncode:
        raise Unreadable("too_slow", seconds=limits.seconds) if -child.returncode in CUT_OFF else Unreadable("reader_died")
    return understood(told)


def end(child: subprocess.Popen[bytes]) -> None:
    """Nothing that the child began outlives it."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def understood(told: bytes) -> tuple[Drawn, str]:
    """What the child wrote. Raises Unreadable as it says, or reader_died where it is no answer."""
    try:
        length = int.from_bytes(told[:WORD], "big")
        whole: Json = json.loads(told[WORD : WORD + length])
        if "unreadable" in whole:
            raise Unreadable(str(whole["unreadable"]), **whole["facts"])
        return taken(whole, told[WORD + length :])
    except (ValueError, KeyError, TypeError):
        raise Unreadable("reader_died") from None


def taken(whole: Json, contents: bytes) -> tuple[Drawn, str]:
    """The drawn document; every place lies within its text."""
    text = str(whole["text"])
    made = Drawn([text], len(text), encoding=str(whole["encoding"]))
    for start, end_, name, merged in whole["tables"]:
        made.tables.append(Table(*within(start, end_, text), str(name), tuple(Merged(*map(int, one)) for one in merged)))
    at = 0
    for start, end_, name, media_type, size in whole["pictures"]:
        made.pictures.append(Picture(*within(start, end_, text), str(name), str(media_type), contents[at : at + int(size)]))
        at += int(size)
    for start, end_, code, facts in whole["doubts"]:
        made.doubts.append(Doubt(*within(start, end_, text), str(code), {str(key): str(value) for key, value in facts.items()}))
    return made, str(whole["media_type"])


def within(start: object, end_: object, text: str) -> tuple[int, int]:
    """A place of the text. Raises ValueError for any other."""
    if not isinstance(start, int) or not isinstance(end_, int) or not 0 <= start <= end_ <= len(text):
        raise ValueError
    return start, end_


def tell(out: IO[bytes], made: Drawn, media_type: str) -> None:
    """The child's answer: what it drew."""
    whole = {
        "media_type": media_type, "encoding": made.encoding, "text": made.text,
        "tables": [[one.start, one.end, one.name, [[m.row, m.column, m.rows, m.columns] for m in one.merged]] for one in made.tables],
        "pictures": [[one.start, one.end, one.name, one.media_type, len(one.content)] for one in made.pictures],
        "doubts": [[one.start, one.end, one.code, dict(one.facts)] for one in made.doubts],
    }  # fmt: skip
    put(out, whole)
    for one in made.pictures:
        out.write(one.content)


def refuse(out: IO[bytes], problem: Unreadable) -> None:
    """The child's answer: why not."""
    put(out, {"unreadable": problem.code, "facts": problem.facts})


def put(out: IO[bytes], whole: Json) -> None:
    """A length and a piece of JSON."""
    body = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    out.write(len(body).to_bytes(WORD, "big"))
    out.write(body)
