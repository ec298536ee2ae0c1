"""与台账比对: which proposed rows the ledger knows already, and what the document says otherwise. Plain values in, plain values out; no rows, no Django.

Precision before recall: a row is taken for a known item by its words, never by its number alone; where it is near and no more, a person is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xiaohao.notice import folded

Json = dict[str, Any]
SAME_PLACE, SAME_WORDS, NEAR, MARGIN = 0.5, 0.8, 0.3, 0.1  # likeness from which: with equal number and heading; by words alone; worth a question
NEW = "new"  # what a person chooses for a row that is none of the known items
FEW = 8  # of a row's rarest pairs of characters, the ones by which like words are looked for
CREATED, CHANGED, UNTOUCHED = "created", "changed", "untouched"


@dataclass(frozen=True, slots=True)
class Known:
    """台账中的一项: an item as the ledger has it; `told` are the reports on it."""

    id: int
    address: str
    number: str
    text: str
    heading: str
    leader: str = ""
    lead_unit: str = ""
    units: tuple[str, ...] = ()
    due_on: str = ""
    track: str = ""
    completion: str = ""
    stage: str = ""
    told: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """一处不同: what the ledger has and what the document says."""

    field: str  # text, leader, lead_unit, units, due_on, track, completion, told, measures
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Match:
    """一行的比对: created, changed or untouched; `near` is an item that it resembles and is not taken for."""

    key: str
    state: str
    known: Known | None = None
    differences: tuple[Difference, ...] = ()
    near: Known | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """比对结果: every row of the document, and the items of the ledger that it does not name."""

    matches: Mapping[str, Match] = field(default_factory=dict)
    gone: tuple[Known, ...] = ()

    def count(self, state: str) -> int:
        """How many rows are created, changed or untouched."""
        return sum(one.state == state for one in self.matches.values())


def compared(proposal: Mapping[str, Any], known: Sequence[Known], chosen: Mapping[str, str]) -> Comparison:
    """Every entering row beside the item it is; `chosen` are a person's own decisions: row key to address, or NEW."""
    headings = {one["key"]: one["text"] for one in proposal["headings"]}
    rows = [Row(one, headings.get(one["heading"] or "", "")) for one in proposal["items"]]
    told = {key: one for one in proposal["progress"] for key in one["items"]}
    pairs = paired(rows, known, chosen)
    free = {one.id: one for one in known} | {}
    for one in pairs.values():
        free.pop(one.id, None)
    near = nearest(rows, pairs, list(free.values()), chosen)
    matches = {row.key: matched(row, pairs.get(row.key), told.get(row.key), near.get(row.key)) for row in rows}
    return Comparison(matches, tuple(free.values()))


@dataclass(frozen=True, slots=True)
class Row:
    """拟录入的一行, with its heading's words."""

    said: Mapping[str, Any]
    heading: str

    @property
    def key(self) -> str:
        return str(self.said["key"])

    @property
    def number(self) -> str:
        return str(self.said["number"])

    @property
    def text(self) -> str:
        return str(self.said["text"])


def paired(rows: Sequence[Row], known: Sequence[Known], chosen: Mapping[str, str]) -> dict[str, Known]:
    """Row key to item, one to one: as a person chose; by equal words; by number, heading and like words; by words that are nearly the same."""
    by_address = {one.address: one for one in known}
    found = {row.key: by_address[chosen[row.key]] for row in rows if chosen.get(row.key) in by_address}
    rest = [row for row in rows if row.key not in found and chosen.get(row.key) != NEW]
    free = Free(known, {one.id for one in found.values()})
    for row in rest:
        take(found, row, free.of(plain(row.text)), free, one_of_number=True)
    for row in [row for row in rest if row.key not in found]:
        place = [one for one in free.numbered(row.number) if plain(one.heading) == plain(row.heading) or not one.heading or not row.heading]
        take(found, row, [one for one in place if likeness(one.text, row.text) >= SAME_PLACE], free)
    for row in [row for row in rest if row.key not in found]:
        best = ranked(row.text, free.like(row.text))
        if best and best[0][0] >= SAME_WORDS and (len(best) == 1 or best[0][0] - best[1][0] >= MARGIN):
            take(found, row, [best[0][1]], free)
    return found


def take(found: dict[str, Known], row: Row, candidates: Sequence[Known], free: Free, *, one_of_number: bool = False) -> None:
    """Pair a row with the only candidate; among several, with the only one of its number where that decides."""
    same = [one for one in candidates if one.number == row.number] if one_of_number and len(candidates) > 1 else list(candidates)
    if len(same) == 1:
        found[row.key] = same[0]
        free.take(same[0])


