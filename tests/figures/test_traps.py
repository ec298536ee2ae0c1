"""核对用例: whole short documents, with all that must be named of them; what is not listed as differing must not differ."""

from __future__ import annotations

from collections import Counter

import pytest
from traps import Trap, traps

from xiaohao.wording import say

SHAPING, UNSEEN = tuple(traps("traps.md")), tuple(traps("unseen.md"))


@pytest.mark.parametrize("trap", SHAPING, ids=[trap.title for trap in SHAPING])
def test_what_must_be_named_is_named_and_nothing_else_differs(trap: Trap) -> None:
    outcome = trap.outcome()
    assert {name: n for name, n in outcome.items() if name.endswith("missed") or name in ("differs extra", "cannot_tell extra")} == {}


def test_documents_that_shaped_no_rule_raise_no_false_alarm_and_little_is_missed() -> None:
    told: Counter[str] = sum((trap.outcome() for trap in UNSEEN), Counter())
    assert told["differs extra"] == 0
    assert told["differs missed"] == 0
    assert told["agrees missed"] <= 0.15 * (told["agrees missed"] + told["agrees found"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_check_says_its_arithmetic_in_one_sentence(lang: str) -> None:
    for trap in (*SHAPING, *UNSEEN):
        for check in trap.checks():
            said = say(check.code, lang, **{"stated": check.stated or "", "computed": check.computed or "", **check.facts})
            assert said and "—" not in said and "{" not in said, check.code
            assert check.spans and all(0 <= span.start < span.end <= len(trap.text) for span in check.spans)
