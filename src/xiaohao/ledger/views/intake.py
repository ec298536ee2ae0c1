"""录入: documents on their way into the ledger: the list and the letter-box, and the page where one is looked through and admitted."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xiaohao.ledger import access
from xiaohao.ledger import intake as door
from xiaohao.ledger.forms.admission import AdmissionForm
from xiaohao.ledger.forms.intake import ChangeForm, UploadForm
from xiaohao.ledger.intake_page import intake_of, intake_page, visible
from xiaohao.ledger.models import Inspection, Intake, IntakePicture
from xiaohao.ledger.views.asked import account
from xiaohao.ledger.views.evidence import delivered
from xiaohao.lifecycle import Refused
from xiaohao.notice import ROLES
from xiaohao.shell import respond
from xiaohao.shell.pages import keyset
from xiaohao.shell.templatetags.shell import language
from xiaohao.shell.uploads import too_large

SEE_OTHER, CONFLICT = 303, 409
HEAVY = ("text", "reading", "proposal", "answers", "tables")  # not for a list


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def intakes(request: HttpRequest) -> HttpResponse:
    """What was taken in, when, by whom, and where it stands; a document is sent or pasted here."""
    now = timezone.now()
    today = timezone.localdate(now)
    user = account(request)
    if not access.is_office(user, today):
        raise Refused("not_office")
    sent = request.POST if request.method == "POST" else None
    form = UploadForm(lang=language(), data=sent, file=request.FILES.get("file"), dropped=too_large(request))
    if request.method == "POST":
        made = form.propose(by=user, now=now)
        if made is not None:
            return HttpResponseRedirect(reverse("intake-one", args=[made.pk]), status=SEE_OTHER)
    rows = visible(user, today).select_related("proposed_by__person", "inspection").defer(*HEAVY)
    page = keyset(rows, ("-id",), request.GET.get("after", ""))
    value = {"page": page, "form": form, "nav": "intake"}
    return respond.page(request, "ledger/intakes.html", value, status=CONFLICT if form.refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def intake(request: HttpRequest, pk: int) -> HttpResponse:
    """One document side by side with the rows it would become. POST changes a row, answers doubts, or admits all at once."""
    now = timezone.now()
    today = timezone.localdate(now)
    user = account(request)
    row = intake_of(user, pk, today)
    if request.method != "POST":
        return shown(request, row, AdmissionForm(row, by=user, today=today, lang=language()) if is_draft(request, row) else None)
    if request.POST.get("do") == "admit":
        form = AdmissionForm(row, by=user, today=today, lang=language(), data=request.POST)
        entered = form.admit(by=user, now=now)
        if entered is None:
            return shown(request, row, form, sentence=form.sentence, status=CONFLICT)
        return HttpResponseRedirect(reverse("ledger", args=[entered.slug]), status=SEE_OTHER)
    if request.POST.get("do") == "against":
        door.compare_with(row, inspection_of(request.POST.get("against", "")), by=user, now=now)
        return HttpResponseRedirect(reverse("intake-one", args=[pk]) + "#against-name", status=SEE_OTHER)
    if request.POST.get("do") == "columns":
        said = {name.removeprefix("column-"): value for name, value in request.POST.items() if name.startswith("column-") and isinstance(value, str)}
        door.read_again(row, said, by=user, now=now)
        return HttpResponseRedirect(reverse("intake-one", args=[pk]) + "#columns-name", status=SEE_OTHER)
    change = ChangeForm(row, lang=language(), data=request.POST)
    if change.edit(by=user, now=now) is None:
        return shown(request, row, AdmissionForm(row, by=user, today=today, lang=language()), sentence=change.sentence, status=CONFLICT)
    return HttpResponseRedirect(back(request, pk, change), status=SEE_OTHER)


@require_safe
@login_required
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponse | FileResponse:
    """A picture of the document, as it stood in its cell."""
    row = intake_of(account(request), pk, timezone.localdate())
    return delivered(get_object_or_404(IntakePicture, intake=row, pk=number))


def inspection_of(key: str) -> Inspection | None:
    """The inspection that a form names; none where it names none. Raises Http404."""
    return get_object_or_404(Inspection, pk=whole(key) or 0) if key else None


def is_draft(request: HttpRequest, row: Intake) -> bool:
    """Whether the page offers admission: not of what stands in the ledger already, nor where only a row is asked for."""
    return row.admitted_at is None and not respond.is_fragment(request)


def shown(request: HttpRequest, row: Intake, form: AdmissionForm | None, sentence: str = "", status: int = 200) -> HttpResponse:
    """The page, at the part and the row that the address names."""
    part, at = whole(request.GET.get("part", "")), whole(request.GET.get("at", ""))
    heads = door.heads_of(row, account(request), timezone.now()) if row.admitted_at is None and not respond.is_fragment(request) else ()
    page = intake_page(row, lang=language(), part=part or 0, at=at, editing=request.GET.get("row", ""), heads=heads)
    value = {"page": page, "intake": row, "form": form, "sentence": sentence, "nav": "intake", "roles": ROLES}
    return respond.page(request, "ledger/intake.html", value, fragment="ledger/_intake_row.html", status=status)


def whole(typed: str) -> int | None:
    """A whole number from an address, or nothing."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None


def back(request: HttpRequest, pk: int, change: ChangeForm) -> str:
    """The same part of the page, at the row that was changed."""
    part = whole(request.POST.get("part", ""))
    place = "questions" if change.do == "answers" else f"row-{change.key}"
    return f"{reverse('intake-one', args=[pk])}{f'?part={part}' if part else ''}#{place}"
