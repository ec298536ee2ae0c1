"""整篇: whole documents of many layouts, held against what a person read in each of them; the words exactly, and the score as a whole."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from xiaohao.contract import as_object
from xiaohao.notice import decode, read

CORPUS = Path(__file__).parents[1] / "corpus"
TEXTS = (".txt", ".md", ".html")
HEAD = ("kind", "title", "issuer", "published_on", "as_of")
VISIT = ("body", "inspected", "from_on", "to_on", "delivered_on")
FIELDS = ("track", "completion", "due", "leader", "lead_unit")
LEAST, LEAST_MEAN = 0.90, 0.95
Json = dict[str, Any]


def truths() -> list[Path]:
    """The objects made by hand of the documents."""
    return sorted(CORPUS.glob("*.expected.json"))


def texts() -> list[Path]:
    """Those of documents that are text: in them every field is as a person read it."""
    return [path for path in truths() if Path(json.loads(path.read_text("utf-8"))["source"]["name"]).suffix in TEXTS]


def named(truth: Path) -> str:
    return truth.name.removesuffix(".expected.json")


def both(truth: Path) -> tuple[Json, Json, str]:
    """(what a person read, what the reader makes, the text that its places point into)."""
    expected: Json = json.loads(truth.read_text("utf-8"))
    document = CORPUS / expected["source"]["name"]
    source = decode(document.read_bytes(), document.name)
    return expected, as_object(read(source)), source.text


def said(value: Any) -> Any:
    """A place's words, with the day that they mean."""
    if isinstance(value, dict):
        return (value["text"], value["value"]) if "value" in value else value["text"]
    return value


def plain(words: str) -> str:
    """The words without blanks."""
    return "".join(words.split())


def right(expected: Json, made: Json, name: str) -> bool:
    """Whether a field is what a person read, or another right answer."""
    want, have = said(expected[name]), said(made[name])
    accepted = expected.get("accept", {}).get(name, [])
    return want == have or have in accepted or (isinstance(have, tuple) and have[0] in [said(one) for one in accepted])


def tree(notice: Json) -> list[tuple[str, ...]]:
    """Aspects, findings and items with their numbers, words and parents."""
    numbers = {one["id"]: f"{one['number']} {one['text']}" for name in ("aspects", "findings") for one in notice[name]}
    lines = [("aspect", one["number"], one["text"]) for one in notice["aspects"]]
    lines += [("finding", one["number"], one["text"], numbers.get(one["aspect"], "")) for one in notice["findings"]]
    return lines + [("item", one["number"], one["text"], numbers.get(one["aspect"], ""), numbers.get(one["finding"], "")) for one in notice["items"]]


@pytest.mark.parametrize("truth", truths(), ids=named)
def test_a_document_has_the_headings_and_items_that_a_person_read_in_it(truth: Path) -> None:
    expected, made, _ = both(truth)
    assert tree(made) == tree(expected)


@pytest.mark.parametrize("truth", texts(), ids=named)
def test_a_document_says_who_speaks_of_whom_and_when(truth: Path) -> None:
    expected, made, _ = both(truth)
    assert [name for name in HEAD if not right(expected, made, name)] == []
    visit = {"accept": expected.get("accept", {}), **expected["inspection"]}
    assert [name for name in VISIT if not right(visit, made["inspection"], name)] == []
    assert [(one["kind"], one["text"]) for one in made["contacts"]] == [(one["kind"], one["text"]) for one in expected["contacts"]]


@pytest.mark.parametrize("truth", texts(), ids=named)
def test_each_item_has_the_fields_that_its_lines_print(truth: Path) -> None:
    expected, made, _ = both(truth)
    for want, have in zip(expected["items"], made["items"], strict=True):
        assert [(name, said(have[name])) for name in FIELDS if not right(want, have, name)] == [], want["number"]
        assert [unit["text"] for unit in have["units"]] == [unit["text"] for unit in want["units"]], want["number"]


@pytest.mark.parametrize("truth", texts(), ids=named)
def test_each_item_has_the_answer_and_the_measures_that_stand_there(truth: Path) -> None:
    expected, made, text = both(truth)
    wanted, found = ({one["id"]: one for one in notice["progress"]} for notice in (expected, made))
    for want, have in zip(expected["items"], made["items"], strict=True):
        assert (want["progress"] is None) == (have["progress"] is None)
        if want["progress"]:
            answer, other = wanted[want["progress"]], found[have["progress"]]
            words = answer.get("text") or text[answer["start"] : answer["end"]]
            assert plain(text[other["start"] : other["end"]]).startswith(plain(words)[:40]), want["number"]
            assert [one["ordinal"] for one in other["measures"]] == [one["ordinal"] for one in answer["measures"]]
    marked = {(m["ordinal"], m["text"]) for one in expected["progress"] for m in one["measures"]}
    assert {(m["ordinal"], m["text"]) for one in made["progress"] for m in one["measures"]} == marked


def test_the_documents_are_read_well_as_a_whole(scorer: ModuleType) -> None:
    scores = {}
    for truth in truths():
        expected, made, text = both(truth)
        values, broken = scorer.score(expected, made, text)
        assert broken == [], truth.name
        scores[named(truth)] = scorer.overall({name: score.value for name, score in values.items()})
    assert {name: round(score, 3) for name, score in scores.items() if score < LEAST} == {}
    assert sum(scores.values()) / len(scores) >= LEAST_MEAN
