"""合计核对: the whole of a headline count against its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict, plain, span
from xiaohao.figures.counts import Count, Group, groups

LAST = re.compile(r"未完成|未整改|未办结|正在|尚未|剩余|余下|整改中")
WITHIN = re.compile(r"其中|新增|本月|本周|同比|涉及")


def headline(blocks: Blocks) -> Iterator[Check]:
    """23 + 14 + 4 + 1 = 42. A difference is named only where the row of parts is plainly whole: it names what is still open."""
    for group in groups(blocks.notice):
        parts = [part for part in group.parts if part.unit == group.whole.unit]
        if not parts or any(WITHIN.search(part.label) for part in parts):
            continue
        yield from judged(group, parts)


def judged(group: Group, parts: list[Count]) -> Iterator[Check]:
    """One whole and its parts."""
    total = sum(part.value for part in parts)
    spans = tuple(span(one) for one in (*parts, group.whole))
    facts = {"parts": " + ".join(plain(part.value) for part in parts), "whole": plain(group.whole.value), "sum": plain(total)}
    if total == group.whole.value:
        kind = "sum" if len(parts) > 1 else "count"
        yield Check("parts_make_whole", kind, Verdict.AGREES, plain(group.whole.value), plain(total), spans, facts)
    elif len(parts) > 1 and (LAST.search(parts[-1].label) or total > group.whole.value):
        yield Check("parts_do_not_make_whole", "sum", Verdict.DIFFERS, plain(group.whole.value), plain(total), spans, facts)
    elif len(parts) == 1 and total > group.whole.value:
        yield Check("part_exceeds_whole", "count", Verdict.DIFFERS, plain(group.whole.value), plain(total), spans, facts)
