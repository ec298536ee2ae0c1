"""拟录入的结构: the rows that a document would become, as plain values that a person may still change. No rows, no Django.

A proposal is JSON: `headings`, `items`, `progress`, `counts`; each entry has a `key`. Changes give a new proposal and touch nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from xiaohao.lifecycle import Refused
from xiaohao.numerals import number

Json = dict[str, Any]
PART = re.compile(r"^(\d+)[-－—](\d+)$")
WEIGHT = re.compile(r"存在(?:具体)?(?:问题)?([\d一二三四五六七八九十两]+)[个项条](?:具体)?(?:问题)?|存在(?:具体)?问题([\d一二三四五六七八九十两]+)[个项条]")
OPEN_WORDS = {"in_progress": "not_completed"}


def proposed(reading: Mapping[str, Any], text: str) -> Json:
    """The rows that a reading (`xiaohao.notice/1`) would become."""
    headings = [
        {"key": one["id"], "level": level, "number": one["number"], "text": one["text"], "start": one["start"], "end": one["end"],
         "parent": one.get("aspect"), "skip": False}
        for level, name in (("aspect", "aspects"), ("finding", "findings"))
        for one in reading[name]
    ]  # fmt: skip
    headings.sort(key=lambda one: one["start"])
    return {
        "headings": headings,
        "items": [proposed_item(one) for one in reading["items"]],
        "progress": [
            {"key": one["id"], "items": one["items"], "text": text[one["start"] : one["end"]], "start": one["start"], "end": one["end"],
             "measures": [{"ordinal": m["ordinal"], "text": m["text"].removeprefix(m["ordinal"]).strip()} for m in one["measures"]]}
            for one in reading["progress"]
        ],
        "counts": [dict(one) for one in reading["counts"]],
    }  # fmt: skip


def proposed_item(one: Mapping[str, Any]) -> Json:
    """One item as it would stand; a number such as 35-1 is a part of 35."""
    part = PART.match(one["number"])
    found = WEIGHT.search(one["text"])
    weight = number(found[1] or found[2]) if found else None
    return {
        "key": one["id"], "number": one["number"], "text": one["text"], "start": one["start"], "end": one["end"],
        "heading": one["finding"] or one["aspect"], "parent_number": part[1] if part else None, "skip": False,
        "weight": int(weight) if weight and 0 < weight < 1000 else 1, "progress": one["progress"], "track": one["track"],
        "completion": OPEN_WORDS.get(one["completion"], one["completion"]), "leader": words(one["leader"]), "lead_unit": words(one["lead_unit"]),
        "units": [words(unit) for unit in one["units"]], "due_on": (one["due"] or {}).get("value"), "opening": None,
    }  # fmt: skip


def words(place: Mapping[str, Any] | None) -> str | None:
    """The words of a place."""
    return place["text"] if place else None


def changed(proposal: Mapping[str, Any], change: Mapping[str, Any]) -> Json:
    """The proposal after one change: {"op": text|number|parent|heading|weight|skip|opening|known|split|join, "key", …}.

    `known` says which item of the ledger a row is: its address, "new" for none, nothing to leave it to the comparison.

    Raises Refused: no_such_row, bad_change.
    """
    new: Json = {**proposal, **{name: [dict(row) for row in proposal[name]] for name in ("headings", "items", "progress", "counts")}}
    for name in ("items", "headings"):
        at = next((place for place, row in enumerate(new[name]) if row["key"] == change.get("key")), None)
        if at is not None:
            apply(new, name, at, change)
            return new
    raise Refused("no_such_row", key=str(change.get("key", "")))


def apply(new: Json, name: str, at: int, change: Mapping[str, Any]) -> None:
    """Change one row in place. Raises Refused(bad_change)."""
    rows = new[name]
    match change.get("op"):
        case "text" | "number" if str(change.get("value", "")).strip():
            rows[at][str(change["op"])] = str(change["value"]).strip()
        case "parent" if name == "items":
            rows[at]["parent_number"] = str(change.get("value") or "").strip() or None
        case "heading" if name == "items" and any(one["key"] == change.get("value") for one in new["headings"]):
            rows[at]["heading"] = change["value"]
        case "weight" if name == "items" and str(change.get("value", "")).isdecimal() and 0 < int(change["value"]) < 1000:
            rows[at]["weight"] = int(change["value"])
        case "skip":
            rows[at]["skip"] = bool(change.get("value"))
        case "opening" if name == "items":
            rows[at]["opening"] = change.get("value") or None
        case "known" if name == "items":
            chosen = {key: value for key, value in new.get("known", {}).items() if key != rows[at]["key"]}
            new["known"] = {**chosen, **({rows[at]["key"]: str(change["value"])[:80]} if change.get("value") else {})}
        case "split" if name == "items":
            split(new, at, change.get("value"))
        case "join" if name == "items" and at + 1 < len(rows):
            join(new, at)
        case _:
            raise Refused("bad_change", op=str(change.get("op", "")), key=str(change.get("key", "")))


def split(new: Json, at: int, place: object) -> None:
    """Cut an item in two at a character of its text; the second half follows it and shares its progress."""
    row = new["items"][at]
    cut = int(str(place)) if str(place).isdecimal() else 0
    if not 0 < cut < len(row["text"]) or not row["text"][:cut].strip() or not row["text"][cut:].strip():
        raise Refused("bad_change", op="split", key=row["key"])
    first, second = row["text"][:cut].rstrip(), row["text"][cut:].lstrip()
    second_start = row["end"] - len(second) if row["end"] - row["start"] == len(row["text"]) else row["start"]
    keys = {one["key"] for one in new["items"]}
    key = next(f"{row['key']}.{n}" for n in range(2, len(keys) + 3) if f"{row['key']}.{n}" not in keys)
    half = {**row, "key": key, "text": second, "start": second_start, "number": f"{row['number']}-2"}
    new["items"][at] = {**row, "text": first, "end": min(row["end"], row["start"] + len(first))}
    new["items"].insert(at + 1, half)
    for one in new["progress"]:
        if row["key"] in one["items"]:
            one["items"] = [*one["items"], key]


def join(new: Json, at: int) -> None:
    """Take the next item into this one; what was told of it is told of this one."""
    row, following = new["items"][at], new["items"].pop(at + 1)
    new["items"][at] = {**row, "text": row["text"] + following["text"], "end": max(row["end"], following["end"]), "weight": row["weight"] + following["weight"]}
    for one in new["progress"]:
        if following["key"] in one["items"]:
            one["items"] = list(dict.fromkeys(row["key"] if key == following["key"] else key for key in one["items"]))


def kept(proposal: Mapping[str, Any]) -> Json:
    """What would enter: skipped rows are out, and with a heading the items under it."""
    out = {one["key"] for one in proposal["headings"] if one["skip"]}
    out |= {one["key"] for one in proposal["headings"] if one["parent"] in out}
    headings = [one for one in proposal["headings"] if one["key"] not in out]
    items = [one for one in proposal["items"] if not one["skip"] and one["heading"] not in out]
    return {**proposal, "headings": headings, "items": items}


def summary(proposal: Mapping[str, Any]) -> dict[str, int]:
    """How many main numbers, leaves and headings would enter, and how many rows are skipped."""
    entering = kept(proposal)
    parts = {(one["heading"], one["parent_number"]) for one in entering["items"] if one["parent_number"]}
    whole = {(one["heading"], one["number"]) for one in entering["items"] if not one["parent_number"]}
    return {
        "main": len([one for one in entering["items"] if not one["parent_number"]]) + len(parts - whole),
        "leaves": len(entering["items"]) - len(parts & whole),
        "headings": len(entering["headings"]),
        "skipped": len(proposal["items"]) - len(entering["items"]),
    }
