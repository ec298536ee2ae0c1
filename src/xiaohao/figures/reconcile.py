"""数据核对: the ordered table of rules that hold stated figures against each other and against the tree. Nothing is corrected.

Where parts and wholes cannot be tied with confidence, nothing is said: a false alarm is worse than a missed one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xiaohao.figures.blocks import Blocks
from xiaohao.figures.check import Check, Verdict
from xiaohao.figures.quantity import Figure
from xiaohao.figures.rules.changes import changes
from xiaohao.figures.rules.contradictions import contradictions
from xiaohao.figures.rules.converted import converted
from xiaohao.figures.rules.days import acted_before_feedback, due_before_feedback, expired, in_order, reversed_spans
from xiaohao.figures.rules.display import display
from xiaohao.figures.rules.headline import headline, said_again_otherwise, said_otherwise
from xiaohao.figures.rules.listed import listed, listed_measures
from xiaohao.figures.rules.named import named_again
from xiaohao.figures.rules.numbering import missing, no_such_day, ordinals, repeated
from xiaohao.figures.rules.remainders import remainders
from xiaohao.figures.rules.restated import restated
from xiaohao.figures.rules.shares import shares
from xiaohao.figures.rules.statuses import statuses
from xiaohao.figures.rules.sums import sums
from xiaohao.figures.rules.tables import tables
from xiaohao.figures.rules.tenths import tenths
from xiaohao.figures.rules.totals import partition, totals
from xiaohao.figures.rules.tree import items_of_finding, parts_of_finding, problems_of_aspects, structure
from xiaohao.figures.rules.words import said_in_words, years_counted
from xiaohao.notice import Notice, uncollected
from xiaohao.workdays import Calendar

RULES: tuple[Callable[[Blocks], Iterator[Check]], ...] = (
    headline,  # 42 = 23 + 14 + 4 + 1
    said_otherwise,  # 42 items in the opening, 43 in the count
    said_again_otherwise,  # 251 letters received, the 215 received letters
    structure,  # 4 aspects, 12 problems, 42 items against the headings
    problems_of_aspects,  # 26 problems, against what each aspect says it holds
    missing,  # a number that is missing
    repeated,  # a number that stands twice
    ordinals,  # 一是, 三是
    items_of_finding,  # 4 problems, four items under the heading
    parts_of_finding,  # 8 aspects and 17 problems, against what each part says
    sums,  # a whole and the parts beside it
    totals,  # 合计, 其他, and parts that are more than their whole
    partition,  # four aspects, and what each of the four holds
    tables,  # the columns of a table and its row 合计
    remainders,  # 671, 650 done, 21 left
    shares,  # 18 of 44 is 40.91 %
    tenths,  # 313 of 531: nearly six tenths
    changes,  # from 120 to 90, 25 % less
    converted,  # 1.2 ha, 18 mu
    listed,  # A, B and C: 3 markets
    listed_measures,  # two projects, 0.84 ha, told one by one
    named_again,  # four named in the finding, six in the answer
    restated,  # the finding's figure in its answer
    said_in_words,  # 6家市场, 六个市场
    no_such_day,  # 4月31日
    in_order,  # the days of visit, feedback, figures and publication
    reversed_spans,  # from May to March
    display,  # ten working days of public notice
    years_counted,  # 2021-2023, three years
    expired,  # expected for July, published in September
    due_before_feedback,  # due before the findings were known
    acted_before_feedback,  # told as rectification, done before the findings were known
    statuses,  # done, says the column; still being built, says the answer
    contradictions,  # told as done, and still to come
)


def reconcile(notice: Notice, figures: tuple[Figure, ...] | None = None, calendar: Calendar | None = None) -> tuple[Check, ...]:
    """Every stated figure that can be checked, in order of the text; the same places are not checked twice for the same thing.

    `figures` are those of the notice where the caller has found them already. Working days are counted by `calendar`, by the one that comes with the
    product where none is given.
    """
    with uncollected(len(notice.source.text)):
        return tuple(sorted(told_once(Blocks.of(notice, figures, calendar)), key=lambda check: (min((one.start for one in check.spans), default=0), check.code)))


def told_once(blocks: Blocks) -> list[Check]:
    """What the rules find, the same places not twice for the same thing."""
    seen: set[tuple[str, str, Verdict, tuple[tuple[int, int], ...]]] = set()
    found: list[Check] = []
    for rule in RULES:
        for check in rule(blocks):
            # one figure alone may be held against several things; two that agree need be told of once
            key = (check.code if len(check.spans) == 1 else "", check.kind, check.verdict, tuple(sorted((one.start, one.end) for one in check.spans)))
            if key not in seen:
                seen.add(key)
                found.append(check)
    return found