def nearest(rows: Iterable[Row], pairs: Mapping[str, Known], free: Sequence[Known], chosen: Mapping[str, str]) -> dict[str, Known]:
    """For rows without an item: one that has the number and resembles it, so that a person is asked."""
    found = {}
    left = Free(free, set())
    for row in rows:
        if row.key not in pairs and row.key not in chosen:
            like = ranked(row.text, [*left.numbered(row.number), *left.like(row.text)])
            if like and like[0][0] >= NEAR:
                found[row.key] = like[0][1]
    return found


class Free:
    """尚未对上的项: items by words, by number and by their rarest pairs of characters."""

    def __init__(self, known: Sequence[Known], taken: set[int]) -> None:
        self.taken = taken
        self.words: dict[str, list[Known]] = {}
        self.numbers: dict[str, list[Known]] = {}
        self.pairs: dict[str, list[Known]] = {}
        for one in known:
            self.words.setdefault(plain(one.text), []).append(one)
            self.numbers.setdefault(one.number, []).append(one)
            for pair in pairs_of(one.text):
                self.pairs.setdefault(pair, []).append(one)

    def take(self, one: Known) -> None:
        """It has its row."""
        self.taken.add(one.id)

    def left(self, rows: Iterable[Known]) -> list[Known]:
        """Those that have none yet."""
        return [one for one in rows if one.id not in self.taken]

    def of(self, words: str) -> list[Known]:
        return self.left(self.words.get(words, ()))

    def numbered(self, number: str) -> list[Known]:
        return self.left(self.numbers.get(number, ()))

    def like(self, text: str) -> list[Known]:
        """Those that share one of the words' rarest pairs."""
        rarest = sorted((pair for pair in pairs_of(text) if pair in self.pairs), key=lambda pair: (len(self.pairs[pair]), pair))[:FEW]
        return self.left({one.id: one for pair in rarest for one in self.pairs[pair][:200]}.values())


def ranked(text: str, candidates: Iterable[Known]) -> list[tuple[float, Known]]:
    """Candidates with their likeness, the best first."""
    unlike = {one.id: one for one in candidates}.values()
    return sorted(((likeness(one.text, text), one) for one in unlike), key=lambda pair: (-pair[0], pair[1].id))


def plain(text: str) -> str:
    """The words alone: width folded, stops and spaces gone."""
    return "".join(sign for sign in folded(text) if sign.isalnum())


def pairs_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters."""
    words = plain(text)
    return frozenset(words[at : at + 2] for at in range(max(1, len(words) - 1)))


def likeness(left: str, right: str) -> float:
    """0 for nothing in common, 1 for the same pairs of characters (Dice)."""
    a, b = pairs_of(left), pairs_of(right)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def matched(row: Row, known: Known | None, told: Mapping[str, Any] | None, near: Known | None) -> Match:
    """What has become of a row."""
    if known is None:
        return Match(row.key, CREATED, near=near)
    found = tuple(differences(row, known, told))
    return Match(row.key, CHANGED if found else UNTOUCHED, known, found)


def differences(row: Row, known: Known, told: Mapping[str, Any] | None) -> Iterator[Difference]:
    """What the document states of an item and the ledger has otherwise; what it does not state is no difference."""
    said = row.said
    if plain(row.text) != plain(known.text):
        yield Difference("text", known.text, row.text)
    for name in ("leader", "lead_unit"):
        stated, stands = said[name] or "", getattr(known, name)
        if stated and not same_name(stated, stands):
            yield Difference(name, stands, stated)
    units = [one for one in said["units"] if not any(same_name(one, other) for other in (*known.units, known.lead_unit))]
    if units:
        yield Difference("units", "、".join(known.units), "、".join(said["units"]))
    for name in ("due_on", "track", "completion"):
        if said[name] and said[name] != getattr(known, name):
            yield Difference(name, getattr(known, name), said[name])
    if told is not None:
        yield from of_answer(known, told)


def of_answer(known: Known, told: Mapping[str, Any]) -> Iterator[Difference]:
    """What the document tells as done or plans, where the ledger has not heard it."""
    heard = {plain(one) for one in (*known.told, *known.measures)}
    measures = [one for one in told["measures"] if plain(one["text"]) not in heard]
    if plain(told["text"]) not in heard and (measures or not told["measures"]):
        yield Difference("told", known.told[0] if known.told else "", told["text"])


def same_name(stated: str, stands: str) -> bool:
    """Whether words name what the ledger has: 区住建局 is 示例区住建局, 区委副书记、区长 邹某 names 邹某."""
    a, b = plain(stated), plain(stands)
    return bool(b) and (a.endswith(b) or b.endswith(a) or (len(b) >= 2 and b in a))
