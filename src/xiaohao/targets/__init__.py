"""目标: what a measure promises in figures and proofs, and how far it has come.

Knows amounts, parts, dated readings, directions, what kind of proof a criterion asks for, and when a reading or a sentence is to be questioned.
Never knows rows, items or who reports.
Doors: `standing`, `doubts`, `doubts_of_plan`, `lacking`, `amount`, `plain`, and the types.
"""

from xiaohao.targets.amount import amount, plain
from xiaohao.targets.course import Standing, standing
from xiaohao.targets.proof import Lack, Wants, lacking
from xiaohao.targets.questions import Question, doubts, doubts_of_plan
from xiaohao.targets.target import Direction, Part, Reading, Split, Target, TargetKind

__all__ = [
    "Direction", "TargetKind", "Lack", "Part", "Question", "Reading", "Split", "Standing", "Target", "Wants", "amount", "doubts", "doubts_of_plan", "lacking",
    "plain", "standing",
]  # fmt: skip
