"""通报格式: every object is valid against the product's own schema, and every place in it slices back to the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from laws import SCHEMA, VALIDATOR, holds
from notices import NOTICES, mutated

from xiaohao.contract import FORMAT, as_object
from xiaohao.notice import Source, decode, read


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
