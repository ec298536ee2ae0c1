"""案情: what the law asks about one item and one person, gathered from rows. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.db.models import CharField, Count, F, Q, QuerySet, Value

from xiaohao.ledger import sight
from xiaohao.ledger.models import Event, Evidence, Item, Mandate, Measure, Responsibility
from xiaohao.lifecycle import MOVES, Capacity, Facts, Rules, Step, breaks
from xiaohao.people.models import Appointment, User

DOERS_ACTS = frozenset(name for name, move in MOVES.items() if move.is_doers_act)
Row = TypeVar("Row", Mandate, Responsibility)
WANT_PROOF = frozenset({"plan", "claim_completion"})
WANT_SIGNERS = frozenset({"claim_completion"})


@dataclass(frozen=True, slots=True)
class Hands:
    """身份: in what capacities a person acts, at which unit each, and whether one of the item's units was theirs in this cycle."""

    units: Mapping[Capacity, int | None]
    is_of_its_units: bool

    @property
    def capacities(self) -> frozenset[Capacity]:
        return frozenset(self.units)


@dataclass(frozen=True, slots=True)
class Case:
    """案情: the facts for the law, and what `moves` needs besides."""

    facts: Facts
    hands: Hands
    events: tuple[Event, ...]  # of this cycle, in order of the journal


def hands(user: User, item: Item, day: date, since: date | None = None) -> Hands:
    """Capacities on the day, and whether a post at exactly one of the item's units was held since the cycle began: one query."""
    units = sight.posts(user, day).values("unit_id")
    duties = Responsibility.objects.filter(item=item)
    begun = since or day
    of_my_units = duties.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=begun), Q(unit__appointments__to_on__isnull=True) | Q(unit__appointments__to_on__gte=begun),
        unit__appointments__person_id=user.person_id,
    )  # fmt: skip
    rows = list(
        tagged(Mandate.objects.filter(sight.held_on(day), inspection_id=item.inspection_id, unit_id__in=units), "hand").union(
            tagged(duties.filter(sight.held_on(day), unit_id__in=units), "hand"),
            tagged(duties.filter(sight.held_on(day), person_id=user.person_id), "hand"),
            tagged(of_my_units, "own"),
        )
    )
    found = {Capacity(capacity): unit_id for kind, capacity, unit_id in sorted(rows, key=str) if kind == "hand"}
    return Hands(found, any(kind == "own" for kind, _, _ in rows))


def tagged(rows: QuerySet[Row], kind: str) -> QuerySet[Row, tuple[str, str, int | None]]:
    """(kind, capacity, unit) of each row, so that unlike rows can be asked for at once."""
    return rows.annotate(kind=Value(kind, output_field=CharField())).order_by().values_list("kind", "capacity", "unit_id")


def standing(events: Sequence[Event]) -> tuple[Event, ...]:
    """Events that no annulment has taken away; annulments themselves are no steps."""
    gone = {event.annuls_id for event in events if event.annuls_id is not None}
    return tuple(event for event in events if event.pk not in gone and event.move != "annul")


def gather(user: User, item: Item, today: date, *, move: str | None = None, rules: Rules | None = None) -> Case:
    """The facts as they stand before a move is asked for. `item` carries its inspection and procedure version.

    For one named move, what proves the plan is left out: the door adds it together with the files that come.
    """
    events = tuple(Event.objects.filter(item=item, cycle=item.cycle).order_by("seq"))
    found = weigh(user, item, today, events, rules=rules, parts=has_parts(item))
    return replace(found, facts=with_proof(found.facts, item)) if move is None else found


def weigh(user: User, item: Item, today: date, events: tuple[Event, ...], *, parts: bool, rules: Rules | None = None) -> Case:
    """The same from events of this cycle that a page has read already, proof aside: one query."""
    steps = standing(events)
    mine = hands(user, item, today, steps[0].effective_on if steps else None)
    facts = Facts(
        rules=rules or item.procedure_version.as_rules,
        state=item.state,
        capacities=mine.capacities,
        today=today,
        last_effective_on=max((event.effective_on for event in steps), default=None),
        opened_on=item.inspection.opened_on,
        person=user.person_id,
        is_own_work=mine.is_of_its_units or any(e.by_person_id == user.person_id and e.move in DOERS_ACTS for e in steps),
        has_parts=parts,
        is_acknowledged=[e.move for e in steps if e.move in ("assign", "acknowledge")][-1:] == ["acknowledge"],
    )
    return Case(facts, mine, events)


def has_parts(item: Item) -> bool:
    """Whether the item is a parent whose stage follows its parts. Parts are told by their own parent."""
    return item.parent_id is None and item.parts.exists()


def with_proof(facts: Facts, item: Item, proved_now: frozenset[int] = frozenset(), new_files: int = 0) -> Facts:
    """The same facts with what the plan and its evidence of this cycle say; files that come with the move count too."""
    of_cycle = Count("evidence", filter=Q(evidence__event__cycle=F("item__cycle")))
    plan = list(Measure.objects.filter(item=item, ended_by__isnull=True).annotate(proofs=of_cycle).order_by("position", "id"))
    whole = Evidence.objects.filter(item=item, event__cycle=item.cycle).count()
    return replace(
        facts,
        measure_count=len(plan),
        unproved=tuple(m.ordinal for m in plan if m.criterion and not m.proofs and m.pk not in proved_now),
        evidence_count=whole + new_files,
    )


def signers(item: Item, day: date, doer: int | None) -> tuple[int, ...]:
    """签批人: persons who may sign a claim that `doer` makes, in the order in which a list offers them: one query.

    Heads of the lead unit, then the responsible leader; where there is neither beside the doer, the others who hold a post at the lead unit.
    """
    unit = item.lead_unit_id or 0  # nothing is claimed before somebody leads
    posts = Appointment.objects.filter(sight.held_on(day), unit_id=unit).order_by("-is_head", "id").values_list("person_id", "is_head")
    of_unit = [(person, is_head) for person, is_head in posts if person != doer]
    first = [person for person, is_head in of_unit if is_head] + [one for one in (item.leader_id,) if one is not None and one != doer]
    return tuple(dict.fromkeys(first or [person for person, _ in of_unit]))


def steps_of(events: Sequence[Event]) -> tuple[Step, ...]:
    """An item's events as the law replays them."""
    seq_of = {event.pk: event.seq for event in events}
    return tuple(
        Step(
            seq=event.seq, move=event.move, given=as_given(event), effective_on=event.effective_on,
            annuls=seq_of.get(event.annuls_id) if event.annuls_id else None,
        )
        for event in events
    )  # fmt: skip


def as_given(event: Event) -> dict[str, object]:
    """The facts that name nobody, as the form held them: days are days again."""
    return {
        key: date.fromisoformat(value) if key.endswith("_on") and isinstance(value, str) and value else value for key, value in event.facts.items()
    }


def breaks_if_annulled(events: Sequence[Event], wrong: Event, rules: Rules) -> Event | None:
    """The later event that would become unlawful if `wrong` had never been."""
    seq = breaks(steps_of(events), wrong.seq, rules)
    return next((event for event in events if event.seq == seq), None)
