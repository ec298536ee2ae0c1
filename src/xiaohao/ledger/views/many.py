"""成批办理: rows chosen in the ledger, one form for all of them, and an answer for each."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xiaohao.ledger import access, queries
from xiaohao.ledger.forms.many import Answer, ManyForm
from xiaohao.ledger.models import Inspection, Item
from xiaohao.ledger.pages.board import MANY_MOVES
from xiaohao.ledger.views.asked import account
from xiaohao.people.models import User
from xiaohao.shell import respond
from xiaohao.shell.templatetags.shell import language

MOST, CONFLICT = 200, 409


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def many(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for the chosen items, and the moves themselves. Without a chosen item it leads back to the ledger to choose."""
    now = timezone.now()
    user, today = account(request), timezone.localdate(now)
    inspection = access.inspection(user, slug, today)
    asked = request.POST if request.method == "POST" else request.GET
    name = asked.get("move", "")
    if name not in MANY_MOVES:
        raise BadRequest("move")
    items = chosen(user, inspection, asked.getlist("item"))
    if not items:
        return HttpResponseRedirect(f"{reverse('ledger', args=[slug])}?select=1")
    if request.method != "POST":
        return shown(request, inspection, ManyForm(name, items, today=today, lang=language(), by=user))
    form = ManyForm(name, items, today=today, lang=language(), by=user, data=request.POST)
    answers = form.make_all(by=user, now=now)
    return told(request, inspection, form, answers) if answers else shown(request, inspection, form, CONFLICT)


def chosen(user: User, inspection: Inspection, addresses: list[str]) -> tuple[Item, ...]:
    """The items of these addresses that the user may see, in the order of the ledger: one statement. Raises BadRequest for too many."""
    if len(addresses) > MOST or any("\0" in one for one in addresses):
        raise BadRequest("item")
    rows = queries.visible_items(user, timezone.localdate()).filter(inspection=inspection, address__in=addresses)
    return tuple(rows.select_related("inspection", "procedure_version", "lead_unit").order_by("position"))


def shown(request: HttpRequest, inspection: Inspection, form: ManyForm, status: int = 200) -> HttpResponse:
    """The form."""
    value = {"form": form, "inspection": inspection, "tab": "ledger", "nav": "inspections"}
    return respond.page(request, "ledger/many.html", value, status=status)


def told(request: HttpRequest, inspection: Inspection, form: ManyForm, answers: tuple[Answer, ...]) -> HttpResponse:
    """What was done, and what was refused, item by item."""
    done = sum(one.event is not None for one in answers)
    value = {
        "form": form, "inspection": inspection, "answers": answers, "done": done, "refused": len(answers) - done, "tab": "ledger", "nav": "inspections",
    }  # fmt: skip
    return respond.page(request, "ledger/many_done.html", value)
