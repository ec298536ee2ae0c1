"""疑问: what of a reading, a plan or a report is to be asked about. A question is no refusal: with a word of explanation, which is kept, it goes through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from xiaohao.figures import find
from xiaohao.targets.amount import plain
from xiaohao.targets.course import standing, value_of
from xiaohao.targets.target import ZERO, Direction, Reading, Target, TargetKind

CLAUSES = re.compile(r"[。；;！!\n]|\.(?=\s|$)")
ALL_DONE = re.compile(
    r"(?:全部|全都|均已|都已|悉数|全数|已全面|百分之百|100%)[^，,]{0,12}(?:完成|到位|办结|整改|改造|落实|清理|消化|化解|验收|解决|办证|拆除|销号|达标|归还|收回|追回|清退)"
    r"|(?:完成|到位|办结|落实|清理|消化|化解|解决)率?(?:达到?|为)?\s*100%|\ball\s+(?:\w+\s+){0,4}(?:done|completed|finished|resolved)\b|\bfully\s+(?:completed|implemented)\b",
    re.IGNORECASE,
)
NOT_YET = re.compile(r"尚未|未能|没有|未全|还未|不能|力争|计划|预计|确保|拟|争取|将(?!军)|目标是|要求|年底前|月底前|之前|not\s+(?:yet|all)|\bwill\b|\bplan", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """一个疑问: a code with the facts of it; the sentence is in `wording`."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def doubts_of_plan(target: Target) -> Iterator[Question]:
    """What is odd about a target before anything was read: parts that do not make the whole, a goal beyond what there is."""
    parted = sum((part.amount for part in target.of_parts()), ZERO)
    if target.parts and target.kind is not TargetKind.RATIO and parted != target.amount:
        yield Question("parts_do_not_sum", {**named(target), "parts": plain(parted), "whole": plain(target.amount)})
    if target.direction is Direction.UP and target.most is not None and target.goal > target.most:
        yield Question("goal_beyond_base", {**named(target), "goal": plain(target.goal), "base": plain(target.most)})


def doubts(target: Target, before: Sequence[Reading], new: Sequence[Reading], prose: str, day: date) -> Iterator[Question]:
    """What is odd about what is told now: readings against their direction or beyond their base, a day gone by, prose that says more than the readings."""
    parts = {part.noun: part for part in target.of_parts()}
    for name in dict.fromkeys(one.part for one in new):
        one = parts.get(name)
        yield from of_readings(replace(one, noun=f"{target.noun} {name}") if one else target, [one for one in before if one.part == name], [one for one in new if one.part == name])
    now = standing(target, [*before, *new], day)
    if new and now.is_late:
        yield Question("goal_due_passed", {**named(target), "value": told(target, now.value), "goal": plain(target.goal), "missing": now.missing or ("",)})
    if not now.is_reached and (words := says_all_done(target, prose)):
        yield Question("prose_says_done", {**named(target), "words": words, "value": told(target, now.value), "goal": plain(target.goal)})
    if new and (odd := says_otherwise(target, [*before, *new], prose, day)):
        yield Question("prose_says_otherwise", {**named(target), "words": odd, "value": told(target, now.value)})


def of_readings(target: Target, before: Sequence[Reading], new: Sequence[Reading]) -> Iterator[Question]:
    """The readings of a target or of one part, each against those of earlier days."""
    known = sorted(before, key=lambda one: one.day)
    for one in sorted(new, key=lambda one: one.day):
        earlier = [other for other in known if other.day <= one.day]
        last = value_of(target, earlier)
        known = sorted([*known, one], key=lambda other: other.day)
        value = value_of(target, [*earlier, one])
        facts = {**named(target), "value": plain(one.value)}
        falls = target.direction is Direction.DOWN
        if target.kind is not TargetKind.SUM and last is not None and (one.value > last if falls else one.value < last):
            yield Question("against_direction", {**facts, "last": plain(last), "direction": target.direction.value})
        if value is not None and (target.most is not None and value > target.most or value < ZERO):
            yield Question("beyond_base", {**facts, "value": plain(abs(value - target.begun) if target.kind is TargetKind.SUM else value), "base": plain(target.most or ZERO)})


def named(target: Target) -> dict[str, object]:
    """What the target is called in a sentence."""
    return {"noun": target.noun, "unit": target.unit}


def told(target: Target, value: Decimal | None) -> str:
    """A value as a sentence says it; where it begins when nothing was read."""
    return plain(target.begun if value is None else value)


def says_all_done(target: Target, prose: str) -> str:
    """The clause that says that all is done, where one does; what is only intended or denied does not count, nor what speaks of other things in figures."""
    for clause in CLAUSES.split(prose):
        found = ALL_DONE.search(clause)
        if found is None or NOT_YET.search(clause):
            continue
        units = {one.plain_unit for one in find(clause) if one.kind in ("count", "money", "area", "length")}
        if not units or target.unit in units or (target.noun and target.noun in clause):
            return clause.strip()[:60]
    return ""


def says_otherwise(target: Target, readings: Sequence[Reading], prose: str, day: date) -> str:
    """The figures that the prose states of the very same thing, where none of them is one that the readings know."""
    if not target.noun or not target.unit:
        return ""
    now = standing(target, readings, day)
    known = {target.goal, target.amount, target.begun, *(one.value for one in readings), *(part.goal for part in target.parts)}
    known |= {value for value in (target.base, now.value) if value is not None}
    if now.value is not None:
        known |= {abs(target.goal - now.value), abs(now.value - target.begun)}
    said = [
        one for clause in CLAUSES.split(prose) if target.noun in clause for one in find(clause)
        if one.qualifier == "exact" and not isinstance(one.value, str) and one.unit == target.unit
    ]  # fmt: skip
    if not said or any(float(value) == float(one.value) for one in said for value in known):
        return ""
    return "、".join(one.text for one in said[:3])
