"""How long reading and checking take: `python scripts/bench_reading.py [FILE]`; a table of milliseconds, and of microseconds a character as texts grow.

FILE is a notice to time; without it an invented one of the usual size is. The targets are 40 ms for a notice, 0.3 s for the start of a
command, and a time a character that does not grow with the text.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from xiaohao.figures import reconcile
from xiaohao.notice import decode, read

USUAL = 15_000  # characters of a notice as they are published
SIZES = (10_000, 100_000, 1_000_000)
HEAD = "示例区关于区委巡察整改进展情况的通报\n\n发布时间：2024-09-20\n\n　　截至8月31日，反馈问题42个，已完成整改41个，未完成整改1个。\n\n　　二、反馈问题整改情况\n"
SHAPES: dict[str, Callable[[int], str]] = {
    "items, numbered on": lambda n: f"　　（{n % 999 + 1}）第{n}类问题整改不够到位，拖欠{n}户12万元。\n　　整改情况：一是制定《管理办法{n}》，排查55处、整改55处。二是2024年3月完成{n}个项目，其中东区{n // 2}个。\n",
    "aspects with items": lambda n: f"　　（{'一二三四五六七八九'[n % 9]}）反馈问题：第{n}类\n　　1.不够到位。\n　　整改情况：2024年3月建成12处“站点”。\n　　责任单位：甲局、乙局\n　　整改时限：2024年12月底前\n",
    "shared answers": lambda n: f"　　（{n % 999 + 1}）第{n}类问题。\n" + ("　　整改情况：已改3处。\n" if n % 400 == 0 else ""),
    "lists in answers": lambda n: (f"　　（{n // 50 % 999 + 1}）问题{n}。\n　　整改情况：\n" if n % 50 == 0 else "") + f"　　{n % 50 + 1}.做成12件，占5%。\n",
    "prose without items": lambda n: f"　　第{n}次会议研究了《办法{n}》，2024年3月1日完成12项、20户、5万元（“示例”）。\n",
    "one long paragraph": lambda n: f"完成12项，办结{n}件，新建《办法{n}》3处，占5.5%；",
}  # fmt: skip


def grown(shape: Callable[[int], str], size: int) -> bytes:
    """A text of this shape with about `size` characters."""
    pieces, length, n = [HEAD], len(HEAD), 0
    while length < size:
        n += 1
        pieces.append(shape(n))
        length += len(pieces[-1])
    return "".join(pieces).encode()


def seconds(act: Callable[[], object], times: int) -> float:
    """The shortest of several runs: what the work takes when nothing else runs."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    return min(taken)


def both(raw: bytes) -> tuple[float, float, int]:
    """(seconds to read, seconds to check, characters)."""
    times = 7 if len(raw) < 200_000 else 2
    notice = read(decode(raw))
    return seconds(lambda: read(decode(raw)), times), seconds(lambda: reconcile(notice), times), len(notice.source.text)


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(argv: list[str]) -> int:
    """Print the table."""
    whole = Path(argv[0]).read_bytes() if argv else grown(SHAPES["items, numbered on"], USUAL)
    reading, checking, characters = both(whole)
    say(f"{'one notice':24}{characters:>10} characters  read {reading * 1000:7.1f} ms  check {checking * 1000:7.1f} ms  both {(reading + checking) * 1000:7.1f} ms")
    for name, shape in SHAPES.items():
        for size in SIZES:
            reading, checking, characters = both(grown(shape, size))
            say(
                f"{name:24}{characters:>10} characters  read {reading / characters * 1e6:7.2f} µs  check {checking / characters * 1e6:7.2f} µs  "
                f"both {(reading + checking) / characters * 1e6:7.2f} µs a character"
            )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "notice.txt"
        file.write_bytes(whole)
        command = [sys.executable, "-m", "xiaohao", "read", str(file)]
        start = seconds(lambda: subprocess.run(command, check=True, capture_output=True), 5)
    say(f"{'xiaohao read, whole run':24}{start:10.3f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
