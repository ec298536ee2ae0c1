"""{{ stage|say }}, {{ day|zh_date }}: how values look on a page."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.translation import get_language

register = template.Library()
WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def language() -> str:
    """zh or en: the language of this page."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@register.filter
def zh_date(day: date | None) -> str:
    """2026年6月30日; in English 30 Jun 2026. Empty for no day."""
    if day is None or day == "":
        return ""
    return f"{day.day} {day:%b} {day.year}" if language() == "en" else f"{day.year}年{day.month}月{day.day}日"


@register.filter
def weekday(day: date | None) -> str:
    """星期二; Tue."""
    if not day:
        return ""
    return WEEKDAYS["en"][day.weekday()] if language() == "en" else f"星期{WEEKDAYS['zh'][day.weekday()]}"
