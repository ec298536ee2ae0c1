"""{{ stage|say }}, {{ day|zh_date }}: how values look on a page. No query is made here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language

from xiaohao.lifecycle import Completion, Refused, Stage
from xiaohao.wording import colour, label
from xiaohao.wording import say as tell

register = template.Library()
WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def language() -> str:
    """zh or en: the language of this page."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@register.filter
def say(value: object, of: str = "") -> str:
    """The name of a stage, a completion, a move, a capacity, a need; `of` names the set that the word is from, where several have it."""
    return label(value, language(), of=of) if value else ""


@register.filter
def proof_state(word: str) -> str:
    """What a check says of evidence, what became of it, or what it shows: one word."""
    return label(word, language(), of="judgement" if word in ("accepted", "insufficient", "rejected") else "proof")


@register.filter
def hue(value: object) -> str:
    """The colour word of a stage or a completion; it never stands alone."""
    word = str(value)
    member = next((kind(word) for kind in (Stage, Completion) if word in set(kind)), None)
    return colour(member) if member is not None else "grey"


@register.filter
def spelled(day: date | None) -> str:
    """2026年6月30日; in English 30 Jun 2026. Empty for no day. Words alone, for where no mark-up may stand."""
    if not day:
        return ""
    return f"{day.day} {day:%b} {day.year}" if language() == "en" else f"{day.year}年{day.month}月{day.day}日"


@register.filter
def zh_date(day: date | None) -> SafeString | str:
    """The same, its weekday on hover."""
    return timed(day, spelled(day)) if day else ""


@register.filter
def weekday(day: date | None) -> str:
    """星期二; Tue."""
    if not day:
        return ""
    return WEEKDAYS["en"][day.weekday()] if language() == "en" else f"星期{WEEKDAYS['zh'][day.weekday()]}"


@register.filter(name="dated")
@register.simple_tag
def dated(day: date | None) -> SafeString | str:
    """A day as the ledger writes it, 2026-06-30, its weekday on hover; of a moment its day; nothing for no day."""
    return timed(day, local(day).strftime("%Y-%m-%d")) if day else ""


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """A moment, 2026-06-30 09:05, the weekday on hover; nothing for none."""
    return timed(at, local(at).strftime("%Y-%m-%d %H:%M")) if at else ""


def local(day: date) -> date:
    """A moment as clocks here show it; a day as it is."""
    return localtime(day) if isinstance(day, datetime) and is_aware(day) else day


def timed(day: date, words: str) -> SafeString:
    """Words of a day, its weekday on hover."""
    return format_html('<time title="{}">{}</time>', weekday(local(day)), words)


@register.simple_tag
def vendor(name: str) -> str:
    """The address of a third-party file, if it was fetched; every page stands without."""
    return static(f"vendor/{name}") if is_fetched(name) else ""


@cache
def is_fetched(name: str) -> bool:
    """Whether the file is among those that are served."""
    return finders.find(f"vendor/{name}") is not None


@register.filter
def first_line(text: str, length: int) -> str:
    """The first paragraph in one line, cut."""
    plain = " ".join(str(text).strip().split("\n", 1)[0].split())
    return plain if len(plain) <= length else f"{plain[:length]}…"


@register.filter
def slug(name: str) -> str:
    """pass_gate as it stands in an address: pass-gate."""
    return str(name).replace("_", "-")


@register.filter
def as_json(value: object) -> str:
    """A value as JSON, for an attribute that a script reads."""
    return json.dumps(value, ensure_ascii=False)


@register.filter
def get(rows: Mapping[Any, Any], key: Any) -> Any:
    """A value of a mapping."""
    return rows.get(key, "")


@register.simple_tag(takes_context=True)
def address(context: template.Context, **changes: object) -> str:
    """This page's address with some of its query changed; an empty value takes the key away, and paging begins anew."""
    if "request" not in context:
        return "?"
    query = context["request"].GET.copy()
    query.pop("after", None)
    for key, value in changes.items():
        if value in ("", None):
            query.pop(key, None)
        else:
            query[key] = str(value)
    text = query.urlencode()
    return f"?{text}" if text else "?"


@register.filter
def refusal(why: Refused) -> str:
    """What a refusal says."""
    return tell(why, language())


@register.filter
def sentence(check: Any) -> str:
    """What a check of figures says."""
    return tell(check.code, language(), **{"stated": check.stated or "", "computed": check.computed or "", **check.facts})
