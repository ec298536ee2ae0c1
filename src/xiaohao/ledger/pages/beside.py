"""旁证: what stands beside the count: names of aspects and units, matters handed over, what documents claimed, the round before. One statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, DecimalField, F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from xiaohao.ledger import queries
from xiaohao.ledger.headline import Said, printed
from xiaohao.ledger.models import Heading, Inspection, Item, Referral, StatedFigure
from xiaohao.ledger.pages.days import Day
from xiaohao.lifecycle import label_pack
from xiaohao.people.models import FormerUnit, Unit, User

MOST_STATED = 60
Rows = QuerySet[Any, Any]  # of five tables, in one shape
HANDED = {"立行立改": Referral.Kind.IMMEDIATE, "信访件": Referral.Kind.PETITION, "线索": Referral.Kind.CLUE}


@dataclass(frozen=True, slots=True)
class Named:
    """一个名称: an aspect or a unit, by its id."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Stated:
    """文中数字: what a document says, and where ours stands beside it. `ours` is None where we count nothing of the kind."""

    of: str
    label: str
    value: Decimal
    unit: str
    ours: int | None = None
    query: str = ""

    @property
    def agrees(self) -> bool:
        return self.ours is not None and self.value == self.ours


@dataclass(frozen=True, slots=True)
class Handed:
    """移交: so many matters of a kind, so many of them concluded."""

    kind: str
    total: int
    done: int

    @property
    def open(self) -> int:
        return self.total - self.done


@dataclass(frozen=True, slots=True)
class Beside:
    """旁证."""

    aspects: tuple[Named, ...]
    units: Mapping[int, str]
    handed: tuple[Handed, ...]
    stated: tuple[Stated, ...]
    earlier: Mapping[str, int]  # of the round before: items by completion

    @property
    def referred(self) -> dict[str, tuple[int, int]]:
        """Total and concluded by kind, as the headline asks."""
        return {one.kind: (one.total, one.done) for one in self.handed}


def in_order(one: Handed) -> int:
    """Kinds in the order in which notices name them."""
    return [kind.value for kind in HANDED.values()].index(one.kind)


def number(expression: Combinable) -> Cast:
    """One type for all numbers of the union."""
    return Cast(expression, DecimalField(max_digits=18, decimal_places=4))


def beside(inspection: Inspection, user: User, day: Day) -> Beside:
    """Everything beside the count on the day: unlike rows of one shape (kind, id, word, words, unit, number, number, place), asked for at once."""
    found: dict[str, list[tuple[int, str, str, str, Decimal, Decimal, int]]] = {}
    parts = [aspects(inspection), units(inspection), formers(inspection, day.on), handed(inspection, day.on), stated(inspection), earlier(inspection.follows, user, day)]
    first, *others = parts
    for kind, *rest in sorted(first.union(*others, all=True), key=lambda row: (row[7], row[1])):
        found.setdefault(kind, []).append(tuple(rest))
    called = {pk: word or words for pk, word, words, *_ in found.get("unit", [])}
    # Of several former names the one counts that ended first after the day.
    called |= {pk: word or words for pk, word, words, *_ in sorted(found.get("former", []), key=lambda row: row[3], reverse=True)}
    return Beside(
        aspects=tuple(Named(pk, f"{word}、{words}" if word else words) for pk, word, words, *_ in found.get("aspect", [])),
        units=called,
        handed=tuple(sorted((Handed(word, int(total), int(done)) for _, word, _, _, total, done, _ in found.get("handed", [])), key=in_order)),
        stated=tuple(Stated(words, word, value, unit) for _, word, words, unit, value, *_ in found.get("stated", [])[:MOST_STATED]),
        earlier={word: int(count) for _, word, _, _, count, *_ in found.get("earlier", [])},
    )


def shaped(rows: Rows, kind: str, **columns: object) -> Rows:
    """Rows in the one shape."""
    given = {
        "b_pk": Value(0, IntegerField()), "b_word": Value("", CharField()), "b_words": Value("", TextField()), "b_unit": Value("", CharField()),
        "b_first": number(Value(0)), "b_second": number(Value(0)), "b_place": Value(0, IntegerField()), **columns,
    }  # fmt: skip
    grouped = rows.order_by()
    found: Rows = grouped.annotate(b_kind=Value(kind, CharField()), **given).values_list("b_kind", *given)
    return found


