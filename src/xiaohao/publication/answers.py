"""录入时的答复: what was said of the same figures when their document was taken in, offered as a start where our own text quotes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xiaohao.figures import Check
from xiaohao.ledger.intake_page.keys import check_keys
from xiaohao.ledger.models import Inspection, Intake
from xiaohao.publication.agreement import Marked, checked, faulty

TAKEN = frozenset({"explained", "accepted"})  # answers whose words may stand in public


@dataclass(frozen=True, slots=True)
class Answer:
    """答复: the words, and the document of which they were said."""

    words: str
    document: str


Likeness = tuple[str, str, tuple[str, ...]]


def likeness(check: Check, text: str) -> Likeness:
    """What makes a difference of a document and one of our text the same: its kind, what it states, the words of the figures at fault."""
    return check.code, check.stated or "", tuple(text[span.start : span.end] for span in faulty(check))


def offered(inspection: Inspection, text: str, checks: Sequence[Marked]) -> Mapping[str, Answer]:
    """The answer for each difference of a draft's text that has none yet and was answered at intake, by key; none where the answers disagree. One query."""
    wanted = {one.key: likeness(one.check, text) for one in checks if one.is_open}
    known: dict[Likeness, list[Answer]] = {}
    if wanted:
        rows = Intake.objects.filter(inspection=inspection, admitted_at__isnull=False).exclude(answers={}).order_by("admitted_at", "pk")
        for intake in rows.only("name", "text", "reading", "answers"):
            for like, answer in answered(intake):
                known.setdefault(like, []).append(answer)
    found = {key: known.get(like, []) for key, like in wanted.items()}
    return {key: answers[-1] for key, answers in found.items() if len({one.words for one in answers}) == 1}


def answered(intake: Intake) -> Iterator[tuple[Likeness, Answer]]:
    """Each difference of a document that was taken as printed, with words."""
    checks: Sequence[Mapping[str, Any]] = intake.reading["checks"]
    for key, kept in zip(check_keys(intake.reading, intake.text), checks, strict=True):
        verdict, _, words = str(intake.answers.get(key, "")).partition("|")
        if verdict in TAKEN and words.strip() and kept["verdict"] == "differs":
            yield likeness(checked({"facts": {}, **kept}), intake.text), Answer(words.strip(), intake.name)
