"""调度督查页: what was held on one inspection, and the form to record one more."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xiaohao.ledger import access
from xiaohao.ledger.models import Inspection
from xiaohao.lifecycle import Capacity
from xiaohao.oversight import queries, record
from xiaohao.oversight.forms import LookForm
from xiaohao.oversight.models import FollowUpOrder, LookBack, ProgressReview, SupervisoryCheck
from xiaohao.people.models import User
from xiaohao.shell import respond

MOST = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def oversight(request: HttpRequest, slug: str) -> HttpResponse:
    """Meetings, checks, orders and look-backs of an inspection, newest first, for those who look after the whole of it."""
    now = timezone.now()
    today = timezone.localdate(now)
    user: User = request.user  # type: ignore[assignment]  # signed in
    inspection = access.inspection(user, slug, today)
    hands = access.inspection_capacities(user, inspection, today)
    if not hands:
        raise Http404
    form = LookForm(inspection, request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        put(inspection, form, user, now)
        return redirect("oversight", slug)
    rows = {
        "reviews": ProgressReview.objects.filter(inspection=inspection).prefetch_related("items")[:MOST],
        "checks": SupervisoryCheck.objects.filter(inspection=inspection).prefetch_related("items")[:MOST],
        "orders": FollowUpOrder.objects.filter(inspection=inspection).select_related("to_unit").prefetch_related("items")[:MOST],
        "look_backs": LookBack.objects.filter(inspection=inspection).prefetch_related("items")[:MOST],
    }
    value = {
        "inspection": inspection, "form": form, "may_record": bool(hands & {Capacity.OFFICE, Capacity.SUPERVISION_GROUP}), "tab": "oversight",
        "nav": "inspections", "sentence": queries.sentence(inspection, today), **rows,
    }  # fmt: skip
    return respond.page(request, "oversight/oversight.html", value, status=422 if form.errors else 200)


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
