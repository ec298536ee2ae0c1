"""待办、检查列表、总览."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xiaohao.ledger import access, queries
from xiaohao.ledger.models import Inspection
from xiaohao.ledger.pages import days
from xiaohao.ledger.pages import overview as overviews
from xiaohao.ledger.views.asked import account
from xiaohao.shell import respond
from xiaohao.shell.pages import keyset
from xiaohao.shell.templatetags.shell import language


@login_required
@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """The inspections of which I may see something, newest first."""
    today = timezone.localdate()
    user = account(request)
    rows = queries.visible_inspections(user, today).select_related("inspected_body")
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:60].replace("\0", "")
    if kind in Inspection.Kind.values:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(title__icontains=words)
    page = keyset(queries.with_counts(rows, user, today), ("-opened_on", "-id"), request.GET.get("after", ""))
    value = {"page": page, "kinds": Inspection.Kind.values, "kind": kind, "q": words, "nav": "inspections"}
    return respond.page(request, "ledger/inspections.html", value, fragment="ledger/_inspections.html")


@login_required
@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """How one inspection stands, as of a day."""
    today = timezone.localdate()
    user = account(request)
    inspection = access.inspection(user, slug, today)
    day = days.asked(request.GET.dict(), today)
    value = overviews.overview(inspection, user, day, language())
    return respond.page(request, "ledger/overview.html", {"overview": value, "inspection": inspection, "day": day, "nav": "inspections", "tab": "overview"})
