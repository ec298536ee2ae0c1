"""How long reading and checking take: `python scripts/bench_reading.py [FILE]`: one notice, shapes of text as they grow, commands, and many files at once.

FILE is a notice to time; without it the shared document beside the checkout is, where there is one, and an invented one of the usual size. The targets: 40 ms for
a notice; 1 MB of UTF-8 a second and core for reading and checking together, up to 5 MB; less than 0.4 s for a whole command on a small file. Reading and
checking are timed by the processor; of commands the wall is told too, which depends on what else runs.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from xiaohao.figures import reconcile
from xiaohao.notice import decode, read

USUAL = 15_000  # characters of a notice as they are published
SIZES = (10_000, 100_000, 400_000, 2_000_000)  # characters; the last are 1 MB and 5 MB of UTF-8
FILES = 200  # that are read at once
ROOT = Path(__file__).resolve().parents[1]
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


def seconds(act: Callable[[], object], times: int, clock: Callable[[], float] = time.process_time) -> float:
    """The shortest of several runs by a clock: of the processor, as if nothing else ran, or of the wall."""
    taken = []
    for _ in range(times):
        started = clock()
        act()
        taken.append(clock() - started)
    return min(taken)


def both(raw: bytes, name: str = "") -> tuple[float, float, int]:
    """(seconds to read, seconds to check, characters)."""
    times = 7 if len(raw) < 200_000 else 2 if len(raw) < 2_000_000 else 1
    notice = read(decode(raw, name))
    return seconds(lambda: read(decode(raw, name)), times), seconds(lambda: reconcile(notice), times), len(notice.source.text)


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def told(name: str, raw: bytes) -> float:
    """Say how long one text takes; MB a second of both together."""
    reading, checking, characters = both(raw)
    rate = len(raw) / 1e6 / (reading + checking)
    say(
        f"{name:24}{characters:>10} characters  read {reading * 1000:8.1f} ms  check {checking * 1000:8.1f} ms  "
        f"both {(reading + checking) / characters * 1e6:5.2f} µs a character  {rate:5.2f} MB/s"
    )
    return rate


def shared() -> list[Path]:
    """Real documents beside this checkout."""
    folders = (ROOT.parent / "shared" / "seed", ROOT.parents[1] / "shared" / "seed")
    return sorted(file for folder in folders if folder.is_dir() for file in folder.glob("*.txt"))


def word_file(text: str) -> bytes:
    """A small .docx of these paragraphs."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.splitlines())
    with tempfile.TemporaryFile() as made:
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>')
        made.seek(0)
        return made.read()


def command(name: str, *words: str) -> float:
    """Say how long a whole command takes, and its processor; the wall time."""
    def used() -> float:
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        return spent.ru_utime + spent.ru_stime

    times, before = 5, used()
    wall = seconds(lambda: subprocess.run([sys.executable, "-m", "xiaohao", *words], check=True, capture_output=True), times, time.perf_counter)
    say(f"{name:34}{wall:8.3f} s  {(used() - before) / times:8.3f} s of the processor")
    return wall


PEAK = "import json, resource, sys; from xiaohao.cli import main; status = main(sys.argv[1:]); print(json.dumps([status, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024]))"


def many(folder: Path, raw: bytes) -> None:
    """Say how fast a folder is read by one process and by two, what the command holds at most, and what a second run costs."""
    for number in range(FILES):
        (folder / f"{number}.txt").write_bytes(f"第{number}份\n".encode() + raw)
    for jobs in (1, min(2, os.cpu_count() or 1)):
        for run in ("first", "again"):
            started = time.perf_counter()
            done = subprocess.run([sys.executable, "-c", PEAK, "read", str(folder), "--jobs", str(jobs), "--out", f"{folder}-{jobs}.xlsx"], check=True, capture_output=True)
            taken = time.perf_counter() - started
            _, own, largest = json.loads(done.stdout)
            say(f"{FILES} files, {jobs} at once, {run:6}{taken:8.2f} s  {FILES / taken:7.0f} files/s  {own} MB at most, {largest} MB the largest reader")


def main(argv: list[str]) -> int:
    """Print the table."""
    usual = grown(SHAPES["items, numbered on"], USUAL)
    with tempfile.TemporaryDirectory() as folder:  # first, while this process is small: what a child holds at most is counted from what its parent held
        text, word = Path(folder) / "notice.txt", Path(folder) / "notice.docx"
        text.write_bytes(usual)
        word.write_bytes(word_file(usual.decode()))
        command("xiaohao read notice.txt", "read", str(text))
        command("xiaohao read notice.docx", "read", str(word))
        (Path(folder) / "many").mkdir()
        many(Path(folder) / "many", usual)
    for file in [Path(one) for one in argv] or shared():
        told(f"{file.name[:20]}", file.read_bytes())
    told("one notice, invented", usual)
    slowest = min(told(name, grown(shape, size)) for name, shape in SHAPES.items() for size in SIZES)
    say(f"{'slowest of all shapes':24}{slowest:10.2f} MB of UTF-8 a second and core")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
