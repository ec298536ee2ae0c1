"""演示的目标: what two of the plan's measures promise in figures, and what was read of them: markets done one by one, and a count that falls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Read:
    """一次读数."""

    on: date
    words: str
    value: str
    part: str = ""
    done: str = ""


AIMS: Mapping[str, tuple[Mapping[str, object], ...]] = {
    "27": ({
        "wants": "document",
        "target": {"noun": "超职数配备干部", "unit": "名", "kind": "level", "direction": "down", "goal": "0", "base": "6"},
    },),
    "35-3": ({
        "due_on": "2026-12-31", "wants": "before_after",
        "target": {
            "noun": "市场消防改造", "unit": "个", "kind": "level", "direction": "up", "goal": "3", "base": "3", "split": "object",
            "parts": [
                {"name": "东市场", "goal": "1", "due_on": "2026-06-30"}, {"name": "西市场", "goal": "1", "due_on": "2026-06-30"},
                {"name": "建材市场", "goal": "1", "due_on": "2026-12-31"},
            ],
        },
        "object_kind": "project",
        "objects": [
            {"name": "东市场", "person": "市监所甲", "task": "改造喷淋和疏散通道", "due_on": "2026-06-30"},
            {"name": "西市场", "person": "市监所乙", "task": "改造电气线路", "due_on": "2026-06-30"},
            {"name": "建材市场", "person": "市监所丙", "task": "增设消防水池", "due_on": "2026-12-31"},
        ],
    },),
}  # fmt: skip
READS: Mapping[str, tuple[Read, ...]] = {
    "27": (
        Read(date(2026, 5, 15), "自然减员1名。", "5"), Read(date(2026, 8, 14), "交流调整1名。", "4"), Read(date(2026, 10, 30), "交流调整1名。", "3"),
    ),
    "35-3": (
        Read(date(2026, 5, 28), "东市场喷淋和疏散通道改造完工，已验收。", "1", "东市场", "东市场"),
        Read(date(2026, 6, 26), "西市场电气线路改造完工，已验收。", "1", "西市场", "西市场"),
        Read(date(2026, 10, 20), "建材市场消防水池正在施工。", "0", "建材市场"),
    ),
}  # fmt: skip
