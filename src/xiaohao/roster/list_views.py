"""名册导入的页面: a list is sent, looked through row by row, and let in once a person says so."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from xiaohao.people.models import User
from xiaohao.people.views import editor
from xiaohao.roster import entering, preview, sheet
from xiaohao.roster.forms import ListForm
from xiaohao.roster.sheet import Lists
from xiaohao.shell import respond
from xiaohao.shell.asking import DoorForm
from xiaohao.shell.uploads import too_large

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook."""
    editor(request)
    return respond.download(sheet.template(), "单位人员名册.xlsx", WORKBOOK)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """A list is sent and shown row by row; what was shown comes in when it is confirmed, and not before."""
    user, now = editor(request), timezone.now()
    today = timezone.localdate(now)
    if request.method == "POST" and "shown" in request.POST:
        return confirmed(request, user)
    is_sent = request.method == "POST"
    form = ListForm(request.POST if is_sent else None, request.FILES if is_sent else None, initial={"on": today}, dropped=too_large(request))
    read = form.ask(lambda: sheet.read(*form.sent)) if is_sent else None
    if read is None:
        return page(request, form)
    return looked_through(request, form, read, form.cleaned_data["on"], user)


def confirmed(request: HttpRequest, user: User) -> HttpResponse:
    """What was shown comes in. Where it would be something else by now, that is shown instead."""
    now = timezone.now()
    found, on, digest = entering.opened(request.POST["shown"], user)
    form = DoorForm({})
    entered = form.ask(lambda: entering.enter(found, on, digest, by=user, now=now))
    if entered is None:
        return looked_through(request, form, found, on, user)
    done = sum(row.effect in entering.ENTERING for row in entered.rows)
    messages.success(request, gettext("已导入 %(count)d 行。") % {"count": done})
    return redirect("units")


def looked_through(request: HttpRequest, form: DoorForm, found: Lists, on: date, user: User) -> HttpResponse:
    """The rows with what each would do."""
    shown = preview.preview(found, on, timezone.localdate())
    value = {"shown": shown, "sealed": entering.sealed(found, shown, on, user), "on": on, "refused": form.refused, "nav": "people"}
    return respond.page(request, "roster/preview.html", value, status=form.status)


def page(request: HttpRequest, form: ListForm) -> HttpResponse:
    """The page on which a list is sent."""
    return respond.page(request, "roster/lists.html", {"form": form, "nav": "people"}, status=form.status)
