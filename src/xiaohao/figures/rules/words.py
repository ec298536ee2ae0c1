"""数字与汉字数词: one number printed in words and in digits of the same thing; years of a plan and how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict
from xiaohao.notice import Span
from xiaohao.numerals import number

COUNTED = re.compile(
    r"(?P<n>[0-9一二两三四五六七八九十])(?P<more>[0-9一二三四五六七八九十]{0,3})(?P<unit>个|家|项|处|所|座|条|年)(?P<noun>[\u4e00-\u9fff]{2,4})"
)
NOT_BEFORE = frozenset("0123456789.第十百千万〇零一二三四五六七八九几数-〔[")
SAME = {"家": "个", "项": "个", "处": "个", "所": "个", "座": "个", "条": "个"}
YEARS = re.compile(
    r"(?P<first>(?:19|20)\d\d)年?(?:至|到|-|~|—|–)(?P<last>(?:19|20)\d\d)年?度?(?P<between>[^,;。\n\d《》]{0,16}?)(?P<n>[两二三四五六七八九十]|\d{1,2})(?P<year>年|个年度)(?=行动|规划|计划|攻坚|整治|治理|工作)"
)
NEXT_TO = re.compile(r"\)?")
LONGEST_SPAN = 30


def said_in_words(blocks: Blocks) -> Iterator[Check]:
    """6家市场 and 六个市场 within one item; 10年化债 and 十年化债 anywhere. Agreement only: other words may mean another number."""
    seen: dict[tuple[int, str, str, str], tuple[Span, bool]] = {}
    item = 0
    owners = sorted(one.start for one in blocks.notice.items)
    for found in COUNTED.finditer(blocks.flat):
        start = found.start()
        if start and blocks.flat[start - 1] in NOT_BEFORE:
            continue
        while item < len(owners) and owners[item] <= start:
            item += 1
        value = number(found["n"] + found["more"])
        if not isinstance(value, int) or value < 2:
            continue
        is_year = found["unit"] == "年"
        where = "" if is_year else str(item)
        key = (value, SAME.get(found["unit"], found["unit"]), found["noun"][:2], where)
        place, in_digits = Span(start, found.end("unit")), found["n"].isdigit()
        before = seen.get(key)
        if before is None:
            seen[key] = (place, in_digits)
        elif before[1] != in_digits:
            yield Check("said_again", "count", Verdict.AGREES, str(value), str(value), (before[0], place))
            del seen[key]


def years_counted(blocks: Blocks) -> Iterator[Check]:
    """2018年至2020年…三年行动: the years named and the number of them. A difference is named only where the two stand side by side."""
    for found in YEARS.finditer(blocks.flat):
        first, last, said = int(found["first"]), int(found["last"]), number(found["n"])
        counted = last - first + 1
        if blocks.flat[max(0, found.start() - 1) : found.start()].isdigit() or not 1 <= counted <= LONGEST_SPAN:
            continue
        spans = (Span(found.start("first"), found.start("between")), Span(found.start("n"), found.end("year")))
        if said == counted:
            yield Check("years_agree", "date", Verdict.AGREES, str(counted), str(counted), spans)
        elif said != last - first and NEXT_TO.fullmatch(found["between"]):  # from one year's middle to another's is one year less
            yield Check("years_differ", "date", Verdict.DIFFERS, str(said), str(counted), spans, {"first": found["first"], "last": found["last"]})
