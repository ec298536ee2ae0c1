"""后台表单: units, persons, posts and accounts."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xiaohao.people.models import Appointment, Person, Unit, User
from xiaohao.people.tree import plant
from xiaohao.shell import fields


def first_password() -> str:
    """A password for one use, readable aloud: twelve letters and digits that are not mistaken for each other."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(12))


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only for the checker
    """A unit, indented by its place in the tree."""

    def label_from_instance(self, obj: Unit) -> str:
        return "　" * max(obj.depth, 0) + obj.name


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the checker
    """A unit's name, kind and place in the tree."""

    parent = UnitField(Unit.objects.order_by("path"), label=_("上级单位"), required=False, help_text=_("建立之后不能改动：谁能看见什么，由它所在的位置决定。"))
    from_on = fields.day(_("设立"), required=False)
    to_on = fields.day(_("撤销"), required=False)

    class Meta:
        model = Unit
        fields = ("name", "short_name", "kind", "code", "parent", "from_on", "to_on")
        labels = {"name": _("名称"), "short_name": _("简称"), "kind": _("类别"), "code": _("代码")}
        help_texts = {"short_name": _("台账和图表里用，宜四字以内。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["parent"]

    def save(self, commit: bool = True) -> Unit:
        """Plant a new unit, or name an old one anew."""
        unit: Unit = self.instance
        if not unit.pk:
            unit = plant(name=unit.name, short_name=unit.short_name, kind=unit.kind, code=unit.code, parent=self.cleaned_data["parent"])
            unit.from_on, unit.to_on = self.cleaned_data["from_on"], self.cleaned_data["to_on"]
        unit.save(update_fields=["name", "short_name", "kind", "code", "from_on", "to_on"])
        return unit


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the checker
    """A person's name and phone."""

    class Meta:
        model = Person
        fields = ("name", "phone")
        labels = {"name": _("姓名"), "phone": _("电话")}


class PostForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the checker
    """A post at a unit, from a day to a day."""

    unit = UnitField(Unit.objects.order_by("path"), label=_("单位"))
    from_on = fields.day(_("任职起"))
    to_on = fields.day(_("任职止"), required=False)

    class Meta:
        model = Appointment
        fields = ("unit", "post", "is_head", "from_on", "to_on")
        labels = {"post": _("职务"), "is_head": _("主要负责人")}

    def clean(self) -> dict[str, Any]:
        """Not ended before it began."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("from_on") and given.get("to_on") and given["to_on"] < given["from_on"]:
            self.add_error("to_on", _("任职止不能早于任职起。"))
        return given


class AccountForm(forms.Form):
    """An account for a person who has none; the first password is made here."""

    username = forms.CharField(label=_("账号"), max_length=60, help_text=_("初始密码自动生成，只显示一次，本人登录后须先更换。"))

    without_password = forms.BooleanField(label=_("不设密码，只由单位统一认证登录"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.SINGLE_SIGN_ON:
            del self.fields["without_password"]

    def clean_username(self) -> str:
        """An account name that nobody has."""
        name = str(self.cleaned_data["username"]).strip()
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("这个账号已有人使用，请换一个。"))
        return name

    def save(self, person: Person) -> tuple[User, str]:
        """The account and its first password; an empty one where it is to have none."""
        password = "" if self.cleaned_data.get("without_password") else first_password()
        with transaction.atomic():
            made = User.objects.create_user(self.cleaned_data["username"], person=person, password=password or None, has_first_password=bool(password))
        return made, password


class EndForm(forms.Form):
    """The last day of a post."""

    to_on = fields.day(_("任职止"))

    def __init__(self, from_on: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.from_on = from_on

    def clean_to_on(self) -> date:
        """Not before the first day."""
        day: date = self.cleaned_data["to_on"]
        if day < self.from_on:
            raise forms.ValidationError(_("任职止不能早于任职起。"))
        return day
