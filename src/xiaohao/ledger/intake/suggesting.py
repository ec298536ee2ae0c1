"""建议: what a document says of items that the ledger has, as moves that the entitled hand may make of it. No state is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from xiaohao.ledger import access
from xiaohao.ledger.intake.known import Comparison, Difference, Known, Match, plain, same_name
from xiaohao.ledger.models import Event, Intake, Item, Suggestion
from xiaohao.lifecycle import Capacity, Completion, Ground, Refused, Stage
from xiaohao.people import queries as people
from xiaohao.people.models import Person, User
from xiaohao.wording import label

Json = dict[str, Any]
DUTY = frozenset({"leader", "lead_unit", "units", "due_on", "track"})
PLANNED = frozenset({"plan", "feedback"})


@dataclass(frozen=True, slots=True)
class Names:
    """名册: units and persons by their names, to find whom a document means."""

    units: Sequence[tuple[int, str, str]]
    persons: Sequence[tuple[int, str]]

    def unit(self, words: str) -> int | None:
        """The only unit that the words name; one named exactly before one that is named in short."""
        exact = {pk for pk, name, short in self.units if plain(words) in (plain(name), plain(short))}
        near = exact or {pk for pk, name, _ in self.units if same_name(words, name)}
        return next(iter(near)) if len(near) == 1 else None

    def person(self, words: str) -> int | None:
        """The only person whose name stands in the words."""
        found = [pk for pk, name in self.persons if len(name) >= 2 and plain(name) in plain(words)]
        return found[0] if len(found) == 1 else None


def suggest(intake: Intake, rows: Mapping[str, Any], found: Comparison) -> int:
    """Write the suggestions of a document, and close earlier open ones of the same move; returns how many. Five statements."""
    changed = [one for one in found.matches.values() if one.differences and one.known is not None]
    if not changed:
        return 0
    names = Names(list(people.names_of_standing()), list(Person.objects.values_list("pk", "name")))
    said = {one["key"]: one for one in rows["items"]}
    told = {key: one for one in rows["progress"] for key in one["items"]}
    items = Item.objects.in_bulk([one.known.id for one in changed if one.known])
    made = [
        Suggestion(intake=intake, item_id=known.id, move=move, given=given, words=words, start=said[match.key]["start"], end=said[match.key]["end"])
        for match in changed
        if (known := match.known) is not None
        for move, given, words in moves_of(match, known, items[known.id], told.get(match.key), names, intake)
    ]
    Suggestion.objects.bulk_create(made, batch_size=1000)
    return len(made)


def moves_of(
    match: Match, known: Known, item: Item, told: Mapping[str, Any] | None, names: Names, intake: Intake,
) -> Iterator[tuple[str, Json, str]]:  # fmt: skip
    """(move, what it would be given, the document's words) for what a document says of one item; nothing for what is decided already."""
    by_field = {one.field: one for one in match.differences}
    if item.stage != Stage.OPEN:
        return
    if DUTY & set(by_field):
        yield "assign", duty(by_field, item, names), words_of(by_field, DUTY)
    if "told" in by_field and told is not None:
        if intake.kind in PLANNED:
            measures = told["measures"] or [{"ordinal": "", "text": told["text"]}]
            yield "plan", {"measures": [{"ordinal": one["ordinal"], "text": one["text"], "criterion": "", "due_on": ""} for one in measures]}, by_field["told"].now
        else:
            yield "report_progress", {"narrative": by_field["told"].now}, by_field["told"].now
    if "completion" in by_field:
        stated = by_field["completion"].now
        if stated == Completion.COMPLETED:
            statement = told["text"] if told else known.told[0] if known.told else ""
            yield "claim_completion", {"ground": Ground.RECTIFIED.value, "statement": statement}, in_words("completion", stated)
        elif stated in set(Completion):
            yield "recognise", {"completion": stated, "reason": f"《{intake.name}》"}, in_words("completion", stated)


def duty(by_field: Mapping[str, Difference], item: Item, names: Names) -> Json:
    """The assignment as the document has it; what it does not say, or names in words that nobody bears, stays as it is."""
    given: Json = {}
    if "leader" in by_field and (person := names.person(by_field["leader"].now)):
        given["leader"] = person
    if "lead_unit" in by_field and (unit := names.unit(by_field["lead_unit"].now)):
        given["lead_unit"] = unit
    if "units" in by_field:
        given["units"] = [unit for words in by_field["units"].now.split("、") if (unit := names.unit(words))]
    for name in ("due_on", "track"):
        if name in by_field:
            given[name] = by_field[name].now
    return given


def words_of(by_field: Mapping[str, Difference], names: Iterable[str]) -> str:
    """The document's words for several fields, each with its name."""
    return "；".join(f"{label(name, of='difference')}：{in_words(name, by_field[name].now)}" for name in ("leader", "lead_unit", "units", "due_on", "track") if name in by_field and name in names)


def in_words(name: str, value: str) -> str:
    """A value as people read it."""
    return label(value, of=name) if name in ("track", "completion") else value


def open_ones() -> QuerySet[Suggestion]:
    """Suggestions of which nothing has been made yet."""
    return Suggestion.objects.filter(event__isnull=True, declined_at__isnull=True)


def for_move(item: Item, move: str, key: str) -> Suggestion | None:
    """The open suggestion of this number for this move on this item, if it is one."""
    if not key.isascii() or not key.isdecimal() or len(key) > 18:
        return None
    return open_ones().filter(pk=int(key), item=item, move=move).select_related("intake").defer("intake__reading", "intake__proposal", "intake__answers").first()


def settle(one: Suggestion, event: Event) -> None:
    """The move was made; earlier documents' suggestions of the same move are settled with it."""
    open_ones().filter(item_id=one.item_id, move=one.move).update(event=event)


def decline(one: Suggestion, *, by: User, now: datetime, reason: str) -> Suggestion:
    """不采纳: the office says why nothing is made of it. Raises Refused: not_your_move, missing, settled_already."""
    today: date = timezone.localdate(now)
    if Capacity.OFFICE not in access.capacities(by, one.item, today):
        raise Refused("not_your_move", move="decline", hands=(Capacity.OFFICE,))
    if not reason.strip():
        raise Refused("missing", move="decline", need="reason")
    with transaction.atomic():
        row = Suggestion.objects.select_for_update().get(pk=one.pk)
        if row.event_id is not None or row.declined_at is not None:
            raise Refused("settled_already")
        row.declined_at, row.declined_by, row.reason = now, by, reason.strip()[:400]
        row.save(update_fields=["declined_at", "declined_by", "reason"])
    return row
