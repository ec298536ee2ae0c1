"""程序表单: a procedure as an office edits it: gates in order with their hands, needs and check-lists, time rules, who decides. The law judges the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from xiaohao.ledger import procedures
from xiaohao.ledger.models import ProcedureVersion
from xiaohao.lifecycle import CLOSING, REQUESTS, TIMES, Capacity, GateKind, Refused, TimeUnit, as_object
from xiaohao.people.models import User
from xiaohao.wording import label, say

GATE_HANDS = (
    Capacity.OFFICE, Capacity.LEADING_GROUP, Capacity.SUPERVISION_GROUP, Capacity.VERIFIER, Capacity.INSPECTING_BODY, Capacity.RESPONSIBLE_LEADER,
    Capacity.LEAD_UNIT,
)  # fmt: skip
DECIDING_HANDS = (Capacity.OFFICE, Capacity.LEADING_GROUP, Capacity.SUPERVISION_GROUP, Capacity.INSPECTING_BODY)
# What a gate may ask for: key, kind, whether the words may name somebody.
ASKED = (("opinion", "text"), ("checked_on", "day"), ("authority", "text"), ("files", "files"))
PACKS = ("party", "audit", "environment", "safety", "petition", "international")
SPARE = 2  # empty rows for another gate
MOST_GATES = 20
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """一个选项: with whether it holds."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class GateRow:
    """一道关口 as a row of fields."""

    place: int
    key: str
    name_zh: str
    name_en: str
    hands: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    needs: tuple[Choice, ...]
    points: str  # a line each: Chinese | English
    verifies: bool
    bars_own_work: bool


@dataclass(frozen=True, slots=True)
class TimeRow:
    """一条期限规则 as a row of fields."""

    key: str
    name: str
    count: str
    units: tuple[Choice, ...]
    counts_first: bool
    source: str


class ProcedureForm:
    """程序表单: what stands, or what was typed. `sentence` is what the door answered."""

    def __init__(self, version: ProcedureVersion | None, value: Mapping[str, Any], lang: str, data: QueryDict | None = None) -> None:
        self.version, self.lang, self.sentence = version, lang, ""
        self.value: Mapping[str, Any] = value if data is None else typed(data)

    def save(self, key: str, *, by: User, now: datetime) -> ProcedureVersion | None:
        """Keep what was typed as the next version under the key; None where it is refused."""
        try:
            return procedures.edit(key, self.value, by=by, now=now)
        except Refused as refused:
            self.sentence = say(refused, self.lang)
            return None

    def chosen(self, words: tuple[Any, ...], holds: object) -> tuple[Choice, ...]:
        """Members as options; `holds` is the one, or those, that hold."""
        held = holds if isinstance(holds, (list, tuple)) else [holds]
        return tuple(Choice(str(one), label(one, self.lang), str(one) in held) for one in words)

    @property
    def gates(self) -> tuple[GateRow, ...]:
        """The gates in order, and empty rows after them."""
        kept = [*self.value.get("gates", ()), *({} for _ in range(SPARE))]
        return tuple(self.gate(place, one) for place, one in enumerate(kept, 1))

    def gate(self, place: int, one: Mapping[str, Any]) -> GateRow:
        """One gate."""
        asked = [need["key"] for need in one.get("needs", ())] if one else []
        return GateRow(
            place=place, key=one.get("key", ""), name_zh=one.get("name_zh", ""), name_en=one.get("name_en", ""),
            hands=self.chosen(GATE_HANDS, one.get("hand", "")), kinds=self.chosen(tuple(GateKind), one.get("kind", "check")),
            needs=tuple(Choice(key, label(key, self.lang, of="need"), key in asked) for key, _ in ASKED),
            points="\n".join(f"{point['name_zh']} | {point['name_en']}" for point in one.get("points", ())), verifies=bool(one.get("verifies")),
            bars_own_work=bool(one.get("bars_own_work", True)),
        )  # fmt: skip

    @property
    def times(self) -> tuple[TimeRow, ...]:
        """Every time rule that a procedure may have."""
        kept = {one["key"]: one for one in self.value.get("times", ())}
        return tuple(
            TimeRow(
                key, label(key, self.lang, of="time"), str(kept.get(key, {}).get("count", "")), self.chosen(tuple(TimeUnit), kept.get(key, {}).get("unit", "workday")),
                bool(kept.get(key, {}).get("counts_first")), kept.get(key, {}).get("source", ""),
            )
            for key in TIMES
        )  # fmt: skip

    @property
    def strikes_off(self) -> tuple[Choice, ...]:
        """Who strikes off."""
        return self.chosen(DECIDING_HANDS, list(self.value.get("strikes_off", ())))

    @property
    def fallback(self) -> tuple[Choice, ...]:
        """Who decides where nobody is left."""
        return self.chosen(DECIDING_HANDS, self.value.get("fallback", ""))

    @property
    def grounds(self) -> tuple[Choice, ...]:
        """On what a claim may rest."""
        return self.chosen(CLOSING, list(self.value.get("grounds", ())))

    @property
    def packs(self) -> tuple[Choice, ...]:
        """The label packs, by the word that each has for a struck-off item and a completed one."""
        return tuple(
            Choice(one, f"{one}: {label('open', self.lang, pack=one, of='stage')} / {label('completed', self.lang, pack=one, of='completion')}", one == self.value.get("labels"))
            for one in PACKS
        )

    @property
    def decides(self) -> tuple[tuple[str, str, tuple[Choice, ...]], ...]:
        """(kind, name, who decides) for each kind of request."""
        kept = self.value.get("decides", {})
        return tuple((kind, label(kind, self.lang, of="request"), self.chosen(DECIDING_HANDS, list(kept.get(kind, ["leading_group"])))) for kind in REQUESTS)


