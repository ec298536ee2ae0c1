"""事项页: the page of one item, on any day and as known at any moment."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xiaohao.ledger.item_page import item_page
from xiaohao.ledger.pages import days
from xiaohao.ledger.views.asked import account
from xiaohao.shell import respond
from xiaohao.shell.templatetags.shell import language


@require_safe
@login_required
def item(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One item; ?as_of=DAY and ?known_at=MOMENT show its past."""
    day = days.asked(request.GET.dict(), timezone.localdate())
    page = item_page(account(request), slug, address, day, language())
    value = {"page": page, "item": page.item, "inspection": page.item.inspection, "day": day, "tab": "ledger", "nav": "inspections"}
    return respond.page(request, "ledger/item.html", value, fragment="ledger/_item.html")
