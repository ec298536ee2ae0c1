"""公众看的页面: only what is published, from its frozen rows; no account is asked for."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xiaohao.publication import pages, paper, queries
from xiaohao.publication.display import voided_since
from xiaohao.publication.models import PublishedNotice
from xiaohao.publication.views import WORD_FILE
from xiaohao.shell import respond
from xiaohao.shell.pages import keyset
from xiaohao.shell.templatetags.shell import language, spelled


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What was published, newest first."""
    page = keyset(queries.published(), ("-published_on", "-id"), request.GET.get("after", ""), 20)
    return respond.page(request, "publication/public_list.html", {"page": page, "nav": "public"})


def found(slug: str, number: int) -> PublishedNotice:
    """A published notice, or 404."""
    rows = PublishedNotice.objects.select_related("inspection", "superseded_by", "supersedes").defer(
        "superseded_by__reading", "superseded_by__text", "superseded_by__counts", "superseded_by__items", "supersedes__reading", "supersedes__text",
        "supersedes__counts", "supersedes__items",
    )  # fmt: skip
    row = rows.filter(inspection__slug=slug, number=number).first()
    if row is None:
        raise Http404
    return row


@require_safe
def notice(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One notice: its text, its counts with the items that each counts, its digest."""
    row = found(slug, number)
    lang = language()
    value = {
        "notice": row, "lines": pages.public_lines(row, lang), "counts": pages.public_counts(row), "withheld": pages.withheld(row.withheld, lang),
        "explained": pages.explained(row, lang), "voided": voided_since(row), "newer": getattr(row, "superseded_by", None), "nav": "public",
        "under": "　".join(filter(None, (row.issuer, row.document_number, spelled(row.published_on)))),
    }  # fmt: skip
    return respond.page(request, "publication/public_notice.html", value)


@require_safe
def notice_file(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The same text as .txt or .docx."""
    row = found(slug, number)
    if form == "txt":
        return respond.download(row.text, f"{row.title}.txt", "text/plain; charset=utf-8")
    note = f"第{row.number}号，统计截至{row.as_of.isoformat()}，台账日志第{row.seq}条；文本摘要（SHA-256）：{row.sha256}"
    made = paper.as_docx(row.text, row.title, row.issuer, row.published_on, note, row.document_number)
    return respond.download(made, f"{row.title}.docx", WORD_FILE)
