"""措辞: every code that can be raised has its sentence in Chinese and in English, and every member its word."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from string import Formatter

import pytest
from facts import TWO_GATES

from xiaohao.lifecycle import (
    MOVES,
    PUBLICATION_MOVES,
    REFERRAL_MOVES,
    Capacity,
    Completion,
    Ground,
    Move,
    Need,
    PublicationStage,
    ReferralStage,
    Refused,
    Stage,
    Track,
    procedures,
)  # fmt: skip
from xiaohao.notice import Doubt, Kind, Unreadable
from xiaohao.wording import checks, choice, colour, doubts, intake, label, names, refusals, say, sentences
from xiaohao.workdays import Unconfirmed

SOURCE = Path(__file__).parents[2] / "src" / "xiaohao"
HAN = re.compile(r"[\u4e00-\u9fff]")
CODES = sorted(sentences())
COLOURS = {"grey", "amber", "blue", "teal", "violet", "green", "red"}


def raised() -> Iterator[tuple[str, str]]:
    """(where, code) of every refusal that the source can raise."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Refused", "Unreadable") and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", str(code.value)


def test_every_code_that_can_be_raised_has_its_sentence() -> None:
    found = list(raised())
    assert len(found) > 30
    assert not [(where, code) for where, code in found if code not in sentences()]


def test_no_sentence_is_kept_for_a_refusal_that_nobody_raises() -> None:
    told = {code for _, code in raised()} | {"unconfirmed"}
    assert set(refusals.SENTENCES) <= told, set(refusals.SENTENCES) - told


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_stands_in_both_languages_with_the_same_facts(code: str) -> None:
    zh, en = sentences()[code]
    assert HAN.search(zh) and zh.endswith("。")
    assert not HAN.search(en) and en.endswith(".")
    facts = [{field for _, field, _, _ in Formatter().parse(text) if field} for text in (zh, en)]
    assert facts[1] <= facts[0], "English may say \"as stated\", never more than Chinese"
    assert not re.search(r"[,;:?!]", re.sub(r"\{[^}]*\}", "", zh)), "half-width stops in a Chinese sentence"


@pytest.mark.parametrize("code", sorted(refusals.SENTENCES) + sorted(intake.SENTENCES))
def test_a_refusal_says_more_than_no(code: str) -> None:
    zh, en = sentences()[code]
    assert len(re.split(r"[。:：;；]", zh.strip("。"))) >= 2, "what was refused or why, and what would make it possible"
    assert len(re.split(r"[.:;] ", en)) >= 2


def test_a_code_that_two_rooms_share_says_only_what_both_know() -> None:
    for code in set(checks.SENTENCES) & set(doubts.SENTENCES):
        said = {field for _, field, _, _ in Formatter().parse(sentences()[code][0]) if field}
        assert said <= {field for _, field, _, _ in Formatter().parse(checks.SENTENCES[code][0]) if field}


def test_no_other_files_share_a_code() -> None:
    every = [*refusals.SENTENCES, *intake.SENTENCES, *{*checks.SENTENCES, *doubts.SENTENCES}]
    assert len(every) == len(set(every))


def test_a_refusal_is_said_with_its_facts() -> None:
    refused = Refused("wrong_stage", move="strike_off", stage=Stage.OPEN, allowed=(Stage.CLAIMED, Stage.IN_NOTICE))
    assert "“销号”" in say(refused) and "“整改中”" in say(refused) and "已报请销号、公示中" in say(refused)
    assert "“Strike off”" in say(refused, "en") and "Strike-off requested, In public notice" in say(refused, "en")
    assert "“已提交核对、公示中”" in say(refused, pack="audit")


def test_days_hands_gates_and_needs_are_said_as_people_say_them() -> None:
    assert "2026年6月30日" in say("future_day", effective_on=date(2026, 6, 30), today=date(2026, 6, 29))
    assert "30 June 2026" in say("future_day", "en", effective_on=date(2026, 6, 30), today=date(2026, 6, 29))
    assert "2026年6月30日 09:05" in say("duplicate_document", name="通报", proposed_on=datetime(2026, 6, 30, 9, 5, tzinfo=UTC))
    assert "由牵头单位、责任单位办理" in say("not_your_move", move="report_progress", hands=(Capacity.LEAD_UNIT, Capacity.RESPONSIBLE_UNIT))
    assert "“初审”" in say("gate_missing", move="strike_off", gate=TWO_GATES.gates[0], hands=(Capacity.LEADING_GROUP,))
    assert "“整改时限”" in say("missing", move="assign", need="due_on")
    assert "“核验通过”" in say("would_break", later="pass_gate")


