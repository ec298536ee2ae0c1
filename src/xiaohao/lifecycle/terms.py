"""事项的生命: the words of the law of moves, as values. Rows, users and clocks are unknown here; days come in as arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """阶段: where the work stands on its way out of the ledger."""

    OPEN = "open"  # 整改中
    CLAIMED = "claimed"  # 已报请销号; `State.gate` says how many gates are passed
    IN_NOTICE = "in_notice"  # 公示中
    STRUCK_OFF = "struck_off"  # 已销号
    WITHDRAWN = "withdrawn"  # 合并、拆分、移出: out of the denominator


class Completion(StrEnum):
    """完成情况: the public category, claimed by the doer and recognised by another hand."""

    NOT_COMPLETED = "not_completed"
    SUBSTANTIALLY_COMPLETED = "substantially_completed"
    LONG_TERM = "long_term"
    COMPLETED = "completed"


class Track(StrEnum):
    """整改类型: how long it may take."""

    IMMEDIATE = "immediate"  # 立行立改
    STAGED = "staged"  # 限期整改
    CONTINUING = "continuing"  # 长期坚持


class Ground(StrEnum):
    """销号依据: why an item leaves the ledger."""

    RECTIFIED = "rectified"
    NOT_APPLICABLE = "not_applicable"
    MERGED = "merged"
    TRANSFERRED = "transferred"
    RISK_ACCEPTED = "risk_accepted"
    CLOSED_NOT_IMPLEMENTED = "closed_not_implemented"


class Capacity(StrEnum):
    """身份: in what capacity a person acts, worked out from appointments on the day."""

    OFFICE = "office"  # 整改办
    LEADING_GROUP = "leading_group"  # 领导小组
    SUPERVISION_GROUP = "supervision_group"  # 督查组
    VERIFIER = "verifier"  # 核验组
    INSPECTING_BODY = "inspecting_body"  # 巡视组、审计组
    RESPONSIBLE_LEADER = "responsible_leader"  # 责任领导
    LEAD_UNIT = "lead_unit"  # 牵头单位
    RESPONSIBLE_UNIT = "responsible_unit"  # 责任单位
    SUPPORTING_UNIT = "supporting_unit"  # 配合单位
    READER = "reader"  # 查阅
    PUBLIC = "public"
    SYSTEM = "system"  # the ledger itself: a parent follows its parts


class NeedKind(StrEnum):
    """所需之物的种类: what a move's form asks for, and so which field it shows."""

    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    PERSON = "person"
    UNIT = "unit"
    UNITS = "units"
    MEASURES = "measures"  # rows of {ordinal, text, criteria, due_on}
    FILES = "files"  # evidence: rows of {evidence ids}; each may name the measure that it proves
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Need:
    """所需: one thing that a move asks for. `personal` facts are kept apart, salted, and may be erased by law.

    With `unless` it is required but where another need is given that value: (track, continuing).
    """

    key: str
    kind: NeedKind
    required: bool = True
    personal: bool = False
    choices: tuple[str, ...] = ()
    unless: tuple[str, str] | None = None

    def is_asked(self, given: Mapping[str, object]) -> bool:
        """Whether it must be there beside what else is given."""
        return self.required if self.unless is None else str(given.get(self.unless[0])) != self.unless[1]


@dataclass(frozen=True, slots=True)
class Gate:
    """关口: one step of the way out: at whose hand, what it asks, whether it verifies, whether own work is barred."""

    key: str
    name_zh: str
    name_en: str
    hand: Capacity
    needs: tuple[Need, ...] = ()
    verifies: bool = False
    bars_own_work: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    """程序: an ordered list of gates and the hands that decide; data, one per kind of inspection."""

    key: str
    name_zh: str
    name_en: str
    gates: tuple[Gate, ...]
    strikes_off: frozenset[Capacity] = frozenset({Capacity.OFFICE})
    fallback: Capacity = Capacity.INSPECTING_BODY
    labels: str = "party"
    grounds: tuple[Ground, ...] = (Ground.RECTIFIED, Ground.NOT_APPLICABLE)  # that a claim may rest on


@dataclass(frozen=True, slots=True)
class State:
    """状态: all that a row shows and an event must equal."""

    stage: Stage = Stage.OPEN
    gate: int = 0  # how many gates of the procedure are passed
    completion: Completion = Completion.NOT_COMPLETED
    track: Track | None = None
    cycle: int = 1
    first_due_on: date | None = None
    due_on: date | None = None
    lead_unit: int | None = None
    leader: int | None = None
    ground: Ground | None = None
    struck_off_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """案情: all that the law asks about a move before it is made. Nothing is looked up; the caller knows."""

    rules: Rules
    state: State | None  # None before admission
    capacities: frozenset[Capacity]  # of the actor, on the day of recording
    today: date  # the day of recording
    effective_on: date | None = None  # None when only asking what could be done
    last_effective_on: date | None = None  # of the item's newest event that stands
    opened_on: date | None = None  # the ledger's opening day; opening balances are for earlier days only
    person: int | None = None  # the actor
    signers: tuple[int, ...] = ()  # who may sign a claim: heads of the lead unit, the responsible leader; of the unit's others where there is neither
    is_own_work: bool = False  # the actor did a doer's act, or held a post at one of its units, in this cycle
    has_parts: bool = False  # 35 with 35-1 to 35-4: its stage follows its parts
    is_acknowledged: bool = False
    measure_count: int = 0
    unproved: tuple[str, ...] = ()  # ordinals of measures whose criterion has no evidence yet
    evidence_count: int = 0
    given: Mapping[str, object] | None = None  # what the form holds; None when only asking what could be done
    annul_breaks: str | None = None  # the later event that would become unlawful, when annulling
    annul_in_past_cycle: bool = False


class Refused(Exception):  # noqa: N818 (a refusal is an answer, not an error)
    """不予办理: what was refused and the facts of it; the sentence is in `wording`."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = facts


@dataclass(frozen=True, slots=True)
class Move:
    """办理: one row of a table of moves."""

    name: str
    sources: frozenset[StrEnum]  # stages it may start from; empty for admission
    target: StrEnum | None  # None: the stage stays, or the procedure decides
    hands: frozenset[Capacity]  # empty: the hand of the next gate
    needs: tuple[Need, ...] = field(default=())
    bars_own_work: bool = False
    is_doers_act: bool = False  # whoever makes it has worked on the item in this cycle
    by_person: bool = True  # False: only the ledger itself makes it
