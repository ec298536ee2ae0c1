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
    SPLIT = "split"
    MISTAKEN = "mistaken"  # 误报: a dispute that was upheld


class Cadence(StrEnum):
    """报告周期: how often a continuing item is reported on; the next report falls due by itself."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class GateKind(StrEnum):
    """关口种类: how a gate is passed."""

    CHECK = "check"  # 核查、审核、审批、备案: by its hand
    NOTICE = "notice"  # 公示: put on notice, and ended when its days are over and every objection is answered
    UPWARD = "upward"  # 上报: applied for with the body that raised the finding, passed on its answer


class TimeUnit(StrEnum):
    """期限单位: what a time rule counts in."""

    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"


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
    MEASURES = "measures"  # rows of {ordinal, text, criterion, due_on, owner, from_on, wants, target, objects}
    READINGS = "readings"  # rows of {target, part, value, on}
    OBJECTS = "objects"  # ids of objects of the plan whose task is done
    FILES = "files"  # evidence: rows of {evidence ids}; each may name the measure that it proves
    CHECKS = "checks"  # the gate's check-list: {point: met | unmet | not_applicable}
    ITEMS = "items"  # what an item is split into: rows of {number, text}
    EVENT = "event"
    # A row of the item, or another item, or a version of a procedure, by its id.
    EVIDENCE = "evidence"
    WAIT = "wait"
    REMAINDER = "remainder"
    ITEM = "item"
    VERSION = "version"

    @property
    def names_a_row(self) -> bool:
        """Whether its value is the id of a row that the item, or the ledger, has."""
        return self in (NeedKind.EVIDENCE, NeedKind.WAIT, NeedKind.REMAINDER, NeedKind.ITEM, NeedKind.VERSION)


@dataclass(frozen=True, slots=True)
class Need:
    """所需: one thing that a move asks for. `personal` facts are kept apart, salted, and may be erased by law.

    With `unless` it is required but where another need is given that value: (track, continuing); with `when` only there.
    """

    key: str
    kind: NeedKind
    required: bool = True
    personal: bool = False
    choices: tuple[str, ...] = ()
    unless: tuple[str, str] | None = None
    when: tuple[str, str] | None = None

    def is_asked(self, given: Mapping[str, object]) -> bool:
        """Whether it must be there beside what else is given."""
        if self.when is not None:
            return str(given.get(self.when[0])) == self.when[1]
        return self.required if self.unless is None else str(given.get(self.unless[0])) != self.unless[1]


@dataclass(frozen=True, slots=True)
class Point:
    """核查要点: one line of a gate's check-list; every one is answered, and none may be unmet when the gate is passed."""

    key: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Gate:
    """关口: one step of the way out: at whose hand, what it asks, whether it verifies, whether own work is barred.

    Where own work is not barred the people of the item's units may pass it, yet never one who did the work with their own hands.
    """

    key: str
    name_zh: str
    name_en: str
    hand: Capacity
    needs: tuple[Need, ...] = ()
    verifies: bool = False
    bars_own_work: bool = True
    kind: GateKind = GateKind.CHECK
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeRule:
    """期限规则: how many days or months, counted how, and where that is laid down. Without a source it is a default that the office confirms."""

    key: str
    count: int
    unit: TimeUnit = TimeUnit.WORKDAY
    counts_first: bool = False
    source: str = ""


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
    approves_plan: bool = False  # a claim waits until the plan was approved
    decides: Mapping[str, frozenset[Capacity]] = field(default_factory=dict)  # who decides on a kind of request; the leading group where none is named
    times: tuple[TimeRule, ...] = ()
    extensions: int | None = None  # how often a deadline may be moved in one cycle; None: as often as granted

    def time(self, key: str) -> TimeRule | None:
        """The rule of that key, one of `TIMES`, where the procedure has one."""
        return next((rule for rule in self.times if rule.key == key), None)

    def decider(self, kind: str) -> frozenset[Capacity]:
        """Who decides on a kind of request."""
        return self.decides.get(kind) or frozenset({Capacity.LEADING_GROUP})


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
    report_every: Cadence | None = None  # of what continues
    report_due_on: date | None = None  # when the next report, or the next review, is due


@dataclass(frozen=True, slots=True)
class Objection:
    """异议: what was said against a closing in its notice, and what was answered."""

    seq: int
    on: date
    answered_on: date | None = None
    is_upheld: bool = False


@dataclass(frozen=True, slots=True)
class OnNotice:
    """公示期: the days of a notice as they were announced, with what was objected since."""

    first_on: date
    last_on: date
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """本轮经过: what the standing events of a cycle come to, beside the state: the plan's approval, what is asked and not decided, the notice."""

    plan: str = ""  # "", filed, approved, returned
    requests: Mapping[str, int] = field(default_factory=dict)  # kind: seq of the request that waits for its answer
    extensions: int = 0
    is_acknowledged: bool = False
    is_reported_up: bool = False  # since the claim
    notice: OnNotice | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """算出的天数: what the law asks of a calendar, counted by who has one. `unconfirmed` names the year that nobody has announced yet, by what it was asked for."""

    to_due: int | None = None  # from today to the deadline, in the unit of the extension's rule
    notice: int | None = None  # of the days that a notice is given
    notice_ends_on: date | None = None  # of the notice that runs: the last day, with those added on which the clock stood
    unconfirmed: Mapping[str, int] = field(default_factory=dict)


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
    is_own_act: bool = False  # the actor did a doer's act in this cycle with their own hands
    is_last_resort: bool = False  # nobody is left at the hand that should decide, whose own work it is not: the fallback hand decides, by a letter
    has_parts: bool = False  # 35 with 35-1 to 35-4: its stage follows its parts
    course: Course = Course()
    counted: Counted = Counted()
    changed: tuple[str, ...] = ()  # what is no longer as the claim's manifest has it
    lacking: frozenset[NeedKind] = frozenset()  # kinds of rows that the item has none of: nothing to replace, to end, to settle
    is_below: bool = True  # the unit that is handed down to stands below the unit of who does it
    measure_count: int = 0
    unproved: tuple[object, ...] = ()  # measures whose criterion is not proved yet, with what each asks for
    unreached: tuple[object, ...] = ()  # targets of the plan that are not reached
    questions: tuple[object, ...] = ()  # what is odd about the figures and words that are given
    evidence_count: int = 0
    expired: tuple[str, ...] = ()  # ordinals of measures whose criterion had evidence, all of which has expired
    has_only_expired: bool = False
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
