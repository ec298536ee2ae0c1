"""整改状态用语: what is said of a number of problems, as classes that exclude one another."""

from __future__ import annotations

import re
from typing import Literal

Standing = Literal["not_completed", "substantially_completed", "long_term", "in_progress", "struck_off", "completed", "other"]
OPEN: frozenset[Standing] = frozenset({"not_completed", "in_progress"})
# In order: the first that fits is meant (未完成 before 完成, 基本完成 before 完成). One problem has one standing, so standings that differ may be added up.
SHAPES: tuple[tuple[Standing, re.Pattern[str]], ...] = (
    ("not_completed", re.compile(r"未(?:能)?(?:全部|完全)?(?:完成|整改|办结|落实|销号|启动|解决|达到?|到位|关闭|开始)|尚未|仍未|没有完成|剩余|余下|其余|还有|仍有")),
    ("substantially_completed", re.compile(r"基本(?:完成|整改|办结|解决|到位|销号)|阶段性")),
    ("long_term", re.compile(r"长期|持续|常态化")),
    ("in_progress", re.compile(r"部分(?:完成|整改|落实|办结|解决)|正在|推进|整改中|办理中|进行中|进展|未到期|序时|限期|分阶段|按计划")),
    ("struck_off", re.compile(r"销号|销案|关闭")),
    ("completed", re.compile(r"完成|办结|整改到位|整改完毕|(?:已|均|全部)(?:经)?(?:整改|落实|解决|处理|处置)|立行立改|整改$|落实$")),
)
NUMBERED = re.compile(r"\d")
ORDERED = re.compile(r"责令|要求|督促")
TAIL = re.compile(
    r"(?:已|基本|正在|序时|未|尚未|长期|持续|阶段性|分阶段|限期|立行立改|完成|办结|整改|销号|达到|剩余|余下|其余|属实|不属实|部分)[^,;。\d]{0,14}$"
)
HEAD = re.compile(r"(?:问题|任务|事项|整改|信访件|件)?(?:已|业已|均已|基本|正在|取得|尚未|仍未|未|长期|持续|完成|整改|办结|全部)")


def standing_of(before: str, behind: str) -> tuple[Standing, str] | None:
    """The standing said right before a number (已完成整改23个), else right behind it (29项业已完成), and the words that say so; None where none is."""
    found = TAIL.search(before)
    if found and ORDERED.search(before):
        return None
    standing: Standing = classed(found[0]) if found else "other"
    # a number further on takes the words between for itself: 42项整改任务已完成30项
    if standing == "other" and HEAD.match(behind) and not NUMBERED.search(behind):
        later = classed(behind)
        if later != "other":
            return later, behind
    if found is None:
        return None
    return standing, (found[0] if NUMBERED.search(before) else before)


def classed(words: str) -> Standing:
    """The class of words that say how something stands."""
    return next((standing for standing, shape in SHAPES if shape.search(words)), "other")
