"""核对用例: short documents from `*.md`, each with what must be named of it; and how well what is named fits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xiaohao.figures import Check, reconcile
from xiaohao.notice import Source, read

HERE = Path(__file__).parent / "figures"
ANY = "-"


@dataclass(frozen=True, slots=True)
class Named:
    """What must be named: verdict, kind, and the two numbers; `-` is anything."""

    verdict: str
    kind: str
    stated: str
    computed: str

    def fits(self, check: Check) -> bool:
        """Whether a check names this."""
        pairs = ((self.stated, check.stated), (self.computed, check.computed))
        return (self.verdict, self.kind) == (check.verdict, check.kind) and all(wanted in (ANY, got) for wanted, got in pairs)


@dataclass(frozen=True, slots=True)
class Trap:
    """A case: title, text, and what must be named."""

    title: str
    text: str
    named: tuple[Named, ...]

    def checks(self) -> tuple[Check, ...]:
        """What our own reader and rules make of it; days in order are told of nearly every text and left out."""
        return tuple(check for check in reconcile(read(Source("case.txt", self.text))) if check.code != "days_in_order")

    def outcome(self) -> Counter[str]:
        """How often each verdict was found, missed, or given too much."""
        left = list(self.checks())
        told: Counter[str] = Counter()
        for wanted in self.named:
            hit = next((check for check in left if wanted.fits(check)), None)
            told[f"{wanted.verdict} {'found' if hit else 'missed'}"] += 1
            if hit:
                left.remove(hit)
        told.update(f"{check.verdict} extra" for check in left)
        return told


def traps(name: str) -> Iterator[Trap]:
    """The cases of a file."""
    for part in (HERE / name).read_text("utf-8").split("\n## ")[1:]:
        title, _, body = part.partition("\n")
        lines = body.split("\n")
        text = "\n".join(line[4:] for line in lines if line.startswith("    "))
        rows = [re.split(r" +", line[2:].strip()) for line in lines if line.startswith("- ")]
        yield Trap(title.strip(), text + "\n", tuple(Named(*row) for row in rows))
