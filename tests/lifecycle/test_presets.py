"""程序: presets are data, kept and read back without loss."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from facts import PARTY, TWO_GATES

from xiaohao.lifecycle import Capacity, Gate, NeedKind, Rules, as_object, label_pack, procedure, procedures, rules_from

PRESETS = procedures()


def test_there_is_a_preset_for_each_kind_of_inspection() -> None:
    assert {rules.key for rules in PRESETS} == {"party", "local", "environment", "audit", "safety", "petition", "international"}


@pytest.mark.parametrize("rules", [*PRESETS, TWO_GATES], ids=lambda rules: rules.key)
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
    with pytest.raises(ValueError, match="no gate verifies"):
        rules_from(as_object(blind))


def test_a_procedure_in_which_nobody_strikes_off_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody strikes off"):
        rules_from(as_object(replace(PARTY, strikes_off=frozenset())))


def test_an_unknown_preset_is_named() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        procedure("nowhere")
    with pytest.raises(FileNotFoundError):
        label_pack("nowhere")
