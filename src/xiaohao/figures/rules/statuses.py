"""状态核对: 已完成 printed of an item whose answer says that it is still going on; and how many items print a status, against the headline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.counts import Group
from xiaohao.notice import Item, Progress, Role, Span

ENDED = re.compile(r"尚未(?:全部|全面|完全)?(?:完成|整改|办结|验收|竣工|到位|开工|建成|启动|解决|落实|拆除|销号|通过|投入|支付|拨付)|仍未|还未(?=完|整|办|解|落|开|验)|(?<![已尽])未(?:能)?(?:全部)?(?:完成|办结|整改到位|落实到位|竣工|开工)")
GOING_ON = re.compile(r"正在(?:施工|建设|办理|整改|实施|申请|招标|招投标|编制|拆除|协调|调试|安装|审批|立项|洽谈|筹措|清理|设计)")
# The clause speaks of something else: what is to come besides, what once was, what is counted or ruled out.
APART = re.compile(r"其余|其他|后续|下一步|同时|今后|长效|长期|持续|常态|此前|之前|当时|原|曾|曾经|截至|截止|发现|反馈|指出|对|如|若|凡|未完成.{0,4}不|不存在|没有|无|避免|防止|杜绝|已于|另|还有")
ELSEWHERE = re.compile(r"下一步|后续|今后|其余|其他方面|同时|另外|此外")  # all that follows in the sentence is of something else
ATTRIBUTE = re.compile(r"[^,;。:\n]{0,10}的")
SAID_DONE = re.compile(r"(?:已|均已|全部|全面)(?:经)?(?:全部|全面)?(?:完成|整改|办结|销号)[^,;。\n]{0,6}(?:整改|到位|完毕|完成|销号|办结|问题|任务)|整改(?:工作)?(?:已|均已)?(?:全部)?(?:完成|到位|完毕)|(?:已|均已)(?:全部)?(?:整改|完成|办结|销号)(?=[。;,])")
DONE = re.compile(r"(?:整改)?(?:已|已经|全部|均已)?(?:完成|办结|销号|整改到位|整改完成|完成整改)(?:整改|销号)?")
EDGE = ",;。:\n"
OPEN = frozenset({"not_completed", "in_progress"})
FEWEST = 3


def statuses(blocks: Blocks) -> Iterator[Check]:
    """Both rules: an item against its own answer, and all items against the headline."""
    completed = [item for item in blocks.notice.items if item.completion == "completed"]
    if completed:
        places = {item: place for place, item in printed(blocks)}
        shared = Counter(item.progress for item in blocks.notice.items)
        answers = {one.id: one for one in blocks.notice.progress}
        for item in completed:
            answer, place = answers.get(item.progress or ""), places.get(item.id)
            if answer is not None and place is not None and shared[item.progress] == 1:
                yield from unfinished(blocks, item, answer, place)
    yield from told_and_counted(blocks)


def printed(blocks: Blocks) -> Iterator[tuple[Span, str]]:
    """(place, item) of each field that says that an item is done and says no more."""
    starts = iter([*blocks.notice.items[1:], None])
    item, after = (blocks.notice.items[0] if blocks.notice.items else None), next(starts)
    for leaf in blocks.notice.leaves:
        if leaf.role is not Role.FIELD:
            continue
        while after is not None and leaf.start >= after.start:
            item, after = after, next(starts)
        if item is not None and leaf.start >= item.start and item.completion == "completed" and DONE.fullmatch(blocks.flat, leaf.start, leaf.end):
            yield Span(leaf.start, leaf.end), item.id


def unfinished(blocks: Blocks, item: Item, answer: Progress, place: Span) -> Iterator[Check]:
    """The first clause of the answer that says plainly that it is not done, unless the answer says elsewhere that it is."""
    flat = blocks.flat
    if SAID_DONE.search(flat, answer.start, answer.end):
        return
    for shape in (ENDED, GOING_ON):
        for found in shape.finditer(flat, answer.start, answer.end):
            left = max((flat.rfind(stop, max(answer.start, found.start() - 60), found.start()) for stop in EDGE), default=-1) + 1
            opening = max((flat.rfind(stop, max(answer.start, found.start() - 120), found.start()) for stop in "。;\n"), default=-1) + 1
            if ELSEWHERE.search(flat, max(opening, answer.start), found.start()) or APART.search(flat, max(left, answer.start), found.start()) or ATTRIBUTE.match(flat, found.end()):
                continue
            words = blocks.notice.source.text
            facts = {"number": item.number, "status": words[place.start : place.end], "told": words[found.start() : found.end()]}
            yield Check("status_yet_open", "contradiction", Verdict.DIFFERS, facts["status"], None, (place, Span(*found.span())), facts)
            return


def told_and_counted(blocks: Blocks) -> Iterator[Check]:
    """已完成3个, against the items that print 已完成; only where every item prints how it stands and the headline divides just so many."""
    items = blocks.notice.items
    if len(items) < FEWEST or any(item.completion is None for item in items):
        return
    fitting = [group for group in blocks.groups if group.whole.value == len(items)]
    if len(fitting) != 1:
        return
    stand = Counter("open" if item.completion in OPEN else str(item.completion) for item in items)
    parts = by_standing(fitting[0])
    if parts is None or not set(stand) <= set(parts):
        return
    for standing, (stated, place) in parts.items():
        computed = stand[standing]
        verdict = Verdict.AGREES if stated == computed else Verdict.DIFFERS
        code = "status_counted" if verdict is Verdict.AGREES else "status_counted_differ"
        yield Check(code, "count", verdict, plain(stated), str(computed), (place,), {"stated": plain(stated), "computed": str(computed)})


def by_standing(group: Group) -> dict[str, tuple[float, Span]] | None:
    """The parts of a headline by how they stand; None where two say the same or one says something else."""
    found: dict[str, tuple[float, Span]] = {}
    for part in group.parts:
        standing = "open" if part.standing in OPEN else str(part.standing)
        if part.unit != group.whole.unit or standing in found or standing in ("other", "struck_off"):
            return None
        found[standing] = (part.value, span(part))
    return found
