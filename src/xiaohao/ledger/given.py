"""所填之物: what a form, a program or a sheet gives for a move, made sure of before the law sees it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from xiaohao.ledger.targets import rows
from xiaohao.lifecycle import ANSWERS, Need, NeedKind, Refused

LONGEST_TEXT = rows.LONGEST_TEXT


def named(needs: Sequence[Need], given: Mapping[str, object]) -> tuple[frozenset[int], frozenset[int]]:
    """Ids of the persons and the units that the given values name; whatever is no id is left for `cleaned` to refuse."""
    said: dict[bool, set[int]] = {True: set(), False: set()}
    for need in needs:
        if need.kind in (NeedKind.PERSON, NeedKind.UNIT, NeedKind.UNITS):
            raw = given.get(need.key)
            said[need.kind is NeedKind.PERSON].update(int(str(one)) for one in (as_list(raw) or [raw]) if is_whole(one))
    return frozenset(said[True]), frozenset(said[False])


def cleaned(needs: Sequence[Need], given: Mapping[str, object], persons: frozenset[int], units: frozenset[int]) -> dict[str, object]:
    """The given values by the needs' keys, each of its kind; empty ones left out. `persons` and `units` are those that there are.

    Raises Refused(bad_value, need=…, value=…) for anything else.
    """
    unknown = set(given) - {need.key for need in needs}
    if unknown:
        raise Refused("bad_value", need=sorted(unknown)[0], value="")
    found = {need.key: value(need, given[need.key]) for need in needs if given.get(need.key) not in (None, "", [], ())}
    for kind, there in ((NeedKind.PERSON, persons), (NeedKind.UNIT, units)):
        ids = {cast(int, found[need.key]) for need in needs if need.kind is kind and need.key in found}
        if kind is NeedKind.UNIT:
            ids |= {one for need in needs if need.kind is NeedKind.UNITS for one in cast(list[int], found.get(need.key, []))}
        if ids - there:
            wrong = next(need.key for need in needs if need.key in found and need.kind in ((kind,) if kind is NeedKind.PERSON else (kind, NeedKind.UNITS)))
            raise Refused("bad_value", need=wrong, value=", ".join(map(str, sorted(map(str, ids)))))
    return found


def as_list(value: object) -> list[object]:
    """A list, or none."""
    return list(value) if isinstance(value, (list, tuple)) else []


def value(need: Need, raw: object) -> object:
    """One value of its need's kind. Raises Refused(bad_value)."""
    wrong = Refused("bad_value", need=need.key, value=str(raw)[:60])
    match need.kind:
        case NeedKind.TEXT:
            if not isinstance(raw, str) or len(raw) > LONGEST_TEXT:
                raise wrong
            return raw.strip()
        case NeedKind.DAY:
            return day(raw, wrong)
        case NeedKind.CHOICE:
            if str(raw) not in need.choices:
                raise wrong
            return str(raw)
        case NeedKind.PERSON | NeedKind.UNIT | NeedKind.EVENT | NeedKind.EVIDENCE | NeedKind.WAIT | NeedKind.REMAINDER | NeedKind.ITEM | NeedKind.VERSION:
            return whole(raw, wrong)
        case NeedKind.UNITS | NeedKind.OBJECTS:
            return sorted({whole(one, wrong) for one in as_list(raw)})
        case NeedKind.MEASURES:
            return [rows.measure(row) for row in as_list(raw)]
        case NeedKind.READINGS:
            return [rows.reading(row) for row in as_list(raw)]
        case NeedKind.CHECKS:
            return checks(raw, wrong)
        case NeedKind.ITEMS:
            return [part(row, wrong) for row in as_list(raw)]
        case NeedKind.FILES:
            raise wrong  # files come as uploads, beside what is given


def whole(raw: object, wrong: Refused) -> int:
    """A positive whole number that a database can hold."""
    if not is_whole(raw):
        raise wrong
    return int(str(raw))


def is_whole(raw: object) -> bool:
    """Whether it is a positive whole number that a database can hold."""
    text = str(raw)
    return not isinstance(raw, bool) and text.isdecimal() and 0 < int(text) < 2**63


def day(raw: object, wrong: Refused) -> date:
    """A day, as itself or as YYYY-MM-DD."""
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise wrong from None


def checks(raw: object, wrong: Refused) -> dict[str, str]:
    """The answers to a gate's check-list, by the keys of its points."""
    if not isinstance(raw, Mapping) or any(str(said) not in ANSWERS for said in raw.values()):
        raise wrong
    return {str(key)[:40]: str(said) for key, said in raw.items()}


def part(row: object, wrong: Refused) -> dict[str, object]:
    """One of the items that an item is split into: number and words."""
    if not isinstance(row, Mapping) or not str(row.get("text") or "").strip():
        raise wrong
    return {"number": str(row.get("number") or "").strip()[:20], "text": str(row["text"]).strip()[:LONGEST_TEXT]}


def plain(needs: Sequence[Need], found: Mapping[str, object]) -> dict[str, object]:
    """The facts that name nobody, as JSON can hold them."""
    return {need.key: as_json(found[need.key]) for need in needs if need.key in found and not is_personal(need)}


def personal(needs: Sequence[Need], found: Mapping[str, object]) -> dict[str, str]:
    """The facts that may name or locate somebody, each as one string."""
    return {
        need.key: text if isinstance(text := found[need.key], str) else json.dumps(as_json(text), ensure_ascii=False, sort_keys=True)
        for need in needs
        if need.key in found and is_personal(need)
    }


def is_personal(need: Need) -> bool:
    """Free words, the rows of a plan and its parts may name somebody, whatever the table says."""
    return need.personal or need.kind in (NeedKind.TEXT, NeedKind.MEASURES, NeedKind.READINGS, NeedKind.ITEMS)


def as_json(found: object) -> object:
    """Days as ISO text, all else as it is."""
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, Mapping):
        return {key: as_json(one) for key, one in found.items()}
    if isinstance(found, (list, tuple)):
        return [as_json(one) for one in found]
    return found
