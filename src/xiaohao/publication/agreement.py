"""稿件核对: every figure of a draft's own words held against the others, and what our own reader makes of the text held against what was printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xiaohao.figures import Check, Verdict, key_of, reconcile
from xiaohao.ledger.days.calendar import working_calendar
from xiaohao.notice import Notice, Source, Span, read
from xiaohao.publication.models import NoticeDraft


@dataclass(frozen=True, slots=True)
class Marked:
    """核过的数字: a check of our own text, and the explanation where it differs."""

    check: Check
    key: str
    explanation: str

    @property
    def is_open(self) -> bool:
        """It differs and nobody says why."""
        return self.check.verdict is Verdict.DIFFERS and not self.explanation

    def as_object(self) -> dict[str, Any]:
        """An explained difference as JSON can hold it, for ever."""
        check = self.check
        return {
            "code": check.code, "kind": check.kind, "stated": check.stated, "computed": check.computed, "facts": dict(check.facts),
            "spans": [[span.start, span.end] for span in check.spans], "why": self.explanation,
        }  # fmt: skip


# Differences that know which of their figures is at fault: the first one. What it is held against, such as the day of publication, is not.
FIRST_IS_FAULTY = frozenset({"expected_day_passed", "acted_before_feedback"})


def faulty(check: Check) -> tuple[Span, ...]:
    """有误的数字: the places that a difference calls into doubt; all of them where it cannot tell which."""
    return check.spans[:1] if check.code in FIRST_IS_FAULTY else check.spans


def checked(kept: Mapping[str, Any]) -> Check:
    """An explained difference back from what was kept."""
    spans = tuple(Span(start, end) for start, end in kept["spans"])
    return Check(kept["code"], kept["kind"], Verdict.DIFFERS, kept["stated"], kept["computed"], spans, kept["facts"])


def notice_of(text: str) -> Notice:
    """What our own reader makes of a text of ours."""
    return read(Source("notice.txt", text))


def marked(draft: NoticeDraft) -> tuple[Marked, ...]:
    """Every check of a draft's own words, in order of the text."""
    notice = notice_of(draft.text)
    found = (*reconcile(notice, calendar=working_calendar()), *read_otherwise(notice, draft.items))
    rows = [Marked(check, key, draft.explanations.get(key, "")) for check in found if (key := key_of(check, draft.text))]
    return tuple(sorted(rows, key=lambda one: min((span.start for span in one.check.spans), default=0)))


def read_otherwise(notice: Notice, printed: Sequence[Mapping[str, Any]]) -> Iterator[Check]:
    """Items that our reader does not read back as they were printed: the ring from rows to text to rows must close."""
    read_back = {one.start: one for one in notice.items}
    places = set()
    for row in printed:
        start = row["end"] - len(row["text"])
        places.add(start)
        one = read_back.get(start)
        if one is None or one.number != row["number"] or one.text != row["text"]:
            told = one.text if one else ""
            yield otherwise(row["number"], row["text"], told, Span(row["start"], row["end"]))
    for start, one in read_back.items():
        if start not in places:
            yield otherwise(one.number, "", one.text, Span(one.start, one.end))


def otherwise(number: str, stated: str, computed: str, span: Span) -> Check:
    """One such difference."""
    return Check("reads_otherwise", "tree", Verdict.DIFFERS, stated, computed, (span,), {"number": number})