def typed(data: QueryDict) -> dict[str, Any]:
    """What was typed, in the shape that the law reads."""
    rows = []
    for place in range(1, MOST_GATES + 1):
        name = text(data, f"gate-{place}-name_zh")
        if name:
            rows.append((number(text(data, f"gate-{place}-order"), place), place, gate_typed(data, place, name)))
    extensions = text(data, "extensions")
    return {
        "name_zh": text(data, "name_zh"), "name_en": text(data, "name_en") or text(data, "name_zh"), "gates": [row for _, _, row in sorted(rows, key=lambda one: one[:2])],
        "strikes_off": data.getlist("strikes_off"), "fallback": text(data, "fallback"), "labels": text(data, "labels"), "grounds": data.getlist("grounds"),
        "approves_plan": "approves_plan" in data, "extensions": int(extensions) if is_small(extensions) else None,
        "decides": {kind: data.getlist(f"decides-{kind}") for kind in REQUESTS if data.getlist(f"decides-{kind}")},
        "times": [
            {
                "key": key, "count": int(count), "unit": text(data, f"time-{key}-unit"), "counts_first": f"time-{key}-counts_first" in data,
                "source": text(data, f"time-{key}-source"),
            }
            for key in TIMES if is_small(count := text(data, f"time-{key}-count"))
        ],
    }  # fmt: skip


def gate_typed(data: QueryDict, place: int, name: str) -> dict[str, Any]:
    """One gate as typed."""
    lines = [line.partition("|") for line in data.get(f"gate-{place}-points", "").splitlines() if line.strip()][:30]
    asked = data.getlist(f"gate-{place}-needs")
    return {
        "key": text(data, f"gate-{place}-key") or f"gate{place}", "name_zh": name, "name_en": text(data, f"gate-{place}-name_en") or name,
        "hand": text(data, f"gate-{place}-hand"), "kind": text(data, f"gate-{place}-kind"), "verifies": f"gate-{place}-verifies" in data,
        "bars_own_work": f"gate-{place}-bars_own_work" in data,
        "needs": [{"key": key, "kind": kind, "required": True, "personal": kind == "text", "choices": []} for key, kind in ASKED if key in asked],
        "points": [
            {"key": f"p{n}", "name_zh": zh.strip()[:LONGEST], "name_en": (en.strip() or zh.strip())[:LONGEST]} for n, (zh, _, en) in enumerate(lines, 1)
        ],
    }  # fmt: skip


def text(data: QueryDict, key: str) -> str:
    """What was typed in a field, no longer than it may be."""
    return (data.get(key) or "").strip()[:LONGEST]


def is_small(typed_text: str) -> bool:
    """Whether it is a whole number that days or times can be."""
    return typed_text.isascii() and typed_text.isdecimal() and 0 < int(typed_text) < 1000


def number(typed_text: str, otherwise: int) -> int:
    """A whole number, or the other one."""
    return int(typed_text) if is_small(typed_text) else otherwise


def value_of(version: ProcedureVersion) -> dict[str, Any]:
    """A version's rules as the form holds them; older ones are filled with what has since been added."""
    return as_object(version.as_rules)
