"""措辞: every code that can be raised has its sentence in Chinese and in English, and every member its word."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from string import Formatter

import pytest
from facts import FULL, TWO_GATES

from xiaohao.lifecycle import (
    ANSWERS,
    MOVES,
    PUBLICATION_MOVES,
    REFERRAL_MOVES,
    REQUESTS,
    TIMES,
    Cadence,
    Capacity,
    Completion,
    GateKind,
    Ground,
    Move,
    Need,
    PublicationStage,
    ReferralStage,
    Refused,
    Stage,
    TimeUnit,
    Track,
    Unsound,
    procedures,
)  # fmt: skip
from xiaohao.notice import Doubt, Kind, Unreadable
from xiaohao.wording import asked, checks, choice, colour, doubts, intake, label, labels, names, refusals, say, sentences
from xiaohao.wording import procedures as procedures_told
from xiaohao.workdays import Unconfirmed

SOURCE = Path(__file__).parents[2] / "src" / "xiaohao"
HAN = re.compile(r"[\u4e00-\u9fff]")
CODES = sorted(sentences())
COLOURS = {"grey", "amber", "blue", "teal", "violet", "green", "red"}


def raised() -> Iterator[tuple[str, str]]:
    """(where, code) of every refusal that the source can raise."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Refused", "Unreadable", "Unsound") and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", str(code.value)


def test_every_code_that_can_be_raised_has_its_sentence() -> None:
    found = list(raised())
    assert len(found) > 30
    assert not [(where, code) for where, code in found if code not in sentences()]


def test_no_sentence_is_kept_for_a_refusal_that_nobody_raises() -> None:
    told = {code for _, code in raised()} | {"unconfirmed"}
    assert {*refusals.SENTENCES, *procedures_told.SENTENCES} <= told, {*refusals.SENTENCES, *procedures_told.SENTENCES} - told


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_stands_in_both_languages_with_the_same_facts(code: str) -> None:
    zh, en = sentences()[code]
    assert HAN.search(zh) and zh.endswith("。")
    assert not HAN.search(en) and en.endswith(".")
    facts = [{field for _, field, _, _ in Formatter().parse(text) if field} for text in (zh, en)]
    assert facts[1] <= facts[0], "English may say \"as stated\", never more than Chinese"
    assert not re.search(r"[,;:?!]", re.sub(r"\{[^}]*\}", "", zh)), "half-width stops in a Chinese sentence"


@pytest.mark.parametrize("code", sorted([*refusals.SENTENCES, *intake.SENTENCES, *procedures_told.SENTENCES]))
def test_a_refusal_says_more_than_no(code: str) -> None:
    zh, en = sentences()[code]
    assert len(re.split(r"[。:：;；]", zh.strip("。"))) >= 2, "what was refused or why, and what would make it possible"
    assert len(re.split(r"[.:;] ", en)) >= 2


def test_a_code_that_two_rooms_share_says_only_what_both_know() -> None:
    for code in set(checks.SENTENCES) & set(doubts.SENTENCES):
        said = {field for _, field, _, _ in Formatter().parse(sentences()[code][0]) if field}
        assert said <= {field for _, field, _, _ in Formatter().parse(checks.SENTENCES[code][0]) if field}


def test_no_other_files_share_a_code() -> None:
    every = [*refusals.SENTENCES, *procedures_told.SENTENCES, *intake.SENTENCES, *{*checks.SENTENCES, *doubts.SENTENCES}]
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
    assert "延期、异议" in say("request_open", move="claim_completion", requests=("extension", "dispute"))
    assert "问题表述、佐证材料" in say("changed_since_claim", move="strike_off", changed=("text", "evidence"))
    assert "“整改效果”不符合" in say("point_unmet", move="pass_gate", points=FULL.gates[1].points[1:])
    assert "20 个工作日提出" in say("asked_too_late", move="request_extension", count=20, unit=TimeUnit.WORKDAY, due_on=date(2026, 6, 30), left=-1)
    assert "20 working days before" in say("asked_too_late", "en", move="request_extension", count=20, unit=TimeUnit.WORKDAY, due_on=date(2026, 6, 30), left=-1)


