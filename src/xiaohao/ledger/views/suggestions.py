"""文件建议: the list of what documents speak for, and the office's no to one of them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xiaohao.ledger.intake import suggesting
from xiaohao.ledger.pages import suggestions as lists
from xiaohao.ledger.views.asked import account
from xiaohao.shell import respond
from xiaohao.shell.pages import keyset

SEE_OTHER = 303
SHORT = 5


@require_safe
@login_required
def suggestions(request: HttpRequest) -> HttpResponse:
    """What documents speak for, the newest first: of all inspections, or of one, or of one item; `mine=1` those at this person's hand."""
    today = timezone.localdate()
    given = {name: request.GET.get(name, "") for name in ("inspection", "item", "mine")}
    rows = lists.suggestions(account(request), today, slug=given["inspection"], address=given["item"], only_mine=given["mine"] == "1")
    in_place = respond.is_fragment(request)
    page = keyset(rows, ("-id",), request.GET.get("after", ""), SHORT if in_place else 50)
    value = {"page": page, "nav": "desk", "given": given, "in_place": in_place}
    return respond.page(request, "ledger/suggestions.html", value, fragment="ledger/_suggestions.html")


@require_POST
@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is made of it, and why."""
    now = timezone.now()
    user = account(request)
    row = lists.suggestions(user, timezone.localdate(now)).filter(pk=pk).select_related("item__procedure_version").first()
    if row is None:
        raise Http404
    suggesting.decline(row, by=user, now=now, reason=request.POST.get("reason", ""))
    return HttpResponseRedirect(reverse("suggestions") + f"?inspection={row.item.inspection.slug}", status=SEE_OTHER)
