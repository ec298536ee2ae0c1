"""承担单位页: who is the office, the groups, the verifier and the inspecting body of an inspection, from when to when; the office changes it here."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xiaohao.ledger import access
from xiaohao.ledger.forms.mandates import MandateForm
from xiaohao.ledger.models import Inspection
from xiaohao.ledger.views.asked import account
from xiaohao.lifecycle import Capacity
from xiaohao.shell import respond
from xiaohao.shell.templatetags.shell import language

SEE_OTHER, CONFLICT = 303, 409


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mandates(request: HttpRequest, slug: str) -> HttpResponse:
    """The list for those at the inspection's desk, the form for its office and for administrators."""
    now = timezone.now()
    today, user = timezone.localdate(now), account(request)
    inspection = get_object_or_404(Inspection, slug=slug) if user.is_administrator else access.inspection(user, slug, today)
    hands = access.inspection_capacities(user, inspection, today)
    if not user.is_administrator and not hands & access.DESK:
        raise Http404
    form = MandateForm(today, language(), request.POST or None, initial={"from_on": today})
    if request.method == "POST" and form.change(inspection, by=user, now=now) is not None:
        return HttpResponseRedirect(reverse("mandates", args=[slug]), status=SEE_OTHER)
    rows = inspection.mandates.select_related("unit").order_by("capacity", "from_on", "id")
    value = {
        "inspection": inspection, "rows": rows, "form": form, "today": today, "may_change": user.is_administrator or Capacity.OFFICE in hands,
        "tab": "mandates", "nav": "inspections",
    }  # fmt: skip
    return respond.page(request, "ledger/mandates.html", value, status=CONFLICT if form.refused else 422 if form.errors else 200)
