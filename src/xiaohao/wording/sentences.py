"""句子: what a code says to people, with its facts filled in."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from string import Formatter
from types import MappingProxyType

from xiaohao.lifecycle import Gate, Need, Point, Rules
from xiaohao.wording import bundles, calendar, checks, doubts, files, intake, interface, procedures, publication, refusals, roster, targets
from xiaohao.wording.labels import asked, label, side

# Where a check repeats a doubt by the same code, the doubt's sentence is said.
SOURCES = (refusals, procedures, targets, intake, publication, interface, files, checks, doubts, roster, bundles, calendar)
# Facts that hold a name of the law as a bare word, and the set that the word belongs to.
NAMED = {
    "move": "move", "later": "move", "stage": "stage", "completion": "completion", "hands": "capacity", "fallback": "capacity",
    "capacity": "capacity", "request": "move", "requests": "request", "changed": "sealed", "wants": "wants", "allowed": "file_kind",
}  # fmt: skip
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


EVERY: Mapping[str, tuple[str, str]] = MappingProxyType({code: pair for source in SOURCES for code, pair in source.SENTENCES.items()})


def sentences() -> Mapping[str, tuple[str, str]]:
    """Every code with its Chinese and its English sentence, as format strings over the facts."""
    return EVERY


def say(what: object, lang: str = "zh", *, pack: str = "party", **facts: object) -> str:
    """The sentence for a code, or for a value that carries one: a refusal, a doubt, a check, an unconfirmed year.

    A value's facts are its `facts`, else its own fields; those given here come on top. `lang` is zh or en; `pack` the label pack of
    the kind of inspection. Raises KeyError for a code without a sentence.
    """
    code, known = (what, {}) if isinstance(what, str) else carried(what)
    told = {**known, **facts}
    said = {name: fact(name, value, lang, pack) for name, value in told.items()}
    if told.get("need"):
        said["need"] = need_name(str(told.get("move", "")), told["need"], lang)
    return Filled().vformat(EVERY[code][side(lang)], (), said)


def carried(what: object) -> tuple[str, Mapping[str, object]]:
    """The code and facts of a value."""
    own = {one.name: getattr(what, one.name) for one in fields(what)} if is_dataclass(what) and not isinstance(what, type) else {}
    code = getattr(what, "code", None) or getattr(what, "kind", None)
    if code is None:
        raise KeyError(type(what).__name__)
    return str(code), {**own, **getattr(what, "facts", {})}


class Filled(Formatter):
    """A format string whose unknown facts are left out: a sentence is still a sentence without them."""

    def get_value(self, key: int | str, args: object, kwargs: Mapping[str, object]) -> object:
        """The fact of that name, or a dash."""
        return kwargs.get(str(key), "—")


def fact(name: str, value: object, lang: str, pack: str) -> str:
    """One fact as people read it: days as days, names of the law by their labels, reasons by their sentences, several with commas between."""
    if value is None:
        return "—"
    if isinstance(value, (list, tuple, AbstractSet)) and not isinstance(value, str):
        ordered = sorted(value, key=str) if isinstance(value, AbstractSet) else value
        return (", " if side(lang) else "、").join(fact(name, one, lang, pack) for one in ordered)
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, (Enum, Gate, Need, Point, Rules)):
        return label(value, lang, pack=pack)
    if hasattr(value, "code"):
        return say(value, lang, pack=pack).rstrip("。.")
    if isinstance(value, str) and name in NAMED:
        return named(value, NAMED[name], lang, pack)
    return str(value)


def need_name(move: str, need: object, lang: str) -> str:
    """What the move calls the need; the key itself where the law does not know it."""
    key = need.key if isinstance(need, Need) else str(need)
    try:
        return asked(move, key, lang)
    except KeyError:
        return key


def named(word: str, of: str, lang: str, pack: str) -> str:
    """The label of a bare word; the word itself where the law does not know it."""
    try:
        return label(word, lang, pack=pack, of=of)
    except (KeyError, ValueError):
        return word


def day(value: date, lang: str = "zh") -> str:
    """2026年6月30日; in English 30 June 2026. A moment also shows its hour and minute."""
    text = f"{value.day} {MONTHS[value.month - 1]} {value.year}" if side(lang) else f"{value.year}年{value.month}月{value.day}日"
    return f"{text} {value:%H:%M}" if isinstance(value, datetime) else text
