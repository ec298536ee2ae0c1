"""立账表单: where the rows of a document belong: a new inspection, or one that stands; and from which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.validators import validate_slug
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xiaohao.ledger import intake as intakes
from xiaohao.ledger import sight
from xiaohao.ledger.forms.lists import Option, units
from xiaohao.ledger.models import Inspection, Intake
from xiaohao.lifecycle import Capacity, Refused
from xiaohao.people.models import Unit, User
from xiaohao.shell.fields import day
from xiaohao.wording import label, say

HANDS = (Capacity.LEADING_GROUP, Capacity.SUPERVISION_GROUP, Capacity.VERIFIER, Capacity.INSPECTING_BODY)
NEW_NEEDS = ("title", "slug", "kind", "inspected_body", "verifier")
KINDS_BY_WORD = (("巡视", "disciplinary"), ("巡察", "local_disciplinary"), ("督察", "environmental"), ("审计", "audit"), ("安全", "safety"), ("信访", "petition"))


class AdmissionForm(forms.Form):
    """立账表单. `refused` is what the door answered to the last try."""

    use_required_attribute = False  # a field that the other target needs is not on the page

    target = forms.ChoiceField(choices=[("new", _("新开一次检查")), ("existing", _("并入已有的检查"))], initial="new", widget=forms.RadioSelect)
    inspection = forms.ChoiceField(label=_("已有的检查"), required=False)
    title = forms.CharField(label=_("检查名称"), required=False, max_length=200)
    slug = forms.CharField(label=_("网址简称"), required=False, max_length=60, validators=[validate_slug], help_text=_("用小写字母、数字和连字符，例如 xunshi-2026；今后不再改动。"))
    kind = forms.ChoiceField(label=_("检查类别"), required=False)
    inspected_body = forms.ChoiceField(label=_("被检查单位"), required=False)
    inspecting_body_name = forms.CharField(label=_("检查机构名称"), required=False, max_length=120)
    from_on = day(_("进驻日期"), required=False)
    to_on = day(_("撤离日期"), required=False)
    delivered_on = day(_("反馈日期"), required=False)
    opened_on = day(_("台账启用日"), required=False, help_text=_("启用日以前的情况只能作为期初数承接；不填则为立账日。"))
    plan_due_on = day(_("整改方案报送时限"), required=False)
    report_due_on = day(_("整改报告报送时限"), required=False)
    leading_group = forms.ChoiceField(label=_("领导小组"), required=False)
    supervision_group = forms.ChoiceField(label=_("督查组"), required=False)
    verifier = forms.ChoiceField(label=_("核验单位"), required=False, help_text=_("核验单位的人不能核验自己办过的事项。"))
    inspecting_body = forms.ChoiceField(label=_("检查机构（单位）"), required=False)
    on = day(_("立账日"), help_text=_("从这一天起在台账中；不能晚于今天。"))

    def __init__(self, intake: Intake, *, by: User, today: date, lang: str, data: Mapping[str, Any] | None = None) -> None:
        self.intake, self.lang = intake, lang
        self.refused: Refused | None = None
        super().__init__(data, initial=None if data else start(intake, today))
        for name in NEW_NEEDS if (data or {}).get("target", "new") == "new" else ("inspection",):
            self.fields[name].required = True
        listed = units(today)
        self.choose("kind", [Option(kind.value, label(kind.value, lang, of="inspection")) for kind in Inspection.Kind])
        for name in ("inspected_body", *(hand.value for hand in HANDS)):
            self.choose(name, listed)
        mine = Inspection.objects.filter(
            sight_of_office(by, today), mandates__capacity=Capacity.OFFICE.value, mandates__unit_id__in=sight.posts(by, today).values("unit_id")
        ).distinct()  # fmt: skip
        self.choose("inspection", [Option(str(one.pk), one.title) for one in mine])

    def choose(self, name: str, options: Iterable[Option]) -> None:
        """Fill a choice with its options."""
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = [("", "—"), *((one.value, "　" * max(one.depth, 0) + one.text) for one in options)]

    def clean(self) -> dict[str, Any]:
        """Days in their order."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("from_on") and found.get("to_on") and found["to_on"] < found["from_on"]:
            self.add_error("to_on", _("撤离日期早于进驻日期。"))
        return found

    def admit(self, *, by: User, now: datetime) -> Inspection | None:
        """Admit the document; None where the form is incomplete or the door refuses."""
        if not self.is_valid():
            return None
        found = self.cleaned_data
        try:
            if found["target"] == "existing":
                return intakes.admit(self.intake, by=by, on=found["on"], now=now, inspection=Inspection.objects.get(pk=found["inspection"]))
            return intakes.admit(self.intake, by=by, on=found["on"], now=now, opening=self.opening(found))
        except Refused as refused:
            self.refused = refused
            return None

    def opening(self, found: Mapping[str, Any]) -> intakes.Opening:
        """The new inspection as the door takes it."""
        named = {name: int(found[name]) for name in ("inspected_body", *(hand.value for hand in HANDS)) if found[name]}
        by_id = Unit.objects.in_bulk(list(named.values()))
        return intakes.Opening(
            slug=found["slug"], title=found["title"], kind=found["kind"], inspected_body=by_id[named["inspected_body"]],
            inspecting_body_name=found["inspecting_body_name"], opened_on=found["opened_on"], from_on=found["from_on"], to_on=found["to_on"],
            delivered_on=found["delivered_on"], plan_due_on=found["plan_due_on"], report_due_on=found["report_due_on"],
            mandates=tuple((hand, by_id[named[hand.value]]) for hand in HANDS if hand.value in named),
        )  # fmt: skip

    @property
    def of_what(self) -> list[forms.BoundField]:
        """Fields about the inspection itself."""
        return [self[name] for name in ("title", "slug", "kind", "inspected_body")]

    @property
    def of_whom(self) -> list[forms.BoundField]:
        """Fields about the hands."""
        return [self[name] for name in ("verifier", "leading_group", "supervision_group", "inspecting_body", "inspecting_body_name")]

    @property
    def of_days(self) -> list[forms.BoundField]:
        """Fields about days."""
        return [self[name] for name in ("from_on", "to_on", "delivered_on", "opened_on", "plan_due_on", "report_due_on")]

    @property
    def sentence(self) -> str:
        """Why the door refused; empty when it did not."""
        return say(self.refused, self.lang) if self.refused else ""


