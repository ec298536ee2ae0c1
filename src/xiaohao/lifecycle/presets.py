"""程序预设: procedures and label packs as data, and rules to and from the form in which the ledger keeps them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from xiaohao.lifecycle.course import REQUESTS
from xiaohao.lifecycle.item import CLOSING
from xiaohao.lifecycle.terms import Capacity, Gate, GateKind, Ground, Need, NeedKind, Point, Rules, TimeRule, TimeUnit

FOLDER = Path(__file__).parent
# What a time rule may be about, in the order in which it comes up.
TIMES = ("acknowledge", "plan", "report", "close", "decision", "extension_ahead", "extension_decision", "extension_most", "notice", "recheck")
NOBODYS = frozenset({Capacity.READER, Capacity.PUBLIC, Capacity.SYSTEM})  # hands at which nothing is decided


class Unsound(ValueError):  # noqa: N818 (what it is, as a refusal is)
    """不成程序: rules that do not hold together, by the code of the sentence that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def rules_from(kept: Mapping[str, Any]) -> Rules:
    """The rules that a stored version or a TOML file holds. Raises KeyError or ValueError for what cannot be read, Unsound for what is no procedure."""
    rules = Rules(
        key=kept["key"], name_zh=kept["name_zh"], name_en=kept["name_en"], gates=tuple(gate_from(gate) for gate in kept["gates"]),
        strikes_off=frozenset(Capacity(one) for one in kept["strikes_off"]), fallback=Capacity(kept["fallback"]), labels=kept["labels"],
        grounds=tuple(Ground(one) for one in kept["grounds"]), approves_plan=kept.get("approves_plan", False), extensions=kept.get("extensions"),
        decides={kind: frozenset(Capacity(one) for one in hands) for kind, hands in kept.get("decides", {}).items()},
        times=tuple(time_from(one) for one in kept.get("times", ())),
    )  # fmt: skip
    for unsound in faults(rules):
        raise unsound
    return rules


def faults(rules: Rules) -> Iterator[Unsound]:
    """Why the rules are no procedure; nothing when they are one. Without a gate that verifies nothing could ever become completed."""
    keys = [gate.key for gate in rules.gates]
    if not any(gate.verifies for gate in rules.gates):
        yield Unsound("procedure_verifies_nothing")
    if len(keys) != len(set(keys)):
        yield Unsound("procedure_gate_twice")
    if not rules.strikes_off or Ground.RECTIFIED not in rules.grounds:
        yield Unsound("procedure_never_ends")
    if NOBODYS & {*rules.strikes_off, rules.fallback, *(gate.hand for gate in rules.gates), *(hand for hands in rules.decides.values() for hand in hands)}:
        yield Unsound("procedure_nobodys_hand")
    if set(rules.grounds) - set(CLOSING):
        yield Unsound("procedure_strange_ground")
    if set(rules.decides) - set(REQUESTS):
        yield Unsound("procedure_unknown_request")
    yield from faults_of_notices(rules)
    yield from faults_of_times(rules)


def faults_of_notices(rules: Rules) -> Iterator[Unsound]:
    """A public notice shows what was verified: it verifies nothing itself, and asks for nothing that its moves do not."""
    notices = [gate for gate in rules.gates if gate.kind is GateKind.NOTICE]
    if notices and rules.time("notice") is None:
        yield Unsound("procedure_notice_without_days")
    if any(gate.verifies or gate.needs or gate.points for gate in notices):
        yield Unsound("procedure_notice_asks")


def faults_of_times(rules: Rules) -> Iterator[Unsound]:
    """Each time rule is a known one, said once, of at least one day, and in a unit in which it can be counted."""
    keys = [one.key for one in rules.times]
    if set(keys) - set(TIMES) or len(keys) != len(set(keys)) or any(one.count < 1 for one in rules.times):
        yield Unsound("procedure_time_unknown")
    if any(one.key in ("extension_ahead", "notice") and one.unit is TimeUnit.MONTH for one in rules.times):
        yield Unsound("procedure_time_in_months")
    if any(one.key == "extension_most" and one.unit is TimeUnit.WORKDAY for one in rules.times):
        yield Unsound("procedure_time_in_workdays")


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
