"""完成情况与类型: the words that say how one item stands and how long it may take; nothing is said of an item by what is said of others."""

from __future__ import annotations

import re

COMPLETION = (
    ("not_completed", re.compile(r"未完成|未整改|尚未|未启动|未销号|未达到序时进度|未按期|未落实|not implemented|not started|not accepted|no action", re.IGNORECASE)),
    ("in_progress", re.compile(r"部分(?:完成|整改|实施)|partial|in progress|ongoing|underway|on track|in process", re.IGNORECASE)),
    ("substantially_completed", re.compile(r"基本完成|基本整改|基本到位|基本解决|基本落实|阶段性(?:完成|办结)|substantially (?:complete|implemented)", re.IGNORECASE)),
    ("completed", re.compile(
        r"已(?:经)?(?:全部|全面|按期|如期)?(?:完成|整改|销号|办结|落实|解决)|完成(?:整改|销号)|整改完成|整改到位|全部完成|全面完成|通过验收|^完成$|^是$|^closed|^implemented|^fully implemented|^completed?|^resolved",
        re.IGNORECASE)),
    ("long_term", re.compile(r"长期整改|长期坚持|持续整改|持续推进|长期推进|持续坚持|长期任务")),
    ("in_progress", re.compile(r"整改中|正在|推进中|进行中|办理中|达到序时进度|达到时序进度|按序时|阶段性|有序推进|^open", re.IGNORECASE)),
)  # fmt: skip
TRACK = (
    ("immediate", re.compile(r"立行立改|立即整改|立整立改|即知即改|边督边改|立即改正")),
    ("continuing", re.compile(r"长期坚持|持续整改|长期整改|持续坚持|持续推进|长期推进")),
    ("staged", re.compile(r"限期整改|分阶段|阶段性整改|限时整改|限期完成")),
)
STATUS = (
    r"(?:目前|现|该问题|该项(?:工作|任务)|此项(?:工作|任务))?,?(?:已(?:经)?(?:全部|全面|按期|如期)?(?:完成整改|整改完成|整改到位|完成|整改|销号|办结|完成销号)|完成整改|整改完成|整改到位|基本完成(?:整改)?|基本整改到位|部分(?:完成|整改)"
    r"|正在(?:整改|推进|办理)(?:中)?|整改中|推进中|持续(?:整改|推进|坚持)(?:中)?|长期(?:整改|坚持|推进)|未完成(?:整改)?|尚未完成(?:整改)?|(?:未|已)?达到序时进度|阶段性完成(?:整改)?)(?:并?(?:长期坚持|持续(?:推进|坚持|整改)))?"
)
STATUS_FIRST = re.compile(rf"{STATUS}(?=\s*[。;,.:]|\s*$)")
LONGEST_STATUS = 24
OF_ITSELF = re.compile(rf"(?:目前,?)?(?:该|此)(?:项)?(?:问题|工作|任务)(?:目前|现)?{STATUS}[。;.]?$")  # the last sentence of an answer
STOPS = re.compile(r"[。;,(]|\.(?=\s|$)")
DAYS = re.compile(r"(?:19|20)\d\d ?年(?:\d{1,2}月(?:\d{1,2}日|底|份)?)?|\d{1,2}月(?:\d{1,2}日|底)?")


def completion_of(words: str) -> str | None:
    """What the first clause of a status says, in folded words; None where it is no status."""
    first = STOPS.split(words.strip(), maxsplit=1)[0].strip()
    if not first or len(first) > LONGEST_STATUS + 12 * first.isascii():
        return None
    if any(character.isdecimal() for character in DAYS.sub("", first)):  # 已完成3项 is said of a part
        return None
    return next((name for name, shape in COMPLETION if shape.search(first)), None)


def track_of(words: str) -> str | None:
    """How long it may take, where the words say so."""
    return next((name for name, shape in TRACK if shape.search(words)), None)
