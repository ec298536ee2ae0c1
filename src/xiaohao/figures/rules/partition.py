"""分类核对: parts that are as many as was announced, or classes that leave nothing out, must make their whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, span, sum_facts
from xiaohao.figures.quantity import Figure
from xiaohao.figures.rules.sums import LONGEST_ROW, run_to

PARTS_OF = re.compile(r"个?(?:方面|大类|类别|类|部分|板块|领域|街道|乡镇|镇|村|社区|部门|单位|地区|县区|县|区|市|片区|中队|学校|企业|项目)")
SPLIT = re.compile(r"[^;。\d]{0,16}?[,:(]?(?:其中|分别[为是有]?|包括|具体[为是]?)[:,]?(?P<name>[^,;。、\d]{0,24})")
BETWEEN = re.compile(r"(?:方面|类|问题)?[、,和以及]{1,3}(?P<name>[^,;。、\d]{1,24})")
NO_PART = re.compile(r"合计|共|其余|余下|剩余|已|完成|整改到位|办结|涉及|同比|新增")
# The three classes of an audit leave nothing out: each finding is in one of them.
CLASSES = (re.compile(r"立行立改|立即整改"), re.compile(r"分阶段"), re.compile(r"持续整改|持续类"))


def partition(blocks: Blocks) -> Iterator[Check]:
    """4个方面26个问题, 其中甲8个、乙7个、丙6个、丁5个: four were announced and four are told."""
    for sentence in blocks.told():
        row = sentence.figures
        if len(row) < 4:
            continue
        for place, whole in enumerate(row[:-2]):
            if whole.kind in ("count", "money", "area") and whole.qualifier == "exact" and whole.amount > 0:
                parts = named_parts(blocks, row[place:])
                if parts and (announced(blocks, row[:place], len(parts)) or is_classed(blocks, whole, parts)):
                    yield from judged(whole, parts)
                    break


def named_parts(blocks: Blocks, row: Sequence[Figure]) -> list[Figure]:
    """The run of like figures behind a whole, each with a name before it and nothing else between."""
    whole, parts = row[0], list[Figure]()
    at = whole.end
    for figure in row[1 : LONGEST_ROW + 1]:
        joint = (BETWEEN if parts else SPLIT).fullmatch(blocks.flat, at, figure.start)
        if figure.kind != whole.kind or figure.like != whole.like or figure.qualifier != "exact":
            break
        if joint is None or not joint["name"].strip() or NO_PART.search(joint["name"]):
            return [] if parts and joint is None else parts
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


def judged(whole: Figure, parts: Sequence[Figure]) -> Iterator[Check]:
    """A difference; that they agree is told by the rule of sums."""
    if run_to(parts, whole.amount):
        return
    facts = sum_facts(parts, whole)
    if facts["whole"] == facts["sum"]:
        return
    kind = whole.kind if whole.kind in ("money", "area") else "sum"
    yield Check("parts_do_not_make_whole", kind, Verdict.DIFFERS, facts["whole"], facts["sum"], tuple(span(one) for one in (*parts, whole)), facts)