def test_a_doubt_and_an_unconfirmed_year_speak_too() -> None:
    assert "3" in say(Doubt(0, 1, code="number_missing", facts={"missing": "3"}))
    assert "2027年" in say(Unconfirmed(2027))
    assert "2027" in say(Unconfirmed(2027), "en")


def test_a_reason_within_a_refusal_speaks_for_itself() -> None:
    refused = Refused("unreadable", name="通报.txt", reason=Unreadable("empty"))
    assert say(refused) == "读不了“通报.txt”：文件是空的，请换一个有内容的文件。"
    assert say(refused, "en") == "“通报.txt” cannot be read. The file is empty; choose one with content."


def test_a_sentence_whose_facts_are_unknown_is_still_a_sentence() -> None:
    assert "—" in say("missing")


def test_a_code_without_a_sentence_is_a_fault() -> None:
    with pytest.raises(KeyError):
        say("no_such_code")
    with pytest.raises(KeyError):
        say(object())


MEMBERS = [member for kind in (Stage, Completion, Track, Ground, Capacity, Kind, ReferralStage, PublicationStage) for member in kind]


@pytest.mark.parametrize("member", MEMBERS, ids=str)
def test_every_member_has_its_word_in_both_languages(member: Enum) -> None:
    assert HAN.search(label(member))
    assert label(member, "en") and not HAN.search(label(member, "en"))


@pytest.mark.parametrize("rules", procedures(), ids=lambda rules: rules.key)
def test_every_procedure_its_gates_and_its_stages_have_words(rules: object) -> None:
    pack = rules.labels  # type: ignore[attr-defined]  # Rules
    for thing in (rules, *rules.gates):  # type: ignore[attr-defined]  # Rules
        assert HAN.search(label(thing)) and not HAN.search(label(thing, "en"))
    for member in (*Stage, *Completion):
        assert HAN.search(label(member, pack=pack)) and not HAN.search(label(member, "en", pack=pack))
        assert colour(member, pack) in COLOURS


@pytest.mark.parametrize("move", [*MOVES.values(), *REFERRAL_MOVES.values(), *PUBLICATION_MOVES.values()], ids=lambda move: move.name)
def test_every_move_and_what_it_needs_has_a_word(move: Move) -> None:
    assert HAN.search(label(move.name, of="move")) and not HAN.search(label(move.name, "en", of="move"))
    for need in move.needs:
        assert HAN.search(label(need)) and not HAN.search(label(need, "en"))
        for one in need.choices:
            assert HAN.search(choice(need.key, one)) and not HAN.search(choice(need.key, one, "en"))


def test_what_the_gates_need_has_a_word() -> None:
    needs: list[Need] = [need for rules in procedures() for gate in rules.gates for need in gate.needs]
    assert all(HAN.search(label(need)) for need in needs)


def test_no_word_is_kept_for_a_move_that_no_table_has() -> None:
    beside = {"compose", "record", "order", "decline", "change_mandate", "use_procedure"}  # acts of rooms above, which no table rules
    assert set(names.MOVES) == {*MOVES, *REFERRAL_MOVES, *PUBLICATION_MOVES, *beside}


@pytest.mark.parametrize(("word", "of", "said"), [("plan", "document", "整改方案"), ("plan", "move", "报整改措施"), ("open", "stage", "整改中")])
def test_a_bare_word_is_found_in_the_set_that_is_named(word: str, of: str, said: str) -> None:
    assert label(word, of=of) == said


def test_a_word_that_nobody_knows_is_a_fault() -> None:
    for word in ("no_such_word", ""):
        with pytest.raises(KeyError):
            label(word)


def test_local_words_differ_by_kind_of_inspection() -> None:
    assert [label(Completion.LONG_TERM, pack=pack) for pack in ("party", "audit", "petition")] == ["长期整改", "持续整改", "长期化解"]
