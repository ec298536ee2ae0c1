"""后台表单: units, persons, posts and accounts."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xiaohao.people.models import Appointment, Person, Unit, User
from xiaohao.people.tree import plant


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the checker only
    """A unit's name, kind and place in the tree."""

    class Meta:
        model = Unit
        fields = ("name", "short_name", "kind", "code", "parent")
        labels = {"name": _("名称"), "short_name": _("简称"), "kind": _("类别"), "code": _("代码"), "parent": _("上级单位")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # A unit stays where it stands in the tree: who saw what through it follows from its place.
            del self.fields["parent"]

    def save(self, commit: bool = True) -> Unit:
        """Plant a new unit, or name an old one anew."""
        if self.instance.pk:
            self.instance.save(update_fields=["name", "short_name", "kind", "code"])
            return self.instance
        given = self.cleaned_data
        return plant(name=given["name"], short_name=given["short_name"], kind=given["kind"], code=given["code"], parent=given["parent"])


class AppointmentForm(forms.Form):
    """A person's post at a unit, from a day on; the person may be new, and may get an account."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    unit = forms.ModelChoiceField(Unit.objects.order_by("path"), label=_("单位"))
    post = forms.CharField(label=_("职务"), max_length=60)
    is_head = forms.BooleanField(label=_("主要负责人"), required=False)
    from_on = forms.DateField(label=_("任职起"), widget=forms.DateInput(attrs={"type": "date"}))
    username = forms.CharField(label=_("账号"), max_length=60, required=False, help_text=_("填写后为此人建立账号，初始密码只显示一次。"))

    def clean_username(self) -> str:
        """An account name that nobody has."""
        name = self.cleaned_data["username"].strip()
        if name and User.objects.filter(username=name).exists():
            raise forms.ValidationError(_("这个账号已有人使用，请换一个。"))
        return str(name)

    def save(self) -> tuple[Appointment, str]:
        """The appointment, and the first password of a new account (empty when there is none). The same name and phone is the same person."""
        given = self.cleaned_data
        with transaction.atomic():
            person = Person.objects.filter(name=given["name"], phone=given["phone"]).first() if given["phone"] else None
            person = person or Person.objects.create(name=given["name"], phone=given["phone"])
            made = Appointment.objects.create(
                person=person, unit=given["unit"], post=given["post"], is_head=given["is_head"], from_on=given["from_on"],
            )  # fmt: skip
            password = ""
            if given["username"]:
                password = secrets.token_urlsafe(9)
                User.objects.create_user(given["username"], person=person, password=password)
        return made, password


class EndForm(forms.Form):
    """The last day of a post."""

    to_on = forms.DateField(label=_("任职止"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, from_on: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.from_on = from_on

    def clean_to_on(self) -> date:
        """Not before the first day."""
        day: date = self.cleaned_data["to_on"]
        if day < self.from_on:
            raise forms.ValidationError(_("任职止不能早于任职起。"))
        return day
