"""通报页的内容: what the pages of drafts and of published notices show, as values; no HTTP, no query behind a dot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from xiaohao.figures import Verdict
from xiaohao.lifecycle import PublicationStage, Refused
from xiaohao.publication.agreement import Marked, checked, faulty
from xiaohao.publication.models import NoticeDraft, PublishedNotice
from xiaohao.publication.paper import Line, Mark, laid_out
from xiaohao.publication.publish import Turn
from xiaohao.publication.queries import Moved, difference
from xiaohao.wording import say

REASONS = frozenset({"unexplained", "own_work", "not_your_move"})  # why a draft waits, as its page says it
LINKS = {"phone": "tel:", "email": "mailto:"}
FIRST = {Verdict.DIFFERS: 0, Verdict.AGREES: 1, Verdict.CANNOT_TELL: 2}


@dataclass(frozen=True, slots=True)
class Counted:
    """一个合计数: its anchor, its words, its number, and the rows it counts: (words, address to follow) each; `why` where they are not told."""

    anchor: str
    words: str
    value: int
    rows: tuple[tuple[str, str], ...]
    more: str = ""
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """办理: the steps with (name, past, now or ahead), the moves at hand, the step that is not, and why, in sentences; `is_mine` where the hand is right."""

    steps: tuple[tuple[str, str], ...]
    moves: tuple[str, ...]
    blocked: str
    reasons: tuple[str, ...]
    is_mine: bool


def standing(stage: str, turn: Turn, lang: str) -> Standing:
    """Where a draft stands on its way out, and what goes on from there."""
    way = [one.value for one in PublicationStage if one is not PublicationStage.SUPERSEDED]
    at = way.index(stage) if stage in way else len(way)
    steps = tuple((name, "now" if place == at else "past" if place < at else "ahead") for place, name in enumerate(way))
    why = {one.code: say(Refused(f"next_{one.code}", **one.facts) if one.code in REASONS else one, lang) for one in turn.refusals}
    return Standing(steps, turn.moves, turn.step if why else "", tuple(why.values()), "not_your_move" not in why)


def told(check: Any, lang: str) -> str:
    """The sentence of a check."""
    return say(check.code, lang, **{"stated": check.stated or "", "computed": check.computed or "", **check.facts})


def withheld(rows: Sequence[Mapping[str, Any]], lang: str) -> tuple[str, ...]:
    """What is not told, and why, as sentences."""
    return tuple(say(one["code"], lang, count=one["count"], why=one["why"]) for one in rows)


def count_marks(counts: Sequence[Mapping[str, Any]], verdicts: Mapping[int, Verdict]) -> Iterator[Mark]:
    """Each number of the sentence, leading to its rows; where a check holds it, it wears the verdict too."""
    for place, one in enumerate(counts, 1):
        verdict = verdicts.get(one["start"])
        yield Mark(one["start"], one["end"], f"bound {verdict.value}" if verdict else "bound", f"#c-{place}", one["words"])


def check_marks(checks: Sequence[Marked], lang: str) -> Iterator[Mark]:
    """Each figure that was held against others: differing ones first, so that no agreement hides them."""
    for one in sorted(checks, key=lambda one: FIRST[one.check.verdict]):
        sentence = told(one.check, lang)
        for span in faulty(one.check):
            yield Mark(span.start, span.end, one.check.verdict.value, f"#d-{one.key}" if one.check.verdict is Verdict.DIFFERS else "", sentence)


def draft_lines(draft: NoticeDraft, checks: Sequence[Marked], lang: str) -> tuple[Line, ...]:
    """The text of a draft with every figure marked."""
    verdicts: dict[int, Verdict] = {}
    for one in sorted(checks, key=lambda one: -FIRST[one.check.verdict]):
        verdicts.update({span.start: one.check.verdict for span in faulty(one.check)})
    return laid_out(draft.text, draft.items, [*count_marks(draft.counts, verdicts), *check_marks(checks, lang)])


def public_lines(notice: PublishedNotice, lang: str) -> tuple[Line, ...]:
    """The text of a published notice: the numbers lead to their rows, explained differences to their explanation, contacts to whom they reach."""
    explained = [
        Mark(span.start, span.end, Verdict.DIFFERS.value, f"#d-{place}", told(checked(one), lang))
        for place, one in enumerate(notice.explanations, 1) for span in faulty(checked(one))
    ]  # fmt: skip
    return laid_out(notice.text, notice.items, [*count_marks(notice.counts, {}), *explained, *contact_marks(notice.reading)])


def contact_marks(reading: Mapping[str, Any]) -> Iterator[Mark]:
    """How to reach the issuer, each telephone and each mailbox to be called at once."""
    for one in reading["contacts"]:
        if one["kind"] in LINKS:
            yield Mark(one["start"], one["end"], "contact", f"{LINKS[one['kind']]}{''.join(one['text'].split())}")


def printed_at(items: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """(number, anchor) by address; a number that is printed in parts leads to its first part."""
    found: dict[str, tuple[str, str]] = {}
    for one in items:
        found[one["address"]] = (one["number"], one["address"])
        if one["parent"]:
            found.setdefault(one["parent"], (one["number"].rpartition("-")[0] or one["number"], one["address"]))
    return found


def public_counts(notice: PublishedNotice) -> tuple[Counted, ...]:
    """Each number with the items that it counts, as places of the same page; of letters only the number is told."""
    known = printed_at(notice.items)
    rows = []
    for place, one in enumerate(notice.counts, 1):
        if ":" in one["key"]:
            listed: tuple[tuple[str, str], ...] = tuple((row, "") for row in one["items"])
        else:
            listed = tuple((known[address][0], f"#i-{known[address][1]}") if address in known else (address, "") for address in one["items"])
        rows.append(Counted(f"c-{place}", one["words"], one["value"], listed, is_withheld=not listed and bool(one["value"])))
    return tuple(rows)


def draft_counts(draft: NoticeDraft, ledger: str, oversight: str) -> tuple[Counted, ...]:
    """Each number of a draft; it leads to its rows in the ledger, on the same day and as known at the same moment."""
    rows = []
    for place, one in enumerate(draft.counts, 1):
        where = ""
        if one["query"]:
            where = f"{ledger}?{one['query']}&{urlencode({'as_of': draft.as_of.isoformat(), 'known_at': draft.drafted_at.isoformat()})}"
        elif one["key"].startswith("oversight:"):
            where = oversight
        rows.append(Counted(f"c-{place}", one["words"], one["value"], tuple((row, "") for row in one["items"]), where))
    return tuple(rows)


def moved(last: PublishedNotice, draft: NoticeDraft) -> tuple[tuple[Moved, tuple[tuple[str, str, str], ...]], ...]:
    """What moved since the last notice, each with its rows: (sign, the printed number or the day, the address of an item)."""
    known = {**printed_at(last.items), **printed_at(draft.items)}
    found = []
    for one in difference(last.counts, draft.counts):
        signed = [*(("+", row) for row in one.came), *(("−", row) for row in one.went)]
        found.append((one, tuple((sign, known[row][0] if row in known else row, row if one.are_items else "") for sign, row in signed)))
    return tuple(found)


def explained(notice: PublishedNotice, lang: str) -> tuple[tuple[str, str, str], ...]:
    """(anchor, what differs, why) of each explained difference."""
    return tuple((f"d-{place}", told(checked(one), lang), one["why"]) for place, one in enumerate(notice.explanations, 1))
