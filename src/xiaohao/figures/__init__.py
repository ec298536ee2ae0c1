"""数: numbers stated in a text, and whether they agree.

Knows quantities, days, rates and their arithmetic, with the place of each. Never knows who is to blame, and corrects nothing.
Doors: `find`, `of`, `counts`, `groups`, `reconcile`, `tally`, `due`, `key_of`, and the types.
"""

from xiaohao.figures.check import Check, Verdict, key_of
from xiaohao.figures.counts import Count, Group, counts, groups
from xiaohao.figures.deadlines import Due, due
from xiaohao.figures.divisions import Line, tally
from xiaohao.figures.quantity import Figure
from xiaohao.figures.reconcile import reconcile
from xiaohao.figures.scan import find, of

__all__ = ["Check", "Count", "Due", "Figure", "Group", "Line", "Verdict", "counts", "due", "find", "groups", "key_of", "of", "reconcile", "tally"]
