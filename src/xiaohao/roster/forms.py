"""花名册的表单: where a unit goes, who follows, which list comes in."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xiaohao.people.forms import PersonField, UnitField, persons, standing_units
from xiaohao.people.models import Person, Unit
from xiaohao.shell import fields
from xiaohao.shell.asking import DoorForm


class OnForm(DoorForm):
    """A day from which it is so."""

    on = fields.day(_("自何日起"))


class UnitOnForm(OnForm):
    """Another unit, from a day on."""

    other = UnitField(Unit.objects.none(), label=_("单位"))
    field_order = ("other", "on")

    def __init__(self, today: date, unit: Unit, label: Any, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(UnitField, self.fields["other"])
        field.queryset, field.label, field.required = standing_units(today, unit), label, required


class EndForm(DoorForm):
    """The last day of a post, and who takes it."""

    to_on = fields.day(_("任职止"))
    successor = PersonField(
        Person.objects.none(), label=_("接任的人"), required=False,
        help_text=_("自次日起接任同一职务；离任者不再任其他职务的，他负责的事项也一并移交。"),
    )  # fmt: skip

    def __init__(self, today: date, holder: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PersonField, self.fields["successor"]).queryset = persons(today, holder)


class PassForm(DoorForm):
    """Which items pass to whom."""

    successor = PersonField(Person.objects.none(), label=_("接手的责任领导"))

    def __init__(self, today: date, holder: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PersonField, self.fields["successor"]).queryset = persons(today, holder)


class ListForm(DoorForm):
    """A workbook or .csv of units and people, and the day from which changes of units are so."""

    file = forms.FileField(label=_("名册文件"), help_text=_("xlsx、xls、ods 或 csv。"))
    on = fields.day(_("单位变更自何日起"))

    def __init__(self, *args: Any, dropped: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dropped = dropped

    def clean(self) -> dict[str, Any]:
        """A file that was dropped on its way is named."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.dropped:
            self.errors.pop("file", None)
            self.add_error("file", gettext("“%(name)s”超过了上传上限，请分成几份。") % {"name": self.dropped})
        return given

    @property
    def sent(self) -> tuple[bytes, str]:
        """The bytes and the name."""
        file = cast("UploadedFile[Any]", self.cleaned_data["file"])
        return file.read(), file.name or ""
