"""状态之旁: what a page shows beside an item's state: what is asked and not answered, what is waited for, what is left, its notice, its seal, its kin.

Values only. One statement for the rows; the rest is told from the events that the page has read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from xiaohao.ledger import case
from xiaohao.ledger.closing import counting
from xiaohao.ledger.item_page.clock import Clock, clock
from xiaohao.ledger.item_page.history import Names, Told
from xiaohao.ledger.models import Event, Item, Lineage, Remainder, Wait
from xiaohao.lifecycle import KIND_ASKED, Facts, Rules, Stage, State, TimeRule, course
from xiaohao.wording import label
from xiaohao.workdays import Calendar, Unconfirmed

NO_DAY = Value("", CharField())


@dataclass(frozen=True, slots=True)
class Request:
    """待答复的申请: what is asked and not decided yet."""

    name: str
    on: date
    person: str
    words: tuple[str, ...]
    until: date | None
    answer_by: date | None  # by when the procedure wants it answered


@dataclass(frozen=True, slots=True)
class Left:
    """等待或遗留: one wait or one remainder."""

    name: str
    words: str
    since: str
    expected: Clock
    ended_on: str

    @property
    def is_open(self) -> bool:
        """Whether it still holds."""
        return not self.ended_on


@dataclass(frozen=True, slots=True)
class Objected:
    """一件异议: with its answer, where there is one."""

    seq: int
    on: date
    channel: str
    grounds: str
    answered_on: date | None
    reply: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Notice:
    """公示: the days that a notice claims beside those that the calendar gives."""

    first_on: date
    last_on: date
    channel: str
    text: str
    stated: str
    counted: int | None
    wanted: int | None
    unit: str
    ends_on: date | None
    objections: tuple[Objected, ...]

    @property
    def is_longer(self) -> bool:
        """Whether objections have moved its end."""
        return self.ends_on is not None and self.ends_on > self.last_on


@dataclass(frozen=True, slots=True)
class Kin:
    """来龙去脉: another item that this one came of, or that came of it."""

    number: str
    address: str
    is_successor: bool


@dataclass(frozen=True, slots=True)
class Sealed:
    """封存: what the claim fixed, and since when."""

    seal: str
    on: date
    files: int
    acceptor: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Beside:
    """状态之旁."""

    requests: tuple[Request, ...] = ()
    waits: tuple[Left, ...] = ()
    remainders: tuple[Left, ...] = ()
    notice: Notice | None = None
    sealed: Sealed | None = None
    kin: tuple[Kin, ...] = ()
    voided: tuple[str, ...] = ()  # what changed, where the last strike-off is void
    extensions: int = 0
    extended_days: int = 0
    report: Clock | None = None
    report_every: str = ""
    recheck: Clock | None = None
    routine: str = ""  # to whom the item was handed over after its strike-off

    @property
    def has_words(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.requests or self.waits or self.remainders or self.notice or self.sealed or self.kin or self.report or self.recheck or self.routine)


def beside(
    item: Item, found: Told, shown: Sequence[Event], state: State | None, facts: Facts, names: Names, day: date, calendar: Calendar, lang: str,
) -> Beside:  # fmt: skip
    """All that stands beside the state, on a day."""
    if state is None:
        return Beside()
    stood = [event for event in case.standing(shown) if event.cycle == state.cycle]
    told = course(case.steps_of(stood))
    by_seq = {event.seq: event for event in stood}
    said = found.personal
    rows = list(beside_rows(item))
    last = {event.move: event for event in stood}
    claim = last.get("claim_completion")
    handed = last.get("hand_over")
    granted = [event for event in stood if event.move == "grant_extension"]
    return Beside(
        requests=tuple(request(by_seq[seq], said, facts.rules, calendar, lang) for seq in told.requests.values()),
        waits=tuple(left(row, day, calendar, lang) for row in rows if row[0] == "wait"), remainders=tuple(left(row, day, calendar, lang) for row in rows if row[0] == "remainder"),
        notice=notice(stood, said, facts.rules, facts.today, calendar, lang) if state.stage is Stage.IN_NOTICE else None,
        sealed=sealed(claim, names) if claim is not None and state.stage is not Stage.OPEN else None,
        kin=tuple(Kin(row[1], row[2], row[0] == "successor") for row in rows if row[0] in ("successor", "predecessor")),
        voided=tuple(label(one, lang, of="sealed") for one in stood[0].facts["changed"]) if stood and stood[0].move == "void" else (),
        extensions=len(granted), extended_days=extended(state),
        report=clock(state.report_due_on, day, calendar, state.stage) if state.report_due_on and state.stage is Stage.OPEN else None,
        report_every=label(state.report_every, lang) if state.report_every else "", recheck=recheck(state, facts.rules, day, calendar, "recheck" in last),
        routine=f"{names.unit(handed.facts['unit'], handed.effective_on)} {(said.get(handed.pk) or {}).get('routine') or ''}".strip() if handed else "",
    )  # fmt: skip


def beside_rows(item: Item) -> Iterator[tuple[str, ...]]:
    """(kind, name, words, since, expected, ended) of waits, remainders and kin: one statement."""

    def shaped(rows: Any, kind: str, name: Any, words: Any, since: Any = NO_DAY, expected: Any = NO_DAY, ended: Any = NO_DAY) -> Any:
        columns = {"a": Value(kind, CharField()), "b": name, "c": words, "d": since, "e": expected, "f": ended}
        return rows.order_by().annotate(**columns).values_list(*columns)

    def text(name: str) -> Cast:
        return Cast(F(name), CharField())

    waits = shaped(Wait.objects.filter(item=item), "wait", F("kind"), F("on_whom"), text("since_on"), text("expected_on"), text("ended_on"))
    remainders = shaped(
        Remainder.objects.filter(item=item), "remainder", Value("", CharField()), F("text"), text("event__effective_on"), text("expected_on"), text("ended_on")
    )
    born = shaped(Lineage.objects.filter(from_item=item), "successor", F("to_item__number"), F("to_item__address"))
    before = shaped(Lineage.objects.filter(to_item=item), "predecessor", F("from_item__number"), F("from_item__address"))
    yield from sorted(waits.union(remainders, born, before, all=True), key=lambda row: (row[5] or "", row[4] or "9", row[3] or ""))


def left(row: tuple[str, ...], day: date, calendar: Calendar, lang: str) -> Left:
    """A wait or a remainder, with how its expected day looks from the day."""
    kind, name, words, since, expected, ended = row
    return Left(label(name, lang, of="wait") if kind == "wait" else "", words, since or "", clock(as_day(expected), day, calendar), ended or "")


def as_day(text: str | None) -> date | None:
    """A day from its text."""
    return date.fromisoformat(text) if text else None


def request(event: Event, said: Mapping[int, Mapping[str, str | None]], rules: Rules, calendar: Calendar, lang: str) -> Request:
    """One request that waits."""
    words = tuple(word for word in (said.get(event.pk) or {}).values() if word)
    rule = rules.time("extension_decision") if KIND_ASKED[event.move] == "extension" else None
    return Request(
        name=label(event.move, lang, of="move"), on=event.effective_on, person=event.by_person.name if event.by_person else "", words=words,
        until=as_day(event.facts.get("due_on")), answer_by=after(event.effective_on, rule, calendar),
    )  # fmt: skip


def after(day: date, rule: TimeRule | None, calendar: Calendar) -> date | None:
    """The day on which a time rule's days are full; None where no rule counts or the year is not announced."""
    try:
        return counting.full(calendar, day, rule) if rule else None
    except Unconfirmed:
        return None


