"""销号程序页: the procedures with their versions, one drawn, a copy edited, an inspection put under another version."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiaohao.ledger import procedures as kept
from xiaohao.ledger import queries
from xiaohao.ledger.forms.procedures import ProcedureForm, value_of
from xiaohao.ledger.models import Inspection, ProcedureVersion
from xiaohao.ledger.pages.procedures import drawing
from xiaohao.ledger.views.asked import account
from xiaohao.lifecycle import Refused, procedures
from xiaohao.people import queries as people
from xiaohao.shell import refusals, respond
from xiaohao.shell.templatetags.shell import language

SEE_OTHER, CONFLICT = 303, 409
KEY = re.compile(r"^[a-z][a-z0-9-]{1,38}$")


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every procedure: presets, and what offices made of them."""
    now, user = timezone.now(), account(request)
    for one in procedures():
        kept.current(one.key, made_at=now)
    rows = list(ProcedureVersion.objects.select_related("procedure", "made_by__person").order_by("procedure__key", "-number"))
    newest: dict[str, ProcedureVersion] = {}
    for row in rows:
        newest.setdefault(row.procedure.key, row)
    value = {"rows": [(row, row.as_rules) for row in newest.values()], "may_edit": people.may_edit(user, timezone.localdate(now)), "nav": "settings", "tab": "procedures"}
    return respond.page(request, "ledger/procedures.html", value)


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, drawn and told, with the inspections that could go under it."""
    now, user = timezone.now(), account(request)
    version = get_object_or_404(ProcedureVersion.objects.select_related("procedure", "made_by__person"), pk=pk)
    today = timezone.localdate(now)
    rules, lang = version.as_rules, language()
    held = queries.visible_inspections(user, today).filter(mandates__capacity="office", mandates__unit__in=people.appointments_of(user, today).values("unit_id"))
    value: dict[str, Any] = {
        "version": version, "rules": rules, "drawing": drawing(rules, lang), "form": ProcedureForm(version, value_of(version), lang),
        "may_edit": people.may_edit(user, today), "nav": "settings", "inspections": held.select_related("procedure_version__procedure").distinct(),
        "versions": version.procedure.versions.select_related("made_by__person").order_by("-number"),
    }  # fmt: skip
    return respond.page(request, "ledger/procedure.html", value)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy of a version, edited: kept as the next version under its key, or under a new one."""
    now, user = timezone.now(), account(request)
    if not people.may_edit(user, timezone.localdate(now)):
        raise Http404
    version = get_object_or_404(ProcedureVersion.objects.select_related("procedure"), pk=pk)
    form = ProcedureForm(version, value_of(version), language(), request.POST if request.method == "POST" else None)
    key = (request.POST.get("key") or version.procedure.key).strip()
    if request.method == "POST":
        refusals.lead_back(request, reverse("procedure", args=[pk]))
        if not KEY.match(key):
            raise Refused("bad_value", need="version", value=key[:60])
        made = form.save(key, by=user, now=now)
        if made is not None:
            messages.success(request, gettext("已保存为新版本。在办事项仍按原版本办理。"))
            return HttpResponseRedirect(reverse("procedure", args=[made.pk]), status=SEE_OTHER)
    value = {"version": version, "form": form, "key": key, "nav": "settings", "value": form.value}
    return respond.page(request, "ledger/procedure_edit.html", value, status=CONFLICT if form.sentence else 200)


@require_POST
@login_required
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """An inspection goes under the version from now on."""
    now, user = timezone.now(), account(request)
    version = get_object_or_404(ProcedureVersion, pk=pk)
    inspection = get_object_or_404(Inspection, pk__in=queries.visible_inspections(user, timezone.localdate(now)).values("pk"), slug=request.POST.get("inspection", ""))
    refusals.lead_back(request, reverse("procedure", args=[pk]))
    kept.use(inspection, version, by=user, now=now)
    messages.success(request, gettext("已采用。以后立账的事项按此版本办理；已在办的，逐项办理“改用程序”。"))
    return HttpResponseRedirect(reverse("procedure", args=[pk]), status=SEE_OTHER)
