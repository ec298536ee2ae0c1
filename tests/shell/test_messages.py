"""English: every word of the pages and of the program has its translation, and none is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import xiaohao
from xiaohao.people.models import Amendment, Unit

SOURCE = Path(xiaohao.__file__).parent
CATALOGUE = SOURCE / "shell" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = ("gettext", "gettext_lazy", "gettext_noop", "_")
HAN = re.compile(r"[\u4e00-\u9fff]")


def words(text: str) -> Iterator[str]:
    """What a piece of Python asks to be translated."""
    for _, _, found, _ in extract_python(BytesIO(text.encode()), KEYWORDS, (), {"encoding": "utf-8"}):
        yield from [found] if isinstance(found, str) else [one for one in found if one]


def used() -> dict[str, Path]:
    """Every message of every room, with a file that uses it."""
    found: dict[str, Path] = {}
    for path in sorted(SOURCE.rglob("*.html")):
        found.update(dict.fromkeys(words(templatize(path.read_text("utf-8"), origin=str(path))), path))
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text("utf-8")
        if "gettext" in text:
            found.update(dict.fromkeys(words(text), path))
    for choices in (Unit.Kind, Unit.Level, Amendment.Kind):
        found.update(dict.fromkeys(map(str, choices.labels), SOURCE / "people" / "models.py"))
    return {message: path for message, path in found.items() if message.strip()}


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    """What is translated."""
    with CATALOGUE.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file, locale="en", abort_invalid=True) if one.id}


def test_every_message_has_its_english(catalogue: dict[str, str]) -> None:
    missing = {message: path.name for message, path in used().items() if HAN.search(message) and not catalogue.get(message)}
    assert missing == {}


def test_no_message_is_left_over(catalogue: dict[str, str]) -> None:
    assert sorted(set(catalogue) - set(used())) == []


def test_english_is_english_and_keeps_every_name_in_it(catalogue: dict[str, str]) -> None:
    holes = re.compile(r"%\(\w+\)[sd]|%%")
    assert [text for text in catalogue.values() if HAN.search(text)] == []
    assert [one for one, text in catalogue.items() if sorted(holes.findall(one)) != sorted(holes.findall(text))] == []


def test_no_template_says_chinese_outside_the_catalogue() -> None:
    """Words between tags are translated; the names of languages and the seal speak for themselves."""
    own = re.compile(r"中文|销</span>")
    faults = []
    for path in sorted(SOURCE.rglob("*.html")):
        text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text("utf-8"), flags=re.S)
        text = re.sub(r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}", "", text, flags=re.S)
        text = own.sub("", re.sub(r"\{[%{].*?[%}]\}", "", text, flags=re.S))
        faults += [f"{path.name}: {hit}" for hit in HAN.findall(text)[:1]]
    assert faults == []
