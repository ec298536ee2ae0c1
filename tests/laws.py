"""The laws that hold for every document, whatever stands in it: asserted by tests of the corpus, of mutants, of random text, and by the fuzz targets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from xiaohao.contract import SCHEMA_FILE, as_object, as_record
from xiaohao.figures import counts, due, tally
from xiaohao.notice import Notice, Source, outline, read, write
from xiaohao.wording import sentences

SCHEMA = json.loads(SCHEMA_FILE.read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def places(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything in an object that has a start and an end."""
    if isinstance(node, dict):
        if "start" in node:
            yield path, node
        for name, value in node.items():
            yield from places(value, f"{path}.{name}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from places(value, f"{path}[{number}]")


def partitions(notice: Notice) -> None:
    """The leaves are the text: each character in exactly one, in order."""
    assert write(notice) == notice.source.text
    at = 0
    for leaf in notice.leaves:
        assert leaf.start == at < leaf.end
        at = leaf.end
    assert at == len(notice.source.text)


def speaks(notice: Notice, made: dict[str, Any]) -> None:
    """Everything else that may be asked of a notice is answered, and every code has its sentence."""
    outline(notice), counts(notice), tally(notice), due(notice)
    assert {one["code"] for one in made["checks"]} | {doubt.code for doubt in notice.doubts} <= set(sentences())


def points(made: dict[str, Any], text: str) -> None:
    """Every place lies in the text and slices back to its words; lists keep the order of the text."""
    for path, node in places(made):
        assert 0 <= node["start"] <= node["end"] <= len(text), path
        words = node.get("text", node.get("title"))
        if words is not None:
            assert text[node["start"] : node["end"]] == words, path
    for check in made["checks"]:
        assert all(0 <= start <= end <= len(text) for start, end in check["spans"])
    for name in ("aspects", "findings", "items", "progress", "figures", "instruments"):
        starts = [node["start"] for node in made[name]]
        assert starts == sorted(starts), f"{name} do not keep the order of the text"


def belongs(made: dict[str, Any]) -> None:
    """Every id is there once, and whatever names an id names one that is there."""
    known = {name: [node["id"] for node in made[name]] for name in ("aspects", "findings", "items", "progress")}
    every = [one for ids in known.values() for one in ids]
    assert len(every) == len(set(every))
    for name, key in (("aspects", "aspect"), ("findings", "finding"), ("progress", "progress")):
        assert {item[key] for item in made["items"]} <= {None, *known[name]}
    assert {figure["item"] for figure in made["figures"]} <= {None, *known["items"]}
    for answer in made["progress"]:
        naming = [item["id"] for item in made["items"] if item["progress"] == answer["id"]]
        others = [item["progress"] for item in made["items"] if item["id"] in answer["items"]]
        assert answer["items"] == naming or all(others), "items name the answer that they bear, or, beside what was planned, what was done"
        assert all(answer["start"] <= measure["start"] < measure["end"] <= answer["end"] for measure in answer["measures"])
        assert all(measure["text"].startswith(measure["ordinal"]) for measure in answer["measures"])


def valid(made: dict[str, Any]) -> None:
    """The object keeps the published format, and is JSON."""
    again = json.loads(json.dumps(made, ensure_ascii=False, allow_nan=False))
    faults = [f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(again)]
    assert not faults, faults


def holds(source: Source, *, schema: bool = True) -> dict[str, Any]:
    """The object of a source, after all laws were asserted; without the schema it is much quicker."""
    notice = read(source)
    partitions(notice)
    made = as_object(notice)
    speaks(notice, made)
    points(made, source.text)
    belongs(made)
    if schema:
        valid(made)
        record = as_record(notice, "文件夹/a.txt")
        points(record, source.text)
        valid(record)
    return made
