"""程序: presets are data, kept and read back without loss."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from facts import FULL, PARTY, TWO_GATES

from xiaohao.lifecycle import (
    REQUESTS,
    TIMES,
    Capacity,
    Gate,
    Ground,
    NeedKind,
    Rules,
    TimeRule,
    TimeUnit,
    Unsound,
    as_object,
    label_pack,
    procedure,
    procedures,
    rules_from,
)  # fmt: skip

PRESETS = procedures()


def test_there_is_a_preset_for_each_kind_of_inspection() -> None:
    assert {rules.key for rules in PRESETS} == {"party", "local", "environment", "audit", "safety", "petition", "international"}


@pytest.mark.parametrize("rules", [*PRESETS, TWO_GATES, FULL], ids=lambda rules: rules.key)
def test_a_procedure_comes_back_from_json_as_it_was(rules: Rules) -> None:
    assert rules_from(json.loads(json.dumps(as_object(rules)))) == rules


@pytest.mark.parametrize("rules", PRESETS, ids=lambda rules: rules.key)
def test_each_preset_lets_another_hand_verify(rules: Rules) -> None:
    verifying = [gate for gate in rules.gates if gate.verifies]
    assert len(verifying) == 1
    assert verifying[0].hand is Capacity.VERIFIER
    assert verifying[0].bars_own_work
    assert [(need.key, need.kind) for need in verifying[0].needs] == [("opinion", NeedKind.TEXT), ("checked_on", NeedKind.DAY)]
    assert rules.name_zh and rules.name_en and verifying[0].name_zh and verifying[0].name_en


def test_a_procedure_that_never_verifies_is_refused() -> None:
    blind = replace(PARTY, gates=(Gate("glance", "过目", "Glance", Capacity.VERIFIER),))
    with pytest.raises(Unsound, match="procedure_verifies_nothing"):
        rules_from(as_object(blind))


def test_a_procedure_in_which_nobody_strikes_off_is_refused() -> None:
    for wrong in (replace(PARTY, strikes_off=frozenset()), replace(PARTY, grounds=(Ground.NOT_APPLICABLE,))):
        with pytest.raises(Unsound, match="procedure_never_ends"):
            rules_from(as_object(wrong))


NOTICE = FULL.gates[2]


def with_notice(gate: Gate) -> Rules:
    """The five gates, with another notice."""
    return replace(FULL, gates=(*FULL.gates[:2], gate, *FULL.gates[3:]))


def with_times(*times: TimeRule) -> Rules:
    """One gate, with these time rules."""
    return replace(PARTY, times=times)


@pytest.mark.parametrize(("rules", "code"), [
    (replace(FULL, gates=(*FULL.gates, FULL.gates[0])), "procedure_gate_twice"),
    (replace(PARTY, fallback=Capacity.PUBLIC), "procedure_nobodys_hand"),
    (replace(PARTY, strikes_off=frozenset({Capacity.SYSTEM})), "procedure_nobodys_hand"),
    (replace(PARTY, decides={"extension": frozenset({Capacity.READER})}), "procedure_nobodys_hand"),
    (replace(PARTY, gates=(replace(PARTY.gates[0], hand=Capacity.PUBLIC),)), "procedure_nobodys_hand"),
    (replace(PARTY, grounds=(Ground.RECTIFIED, Ground.MERGED)), "procedure_strange_ground"),
    (replace(PARTY, decides={"holiday": frozenset({Capacity.OFFICE})}), "procedure_unknown_request"),
    (replace(FULL, times=()), "procedure_notice_without_days"),
    (with_notice(replace(NOTICE, verifies=True)), "procedure_notice_asks"),
    (with_notice(replace(NOTICE, needs=FULL.gates[0].needs)), "procedure_notice_asks"),
    (with_notice(replace(NOTICE, points=FULL.gates[1].points)), "procedure_notice_asks"),
    (with_times(TimeRule("tea", 1)), "procedure_time_unknown"),
    (with_times(TimeRule("plan", 0)), "procedure_time_unknown"),
    (with_times(TimeRule("plan", 1), TimeRule("plan", 2)), "procedure_time_unknown"),
    (with_times(TimeRule("extension_ahead", 1, TimeUnit.MONTH)), "procedure_time_in_months"),
    (with_times(TimeRule("notice", 1, TimeUnit.MONTH)), "procedure_time_in_months"),
    (with_times(TimeRule("extension_most", 1)), "procedure_time_in_workdays"),
])  # fmt: skip
def test_what_could_not_be_followed_is_no_procedure(rules: Rules, code: str) -> None:
    with pytest.raises(Unsound) as unsound:
        rules_from(as_object(rules))
    assert unsound.value.code == code


@pytest.mark.parametrize("rules", PRESETS, ids=lambda rules: rules.key)
def test_each_preset_says_who_decides_on_every_request_and_how_long_each_thing_takes(rules: Rules) -> None:
    assert set(rules.decides) == set(REQUESTS)
    keys = [one.key for one in rules.times]
    assert {"extension_ahead", "recheck"} <= set(keys)
    assert keys == [key for key in TIMES if key in keys], "in the order in which they come up, as a form writes them"
    assert all(gate.name_zh and gate.name_en and gate.name_en.isascii() for gate in rules.gates)
    assert all(point.name_zh and point.name_en.isascii() for gate in rules.gates for point in gate.points)


def test_an_unknown_preset_is_named() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        procedure("nowhere")
    with pytest.raises(FileNotFoundError):
        label_pack("nowhere")
