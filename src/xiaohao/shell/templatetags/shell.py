"""{{ stage|say }}, {{ day|zh_date }}: how values look on a page. No query is made here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language

from xiaohao.lifecycle import Completion, Stage
from xiaohao.wording import colour, label

register = template.Library()
WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def language() -> str:
    """zh or en: the language of this page."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@register.filter
def say(value: object) -> str:
    """The name of a stage, a completion, a move, a capacity, a need."""
    return label(value, language()) if value else ""


@register.filter
def hue(value: object) -> str:
    """The colour word of a stage or a completion; it never stands alone."""
    word = str(value)
    member = next((kind(word) for kind in (Stage, Completion) if word in set(kind)), None)
    return colour(member) if member is not None else "grey"


@register.filter
def zh_date(day: date | None) -> str:
    """2026年6月30日; in English 30 Jun 2026. Empty for no day."""
    if not day:
        return ""
    return f"{day.day} {day:%b} {day.year}" if language() == "en" else f"{day.year}年{day.month}月{day.day}日"


@register.filter
def weekday(day: date | None) -> str:
    """星期二; Tue."""
    if not day:
        return ""
    return WEEKDAYS["en"][day.weekday()] if language() == "en" else f"星期{WEEKDAYS['zh'][day.weekday()]}"


@register.filter
def get(rows: Mapping[Any, Any], key: Any) -> Any:
    """A value of a mapping."""
    return rows.get(key, "")


@register.simple_tag(takes_context=True)
def address(context: template.Context, **changes: object) -> str:
    """This page's address with some of its query changed; an empty value takes the key away, and paging begins anew."""
    query = context["request"].GET.copy()
    query.pop("after", None)
    for key, value in changes.items():
        if value in ("", None):
            query.pop(key, None)
        else:
            query[key] = str(value)
    text = query.urlencode()
    return f"?{text}" if text else "?"
