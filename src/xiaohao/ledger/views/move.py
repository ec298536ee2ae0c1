"""办理: one address for every move. GET shows its form, POST makes it; what is refused comes back with all that was typed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xiaohao.ledger import access
from xiaohao.ledger.forms.move import MoveForm
from xiaohao.ledger.intake import suggesting
from xiaohao.ledger.models import Event
from xiaohao.ledger.views.asked import account
from xiaohao.lifecycle import check
from xiaohao.shell import refusals, respond
from xiaohao.shell.templatetags.shell import language, spelled
from xiaohao.shell.uploads import too_large

SEE_OTHER, CONFLICT = 303, 409


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def move(request: HttpRequest, slug: str, address: str, move: str) -> HttpResponse:
    """The form of a move, and the move itself. A move that may not be made at all is answered as a refusal."""
    now = timezone.now()
    today = timezone.localdate(now)
    user = account(request)
    item = access.item(user, slug, address, today)
    name = move.replace("-", "_")
    speaks = suggesting.for_move(item, name, (request.POST if request.method == "POST" else request.GET).get("suggestion", ""))
    refusals.lead_back(request, reverse("item", args=[slug, address]))
    if request.method == "POST":
        form = MoveForm(
            name, item, today=today, lang=language(), data=request.POST, files=request.FILES, dropped=too_large(request), by=user, suggestion=speaks,
        )  # fmt: skip
        made = form.make(by=user, now=now)
        return answered(request, form) if made is None else moved(request, form, made)
    facts = access.facts(user, item, today)
    check(name, facts)
    form = MoveForm(
        name, item, today=today, lang=language(), start=request.GET.dict(), by=user, suggestion=speaks, is_last_resort=facts.is_last_resort,
    )  # fmt: skip
    return shown(request, form)


def shown(request: HttpRequest, form: MoveForm, status: int = 200) -> HttpResponse:
    """The form, as a page or in its place on the item's page."""
    value = {"form": form, "item": form.item, "inspection": form.item.inspection, "tab": "ledger", "nav": "inspections"}
    return respond.page(request, "ledger/move.html", value, fragment="ledger/_move_form.html", status=status)


def answered(request: HttpRequest, form: MoveForm) -> HttpResponse:
    """The refusal: the sentence alone where the form still stands on the page with its files, else the form with what was typed."""
    if respond.is_fragment(request):
        return respond.page(request, "ledger/_answer.html", {"form": form, "sentence": form.sentence, "wrong": form.wrong}, status=CONFLICT)
    return shown(request, form, CONFLICT)


def moved(request: HttpRequest, form: MoveForm, made: Event) -> HttpResponse:
    """Back to the item, which says what was done, and shows what became of it."""
    said = gettext("已办理：%(move)s，%(day)s起生效。") % {"move": form.name, "day": spelled(made.effective_on)}
    record = gettext("第 %(seq)s 号记录") % {"seq": made.seq}
    messages.success(request, format_html('{} <a href="#event-{}">{}</a>', said, made.seq, record))
    return HttpResponseRedirect(reverse("item", args=[form.item.inspection.slug, form.item.address]), status=SEE_OTHER)