def aspects(inspection: Inspection) -> Rows:
    """The aspects in their order."""
    rows = Heading.objects.filter(inspection=inspection, level=Heading.Level.ASPECT)
    return shaped(rows, "aspect", b_pk=F("pk"), b_word=Cast("number", CharField()), b_words=Cast("text", TextField()), b_place=F("position"))


def units(inspection: Inspection) -> Rows:
    """The lead units that an item of the inspection has ever had."""
    rows = Unit.objects.filter(pk__in=inspection.events.filter(lead_unit__isnull=False).values("lead_unit_id"))
    return shaped(rows, "unit", b_pk=F("pk"), b_word=Cast("short_name", CharField()), b_words=Cast("name", TextField()), b_place=F("position"))


def formers(inspection: Inspection, on: date) -> Rows:
    """What those units were called on the day that are called otherwise now, each with the last day of the name."""
    rows = FormerUnit.objects.filter(until_on__gte=on, unit__in=inspection.events.filter(lead_unit__isnull=False).values("lead_unit_id"))
    return shaped(
        rows, "former", b_pk=F("unit_id"), b_word=Cast("short_name", CharField()), b_words=Cast("name", TextField()), b_unit=Cast("until_on", CharField()),
    )  # fmt: skip


def handed(inspection: Inspection, on: date) -> Rows:
    """By kind: how many matters had been handed over by the day, and how many of them were concluded by it. Duplicates are not counted."""
    rows = inspection.referrals.filter(referred_on__lte=on, duplicate_of__isnull=True).order_by().values("kind")
    return shaped(
        rows, "handed", b_word=Cast("kind", CharField()), b_first=number(Count("pk")), b_second=number(Count("pk", filter=Q(concluded_on__lte=on))),
    )  # fmt: skip


def stated(inspection: Inspection) -> Rows:
    """What the documents taken in claim, in the order of their words."""
    rows = StatedFigure.objects.filter(inspection=inspection)
    return shaped(
        rows, "stated", b_pk=F("intake_id"), b_word=Cast("label", CharField()), b_words=Cast("of", TextField()), b_unit=Cast("unit", CharField()),
        b_first=number(F("value")), b_place=F("start"),
    )  # fmt: skip


def earlier(follows: Inspection | None, user: User, day: Day) -> Rows:
    """The counted items of the round before by completion, of those that the user may see."""
    rows = Item.objects.filter(queries.seen(user, day.today), inspection=follows, is_counted=True) if follows else Item.objects.none()
    return shaped(rows.exclude(stage="withdrawn").order_by().values("completion"), "earlier", b_word=Cast("completion", CharField()), b_first=number(Count("pk")))


def compared(rows: tuple[Stated, ...], sentence: tuple[Said, ...], pack: str) -> tuple[Stated, ...]:
    """The claims of documents with our own numbers beside them."""
    ours = {part.key: part for part in sentence if part.count is not None}
    words = label_pack(pack)["completion"]
    keys = {word: value for value, names in words.items() for word in (names["zh"], printed(names["zh"]))}
    made = []
    for row in rows:
        part = ours.get(key_of(row, keys))
        made.append(Stated(row.of, row.label, row.value, row.unit, part.count, part.query) if part else row)
    return tuple(made)


def key_of(row: Stated, keys: Mapping[str, str]) -> str:
    """Which of our figures counts the same thing; empty for none."""
    handed_over = next((kind for word, kind in HANDED.items() if word in row.label or word in row.of), None)
    if handed_over is not None:
        if any(word in row.label for word in HANDED):
            return f"referral:{handed_over.value}"
        return f"referral:{handed_over.value}:{'open' if '正在' in row.label else 'done'}"
    if row.label.endswith("具体问题") and "问题" not in row.of:
        return "total"
    return keys.get(row.label, "") if row.of.endswith("具体问题") else ""
