"""名单: the persons, units, measures and events that a form lets one choose from; asked for only when a form is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from xiaohao.ledger import case, queries, sight
from xiaohao.ledger.models import Event, Evidence, Item, Mandate, Measure, PlanObject, ProcedureVersion, Remainder, Responsibility, Wait
from xiaohao.ledger.targets.followed import Followed, followed, of_items
from xiaohao.lifecycle import KIND_DECIDED, NEVER_ANNULLED, REQUESTS, Capacity, Need, NeedKind
from xiaohao.people.models import Appointment, Unit
from xiaohao.wording import label

WATCH = (Capacity.VERIFIER.value, Capacity.INSPECTING_BODY.value)  # who looks at the work of others does not answer for it


@dataclass(frozen=True, slots=True)
class Option:
    """一个选项."""

    value: str
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """一组选项: some persons under one word."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """各种名单."""

    persons: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)  # by the need's key
    units: tuple[Option, ...] = ()
    plan: tuple[Measure, ...] = ()
    owners: tuple[Option, ...] = ()  # units that may carry a measure out
    targets: tuple[Followed, ...] = ()
    objects: tuple[Option, ...] = ()  # of the plan, not done yet
    events: tuple[Event, ...] = ()
    rows: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)  # by the need's key: evidence, waits, remainders, items, versions
    answering: tuple[int, ...] = field(default=())  # ids of the responsible units of today


def lists(move: str, needs: Sequence[Need], item: Item, today: date, *, doer: int | None = None, lang: str = "zh") -> Lists:
    """What these needs choose from: one or two statements for each kind that is asked for. `doer` is the person who fills the form."""
    kinds = {need.kind for need in needs}
    return Lists(
        persons={need.key: persons(need, item, today, doer) for need in needs if need.kind is NeedKind.PERSON},
        units=units(today) if kinds & {NeedKind.UNIT, NeedKind.UNITS} else (),
        plan=plan(item, whole=NeedKind.MEASURES in kinds) if kinds & {NeedKind.FILES, NeedKind.MEASURES} else (),
        owners=owners(item, today) if NeedKind.MEASURES in kinds else (),
        targets=followed(tuple(of_items(Q(measure__item=item)))) if NeedKind.READINGS in kinds or any(need.key == "unreached" for need in needs) else (),
        objects=objects(item) if NeedKind.OBJECTS in kinds else (),
        events=eventful(move, item) if NeedKind.EVENT in kinds else (),
        rows={need.key: named_rows(need, item, lang) for need in needs if need.kind.names_a_row},
        answering=answering(item, today) if NeedKind.UNITS in kinds else (),
    )  # fmt: skip


def plan(item: Item, *, whole: bool) -> tuple[Measure, ...]:
    """The measures in force; with their targets and objects where the whole plan is shown."""
    rows = Measure.objects.filter(item=item, ended_by__isnull=True).order_by("position", "id")
    return tuple(rows.select_related("target").prefetch_related("plan_objects") if whole else rows)


def owners(item: Item, today: date) -> tuple[Option, ...]:
    """The units that answer for the item today, its lead unit first."""
    rows = Responsibility.objects.filter(sight.believed(), sight.held_on(today), item=item, unit__isnull=False).order_by("capacity", "id")
    return tuple({row.unit_id: Option(str(row.unit_id), row.unit.name) for row in rows.select_related("unit") if row.unit is not None}.values())


def objects(item: Item) -> tuple[Option, ...]:
    """Objects of the plan in force whose task is not done."""
    rows = PlanObject.objects.filter(measure__item=item, measure__ended_by__isnull=True, done_by__isnull=True).order_by("measure__position", "position")
    return tuple(Option(str(one.pk), " ".join(filter(None, (one.name, one.task, one.person)))) for one in rows[:MOST])


def persons(need: Need, item: Item, today: date, doer: int | None) -> tuple[Group, ...]:
    """Who may be named: to sign, those whom the law lets; else whoever holds a post and may answer for an item."""
    if need.key == "signed_off_by":
        allowed = case.signers(item, today, doer)
        if allowed:
            return signers(allowed, item, today)
    return leaders(item, today, doer if need.key == "signed_off_by" else None)


def signers(allowed: Sequence[int], item: Item, today: date) -> tuple[Group, ...]:
    """Those who may sign, in the order of the law: of the lead unit, then the responsible leader."""
    posts = Appointment.objects.filter(sight.held_on(today), person_id__in=allowed).select_related("person", "unit").order_by("-is_head", "id")
    at_unit = {post.person_id: post for post in posts if post.unit_id == item.lead_unit_id}
    anywhere = {post.person_id: post for post in reversed(posts)}
    of_unit = tuple(option(at_unit[one]) for one in allowed if one in at_unit)
    others = tuple(option(anywhere[one], with_unit=True) for one in allowed if one in anywhere and one not in at_unit)
    groups = (Group(item.lead_unit.name if item.lead_unit else "", of_unit), Group(gettext("责任领导"), others))
    return tuple(group for group in groups if group.options)


def leaders(item: Item, today: date, apart: int | None = None) -> tuple[Group, ...]:
    """Everybody who holds a post today, heads first; who verifies or inspects is not among them, for nobody looks at work of their own."""
    posts = Appointment.objects.filter(sight.held_on(today)).select_related("person", "unit").order_by("unit__path", "-is_head", "id")
    watching = set(Mandate.objects.filter(sight.held_on(today), inspection_id=item.inspection_id, capacity__in=WATCH).values_list("unit_id", flat=True))
    barred = {post.person_id for post in posts if post.unit_id in watching or post.unit.kind == Unit.Kind.INSPECTING_BODY} | {apart}
    free = once(post for post in sorted(posts, key=lambda one: not one.is_head) if post.person_id not in barred)
    groups: dict[str, list[Option]] = {}
    for post in free:
        groups.setdefault("" if post.is_head else post.unit.name, []).append(option(post, with_unit=post.is_head))
    return tuple(Group(name or gettext("负责人"), tuple(options)) for name, options in groups.items())


def once(posts: Iterable[Appointment]) -> tuple[Appointment, ...]:
    """The first post of each person."""
    found: dict[int, Appointment] = {}
    for post in posts:
        found.setdefault(post.person_id, post)
    return tuple(found.values())


def option(post: Appointment, *, with_unit: bool = False) -> Option:
    """A person with the post; the unit's name too where the group does not say it."""
    unit = f"{post.unit.short_name or post.unit.name} " if with_unit else ""
    return Option(str(post.person_id), f"{post.person.name}（{unit}{post.post}）")


