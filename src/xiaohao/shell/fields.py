"""表单栏: fields that every room's forms share."""

from __future__ import annotations

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """日期栏: the browser's calendar. It reads and writes days as ISO 8601 whatever the page's language is."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day to choose."""
    return forms.DateField(label=label, required=required, widget=DayInput(), help_text=help_text)