def test_a_need_is_called_as_its_move_calls_it() -> None:
    assert [asked(move, "event") for move in ("annul", "answer", "withdraw_request")] == ["有误的记录", "所答复的异议", "所撤回的申请"]
    assert "“所答复的异议”" in say("missing", move="answer", need="event")
    assert "“Objection answered”" in say("missing", "en", move="answer", need="event")
    assert "“报送日期”不能晚于生效日期" in say("checked_after", move="report_up", need="sent_on", checked_on=date(2026, 6, 30), effective_on=date(2026, 6, 29))
    assert "“no_such_need”" in say("missing", move="answer", need="no_such_need")


def test_every_other_name_of_a_need_is_one_that_its_move_asks_for() -> None:
    every = {f"{move.name}.{need.key}" for move in MOVES.values() for need in move.needs}
    for name in (*names.NEEDS, *names.HINTS):
        assert "." not in name or name in every, name


def test_rules_that_are_no_procedure_are_told_why() -> None:
    refused = Refused("bad_procedure", fault=Unsound("procedure_gate_twice"))
    assert say(refused) == "这样的程序不能成立：有两道关口的代号相同。请改成不同的代号。修改后再保存。"
    assert say(refused, "en") == "These rules do not hold together. Two gates have the same key. Give each its own. Then save again."


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


MEMBERS = [member for kind in (Stage, Completion, Track, Ground, Capacity, Kind, ReferralStage, PublicationStage, Cadence, GateKind, TimeUnit) for member in kind]


@pytest.mark.parametrize("member", MEMBERS, ids=str)
def test_every_member_has_its_word_in_both_languages(member: Enum) -> None:
    assert HAN.search(label(member))
    assert label(member, "en") and not HAN.search(label(member, "en"))


@pytest.mark.parametrize("rules", procedures(), ids=lambda rules: rules.key)
def test_every_procedure_its_gates_and_its_stages_have_words(rules: object) -> None:
    pack = rules.labels  # type: ignore[attr-defined]  # Rules
    for thing in (rules, *rules.gates, *(point for gate in rules.gates for point in gate.points)):  # type: ignore[attr-defined]  # Rules
        assert HAN.search(label(thing)) and not HAN.search(label(thing, "en"))
    for member in (*Stage, *Completion):
        assert HAN.search(label(member, pack=pack)) and not HAN.search(label(member, "en", pack=pack))
        assert colour(member, pack) in COLOURS


@pytest.mark.parametrize("move", [*MOVES.values(), *REFERRAL_MOVES.values(), *PUBLICATION_MOVES.values()], ids=lambda move: move.name)
def test_every_move_and_what_it_needs_has_a_word(move: Move) -> None:
    assert HAN.search(label(move.name, of="move")) and not HAN.search(label(move.name, "en", of="move"))
    for need in move.needs:
        assert HAN.search(label(need)) and not HAN.search(label(need, "en"))
        assert HAN.search(asked(move.name, need.key)) and not HAN.search(asked(move.name, need.key, "en"))
        for one in need.choices:
            assert HAN.search(choice(need.key, one)) and not HAN.search(choice(need.key, one, "en"))


def test_what_the_gates_need_has_a_word() -> None:
    needs: list[Need] = [need for rules in procedures() for gate in rules.gates for need in gate.needs]
    assert all(HAN.search(label(need)) for need in needs)


@pytest.mark.parametrize(("words", "of"), [
    (TIMES, "time"), (REQUESTS, "request"), (ANSWERS, "checked"), ((*Cadence,), "cadence"), ((*GateKind,), "gate_kind"), ((*TimeUnit,), "time_unit"),
])  # fmt: skip
def test_the_words_of_a_procedure_have_names_and_no_name_is_kept_for_another(words: Iterable[str], of: str) -> None:
    assert set(labels.SETS[of]) == {str(word) for word in words}
    assert all(HAN.search(label(str(word), of=of)) and not HAN.search(label(str(word), "en", of=of)) for word in words)


def test_every_set_of_choices_is_used_by_a_need() -> None:
    offered: dict[str, set[str]] = {}
    for need in (need for move in MOVES.values() for need in move.needs if need.choices):
        offered.setdefault(labels.CHOICES[need.key], set()).update(need.choices)
    for of in ("grade", "judgement", "wait", "channel", "basis", "track"):
        assert set(labels.SETS[of]) == offered[of], of


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
