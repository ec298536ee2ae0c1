"""建演示: the invented district's inspections, walked through the doors by the hands that may. Days are fixed in 2026; deadlines of the newest check follow the day of building."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.db import transaction

from xiaohao.web.demo import folder, main_course, side_courses
from xiaohao.web.demo.cast import assemble, change
from xiaohao.web.demo.scene import Scene, at

TOLD_TO = date(2026, 11, 20)  # the story is told up to here, even where a clock is behind
HEAD = ("账号", "密码", "姓名", "身份")


def build(place: Path, today: date) -> str:
    """Fill an empty database and return the accounts as lines; they are also kept in accounts.txt, readable by their owner alone."""
    with transaction.atomic():
        cast, accounts = assemble()
        told_to = max(today, TOLD_TO)
        tell(Scene(cast, told_to))
        change(cast, told_to, at(told_to))
    text = aligned([HEAD, *accounts])
    file = place / folder.ACCOUNTS
    file.touch(mode=0o600)
    file.write_text(text + "\n", encoding="utf-8")
    return text


def tell(scene: Scene) -> None:
    """All inspections, the oldest first."""
    before = side_courses.round_before(scene)
    main = scene.opened(
        "plan.txt", "xunshi-2026", "省委第七巡视组巡视示例区", "disciplinary", "xsz", date(2026, 3, 2), date(2026, 2, 27), follows=before
    )  # fmt: skip
    side_courses.matters(scene, main)
    side_courses.looks(scene, main)
    main_course.play(scene, main)
    side_courses.audit(scene)
    side_courses.environment(scene)
    side_courses.safety(scene)
    side_courses.games(scene)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns; a Chinese character is as wide as two letters."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell + " " * (most - width(cell)) for cell, most in zip(row, widths, strict=True)).rstrip() for row in rows)


def width(text: str) -> int:
    """How many columns a terminal gives to the text."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
