"""几个进程一起读: processes that each read one file after another. One that dies, or takes too long over a file, costs that file a sentence and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from queue import SimpleQueue

from xiaohao.cli.verbs import UNREADABLE, Answer, Task
from xiaohao.notice import Limits
from xiaohao.wording import say

PROGRAM = (sys.executable, "-P", "-m", "xiaohao.cli.worker")
SECONDS = Limits().seconds + 60  # office files are stopped earlier, by limits of their own
GRACE = 2.0  # seconds between asking a process to end and ending it
AHEAD = 4  # answers for each process that wait to be taken, at most
Done = tuple[int, Task, Answer] | None  # None: one process has no more to do


class Hand:
    """One process and its pipes; it is begun when there is a file for it, and anew after it died."""

    def __init__(self, program: Sequence[str], seconds: float) -> None:
        self.program, self.seconds = program, seconds
        self.process: subprocess.Popen[bytes] | None = None
        self.is_late = False

    def ask(self, task: Task) -> Answer:
        """The answer of the process; too_slow or reader_died where there is none."""
        clock = threading.Timer(self.seconds, self.give_up)
        clock.daemon = True
        self.is_late = False
        try:
            process = self.begin()
            clock.start()
            return exchange(process, task)
        except (OSError, ValueError):
            self.close()
            return Answer(problem=self.excuse(task.lang), status=UNREADABLE)
        finally:
            clock.cancel()

    def begin(self) -> subprocess.Popen[bytes]:
        """The process, begun if need be."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(self.program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
        return self.process

    def give_up(self) -> None:
        """The file takes too long."""
        self.is_late = True
        self.end()

    def excuse(self, lang: str) -> str:
        """Why there is no answer."""
        return say("too_slow", lang, seconds=round(self.seconds)) if self.is_late else say("reader_died", lang)

    def end(self) -> None:
        """End the process: first by asking, so that what it began ends with it."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def close(self) -> None:
        """End the process and its pipes; only for the one who reads from them."""
        self.end()
        if self.process is not None and self.process.stdin and self.process.stdout:
            self.process.stdout.close()
            with suppress(OSError):  # what was not written yet is lost with the process
                self.process.stdin.close()
        self.process = None


def exchange(process: subprocess.Popen[bytes], task: Task) -> Answer:
    """Put one task, take its answer. Raises OSError or ValueError where the process breaks off."""
    if process.stdin is None or process.stdout is None:
        raise OSError
    process.stdin.write(json.dumps(asdict(task)).encode() + b"\n")
    process.stdin.flush()
    told = json.loads(process.stdout.readline())
    size = told.pop("size")
    body = process.stdout.read(size)
    if len(body) < size:
        raise OSError
    return Answer(output=body.decode("utf-8", "surrogatepass"), **told)


def answers(
    tasks: Iterable[Task], hands: int, *, in_order: bool, program: Sequence[str] = PROGRAM, seconds: float = SECONDS,
) -> Generator[tuple[Task, Answer]]:  # fmt: skip
    """Every task with its answer, as they come or in the order of the tasks. Closing the iterator ends the processes. A few answers are held, never all."""
    waiting, taking = enumerate(tasks), threading.Lock()
    done: SimpleQueue[Done] = SimpleQueue()
    room = threading.Semaphore(hands * AHEAD)
    stopped = threading.Event()
    crew = [Hand(program, seconds) for _ in range(hands)]

    def work(hand: Hand) -> None:
        try:
            while room.acquire() and not stopped.is_set():
                with taking:
                    number, task = next(waiting, (-1, None))
                if task is None:
                    break
                done.put((number, task, hand.ask(task)))
        finally:
            hand.close()
            done.put(None)

    threads = [threading.Thread(target=work, args=(hand,), daemon=True) for hand in crew]
    for thread in threads:
        thread.start()
    held: dict[int, tuple[Task, Answer]] = {}
    due = 0
    try:
        while hands:
            if (one := done.get()) is None:
                hands -= 1
                room.release()  # whoever waits for room sees that nothing is left
                continue
            held[one[0]] = one[1:]
            while held and (due in held or not in_order):
                yield held.pop(due if in_order else one[0])
                room.release()
                due += 1
    finally:
        stopped.set()
        for hand, thread in zip(crew, threads, strict=True):
            hand.end()
            room.release()
            thread.join(GRACE)
