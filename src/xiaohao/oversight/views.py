"""调度督查页: what was held on one inspection, and the form to record one more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from xiaohao.ledger import access
from xiaohao.ledger.models import Inspection
from xiaohao.lifecycle import Capacity
from xiaohao.oversight import queries, record
from xiaohao.oversight.forms import AnswerForm, LookForm
from xiaohao.oversight.models import FollowUpOrder, Look, LookBack, ProgressReview, SupervisoryCheck
from xiaohao.people.models import FormerUnit, User
from xiaohao.shell import respond
from xiaohao.shell.pages import Page, keyset
from xiaohao.shell.templatetags.shell import language

KINDS: Mapping[str, tuple[type[Look], object, object]] = {
    "review": (ProgressReview, _("调度会议"), _("还没有登记调度会议。")), "check": (SupervisoryCheck, _("督查"), _("还没有登记督查。")),
    "order": (FollowUpOrder, _("督办单"), _("还没有督办单。")), "look_back": (LookBack, _("回头看"), _("还没有登记回头看。")),
}  # fmt: skip
FEW, MANY = 10, 50


def of_the_whole(request: HttpRequest, slug: str, today: date) -> tuple[User, Inspection, frozenset[Capacity]]:
    """The inspection, for those who look after the whole of it."""
    user: User = request.user  # type: ignore[assignment]  # signed in
    inspection = access.inspection(user, slug, today)
    hands = access.inspection_capacities(user, inspection, today)
    if not hands:
        raise Http404
    return user, inspection, hands


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def oversight(request: HttpRequest, slug: str) -> HttpResponse:
    """Meetings, checks, orders and look-backs of an inspection, newest first; `kind` shows all of one kind, page by page; POST records one."""
    now = timezone.now()
    today = timezone.localdate(now)
    user, inspection, hands = of_the_whole(request, slug, today)
    kind = request.GET.get("kind", "")
    if kind and kind not in KINDS:
        raise BadRequest("kind")
    form = LookForm(inspection, today, request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        put(inspection, form, user, now)
        return redirect("oversight", slug)
    sections = [section(inspection, one, request.GET.get("after", ""), MANY) for one in [kind] if one] or [section(inspection, one, "", FEW) for one in KINDS]
    value = {
        "inspection": inspection, "form": form, "may_record": bool(hands & set(record.HANDS)), "tab": "oversight", "nav": "inspections", "today": today,
        "sentence": queries.sentence(inspection, today, language()), "kind": kind,
        "sections": sections, "items": queries.items_of(row for one in sections for row in one.page.rows),
    }  # fmt: skip
    return respond.page(request, "oversight/oversight.html", value, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class Section:
    """一类督促: its name, its rows, and what is said where there are none."""

    kind: str
    title: object
    empty: object
    page: Page[Look]


def section(inspection: Inspection, kind: str, cursor: str, size: int) -> Section:
    """Rows of one kind, newest first."""
    model, title, empty = KINDS[kind]
    rows = model._default_manager.filter(inspection=inspection)
    if model is FollowUpOrder:
        called = FormerUnit.objects.filter(unit_id=OuterRef("to_unit_id"), until_on__gte=OuterRef("held_on")).order_by("until_on")
        rows = rows.annotate(called=Subquery(called.values("name")[:1])).select_related("to_unit")  # type: ignore[misc]  # a field of this one table, which the checker knows only as a look
    return Section(kind, title, empty, keyset(rows, ("-held_on", "-id"), cursor, size))


@login_required
@require_POST
def answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What a unit answered to an order."""
    now = timezone.now()
    user, inspection, _hands = of_the_whole(request, slug, timezone.localdate(now))
    row = FollowUpOrder.objects.filter(inspection=inspection, number=number).first()
    if row is None:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise BadRequest("answer")
    row.inspection = inspection
    record.answer(row, words=form.cleaned_data["words"], by=user, on=form.cleaned_data["on"], now=now)
    return redirect("oversight", slug)


def put(inspection: Inspection, form: LookForm, user: User, now: datetime) -> None:
    """Record what the form holds, by its kind."""
    given = form.cleaned_data
    usual = {"subject": given["subject"], "words": given["words"], "items": list(given["items"]), "by": user, "on": given["on"], "now": now}
    match given["what"]:
        case "review":
            record.review(inspection, kind=given["kind"], **usual)
        case "check":
            record.check(inspection, is_full=given["is_full"], **usual)
        case "order":
            record.order(inspection, to_unit=given["to_unit"], answer_due_on=given["answer_due_on"], **usual)
        case _:
            record.look_back(inspection, found_relapse=given["found_relapse"], **usual)
