"""程序预设: procedures and label packs as data, and rules to and from the form in which the ledger keeps them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from xiaohao.lifecycle.terms import Capacity, Gate, GateKind, Ground, Need, NeedKind, Point, Rules, TimeRule, TimeUnit

FOLDER = Path(__file__).parent


def rules_from(kept: Mapping[str, Any]) -> Rules:
    """The rules that a stored version or a TOML file holds. Raises KeyError or ValueError for what is no procedure.

    A procedure has at least one gate that verifies: without one nothing could ever become completed.
    """
    rules = Rules(
        key=kept["key"], name_zh=kept["name_zh"], name_en=kept["name_en"], gates=tuple(gate_from(gate) for gate in kept["gates"]),
        strikes_off=frozenset(Capacity(one) for one in kept["strikes_off"]), fallback=Capacity(kept["fallback"]), labels=kept["labels"],
        grounds=tuple(Ground(one) for one in kept["grounds"]), approves_plan=kept.get("approves_plan", False), extensions=kept.get("extensions"),
        decides={kind: frozenset(Capacity(one) for one in hands) for kind, hands in kept.get("decides", {}).items()},
        times=tuple(time_from(one) for one in kept.get("times", ())),
    )  # fmt: skip
    if not any(gate.verifies for gate in rules.gates):
        raise ValueError(f"{rules.key}: no gate verifies")
    if any(gate.kind is GateKind.NOTICE for gate in rules.gates) and rules.time("notice") is None:
        raise ValueError(f"{rules.key}: nothing says how long its notice is")
    if not rules.strikes_off or Ground.RECTIFIED not in rules.grounds:
        raise ValueError(f"{rules.key}: nobody strikes off, or nothing is ever rectified")
    return rules


def gate_from(kept: Mapping[str, Any]) -> Gate:
    """One gate."""
    return Gate(
        key=kept["key"], name_zh=kept["name_zh"], name_en=kept["name_en"], hand=Capacity(kept["hand"]),
        needs=tuple(
            Need(n["key"], NeedKind(n["kind"]), n.get("required", True), n.get("personal", False), tuple(n.get("choices", ()))) for n in kept.get("needs", ())
        ),
        verifies=kept["verifies"], bars_own_work=kept["bars_own_work"], kind=GateKind(kept.get("kind", "check")),
        points=tuple(Point(one["key"], one["name_zh"], one["name_en"]) for one in kept.get("points", ())),
    )  # fmt: skip


def time_from(kept: Mapping[str, Any]) -> TimeRule:
    """One time rule."""
    return TimeRule(kept["key"], kept["count"], TimeUnit(kept.get("unit", "workday")), kept.get("counts_first", False), kept.get("source", ""))


def as_object(rules: Rules) -> dict[str, Any]:
    """The rules as JSON can hold them; `rules_from` gives them back."""
    return {
        "key": rules.key, "name_zh": rules.name_zh, "name_en": rules.name_en, "strikes_off": sorted(rules.strikes_off), "fallback": rules.fallback.value,
        "labels": rules.labels, "grounds": [ground.value for ground in rules.grounds], "approves_plan": rules.approves_plan, "extensions": rules.extensions,
        "decides": {kind: sorted(hands) for kind, hands in sorted(rules.decides.items())},
        "times": [
            {"key": one.key, "count": one.count, "unit": one.unit.value, "counts_first": one.counts_first, "source": one.source} for one in rules.times
        ],
        "gates": [gate_object(gate) for gate in rules.gates],
    }  # fmt: skip


def gate_object(gate: Gate) -> dict[str, Any]:
    """One gate as JSON can hold it."""
    return {
        "key": gate.key, "name_zh": gate.name_zh, "name_en": gate.name_en, "hand": gate.hand.value, "verifies": gate.verifies,
        "bars_own_work": gate.bars_own_work, "kind": gate.kind.value,
        "points": [{"key": one.key, "name_zh": one.name_zh, "name_en": one.name_en} for one in gate.points],
        "needs": [{"key": n.key, "kind": n.kind.value, "required": n.required, "personal": n.personal, "choices": list(n.choices)} for n in gate.needs],
    }  # fmt: skip


@cache
def procedures() -> tuple[Rules, ...]:
    """Every preset, in order of key."""
    return tuple(rules_from(tomllib.loads(path.read_text("utf-8"))) for path in sorted((FOLDER / "procedures").glob("*.toml")))


def procedure(key: str) -> Rules:
    """One preset; raises KeyError when there is none of that key."""
    for rules in procedures():
        if rules.key == key:
            return rules
    raise KeyError(key)


@cache
def label_pack(key: str) -> Mapping[str, Any]:
    """Local words and colours for stages and completions: {"completion": {"completed": {"zh", "en", "colour"}}, …}.

    Raises FileNotFoundError for a key that no pack has.
    """
    return tomllib.loads((FOLDER / "labels" / f"{key}.toml").read_text("utf-8"))
