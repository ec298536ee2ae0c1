"""变更承担单位的表单: which capacity, which unit, from which day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xiaohao.ledger import mandates
from xiaohao.ledger.models import Event, Inspection, Mandate
from xiaohao.lifecycle import Capacity, Refused
from xiaohao.people.models import Unit, User
from xiaohao.shell.fields import day
from xiaohao.wording import label, say


class MandateForm(forms.Form):
    """变更表单. `refused` is what the door answered, as a sentence."""

    capacity = forms.ChoiceField(label=_("承担"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("单位"), required=False, help_text=_("不填表示自该日起无人承担；整改办必须有。"))
    from_on = day(_("自何日起"))

    def __init__(self, today: date, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang, self.refused = lang, ""
        capacity, unit = self.fields["capacity"], self.fields["unit"]
        if isinstance(capacity, forms.ChoiceField):
            capacity.choices = [(value, label(value, lang, of="capacity")) for value, _name in Mandate.CAPACITIES]
        if isinstance(unit, forms.ModelChoiceField):
            unit.queryset = Unit.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today)).order_by("path")

    def change(self, inspection: Inspection, *, by: User, now: datetime) -> Event | None:
        """Make the change; None where a field or the door refuses it."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        try:
            return mandates.change(inspection, capacity=Capacity(given["capacity"]), unit=given["unit"], from_on=given["from_on"], by=by, now=now)
        except Refused as refused:
            self.refused = say(refused, self.lang)
            return None
