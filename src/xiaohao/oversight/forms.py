"""登记表单: a meeting, a check, an order or a look-back; and the answer to an order."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xiaohao.ledger.models import Inspection, Item
from xiaohao.oversight.models import ProgressReview
from xiaohao.people.models import Unit
from xiaohao.shell.fields import day

KINDS = (("review", _("调度会议")), ("check", _("督查")), ("order", _("督办")), ("look_back", _("回头看")))
LONGEST_CHOICE = 28


class ItemsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic only for the checker
    """Items, by number and the beginning of their words."""

    def label_from_instance(self, obj: Any) -> str:
        """3 部分老旧小区管网老化…"""
        return f"{obj.number} {obj.text[:LONGEST_CHOICE]}{'…' if len(obj.text) > LONGEST_CHOICE else ''}"


class LookForm(forms.Form):
    """One form for the four; what a kind does not ask stays empty."""

    what = forms.ChoiceField(label=_("类别"), choices=KINDS)
    on = day(_("日期"))
    subject = forms.CharField(label=_("事由"), max_length=200)
    words = forms.CharField(label=_("内容或要求"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=6000)
    kind = forms.ChoiceField(label=_("会议类别"), choices=[("", "—"), *ProgressReview.Kind.choices], required=False, help_text=_("登记调度会议时填"))
    is_full = forms.BooleanField(label=_("全面督查"), required=False)
    found_relapse = forms.BooleanField(label=_("回头看发现反弹"), required=False)
    to_unit = forms.ModelChoiceField(Unit.objects.none(), label=_("督办对象"), required=False, help_text=_("登记督办单时填"))
    answer_due_on = day(_("答复期限"), required=False, help_text=_("登记督办单时填"))
    items = ItemsField(Item.objects.none(), label=_("涉及事项"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}))

    def __init__(self, inspection: Inspection, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        choice, unit = self.fields["items"], self.fields["to_unit"]
        if isinstance(choice, ItemsField):
            choice.queryset = Item.objects.filter(inspection=inspection).only("id", "number", "text", "inspection_id").order_by("position")
        if isinstance(unit, forms.ModelChoiceField):
            standing = Q(to_on__isnull=True) | Q(to_on__gte=today)
            unit.queryset = Unit.objects.filter(standing).exclude(kind=Unit.Kind.INSPECTING_BODY).order_by("path")

    def clean(self) -> dict[str, Any]:
        """An order names its unit and the day of its answer; a review its kind."""
        given = super().clean() or {}
        if given.get("what") == "order":
            for name in ("to_unit", "answer_due_on"):
                if not given.get(name):
                    self.add_error(name, _("督办单要写明对象和答复期限。"))
        if given.get("what") == "review" and not given.get("kind"):
            self.add_error("kind", _("请选择会议类别。"))
        return given


class AnswerForm(forms.Form):
    """When and what a unit answered."""

    on = day(_("答复日期"))
    words = forms.CharField(label=_("答复内容"), max_length=6000)
