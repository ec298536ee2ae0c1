"""待办、检查列表、总览."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xiaohao.ledger import access, queries
from xiaohao.ledger.models import Inspection
from xiaohao.ledger.pages import days
from xiaohao.ledger.pages import desk as desks
from xiaohao.ledger.pages import overview as overviews
from xiaohao.people.models import User
from xiaohao.shell import respond
from xiaohao.shell.pages import keyset
from xiaohao.shell.templatetags.shell import language


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me."""
    today = timezone.localdate()
    user: User = request.user  # type: ignore[assignment]  # signed in
    is_office = access.is_office(user, today)
    return respond.page(request, "ledger/desk.html", {"desk": desks.desk(user, today, is_office=is_office), "is_office": is_office, "nav": "desk", "today": today})


@login_required
@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """The inspections of which I may see something, newest first."""
    today = timezone.localdate()
    user: User = request.user  # type: ignore[assignment]  # signed in
    rows = queries.visible_inspections(user, today).select_related("inspected_body")
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "")[:60]
    if kind in Inspection.Kind.values:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(title__icontains=words)
    page = keyset(queries.with_counts(rows, user, today), ("-opened_on", "-id"), request.GET.get("after", ""))
    value = {"page": page, "kinds": Inspection.Kind.choices, "kind": kind, "q": words, "nav": "inspections", "is_office": access.is_office(user, today)}
    return respond.page(request, "ledger/inspections.html", value)


@login_required
@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """How one inspection stands, as of a day."""
    today = timezone.localdate()
    user: User = request.user  # type: ignore[assignment]  # signed in
    inspection = access.inspection(user, slug, today)
    day = days.asked(request.GET.dict(), today)
    value = overviews.overview(inspection, user, day, language())
    return respond.page(request, "ledger/overview.html", {"overview": value, "inspection": inspection, "day": day, "nav": "inspections", "tab": "overview"})
