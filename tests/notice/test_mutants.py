"""变异: every document of the corpus keeps the laws when characters of it are dropped, doubled, swapped, or change their width."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from laws import holds
from mutants import DOCUMENTS, mutant, mutants, words

from xiaohao.notice import Source, Unreadable, decode


@settings(max_examples=120)
@given(mutants())
def test_mutants_of_every_document_keep_the_laws(source: Source) -> None:
    holds(source, schema=len(source.text) % 8 == 0)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_of_the_corpus_keeps_the_laws(document: Path) -> None:
    try:
        source = decode(document.read_bytes(), document.name)
    except Unreadable as problem:
        assert problem.code in ("needs_office", "needs_files"), "only what this machine lacks keeps a document of the corpus from being read"
        return
    holds(source)


FOUND = (  # by fuzzing, once; each broke a law
    ("a.txt", "1.　\n责任领导：张\n"),  # a mark alone on its line, and a blank after it
    ("a.csv", "序号,反馈问题,整改措施\n1,台账不清,建立台账\n,,排查一遍\n"),  # measures in rows, without a number
)


@pytest.mark.parametrize(("name", "text"), FOUND)
def test_what_once_broke_a_law_keeps_it(name: str, text: str) -> None:
    holds(decode(text.encode(), name))


@pytest.mark.parametrize(("how", "said"), [("drop", ""), ("double", "甲甲（（"), ("swap", "（甲"), ("width", "甲(")])
def test_a_mutant_is_what_its_name_says(how: str, said: str) -> None:
    assert mutant("甲（", how, 1.0, Random(0)) == said


def test_there_are_documents_to_be_mutated() -> None:
    assert {".txt", ".md", ".xlsx", ".csv"} <= {path.suffix for path in DOCUMENTS}
    assert all(words(path) for path in DOCUMENTS if path.suffix in (".txt", ".md", ".html", ".csv"))