def sight_of_office(by: User, today: date) -> Q:
    """Mandates that hold today."""
    return Q(mandates__from_on__lte=today) & (Q(mandates__to_on__isnull=True) | Q(mandates__to_on__gte=today))


def start(intake: Intake, today: date) -> dict[str, Any]:
    """What the document itself says of its inspection, as the start of the form."""
    visit = intake.reading["inspection"]
    title = (intake.reading["title"] or {}).get("text", "")
    body, inspected = words(visit["body"]), words(visit["inspected"])
    kind = next((kind for word, kind in KINDS_BY_WORD if word in title or word in body), "")
    year = str(whole_day(visit["delivered_on"]) or whole_day(visit["from_on"]) or today)[:4]
    known = {"target": "existing", "inspection": str(intake.against_id)} if intake.against_id else {"target": "new"}
    return {
        **known, "title": f"{body}{'巡视' if kind == 'disciplinary' else ''}{inspected}" if body and inspected else title, "kind": kind,
        "slug": f"{kind.replace('_', '-')}-{year}" if kind else "", "inspecting_body_name": body, "from_on": whole_day(visit["from_on"]),
        "to_on": whole_day(visit["to_on"]), "delivered_on": whole_day(visit["delivered_on"]), "on": today,
    }  # fmt: skip


def words(place: Mapping[str, Any] | None) -> str:
    """The words of a place."""
    return str(place["text"]) if place else ""


def whole_day(place: Mapping[str, Any] | None) -> date | None:
    """The day of a dated place, where it is a whole day."""
    value = str(place.get("value") or "") if place else ""
    return date.fromisoformat(value) if len(value) == len("2026-01-01") else None