def units(today: date) -> tuple[Option, ...]:
    """Units that exist today, in the order of their tree."""
    standing = (Q(from_on__isnull=True) | Q(from_on__lte=today)) & (Q(to_on__isnull=True) | Q(to_on__gte=today))
    return tuple(Option(str(unit.pk), unit.name, unit.path.count("/") - 2) for unit in Unit.objects.filter(standing).order_by("path"))


MOST = 500  # of a list to choose from


def named_rows(need: Need, item: Item, lang: str) -> tuple[Option, ...]:
    """What a need names by its id: one statement."""
    match need.kind:
        case NeedKind.EVIDENCE:
            files = Evidence.objects.filter(item=item, ended_by__isnull=True).select_related("measure").order_by("-id")[:MOST]
            return tuple(Option(str(one.pk), f"{one.measure.ordinal + ' ' if one.measure else ''}{one.name}") for one in files)
        case NeedKind.WAIT:
            waits = Wait.objects.filter(item=item, ended_on__isnull=True)
            return tuple(Option(str(one.pk), f"{label(one.kind, lang, of='wait')} {one.on_whom} {one.since_on.isoformat()}") for one in waits)
        case NeedKind.REMAINDER:
            return tuple(Option(str(one.pk), f"{one.expected_on.isoformat()} {one.text[:60]}") for one in Remainder.objects.filter(item=item, ended_on__isnull=True))
        case NeedKind.ITEM:
            others = Item.objects.filter(inspection=item.inspection_id, parts__isnull=True).exclude(pk=item.pk).exclude(stage="withdrawn").order_by("position")
            return tuple(Option(str(one.pk), f"{one.number} {one.text[:40]}") for one in others.only("number", "text")[:MOST])
        case _:
            versions = ProcedureVersion.objects.exclude(pk=item.procedure_version_id).order_by("procedure__key", "-number")
            return tuple(Option(str(one.pk), f"{label(one.as_rules, lang)} · {one.number}") for one in versions)


def eventful(move: str, item: Item) -> tuple[Event, ...]:
    """The events that a move may name: those that can be annulled, requests that wait, objections that are not answered."""
    if move == "annul":
        return annullable(item)
    told = Event.objects.filter(queries.stands(event="pk"), item=item, cycle=item.cycle, move__in=ASKING[move])
    answered = Event.objects.filter(queries.stands(event="pk"), answers_id=OuterRef("pk"))
    return tuple(told.exclude(Exists(answered)).select_related("by_person").prefetch_related("personal_facts").order_by("-seq"))


ASKING: Mapping[str, tuple[str, ...]] = {"answer": ("object",), "withdraw_request": tuple(asked for asked, _, _ in REQUESTS.values())}


def requested(move: str, item: Item) -> Mapping[str, Any]:
    """What the request says that the move answers: one statement, two where it waits."""
    asked = REQUESTS[KIND_DECIDED[move]][0]
    told = Event.objects.filter(queries.stands(event="pk"), item=item, cycle=item.cycle, move=asked).prefetch_related("personal_facts").order_by("-seq").first()
    return {**told.facts, **{fact.name: fact.value for fact in told.personal_facts.all()}} if told else {}


def annullable(item: Item) -> tuple[Event, ...]:
    """Events of this cycle that an annulment may name, the newest first."""
    events = tuple(Event.objects.filter(item=item, cycle=item.cycle).select_related("by_person").prefetch_related("personal_facts").order_by("seq"))
    return tuple(event for event in reversed(case.standing(events)) if event.move not in NEVER_ANNULLED)


def answering(item: Item, today: date) -> tuple[int, ...]:
    """The responsible units of today."""
    rows = Responsibility.objects.filter(sight.believed(), sight.held_on(today), item=item, capacity="responsible_unit", unit__isnull=False)
    return tuple(unit for unit in rows.values_list("unit_id", flat=True) if unit is not None)
