"""整改状态用语: what is said of a number of problems, as classes that exclude one another."""

from __future__ import annotations

import re
from enum import StrEnum


class Standing(StrEnum):
    """状态: how so many stand. One problem has one standing, so standings that differ may be added up."""

    NOT_DONE = "not_done"
    PARTLY = "partly"
    LONG_TERM = "long_term"
    RUNNING = "running"
    STRUCK_OFF = "struck_off"
    DONE = "done"
    OTHER = "other"


OPEN = frozenset({Standing.NOT_DONE, Standing.RUNNING})
# In order: the first that fits is meant (未完成 before 完成, 基本完成 before 完成).
SHAPES: tuple[tuple[Standing, re.Pattern[str]], ...] = (
    (Standing.NOT_DONE, re.compile(r"未(?:能)?(?:全部|完全)?(?:完成|整改|办结|落实|销号|启动|解决|达到?|到位|关闭|开始)|尚未|仍未|没有完成|剩余|余下|其余|还有|仍有")),
    (Standing.PARTLY, re.compile(r"基本(?:完成|整改|办结|解决|到位|销号)|阶段性|部分(?:完成|整改|落实|办结|解决)")),
    (Standing.LONG_TERM, re.compile(r"长期|持续|常态化")),
    (Standing.RUNNING, re.compile(r"正在|推进|整改中|办理中|进行中|进展|未到期|序时|限期|分阶段|按计划")),
    (Standing.STRUCK_OFF, re.compile(r"销号|销案|关闭")),
    (Standing.DONE, re.compile(r"完成|办结|整改到位|整改完毕|(?:已|均|全部)(?:经)?(?:整改|落实|解决|处理|处置)|立行立改|整改$|落实$")),
)
ORDERED = re.compile(r"责令|要求|督促")
TAIL = re.compile(
    r"(?:已|基本|正在|未|尚未|长期|持续|阶段性|完成|办结|整改|销号|达到|其中|剩余|余下|其余|移交|属实|不属实|部分)[^,;。\d]{0,14}$"
)
HEAD = re.compile(r"(?:问题|任务|事项|整改|信访件|件)?(?:已|业已|均已|基本|正在|取得|尚未|仍未|未|长期|持续|完成|整改|办结|全部)")


def standing_of(before: str, behind: str) -> tuple[Standing, str] | None:
    """The standing said right before a number (已完成整改23个), else right behind it (29项业已完成), and the words that say so; None where none is."""
    found = TAIL.search(before)
    if found and ORDERED.search(before):
        return None
    standing = classed(found[0]) if found else Standing.OTHER
    if standing is Standing.OTHER and HEAD.match(behind):
        later = classed(behind)
        if later is not Standing.OTHER:
            return later, behind
    return (standing, before) if found else None


def classed(words: str) -> Standing:
    """The class of words that say how something stands."""
    return next((standing for standing, shape in SHAPES if shape.search(words)), Standing.OTHER)
