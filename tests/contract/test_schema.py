"""通报格式: every object is valid against the product's own schema, and every place in it slices back to the text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from notices import NOTICES, mutated

from xiaohao.contract import FORMAT, SCHEMA_FILE, as_object
from xiaohao.notice import Source, decode, read

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


def holds(source: Source) -> dict[str, Any]:
    """The object of a source, after everything that the format promises was asserted of it."""
    made = json.loads(json.dumps(as_object(read(source)), ensure_ascii=False, allow_nan=False))
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(made)] == []
    text = source.text
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
    known = {name: [node["id"] for node in made[name]] for name in ("aspects", "findings", "items", "progress")}
    every = [one for ids in known.values() for one in ids]
    assert len(every) == len(set(every))
    assert {item["aspect"] for item in made["items"]} <= {None, *known["aspects"]}
    assert {item["finding"] for item in made["items"]} <= {None, *known["findings"]}
    assert {item["progress"] for item in made["items"]} <= {None, *known["progress"]}
    assert {figure["item"] for figure in made["figures"]} <= {None, *known["items"]}
    for answer in made["progress"]:
        naming = [item["id"] for item in made["items"] if item["progress"] == answer["id"]]
        others = [item["progress"] for item in made["items"] if item["id"] in answer["items"]]
        assert answer["items"] == naming or all(others), "items name the answer that they bear, or, beside what was planned, what was done"
        assert all(answer["start"] <= measure["start"] < measure["end"] <= answer["end"] for measure in answer["measures"])
        assert all(measure["text"].startswith(measure["ordinal"]) for measure in answer["measures"])
    return made  # type: ignore[no-any-return]


def test_the_schema_is_a_schema_of_this_format() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] == FORMAT == SCHEMA["properties"]["format"]["const"]


@pytest.mark.parametrize("notice", NOTICES, ids=lambda path: path.stem)
def test_whole_notices_keep_the_format(notice: Path) -> None:
    made = holds(decode(notice.read_bytes(), notice.name))
    assert made["source"]["characters"] == len(decode(notice.read_bytes()).text)


def test_the_real_document_keeps_the_format(seed: Path) -> None:
    assert holds(decode(seed.read_bytes(), seed.name))["items"]


@given(st.text(max_size=300))
def test_any_text_keeps_the_format(text: str) -> None:
    holds(Source("any.txt", text))


@given(mutated())
def test_cut_and_shuffled_notices_keep_the_format(text: str) -> None:
    holds(Source("mutated.txt", text))


@pytest.mark.parametrize("lost", ["kind", "checks", "as_of"])
def test_an_object_that_lost_a_field_is_not_valid(lost: str) -> None:
    made = as_object(read(Source("a.txt", "文字")))
    del made[lost]
    assert not VALIDATOR.is_valid(made)


def test_a_text_without_structure_is_unknown_and_says_why() -> None:
    made = as_object(read(Source("a.txt", "今天天气很好。\n")))
    assert made["kind"] == "unknown" and not made["items"] and not made["aspects"] and not made["progress"]
    assert [doubt["code"] for doubt in made["doubts"]] == ["no_structure"]


def test_sentences_come_in_the_language_asked_for() -> None:
    notice = read(Source("a.txt", "今天天气很好。\n"))
    assert as_object(notice, "en")["doubts"][0]["message"].isascii()
    assert not as_object(notice, "zh")["doubts"][0]["message"].isascii()
