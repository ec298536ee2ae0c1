"""工作日历页: a year day by day, for everybody who is signed in; offices and administrators change it here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xiaohao.ledger.days import calendar as kept
from xiaohao.ledger.forms.calendar import DayForm, NoticeForm, OneDayForm, OneYearForm, day_asked
from xiaohao.ledger.pages.calendar import year_page
from xiaohao.ledger.views.asked import account
from xiaohao.people import queries as people
from xiaohao.people.models import User
from xiaohao.shell import respond
from xiaohao.shell.asking import DoorForm
from xiaohao.shell.templatetags.shell import language

SEE_OTHER = 303
Done = tuple[DoorForm, str, str]  # the form, what is said, and where to go on; both empty where it is refused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """The year that the address names, with the day chosen in it; what is sent changes a day or a year, or shows first what a notice comes to."""
    now, user = timezone.now(), account(request)
    today, asked = timezone.localdate(now), request.POST.get("do", "")
    form: DoorForm | None = None
    read = None
    if request.method == "POST" and asked == "look":
        form = notice = NoticeForm(request.POST)
        read = notice.ask(lambda: kept.understood(notice.cleaned_data["text"]))
    elif request.method == "POST":
        if asked not in ACTS:
            raise BadRequest("do")
        form, said, onward = ACTS[asked](request.POST, user, now)
        if onward:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("calendar") + onward, status=SEE_OTHER)
    value = {
        "page": year_page(year_asked(request.GET), day_asked(request.GET.get("day", "")), today, language()), "may_edit": people.may_edit(user, today),
        "day_form": form if isinstance(form, DayForm) else DayForm(), "notice_form": form if isinstance(form, NoticeForm) else NoticeForm(),
        "refused": form.refused if form and not isinstance(form, (DayForm, NoticeForm)) else "", "read": read, "nav": "settings", "tab": "calendar",
    }  # fmt: skip
    return respond.page(request, "ledger/calendar.html", value, status=form.status if form else 200)


def year_asked(query: Mapping[str, str]) -> int | None:
    """The year of an address; none for what is no year."""
    text = query.get("year", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else None


def at_day(day: date) -> str:
    """Where a day is seen."""
    return f"?day={day.isoformat()}"


def set_day(data: QueryDict, user: User, now: datetime) -> Done:
    """A day is worked or off here."""
    form = DayForm(data)
    made = form.ask(lambda: kept.set_day(by=user, now=now, **form.cleaned_data))
    return (form, gettext("已改动。各处的工作日数即按此计算。"), at_day(made.day)) if made else (form, "", "")


def take_back(data: QueryDict, user: User, now: datetime) -> Done:
    """What was set of a day is taken back."""
    form = OneDayForm(data)
    day = form.ask(lambda: kept.take_back(form.cleaned_data["day"], by=user, now=now))
    return (form, gettext("已撤回，恢复为国务院的安排。"), at_day(day)) if day else (form, "", "")


def add_year(data: QueryDict, user: User, now: datetime) -> Done:
    """A year's arrangement comes in."""
    form = NoticeForm(data)
    made = form.ask(lambda: kept.add_year(form.cleaned_data["text"], by=user, now=now))
    return (form, gettext("已录入%(year)d年的安排。") % {"year": made.year}, f"?year={made.year}") if made else (form, "", "")


def take_back_year(data: QueryDict, user: User, now: datetime) -> Done:
    """A year that was entered here is taken back."""
    form = OneYearForm(data)
    year = form.ask(lambda: kept.take_back_year(form.cleaned_data["year"], by=user, now=now))
    return (form, gettext("已撤回%(year)d年的安排。") % {"year": year}, f"?year={year}") if year else (form, "", "")


ACTS: Mapping[str, Callable[[QueryDict, User, datetime], Done]] = {"set": set_day, "back": take_back, "enter": add_year, "year-back": take_back_year}
