"""单位人员的页面: back-office lists and forms; only administrators change them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiaohao.people.forms import AppointmentForm, EndForm, UnitForm
from xiaohao.people.models import Appointment, Unit, User
from xiaohao.shell import respond
from xiaohao.shell.pages import keyset


def administrator(request: HttpRequest) -> User:
    """The signed-in administrator; anybody else gets 403."""
    user = request.user
    if not isinstance(user, User) or not user.is_administrator:
        raise PermissionDenied
    return user


@login_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The tree of units, with how many hold a post at each today."""
    today = timezone.localdate()
    words = request.GET.get("q", "")[:60]
    held = Q(appointments__from_on__lte=today) & (Q(appointments__to_on__isnull=True) | Q(appointments__to_on__gte=today))
    rows = Unit.objects.annotate(holder_count=Count("appointments", filter=held))
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(code__icontains=words) | Q(short_name__icontains=words))
    page = keyset(rows, ("path", "id"), request.GET.get("after", ""))
    return respond.page(request, "people/units.html", {"page": page, "q": words, "nav": "people"})


@login_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who holds which post, by unit; persons' phones are for those who hold a post themselves."""
    words, unit = request.GET.get("q", "")[:60], request.GET.get("unit", "")
    rows = Appointment.objects.select_related("person", "unit")
    if not request.GET.get("past"):
        today = timezone.localdate()
        rows = rows.filter(Q(to_on__isnull=True) | Q(to_on__gte=today))
    if words:
        rows = rows.filter(Q(person__name__icontains=words) | Q(post__icontains=words) | Q(unit__name__icontains=words))
    if unit.isdecimal():
        rows = rows.filter(unit_id=int(unit[:18]))
    page = keyset(rows, ("unit__path", "from_on", "id"), request.GET.get("after", ""))
    return respond.page(request, "people/people.html", {"page": page, "q": words, "unit": unit, "past": request.GET.get("past", ""), "nav": "people"})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new unit, or one to name anew."""
    administrator(request)
    known = get_object_or_404(Unit, pk=pk) if pk else None
    form = UnitForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("已保存。"))
        return redirect("units")
    return respond.page(request, "people/form.html", {"form": form, "title": known.name if known else gettext("新建单位"), "nav": "people"}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest) -> HttpResponse:
    """A person's post, and an account with it."""
    administrator(request)
    form = AppointmentForm(request.POST or None, initial={"from_on": timezone.localdate(), "unit": request.GET.get("unit", "")})
    if request.method == "POST" and form.is_valid():
        made, password = form.save()
        if password:
            messages.warning(request, gettext("账号 %(name)s 的初始密码：%(password)s（只显示这一次，请当面转交）") % {"name": form.cleaned_data["username"], "password": password})
        messages.success(request, gettext("已登记 %(name)s 的任职。") % {"name": made.person.name})
        return redirect("people")
    return respond.page(request, "people/form.html", {"form": form, "title": gettext("登记任职"), "nav": "people"}, status=422 if form.errors else 200)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a post; what was done under it stays."""
    administrator(request)
    row = get_object_or_404(Appointment.objects.select_related("person"), pk=pk)
    form = EndForm(row.from_on, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("people")
    row.to_on = form.cleaned_data["to_on"]
    row.save(update_fields=["to_on"])
    messages.success(request, gettext("已登记 %(name)s 任职到 %(day)s。") % {"name": row.person.name, "day": row.to_on.isoformat()})
    return redirect("people")
