"""合计不符: rows that their own words call whole, parts that are as many as was announced, and classes that leave nothing out, where they do not make what is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, rounded, span, sum_facts
from xiaohao.figures.quantity import Figure
from xiaohao.figures.rules.sums import LONGEST_ROW, run_to

TOTAL = re.compile(r"(?:合计|共计|总计|小计)[^,;。:\d]{0,6}$")
OTHERS = re.compile(r"(?:^|[,、:])(?:其他|其它)[^,、;。\d]{0,8}$")
WITHIN = re.compile(r"^[^,;。\d]{0,4}[,(]?其中")
BROADER = re.compile(r"累计|历年|以来|同比|较上|左右|约|超|逾|含|包括|另")
ADDED = frozenset({"money", "area", "length"})  # one yuan is counted once; a person or a letter may stand in two classes
SUMMED = ADDED | {"count"}
NEAR = 0.1  # parts that miss their whole by more are of something else
FEWEST_WITH_OTHERS = 3
PARTS_OF = re.compile(r"个?(?:方面|大类|类别|类|部分|板块|领域|街道|乡镇|镇|村|社区|部门|单位|地区|县区|县|区|市|片区|中队|学校|企业|项目)")
SPLIT = re.compile(r"[^;。\d]{0,16}?[,:(]?(?:其中|分别[为是有]?|包括|具体[为是]?)[:,]?(?P<name>[^,;。、\d]{0,24})")
BETWEEN = re.compile(r"(?:方面|类|问题)?[、,和以及]{1,3}(?P<name>[^,;。、\d]{1,24})")
NO_PART = re.compile(r"合计|共|其余|余下|剩余|已|完成|整改到位|办结|涉及|同比|新增")
REST = re.compile(r"其余|余下|剩余|其他|另")
NEAREST = 6  # figures before a whole, among which the number of its parts may stand
# The three classes of an audit leave nothing out: each finding is in one of them.
CLASSES = (re.compile(r"立行立改|立即整改"), re.compile(r"分阶段"), re.compile(r"持续整改|持续类"))


def totals(blocks: Blocks) -> Iterator[Check]:
    """合计 behind its parts; a row that ends with 其他; parts of money or land that are more than the whole they are 其中 of. Only near misses are named."""
    for sentence in blocks.told():
        inside = [f for f in sentence.figures if f.kind in SUMMED]
        if len(inside) >= 3 and all(figure.qualifier == "exact" for figure in inside) and not BROADER.search(blocks.flat, inside[0].start, inside[-1].end):
            yield from judged(blocks, inside)


def judged(blocks: Blocks, row: Sequence[Figure]) -> Iterator[Check]:
    """The figures of one sentence, where they are all of one unit."""
    if len({figure.like for figure in row}) > 1:
        return
    first, last = row[0], row[-1]
    words = blocks.before(last, 16)
    if TOTAL.search(words) and not run_to(row[:-1][::-1], last.amount):
        yield from missed(blocks, last, row[:-1])
    elif len(row) > FEWEST_WITH_OTHERS and OTHERS.search(words) and not run_to(row[1:], first.amount) or first.kind in ADDED and WITHIN.match(blocks.flat[first.end : first.end + 10]) and sum(f.amount for f in row[1:]) > first.amount:
        yield from missed(blocks, first, row[1:])


def missed(blocks: Blocks, whole: Figure, parts: Sequence[Figure]) -> Iterator[Check]:
    """A near miss."""
    total = round(sum(part.amount for part in parts), 6)
    if any(blocks.flat.count("、", a.end, b.start) > 1 for a, b in zip(parts, parts[1:], strict=False)):
        return  # a name without a number stands among them
    if any(part.amount >= whole.amount for part in parts) or total == whole.amount or rounded(parts, whole) or abs(total - whole.amount) > NEAR * whole.amount:
        return
    facts = sum_facts(parts, whole)
    kind = whole.kind if whole.kind in ("money", "area") else "sum"
    spans = tuple(span(one) for one in (*parts, whole))
    yield Check("parts_do_not_make_whole", kind, Verdict.DIFFERS, facts["whole"], facts["sum"], spans, facts)


def partition(blocks: Blocks) -> Iterator[Check]:
    """4个方面26个问题, 其中甲8个、乙7个、丙6个、丁5个: four were announced and four are told."""
    for sentence in blocks.told():
        row = sentence.figures
        if len(row) < 4:
            continue
        for place, whole in enumerate(row[:-2]):
            if whole.kind in ("count", "money", "area") and whole.qualifier == "exact" and whole.amount > 0:
                parts = named_parts(blocks, row[place : place + LONGEST_ROW + 2])
                if parts and (announced(blocks, row[max(0, place - NEAREST) : place], len(parts)) or is_classed(blocks, whole, parts)):
                    yield from unequal(whole, parts)
                    break


def named_parts(blocks: Blocks, row: Sequence[Figure]) -> list[Figure]:
    """The run of like figures behind a whole, each with a name before it and nothing else between."""
    whole, parts = row[0], list[Figure]()
    at = whole.end
    for figure in row[1 : LONGEST_ROW + 1]:
        joint = (BETWEEN if parts else SPLIT).fullmatch(blocks.flat, at, figure.start)
        if figure.kind != whole.kind or figure.like != whole.like or figure.qualifier != "exact":
            break
        if joint is None or not joint["name"].strip():
            return [] if parts and joint is None else parts
        if NO_PART.search(joint["name"]):
            return [] if REST.search(joint["name"]) else parts
        parts.append(figure)
        at = figure.end
    return parts if len(parts) > 1 else []


def announced(blocks: Blocks, before: Sequence[Figure], count: int) -> bool:
    """Whether the sentence says before that there are so many parts, and nothing else of that sort."""
    said = [figure for figure in before if figure.kind == "count" and PARTS_OF.match(blocks.flat, figure.end - len(figure.unit or ""))]
    return len(said) == 1 and said[0].qualifier == "exact" and said[0].value == count


def is_classed(blocks: Blocks, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts are the three classes of an audit."""
    if len(parts) != len(CLASSES):
        return False
    edges = [whole.end, *(part.end for part in parts)]
    names = [blocks.flat[start : part.start] for start, part in zip(edges, parts, strict=False)]
    return all(shape.search(name) for shape, name in zip(CLASSES, names, strict=True))


def unequal(whole: Figure, parts: Sequence[Figure]) -> Iterator[Check]:
    """A difference; that they agree is told by the rule of sums."""
    if run_to(parts, whole.amount):
        return
    facts = sum_facts(parts, whole)
    if facts["whole"] == facts["sum"] or rounded(parts, whole):
        return
    kind = whole.kind if whole.kind in ("money", "area") else "sum"
    yield Check("parts_do_not_make_whole", kind, Verdict.DIFFERS, facts["whole"], facts["sum"], tuple(span(one) for one in (*parts, whole)), facts)
