"""列举核对: how many things a list names, against the number behind it; and things told one by one against their whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, rounded, span, sum_facts
from xiaohao.figures.quantity import Figure
from xiaohao.notice import Span
from xiaohao.numerals import number

EDGE = re.compile(r"[,;。:“”\"!?\n(]")
OPEN_LIST = re.compile(r"等$")
NOT_A_NAME = ("、", "的", "了", "共", "计", "有", "为")
JOINED = re.compile(r"[和与及或]")
WORDS = re.compile(r"(?P<n>[两二三四五六七八九十])(?P<unit>个|项|处|家|宗|块|座|条)(?P<noun>[\u4e00-\u9fff]{2,10})")
MEASURED = frozenset({"area", "money", "length"})
# Things of which each has a name of its own: only of these is a closed list that names more than it counts called wrong.
BODIES = re.compile(r"(?:市场|部门|单位|街道|乡镇|镇街|村(?!民)|社区|小区|企业|公司|派出所|学校|医院|园区)")
SECTOR = re.compile(r"(?:系统|领域|行业|方面|类|环节|级)$")
LONGEST_NAME = 10
DATED = re.compile(r"^.*\d")  # all before the words behind the last number


def listed(blocks: Blocks) -> Iterator[Check]:
    """靓女、瑞苑、结谷门3个市场. With 等 the list may be longer than what it names, never shorter."""
    for figure in blocks.figures:
        if figure.kind != "count" or figure.qualifier != "exact" or not isinstance(figure.value, int) or not 2 <= figure.value <= 30:
            continue
        names, is_open = named(blocks, figure)
        if len(names) == figure.value:
            yield Check("list_agrees", "count", Verdict.AGREES, plain(figure.amount), str(len(names)), (span(figure),))
        elif is_open and len(names) > figure.value + 1 or not is_open and len(names) > figure.value and plain_bodies(blocks, figure, names):
            yield Check("list_too_long", "count", Verdict.DIFFERS, plain(figure.amount), str(len(names)), (span(figure),), {"names": "、".join(names)})


def named(blocks: Blocks, figure: Figure) -> tuple[list[str], bool]:
    """(the names that stand right before a figure, whether 等 leaves the list open); none where no list stands there."""
    nearest = max(0, figure.start - 160)
    joint = blocks.flat.rfind("、", nearest, figure.start)
    if joint < 0 or EDGE.search(blocks.flat, joint, figure.start):
        return [], False
    left = blocks.flat[nearest : figure.start]
    edges = [found.end() for found in EDGE.finditer(left)]
    words = left[edges[-1] if edges else 0 :].rstrip()
    is_open = bool(OPEN_LIST.search(words))
    names = words.removesuffix("等").rstrip().split("、")
    # a day or a number may stand before the first name (在6月底前完成甲、乙、丙), not within the list
    if len(names) < 2 or names[-1] == "" or re.search(r"\d", "".join(names[1:])) or names[-1].endswith(NOT_A_NAME):
        return [], False
    first = DATED.sub("", names[0])
    return ([], False) if re.fullmatch(r"\D{0,2}", first) and first != names[0] else ([first, *names[1:]], is_open)


def plain_bodies(blocks: Blocks, figure: Figure, names: list[str]) -> bool:
    """Whether the list plainly names bodies, one by one: short names, none joined by 和, no sectors."""
    counted = BODIES.match(blocks.flat, figure.end) is not None and figure.unit in ("个", "家", "所")
    rest = names[1:]
    return counted and not SECTOR.search(names[-1]) and not any(JOINED.search(name) for name in names) and all(0 < len(name) <= LONGEST_NAME for name in rest)


def listed_measures(blocks: Blocks) -> Iterator[Check]:
    """两个项目,面积0.84公顷。一是…0.348公顷。二是…0.482公顷: the list is whole, for it tells as many as were announced; so must the sum be."""
    for progress in blocks.notice.progress:
        count = len(progress.measures)
        if count < 2 or progress.measures[0].start <= progress.start:
            continue
        head = (progress.start, progress.measures[0].start)
        announced = announced_count(blocks, head, count)
        if announced is None:
            continue
        yield Check("list_agrees", "count", Verdict.AGREES, str(count), str(count), (announced,))
        for whole in [f for f in blocks.within(*head) if f.kind in MEASURED]:
            parts = [next((f for f in blocks.within(m.start, m.end) if f.plain_unit == whole.plain_unit), None) for m in progress.measures]
            known = [part for part in parts if part is not None]
            if len(known) == count and not rounded(known, whole):
                yield summed(whole, known)


def announced_count(blocks: Blocks, head: tuple[int, int], count: int) -> Span | None:
    """Where the words before a list say how many it will tell."""
    for figure in blocks.within(*head):
        if figure.kind == "count" and figure.value == count:
            return span(figure)
    for found in WORDS.finditer(blocks.flat, *head):
        if number(found["n"]) == count:
            return Span(found.start(), found.start("noun"))
    return None


def summed(whole: Figure, parts: list[Figure]) -> Check:
    """The whole against all its parts."""
    agrees = round(sum(part.amount for part in parts), 6) == whole.amount
    facts = sum_facts(parts, whole)
    return Check(
        "parts_make_whole" if agrees else "parts_do_not_make_whole", whole.kind if whole.kind != "length" else "sum",
        Verdict.AGREES if agrees else Verdict.DIFFERS, facts["whole"], facts["sum"], tuple(span(one) for one in (*parts, whole)), facts,
    )  # fmt: skip
