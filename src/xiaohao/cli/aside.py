"""旁白: what is said on standard error: sentences, and how far a long reading has come: a bar on a terminal, a plain line every so often elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TextIO

WIDTH = 24
OFTEN, SELDOM = 0.1, 10.0  # seconds between two drawings on a terminal, and between two plain lines
WORDS = {"zh": "{done}/{whole}，读不了 {failed}，已用 {spent}，约余 {left}", "en": "{done}/{whole}, failed {failed}, {spent} gone, about {left} left"}


def complain(sentence: str) -> None:
    """One line on standard error; a line break in the name of a file does not make two of it."""
    sys.stderr.write(" ".join(sentence.splitlines()) + "\n")


class Bar:
    """进度条: counts files until there are no more."""

    def __init__(self, whole: int, stream: TextIO, lang: str) -> None:
        self.whole, self.stream, self.lang = whole, stream, lang
        self.done = self.failed = 0
        self.is_terminal = stream.isatty()
        self.began = self.told = time.monotonic()

    def step(self, *, failed: bool) -> None:
        """One file more."""
        self.done += 1
        self.failed += failed
        now = time.monotonic()
        if now - self.told >= (OFTEN if self.is_terminal else SELDOM):
            self.told = now
            self.draw(now - self.began)

    def draw(self, spent: float) -> None:
        """Show how far it has come."""
        words = WORDS[self.lang].format(
            done=self.done, whole=self.whole, failed=self.failed, spent=clock(spent), left=clock(spent / self.done * (self.whole - self.done)),
        )  # fmt: skip
        full = WIDTH * self.done // self.whole
        self.stream.write(f"\r[{'#' * full}{'-' * (WIDTH - full)}] {words}\x1b[K" if self.is_terminal else f"{words}\n")
        self.stream.flush()

    def close(self) -> None:
        """Leave the line to what comes after."""
        if self.is_terminal:
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def clock(seconds: float) -> str:
    """Minutes and seconds, hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
