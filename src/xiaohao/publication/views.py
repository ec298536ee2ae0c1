"""通报的案头: drafts of one inspection, their figures, their way out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiaohao.ledger import access
from xiaohao.ledger.models import Inspection
from xiaohao.lifecycle import PUBLICATION, Capacity, PublicationStage
from xiaohao.people.models import User
from xiaohao.publication import answers, pages, paper, publish, queries
from xiaohao.publication.compose import Front
from xiaohao.publication.forms import FrontForm, NewDraftForm
from xiaohao.publication.models import NoticeDraft
from xiaohao.publication.withhold import for_the_public
from xiaohao.shell import respond
from xiaohao.shell.pages import keyset
from xiaohao.shell.templatetags.shell import language

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOVES = frozenset({"check", "approve", "return_draft", "publish"})
OUT = frozenset({PublicationStage.PUBLISHED.value, PublicationStage.SUPERSEDED.value})
WHY = "why-"  # before the key of a difference, in the form that explains them
FEW, MANY = 10, 20


def of_the_desk(request: HttpRequest, slug: str) -> tuple[User, Inspection, frozenset[Capacity]]:
    """The inspection, for those who look after it; drafts are nobody else's."""
    today = timezone.localdate()
    user: User = request.user  # type: ignore[assignment]  # signed in
    inspection = access.inspection(user, slug, today)
    hands = access.inspection_capacities(user, inspection, today)
    if not hands & access.DESK:
        raise Http404
    return user, inspection, hands


def found(inspection: Inspection, number: int) -> NoticeDraft:
    """A draft of the inspection, or 404."""
    rows = NoticeDraft.objects.select_related("drafted_by__person", "approved_by__person", "supersedes").filter(inspection=inspection, number=number)
    row = rows.first()
    if row is None:
        raise Http404
    row.inspection = inspection
    return row


@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The drafts of every inspection that wait for this person; the desk fetches the first few of them."""
    user: User = request.user  # type: ignore[assignment]  # signed in
    in_place = respond.is_fragment(request)
    rows = queries.waiting(user, timezone.localdate())
    page = keyset(rows, ("drafted_at", "pk"), request.GET.get("after", ""), FEW if in_place else MANY)
    value = {"page": page, "next": queries.NEXT, "in_place": in_place, "nav": "desk"}
    return respond.page(request, "publication/waiting.html", value, fragment="publication/_waiting.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest, slug: str) -> HttpResponse:
    """The notices of an inspection; POST composes a new one as of a day."""
    user, inspection, hands = of_the_desk(request, slug)
    now = timezone.now()
    today = timezone.localdate(now)
    form = NewDraftForm(inspection, today, request.POST or None, initial={"as_of": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = publish.draft(inspection, given["as_of"], by=user, now=now, supersedes=given["supersedes"], reason=given["reason"])
        return redirect("notice-draft", slug, made.number)
    value = {
        "inspection": inspection, "page": keyset(queries.drafts(inspection), ("-number",), request.GET.get("after", ""), 20), "form": form, "tab": "notices",
        "nav": "inspections", "may_draft": Capacity.OFFICE in hands,
    }  # fmt: skip
    return respond.page(request, "publication/notices.html", value, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One draft: its text, every figure held against the others, what is withheld, what moved since the last; POST changes the paragraphs."""
    user, inspection, hands = of_the_desk(request, slug)
    row = found(inspection, number)
    now = timezone.now()
    form = FrontForm(request.POST) if request.method == "POST" else FrontForm.of(Front.of(row.front))
    if request.method == "POST" and form.is_valid():
        publish.rewrite(row, form.front(), by=user, now=now)
        return redirect("notice-draft", slug, number)
    lang = language()
    last = queries.before(row)
    checks = publish.marked(row)
    may_write = row.stage == PublicationStage.DRAFT and Capacity.OFFICE in hands
    offers = answers.offered(inspection, row.text, checks) if may_write else {}
    value = {
        "inspection": inspection, "draft": row, "form": form, "lines": pages.draft_lines(row, checks, lang), "checks": checks,
        "counts": pages.draft_counts(row, reverse("ledger", args=[slug]), reverse("oversight", args=[slug])),
        "differing": [(one, offers.get(one.key)) for one in checks if one.is_open or one.explanation], "unexplained": publish.still_open(checks),
        "last": last, "moved": pages.moved(last, row) if last else (), "withheld": pages.withheld(row.withheld, lang),
        "standing": pages.standing(row.stage, publish.turn(row, user, now, checks), lang), "is_out": row.stage in OUT, "may_write": may_write,
        "is_silent": not row.front["contacts"], "tab": "notices", "nav": "inspections",
    }  # fmt: skip
    return respond.page(request, "publication/draft.html", value, status=422 if form.errors else 200)


@login_required
@require_POST
def explain(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Why figures differ, all that were said at once."""
    user, inspection, _ = of_the_desk(request, slug)
    words = {name.removeprefix(WHY): str(value) for name, value in request.POST.items() if name.startswith(WHY)}
    publish.explain_all(found(inspection, number), words, by=user, now=timezone.now())
    return redirect(reverse("notice-draft", args=[slug, number]) + "#figures")


@login_required
@require_POST
def withhold(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Words to be left out, and why."""
    user, inspection, _ = of_the_desk(request, slug)
    publish.withhold(found(inspection, number), request.POST.get("words", ""), request.POST.get("why", ""), by=user, now=timezone.now())
    return redirect(reverse("notice-draft", args=[slug, number]) + "#withheld")


@login_required
@require_safe
def confirm(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Once more before a notice goes out: all that the public will read. Refused, with the reason, to whom may not publish it now."""
    user, inspection, _ = of_the_desk(request, slug)
    row = found(inspection, number)
    checks = publish.marked(row)
    PUBLICATION.check("publish", publish.facts(row, user, timezone.now(), checks))
    lang = language()
    value = {
        "inspection": inspection, "draft": row, "front": Front.of(row.front), "lines": paper.laid_out(row.text, (), ()), "tab": "notices", "nav": "inspections",
        "withheld": pages.withheld(for_the_public(row.withheld), lang), "explained": [one for one in checks if one.explanation],
    }  # fmt: skip
    return respond.page(request, "publication/confirm.html", value)


@login_required
@require_POST
def move(request: HttpRequest, slug: str, number: int, move: str) -> HttpResponse:
    """check, approve, return, publish; the last is asked for on the page that confirms it."""
    user, inspection, _ = of_the_desk(request, slug)
    name = {"return": "return_draft"}.get(move, move)
    if name not in MOVES:
        raise Http404
    publish.move(name, found(inspection, number), by=user, now=timezone.now(), given={"reason": request.POST.get("reason", "")})
    return redirect("public-notice", slug, number) if name == "publish" else redirect("notice-draft", slug, number)


@login_required
@require_safe
def draft_file(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """A draft as .txt or .docx, marked as what it is."""
    _, inspection, _ = of_the_desk(request, slug)
    row = found(inspection, number)
    name = f"{row.title}（稿{number}）.{form}"
    if form == "txt":
        answer = respond.download(row.text, name, "text/plain; charset=utf-8")
    else:
        note = f"第{number}号稿，截至{row.as_of.isoformat()}，日志第{row.seq}条；未经公开。"
        front = Front.of(row.front)
        answer = respond.download(paper.as_docx(row.text, row.title, front.issuer, None, note, front.document_number), name, WORD_FILE)
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
