"""点名核对: the things that a finding names and counts, against those that its answer tells one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.quantity import Figure
from xiaohao.figures.rules.listed import named
from xiaohao.notice import Item

NOUN = re.compile(r"[\u4e00-\u9fff]{0,4}?(?P<noun>(?<=工程)项目|项目|工程(?!项目)|市场|企业|公司|小区|学校|医院|派出所|社区|村)")
VERBS = re.compile(r"^.*?(?:涉及|包括|包含|分别为|分别是|对|为)")
CLAUSE = re.compile(r"[;。]")
SENTENCE = re.compile(r"[。\n]")
SHORTEST = 2
MOST_LISTS = 8  # of one finding


def named_again(blocks: Blocks) -> Iterator[Check]:
    """甲、乙、丙3个项目 in the finding; 甲项目…;乙项目…;丙项目…;丁项目… in the answer. Silent unless the answer takes up every name."""
    answers = {one.id: one for one in blocks.notice.progress}
    for item in blocks.notice.items:
        answer = answers.get(item.progress or "")
        if answer is None:
            continue
        for figure, names, noun in islice(closed_lists(blocks, item), MOST_LISTS):
            subjects = told(blocks, answer.start, answer.end, noun, names)
            extra = [subject for subject in subjects if not any(key(name) in subject for name in names)]
            if len(subjects) - len(extra) == len(names) and extra:
                yield Check(
                    "more_are_answered", "count", Verdict.DIFFERS, plain(figure.amount), str(len(subjects)), (span(figure),),
                    {"names": "、".join(names), "extra": "、".join(extra), "number": item.number},
                )  # fmt: skip


def closed_lists(blocks: Blocks, item: Item) -> Iterator[tuple[Figure, list[str], str]]:
    """Each count of a finding whose list names just so many, with the names and what they are."""
    for figure in blocks.within(item.start, item.end):
        if figure.kind != "count" or figure.qualifier != "exact" or not isinstance(figure.value, int) or figure.value < SHORTEST:
            continue
        names, is_open = named(blocks, figure)
        noun = NOUN.match(blocks.flat, figure.end, figure.end + 8)
        if not is_open and noun and len(names) == figure.value:
            yield figure, [VERBS.sub("", names[0]), *names[1:]], noun["noun"]


def told(blocks: Blocks, start: int, end: int, noun: str, names: Sequence[str]) -> list[str]:
    """The subjects (…项目) of the clauses between semicolons, of the one sentence that takes up the names."""
    at = start
    for stop in [*SENTENCE.finditer(blocks.flat, start, end), None]:
        upto = stop.start() if stop else end
        clauses = CLAUSE.split(blocks.flat[at:upto])
        subjects = [subject for clause in clauses if (subject := subject_of(clause, noun, names))]
        if sum(any(key(name) in subject for subject in subjects) for name in names) == len(names):
            return subjects
        at = stop.end() if stop else upto
    return []


def subject_of(clause: str, noun: str, names: Sequence[str]) -> str:
    """What a clause speaks of, where it begins with a thing of that sort."""
    words = re.sub(r"^(?:目前|截至目前|其中|同时)?,?", "", clause.strip())
    found = re.match(rf"[\u4e00-\u9fff“”]{{2,24}}?{noun}", words)
    return found[0] if found else ""


def key(name: str) -> str:
    """What stands for a name: its first characters."""
    return name.strip()[:4]