def notice(
    stood: Sequence[Event], said: Mapping[int, Mapping[str, str | None]], rules: Rules, today: date, calendar: Calendar, lang: str
) -> Notice | None:
    """The notice that runs, as it was announced and as the calendar has it."""
    put = next((event for event in reversed(stood) if event.move == "put_on_notice"), None)
    if put is None:
        return None
    told = course(case.steps_of(stood))
    words, rule = said.get(put.pk) or {}, rules.time("notice")
    counted = counting.about(rules, None, told, today, calendar, {"first_on": as_day(put.facts["first_on"]), "last_on": as_day(put.facts["last_on"])})
    answers = {event.answers_id: event for event in stood if event.move == "answer"}
    return Notice(
        first_on=date.fromisoformat(put.facts["first_on"]), last_on=date.fromisoformat(put.facts["last_on"]), channel=words.get("channel") or "",
        text=words.get("notice_text") or "", stated=words.get("stated_days") or "", counted=counted.notice, wanted=rule.count if rule else None,
        unit=label(rule.unit, lang) if rule else "", ends_on=counted.notice_ends_on,
        objections=tuple(objected(event, answers.get(event.pk), said, lang) for event in stood if event.move == "object" and event.seq > put.seq),
    )  # fmt: skip


def objected(event: Event, answer: Event | None, said: Mapping[int, Mapping[str, str | None]], lang: str) -> Objected:
    """One objection with its answer."""
    words, reply = said.get(event.pk) or {}, (said.get(answer.pk) or {}) if answer else {}
    return Objected(
        seq=event.seq, on=event.effective_on, channel=label(event.facts["channel_kind"], lang, of="channel"), grounds=words.get("grounds") or "",
        answered_on=answer.effective_on if answer else None, reply=reply.get("reply") or "",
        verdict=label(answer.facts["verdict"], lang, of="judgement") if answer else "",
    )  # fmt: skip


def sealed(claim: Event, names: Names) -> Sealed:
    """What the claim fixed."""
    fixed = claim.facts.get("manifest") or {}
    return Sealed(
        seal=claim.seal, on=claim.effective_on, files=len(fixed.get("evidence", ())), acceptor=names.persons.get(claim.facts.get("acceptor", 0), ""),
        expires_on=as_day(claim.facts.get("expires_on")),
    )  # fmt: skip


def extended(state: State) -> int:
    """How many days lie between the first deadline and the current one."""
    return (state.due_on - state.first_due_on).days if state.due_on and state.first_due_on else 0


def recheck(state: State, rules: Rules, day: date, calendar: Calendar, is_done: bool) -> Clock | None:
    """When a struck-off item is to be looked at again; nothing once that was done."""
    due = after(state.struck_off_on, rules.time("recheck"), calendar) if state.struck_off_on and not is_done else None
    return clock(due, day, calendar) if due and state.stage is Stage.STRUCK_OFF else None
