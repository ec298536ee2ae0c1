"""待办页: what waits for me, and the move at once."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xiaohao.ledger.pages import desk as desks
from xiaohao.ledger.views.asked import account
from xiaohao.shell import respond


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me."""
    today = timezone.localdate()
    user = account(request)
    words = request.GET.get("q", "")
    value = desks.desk(user, today, request.GET.get("after", ""), is_office=bool(getattr(user, "holds_office", False)), words=words)
    return respond.page(request, "ledger/desk.html", {"desk": value, "page": value.page, "nav": "desk", "today": today, "q": words})
