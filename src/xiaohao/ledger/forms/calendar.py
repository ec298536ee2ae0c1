"""工作日历的表单: a day that is worked or off here, and a year whose arrangement was announced."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaohao.shell import fields
from xiaohao.shell.asking import DoorForm


class DayForm(DoorForm):
    """What a day is here, and on whose word."""

    day = fields.day("")
    is_workday = forms.TypedChoiceField(label="", choices=[("yes", ""), ("no", "")], coerce=lambda word: word == "yes")
    reason = forms.CharField(label=_("缘由和依据"), max_length=200, help_text=_("谁安排的、依据哪份文件，例如：区政府办通知〔2026〕8号，运动会调休。"))


class OneDayForm(DoorForm):
    """Which day."""

    day = fields.day(_("日期"))


class OneYearForm(DoorForm):
    """Which year."""

    year = forms.IntegerField(min_value=2000, max_value=2100)


class NoticeForm(DoorForm):
    """The words of a notice."""

    text = forms.CharField(
        label=_("放假通知全文"), widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("粘贴“国务院办公厅关于……年部分节假日安排的通知”，连同标题、发文字号和落款日期。"),
    )  # fmt: skip


def day_asked(text: str) -> date | None:
    """The day that an address names; none for what is no day."""
    form = OneDayForm({"day": text})
    return form.cleaned_data["day"] if text and form.is_valid() else None
