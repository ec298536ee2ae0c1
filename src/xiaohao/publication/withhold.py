"""脱敏: what of the rows is not told to the public: names of persons, numbers that find a person, and words that the drafter takes out. Each is counted and said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from xiaohao.ledger.models import Inspection, Referral
from xiaohao.people.models import Person

# 身份证件号码 (GB 11643: 17 digits and a digit or X; 15 digits before), bank cards (GB/T 16649: up to 19 digits), mobile telephones, number plates (GA 36);
# also where they are written in groups. What money is counted in is an amount.
NUMBERS = re.compile(
    r"(?<![\dA-Za-z])(?:\d{6}[ -]?\d{8}[ -]?\d{3}[\dXxＸｘ]|\d{15,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?|(?:[+＋]?[8８][6６][ -]?)?[1１][3-9３-９]\d[ -]?\d{4}[ -]?\d{4})"
    r"(?![\dA-Za-z]|\.\d|[万亿元])"
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[学警挂港澳领])(?![A-Za-z0-9])"
)
LEFT_OUT = "××"


@dataclass(frozen=True, slots=True)
class Hidden:
    """隐去的字句: words that the drafter takes out of the items, and why."""

    words: str
    why: str

    def as_object(self) -> dict[str, str]:
        """As JSON can hold it."""
        return {"words": self.words, "why": self.why}


@dataclass(slots=True)
class Screen:
    """遮盖: passes words on, without what is withheld, and counts what it left out, by reason, with the items."""

    names: re.Pattern[str] | None
    hidden: tuple[Hidden, ...]
    found: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def told(self, words: str, address: str) -> str:
        """The words on one line, as the public may read them."""
        plain = " ".join(words.split())
        for one in self.hidden:
            plain = self.without(plain, re.compile(re.escape(one.words)), LEFT_OUT, "withheld_words", one.why, address)
        plain = self.without(plain, NUMBERS, LEFT_OUT, "withheld_number", "", address)
        return self.without(plain, self.names, "", "withheld_name", "", address) if self.names else plain

    def without(self, words: str, pattern: re.Pattern[str], instead: str, code: str, why: str, address: str) -> str:
        """The words with each match exchanged and counted."""

        def exchanged(match: re.Match[str]) -> str:
            self.found.setdefault((code, why), []).append(address)
            return instead or masked(match[0])

        return pattern.sub(exchanged, words)

    def rows(self) -> list[dict[str, Any]]:
        """What was left out: code, why, how often, in which items."""
        return [{"code": code, "why": why, "count": len(items), "items": list(dict.fromkeys(items))} for (code, why), items in sorted(self.found.items())]


def masked(name: str) -> str:
    """王某 for 王伟, 王某某 for 王小伟."""
    return name[0] + "某" * (len(name) - 1)


def screen(inspection: Inspection, hidden: Iterable[Hidden]) -> Screen:
    """What the words of an inspection pass through: the names are of those who answer for its items or wrote in its journal."""
    ours = Q(responsibilities__item__inspection=inspection) | Q(pk__in=inspection.events.filter(by_person__isnull=False).order_by().values("by_person_id"))
    names = sorted({name for name in Person.objects.filter(ours).values_list("name", flat=True) if len(name) >= 2}, key=lambda name: (-len(name), name))
    return Screen(re.compile("|".join(map(re.escape, names))) if names else None, tuple(hidden))


def by_rule(handed: Mapping[str, int]) -> list[dict[str, Any]]:
    """What is never told, whatever the words: who answers for what, clues, the content of letters. `handed` is how many matters of each kind there are."""
    rows: list[dict[str, Any]] = [{"code": "withheld_duty", "why": "", "count": 0, "items": []}]
    for kind in (Referral.Kind.CLUE, Referral.Kind.PETITION):
        if handed.get(kind.value):
            rows.append({"code": f"withheld_{kind.value}", "why": "", "count": handed[kind.value], "items": []})
    return rows


def without_letters(counts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Counts for the public: of letters only how many, not which."""
    return [{**one, "items": []} if one["key"].startswith(f"referral:{Referral.Kind.PETITION.value}") else one for one in counts]


def for_the_public(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, with the rule on clues said in every notice alike: whether there are any is not told either."""
    said = {"code": "withheld_clues", "why": "", "count": 0, "items": []}
    return [*rows[:1], said, *(one for one in rows[1:] if one["code"] != "withheld_clue")]
