"""登记表单: a meeting, a check, an order or a look-back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaohao.ledger.models import Inspection, Item
from xiaohao.oversight.models import ProgressReview
from xiaohao.people.models import Unit

KINDS = (("review", _("调度会议")), ("check", _("督查")), ("order", _("督办")), ("look_back", _("回头看")))


class LookForm(forms.Form):
    """One form for the four; what a kind does not ask stays empty."""

    what = forms.ChoiceField(label=_("类别"), choices=KINDS)
    on = forms.DateField(label=_("日期"), widget=forms.DateInput(attrs={"type": "date"}))
    subject = forms.CharField(label=_("事由"), max_length=200)
    words = forms.CharField(label=_("内容或要求"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=6000)
    kind = forms.ChoiceField(label=_("会议类别"), choices=ProgressReview.Kind.choices, required=False)
    is_full = forms.BooleanField(label=_("全面督查"), required=False)
    found_relapse = forms.BooleanField(label=_("回头看发现反弹"), required=False)
    to_unit = forms.ModelChoiceField(Unit.objects.order_by("path"), label=_("督办对象"), required=False)
    answer_due_on = forms.DateField(label=_("答复期限"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    items = forms.ModelMultipleChoiceField(Item.objects.none(), label=_("涉及事项"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}))

    def __init__(self, inspection: Inspection, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["items"]
        if isinstance(choice, forms.ModelMultipleChoiceField):
            choice.queryset = Item.objects.filter(inspection=inspection).order_by("position")

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
