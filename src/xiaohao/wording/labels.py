"""标签: the word that a page shows for a member of an enum, a move or a need; stages and completions in the words of the kind of inspection."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from xiaohao.lifecycle import (
    Cadence,
    Capacity,
    Completion,
    Gate,
    GateKind,
    Ground,
    Need,
    Point,
    PublicationStage,
    ReferralStage,
    Rules,
    Stage,
    TimeUnit,
    Track,
    label_pack,
)
from xiaohao.notice import Kind
from xiaohao.wording import names

PARTY = "party"
OF_ENUM: Mapping[type[Enum], names.Names] = {
    Track: names.TRACKS, Ground: names.GROUNDS, Capacity: names.CAPACITIES, Kind: names.DOCUMENTS, ReferralStage: names.REFERRALS,
    PublicationStage: names.NOTICES, Cadence: names.CADENCES, GateKind: names.GATE_KINDS, TimeUnit: names.TIME_UNITS,
}  # fmt: skip
# A bare word is looked for in this order; where two sets share a word, `of` says which is meant.
SETS: Mapping[str, names.Names] = {
    "move": names.MOVES, "need": names.NEEDS, "track": names.TRACKS, "ground": names.GROUNDS, "capacity": names.CAPACITIES, "basis": names.BASES,
    "referral": names.REFERRALS, "notice": names.NOTICES, "verdict": names.VERDICTS, "timeliness": names.TIMELINESS, "inspection": names.INSPECTIONS,
    "document": names.DOCUMENTS, "difference": names.DIFFERENCES, "column": names.COLUMNS,
    "cadence": names.CADENCES, "gate_kind": names.GATE_KINDS, "time_unit": names.TIME_UNITS, "time": names.TIMES, "request": names.REQUESTS,
    "grade": names.GRADES, "judgement": names.JUDGEMENTS, "wait": names.WAITS, "channel": names.CHANNELS, "checked": names.CHECKED, "sealed": names.SEALED,
    "proof": names.PROOFS, "file_kind": names.FILE_KINDS,
    "wants": names.WANTS, "target_kind": names.TARGET_KINDS, "direction": names.DIRECTIONS, "split": names.SPLITS, "object": names.OBJECTS,
}  # fmt: skip


# Their words are those of stages, moves and needs too.
ONLY_BY_NAME = frozenset({
    "column", "difference", "cadence", "gate_kind", "time_unit", "time", "request", "grade", "judgement", "wait", "channel", "checked", "sealed", "wants", "target_kind", "direction", "split", "object",
    "proof", "file_kind",
})  # fmt: skip
# The set that the choices of a need belong to, by its key.
CHOICES: Mapping[str, str] = {
    "track": "track", "ground": "ground", "completion": "completion", "basis": "basis", "stage": "stage", "report_every": "cadence", "grade": "grade",
    "verdict": "judgement", "kind": "wait", "channel_kind": "channel",
}  # fmt: skip


def side(lang: str) -> int:
    """0 for Chinese, 1 for English: the place in each pair."""
    return 1 if lang.startswith("en") else 0


def label(member: object, lang: str = "zh", *, pack: str = PARTY, of: str = "") -> str:
    """The word for a stage, completion, track, ground, capacity, document kind, gate, need, procedure, or the name of a move or need.

    `pack` is the label pack of the kind of inspection (`Rules.labels`); `of` names the set that a bare word belongs to: stage, completion
    or one of SETS. Raises KeyError for what has no word.
    """
    if isinstance(member, (Gate, Point, Rules)):
        return (member.name_zh, member.name_en)[side(lang)]
    if isinstance(member, Need):
        return names.NEEDS[member.key][side(lang)]
    if isinstance(member, (Stage, Completion)):
        return local(member, lang, pack)
    if isinstance(member, Enum):
        return OF_ENUM[type(member)][member.value][side(lang)]
    word = str(member)
    if of in ("stage", "completion"):
        return local(Stage(word) if of == "stage" else Completion(word), lang, pack)
    if of:
        return SETS[of][word][side(lang)]
    found = next((known[word] for name, known in SETS.items() if word in known and name not in ONLY_BY_NAME), None)
    if found is None:
        return local(Stage(word) if word in set(Stage) else completion(word), lang, pack)
    return found[side(lang)]


def choice(key: str, word: str, lang: str = "zh", *, pack: str = PARTY) -> str:
    """The word for one choice of the need of that key. Raises KeyError for what has no word."""
    return label(word, lang, pack=pack, of=CHOICES[key])


def asked(move: str, key: str, lang: str = "zh") -> str:
    """What a move calls the need of that key: an answer's event is an objection, that of an annulment a mistake. Raises KeyError for what has no word."""
    return (names.NEEDS.get(f"{move}.{key}") or names.NEEDS[key])[side(lang)]


def hint(move: str, need: Need, lang: str = "zh") -> str:
    """What a form says beside the field of a need: when it is needed, or what it looks like; empty where the name says enough."""
    found = names.HINTS.get(f"{move}.{need.key}") or names.HINTS.get(need.key)
    return found[side(lang)] if found else ""


def completion(word: str) -> Completion:
    """The completion of that name. Raises KeyError where there is none."""
    if word not in set(Completion):
        raise KeyError(word)
    return Completion(word)


def local(member: Stage | Completion, lang: str, pack: str) -> str:
    """The local word of a stage or completion."""
    return str(label_pack(pack)[set_of(member)][member.value]["en" if side(lang) else "zh"])


def colour(member: Stage | Completion, pack: str = PARTY) -> str:
    """The colour word of a stage or completion: grey, amber, blue, teal, violet, green or red. It never stands without the label."""
    return str(label_pack(pack)[set_of(member)][member.value]["colour"])


def set_of(member: Stage | Completion) -> str:
    """stage or completion: the table of the pack."""
    return "stage" if isinstance(member, Stage) else "completion"
