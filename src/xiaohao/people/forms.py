"""后台表单: units, persons, posts and accounts."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from xiaohao.people import queries
from xiaohao.people.models import Appointment, Person, Unit, User
from xiaohao.shell import fields
from xiaohao.shell.asking import DoorForm


def first_password() -> str:
    """A password for one use, readable aloud: twelve letters and digits that are not mistaken for each other."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(12))


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only for the checker
    """A unit, indented by its place in the tree."""

    def label_from_instance(self, obj: Unit) -> str:
        return "　" * max(obj.depth, 0) + obj.name


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only for the checker
    """A person, told from namesakes by the posts."""

    def label_from_instance(self, obj: Person) -> str:
        posts = "、".join(f"{one.unit.short_name or one.unit.name}{one.post}" for one in obj.appointments.all())
        return f"{obj.name}（{posts}）" if posts else obj.name


def standing_units(today: date, but: Unit | None = None) -> QuerySet[Unit]:
    """Units to choose from: those that stand, without one and all below it."""
    rows = Unit.objects.filter(queries.not_over(today)).order_by("path")
    return rows.exclude(path__startswith=but.path) if but is not None else rows


def persons(today: date, but: Person | None = None) -> QuerySet[Person]:
    """Persons to choose from: those who hold a post today, with their posts; two statements for a list of any length."""
    held = Appointment.objects.filter(queries.held_on(today)).select_related("unit")
    rows = Person.objects.filter(pk__in=held.order_by().values("person_id")).prefetch_related(Prefetch("appointments", held)).order_by("name", "pk")
    return rows.exclude(pk=but.pk) if but is not None else rows


class UnitForm(DoorForm):
    """What a unit is called, and of which kind it is."""

    name = forms.CharField(label=_("名称"), max_length=120)
    short_name = forms.CharField(label=_("简称"), max_length=40, required=False, help_text=_("台账和图表里用，宜四字以内。"))
    kind = forms.ChoiceField(label=_("类别"), choices=Unit.Kind.choices)
    level = forms.ChoiceField(label=_("层级"), choices=[("", "—"), *Unit.Level.choices], required=False)
    code = forms.CharField(label=_("代码"), max_length=40)


class FoundForm(UnitForm):
    """A new unit at its place in the tree."""

    parent = UnitField(Unit.objects.none(), label=_("上级单位"), required=False)
    on = fields.day(_("设立"), required=False, help_text=_("不填表示一向就有。"))

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(UnitField, self.fields["parent"]).queryset = standing_units(today)


class RenameForm(UnitForm):
    """Another name from a day on, or a slip put right."""

    on = fields.day(_("自何日起"), required=False, help_text=_("写明日期，则此前各日仍用旧名；不填表示更正笔误，以前的日子也按更正后的显示。"))


class PersonForm(DoorForm):
    """A person's name and phone."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)


class PostForm(DoorForm):
    """A post at a unit, from a day to a day."""

    unit = UnitField(Unit.objects.none(), label=_("单位"))
    post = forms.CharField(label=_("职务"), max_length=60)
    is_head = forms.BooleanField(label=_("主要负责人"), required=False)
    from_on = fields.day(_("任职起"))
    to_on = fields.day(_("任职止"), required=False)

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(UnitField, self.fields["unit"]).queryset = standing_units(today)


class SubstituteForm(DoorForm):
    """Who acts in a post, from day to day, and what says so."""

    person = PersonField(Person.objects.none(), label=_("代理人"))
    from_on = fields.day(_("代理起"))
    to_on = fields.day(_("代理止"))
    authority = forms.CharField(label=_("依据"), max_length=120, required=False, help_text=_("文号或会议。"))

    def __init__(self, today: date, holder: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PersonField, self.fields["person"]).queryset = persons(today, holder)


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
