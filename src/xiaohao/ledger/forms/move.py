"""办理表单: one form for every move, built from what the move needs. The law judges what is typed; the form only carries it there and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from xiaohao.ledger import moves
from xiaohao.ledger.forms import plan
from xiaohao.ledger.forms.lists import Group, Lists, Option, lists, requested
from xiaohao.ledger.forms.plan import MeasureRow, ReadingRow
from xiaohao.ledger.given import day
from xiaohao.ledger.intake import pictures, suggesting
from xiaohao.ledger.item_page.history import Past, towards_strike_off
from xiaohao.ledger.models import Event, Item, Suggestion
from xiaohao.lifecycle import ANSWERS, KIND_DECIDED, MOVES, GateKind, Need, NeedKind, Point, Refused, needs, next_gate
from xiaohao.people.models import User
from xiaohao.wording import asked, choice, hint, label, say

DECIDES = frozenset({"pass_gate", "return_for_work", "strike_off"})  # on what was claimed, which stands beside the form
OTHER = {"pass_gate": "return_for_work", "return_for_work": "pass_gate"}  # a check ends one way or the other
SHORT = frozenset({"authority", "channel", "stated_days", "addressee", "paper", "letter", "on_whom", "objector", "explanation", "unreached"})  # words that fit on one line
EMPTY_ROWS = 3
APART = (NeedKind.FILES, NeedKind.MEASURES, NeedKind.READINGS, NeedKind.OBJECTS, NeedKind.CHECKS, NeedKind.ITEMS)  # shown by fields of their own
FILES = re.compile(r"^(files(?:-(\d{1,18}))?)(?:-(camera|before|after))?$")
OF_TARGETS = frozenset({"explanation", "unreached"})  # asked for only where there are figures that may be odd


@dataclass(frozen=True, slots=True)
class Field:
    """一栏: one need as a field of the form, with what stands in it."""

    key: str
    name: str
    kind: str
    is_required: bool
    value: str = ""
    values: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    groups: tuple[Group, ...] = ()
    is_short: bool = False
    is_wrong: bool = False
    is_free: bool = False  # it may always be left empty
    hint: str = ""  # when it is needed, or what it looks like
    names_a_row: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """一处上传: files that prove one measure, or the item as a whole."""

    key: str
    measure_id: int | None
    ordinal: str = ""
    criterion: str = ""
    wants: str = ""
    source: str = ""  # as typed, to stand there again
    expires: str = ""


class MoveForm:
    """办理表单. `refused` is what the door answered to the last try; None before it and after success.

    `dropped` names a file that was too large to be taken in; `suggestion` is what a document speaks for: its values are the start, its pictures go
    along, and it is settled with the move. Raises Refused(unknown_move) for a move that the table does not have.
    """

    def __init__(
        self, move: str, item: Item, *, today: date, lang: str, data: QueryDict | None = None, files: MultiValueDict[str, Any] | None = None,
        start: Mapping[str, Any] | None = None, dropped: str = "", by: User | None = None, suggestion: Suggestion | None = None,
        is_last_resort: bool = False,
    ) -> None:  # fmt: skip
        self.move, self.item, self.today, self.lang = move, item, today, lang
        self.data, self.files, self.dropped, self.suggestion = data, files, dropped, suggestion
        self.start: Mapping[str, Any] = {**(start or {}), **(suggestion.given if suggestion else {})}
        self.doer = by.person_id if by else None
        self.rules = item.procedure_version.as_rules
        if move not in MOVES:
            raise Refused("unknown_move", move=move)
        self.needs: tuple[Need, ...] = needs(move, self.rules, item.state, is_last_resort=is_last_resort or bool(self.typed("letter")))
        self.refused: Refused | None = None

    def make(self, *, by: User, now: datetime) -> Event | None:
        """Make the move; None where it is refused, and the refusal is kept to be shown."""
        try:
            with transaction.atomic():
                event = moves.make(self.move, self.item, by=by, on=self.effective_on(), now=now, given=self.given(), files=self.uploads(), last_event=self.shown_at)
                if self.suggestion is not None:
                    suggesting.settle(self.suggestion, event)
            return event
        except Refused as refused:
            self.refused = refused
            return None

    @property
    def shown_at(self) -> int | None:
        """The item's newest event when the form was shown, as it came back with it."""
        typed = self.typed("last_event")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None

    @property
    def last_event(self) -> object:
        """The item's newest event that this form knows of: what a refusal has told is known."""
        return (self.refused.facts.get("event") if self.refused else None) or self.item.last_event_id

    def typed(self, key: str) -> str:
        """What was typed in a field."""
        return (self.data.get(key) or "").strip() if self.data is not None else ""

    def effective_on(self) -> date:
        """The day typed, today where none is. Raises Refused(bad_value)."""
        typed = self.typed("effective_on")
        if not typed:
            return self.today
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise Refused("bad_value", need="effective_on", value=typed[:60]) from None

    def given(self) -> dict[str, object]:
        """What was typed, by the needs' keys."""
        found: dict[str, object] = {}
        for need in self.needs:
            if need.kind is NeedKind.MEASURES:
                found[need.key] = [row.given for row in plan.typed(self.data)]
            elif need.kind is NeedKind.READINGS:
                found[need.key] = [{"target": row.target, "part": row.part, "value": row.value, "on": row.on} for row in self.readings if row.value]
            elif need.kind is NeedKind.CHECKS:
                found[need.key] = {point.key: said for point in self.points if (said := self.typed(f"checks-{point.key}"))}
            elif need.kind is NeedKind.ITEMS:
                found[need.key] = [{"number": row.ordinal, "text": row.text} for row in plan.typed(self.data) if row.text]
            elif need.kind in (NeedKind.UNITS, NeedKind.OBJECTS):
                found[need.key] = self.data.getlist(need.key) if self.data else []
            elif need.kind is not NeedKind.FILES:
                found[need.key] = self.typed(need.key)
        return found

    def uploads(self) -> tuple[moves.Upload, ...]:
        """The files sent, each with the measure that its field stands for. Raises Refused(file_too_large) where one was dropped on its way in."""
        if self.dropped:
            raise Refused("file_too_large", name=self.dropped, limit_mb=settings.UPLOAD_LIMIT // 1024 // 1024)
        found = []
        for key in self.files or ():
            named = FILES.match(str(key))
            if named and self.files:
                found += [self.upload(named, file) for file in self.files.getlist(key)]
        if self.suggestion is not None and self.sends_files:
            found += pictures.uploads(self.suggestion)
        return tuple(found)

    def upload(self, named: re.Match[str], file: Any) -> moves.Upload:
        """One file with what stands beside its field. Raises Refused(bad_value)."""
        until = self.typed(f"{named[1]}-expires")
        return moves.Upload(
            file.name or "", file.chunks(), int(named[2]) if named[2] else None, kind=named[3] if named[3] in ("before", "after") else "", source=self.typed(f"{named[1]}-source"),
            expires_on=day(until, Refused("bad_value", need="expires_on", value=until[:60])) if until else None,
        )  # fmt: skip

    # What the page shows.

    @cached_property
    def lists(self) -> Lists:
        """What the fields choose from."""
        return lists(self.move, self.needs, self.item, self.today, doer=self.doer, lang=self.lang)

    @cached_property
    def claimed(self) -> tuple[Past, ...]:
        """What the decision is about: the claim, its evidence, the gates passed since."""
        return towards_strike_off(self.item, self.rules, self.today, self.lang) if self.move in DECIDES else ()

    @property
    def other(self) -> str:
        """The move that decides the other way, where there is one."""
        gate = next_gate(self.rules, self.item.state)
        return OTHER.get(self.move, "") if gate and gate.kind is GateKind.CHECK else ""

    @property
    def name(self) -> str:
        """The move's name."""
        return label(self.move, self.lang, of="move")

    @property
    def path(self) -> str:
        """The move as it stands in an address."""
        return self.move.replace("_", "-")

    @property
    def sentence(self) -> str:
        """Why it was refused; empty when it was not."""
        return say(self.refused, self.lang, pack=self.rules.labels) if self.refused else ""

    @property
    def wrong(self) -> str:
        """The key of the field that the refusal is about."""
        return str(self.refused.facts.get("need", "")) if self.refused else ""

    @property
    def day(self) -> str:
        """What stands in the field for the day of effect."""
        return self.typed("effective_on") or self.today.isoformat()

    @property
    def sends_files(self) -> bool:
        """Whether the move takes evidence."""
        return any(need.kind is NeedKind.FILES for need in self.needs)

    @property
    def suggestion_pictures(self) -> int:
        """How many pictures of the document go along."""
        return len(pictures.uploads(self.suggestion)) if self.suggestion is not None and self.sends_files else 0

    @property
    def files_hint(self) -> str:
        """What the law asks of evidence."""
        return next((hint(self.move, need, self.lang) for need in self.needs if need.kind is NeedKind.FILES), "")

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields in the order of the needs; measures, readings and files have their own."""
        return tuple(self.field(need) for need in self.needs if need.kind not in APART and need.key not in OF_TARGETS)

    @property
    def last_fields(self) -> tuple[Field, ...]:
        """Words about figures, behind the figures; only where there are any."""
        return tuple(self.field(need) for need in self.needs if need.key in OF_TARGETS) if self.has_figures else ()

    @property
    def has_figures(self) -> bool:
        """Whether there are targets about which something may have to be said."""
        return self.asks_measures or bool(self.lists.targets)

    def field(self, need: Need) -> Field:
        """One need as a field."""
        typed = self.data.getlist(need.key) if self.data is not None else self.standing(need)
        return Field(
            key=need.key, name=asked(self.move, need.key, self.lang), kind=need.kind.value, is_required=need.required, value=typed[0] if typed else "",
            values=tuple(typed), options=self.options(need), groups=self.lists.persons.get(need.key, ()), is_short=need.key in SHORT,
            is_wrong=need.key == self.wrong, is_free=not need.required and need.unless is None and need.when is None, hint=hint(self.move, need, self.lang),
            names_a_row=need.kind.names_a_row,
        )  # fmt: skip


    def options(self, need: Need) -> tuple[Option, ...]:
        """What a field chooses from, in words."""
        if need.kind is NeedKind.CHOICE:
            return tuple(Option(one, choice(need.key, one, self.lang, pack=self.rules.labels)) for one in need.choices)
        if need.kind in (NeedKind.UNIT, NeedKind.UNITS):
            return self.lists.units
        if need.kind.names_a_row:
            return self.lists.rows.get(need.key, ())
        if need.kind is NeedKind.EVENT:
            return tuple(Option(str(event.pk), event_words(event, self.lang)) for event in self.lists.events)
        return ()

    def standing(self, need: Need) -> list[str]:
        """What holds now, as the start for a change; what a document says otherwise stands in its place."""
        if need.key in self.start:
            said = self.start[need.key]
            return [str(one) for one in said] if isinstance(said, list) else [str(said)]
        if self.move in KIND_DECIDED and need.key in self.requested:
            return [str(self.requested[need.key])]
        if self.move == "amend" and need.key == "text":
            return [self.item.text]
        if self.move == "assign":
            state = self.item.state
            holds: Mapping[str, Any] = {
                "leader": state.leader, "lead_unit": state.lead_unit, "track": state.track, "due_on": state.due_on, "report_every": state.report_every,
                "report_due_on": state.report_due_on,
            }  # fmt: skip
            if need.kind is NeedKind.UNITS:
                return [str(one) for one in self.lists.answering]
            return [str(holds[need.key])] if holds.get(need.key) else []
        return []

    @cached_property
    def requested(self) -> Mapping[str, Any]:
        """What is asked for by the request that the move answers, as the start of the answer."""
        return requested(self.move, self.item)

    @property
    def points(self) -> tuple[Point, ...]:
        """The check-list of the gate that stands next, where the move asks for one."""
        gate = next_gate(self.rules, self.item.state)
        return gate.points if gate and any(need.kind is NeedKind.CHECKS for need in self.needs) else ()

    @property
    def checks(self) -> tuple[tuple[str, str, str, tuple[Option, ...]], ...]:
        """(key, name, what was typed, what it may be) of each point."""
        options = tuple(Option(one, label(one, self.lang, of="checked")) for one in ANSWERS)
        return tuple((f"checks-{one.key}", label(one, self.lang), self.typed(f"checks-{one.key}"), options) for one in self.points)

    @property
    def asks_items(self) -> bool:
        """Whether the move splits the item."""
        return any(need.kind is NeedKind.ITEMS for need in self.needs)

    @property
    def asks_measures(self) -> bool:
        """Whether the move files a plan."""
        return any(need.kind is NeedKind.MEASURES for need in self.needs)

    @property
    def measures(self) -> tuple[MeasureRow, ...]:
        """The rows of the plan: as typed, else as they stand, and empty ones after them."""
        if self.data is not None:
            rows = plan.typed(self.data)
        elif isinstance(said := self.start.get("measures"), list):
            rows = plan.of_rows(said)
        else:
            rows = plan.of_plan(self.lists.plan) if self.asks_measures else []
        free = range(len(rows), max(len(rows) + 1, EMPTY_ROWS))
        return (*(replace(one, place=n) for n, one in enumerate(rows)), *(MeasureRow(n, plan.ordinal(n)) for n in free))

    @property
    def asks_readings(self) -> bool:
        """Whether the report may tell how far targets and objects are."""
        return any(need.kind is NeedKind.READINGS for need in self.needs) and bool(self.lists.targets or self.lists.objects)

    @cached_property
    def readings(self) -> tuple[ReadingRow, ...]:
        """Where readings go: a row for each target in force, or each of its parts."""
        return plan.reading_rows(self.lists.targets, self.day, self.data)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The objects that were ticked as done."""
        return tuple(self.data.getlist("done")) if self.data is not None else ()

    def words_of(self, of: str, values: Sequence[str]) -> tuple[Option, ...]:
        """Words of a set as options."""
        return tuple(Option(one, label(one, self.lang, of=of)) for one in values)

    @property
    def plan_words(self) -> dict[str, tuple[Option, ...]]:
        """What the selects of a measure choose from."""
        return {
            "wants": self.words_of("wants", plan.WANTS), "kind": self.words_of("target_kind", ("level", "sum", "ratio")),
            "direction": self.words_of("direction", plan.DIRECTIONS), "split": self.words_of("split", plan.SPLITS),
            "object_kind": self.words_of("object", plan.OBJECT_KINDS), "owner": self.lists.owners,
        }  # fmt: skip

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Where files go: one place for each measure with a criterion, one for the item as a whole."""
        plan = () if self.is_version else self.lists.plan
        places = [
            *((f"files-{one.pk}", one.pk, one.ordinal, one.criterion or one.text, label(one.wants, self.lang, of="wants") if one.wants else "") for one in plan),
            ("files", None, "", "", ""),
        ]  # fmt: skip
        return tuple(Proof(*place, self.typed(f"{place[0]}-source"), self.typed(f"{place[0]}-expires")) for place in places)

    @property
    def is_version(self) -> bool:
        """Whether the file is the new version of one that is there."""
        return self.move == "replace_evidence"

    @property
    def limit(self) -> int:
        """How many bytes one file may have."""
        return int(settings.UPLOAD_LIMIT)


def event_words(event: Event, lang: str) -> str:
    """An event in a list: day, move, person."""
    person = event.by_person.name if event.by_person else ""
    words = " ".join(fact.value for fact in event.personal_facts.all() if fact.name in ("grounds", "reason"))
    return f"{event.effective_on.isoformat()}  {label(event.move, lang, of='move')}  {person}  {words[:60]}".rstrip()
