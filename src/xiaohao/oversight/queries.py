"""督促的数: how many meetings and checks there were by a day."""

from __future__ import annotations

from datetime import date

from xiaohao.ledger.models import Inspection
from xiaohao.oversight.models import FollowUpOrder, LookBack, ProgressReview, SupervisoryCheck


def counts(inspection: Inspection, as_of: date) -> dict[str, int]:
    """By kind, held by the day: standing_committee, thematic, leading_group, check, full_check, order, look_back."""
    found: dict[str, int] = {}
    for kind in ProgressReview.objects.filter(inspection=inspection, held_on__lte=as_of).values_list("kind", flat=True):
        found[kind] = found.get(kind, 0) + 1
    for is_full in SupervisoryCheck.objects.filter(inspection=inspection, held_on__lte=as_of).values_list("is_full", flat=True):
        name = "full_check" if is_full else "check"
        found[name] = found.get(name, 0) + 1
    for name, model in (("order", FollowUpOrder), ("look_back", LookBack)):
        found[name] = model.objects.filter(inspection=inspection, held_on__lte=as_of).count()
    return {name: count for name, count in found.items() if count}


WORDS = (
    ("standing_committee", "召开常委会会议{}次"), ("leading_group", "召开领导小组会议{}次"), ("thematic", "召开专题会议{}次"), ("full_check", "开展全面督查{}次"),
    ("check", "开展专项督查{}次"), ("order", "发出督办单{}份"), ("look_back", "组织回头看{}次"),
)  # fmt: skip


def sentence(inspection: Inspection, as_of: date) -> str:
    """先后召开常委会会议4次…: as a notice prints it; nothing where nothing was held."""
    found = counts(inspection, as_of)
    said = [words.format(found[name]) for name, words in WORDS if name in found]
    return f"建立定期调度和督查机制，先后{'，'.join(said)}。" if said else ""
